/** Reading what a user names, and only what a spec may read. */

import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, delimiter, dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Diagnostic } from "../models/model.ts";
import { Source } from "../tla/syntax/source.ts";
import { UsageError } from "./context.ts";
import type { ModuleFiles } from "./front-end.ts";
import { problem } from "./problem.ts";

/** "file", "folder", or null where there is nothing; what cannot be looked at counts as a file: reading tells why. */
export function kindOfPath(directory: string, path: string): "file" | "folder" | null {
  try {
    const found = statSync(resolve(directory, path), { throwIfNoEntry: false });
    if (found === undefined) return null;
    return found.isDirectory() ? "folder" : "file";
  } catch {
    return "file";
  }
}

/** The file or folder beside `path` whose name differs from its name in capitals only; null where there is none. */
export function alikeTo(directory: string, path: string): string | null {
  const wanted = basename(path);
  try {
    const names = readdirSync(resolve(directory, dirname(path))).sort();
    const found = names.find((name) => name !== wanted && name.toLowerCase() === wanted.toLowerCase());
    return found === undefined ? null : join(dirname(path), found);
  } catch {
    return null;
  }
}

/** Is there something that is no regular file, such as a named pipe? */
export function isIrregular(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
  } catch {
    return false;
  }
}

/** The text of a file, or what is wrong with it: absent, unreadable, empty, or not text. */
export function readInput(
  directory: string,
  path: string,
): { readonly source: Source; readonly problem: null } | { readonly source: null; readonly problem: Diagnostic } {
  const bad = (diagnostic: Diagnostic) => ({ source: null, problem: diagnostic }) as const;
  const kind = kindOfPath(directory, path);
  if (kind === null) return bad(problem("E510", `there is no file ${path}`));
  if (kind === "folder") return bad(problem("E511", `${path} cannot be read: it is a folder`));
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(directory, path));
  } catch (error) {
    return bad(problem("E511", `${path} cannot be read: ${reasonOf(error)}`));
  }
  if (bytes.length === 0) return bad(problem("E512", `${path} is empty`));
  const text = decode(bytes);
  if (text === null) {
    const what = isUtf16(bytes) ? "text in UTF-16" : "not text";
    return bad(problem("E513", `${path} is ${what}: expected UTF-8`));
  }
  if (text.trim() === "") return bad(problem("E512", `${path} is empty but for white space`));
  return { source: new Source(path, text), problem: null };
}

/** What a user names besides a spec: folders of modules, and a configuration that lies elsewhere. */
interface Beside {
  readonly libraries?: readonly string[];
  readonly config?: string;
  /** Texts that were read already: these files are not opened again. */
  readonly sources?: readonly Source[];
}

/**
 * Files for the front end. Only what lies below the working directory, below the folder of `spec` or of its
 * configuration, or below a library can be read: specs come from strangers. Everything else, and what is not text, is
 * absent (null).
 */
export function moduleFiles(directory: string, spec: string, beside: Beside = {}): ModuleFiles {
  const { libraries = [], config, sources = [] } = beside;
  const folders = [dirname(spec), ...(config === undefined ? [] : [dirname(config)]), ...libraries];
  const roots = [directory, ...folders.map((folder) => resolve(directory, folder))].map(realPath);
  const within = (path: string): string | null => {
    const real = realPath(resolve(directory, path));
    return roots.some((root) => contains(root, real)) ? real : null;
  };
  return {
    folders: libraries,
    read(path: string): string | null {
      const known = sources.find(({ name }) => name === path);
      if (known !== undefined) return known.text;
      const real = within(path);
      if (real === null) return null;
      try {
        return decode(readFileSync(real));
      } catch {
        return null;
      }
    },
    alike: (path) => (within(path) === null ? null : alikeTo(directory, path)),
    refusal(path: string): string | null {
      const real = within(path);
      if (real === null || kindOfPath(directory, path) === null) return null;
      const { problem } = readInput(directory, path);
      return problem?.code === "E511" || problem?.code === "E513" ? problem.message : null;
    },
  };
}

/**
 * The folders in which modules are looked for after the spec's own: those of `--library`, then those of the environment
 * variable TLA_PATH that exist. Throws UsageError.
 */
export function libraryFolders(directory: string, given: readonly string[]): string[] {
  const missing = given.find((folder) => kindOfPath(directory, folder) !== "folder");
  if (missing !== undefined) throw new UsageError(`--library: there is no folder ${missing}`);
  const others = (process.env["TLA_PATH"] ?? "").split(delimiter);
  return [...given, ...others.filter((folder) => folder !== "" && kindOfPath(directory, folder) === "folder")];
}

/** The text; null where it is none. What is not UTF-8 is read as Latin-1, in which old files have their comments. */
function decode(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}

/** Does it begin with the mark of such a text, in either order of bytes? */
function isUtf16([first, second]: Buffer): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** The path without symbolic links, as far as it exists: a link must not lead out of the folders that may be read. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Is an absolute path that of a folder, or of something below it? */
export function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!isAbsolute(way) && way.split(/[\\/]/)[0] !== "..");
}

/** The words of a failed system call, without the path of the machine that Node adds. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const words: Readonly<Record<string, string>> = {
    EACCES: "permission denied",
    EPERM: "permission denied",
    ENOENT: "there is no such file",
    ENOTDIR: "a part of its path is not a folder",
    EEXIST: "a part of its path is not a folder",
    EISDIR: "it is a folder",
    EBUSY: "something else uses it",
    ENOSPC: "no space is left",
    EROFS: "the file system is read-only",
    ENOPACKAGE: "it needs the package @resvg/resvg-js, which is not installed",
    ELOOP: "too many symbolic links",
  };
  return words[code] ?? (code === "" ? "unknown reason" : code);
}
