/** What local names stand for while direct code is written, and the JavaScript functions that hold the code. */

import type { BoundSymbol, OperatorSymbol, ParameterSymbol, ValueSymbol } from "../../../tla/semantics/symbol.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";

export type LocalName = BoundSymbol | ParameterSymbol | OperatorSymbol;

/** A text with the names around it: what an argument or a definition of a LET is before it is evaluated. */
export interface Text {
  readonly expression: Expression;
  readonly environment: Environment;
}

export type Binding =
  /** A JavaScript name that holds the value; of an argument that of one state, the next one if `primed`. */
  | { readonly kind: "value"; readonly js: string; readonly primed?: boolean }
  /** A JavaScript name that holds the value, or a `Lazy` that gives it. */
  | { readonly kind: "given"; readonly js: string; readonly primed: boolean }
  /** A text; `js`, where there is one, holds a `Lazy` for it, or the value where `early`. */
  | { readonly kind: "text"; readonly text: Text; readonly js: string | null; readonly early: boolean }
  /** A JavaScript function of values or `Lazy`s; `text` is the operator that was given, where that is known. */
  | { readonly kind: "function"; readonly js: string; readonly primed: boolean; readonly text?: Text }
  /** A definition of a LET that names itself: a JavaScript function, or a `Lazy` for a function by its rule. */
  | {
      readonly kind: "recursive";
      readonly symbol: OperatorSymbol;
      readonly js: string;
      readonly primed: boolean;
      readonly text: Text;
    }
  /** A definition of a LET that takes arguments; `environment` is that of its text. */
  | { readonly kind: "operator"; readonly symbol: OperatorSymbol; readonly environment: Environment }
  /** Something that is left to the interpreter. */
  | { readonly kind: "left" };

/** A JavaScript function being written: names that it declares at its beginning. */
export class JsFunction {
  private names: string[] = [];

  declare(name: string): void {
    this.names.push(name);
  }

  /** `body` behind the declarations that it needs. */
  with(body: string): string {
    return this.names.length === 0 ? body : `let ${this.names.join(", ")}; ${body}`;
  }

  /** What `make` writes, behind the declarations of it alone: each time that it runs it has names of its own. */
  scoped(make: () => string): string {
    const outer = this.names;
    this.names = [];
    const text = this.with(make());
    this.names = outer;
    return text;
  }
}

interface Chain {
  readonly symbol: LocalName;
  readonly binding: Binding;
  readonly next: Chain | null;
}

/** The names that a text can see, and where its code goes. Never changes; `with` and the others make another one. */
export class Environment {
  private readonly chain: Chain | null;
  /** Is the text read in the next state? */
  readonly primed: boolean;
  /** The JavaScript name of `@`. */
  readonly at: string | null;
  readonly within: JsFunction;
  /** Definitions whose text has been put in place on the way here: none is put into itself. */
  readonly path: readonly OperatorSymbol[];

  private constructor(parts: Pick<Environment, "primed" | "at" | "within" | "path">, chain: Chain | null) {
    this.primed = parts.primed;
    this.at = parts.at;
    this.within = parts.within;
    this.path = parts.path;
    this.chain = chain;
  }

  /** Nothing is bound. */
  static empty(within: JsFunction, primed: boolean): Environment {
    return new Environment({ primed, at: null, within, path: [] }, null);
  }

  get isEmpty(): boolean {
    return this.chain === null;
  }

  /** What a name stands for; null where it is no local one. */
  find(symbol: ValueSymbol): Binding | null {
    for (let at = this.chain; at !== null; at = at.next) if (at.symbol === symbol) return at.binding;
    return null;
  }

  with(symbol: LocalName, binding: Binding): Environment {
    return new Environment(this, { symbol, binding, next: this.chain });
  }

  /** The same names, with other circumstances. */
  but(parts: Partial<Pick<Environment, "primed" | "at" | "within" | "path">>): Environment {
    return new Environment({ ...this, ...parts }, this.chain);
  }

  /** No names, for the text of a definition of a module that is put in place here. */
  outside(symbol: OperatorSymbol): Environment {
    return new Environment({ ...this, at: null, path: [...this.path, symbol] }, null);
  }

  /** The names around the text of an operator of a LET, which is put in place here. */
  outsideLocal({ symbol, environment }: Extract<Binding, { kind: "operator" }>): Environment {
    return environment.but({ primed: this.primed, within: this.within, path: [...this.path, symbol] });
  }

  /** What holds something here, or in the texts that names stand for; without what `@` stands for. */
  bindings(): Exclude<Binding, { kind: "left" | "operator" }>[] {
    const found = new Set<Exclude<Binding, { kind: "left" | "operator" }>>();
    const seen = new Set<Environment>();
    const open: Environment[] = [this];
    for (let environment = open.pop(); environment !== undefined; environment = open.pop()) {
      if (seen.has(environment)) continue;
      seen.add(environment);
      for (let at = environment.chain; at !== null; at = at.next) {
        const { binding } = at;
        if (binding.kind === "operator") open.push(binding.environment);
        else if (binding.kind !== "left") {
          found.add(binding);
          if ("text" in binding && binding.text !== undefined) open.push(binding.text.environment);
        }
      }
    }
    return [...found];
  }

  /** The JavaScript names of these. */
  names(): string[] {
    return [...new Set(this.bindings().flatMap(({ js }) => js ?? []))];
  }
}
