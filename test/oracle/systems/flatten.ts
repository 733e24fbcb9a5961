/**
 * One flat text for a system of modules: each instance makes copies of all definitions of its module, in which declared
 * names are replaced by what the INSTANCE puts in their place. Parameters of instances, and bound names around an
 * INSTANCE or a definition in a LET, become parameters of the copies. Bound names are renamed, so nothing is captured.
 *
 * A cfg's `Op <- New` replaces one object: the definition of the module that makes it, or what an unnamed INSTANCE
 * makes of it in the module where it stands. `I!Op` is an object of its own, which no cfg names.
 */

import type { Binary, Definition, Expression, InstanceUnit, Module, Parameter, System, Unit, Value } from "./tree.ts";

export type Flat =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "definition"; readonly definition: FlatDefinition; readonly given: readonly Flat[] }
  | { readonly kind: "lambda"; readonly parameter: string; readonly body: Flat }
  | { readonly kind: "apply"; readonly operator: Flat; readonly args: readonly Flat[] }
  | { readonly kind: "binary"; readonly op: Binary; readonly left: Flat; readonly right: Flat }
  | { readonly kind: "not"; readonly body: Flat }
  | { readonly kind: "prime"; readonly body: Flat }
  | { readonly kind: "if"; readonly test: Flat; readonly yes: Flat; readonly no: Flat }
  | { readonly kind: "exists"; readonly name: string; readonly domain: Flat; readonly body: Flat };

/** `parameters` begins with those that the copy has beyond the original. */
export interface FlatDefinition {
  readonly name: string;
  readonly parameters: readonly string[];
  body: Flat;
}

export interface FlatSystem {
  readonly variables: readonly string[];
  /** A definition of the root module without parameters. */
  named(name: string): Flat;
  /** Constants, and definitions without parameters: what may be evaluated before anything begins. */
  values(): readonly Flat[];
}

/** A module with what it extends, under one substitution of what these declare. */
interface Space {
  readonly unit: InstanceUnit | null;
  /** Where the INSTANCE stands, its parameters being known there. */
  readonly site: Site | null;
  readonly parameters: readonly string[];
  readonly inner: Map<object, Space>;
  readonly copies: Map<Definition, FlatDefinition>;
}

/** A module in a space; `outer` is the one around a nested module. */
interface Frame {
  readonly space: Space;
  readonly module: Module;
  readonly outer: Frame | null;
}

type Local =
  | { readonly kind: "bound"; readonly flat: string }
  | { readonly kind: "definition"; readonly flat: FlatDefinition; readonly captured: readonly string[] }
  | { readonly kind: "instance"; readonly unit: InstanceUnit; readonly site: Site };

interface Site {
  readonly frame: Frame;
  readonly locals: ReadonlyMap<string, Local>;
  /** Bound names in scope, by their new names. */
  readonly captured: readonly string[];
}

/** What a name of a module is; `holder` and the name identify the object. */
type Found =
  | FoundValue
  | { readonly kind: "instance"; readonly unit: InstanceUnit; readonly frame: Frame; readonly holder: object };

type FoundValue =
  | { readonly kind: "definition"; readonly definition: Definition; readonly frame: Frame; readonly holder: object }
  | { readonly kind: "constant" | "variable"; readonly frame: Frame; readonly holder: Module };

interface Override {
  readonly holder: object;
  readonly name: string;
  readonly by: Value | string;
  readonly isValue: boolean;
}

/** The flat text of a system whose names all have a meaning; throws an Error otherwise. */
export function flatten(system: System): FlatSystem {
  return new Flattening(system);
}

const noLocals: ReadonlyMap<string, Local> = new Map();
const named = (names: readonly string[]): Flat[] => names.map((name) => ({ kind: "local", name }));

class Flattening implements FlatSystem {
  private readonly modules: ReadonlyMap<string, Module>;
  private readonly root: Frame;
  private readonly overrides: Override[] = [];
  private readonly texts = new Map<Definition, string>();
  private fresh = 0;
  private complete = false;

  constructor(system: System) {
    this.modules = new Map(system.modules.map((module) => [module.name, module]));
    const space: Space = { unit: null, site: null, parameters: [], inner: new Map(), copies: new Map() };
    this.root = { space, module: system.modules.at(-1) as Module, outer: null };
    for (const a of system.assignments) {
      if (a.kind === "operator" && a.module !== null) {
        const found = this.exported({ ...this.root, module: this.module(a.module) }, a.name, false);
        if (found?.kind !== "definition") throw new Error(`${a.module} has no ${a.name}`);
        this.texts.set(found.definition, a.by);
        continue;
      }
      const found = this.lookup(this.root, a.name);
      if (found === null) throw new Error(`the root has no ${a.name}`);
      const by = a.kind === "value" ? a.value : a.by;
      this.overrides.unshift({ holder: found.holder, name: a.name, by, isValue: a.kind === "value" });
    }
  }

  get variables(): string[] {
    return this.declared(this.root.module).flatMap((m) => m.variables);
  }

  named(name: string): Flat {
    if (!this.complete) {
      this.complete = true;
      // Also what nobody uses must have a meaning.
      for (const module of this.declared(this.root.module)) {
        const frame = { ...this.root, module };
        for (const c of module.constants) this.reference(c.name, this.top(frame));
        for (const unit of module.units) if (unit.kind === "definition") this.copy(unit, frame);
      }
    }
    return this.reference(name, this.top(this.root));
  }

  values(): Flat[] {
    return this.declared(this.root.module).flatMap((module) => {
      const definitions = module.units.filter((u) => u.kind === "definition" && u.parameters.length === 0);
      const constants = module.constants.filter((c) => c.type !== "operator");
      const site = this.top({ ...this.root, module });
      return [...constants, ...(definitions as readonly Definition[])].map(({ name }) => this.reference(name, site));
    });
  }

  private module(name: string): Module {
    const module = this.modules.get(name);
    if (module === undefined) throw new Error(`there is no module ${name}`);
    return module;
  }

  /** The module and all that it extends, each once. */
  private declared(module: Module, seen = new Set<Module>()): Module[] {
    if (seen.has(module)) return [];
    seen.add(module);
    return [...module.extends.flatMap((name) => this.declared(this.module(name), seen)), module];
  }

  private top(frame: Frame): Site {
    return { frame, locals: noLocals, captured: [] };
  }

  /** A name as the text of a module sees it. */
  private lookup(frame: Frame, name: string): Found | null {
    const defined = this.exported(frame, name, true);
    if (defined !== null) return defined;
    for (const module of this.declared(frame.module)) {
      const at = { ...frame, module };
      if (module.constants.some((c) => c.name === name)) return { kind: "constant", frame: at, holder: module };
      if (module.variables.includes(name)) return { kind: "variable", frame: at, holder: module };
    }
    return frame.outer === null ? null : this.lookup(frame.outer, name);
  }

  /** A definition or instance that others see; of its own module, local ones, too. */
  private exported(frame: Frame, name: string, own: boolean): Found | null {
    for (const unit of frame.module.units) {
      if (unit.kind === "module" || (unit.local && !own)) continue;
      if (unit.name === name) {
        if (unit.kind === "definition") return { kind: "definition", definition: unit, frame, holder: frame.module };
        return { kind: "instance", unit, frame, holder: frame.module };
      }
      if (unit.kind !== "instance" || unit.name !== null) continue;
      const found = this.exported(this.enter(unit, this.top(frame)), name, false);
      if (found !== null) return { ...found, holder: unit } as Found;
    }
    for (const extended of frame.module.extends) {
      const found = this.exported({ ...frame, module: this.module(extended) }, name, false);
      if (found !== null) return found;
    }
    return null;
  }

  /** Into the instance that `unit` makes at `site`: its module in a space of its own. */
  private enter(unit: InstanceUnit, site: Site): Frame {
    const { frame, captured } = site;
    let outer: Frame | null = frame;
    let nested: Unit | undefined;
    for (; outer !== null; outer = outer.outer) {
      nested = outer.module.units.find((u) => u.kind === "module" && u.module.name === unit.target);
      if (nested !== undefined) break;
    }
    const module = nested?.kind === "module" ? nested.module : this.module(unit.target);
    // Text that holds a LET may be copied several times, each time with bound names of its own.
    const key = site.locals === noLocals ? unit : site.locals;
    let space = frame.space.inner.get(key);
    if (space === undefined) {
      const inside = this.bind(site, unit.parameters);
      const parameters = [...frame.space.parameters, ...captured, ...inside.names];
      space = { unit, site: inside.site, parameters, inner: new Map(), copies: new Map() };
      frame.space.inner.set(key, space);
    }
    return { space, module, outer };
  }

  /** `site` with new bound names. */
  private bind(site: Site, parameters: readonly Parameter[]): { site: Site; names: string[] } {
    const names = parameters.map(({ name }) => `${name}_${++this.fresh}`);
    const locals = new Map(site.locals);
    for (const [i, { name }] of parameters.entries()) locals.set(name, { kind: "bound", flat: names[i] as string });
    return { site: { ...site, locals, captured: [...site.captured, ...names] }, names };
  }

  private copy(definition: Definition, frame: Frame): FlatDefinition {
    const { copies, parameters } = frame.space;
    let made = copies.get(definition);
    if (made === undefined) {
      const inside = this.bind(this.top(frame), definition.parameters);
      made = this.blank(definition.name, [...parameters, ...inside.names]);
      copies.set(definition, made);
      made.body = this.translate(definition.body, inside.site);
    }
    return made;
  }

  private blank(name: string, parameters: readonly string[]): FlatDefinition {
    return { name: `${name}_${++this.fresh}`, parameters, body: { kind: "value", value: false } };
  }

  /** What a name without a path stands for; an operator where it takes arguments. */
  private reference(name: string, site: Site): Flat {
    const local = site.locals.get(name);
    if (local?.kind === "bound") return { kind: "local", name: local.flat };
    if (local?.kind === "definition") {
      const { flat, captured } = local;
      return { kind: "definition", definition: flat, given: named([...site.frame.space.parameters, ...captured]) };
    }
    const found = this.lookup(site.frame, name);
    if (found === null || found.kind === "instance") throw new Error(`${name} means nothing here`);
    return this.meaning(found, name);
  }

  private meaning(found: FoundValue, name: string): Flat {
    const { space } = found.frame;
    if (found.kind !== "definition" && space.unit !== null) return this.substituted(space, name);
    const override = this.overrides.find((o) => o.holder === found.holder && o.name === name);
    if (override !== undefined && (override.isValue || override.by !== name)) {
      if (override.isValue) return { kind: "value", value: override.by };
      return this.reference(override.by as string, this.top(this.root));
    }
    if (found.kind === "definition") return this.definition(found.definition, found.frame, named(space.parameters));
    if (found.kind === "variable") return { kind: "variable", name };
    throw new Error(`the constant ${name} has no value`);
  }

  private definition(definition: Definition, frame: Frame, given: readonly Flat[]): Flat {
    const text = this.texts.get(definition);
    if (text !== undefined) return this.reference(text, this.top(this.root));
    return { kind: "definition", definition: this.copy(definition, frame), given };
  }

  /** What stands in the place of a declared name of the module of `space`. */
  private substituted(space: Space, name: string): Flat {
    const { unit, site } = space as { unit: InstanceUnit; site: Site };
    const explicit = unit.substitutions.find(([replaced]) => replaced === name);
    return explicit === undefined ? this.reference(name, site) : this.translate(explicit[1], site);
  }

  /** What `path!name` stands for: copies that know the arguments of the path. */
  private through(e: Extract<Expression, { kind: "reference" }>, site: Site): Flat {
    let frame: Frame | null = null;
    let given: readonly Flat[] = [];
    for (const { name, args } of e.path) {
      let unit: InstanceUnit;
      let at: Site;
      const local = frame === null ? site.locals.get(name) : undefined;
      if (local?.kind === "instance") {
        ({ unit, site: at } = local);
        given = named([...at.frame.space.parameters, ...at.captured]);
      } else {
        const found: Found | null = frame === null ? this.lookup(site.frame, name) : this.exported(frame, name, false);
        if (found?.kind !== "instance") throw new Error(`${name} is no instance here`);
        unit = found.unit;
        at = this.top(found.frame);
        if (frame === null) given = named(found.frame.space.parameters);
      }
      given = [...given, ...args.map((arg) => this.translate(arg, site))];
      frame = this.enter(unit, at);
    }
    const found = this.exported(frame as Frame, e.name, false);
    if (found?.kind !== "definition") throw new Error(`${e.name} is not defined there`);
    return this.definition(found.definition, found.frame, given);
  }

  private translate(e: Expression, site: Site): Flat {
    const inner = (part: Expression) => this.translate(part, site);
    switch (e.kind) {
      case "number":
      case "boolean":
        return { kind: "value", value: e.value };
      case "set":
        return { kind: "value", value: e.elements };
      case "reference": {
        const operator = e.path.length === 0 ? this.reference(e.name, site) : this.through(e, site);
        return e.args.length === 0 ? operator : { kind: "apply", operator, args: e.args.map(inner) };
      }
      case "binary":
        return { kind: "binary", op: e.op, left: inner(e.left), right: inner(e.right) };
      case "not":
      case "prime":
        return { kind: e.kind, body: inner(e.body) };
      case "if":
        return { kind: "if", test: inner(e.test), yes: inner(e.yes), no: inner(e.no) };
      case "exists": {
        const { site: inside, names } = this.bind(site, [{ name: e.name, type: "number" }]);
        const [name] = names as [string];
        return { kind: "exists", name, domain: inner(e.domain), body: this.translate(e.body, inside) };
      }
      case "lambda": {
        const { site: inside, names } = this.bind(site, [{ name: e.parameter, type: "number" }]);
        const [parameter] = names as [string];
        return { kind: "lambda", parameter, body: this.translate(e.body, inside) };
      }
      case "let":
        return this.translate(
          e.body,
          e.units.reduce((at, unit) => this.letUnit(unit, at), site),
        );
    }
  }

  private letUnit(unit: Unit, site: Site): Site {
    if (unit.kind === "module" || unit.name === null) throw new Error("no LET has that");
    const locals = new Map(site.locals);
    if (unit.kind === "instance") {
      // A map of its own tells this INSTANCE from others that see the same names.
      locals.set(unit.name, { kind: "instance", unit, site: { ...site, locals: new Map(site.locals) } });
      return { ...site, locals };
    }
    const { captured } = site;
    const inside = this.bind(site, unit.parameters);
    const flat = this.blank(unit.name, [...site.frame.space.parameters, ...captured, ...inside.names]);
    flat.body = this.translate(unit.body, inside.site);
    locals.set(unit.name, { kind: "definition", flat, captured });
    return { ...site, locals };
  }
}
