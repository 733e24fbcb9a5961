/** Where the traces and diagrams of a run are written. */

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { CheckResult, ToldFinding } from "../checker/index.ts";
import type { Diagnostic } from "../models/model.ts";
import {
  examplesOf,
  FAILURE_NAME,
  foundText,
  LANES_SUFFIX,
  lanesSvg,
  nameOf,
  statesSvg,
  titleOf,
  traceDot,
} from "../report/index.ts";
import type { Assignment } from "./assignment.ts";
import type { Context } from "./context.ts";
import { reasonOf } from "./input-file.ts";
import { problem } from "./problem.ts";

const ENDINGS = [".dot", ".svg", ".txt", LANES_SUFFIX];

/** The folder for the traces of a run: `<out>/<path of the cfg>`, and below it one for each constant given. */
export function tracesFolder(
  directory: string,
  out: string,
  config: string,
  constants: readonly Pick<Assignment, "name" | "value">[],
): string {
  return join(out, ...outPath(directory, config), ...constants.map(({ name, value }) => safeName(`${name}-${value}`)));
}

/**
 * The files of one run in its folder: `<property>.dot`, `.svg`, `.lanes.svg` and `.txt` for each violated property that
 * has a trace. What cannot be written is a warning.
 */
export class TraceFiles {
  /** For each violated property with a trace, and under FAILURE_NAME for an evaluation that failed, the path of its diagram. */
  readonly diagrams = new Map<string, string>();
  readonly diagnostics: Diagnostic[] = [];
  /** Was the disk full? Then what was not written is missed, whatever the verdicts. */
  diskFull = false;
  private readonly context: Context;
  private readonly folder: string;
  private readonly subject: string;

  constructor(context: Context, folder: string, subject: string) {
    this.context = context;
    this.folder = folder;
    this.subject = subject;
  }

  /** Writes the files of what was found; the answer is the path of the diagram, null where there is no trace. */
  async write(found: ToldFinding): Promise<string | null> {
    const [trace, file] =
      found.kind === "failure"
        ? [found.failure.trace, FAILURE_NAME]
        : [found.property.trace, fileNames(found.names)[found.index]!];
    if (trace === null) return null;
    const name = nameOf(found);
    const base = join(this.folder, file);
    return await this.attempt(name, base, async () => {
      writeWhole(resolve(this.context.directory, `${base}.txt`), foundText(found));
      const title = titleOf({ subject: this.subject, found });
      writeWhole(resolve(this.context.directory, base + LANES_SUFFIX), lanesSvg(title, trace));
      writeWhole(resolve(this.context.directory, `${base}.dot`), traceDot(title, trace));
      writeWhole(resolve(this.context.directory, `${base}.svg`), statesSvg(title, trace));
      this.diagrams.set(name, `${base}.svg`);
      return `${base}.svg`;
    });
  }

  /** Where the diagram of a property is, among properties of those names. */
  diagramOf(property: string, names: readonly string[]): string {
    return `${join(this.folder, fileNames(names)[names.indexOf(property)]!)}.svg`;
  }

  /** Removes the files of properties that are no longer violated, and of an evaluation that no longer fails. */
  async tidy(result: CheckResult): Promise<void> {
    const folder = resolve(this.context.directory, this.folder);
    let present: readonly string[] | null = null;
    const properties = result.properties.map(({ name }) => name);
    const written = new Set(examplesOf(result).map(({ index }) => index));
    for (const [index, file] of fileNames(properties).entries()) {
      if (written.has(index)) continue;
      await this.attempt(properties[index] ?? FAILURE_NAME, join(this.folder, file), async () => {
        // Asked once: to remove what is not there is an error inside Node, and takes a large part of a small run.
        present ??= existsSync(folder) ? readdirSync(folder) : [];
        for (const ending of ENDINGS) {
          if (present.includes(file + ending)) rmSync(join(folder, file + ending), { force: true });
        }
        return null;
      });
    }
  }

  private async attempt<T>(property: string, base: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      const reason = error instanceof Error && "code" in error ? reasonOf(error) : String(error);
      this.diskFull ||= (error as NodeJS.ErrnoException).code === "ENOSPC";
      this.diagnostics.push(problem("W519", `the trace of ${property} could not be written to ${base}.*: ${reason}`));
      return null;
    }
  }
}

/** What tells whether the files beside diagrams are still as they were written: size and time of each. */
export function stampsOf(directory: string, diagrams: readonly string[]): string[] {
  return diagrams.flatMap((diagram) =>
    ENDINGS.map((ending) => {
      const path = diagram.replace(/\.svg$/, ending);
      const found = statSync(resolve(directory, path), { throwIfNoEntry: false });
      return `${path} ${found?.size} ${found?.mtimeMs}`;
    }),
  );
}

/** The folders that a configuration's path names, relative to the working directory and never leading out of `out`. */
export function outPath(directory: string, config: string): string[] {
  const way = relative(directory, resolve(directory, config)).replace(/\.(cfg|tla)$/, "");
  const parts = isAbsolute(way) ? [way] : way.split(sep);
  return parts.map((part) => (part === ".." ? "__" : safeName(part)));
}

/** Letters, digits, `.`, `_` and `-` stay, everything else becomes `_`. */
export function safeName(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9._-]/gu, "_");
  return /^\.*$/.test(safe) ? `_${safe}` : safe;
}

/**
 * A file name for each property, and one for an evaluation that failed, as `examplesOf` counts them; where two would
 * coincide, upper and lower case aside, the later gets a number.
 */
export function fileNames(properties: readonly string[]): string[] {
  const taken = new Set<string>();
  const names = properties.map((property) => {
    const base = safeName(property);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}_${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
  return [...names, FAILURE_NAME];
}

/**
 * Makes a folder, and those around it that are not there. Node's own way to do that has no end below /proc, where a
 * folder that exists has no place for another.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(path).isDirectory()) return;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}

/**
 * Writes a file so that a reader sees the old or the new text, never a part. A device or a pipe is written to: what is
 * renamed would take its place.
 */
export function writeWhole(path: string, text: string | Uint8Array): void {
  makeFolder(dirname(path));
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    writeFileSync(path, text);
    return;
  }
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
