/** Direct code of the next-state relation: its actions are those that the interpreter finds (`next.ts` above). */

import { type OperatorSymbol, operandsOf } from "../../../tla/semantics/symbol.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Behavior } from "../behavior.ts";
import { enteredBy } from "../next.ts";
import { ActionWriter, NOTHING, statements } from "./action.ts";
import { around, type Loops, loopsOf } from "./binder.ts";
import { withArguments } from "./call.ts";
import { type Binding, Environment, JsFunction } from "./environment.ts";
import { Writer } from "./expression.ts";
import { hoisted } from "./hoist.ts";
import { type Given, Outcomes, type Place, type Read } from "./outcomes.ts";
import { type Stage, Staging } from "./staging.ts";
import { type Made, Undirected, type Unit } from "./unit.ts";

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
  private readonly isVolatile: (variable: number) => boolean;

  constructor(unit: Unit, indexOf: IndexOf, isVolatile: (variable: number) => boolean) {
    this.unit = unit;
    this.isVolatile = isVolatile;
    this.w = new Writer(unit);
    this.actions = new ActionWriter(this.w);
    this.indexOf = indexOf;
  }

  whole({ next, nextName }: Behavior): string {
    const within = new JsFunction();
    const at = Environment.empty(within, false);
    return `begin(); ${within.with(this.walk(next.expression, at, { symbol: null, name: nextName }, []))}`;
  }

  /** `own` are the loops that nothing but `expression` stands in. */
  private walk(expression: Expression, at: Environment, entered: Entered, own: readonly Loops[]): string {
    if (expression.kind === "label") return this.walk(expression.body, at, entered, own);
    const alternatives = operandsOf(expression, "\\/", this.w.unit.setup.program.tables);
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
    const { before, otherwise, loops, first, rest } = hoisted(this.w, this.actions, { expression, at }, own);
    const within = new JsFunction();
    const made = this.unit.fresh("A");
    const names = at.names().join(", ");
    const count = this.unit.setup.variables.length;
    const texts = rest.map((text) => ({ ...text, at: text.at.but({ within }) }));
    const outcomes = new Outcomes(this.unit.host.interner, index, count);
    const staging = new Staging(this.unit, this.unit.constant(outcomes), {
      names: new Set(at.bindings().flatMap((one) => valueIn(one) ?? [])),
      isVolatile: this.isVolatile,
    });
    this.w.staging = staging;
    const body = this.actions.conjuncts(texts, NOTHING, ({ surely, maybe }) => {
      if (maybe.size < count) return "leave();";
      const whole = surely.size < count ? "if (!whole(N)) leave(); " : "";
      return `${whole}if (!${staging.outcomes}.noted(N)) emit(N, ${index});`;
    });
    this.w.staging = null;
    this.unit.add(`function ${made}(${names}) { ${within.with(body)} }`);
    const called = `${this.kept(made, at, { outcomes, staging })}(${names});`;
    const always = inside(loops, given(first, called));
    return before.length === 0 ? always : `${given(before, always)} else { ${otherwise} }`;
  }

  /** The function that does what `made` does, and keeps its outcomes where that can be. */
  private kept(
    made: string,
    at: Environment,
    { outcomes, staging }: { readonly outcomes: Outcomes; readonly staging: Staging },
  ): string {
    const { early, late, outcomes: name } = staging;
    for (const binding of at.bindings()) {
      if (binding.js === null || valueIn(binding) !== null) continue;
      // It is found anew for each state: code that goes on in another one must not use it.
      const text = "text" in binding ? binding.text : undefined;
      if (text === undefined || staging.waits(text.expression, text.environment)) return made;
      staging.note(text.expression, text.environment);
    }
    staging.settle();
    if (!early.fit) return made;
    const places = [...staging.names];
    const read = readBy(early, places);
    const parts = [
      ...places.map((js) => `${name}.idOf(${js})`),
      ...read.whole.map((i) => `R[${i}]`),
      ...read.cells.map(({ variable, argument }) => `${name}.cell(R[${variable}], k[${argument}])`),
    ];
    const kept = [...early.kept].filter((variable) => !early.given.has(variable));
    outcomes.settle(parts.length, { ...givenBy(early, places), kept }, late.fit ? lateOf(staging, places) : null);
    const names = at.names().join(", ");
    const wrapped = this.unit.fresh("A");
    this.unit.add(`function ${wrapped}(${names}) {
if (${name}.dropped) { ${made}(${names}); return; }
const k = ${name}.key; ${parts.map((part, i) => `k[${i}] = ${part};`).join(" ")}
let o = ${name}.find();
if (o === undefined) {
  ${name}.begin();
  try { ${made}(${names}); } finally { o = ${name}.end(); }
  ${name}.keep(o);
}
${name}.replay(o, R, N, hold);
}`);
    return wrapped;
  }
}

/** What a stage reads: variables, and cells with the places of their arguments. */
function readBy({ reading }: Stage, places: readonly string[]): Read {
  const cells = reading.apart.map(({ variable, argument }) => ({ variable, argument: places.indexOf(argument) }));
  return { whole: [...reading.whole], cells };
}

function givenBy({ given }: Stage, places: readonly string[]): Given {
  const whole = [...given.keys()].filter((variable) => given.get(variable) === null);
  const cells = [...given].flatMap(([variable, argument]) =>
    argument === null ? [] : [{ variable, argument: places.indexOf(argument) }],
  );
  return { whole, cells };
}

/** What comes after a wait: what it gives, and what it reads that has not been read before. */
function lateOf({ early, late }: Staging, places: readonly string[]): Given & { readonly read: Read } {
  const before = readBy(early, places);
  const { whole, cells } = readBy(late, places);
  const isKnown = ({ variable, argument }: Place): boolean =>
    before.whole.includes(variable) ||
    before.cells.some((cell) => cell.variable === variable && cell.argument === argument);
  const read = {
    whole: whole.filter((variable) => !before.whole.includes(variable)),
    cells: cells.filter((cell) => !isKnown(cell)),
  };
  return { ...givenBy(late, places), read };
}

/** The JavaScript name that holds the value of what is bound; null where it is found later, or is no value. */
function valueIn(binding: Binding): string | null {
  return binding.kind === "value" || (binding.kind === "text" && binding.early) ? binding.js : null;
}

/** `body`, where the conditions are true. */
function given(conditions: readonly string[], body: string): string {
  return conditions.length === 0 ? body : `if (${conditions.join(" && ")}) { ${body} }`;
}

/** `body` in the loops, the first one outermost. */
function inside(loops: readonly Loops[], body: string): string {
  return loops.reduceRight((inner, one) => around(one, inner), body);
}

/** What Next is written for. */
interface Steps {
  readonly behavior: Behavior;
  readonly indexOf: IndexOf;
  /** Is the variable another one in nearly every state? */
  readonly isVolatile: (variable: number) => boolean;
}

/** Direct code of Next. Throws `Undirected` where it has none. */
export function directNext(unit: Unit, { behavior, indexOf, isVolatile }: Steps): Made {
  return unit.make(new NextWriter(unit, indexOf, isVolatile).whole(behavior));
}
