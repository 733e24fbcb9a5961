/**
 * Direct code of formulas in action position: statements that run what follows once for each way to be true, by the
 * rules of `interpret/action.ts`, in the same order.
 *
 * Invariant: where statements end, `N` is as it was where they began.
 */

import type { OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import { branchesOf } from "../../../tla/syntax/parts.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { powerSet } from "../../../values/index.ts";
import { Reader } from "../compile/reads.ts";
import { isRule } from "../interpret/applied.ts";
import { around, looped, loopsOf } from "./binder.ts";
import { variableOf, withArguments } from "./call.ts";
import type { Binding, Environment, Text } from "./environment.ts";
import type { Writer } from "./expression.ts";
import type { Staging } from "./staging.ts";
import { Undirected } from "./unit.ts";

/** The variables that surely have a value in `N`, and those that may have one. */
interface Assigned {
  readonly surely: ReadonlySet<number>;
  readonly maybe: ReadonlySet<number>;
}

export const NOTHING: Assigned = { surely: new Set(), maybe: new Set() };

/** Statements for what follows. */
type Then = (assigned: Assigned) => string;

/** A text with the names around it. */
export interface Conjunct {
  readonly expression: Expression;
  readonly at: Environment;
}

interface Place {
  readonly at: Environment;
  readonly assigned: Assigned;
}

export class ActionWriter {
  private readonly w: Writer;
  private readonly asks: boolean;
  private readonly count: number;
  private readonly splitting = new Map<OperatorSymbol, boolean>();
  private readonly asking = new Set<OperatorSymbol>();
  private assumed = false;

  /** `asks` where one way is enough: each function returns true when it has come to one, which costs less than throwing. */
  constructor(w: Writer, asks = false) {
    this.w = w;
    this.asks = asks;
    this.count = w.unit.setup.variables.length;
  }

  act(expression: Expression, place: Place, then: Then): string {
    return this.waits(expression, place.at)
      ? this.waiting(place, () => this.entered(expression, place, then))
      : this.entered(expression, place, then);
  }

  /** Has this text to wait for the state? What stands inside of it is asked by itself where it is come to by itself. */
  private waits(expression: Expression, at: Environment): boolean {
    const { staging } = this.w;
    if (staging === null) return false;
    const any = (texts: readonly (Expression | null)[]) =>
      texts.some((text) => text !== null && staging.waits(text, at));
    switch (expression.kind) {
      case "quantifier":
        return any(expression.bounds.map(({ set }) => set));
      case "if":
        return any([expression.condition]);
      case "case":
        return any(expression.arms.map(({ guard }) => guard));
      case "let":
        return staging.waitsWithin(expression, at);
      case "actionSubscript":
        return any([expression.subscript]);
      case "reference":
        return this.waitsByName(expression, at, any);
      default:
        return false;
    }
  }

  /** Has what `x' = e` gives to wait? */
  private waitsForValue(reference: Reference, at: Environment): boolean {
    const [first, second] = reference.args as [Expression, Expression];
    const target = this.target(first, at, true);
    if (target === null || this.keeps(reference, at)) return false;
    const { staging } = this.w;
    const cell = staging?.cellOf(target, second, at) ?? null;
    return (cell?.texts ?? [second]).some((text) => staging?.waits(text, at));
  }

  private waitsByName(reference: Reference, at: Environment, any: (texts: readonly Expression[]) => boolean): boolean {
    const { symbol } = this.w.interpreter.meaningOf(reference);
    const [first, second] = reference.args;
    if (symbol.kind !== "builtin") return any(reference.args.filter((arg) => this.target(arg, at, false) === null));
    switch (symbol.name) {
      case "=>":
        return any([first as Expression]);
      case "=":
        return this.waitsForValue(reference, at);
      case "\\in":
      case "\\subseteq":
        return this.target(first as Expression, at, true) !== null && any([second as Expression]);
      default:
        return false;
    }
  }

  /** Is it `x' = x`? */
  private keeps({ args: [first, second] }: Reference, at: Environment): boolean {
    if (first === undefined || second === undefined) return false;
    const target = this.target(first, at, true);
    return target !== null && !at.primed && this.target(second, at, false) === target;
  }

  /** Code that is run later, where the leaf is replayed. */
  private waiting({ at }: Place, make: () => string): string {
    return (this.w.staging as Staging).waiting(() => at.within.scoped(make));
  }

  private entered(expression: Expression, place: Place, then: Then): string {
    const { at, assigned } = place;
    switch (expression.kind) {
      case "junction":
        return expression.operator === "/\\"
          ? this.conjunction(this.reached(expression) ?? expression.items, place, then)
          : this.disjunction(expression.items, place, then);
      case "quantifier":
        if (expression.quantifier === "\\A") return this.universal(expression, place, then);
        return this.existential(expression, place, then);
      case "if": {
        const branch = this.reached(expression)?.[1];
        if (branch !== undefined) return this.act(branch, place, then);
        return this.joined(at, then, (onward) => {
          const yes = this.act(expression.then, place, onward);
          const no = this.act(expression.else, place, onward);
          return `if (${this.w.condition(expression.condition, at)}) { ${yes} } else { ${no} }`;
        });
      }
      case "case":
        return this.joined(at, then, (onward) => {
          const arms = expression.arms.map(({ guard, value }) => {
            return `if (${this.w.condition(guard, at)}) { ${this.act(value, place, onward)} } else `;
          });
          const other = expression.other === null ? "leave();" : this.act(expression.other, place, onward);
          return `${arms.join("")}{ ${other} }`;
        });
      case "let": {
        const { set, inside } = this.w.locals(expression, at, true);
        return `${statements(set)}${this.act(expression.body, { at: inside, assigned }, then)}`;
      }
      case "label":
        return this.act(expression.body, place, then);
      case "actionSubscript":
        return this.subscript(expression, place, then);
      case "reference":
        return this.reference(expression, place, then);
      case "application":
        if (isRule(this.w.unit.setup, expression) && (this.splits(expression, at) || this.w.isStep(expression, at))) {
          throw new Undirected("a rule in action position");
        }
        return this.condition(expression, place, then);
      default:
        return this.condition(expression, place, then);
    }
  }

  /** The parts of it that are evaluated, where the cfg has decided what is not. */
  private reached(expression: Expression): readonly Expression[] | null {
    return Reader.of(this.w.unit.setup).fixed.reached(expression);
  }

  condition(expression: Expression, place: Place, then: Then): string {
    const { at, assigned } = place;
    const asked = (): string => `if (${this.w.condition(expression, at)}) { ${then(assigned)} }`;
    return this.w.staging?.waits(expression, at) === true ? this.waiting(place, asked) : asked();
  }

  /** What follows is written once, however often it is come to. */
  private joined(at: Environment, then: Then, make: (onward: Then) => string): string {
    const name = this.w.unit.fresh("k");
    const seen: Assigned[] = [];
    const before = make((assigned) => {
      seen.push(assigned);
      return this.called(`${name}()`);
    });
    const [first] = seen;
    if (first === undefined) return before;
    const surely = new Set([...first.surely].filter((i) => seen.every((one) => one.surely.has(i))));
    const maybe = new Set(seen.flatMap((one) => [...one.maybe]));
    const after = at.within.scoped(() => then({ surely, maybe }));
    return `{ const ${name} = () => { ${after} }; ${before} }`;
  }

  /** What follows, where it is a function of its own. */
  private called(call: string): string {
    return this.asks ? `if (${call}) return true;` : `${call};`;
  }

  private conjunction(items: readonly Expression[], { at, assigned }: Place, then: Then): string {
    return this.conjuncts(
      items.map((expression) => ({ expression, at })),
      assigned,
      then,
    );
  }

  /** All of the texts, one after the other. */
  conjuncts(texts: readonly Conjunct[], before: Assigned, then: Then): string {
    const from = (index: number, assigned: Assigned): string => {
      const text = texts[index];
      if (text === undefined) return then(assigned);
      const onward: Then = (after) => from(index + 1, after);
      const place = { at: text.at, assigned };
      return index === 0 ? this.act(text.expression, place, onward) : this.later(text.expression, place, onward);
    };
    return from(0, before);
  }

  /** A conjunct after others: when all variables have a value it is a condition, which is true once. */
  private later(item: Expression, place: Place, then: Then): string {
    const { surely, maybe } = place.assigned;
    if (maybe.size < this.count || !this.splits(item, place.at)) return this.act(item, place, then);
    if (surely.size === this.count) return this.condition(item, place, then);
    return this.joined(place.at, then, (onward) => {
      const test = this.condition(item, place, onward);
      return `if (whole(N)) { ${test} } else { ${this.act(item, place, onward)} }`;
    });
  }

  /** May it be true in several ways? `at` is null inside the text of a definition, where nothing is known of its names. */
  splits(expression: Expression, at: Environment | null): boolean {
    const all = (part: Expression) => this.splits(part, at);
    switch (expression.kind) {
      case "junction":
        return expression.operator === "\\/" || expression.items.some(all);
      case "quantifier":
        return expression.quantifier === "\\E" || all(expression.body);
      case "let":
        return this.splits(expression.body, null);
      case "application":
        return this.splitsRule(expression.fn, at);
      case "actionSubscript":
        return true;
      case "reference":
        return this.splitsName(expression, at);
      default:
        return branchesOf(expression).some(all);
    }
  }

  private splitsName(reference: Reference, at: Environment | null): boolean {
    const { symbol } = this.w.interpreter.meaningOf(reference);
    switch (symbol.kind) {
      case "builtin":
        if (symbol.name === "/\\") return reference.args.some((arg) => this.splits(arg, at));
        if (symbol.name === "=>") return this.splits(reference.args[1] as Expression, at);
        return splitting.has(symbol.name);
      case "variable":
      case "constant":
      case "bound":
        return false;
      case "parameter":
      case "operator": {
        const binding = at?.find(symbol) ?? null;
        if (binding?.kind === "value" || binding?.kind === "given") return false;
        if (binding?.kind === "text") return this.splits(binding.text.expression, binding.text.environment);
        if (binding?.kind === "recursive") return this.splitsWithin(binding.symbol, binding.text.environment);
        if (binding?.kind === "function" && binding.text !== undefined) return this.splitsGiven(binding.text);
        if (symbol.kind === "parameter" || binding !== null) return true;
        if (symbol.module.library || this.isAsked(symbol)) return false;
        return !this.w.unit.setup.lowering.isTopLevel(symbol) || symbol.binders !== null || this.splitsText(symbol);
      }
    }
  }

  /** May what a rule gives be true in several ways? The text of a rule is entered like that of a definition. */
  private splitsRule(fn: Expression, at: Environment | null): boolean {
    const { setup } = this.w.unit;
    if (!isRule(setup, fn)) return false;
    if (fn.kind !== "reference" || fn.args.length > 0) return true;
    const { symbol } = this.w.interpreter.meaningOf(fn);
    if (symbol.kind !== "operator" || symbol.binders === null || !setup.lowering.isTopLevel(symbol)) return true;
    return at?.find(symbol) != null || this.splitsText(symbol);
  }

  private splitsGiven({ expression, environment }: Text): boolean {
    if (expression.kind === "lambda") return this.splits(expression.body, environment);
    if (expression.kind !== "reference" || expression.args.length > 0) return true;
    const { symbol } = this.w.interpreter.meaningOf(expression);
    return symbol.kind !== "operator" || environment.find(symbol) !== null || this.splitsName(expression, environment);
  }

  /** Is the text of a definition on the way to this one? What it finds of itself adds nothing. */
  private isAsked(symbol: OperatorSymbol): boolean {
    const asked = this.asking.has(symbol);
    this.assumed ||= asked;
    return asked;
  }

  private splitsWithin(symbol: OperatorSymbol, at: Environment | null): boolean {
    if (this.isAsked(symbol)) return false;
    this.asking.add(symbol);
    const splits = this.splits(symbol.body, at);
    this.asking.delete(symbol);
    return splits;
  }

  private splitsText(symbol: OperatorSymbol): boolean {
    const known = this.splitting.get(symbol);
    if (known !== undefined) return known;
    const before = this.assumed;
    this.assumed = false;
    const splits = this.splitsWithin(symbol, null);
    // Where it was asked about a definition that is on the way, a "no" is sure of the outermost alone.
    if (splits || !this.assumed || this.asking.size === 0) this.splitting.set(symbol, splits);
    this.assumed = this.asking.size > 0 && (before || this.assumed);
    return splits;
  }

  private disjunction(items: readonly Expression[], place: Place, then: Then): string {
    const { at, assigned } = place;
    if (items.every((item) => !this.w.isStep(item, at) && !this.splits(item, at))) {
      if (items.some((item) => this.w.staging?.waits(item, at))) {
        return this.waiting(place, () => this.disjunction(items, place, then));
      }
      const ways = items.map((item) => `(${this.w.condition(item, at)} ? 1 : 0)`);
      const i = this.w.unit.fresh("i");
      const body = at.within.scoped(() => then(assigned));
      return `for (let ${i} = ${ways.join(" + ")}; ${i} > 0; ${i}--) { ${body} }`;
    }
    return this.joined(at, then, (onward) => items.map((item) => `{ ${this.act(item, place, onward)} }`).join(" "));
  }

  private existential(
    { bounds, body }: Extract<Expression, { kind: "quantifier" }>,
    { at, assigned }: Place,
    then: Then,
  ): string {
    const loops = loopsOf(this.w, bounds, at);
    return around(
      loops,
      at.within.scoped(() => this.act(body, { at: loops.inside, assigned }, then)),
    );
  }

  /** The conjunction of the body for each element: the ways of each multiply. */
  private universal(expression: Extract<Expression, { kind: "quantifier" }>, place: Place, then: Then): string {
    const { body, bounds } = expression;
    const { at, assigned } = place;
    if (this.w.isStep(body, at)) throw new Undirected("\\A in action position");
    if (!this.splits(body, at)) return this.condition(expression, place, then);
    // With all variables given the elements after the first would be conditions.
    if (assigned.maybe.size === this.count) throw new Undirected("\\A where all may be given");
    const loops = loopsOf(this.w, bounds, at);
    const elements = loops.loops.map(({ element }) => element);
    const [all, go, i] = [this.w.unit.fresh("r"), this.w.unit.fresh("k"), this.w.unit.fresh("i")];
    const inner = at.within.scoped(() =>
      this.act(body, { at: loops.inside, assigned }, () => this.called(`${go}(${i} + 1)`)),
    );
    const apart = loops.loops.map((loop) => loop.apart).join("");
    const step = `const [${elements.join(", ")}] = ${all}[${i}]; ${apart}${inner}`;
    const end = at.within.scoped(() => then(assigned));
    const rest = `const ${go} = (${i}) => { if (${i} === ${all}.length) { ${end} } else { ${step} } };`;
    return `{ ${loops.sets.join("")}const ${all} = []; ${looped(loops, `${all}.push([${elements.join(", ")}]);`)} ${rest} ${this.called(`${go}(0)`)} }`;
  }

  private subscript(
    { form, action, subscript }: Extract<Expression, { kind: "actionSubscript" }>,
    place: Place,
    then: Then,
  ): string {
    if (form === "angle") {
      return this.act(action, place, (assigned) => {
        return `if (!${this.w.unchanged(subscript, place.at)}) { ${then(assigned)} }`;
      });
    }
    return this.joined(place.at, then, (onward) => {
      return `{ ${this.act(action, place, onward)} } { ${this.unchanged(subscript, place, onward)} }`;
    });
  }

  private reference(reference: Reference, place: Place, then: Then): string {
    const { symbol } = this.w.interpreter.meaningOf(reference);
    const { at } = place;
    if (symbol.kind === "builtin") return this.builtin(symbol.name, reference, place, then);
    if (symbol.kind === "variable" || symbol.kind === "constant") return this.condition(reference, place, then);
    const binding = at.find(symbol);
    if (binding !== null) return this.bound(binding, reference, place, then);
    if (symbol.kind !== "operator") throw new Undirected("an operator that is not known");
    if (symbol.module.library) return this.condition(reference, place, then);
    if (symbol.recursive && !this.w.isStep(symbol.body, at.outside(symbol)) && !this.splitsText(symbol)) {
      return this.condition(reference, place, then);
    }
    if (symbol.binders !== null || at.path.includes(symbol)) throw new Undirected("an action that names itself");
    return this.text(symbol, { reference, outside: at.outside(symbol) }, place, then);
  }

  /** The text of a definition or a LAMBDA, entered from a call. */
  private text(
    symbol: Pick<OperatorSymbol, "parameters" | "body">,
    { reference, outside }: { readonly reference: Reference; readonly outside: Environment },
    { at, assigned }: Place,
    then: Then,
  ): string {
    const { set, inside } = withArguments(this.w, symbol, reference.args, { at, outside, acting: true });
    return `${statements(set)}${this.act(symbol.body, { at: inside, assigned }, then)}`;
  }

  private bound(binding: Binding, reference: Reference, place: Place, then: Then): string {
    const { at, assigned } = place;
    if (binding.kind === "operator") {
      if (at.path.includes(binding.symbol)) throw new Undirected("an action that names itself");
      return this.text(binding.symbol, { reference, outside: at.outsideLocal(binding) }, place, then);
    }
    if (binding.kind === "function") return this.operator(binding, reference, place, then);
    if (binding.kind === "left" || (binding.kind === "recursive" && this.splits(reference, at))) {
      throw new Undirected("an operator as a formula");
    }
    if (binding.kind !== "text") return this.condition(reference, place, then);
    const { expression, environment } = binding.text;
    const inside = environment.but({ within: at.within, primed: environment.primed || at.primed });
    return this.act(expression, { at: inside, assigned }, then);
  }

  /** An operator that was given as an argument: its text is entered like that of a definition. */
  private operator(
    { text }: Extract<Binding, { kind: "function" }>,
    reference: Reference,
    place: Place,
    then: Then,
  ): string {
    const { at } = place;
    const { expression, environment } = text ?? { expression: reference, environment: at };
    if (expression.kind === "lambda") {
      const parameters = this.w.unit.setup.program.tables.parameters.get(expression) ?? [];
      const outside = environment.but({ within: at.within, primed: at.primed, path: at.path });
      return this.text({ parameters, body: expression.body }, { reference, outside }, place, then);
    }
    const { symbol } = expression.kind === "reference" ? this.w.interpreter.meaningOf(expression) : { symbol: null };
    const known = symbol?.kind === "builtin" || (symbol?.kind === "operator" && at.find(symbol) === null);
    if (symbol === null || !known || expression === reference) throw new Undirected("an operator as a formula");
    return this.act(this.w.unit.setup.lowering.call(symbol, reference.args, reference), place, then);
  }

  private builtin(name: string, reference: Reference, place: Place, then: Then): string {
    const { at, assigned } = place;
    const [first, second] = reference.args as [Expression, Expression];
    switch (name) {
      case "/\\":
        return this.conjunction(reference.args, place, then);
      case "\\/":
        return this.disjunction(reference.args, place, then);
      case "=>":
        return this.joined(at, then, (onward) => {
          const condition = this.w.condition(first, at);
          return `if (${condition}) { ${this.act(second, place, onward)} } else { ${onward(assigned)} }`;
        });
      case "=": {
        const target = this.target(first, at, true);
        if (target === null) return this.condition(reference, place, then);
        if (this.keeps(reference, at)) return this.unchanged(second, place, then);
        return this.assigned(target, this.given(target, second, at), place, then);
      }
      case "\\in":
      case "\\subseteq": {
        const target = this.target(first, at, true);
        if (target === null || assigned.surely.has(target)) return this.condition(reference, place, then);
        if (assigned.maybe.has(target)) throw new Undirected("a choice that may be made already");
        const set = this.w.set(second, at);
        const candidates = name === "\\in" ? set : `${this.w.unit.constant(powerSet)}(${set})`;
        const element = this.w.unit.fresh("e");
        this.w.staging?.give(target, null);
        const onward = at.within.scoped(() => then(including(assigned, target)));
        const body = `N[${target}] = ${element}; ${onward} N[${target}] = undefined;`;
        const list = this.w.unit.fresh("s");
        return `{ const ${list} = list(${candidates}); ${looped({ loops: [{ list, element, apart: "" }] }, body)} }`;
      }
      case "UNCHANGED":
        return this.unchanged(first, place, then);
      case "\\cdot":
        throw new Undirected("a composition");
      default:
        return this.condition(reference, place, then);
    }
  }

  private target(expression: Expression, at: Environment, primed: boolean): number | null {
    return variableOf(this.w.unit, expression, at, primed);
  }

  /** The value of `x' = value`; where it changes one cell alone, so much is told of it. */
  private given(variable: number, value: Expression, at: Environment): string {
    const { staging } = this.w;
    const cell = staging?.cellOf(variable, value, at) ?? null;
    staging?.give(variable, cell?.argument ?? null);
    if (cell === null) return this.w.value(value, at).js;
    for (const text of cell.texts) staging?.note(text, at);
    this.w.staging = null;
    const { js } = this.w.value(value, at);
    this.w.staging = staging;
    return js;
  }

  /** Gives a variable its value; where it has one already, the two must be the same. */
  private assigned(variable: number, value: string, { at, assigned }: Place, then: Then): string {
    const made = this.w.unit.fresh("n");
    const slot = `N[${variable}]`;
    const given = `const ${made} = ${value};`;
    if (assigned.surely.has(variable)) return `{ ${given} if (same(${slot}, ${made})) { ${then(assigned)} } }`;
    const after = including(assigned, variable);
    if (!assigned.maybe.has(variable)) return `{ ${given} ${slot} = ${made}; ${then(after)} ${slot} = undefined; }`;
    const assigning = this.joined(at, then, (onward) => {
      const first = `if (${slot} === undefined) { ${slot} = ${made}; ${onward(after)} ${slot} = undefined; }`;
      return `${first} else if (same(${slot}, ${made})) { ${onward(after)} }`;
    });
    return `{ ${given} ${assigning} }`;
  }

  private unchanged(expression: Expression, place: Place, then: Then): string {
    const { at, assigned } = place;
    if (expression.kind === "tuple") {
      const from = (index: number, known: Assigned): string => {
        const item = expression.elements[index];
        return item === undefined
          ? then(known)
          : this.unchanged(item, { at, assigned: known }, (after) => from(index + 1, after));
      };
      return from(0, assigned);
    }
    const target = this.target(expression, at, false);
    if (target !== null) {
      this.keeping(target, assigned);
      return this.assigned(target, `S[${target}]`, place, then);
    }
    if (expression.kind === "reference" && expression.args.length === 0) {
      const { symbol } = this.w.interpreter.meaningOf(expression);
      const binding = at.find(symbol);
      if (binding?.kind === "text") {
        const { expression: text, environment } = binding.text;
        return this.unchanged(text, { at: environment.but({ within: at.within }), assigned }, then);
      }
      if (symbol.kind === "operator" && binding === null && !symbol.module.library && symbol.binders === null) {
        if (at.path.includes(symbol)) throw new Undirected("a definition that names itself");
        return this.unchanged(symbol.body, { at: at.outside(symbol), assigned }, then);
      }
    }
    const asked = (): string => `if (${this.w.unchanged(expression, at)}) { ${then(assigned)} }`;
    return this.w.staging?.waits(expression, at) === true ? this.waiting(place, asked) : asked();
  }

  /** A variable gets the value that it has; where it may have been given one, the two are compared. */
  private keeping(variable: number, { maybe }: Assigned): void {
    this.w.staging?.keep(variable, maybe.has(variable));
  }
}

function including({ surely, maybe }: Assigned, variable: number): Assigned {
  return { surely: new Set([...surely, variable]), maybe: new Set([...maybe, variable]) };
}

/** JavaScript expressions, each as a statement. */
export function statements(set: readonly string[]): string {
  return set.map((one) => `${one}; `).join("");
}

/** Operators of the language that can be true in several ways, or enter what can. */
const splitting: ReadonlySet<string> = new Set(["\\/", "\\in", "\\subseteq", "\\cdot"]);
