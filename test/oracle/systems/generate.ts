/** Random systems of modules, legal by construction: names, levels and arities are right, all values stay small. */

import { Random } from "../random.ts";
import { ExpressionMaker, NothingFits, someOf } from "./expressions.ts";
import {
  type DefinitionEntity,
  type Entity,
  type Formal,
  isConstant,
  type Known,
  type Level,
  reaches,
  type Scope,
  through,
} from "./scope.ts";
import {
  type Assignment,
  type Definition,
  type Expression,
  type InstanceUnit,
  type Module,
  type Parameter,
  reference,
  type System,
  type Type,
  type Unit,
  type Value,
} from "./tree.ts";

const constantPool: readonly Parameter[] = [
  { name: "c", type: "number" },
  { name: "d", type: "number" },
  { name: "b", type: "boolean" },
  { name: "S", type: "set" },
  { name: "m", type: "atom" },
  { name: "G", type: "operator" },
];
const variablePool = ["x", "y", "z"];
const definitionPool = ["Fa", "Fb", "Fc", "Fd", "Fe", "Ff", "Fg", "Fh", "Fi", "Fj", "Fk", "Fl"];
const instancePool = ["I", "J", "K", "L"];

/** The system of a seed. */
export function systemOf(seed: number): System {
  const random = new Random(seed);
  const known = new Map<string, Known>();
  const names = ["Ma", "Mb", "Mc"].slice(0, random.integer(1, 3));
  const modules: Module[] = [];
  for (const name of names) {
    const maker = new ModuleMaker(random, known, name);
    const made = maker.module();
    known.set(name, made);
    modules.push(made.module);
  }
  const root = new RootMaker(random, known, "Spec");
  const { known: made, assignments, invariants, steps } = root.system();
  return { modules: [...modules, made.module], assignments, invariants, steps };
}

class ModuleMaker {
  protected readonly random: Random;
  protected readonly modules: Map<string, Known>;
  protected readonly name: string;
  protected readonly units: Unit[] = [];
  protected readonly scope: Map<string, Entity>;
  protected readonly exports = new Map<string, Entity>();
  protected extended: string[] = [];
  protected constants: Parameter[] = [];
  protected variables: string[] = [];
  protected ownConstants: Parameter[] = [];
  protected ownVariables: string[] = [];
  protected readonly maker: ExpressionMaker;
  private readonly outer: ModuleMaker | null;

  constructor(random: Random, modules: ReadonlyMap<string, Known>, name: string, outer: ModuleMaker | null = null) {
    this.random = random;
    this.modules = new Map(modules);
    this.name = name;
    this.outer = outer;
    this.scope = new Map(outer === null ? [] : outer.scope);
    this.maker = outer?.maker ?? new ExpressionMaker(random, (scope) => this.instance(scope, null));
  }

  module(): Known {
    if (this.outer === null) this.extend();
    this.declare(
      this.random.integer(0, 3),
      this.outer === null && this.random.chance(0.3) ? 0 : this.random.integer(0, 2),
    );
    this.body(this.random.integer(2, 4));
    return this.finish();
  }

  protected body(count: number): void {
    for (let i = 0; i < count; i++) {
      if (this.outer === null && this.random.chance(0.08)) this.nested();
      if (this.random.chance(0.35)) this.instantiate();
      else this.define();
    }
    if (this.variables.length > 0 && this.random.chance(0.7)) {
      this.transition(false);
      if (this.random.chance(0.5)) this.transition(true);
    }
  }

  protected finish(): Known {
    const { name, extended, ownConstants, ownVariables, units, constants, variables, exports } = this;
    const module: Module = { name, extends: extended, constants: ownConstants, variables: ownVariables, units };
    const declared = [...this.scope].filter(([, e]) => e.kind === "constant" || e.kind === "variable");
    return { module, constants, variables, exports, seen: new Map([...declared, ...exports]) };
  }

  protected extend(): void {
    for (const known of this.random.shuffled([...this.modules.values()])) {
      if (this.extended.length >= 2 || !this.random.chance(0.45)) continue;
      const clash = [...known.seen].some(([name, entity]) => this.scope.has(name) && this.scope.get(name) !== entity);
      if (clash) continue;
      this.extended.push(known.module.name);
      for (const [name, entity] of known.seen) this.scope.set(name, entity);
      for (const [name, entity] of known.exports) this.exports.set(name, entity);
      for (const c of known.constants) if (!this.constants.some((o) => o.name === c.name)) this.constants.push(c);
      for (const v of known.variables) if (!this.variables.includes(v)) this.variables.push(v);
    }
  }

  protected declare(constants: number, variables: number): void {
    for (const parameter of this.random.shuffled(constantPool).slice(0, constants)) {
      if (this.scope.has(parameter.name)) continue;
      this.ownConstants.push(parameter);
      this.constants.push(parameter);
      this.scope.set(parameter.name, { kind: "constant", ...parameter });
    }
    if (this.outer !== null) return;
    for (const name of this.random.shuffled(variablePool).slice(0, variables)) {
      if (this.scope.has(name)) continue;
      this.ownVariables.push(name);
      this.variables.push(name);
      this.scope.set(name, { kind: "variable", name });
    }
  }

  protected freshDefinition(): string | null {
    const free = definitionPool.filter((name) => !this.scope.has(name));
    return free.length === 0 ? null : this.random.pick(free);
  }

  protected formals(count: number, scope: Scope = this.scope): Formal[] {
    const made: Formal[] = [];
    for (let i = 0; i < count; i++) {
      const type: Type = this.random.pick(["number", "number", "number", "boolean", "set", "operator"]);
      const name = this.maker.fresh(scope, type, made);
      made.push({ name, type, cap: this.random.chance(0.5) ? 0 : 1 });
    }
    return made;
  }

  protected define(): void {
    const name = this.freshDefinition();
    if (name === null) return;
    const formals = this.formals(this.random.pick([0, 0, 0, 1, 1, 2]));
    const types: Type[] = ["number", "number", "boolean", "set"];
    if ([...this.scope.values()].some((e) => e.kind === "constant" && e.type === "atom")) types.push("atom");
    const type = this.random.pick(types);
    const local = this.random.chance(0.12);
    const cap: Level = this.variables.length > 0 ? this.random.pick([0, 1, 1, 1, 2]) : 1;
    const [n] = formals;
    // RECURSIVE declares no operator that takes operators.
    const plain = formals.every((f) => f.type !== "operator");
    if (plain && n?.type === "number" && type === "number" && this.random.chance(0.4)) {
      this.recursion(name, formals, local);
      return;
    }
    const { expression, level } = this.maker.measured(() =>
      this.maker.make(type, this.random.integer(1, 3), this.maker.bind(this.scope, formals), cap),
    );
    this.add({ name, formals, type, level, assigns: [], initial: false }, expression, { local });
  }

  /** `F(n, …) == IF n = 0 THEN … ELSE …F(n - 1, …)…` */
  private recursion(name: string, formals: readonly Formal[], local: boolean): void {
    const [n, ...more] = formals as [Formal, ...Formal[]];
    const { expression, level } = this.maker.measured(() => {
      const scope = this.maker.bind(this.scope, formals);
      const start = this.maker.make("number", 1, scope, 1);
      const args = [
        { kind: "binary", op: "-", left: reference(n.name), right: { kind: "number", value: 1 } } as const,
        ...more.map(({ type, cap }) => this.maker.make(type, 0, scope, cap)),
      ];
      const again: Entity = { kind: "bound", name: "again", type: "number", cap: 1, text: reference(name, args) };
      const step = this.maker.make("number", 2, new Map([...scope, ["again", again]]), 1);
      const test: Expression = {
        kind: "binary",
        op: "=",
        left: reference(n.name),
        right: { kind: "number", value: 0 },
      };
      return { kind: "if", test, yes: start, no: step };
    });
    const entity = { name, formals, type: "number", level, assigns: [], initial: false } as const;
    this.add(entity, expression, { local, recursive: true });
  }

  protected add(
    entity: Omit<DefinitionEntity, "kind">,
    body: Expression,
    { local = false, recursive = false }: { local?: boolean; recursive?: boolean } = {},
  ): void {
    const { name, formals } = entity;
    const parameters = formals.map(({ name, type }) => ({ name, type }));
    const unit: Definition = { kind: "definition", name, parameters, body, local, recursive };
    this.units.push(unit);
    this.scope.set(name, { kind: "definition", ...entity });
    if (!local) this.exports.set(name, this.scope.get(name) as Entity);
  }

  /** An action, or with `initial` an initial predicate, of some of the variables. */
  protected transition(initial: boolean, name = this.freshDefinition(), all = false): void {
    if (name === null) return;
    const some = this.random.shuffled(this.variables).slice(0, this.random.integer(1, this.variables.length));
    const assigns = all || this.random.chance(0.7) ? this.variables : some;
    const formals = all
      ? []
      : this.formals(this.random.pick([0, 0, 1])).map((f) => (initial ? { ...f, cap: 0 as Level } : f));
    const scope = this.maker.bind(this.scope, formals);
    const whole = assigns.length === this.variables.length;
    const body = this.maker.assign(assigns, this.random.integer(1, 3), scope, { initial, whole });
    this.add({ name, formals, type: "boolean", level: initial ? 1 : 2, assigns, initial }, body);
  }

  private nested(): void {
    const name = `${this.name}Inner${this.units.length}`;
    const inner = new ModuleMaker(this.random, new Map(), name, this);
    const made = inner.module();
    // It sees the variables around it, so nothing that depends on a state may replace its constants.
    this.modules.set(name, { ...made, variables: this.variables });
    this.units.push({ kind: "module", module: made.module });
  }

  private instantiate(): void {
    const local = this.random.chance(0.15);
    const made = this.instance(this.scope, local);
    if (made === null) return;
    const { unit, seen } = made;
    if (unit.name === null) {
      if ([...seen.keys()].some((name) => this.scope.has(name))) return;
      for (const [name, entity] of seen) this.import(name, entity, local);
    } else this.import(unit.name, { kind: "instance", name: unit.name, formals: made.formals, exports: seen }, local);
    this.units.push(unit);
  }

  private import(name: string, entity: Entity, local: boolean): void {
    this.scope.set(name, entity);
    if (!local) this.exports.set(name, entity);
  }

  /** An INSTANCE that is legal in `scope`; in a LET (`local` null) it has a name. */
  private instance(
    scope: Scope,
    local: boolean | null,
  ): { unit: InstanceUnit; formals: readonly Formal[]; seen: Map<string, Entity> } | null {
    const targets = [...this.modules.values()].filter((k) => this.variables.length > 0 || isConstant(k));
    const free = instancePool.filter((name) => !scope.has(name));
    if (targets.length === 0 || free.length === 0) return null;
    const target = this.random.pick(targets);
    const name = local === null || this.random.chance(0.7) ? this.random.pick(free) : null;
    const cap: Level = isConstant(target) ? 1 : 0;
    const formals = name !== null && this.random.chance(0.3) ? this.formals(1, scope).map((f) => ({ ...f, cap })) : [];
    const inside = this.maker.bind(scope, formals);
    const substitutions: [string, Expression][] = [];
    const mapped = new Map<string, string | null>();
    const replace = (): Expression => {
      // A nested module sees its surroundings as they are.
      const own = target.module.name.includes("Inner") ? [] : target.variables;
      for (const v of own) mapped.set(v, this.replaceVariable(v, inside, substitutions));
      if (own.length === 0) for (const v of target.variables) mapped.set(v, v);
      this.maker.forget();
      for (const c of target.constants) this.replaceConstant(c, inside, cap, substitutions);
      return { kind: "boolean", value: true };
    };
    let level: Level;
    try {
      const measured = this.maker.measured(replace);
      level = Math.max(measured.level, measured.bound) as Level;
    } catch (error) {
      if (error instanceof NothingFits) return null;
      throw error;
    }
    const seen = new Map<string, Entity>();
    for (const [exported, entity] of target.exports) {
      const found = through(entity, level, mapped);
      if (found !== null) seen.set(exported, found);
    }
    const parameters = formals.map(({ name, type }) => ({ name, type }));
    const unit: InstanceUnit = {
      kind: "instance",
      name,
      parameters,
      target: target.module.name,
      substitutions: this.random.shuffled(substitutions),
      local: local === true,
    };
    return { unit, formals, seen };
  }

  /** The variable that stands for `v`, null where an expression does. */
  private replaceVariable(v: string, scope: Scope, substitutions: [string, Expression][]): string | null {
    const here = scope.get(v);
    if (here?.kind === "variable" && this.random.chance(0.5)) return v;
    const variables = [...scope.values()].filter((e) => e.kind === "variable");
    if (variables.length > 0 && this.random.chance(0.7)) {
      const { name } = this.random.pick(variables);
      substitutions.push([v, reference(name)]);
      return name;
    }
    substitutions.push([v, this.maker.make("number", 1, scope, 1)]);
    return null;
  }

  private replaceConstant(c: Parameter, scope: Scope, cap: Level, substitutions: [string, Expression][]): void {
    const here = scope.get(c.name);
    const fits =
      here !== undefined &&
      ((here.kind === "constant" && here.type === c.type) ||
        (here.kind === "bound" && here.type === c.type && here.cap <= cap));
    if (fits && this.random.chance(0.5)) {
      if (here.kind === "bound") this.maker.count(here.cap);
      return;
    }
    substitutions.push([c.name, this.maker.make(c.type, 1, scope, cap)]);
  }
}

class RootMaker extends ModuleMaker {
  private readonly assignments: Assignment[] = [];
  private count = 0;

  system(): { known: Known; assignments: Assignment[]; invariants: string[]; steps: string[] } {
    this.extend();
    this.declare(this.random.integer(0, 2), this.random.integer(1, 2));
    if (this.variables.length === 0) this.declare(0, 3);
    this.body(this.random.integer(2, 4));
    this.transition(true, "Init", true);
    this.transition(false, "Next", true);
    const invariants = ["InvA", "InvB", "InvC"].slice(0, this.random.integer(1, 3));
    const steps = this.random.chance(0.6) ? ["StepA"] : [];
    for (const name of invariants) this.formula(name, 1);
    for (const name of steps) this.formula(name, 2);
    const overridable = reaches(this.scope, 0).filter(({ entity }) => !/^(Init|Next|Inv|Step)/.test(entity.name));
    this.giveConstants();
    for (const { entity } of this.random.shuffled(overridable).slice(0, this.random.integer(0, 2))) {
      if (this.random.chance(0.8)) this.override(entity, null);
    }
    if (this.random.chance(0.2) && [...this.modules.keys()].some((name) => this.used(name))) this.overrideInModule();
    return { known: this.finish(), assignments: this.random.shuffled(this.assignments), invariants, steps };
  }

  /** Does the root extend it or make an instance of it at its top? */
  private used(name: string): boolean {
    return this.extended.includes(name) || this.units.some((u) => u.kind === "instance" && u.target === name);
  }

  private formula(name: string, cap: Level): void {
    const { expression, level } = this.maker.measured(() => this.maker.make("boolean", 3, this.scope, cap));
    this.add({ name, formals: [], type: "boolean", level, assigns: [], initial: false }, expression);
  }

  private giveConstants(): void {
    const scope = hidden(this.scope, (e) => e.kind === "constant" && e.type !== "atom");
    for (const { name, type } of this.constants) {
      const byOperator = type === "operator" || (type !== "atom" && this.random.chance(0.3));
      if (!byOperator) {
        this.assignments.push({ kind: "value", name, value: this.value(type, name) });
        continue;
      }
      const formals = type === "operator" ? [{ ...this.formals(1)[0], type: "number", cap: 1 } as Formal] : [];
      const result = type === "operator" ? "number" : type;
      this.replace(
        { kind: "definition", name, formals, type: result, level: 0, assigns: [], initial: false },
        null,
        scope,
      );
    }
  }

  private value(type: Type, name: string): Value {
    if (type === "number") return this.random.integer(0, 2);
    if (type === "boolean") return this.random.chance(0.5);
    if (type === "set") return someOf(this.random);
    return this.random.chance(0.5) ? name : "mv";
  }

  private override(entity: DefinitionEntity, module: string | null): void {
    const { name, type, formals, assigns } = entity;
    if (
      formals.length === 0 &&
      assigns.length === 0 &&
      type !== "atom" &&
      module === null &&
      this.random.chance(0.25)
    ) {
      this.assignments.push({ kind: "value", name, value: this.value(type, name) });
      return;
    }
    this.replace(entity, module, this.scope);
  }

  /** A new definition at the end of the root, of the same shape as `entity`, to stand in its place. */
  private replace(entity: DefinitionEntity, module: string | null, scope: Scope): void {
    const name = `New${++this.count}`;
    const { type, assigns, initial, level } = entity;
    const formals: Formal[] = [];
    for (const f of entity.formals) formals.push({ ...f, name: this.maker.fresh(this.scope, f.type, formals) });
    // The old one named directly would end in itself; by way of an instance it is an object of its own.
    const others = hidden(scope, (e) => e.name === entity.name);
    const inside = this.maker.bind(others, formals);
    if (assigns.length > 0) {
      const whole = assigns.length === this.variables.length;
      const body = this.maker.assign(assigns, 2, inside, { initial, whole });
      this.add({ name, formals, type, level, assigns, initial }, body);
    } else {
      const made = this.maker.measured(() => this.maker.make(type, 2, inside, level));
      this.add({ name, formals, type, level: made.level, assigns, initial }, made.expression);
    }
    this.assignments.push({ kind: "operator", name: entity.name, module, by: name });
  }

  private overrideInModule(): void {
    const known = this.random.pick([...this.modules.values()].filter((k) => this.used(k.module.name)));
    const own = known.module.units.flatMap((unit) => {
      const entity = unit.kind === "definition" ? known.exports.get(unit.name) : undefined;
      return entity?.kind === "definition" && entity.assigns.length === 0 ? [entity] : [];
    });
    const taken = new Set(this.assignments.map(({ name }) => name));
    const free = own.filter(({ name }) => !taken.has(name));
    if (free.length > 0 && !known.module.name.includes("Inner"))
      this.override(this.random.pick(free), known.module.name);
  }
}

/** The scope without the use of some names, which nothing else may have. */
function hidden(scope: Scope, which: (entity: Entity) => boolean): Scope {
  return new Map([...scope].map(([name, e]): [string, Entity] => [name, which(e) ? { kind: "hidden", name } : e]));
}
