/** From what a user names to what is checked: pairs of a spec and a configuration. */

import { type Dirent, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../models/model.ts";
import { hasConfigSection } from "../tla/config/index.ts";
import { Source } from "../tla/syntax/source.ts";
import { UsageError } from "./context.ts";
import type { WrongText } from "./front-end.ts";
import { alikeTo, contains, kindOfPath, readInput, reasonOf } from "./input-file.ts";
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
 * `<name>.*.cfg` beside it, or with the CONFIG section of its own; a `.cfg` with its module, which lies beside it or in a
 * folder around it; a folder stands for every such `.cfg` below it. Throws UsageError when `configs` are given with
 * anything but one `.tla`.
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
  /** After the folder of a configuration and those around it. */
  readonly libraries: readonly string[];
}

/** Where the module of a configuration is looked for. */
interface ModulePlaces extends Places {
  /** The last of the folders around it, where it is one of them; else there is only its own. */
  readonly top: string;
}

/** Configurations below the folders among `specs` that belong to no module, and so are no target. */
export function strayConfigs(
  directory: string,
  specs: readonly string[],
  libraries: readonly string[] = [],
): readonly string[] {
  const folders = specs.filter((spec) => kindOfPath(directory, spec) === "folder");
  return folders.flatMap((folder) => {
    const places = { directory, libraries, top: topFor(directory, folder) };
    return filesBelow(directory, folder, ".cfg").filter((config) => moduleOf(places, config) === null);
  });
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
  const { code, message } = configInput.problem;
  const wrong = code === "E510" ? problem(code, message, hintsOf(directory, target)) : configInput.problem;
  return { spec, config, wrong: "configuration", problem: wrong };
}

/** Where TLC would find the configuration: beside the spec, and without `.cfg` in its name. */
function hintsOf(directory: string, { spec, config }: Target): string[] {
  const beside = join(dirname(spec), config);
  const found = [`${config}.cfg`, beside, `${beside}.cfg`].find((path) => kindOfPath(directory, path) === "file");
  return found === undefined ? otherCapitals(directory, [config]) : [`did you mean ${found}?`];
}

/** The first file that one of `paths` would be if capitals did not count. */
function otherCapitals(directory: string, paths: readonly string[]): string[] {
  for (const path of paths) {
    const alike = alikeTo(directory, path);
    if (alike !== null) return [`${alike} is there, but capitals count`];
  }
  return [];
}

function resolveOne(places: Places, path: string, configs: readonly string[]): (Target | BadTarget)[] {
  const { directory } = places;
  const kind = kindOfPath(directory, path);
  const isConfig = path.endsWith(".cfg");
  if (kind === null) {
    const isName = kindOfPath(directory, `${path}.tla`) === "file";
    const hints = isName ? [`did you mean ${path}.tla?`] : otherCapitals(directory, [path, `${path}.tla`]);
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
  const endings = /\.(?:tla|cfg)$/i.test(path) ? ["these endings are written in small letters"] : [];
  const neither = problem("E517", `${path} is neither a module (.tla) nor a configuration (.cfg)`, endings);
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
  if (found.length > 0) return found.map((file) => ({ spec, config: join(folder, file) }));
  const { source } = readInput(directory, spec);
  if (source !== null && hasConfigSection(source.text)) return [{ spec, config: spec, read: source }];
  const none = problem("E515", `${spec} has no configuration: expected ${name}.cfg or ${name}.*.cfg beside it`, [
    ...otherCapitals(directory, [join(folder, `${name}.cfg`)]),
    "name one with --config, or the folder that holds them; the command parse needs none",
  ]);
  return [{ spec, config: null, wrong: "configuration", problem: none }];
}

function configTarget(places: Places, config: string): Target | BadTarget {
  const top = topFor(places.directory, dirname(config));
  const spec = moduleOf({ ...places, top }, config);
  if (spec !== null) return { spec, config };
  const name = `${basename(config).split(".")[0]}.tla`;
  const folders = [...foldersAround({ ...places, top }, config), ...places.libraries];
  const none = problem("E516", `${config} belongs to no module: expected ${name} beside it or in a folder around it`, [
    `looked in ${folders.join(", ")}`,
    ...otherCapitals(
      places.directory,
      folders.map((folder) => join(folder, name)),
    ),
    "if it lies elsewhere, name its folder with --library",
    `if it has another name, name both: Other.tla --config ${config}`,
  ]);
  return { spec: join(dirname(config), name), config, wrong: "specification", problem: none };
}

/**
 * The module that a configuration belongs to, or null: that of `X.any.cfg` is the one named up to the first dot, or else
 * a longer part of the name. It lies beside the configuration or in the nearest folder around it, or in a library.
 */
export function moduleOf(places: ModulePlaces, config: string): string | null {
  const parts = basename(config, ".cfg").split(".");
  const names = parts.map((_, at) => `${parts.slice(0, at + 1).join(".")}.tla`);
  const candidates = [...foldersAround(places, config), ...places.libraries].flatMap((folder) =>
    names.map((name) => join(folder, name)),
  );
  return candidates.find((spec) => kindOfPath(places.directory, spec) === "file") ?? null;
}

/** The folder of a configuration and those around it as far as `top`, the nearest first. */
function foldersAround({ directory, top }: ModulePlaces, config: string): string[] {
  const own = dirname(config);
  const last = resolve(directory, top);
  if (!contains(last, resolve(directory, own))) return [own];
  const folders = [own];
  while (resolve(directory, folders.at(-1)!) !== last) folders.push(join(folders.at(-1)!, ".."));
  return folders;
}

/** Modules are looked for as far as the working directory; for what lies elsewhere, as far as the folder that is named. */
function topFor(directory: string, folder: string): string {
  return contains(directory, resolve(directory, folder)) ? directory : folder;
}

function folderTargets(places: Places, folder: string): (Target | BadTarget)[] {
  const top = topFor(places.directory, folder);
  const pairs = filesBelow(places.directory, folder, ".cfg").flatMap((config) => {
    const spec = moduleOf({ ...places, top }, config);
    return spec === null ? [] : [{ spec, config }];
  });
  const own = ownConfigs(places.directory, folder, pairs).map((spec) => ({ spec, config: spec }));
  if (pairs.length + own.length > 0) return [...pairs, ...own];
  const none = problem(
    "E514",
    `the folder ${folder} holds no configuration whose module lies beside it or in a folder around it`,
  );
  return [{ spec: folder, config: null, wrong: "specification", problem: none }];
}

/** The modules below a folder with a CONFIG section of their own, which counts where they have no other configuration. */
export function ownConfigs(
  directory: string,
  folder: string,
  pairs: readonly { readonly spec: string }[],
): readonly string[] {
  const paired = new Set(pairs.map(({ spec }) => resolve(directory, spec)));
  return filesBelow(directory, folder, ".tla").filter((spec) => {
    if (paired.has(resolve(directory, spec))) return false;
    const { source } = readInput(directory, spec);
    return source !== null && hasConfigSection(source.text);
  });
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
