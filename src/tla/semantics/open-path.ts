/** Operators named through instances whose arguments are left out: `I!Op` as an argument is LAMBDA p, q : I(p)!Op(q). */

import type { PathStep, Reference } from "../syntax/tree.ts";
import type { ResolveContext } from "./resolve.ts";
import type { ChainLink, InstanceSymbol, OperatorSymbol, ParameterSymbol } from "./symbol.ts";

/** What a path leaves open on its way: the parameters of its instances, outermost first, then those of its operator. */
export class OpenPath {
  readonly parameters: ParameterSymbol[] = [];
  private readonly context: ResolveContext;
  private readonly reference: Reference;

  constructor(context: ResolveContext, reference: Reference) {
    this.context = context;
    this.reference = reference;
  }

  /** Names that stand for the arguments of `instance`; null where it has none, or where `step` gives them. */
  arguments({ parameters }: InstanceSymbol, step: Extract<PathStep, { kind: "name" }>): readonly Reference[] | null {
    return parameters.length > 0 && step.args.length === 0 ? parameters.map((p) => this.open(p.name, p.arity)) : null;
  }

  /** The operator that the whole path is, as it is `shown`: `symbol` seen through `chain`. */
  operator(symbol: OperatorSymbol, chain: readonly ChainLink[], shown: string): OperatorSymbol {
    const { context, reference } = this;
    const args = symbol.parameters.map((p) => this.open(p.name, p.arity));
    const body: Reference = { ...reference, name: symbol.name, args, path: [] };
    context.tables.meanings.set(body, { symbol, chain });
    return {
      kind: "operator",
      name: shown,
      fix: "name",
      parameters: this.parameters,
      binders: null,
      body,
      module: context.module,
      local: false,
      recursive: false,
      defined: true,
      role: "part",
      span: reference.span,
      source: context.source,
    };
  }

  private open(name: string, arity: number): Reference {
    const { span, nameSpan } = this.reference;
    const parameter: ParameterSymbol = {
      kind: "parameter",
      name,
      arity,
      level: 0,
      span,
      source: this.context.source,
    };
    this.parameters.push(parameter);
    const made: Reference = { kind: "reference", name, args: [], fix: "name", path: [], nameSpan, span };
    this.context.tables.meanings.set(made, { symbol: parameter, chain: [] });
    return made;
  }
}
