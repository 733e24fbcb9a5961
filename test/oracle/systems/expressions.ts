/** Random text within a scope: expressions of a type and a level, and formulas that give variables their values. */

import type { Random } from "../random.ts";
import {
  type DefinitionEntity,
  type Entity,
  type Formal,
  type InstanceEntity,
  type Level,
  type Reach,
  reaches,
  type Scope,
  stepOf,
} from "./scope.ts";
import {
  binary,
  boolean,
  type Definition,
  type Expression,
  type InstanceUnit,
  number,
  prime,
  reference,
  type Type,
  type Unit,
} from "./tree.ts";

/** An INSTANCE for a LET, legal in the scope. */
export type MakeInstance = (
  scope: Scope,
) => { unit: InstanceUnit; formals: readonly Formal[]; seen: ReadonlyMap<string, Entity> } | null;

/** Of a formula that assigns: whether it describes initial states, and whether it assigns all variables there are. */
export interface Aim {
  readonly initial: boolean;
  readonly whole: boolean;
}

const and = (parts: readonly Expression[]): Expression =>
  parts.reduceRight((rest, first) => binary("/\\", first, rest));

/** How far below its depth a name that needs no arguments is looked for. */
const DEEPEST_LEAF = -40;
/** How many LAMBDAs stand in each other. */
const DEEPEST_LAMBDA = 20;

export class ExpressionMaker {
  private readonly random: Random;
  private readonly makeInstance: MakeInstance;
  private names = 0;
  private level: Level = 0;
  private bound: Level = 0;
  /** LAMBDAs around what is made. */
  private inside = 0;

  constructor(random: Random, makeInstance: MakeInstance) {
    this.random = random;
    this.makeInstance = makeInstance;
  }

  /** What `make` makes, its level without that of bound names, and the highest level that a bound name in it may have. */
  measured(make: () => Expression): { expression: Expression; level: Level; bound: Level } {
    const before = [this.level, this.bound];
    this.forget();
    try {
      const expression = make();
      return { expression, level: this.level, bound: this.bound };
    } finally {
      this.level = Math.max(this.level, before[0] as Level) as Level;
      this.bound = Math.max(this.bound, before[1] as Level) as Level;
    }
  }

  /** What was made so far does not count for the level. */
  forget(): void {
    this.level = 0;
    this.bound = 0;
  }

  /** A bound name of this level is used. */
  count(cap: Level): void {
    if (cap > this.bound) this.bound = cap;
  }

  private touch(level: Level): void {
    if (level > this.level) this.level = level;
  }

  /** A name for something bound; now and then that of a constant which is not declared here. */
  fresh(scope: Scope, type: Type, beside: readonly { readonly name: string }[]): string {
    const like = { number: "c", boolean: "b", set: "S", atom: "m", operator: "G" }[type];
    if (this.random.chance(0.15) && !scope.has(like) && !beside.some(({ name }) => name === like)) return like;
    return `p${++this.names}`;
  }

  bind(scope: Scope, formals: readonly Formal[]): Scope {
    const bound = formals.map(({ name, type, cap }): [string, Entity] => [
      name,
      { kind: "bound", name, type, cap, text: reference(name) },
    ]);
    return new Map([...scope, ...bound]);
  }

  make(type: Type, depth: number, scope: Scope, cap: Level): Expression {
    if (type === "operator") return this.operator(scope, Math.min(cap, 1) as Level);
    if (depth <= 0) return this.leaf(type, depth, scope, cap);
    const deeper = (inner: Type, more: Scope = scope) => this.make(inner, depth - 1, more, cap);
    const shapes: (() => Expression)[] = [
      () => this.leaf(type, 0, scope, cap),
      () => this.call(type, depth, scope, cap) ?? this.leaf(type, 0, scope, cap),
      () => this.call(type, depth, scope, cap) ?? this.leaf(type, 0, scope, cap),
      () => this.call(type, depth, scope, cap) ?? this.leaf(type, 0, scope, cap),
      () => ({ kind: "if", test: deeper("boolean"), yes: deeper(type), no: deeper(type) }),
      () => this.let(scope, cap, (more) => deeper(type, more)),
    ];
    if (cap === 2) shapes.push(() => this.primed(type, depth, scope));
    if (type === "number") {
      shapes.push(() => binary("+", deeper("number"), deeper("number")));
      shapes.push(() => this.applied(depth, scope, cap) ?? deeper("number"));
    }
    if (type === "boolean") shapes.push(...this.conditions(depth, scope, cap));
    return this.random.pick(shapes)();
  }

  private conditions(depth: number, scope: Scope, cap: Level): (() => Expression)[] {
    const deeper = (type: Type, more: Scope = scope) => this.make(type, depth - 1, more, cap);
    const kinds: Type[] = ["number", "number", "number", "set", "boolean"];
    if (this.leaves("atom", scope, cap).length > 0) kinds.push("atom", "atom");
    const compare = () => {
      const kind = this.random.pick(kinds);
      return binary(this.random.chance(0.7) ? "=" : "#", deeper(kind), deeper(kind));
    };
    return [
      compare,
      compare,
      () => binary("<", deeper("number"), deeper("number")),
      () => binary("\\in", deeper("number"), deeper("set")),
      () => binary(this.random.pick(["/\\", "\\/", "=>"]), deeper("boolean"), deeper("boolean")),
      () => ({ kind: "not", body: deeper("boolean") }),
      () => {
        const formal: Formal = { name: this.fresh(scope, "number", []), type: "number", cap: 0 };
        const domain = this.make("set", 0, scope, 0);
        return { kind: "exists", name: formal.name, domain, body: deeper("boolean", this.bind(scope, [formal])) };
      },
    ];
  }

  /** Names of a type that need no arguments. */
  private leaves(type: Type, scope: Scope, cap: Level): Entity[] {
    return [...scope.values()].filter((e) => {
      if (e.kind === "constant") return e.type === type;
      if (e.kind === "variable") return type === "number" && cap >= 1;
      return e.kind === "bound" && e.type === type && e.cap <= cap;
    });
  }

  private leaf(type: Type, depth: number, scope: Scope, cap: Level): Expression {
    const names = this.leaves(type, scope, cap);
    if (names.length > 0 && (type === "atom" || this.random.chance(0.75)))
      return this.named(this.random.pick(names), cap);
    if (type === "number") return number(this.random.integer(0, 2));
    if (type === "boolean") return boolean(this.random.chance(0.6));
    if (type === "set") {
      return { kind: "set", elements: someOf(this.random) };
    }
    // Where all that fits takes arguments of the same type, there may be no end.
    const found = depth < DEEPEST_LEAF ? null : this.call(type, depth, scope, cap);
    if (found === null) throw new NothingFits();
    return found;
  }

  private named(entity: Entity, cap: Level): Expression {
    if (entity.kind === "bound") {
      this.count(entity.cap);
      return entity.text;
    }
    if (entity.kind !== "variable") return reference(entity.name);
    this.touch(1);
    if (cap < 2 || this.random.chance(0.6)) return reference(entity.name);
    this.touch(2);
    return prime(reference(entity.name));
  }

  private call(type: Type, depth: number, scope: Scope, cap: Level): Expression | null {
    const fits = reaches(scope).filter(({ entity }) => entity.type === type && entity.level <= cap);
    return fits.length === 0 ? null : this.use(this.preferred(fits), depth, scope, cap);
  }

  /** Through instances rather than not. */
  private preferred(fits: readonly Reach[]): Reach {
    const far = fits.filter(({ path }) => path.length > 0);
    return this.random.pick(far.length > 0 && this.random.chance(0.6) ? far : fits);
  }

  /** A call, its arguments no higher than `cap`. */
  private use({ entity, path }: Reach, depth: number, scope: Scope, cap: Level): Expression {
    this.touch(entity.level);
    const args = ({ formals }: DefinitionEntity | InstanceEntity) =>
      formals.map((f) => this.make(f.type, Math.min(depth - 1, 1), scope, Math.min(cap, f.cap) as Level));
    return reference(
      entity.name,
      args(entity),
      path.map((instance) => stepOf(instance, args(instance))),
    );
  }

  /** An operator constant or parameter, with an argument. */
  private applied(depth: number, scope: Scope, cap: Level): Expression | null {
    const operators = this.leaves("operator", scope, cap);
    if (operators.length === 0) return null;
    const operator = this.random.pick(operators);
    this.named(operator, cap);
    return reference(operator.name, [this.make("number", depth - 1, scope, Math.min(cap, 1) as Level)]);
  }

  /** An operator of one number as an argument: a name or a LAMBDA. */
  private operator(scope: Scope, cap: Level): Expression {
    const fits = reaches(scope).filter(({ entity, path }) => {
      const [formal] = entity.formals;
      if (entity.formals.length !== 1 || formal?.type !== "number" || formal.cap === 0) return false;
      return entity.type === "number" && entity.level <= cap && path.every(({ formals }) => formals.length === 0);
    });
    const names = this.leaves("operator", scope, cap);
    if (names.length > 0 && this.random.chance(0.4)) return this.named(this.random.pick(names), cap);
    if (fits.length > 0 && this.random.chance(0.7)) {
      const { entity, path } = this.preferred(fits);
      this.touch(entity.level);
      return reference(
        entity.name,
        [],
        path.map((instance) => stepOf(instance, [])),
      );
    }
    // Whatever its own level, it may be given the value of a state.
    const formal: Formal = { name: this.fresh(scope, "number", []), type: "number", cap: 1 };
    this.inside++;
    const body = this.make("number", this.inside > DEEPEST_LAMBDA ? 0 : 1, this.bind(scope, [formal]), cap);
    this.inside--;
    const used = this.random.chance(0.7) ? binary("+", reference(formal.name), body) : body;
    return { kind: "lambda", parameter: formal.name, body: used };
  }

  /** A state function in the next state. */
  private primed(type: Type, depth: number, scope: Scope): Expression {
    const made = this.make(type, depth - 1, scope, 1);
    this.touch(2);
    return prime(made);
  }

  private let(scope: Scope, cap: Level, body: (more: Scope) => Expression): Expression {
    if (this.random.chance(0.6)) {
      const made = this.makeInstance(scope);
      if (made !== null) {
        const name = made.unit.name as string;
        const entity: Entity = { kind: "instance", name, formals: made.formals, exports: made.seen };
        return { kind: "let", units: [made.unit], body: body(new Map([...scope, [name, entity]])) };
      }
    }
    const name = `L${++this.names}`;
    const type = this.random.pick<Type>(["number", "boolean"]);
    const formals: Formal[] = this.random.chance(0.5)
      ? [{ name: this.fresh(scope, "number", []), type: "number", cap: Math.min(cap, 1) as Level }]
      : [];
    // Its level is taken as that of all it may use, bound names included.
    const value = this.make(type, 1, this.bind(scope, formals), Math.min(cap, 1) as Level);
    const parameters = formals.map(({ name, type }) => ({ name, type }));
    const unit: Definition = { kind: "definition", name, parameters, body: value, local: false, recursive: false };
    const level = Math.min(cap, 1) as Level;
    const entity: Entity = { kind: "definition", name, formals, type, level, assigns: [], initial: false };
    return { kind: "let", units: [unit as Unit], body: body(new Map([...scope, [name, entity]])) };
  }

  /** A formula that gives each variable of `todo` a value before it is read. */
  assign(todo: readonly string[], depth: number, scope: Scope, aim: Aim): Expression {
    const deeper = (more: Scope = scope) => this.assign(todo, depth - 1, more, aim);
    const level = aim.initial ? 0 : 1;
    if (depth <= 0) return this.conjunction(todo, scope, aim);
    const shapes: (() => Expression)[] = [
      () => this.conjunction(todo, scope, aim),
      () => binary("\\/", deeper(), deeper()),
      () => binary("\\/", deeper(), deeper()),
      () => ({ kind: "if", test: this.make("boolean", 1, scope, level), yes: deeper(), no: deeper() }),
      () => {
        const formal: Formal = { name: this.fresh(scope, "number", []), type: "number", cap: 0 };
        const domain = this.make("set", 0, scope, 0);
        return { kind: "exists", name: formal.name, domain, body: deeper(this.bind(scope, [formal])) };
      },
      () => this.let(scope, level, deeper),
    ];
    return this.random.pick(shapes)();
  }

  private conjunction(todo: readonly string[], scope: Scope, aim: Aim): Expression {
    const level = aim.initial ? 0 : 1;
    const guarded = this.random.chance(aim.initial ? 0.05 : 0.3);
    const parts: Expression[] = guarded ? [this.make("boolean", 1, scope, level)] : [];
    const calls = reaches(scope).filter(({ entity }) => {
      const { assigns, initial } = entity;
      return initial === aim.initial && assigns.length > 0 && assigns.every((name) => todo.includes(name));
    });
    let open = this.random.shuffled(todo);
    if (calls.length > 0 && this.random.chance(0.7)) {
      const call = this.preferred(calls);
      parts.push(this.use(call, 1, scope, level));
      open = open.filter((name) => !call.entity.assigns.includes(name));
    }
    for (const name of open) {
      const left = aim.initial ? reference(name) : prime(reference(name));
      const many = this.random.chance(0.25);
      parts.push(binary(many ? "\\in" : "=", left, this.make(many ? "set" : "number", 1, scope, level)));
    }
    if (aim.whole && this.random.chance(aim.initial ? 0.05 : 0.15)) {
      parts.push(this.make("boolean", 1, scope, aim.initial ? 1 : 2));
    }
    return and(parts);
  }
}

/** A set of numbers, seldom an empty one. */
export function someOf(random: Random): number[] {
  const elements = [0, 1, 2].filter(() => random.chance(0.6));
  return elements.length === 0 && random.chance(0.8) ? [1] : elements;
}

/** A type of which the scope has nothing. */
export class NothingFits extends Error {}
