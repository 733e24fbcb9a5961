/**
 * A second evaluator of TLA+, naive on purpose: names are looked up by text, arguments are passed by name and evaluated
 * anew at each use, `x'` is x in the other state. It shares the parser with the interpreter and nothing else.
 */

import { parseModules } from "../../src/tla/syntax/module.ts";
import { Source } from "../../src/tla/syntax/source.ts";
import type { Bound, Definition, Expression, Module, PathStep, Reference, Unit } from "../../src/tla/syntax/tree.ts";
import {
  anyFunction,
  anySet,
  apply,
  combinations,
  decided,
  filter,
  functionSet,
  integer,
  itemsOf,
  productSet,
  recordSet,
  strictOperators,
  truth,
} from "./operators.ts";
import { functionOf, GivenUp, member, type Naive, NaiveError, same, sequenceOf, setOf, tupleOf } from "./value.ts";

export type NaiveState = Readonly<Record<string, Naive>>;

/** Where a formula is read. `universe` holds the states that ENABLED may try. */
export interface Situation {
  readonly current: NaiveState | null;
  readonly next: NaiveState | null;
  readonly universe: readonly NaiveState[];
}

export const nowhere: Situation = { current: null, next: null, universe: [] };

type Meaning =
  | { readonly kind: "value"; readonly value: Naive }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "primitive"; readonly run: (args: readonly Meaning[], at: Situation) => Naive }
  | {
      readonly kind: "operator";
      readonly parameters: readonly string[];
      readonly body: Expression;
      readonly names: Names;
    }
  | { readonly kind: "function"; readonly bounds: readonly Bound[]; readonly body: Expression; readonly names: Names }
  | {
      readonly kind: "instance";
      readonly parameters: readonly string[];
      readonly enter: (args: readonly Meaning[]) => Names;
    };

/** What names mean, by text, from the inside out. */
class Names {
  private readonly own = new Map<string, Meaning>();
  private readonly outer: Names | null;

  constructor(outer: Names | null) {
    this.outer = outer;
  }

  set(name: string, meaning: Meaning): void {
    this.own.set(name, meaning);
  }

  get(name: string): Meaning {
    for (let names: Names | null = this; names !== null; names = names.outer) {
      const found = names.own.get(name);
      if (found !== undefined) return found;
    }
    throw new Error(`the oracle does not know ${name}`);
  }
}

/** After so many evaluations of subexpressions a case is given up. */
const patience = 30_000;

/** A specification of one or more modules, the first one being the root. Model values are given by name. */
export class Oracle {
  private readonly modules: Map<string, Module>;
  private readonly root: Names;
  private steps = 0;

  constructor(texts: readonly string[], constants: Readonly<Record<string, Naive>>) {
    const parsed = texts.map((text, i) => parseModules(new Source(`Oracle${i}.tla`, text)));
    const complaint = parsed.flatMap((p) => p.diagnostics)[0];
    if (complaint !== undefined) throw new Error(complaint.message);
    const modules = parsed.flatMap((p) => p.modules);
    this.modules = new Map(modules.map((module) => [module.name, module]));
    const given = new Names(this.primitives());
    for (const [name, value] of Object.entries(constants)) given.set(name, { kind: "value", value });
    this.root = new Names(given);
    this.declare((modules[0] as Module).units, this.root);
  }

  /** The value of a definition without parameters. Throws NaiveError where it has none, GivenUp where it is unknown. */
  evaluate(name: string, at: Situation = nowhere): Naive {
    this.steps = 0;
    try {
      return this.use(this.root.get(name), [], at);
    } catch (error) {
      if (error instanceof RangeError) throw new GivenUp("too deep a recursion");
      throw error;
    }
  }

  private primitives(): Names {
    const names = new Names(null);
    const define = (name: string, run: (args: readonly Meaning[], at: Situation) => Naive) =>
      names.set(name, { kind: "primitive", run });
    for (const [name, operator] of Object.entries(strictOperators)) {
      define(name, (args, at) => operator(...args.map((arg) => this.use(arg, [], at))));
    }
    const test = (args: readonly Meaning[], i: number, at: Situation) => truth(this.use(args[i] as Meaning, [], at));
    define("/\\", (args, at) => test(args, 0, at) && test(args, 1, at));
    define("\\/", (args, at) => test(args, 0, at) || test(args, 1, at));
    define("=>", (args, at) => !test(args, 0, at) || test(args, 1, at));
    define("'", (args, at) => this.use(args[0] as Meaning, [], primed(at)));
    define("UNCHANGED", (args, at) => {
      const [operand] = args as [Meaning];
      return decided(same(this.use(operand, [], primed(at)), this.use(operand, [], at)));
    });
    define("ENABLED", (args, at) => at.universe.some((next) => test(args, 0, { ...at, next })));
    define("SelectSeq", (args, at) => {
      const list = sequenceOf(this.use(args[0] as Meaning, [], at));
      if (list === null) throw new NaiveError("not a sequence");
      const keep = (value: Naive) => truth(this.use(args[1] as Meaning, [{ kind: "value", value }], at));
      return tupleOf(list.filter(keep));
    });
    return names;
  }

  private declare(units: readonly Unit[], names: Names): void {
    for (const unit of units) {
      if (unit.kind === "variables") for (const v of unit.names) names.set(v.name, { kind: "variable", name: v.name });
      else if (unit.kind === "constants" || unit.kind === "recursive") continue;
      else if (unit.kind === "operator" || unit.kind === "function" || unit.kind === "instance")
        this.define(unit, names);
      else throw new Error(`the oracle cannot read ${unit.kind}`);
    }
  }

  private define(definition: Definition, names: Names): void {
    switch (definition.kind) {
      case "recursive":
        return;
      case "operator": {
        const parameters = definition.parameters.map((p) => p.name);
        names.set(definition.name, { kind: "operator", parameters, body: definition.body, names });
        return;
      }
      case "function":
        names.set(definition.name, { kind: "function", bounds: definition.bounds, body: definition.body, names });
        return;
      case "instance": {
        const parameters = definition.parameters.map((p) => p.name);
        const enter = (args: readonly Meaning[]): Names => {
          const outside = new Names(names);
          parameters.forEach((name, i) => {
            outside.set(name, args[i] as Meaning);
          });
          return this.instance(definition, outside);
        };
        names.set(definition.name ?? "", { kind: "instance", parameters, enter });
      }
    }
  }

  private instance(definition: Extract<Definition, { kind: "instance" }>, outside: Names): Names {
    const target = this.modules.get(definition.module.name);
    if (target === undefined) throw new Error(`the oracle has no module ${definition.module.name}`);
    const inside = new Names(this.primitives());
    this.declare(target.units, inside);
    for (const unit of target.units) {
      if (unit.kind !== "constants" && unit.kind !== "variables") continue;
      for (const { name } of unit.kind === "constants" ? unit.declarations : unit.names) {
        const given = definition.substitutions.find((s) => s.name === name)?.value;
        inside.set(name, given === undefined ? outside.get(name) : byName(given, outside));
      }
    }
    return inside;
  }

  private use(meaning: Meaning, args: readonly Meaning[], at: Situation): Naive {
    if (++this.steps > patience) throw new GivenUp("too many steps");
    switch (meaning.kind) {
      case "value":
        return meaning.value;
      case "variable": {
        const value = at.current?.[meaning.name];
        if (value === undefined) throw new Error(`${meaning.name} is read where there is no state`);
        return value;
      }
      case "primitive":
        return meaning.run(args, at);
      case "operator": {
        const names = new Names(meaning.names);
        meaning.parameters.forEach((name, i) => {
          names.set(name, args[i] as Meaning);
        });
        return this.value(meaning.body, names, at);
      }
      case "function":
        return this.tabulate(meaning.bounds, meaning.body, meaning.names, at);
      case "instance":
        throw new Error("an instance has no value");
    }
  }

  /** What an argument means: an operator if it is the bare name of one, else an expression. */
  private argument(expression: Expression, names: Names): Meaning {
    if (expression.kind === "lambda") {
      const parameters = expression.parameters.map((p) => p.name);
      return { kind: "operator", parameters, body: expression.body, names };
    }
    if (expression.kind === "reference" && expression.args.length === 0) return this.lookup(expression, names).meaning;
    return byName(expression, names);
  }

  private lookup(reference: Reference, names: Names): { meaning: Meaning } {
    let inside = names;
    for (const step of reference.path) inside = this.enter(step, inside, names);
    return { meaning: inside.get(reference.name) };
  }

  private enter(step: PathStep, inside: Names, names: Names): Names {
    if (step.kind !== "name") throw new GivenUp("a selector");
    const instance = inside.get(step.name);
    if (instance.kind !== "instance") throw new Error(`${step.name} is no instance`);
    return instance.enter(step.args.map((arg) => this.argument(arg, names)));
  }

  private value(expression: Expression, names: Names, at: Situation): Naive {
    if (++this.steps > patience) throw new GivenUp("too many steps");
    const get = (e: Expression) => this.value(e, names, at);
    const getAll = (list: readonly Expression[]) => list.map(get);
    switch (expression.kind) {
      case "reference": {
        const [element, set] = expression.args;
        if (element !== undefined && set?.kind === "setFilter" && /^\\(not)?in$/.test(expression.name)) {
          return this.inFilter(element, set, names, at) === (expression.name === "\\in");
        }
        return this.use(
          this.lookup(expression, names).meaning,
          expression.args.map((arg) => this.argument(arg, names)),
          at,
        );
      }
      case "junction": {
        const and = expression.operator === "/\\";
        for (const item of expression.items) if (truth(get(item)) !== and) return !and;
        return and;
      }
      case "number":
        return integer(expression.value as number);
      case "string":
        return expression.value;
      case "at":
        return this.use(names.get("@"), [], at);
      case "quantifier": {
        const exists = expression.quantifier === "\\E";
        for (const inner of this.bindings(expression.bounds, names, at)) {
          if (truth(this.value(expression.body, inner, at)) === exists) return exists;
        }
        return !exists;
      }
      case "choose": {
        for (const value of itemsOf(get(setOfBound(expression.bound)))) {
          if (truth(this.value(expression.body, bind(expression.bound, value, names), at))) return value;
        }
        throw new NaiveError("nothing to choose");
      }
      case "setEnumeration":
        return setOf(getAll(expression.elements));
      case "tuple":
        return tupleOf(getAll(expression.elements));
      case "setFilter":
        return filter(get(setOfBound(expression.bound)), (value) =>
          truth(this.value(expression.predicate, bind(expression.bound, value, names), at)),
        );
      case "setMap":
        return setOf(
          Array.from(this.bindings(expression.bounds, names, at), (inner) => this.value(expression.body, inner, at)),
        );
      case "functionLiteral":
        return this.tabulate(expression.bounds, expression.body, names, at);
      case "functionSet":
        return functionSet(get(expression.domain), get(expression.range));
      case "application":
        return this.application(expression.fn, getAll(expression.args), names, at);
      case "record":
        return functionOf(expression.fields.map((field) => [field.name, get(field.value)]));
      case "recordSet":
        return recordSet(
          expression.fields.map((field) => field.name),
          expression.fields.map((field) => get(field.value)),
        );
      case "fieldAccess":
        return apply(get(expression.record), expression.field.name);
      case "except":
        return this.except(expression, names, at);
      case "product":
        return productSet(getAll(expression.factors));
      case "actionSubscript": {
        const act = truth(get(expression.action));
        const stays = () =>
          decided(same(this.value(expression.subscript, names, primed(at)), get(expression.subscript)));
        return expression.form === "box" ? act || stays() : act && !stays();
      }
      case "if":
        return get(truth(get(expression.condition)) ? expression.then : expression.else);
      case "case": {
        const arm = expression.arms.find(({ guard }) => truth(get(guard)));
        const chosen = arm === undefined ? expression.other : arm.value;
        if (chosen === null) throw new NaiveError("no arm");
        return get(chosen);
      }
      case "let": {
        const inner = new Names(names);
        for (const definition of expression.definitions) this.define(definition, inner);
        return this.value(expression.body, inner, at);
      }
      case "label":
        return get(expression.body);
      default:
        throw new Error(`the oracle cannot evaluate ${expression.kind}`);
    }
  }

  /** `e \in {x \in S : P}` written so means that e is in S and satisfies P, whatever P is of the others. */
  private inFilter(
    element: Expression,
    set: Extract<Expression, { kind: "setFilter" }>,
    names: Names,
    at: Situation,
  ): boolean {
    const value = this.value(element, names, at);
    const inside = member(value, anySet(this.value(setOfBound(set.bound), names, at)));
    return decided(inside) && truth(this.value(set.predicate, bind(set.bound, value, names), at));
  }

  private application(fn: Expression, args: readonly Naive[], names: Names, at: Situation): Naive {
    const argument = args.length === 1 ? (args[0] as Naive) : tupleOf(args);
    if (fn.kind === "reference" && fn.args.length === 0) {
      const { meaning } = this.lookup(fn, names);
      if (meaning.kind === "function") {
        // A recursive function is not tabulated for one application, or its definition would never end.
        const rule = this.rule(meaning.bounds, meaning.body, meaning.names, at);
        if (decided(rule.inside(argument))) return rule.run(argument);
        throw new NaiveError("outside the domain");
      }
    }
    return apply(this.value(fn, names, at), argument);
  }

  private tabulate(bounds: readonly Bound[], body: Expression, names: Names, at: Situation): Naive {
    const { domain, run } = this.rule(bounds, body, names, at);
    if (domain.kind === "class") return { kind: "rule", domain, apply: run };
    return functionOf(domain.items.map((argument) => [argument, run(argument)]));
  }

  /** `[x \in S, y \in T |-> body]`: the domain, and the value for one argument. */
  private rule(bounds: readonly Bound[], body: Expression, names: Names, at: Situation) {
    const singles = bounds.flatMap(single);
    const sets = singles.map((bound) => anySet(this.value(setOfBound(bound), names, at)));
    const [only] = singles as [Bound];
    const domain = singles.length === 1 ? (sets[0] as ReturnType<typeof anySet>) : productSet(sets);
    const run = (argument: Naive): Naive => {
      const parts = singles.length === 1 ? [argument] : (sequenceOf(argument) as Naive[]);
      let inner = singles.length === 1 ? bind(only, argument, names) : names;
      if (singles.length > 1) for (const [i, bound] of singles.entries()) inner = bind(bound, parts[i] as Naive, inner);
      return this.value(body, inner, at);
    };
    const inside = (argument: Naive) => decided(strictOperators["\\in"]?.(argument, domain) as boolean);
    return { domain, run, inside };
  }

  /** All ways to bind, one after the other, since a pattern may not fit what is never reached. */
  private *bindings(bounds: readonly Bound[], names: Names, at: Situation): Iterable<Names> {
    const singles = bounds.flatMap(single);
    const sets = singles.map((bound) => itemsOf(this.value(setOfBound(bound), names, at)));
    for (const values of combinations(sets)) {
      let inner = names;
      for (const [i, bound] of singles.entries()) inner = bind(bound, values[i] as Naive, inner);
      yield inner;
    }
  }

  private except(expression: Extract<Expression, { kind: "except" }>, names: Names, at: Situation): Naive {
    let result = this.value(expression.base, names, at);
    for (const update of expression.updates) {
      const keys = update.path.map((step) => {
        if (step.kind === "field") return step.name;
        const args = step.args.map((arg) => this.value(arg, names, at));
        return args.length === 1 ? (args[0] as Naive) : tupleOf(args);
      });
      const change = (old: Naive, depth: number): Naive => {
        if (depth === keys.length) {
          const inner = new Names(names);
          inner.set("@", { kind: "value", value: old });
          return this.value(update.value, inner, at);
        }
        const fn = anyFunction(old);
        if (fn.kind === "rule") throw new GivenUp("EXCEPT of a rule");
        const key = keys[depth] as Naive;
        return functionOf(fn.pairs.map(([a, v]) => [a, same(a, key) === true ? change(v, depth + 1) : v]));
      };
      result = change(result, 0);
    }
    return result;
  }
}

function primed(at: Situation): Situation {
  return { ...at, current: at.next, next: null };
}

function byName(body: Expression, names: Names): Meaning {
  return { kind: "operator", parameters: [], body, names };
}

/** `x, y \in S` as `x \in S, y \in S`. */
function single(bound: Bound): Bound[] {
  return bound.pattern === "tuple" ? [bound] : bound.names.map((name) => ({ ...bound, names: [name] }));
}

function setOfBound(bound: Bound): Expression {
  if (bound.set === null) throw new NaiveError("unbounded");
  return bound.set;
}

function bind(bound: Bound, value: Naive, names: Names): Names {
  const inner = new Names(names);
  if (bound.pattern === "names") inner.set((bound.names[0] as { name: string }).name, { kind: "value", value });
  else {
    const parts = sequenceOf(value);
    if (parts === null || parts.length !== bound.names.length) throw new NaiveError("the pattern does not fit");
    bound.names.forEach(({ name }, i) => {
      inner.set(name, { kind: "value", value: parts[i] as Naive });
    });
  }
  return inner;
}
