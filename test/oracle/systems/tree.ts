/** Systems of modules as the generator makes them and the second evaluator reads them; no parser is needed. */

/** What a value is: a number from 0 to 2, a Boolean, a set of such numbers, a model value, an operator of one number. */
export type Type = "number" | "boolean" | "set" | "atom" | "operator";

export interface Parameter {
  readonly name: string;
  readonly type: Type;
}

export type Binary = "+" | "-" | "=" | "#" | "<" | "\\in" | "/\\" | "\\/" | "=>";

/** A step of a path: the name of an instance and its arguments. */
export interface Step {
  readonly name: string;
  readonly args: readonly Expression[];
}

export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "set"; readonly elements: readonly number[] }
  | {
      readonly kind: "reference";
      readonly path: readonly Step[];
      readonly name: string;
      readonly args: readonly Expression[];
    }
  | { readonly kind: "binary"; readonly op: Binary; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "not"; readonly body: Expression }
  | { readonly kind: "prime"; readonly body: Expression }
  | { readonly kind: "if"; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: "exists"; readonly name: string; readonly domain: Expression; readonly body: Expression }
  | { readonly kind: "let"; readonly units: readonly Unit[]; readonly body: Expression }
  /** Only as an argument or in a WITH. */
  | { readonly kind: "lambda"; readonly parameter: string; readonly body: Expression };

export interface Definition {
  readonly kind: "definition";
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
  readonly local: boolean;
  readonly recursive: boolean;
}

/** `name` null: `INSTANCE target WITH …` on its own. */
export interface InstanceUnit {
  readonly kind: "instance";
  readonly name: string | null;
  readonly parameters: readonly Parameter[];
  readonly target: string;
  readonly substitutions: readonly (readonly [name: string, by: Expression])[];
  readonly local: boolean;
}

/** A module inside a module, which sees what stands above it. */
export interface NestedModule {
  readonly kind: "module";
  readonly module: Module;
}

export type Unit = Definition | InstanceUnit | NestedModule;

export interface Module {
  readonly name: string;
  readonly extends: readonly string[];
  readonly constants: readonly Parameter[];
  readonly variables: readonly string[];
  readonly units: readonly Unit[];
}

/** A line below CONSTANTS in the cfg. `module` as in `name <- [module] by`. */
export type Assignment =
  | { readonly kind: "value"; readonly name: string; readonly value: Value }
  | { readonly kind: "operator"; readonly name: string; readonly module: string | null; readonly by: string };

/** A model value is its name. */
export type Value = number | boolean | string | readonly number[];

/** The root is the last module. */
export interface System {
  readonly modules: readonly Module[];
  readonly assignments: readonly Assignment[];
  readonly invariants: readonly string[];
  /** Definitions P of the root, checked as `[][P]_vars`. */
  readonly steps: readonly string[];
}

export const number = (value: number): Expression => ({ kind: "number", value });
export const boolean = (value: boolean): Expression => ({ kind: "boolean", value });
export const binary = (op: Binary, left: Expression, right: Expression): Expression => ({
  kind: "binary",
  op,
  left,
  right,
});
export const reference = (name: string, args: readonly Expression[] = [], path: readonly Step[] = []): Expression => ({
  kind: "reference",
  path,
  name,
  args,
});
export const prime = (body: Expression): Expression => ({ kind: "prime", body });
