/** From what a user names to what is checked: pairs of a spec and a configuration. */

import { type Dirent, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../models/model.ts";
import { hasConfigSection } from "../tla/config/index.ts";
import { Source } from "../tla/syntax/source.ts";
import { UsageError } from "./context.ts";
import type { WrongText } from "./front-end.ts";
import { kindOfPath, readInput, reasonOf } from "./input-file.ts";
import { problem } from "./problem.ts";

/** A spec with its configuration, which may be the spec's own file; paths as the user wrote them. */
interface Target {
  readonly spec: string;
  readonly config: string;
  /** The text of the spec, where it had to be read to know its configuration. */
  readonly read?: Source;
}

/** A target with its texts, each of which is read once: a named pipe has nothing for a second reader. */
export interface ReadTarget {
  readonly spec: Source;
  readonly config: Source;
}

/** What a user named and cannot be checked. */
export interface BadTarget {
  readonly spec: string;
  readonly config: string | null;
  /** The text at fault. */
  readonly wrong: WrongText;
  readonly problem: Diagnostic;
}

/**
 * Resolves the arguments of `check` in order. A `.tla` goes with `configs`, or with the `.cfg` of its name, or with all
 * `<name>.*.cfg` beside it, or with the CONFIG section of its own; a `.cfg` with its module; a folder stands for every such pair below it. Throws UsageError
 * when `configs` are given with anything but one `.tla`.
 */
export function resolveTargets(
  directory: string,
  specs: readonly string[],
  configs: readonly string[],
  libraries: readonly string[] = [],
): (Target | BadTarget)[] {
  const [first] = specs;
  if (configs.length > 0 && (specs.length !== 1 || !first!.endsWith(".tla"))) {
    throw new UsageError("--config goes with exactly one .tla file");
  }
  return specs.flatMap((spec) => resolveOne({ directory, libraries }, spec, configs));
}

/** Where is looked for modules. */
interface Places {
  readonly directory: string;
  /** After the folder of a configuration. */
  readonly libraries: readonly string[];
}

/** Reads the texts of a target. A configuration may be empty, and then says nothing. */
export function readTarget(directory: string, target: Target | BadTarget): ReadTarget | BadTarget {
  if ("problem" in target) return target;
  const { spec, config, read } = target;
  const specInput = read === undefined ? readInput(directory, spec) : { source: read, problem: null };
  if (specInput.problem !== null) return { spec, config, wrong: "specification", problem: specInput.problem };
  if (config === spec) return { spec: specInput.source, config: specInput.source };
  const configInput = readInput(directory, config);
  if (configInput.problem === null) return { spec: specInput.source, config: configInput.source };
  if (configInput.problem.code === "E512") return { spec: specInput.source, config: new Source(config, "") };
  return { spec, config, wrong: "configuration", problem: configInput.problem };
}

function resolveOne(places: Places, path: string, configs: readonly string[]): (Target | BadTarget)[] {
  const { directory } = places;
  const kind = kindOfPath(directory, path);
  const isConfig = path.endsWith(".cfg");
  if (kind === null) {
    const hints = kindOfPath(directory, `${path}.tla`) === "file" ? [`did you mean ${path}.tla?`] : [];
    const missing = problem("E510", `there is no file or folder ${path}`, hints);
    return [
      {
        spec: path,
        config: isConfig ? path : null,
        wrong: isConfig ? "configuration" : "specification",
        problem: missing,
      },
    ];
  }
  if (kind === "folder") return folderTargets(places, path);
  if (path.endsWith(".tla")) return specTargets(directory, path, configs);
  if (isConfig) return [configTarget(places, path)];
  const neither = problem("E517", `${path} is neither a module (.tla) nor a configuration (.cfg)`);
  return [{ spec: path, config: null, wrong: "specification", problem: neither }];
}

function specTargets(directory: string, spec: string, configs: readonly string[]): (Target | BadTarget)[] {
  if (configs.length > 0) return configs.map((config) => ({ spec, config }));
  const name = basename(spec, ".tla");
  const folder = dirname(spec);
  const beside = entriesOf(directory, folder).map((entry) => entry.name);
  const found = beside.includes(`${name}.cfg`)
    ? [`${name}.cfg`]
    : beside.filter((file) => file.startsWith(`${name}.`) && file.endsWith(".cfg")).sort();
  if (found.length > 0) return found.map((file) => ({ spec, config: neighbour(folder, spec, file) }));
  const { source } = readInput(directory, spec);
  if (source !== null && hasConfigSection(source.text)) return [{ spec, config: spec, read: source }];
  const none = problem("E515", `${spec} has no configuration: expected ${name}.cfg or ${name}.*.cfg beside it`, [
    "name one with --config, or use the command parse, which needs none",
  ]);
  return [{ spec, config: null, wrong: "configuration", problem: none }];
}

function configTarget(places: Places, config: string): Target | BadTarget {
  const spec = moduleOf(places, config);
  if (spec !== null) return { spec, config };
  const name = basename(config).split(".")[0];
  const none = problem("E516", `${config} belongs to no module: expected ${name}.tla beside it`, [
    "if it lies elsewhere, name its folder with --library",
  ]);
  return { spec: neighbour(dirname(config), config, `${name}.tla`), config, wrong: "specification", problem: none };
}

/**
 * The module that a configuration belongs to, or null: that of `X.any.cfg` is the one named up to the first dot, or else
 * a longer part of the name. It lies beside the configuration, or in a library.
 */
export function moduleOf({ directory, libraries }: Places, config: string): string | null {
  const parts = basename(config, ".cfg").split(".");
  const names = parts.map((_, at) => `${parts.slice(0, at + 1).join(".")}.tla`);
  const beside = names.map((name) => neighbour(dirname(config), config, name));
  const others = libraries.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...beside, ...others].find((spec) => kindOfPath(directory, spec) === "file") ?? null;
}

function folderTargets(places: Places, folder: string): (Target | BadTarget)[] {
  const pairs = filesBelow(places.directory, folder, ".cfg").flatMap((config) => {
    const spec = moduleOf(places, config);
    return spec === null ? [] : [{ spec, config }];
  });
  if (pairs.length > 0) return pairs;
  const none = problem("E514", `the folder ${folder} holds no module with a configuration beside it`);
  return [{ spec: folder, config: null, wrong: "specification", problem: none }];
}

/** All files below a folder whose names end so, sorted; hidden folders and node_modules are left out. */
export function filesBelow(directory: string, folder: string, ending: string): string[] {
  const found: string[] = [];
  for (const entry of entriesOf(directory, folder)) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesBelow(directory, path, ending));
    else if (entry.name.endsWith(ending)) found.push(path);
  }
  return found.sort();
}

function entriesOf(directory: string, folder: string): Dirent[] {
  try {
    return readdirSync(resolve(directory, folder), { withFileTypes: true });
  } catch (error) {
    throw new UsageError(`the folder ${folder} cannot be read: ${reasonOf(error)}`);
  }
}

/** `file` in the folder of `path`, spelled as the user spelled `path`. */
function neighbour(folder: string, path: string, file: string): string {
  return path === basename(path) ? file : join(folder, file);
}

/** The one target that `spec` names, read. Throws UsageError where it stands for several or none. */
export function onlyTarget(
  directory: string,
  spec: string,
  configs: readonly string[],
  libraries: readonly string[],
): ReadTarget | BadTarget {
  const targets = resolveTargets(directory, [spec], configs, libraries);
  const [only] = targets;
  if (only === undefined || targets.length > 1)
    throw new UsageError(`${spec} has ${targets.length} configurations: name one with --config`);
  return readTarget(directory, only);
}
