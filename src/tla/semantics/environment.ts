/** Which instance of its module a definition is seen in: the chain of INSTANCEs from the root module inwards. */

import type { ChainLink, ConstantSymbol, InstanceSymbol, Replacement, VariableSymbol } from "./symbol.ts";

/**
 * One environment per way to reach a module. The root has no link. Environments are shared: entering the same
 * instance twice gives the same object, so that results can be kept per definition and environment.
 */
export class Environment {
  readonly link: ChainLink | null;
  readonly outer: Environment | null;
  private readonly children = new Map<InstanceSymbol | ChainLink, Environment>();

  private constructor(link: ChainLink | null, outer: Environment | null) {
    this.link = link;
    this.outer = outer;
  }

  static root(): Environment {
    return new Environment(null, null);
  }

  /** The environment inside `chain`, seen from here. */
  enter(chain: readonly ChainLink[]): Environment {
    let at: Environment = this;
    for (const link of chain) {
      const key = link.args.length === 0 ? link.instance : link;
      let child = at.children.get(key);
      if (child === undefined) {
        child = new Environment(link, at);
        at.children.set(key, child);
      }
      at = child;
    }
    return at;
  }

  /** What replaces a declared symbol here, and the environment in which the replacement is to be read. */
  replacement(symbol: ConstantSymbol | VariableSymbol): { by: Replacement; in: Environment } | null {
    for (let at: Environment | null = this; at !== null; at = at.outer) {
      const by = at.link?.instance.substitutions.get(symbol);
      if (by !== undefined && at.outer !== null) return { by, in: at.outer };
    }
    return null;
  }
}
