/** Direct code of the next-state relation: its actions are those that the interpreter finds (`next.ts` above). */

import type { OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Behavior } from "../behavior.ts";
import type { Setup } from "../interpret/interpreter.ts";
import { disjunctsOf, enteredBy } from "../next.ts";
import { ActionWriter, NOTHING, statements } from "./action.ts";
import { around, type Loops, loopsOf } from "./binder.ts";
import { withArguments } from "./call.ts";
import { Environment, JsFunction } from "./environment.ts";
import { Writer } from "./expression.ts";
import { hoisted } from "./hoist.ts";
import { type Made, Undirected, Unit } from "./unit.ts";

/** The index of an action by the definition entered last and its name; null before any. */
type IndexOf = (symbol: OperatorSymbol | null, name: string) => number;

/** The operator entered last on the way to a leaf. */
interface Entered {
  readonly symbol: OperatorSymbol | null;
  readonly name: string;
}

class NextWriter {
  private readonly unit: Unit;
  private readonly w: Writer;
  private readonly actions: ActionWriter;
  private readonly indexOf: IndexOf;

  constructor(unit: Unit, indexOf: IndexOf) {
    this.unit = unit;
    this.w = new Writer(unit);
    this.actions = new ActionWriter(this.w);
    this.indexOf = indexOf;
  }

  whole({ next, nextName }: Behavior): string {
    const within = new JsFunction();
    const at = Environment.empty(within, false);
    return within.with(this.walk(next.expression, at, { symbol: null, name: nextName }, []));
  }

  /** `own` are the loops that nothing but `expression` stands in. */
  private walk(expression: Expression, at: Environment, entered: Entered, own: readonly Loops[]): string {
    if (expression.kind === "label") return this.walk(expression.body, at, entered, own);
    const alternatives = disjunctsOf(this.w.interpreter, expression);
    if (alternatives !== null) {
      return inside(own, alternatives.map((one) => `{ ${this.walk(one, at, entered, [])} }`).join("\n"));
    }
    if (expression.kind === "quantifier" && expression.quantifier === "\\E") {
      const loops = loopsOf(this.w, expression.bounds, at);
      return this.walk(expression.body, loops.inside, entered, [...own, loops]);
    }
    const symbol = expression.kind === "reference" ? enteredBy(this.w.interpreter, expression, at.path) : null;
    if (expression.kind !== "reference" || symbol === null) return this.leaf(expression, at, entered, own);
    const given = withArguments(this.w, symbol, expression.args, { at, outside: at.outside(symbol), acting: true });
    const action = { symbol, name: expression.name };
    if (given.set.length === 0) return this.walk(symbol.body, given.inside, action, own);
    return inside(own, `${statements(given.set)}${this.walk(symbol.body, given.inside, action, [])}`);
  }

  /** A function of its own, which the machine can optimize by itself. */
  private leaf(expression: Expression, at: Environment, { symbol, name }: Entered, own: readonly Loops[]): string {
    const index = this.indexOf(symbol, name);
    if (index < 0) throw new Undirected(`an action that is not known, ${name}`);
    const { before, loops, rest } = hoisted(this.w, this.actions, { expression, at }, own);
    const within = new JsFunction();
    const made = this.unit.fresh("A");
    const names = at.names().join(", ");
    const count = this.unit.setup.variables.length;
    const texts = rest.map((text) => ({ ...text, at: text.at.but({ within }) }));
    const body = this.actions.conjuncts(texts, NOTHING, ({ surely, maybe }) => {
      if (maybe.size < count) return "leave();";
      return `${surely.size < count ? "if (!whole(N)) leave(); " : ""}emit(N, ${index});`;
    });
    this.unit.add(`function ${made}(${names}) { ${within.with(body)} }`);
    const called = inside(loops, `${made}(${names});`);
    return before.length === 0 ? called : `if (${before.join(" && ")}) { ${called} }`;
  }
}

/** `body` in the loops, the first one outermost. */
function inside(loops: readonly Loops[], body: string): string {
  return loops.reduceRight((inner, one) => around(one, inner), body);
}

/** Direct code of Next. Throws `Undirected` where it has none. */
export function directNext(setup: Setup, behavior: Behavior, indexOf: IndexOf): Made {
  const unit = new Unit(setup);
  return unit.make(new NextWriter(unit, indexOf).whole(behavior));
}

/** Direct code of a formula. Throws `Undirected` where it has none. */
export function directValue(setup: Setup, expression: Expression): Made {
  const unit = new Unit(setup);
  const within = new JsFunction();
  const { js } = new Writer(unit).value(expression, Environment.empty(within, false));
  return unit.make(within.with(`return ${js};`));
}
