/** What the generator knows of the names of a module, and which of them a piece of text may use. */

import type { Expression, Module, Parameter, Step, Type } from "./tree.ts";

/** 0: constant; 1: of one state; 2: of two states. */
export type Level = 0 | 1 | 2;

/** `cap` is the highest level that an argument may have. */
export interface Formal extends Parameter {
  readonly cap: Level;
}

export interface DefinitionEntity {
  readonly kind: "definition";
  readonly name: string;
  readonly formals: readonly Formal[];
  readonly type: Type;
  readonly level: Level;
  /** Names of the variables to which it gives values; empty for all but actions and initial predicates. */
  readonly assigns: readonly string[];
  readonly initial: boolean;
}

export interface InstanceEntity {
  readonly kind: "instance";
  readonly name: string;
  readonly formals: readonly Formal[];
  readonly exports: ReadonlyMap<string, Entity>;
}

export type Entity =
  | { readonly kind: "constant"; readonly name: string; readonly type: Type }
  | { readonly kind: "variable"; readonly name: string }
  /** A name that is taken and must not be used. */
  | { readonly kind: "hidden"; readonly name: string }
  /** A bound name, or other text that is known in one place only. */
  | {
      readonly kind: "bound";
      readonly name: string;
      readonly type: Type;
      readonly cap: Level;
      readonly text: Expression;
    }
  | DefinitionEntity
  | InstanceEntity;

export type Scope = ReadonlyMap<string, Entity>;

/** A finished module. `constants` and `variables` are those of what it extends, too. */
export interface Known {
  readonly module: Module;
  readonly exports: Scope;
  /** What a module that extends it sees. */
  readonly seen: Scope;
  readonly constants: readonly Parameter[];
  readonly variables: readonly string[];
}

/** No variable anywhere: what replaces its constants may depend on states. */
export const isConstant = (known: Known): boolean => known.variables.length === 0;

/** A definition that can be named, and the instances on the way. */
export interface Reach {
  readonly entity: DefinitionEntity;
  readonly path: readonly InstanceEntity[];
}

/** All definitions that `scope` reaches, through at most `depth` instances. */
export function reaches(scope: Scope, depth = 3, path: readonly InstanceEntity[] = []): Reach[] {
  const found: Reach[] = [];
  for (const entity of scope.values()) {
    if (entity.kind === "definition") found.push({ entity, path });
    else if (entity.kind === "instance" && depth > 0) {
      found.push(...reaches(entity.exports, depth - 1, [...path, entity]));
    }
  }
  return found;
}

/** How an entity of a module is seen through an INSTANCE, whose replacements of constants have `level`. */
export function through(entity: Entity, level: Level, variables: ReadonlyMap<string, string | null>): Entity | null {
  if (entity.kind === "instance") {
    const exports = [...entity.exports].flatMap(([name, inner]) => {
      const seen = through(inner, level, variables);
      return seen === null ? [] : [[name, seen] as const];
    });
    return { ...entity, exports: new Map(exports) };
  }
  if (entity.kind !== "definition") return null;
  const assigns = entity.assigns.map((name) => variables.get(name) ?? null);
  const mapped = assigns.filter((name) => name !== null);
  return {
    ...entity,
    level: Math.max(entity.level, level) as Level,
    // With an expression in the place of a variable it is a condition only.
    assigns: mapped.length === assigns.length ? [...new Set(mapped)] : [],
  };
}

export const stepOf = (instance: InstanceEntity, args: readonly Expression[]): Step => ({ name: instance.name, args });
