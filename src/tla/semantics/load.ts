/** Finds, reads and resolves a root module and everything that it extends or instantiates. */

import { basename, dirname, join } from "node:path";
import { libraryModules } from "../library/index.ts";
import { missingTranslation } from "../pluscal/translation.ts";
import type { Diagnostic } from "../syntax/diagnostic.ts";
import { type ParsedModule, parseEach } from "../syntax/module.ts";
import { Source } from "../syntax/source.ts";
import type { Identifier, Module } from "../syntax/tree.ts";
import { checkLevels } from "./levels/check.ts";
import { resolveModule } from "./module.ts";
import { Report } from "./report.ts";
import { didYouMean } from "./scope.ts";
import type { Program, ResolvedModule, Tables } from "./symbol.ts";
import { type Declarations, unify } from "./unify.ts";

/** Where the text of modules comes from. Paths are as the user wrote them. */
export interface ModuleFiles {
  /** The text of a file, null when there is none. */
  read(path: string): string | null;
  /** Why a file that is there has no text, as `Other.tla is not text`; null where there is none, or it has one. */
  refusal?(path: string): string | null;
  /** A file that is there and whose path differs from `path` in capitals only; null where there is none. */
  alike?(path: string): string | null;
  /** Folders in which modules are looked for after the folder of the spec. */
  readonly folders?: readonly string[];
  /** The modules in a text; `parseEach` unless given. */
  readonly parse?: (source: Source) => readonly ParsedModule[];
  /** Are the levels known to be right, and is nobody to be warned of the text? To look for both takes most of the time. */
  readonly trusted?: boolean;
}

/** The modules that TLC implements itself, whatever lies beside the spec. Of any other, the spec's own file wins. */
const standardModules: ReadonlySet<string> = new Set([
  "Naturals",
  "Integers",
  "Reals",
  "Sequences",
  "FiniteSets",
  "Bags",
  "TLC",
  "TLCExt",
  "Json",
  "Randomization",
  "Possibility",
]);

export interface LoadResult {
  /** Null when a diagnostic is an error. */
  readonly program: Program | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads the module in the file `path` (its name without `.tla`) from `files`, with all modules it needs: first the
 * other modules of the same file, then the files beside it, those in `files.folders`, then the modules we ship. The standard modules that TLC
 * implements itself are always ours.
 */
export function loadProgram(path: string, files: ModuleFiles): LoadResult {
  return new Loader(path, files).run();
}

class Loader {
  /** Is there a module that could not be loaded? Names that are not known then may be its. */
  private incomplete = false;
  private readonly report = new Report((diagnostic) => this.mayBeLacking(diagnostic));
  /** Texts with mistakes, which may define more than what was read. */
  private readonly mistaken: string[] = [];
  private readonly tables: Tables = {
    meanings: new Map(),
    subexpressions: new Map(),
    bounds: new Map(),
    parameters: new Map(),
    definitions: new Map(),
  };
  private readonly declarations: Declarations = new Map();
  private readonly loaded = new Map<string, ResolvedModule | null>();
  private readonly completed: ResolvedModule[] = [];
  /** Names of the modules being read, outermost first, to find circles. */
  private readonly stack: string[] = [];
  /** The other modules of the root's file. What is wrong with one counts when it is asked for, as in SANY. */
  private readonly siblings = new Map<string, ParsedModule>();
  private readonly path: string;
  private readonly files: ModuleFiles;

  constructor(path: string, files: ModuleFiles) {
    this.path = path;
    this.files = files;
  }

  run(): LoadResult {
    const text = this.files.read(this.path);
    if (text === null) {
      const message = `cannot read ${this.path}: there is no such file`;
      this.report.add({ code: "E501", severity: "error", message, location: null, notes: [] });
      return this.result(null);
    }
    const source = new Source(this.path, text);
    const modules = this.parsed(source);
    const wanted = basename(this.path).replace(/\.tla$/, "");
    const found = modules.find(({ module }) => module?.name === wanted);
    for (const parsed of found === undefined ? modules : [found]) this.reportMistakes(parsed);
    const tree = (found ?? modules.findLast(({ module }) => module !== null))?.module ?? null;
    if (tree === null || this.report.failed) return this.result(null);
    if (tree.name !== wanted) {
      const message = `the file is named ${basename(this.path)}, so its module must be ${wanted}, not ${tree.name}`;
      this.report.in(source).error("E216", tree.nameSpan, message);
      return this.result(null);
    }
    for (const parsed of modules) {
      if (parsed.module !== null && parsed.module !== tree) this.siblings.set(parsed.module.name, parsed);
    }
    const root = this.resolve(tree, false);
    unify(this.declarations, this.completed, this.tables);
    if (!this.report.failed && this.files.trusted !== true)
      checkLevels({ root, modules: this.completed, tables: this.tables }, this.report);
    return this.result(root);
  }

  /** Is it about a name that is unknown only because of what was told before? */
  private mayBeLacking({ code, location }: Diagnostic): boolean {
    if (code !== "E201" && code !== "E211") return false;
    if (this.incomplete || location === null || this.mistaken.length === 0) return this.incomplete;
    const name = location.lineText.slice(location.column - 1, location.endColumn - 1);
    if (!/^\w+$/.test(name)) return false;
    const definition = new RegExp(`\\b${name}\\b\\s*(\\([^()]*\\)|\\[[^\\]]*\\])?\\s*(==(?!=)|≜)`);
    return this.mistaken.some((text) => definition.test(text));
  }

  private parsed(source: Source): readonly ParsedModule[] {
    return (this.files.parse ?? parseEach)(source);
  }

  private result(root: ResolvedModule | null): LoadResult {
    const { diagnostics, failed } = this.report;
    const program = root === null || failed ? null : { root, modules: this.completed, tables: this.tables };
    return { program, diagnostics };
  }

  private reportMistakes({ module, diagnostics }: ParsedModule): void {
    for (const d of diagnostics) this.report.add(d);
    if (module !== null && diagnostics.some(({ severity }) => severity === "error"))
      this.mistaken.push(module.source.text);
  }

  private resolve(tree: Module, library: boolean): ResolvedModule {
    this.stack.push(tree.name);
    if (!library) for (const d of missingTranslation(tree)) this.report.add(d);
    const host = {
      tables: this.tables,
      report: this.report,
      declarations: this.declarations,
      load: (name: Identifier, from: Module) => {
        const module = this.load(name, from);
        this.incomplete ||= module === null;
        return module;
      },
      completed: (module: ResolvedModule) => this.completed.push(module),
    };
    const module = resolveModule(host, tree, library, null);
    this.stack.pop();
    this.loaded.set(tree.name, module);
    return module;
  }

  private load(name: Identifier, from: Module): ResolvedModule | null {
    const known = this.loaded.get(name.name);
    if (known !== undefined) return known;
    if (this.stack.includes(name.name)) {
      const circle = [...this.stack.slice(this.stack.indexOf(name.name)), name.name].join(" -> ");
      this.report.in(from.source).error("E210", name.span, `modules may not need each other in a circle: ${circle}`);
      return null;
    }
    const sibling = this.siblings.get(name.name);
    if (sibling !== undefined) {
      this.reportMistakes(sibling);
      return this.resolve(sibling.module as Module, false);
    }
    const shipped = libraryModules.get(name.name);
    if (shipped !== undefined && standardModules.has(name.name)) return this.loadLibrary(name.name, shipped);
    const folders = [dirname(this.path), ...(this.files.folders ?? [])];
    for (const folder of folders) {
      const path = join(folder, `${name.name}.tla`);
      const text = this.files.read(path);
      if (text !== null) return this.loadFile(name, from, path, text);
      const refusal = this.files.refusal?.(path) ?? null;
      if (refusal === null) continue;
      // Another one of that name would not be what was meant.
      this.loaded.set(name.name, null);
      this.report.in(from.source).error("E200", name.span, `module ${name.name} cannot be read: ${refusal}`);
      return null;
    }
    if (shipped !== undefined) return this.loadLibrary(name.name, shipped);
    this.loaded.set(name.name, null);
    const paths = folders.map((folder) => join(folder, `${name.name}.tla`));
    const message = `module ${name.name} was not found: no ${paths.join(", no ")}, and no module of that name is shipped`;
    const hint = this.alikeHint(paths) ?? this.aboveHint(name.name) ?? didYouMean(name.name, libraryModules.keys());
    this.report.in(from.source).error("E200", name.span, message + hint);
    return null;
  }

  /** Where capitals do not count in the names of files, a module that is written otherwise is found, and elsewhere not. */
  private alikeHint(paths: readonly string[]): string | null {
    for (const path of paths) {
      const alike = this.files.alike?.(path) ?? null;
      if (alike !== null) return `; ${alike} is there, but capitals count`;
    }
    return null;
  }

  /** A model is often kept in a folder below its spec's. */
  private aboveHint(name: string): string | null {
    const above = join(dirname(this.path), "..");
    const path = join(above, `${name}.tla`);
    return this.files.read(path) === null ? null : `; ${path} is found with --library ${above}`;
  }

  private loadFile(name: Identifier, from: Module, path: string, text: string): ResolvedModule | null {
    const modules = this.parsed(new Source(path, text));
    const found = modules.find(({ module }) => module?.name === name.name);
    for (const parsed of found === undefined ? modules : [found]) this.reportMistakes(parsed);
    if (found !== undefined) return this.resolve(found.module as Module, false);
    this.loaded.set(name.name, null);
    const others = modules.flatMap(({ module }) => module?.name ?? []);
    if (others.length > 0) {
      const message = `${path} holds no module named ${name.name}, only ${others.join(", ")}`;
      this.report.in(from.source).error("E216", name.span, message);
    }
    return null;
  }

  private loadLibrary(name: string, text: string): ResolvedModule | null {
    const [{ module: tree } = { module: null }] = parseEach(new Source(`<${name}>`, text));
    if (tree === null) throw new Error(`the shipped module ${name} cannot be read`);
    return this.resolve(tree, true);
  }
}
