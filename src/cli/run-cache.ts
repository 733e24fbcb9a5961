/**
 * Runs of a gate that need not be made again, below the folder for results. What a run is found by is a hash of all that
 * decides it: the program, how it is run, and the content of each file that it asked for. A comment is no content.
 */

import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { AnchoredText, type KeptRun, offsetsOf, restoreRun, storeRun } from "../gate/index.ts";
import { sha256 } from "../report/index.ts";
import { Source } from "../tla/syntax/source.ts";
import type { Context } from "./context.ts";
import { contentOf } from "./front-end.ts";
import { moduleFiles } from "./input-file.ts";
import { stampsOf, type TraceFiles, writeWhole } from "./out-folder.ts";
import type { Run, RunOptions } from "./run.ts";
import type { ReadTarget } from "./target.ts";

/** A file that a run asked for. */
interface Asked {
  readonly text: AnchoredText;
  /** The hash of what counts in it, and of all of it. */
  readonly content: string;
  readonly whole: string;
}

/** What all runs of a cache share. */
interface Kept {
  readonly folder: string;
  readonly program: string;
  readonly secret: string;
  readonly whole: boolean;
}

/** Where a run is kept: what it is found by before its files are known, and with them. */
interface Address {
  readonly name: string;
  readonly entry: string;
  readonly files: ReadonlyMap<string, AnchoredText>;
  /** The hashes of all of each file. */
  readonly wholes: readonly string[];
}

export class RunCache {
  private readonly context: Context;
  private readonly folder: string;
  private readonly program: string;
  /** Only this folder of this machine knows it: what was kept elsewhere, or put here by others, is not believed. */
  private readonly secret: string;
  /** Will somebody look into the traces? */
  private readonly whole: boolean;
  /** What was read, by what may be read and its path. */
  private readonly texts = new Map<string, string | null>();
  /** Files that were read for several runs. */
  private readonly asked = new Map<string, Asked>();
  /** What was found out about texts, by the name that it is kept by. */
  private facts: Map<string, unknown> | null = null;
  /** What of that was asked for, and whether there is more than was kept. */
  private readonly wanted = new Map<string, unknown>();
  private fresh = false;

  private constructor(context: Context, { folder, program, secret, whole }: Kept) {
    this.context = context;
    this.folder = folder;
    this.program = program;
    this.secret = secret;
    this.whole = whole;
  }

  /**
   * The cache below `out`, for those who look into traces (`whole`), too; null where the program cannot tell whether it is
   * the same, or nothing can be written.
   */
  static below(out: string, whole: boolean, context: Context): RunCache | null {
    const program = context.program?.() ?? null;
    if (program === null) return null;
    const folder = resolve(context.directory, out, ".cache");
    const origin = join(folder, "origin");
    try {
      if (statSync(origin, { throwIfNoEntry: false }) === undefined) writeWhole(origin, "see docs/verdicts.md\n");
      const { dev, ino, ctimeNs } = statSync(origin, { bigint: true });
      return new RunCache(context, { folder, program, secret: `${dev} ${ino} ${ctimeNs}`, whole });
    } catch {
      return null;
    }
  }

  /** The run as it was made before, its files drawn anew where they are not there; null where it has to be made. */
  async find(target: ReadTarget, options: RunOptions, files: TraceFiles): Promise<Run | null> {
    const name = this.nameOf(target, options);
    const reads = this.read(`${name}.reads`);
    if (reads === null) return null;
    const address = this.addressOf(name, JSON.parse(reads), this.reader(target, options));
    const summary = this.read(`${address.entry}.run`);
    if (summary === null) return null;
    if (this.whole && this.read(`${address.entry}.traces`) === null) return null;
    // Drawing reads the traces: where they are damaged the run is made again, before anything was told of it.
    const kept = restoreRun(summary, () => this.traces(address), address.files);
    if (kept === null) return null;
    try {
      await this.draw(address, kept, files);
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      return null;
    }
    for (const [path, { source }] of address.files) if (path.endsWith(".tla")) options.texts?.set(path, source.text);
    const [spec, config] = [target.spec.name, target.config.name];
    return { spec, config, ...kept, warned: [], diagrams: files.diagrams };
  }

  /** Keeps a run; `reads` are the files that it asked for, null where there was none. */
  keep(target: ReadTarget, options: RunOptions, run: Run, reads: ReadonlyMap<string, string | null>): void {
    const { result, exitCode, diagnostics } = run;
    if (result === null || diagnostics.some(({ code }) => code === "W519")) return;
    const name = this.nameOf(target, options);
    const paths = [...reads.keys()].sort();
    const address = this.addressOf(name, paths, (path) => reads.get(path) ?? null);
    const stored = storeRun({ exitCode, result, diagnostics }, address.files);
    if (stored === null) return;
    try {
      this.write(`${address.entry}.traces`, stored.traces);
      this.write(`${address.entry}.run`, stored.summary);
      this.write(`${name}.reads`, JSON.stringify(paths));
      this.write(`${name}.drawn`, this.drawnText(address, [...run.diagrams.values()]));
    } catch {
      // A cache that cannot be written is none.
    }
  }

  /**
   * What `work` finds out about a text, as it was kept for this very text, or anew. `what` names it; it is nothing but data,
   * and the name and the text decide it.
   */
  fact<T>(what: string, { name, text }: Source, work: () => T): T {
    this.facts ??= new Map(JSON.parse(this.read(this.factsName) ?? "[]") as [string, unknown][]);
    const key = `${what} ${name} ${sha256(text)}`;
    if (!this.facts.has(key)) {
      this.facts.set(key, work());
      this.fresh = true;
    }
    const found = this.facts.get(key) as T;
    this.wanted.set(key, found);
    return found;
  }

  /** Keeps the facts that were asked for. */
  keepFacts(): void {
    try {
      if (this.fresh) this.write(this.factsName, JSON.stringify([...this.wanted]));
    } catch {
      // A cache that cannot be written is none.
    }
  }

  private get factsName(): string {
    return `${this.program.slice(0, 32)}.facts`;
  }

  private nameOf(target: ReadTarget, options: RunOptions): string {
    const { deadlock, budget, seed, engine, access, libraries, constants = [] } = options;
    const how = { deadlock, budget, seed, engine, access, libraries, constants };
    return sha256(JSON.stringify([this.program, target.spec.name, target.config.name, how])).slice(0, 32);
  }

  /** Reads what a run may read. A folder of many runs asks for the same modules again and again. */
  private reader(target: ReadTarget, { libraries }: RunOptions): (path: string) => string | null {
    const [spec, config] = [target.spec.name, target.config.name];
    const sources = [target.spec, target.config];
    const { read } = moduleFiles(this.context.directory, spec, { libraries, config, sources });
    const allowed = `${dirname(spec)}\n${dirname(config)}\n`;
    return (path) => {
      const known = this.texts.get(allowed + path);
      if (known !== undefined) return known;
      const text = read(path);
      if (path !== spec && path !== config) this.texts.set(allowed + path, text);
      return text;
    };
  }

  private addressOf(name: string, paths: readonly string[], read: (path: string) => string | null): Address {
    const files = new Map<string, AnchoredText>();
    const wholes: string[] = [];
    const contents = paths.map((path) => {
      const text = read(path);
      if (text === null) return `${path} is absent`;
      const asked = this.askedOf(path, text);
      files.set(path, asked.text);
      wholes.push(`${path} ${asked.whole}`);
      return `${path} ${asked.content}`;
    });
    return { name, entry: sha256([name, ...contents].join("\n")).slice(0, 32), files, wholes };
  }

  private askedOf(path: string, text: string): Asked {
    const known = this.asked.get(path);
    if (known?.text.source.text === text) return known;
    const source = new Source(path, text);
    const content = this.fact("content", source, () => sha256(contentOf(source).key));
    const tokens = () => this.fact("tokens", source, () => offsetsOf(contentOf(source).tokens));
    const asked = { text: new AnchoredText(source, tokens), content, whole: sha256(text) };
    this.asked.set(path, asked);
    return asked;
  }

  private traces({ entry }: Address): string {
    const text = this.read(`${entry}.traces`);
    if (text === null) throw new Damaged(`the traces of ${entry} are damaged`);
    return text;
  }

  /** Writes the files of the traces, unless those that are there were made of this very run and these very texts. */
  private async draw(address: Address, { result }: KeptRun, files: TraceFiles): Promise<void> {
    const { properties } = result;
    const traced = properties.filter((one) => one.status === "violated" && one.trace !== null);
    const names = properties.map(({ name }) => name);
    const paths = new Map(traced.map(({ name }) => [name, files.diagramOf(name, names)]));
    if (this.read(`${address.name}.drawn`) === this.drawnText(address, [...paths.values()])) {
      for (const [name, path] of paths) files.diagrams.set(name, path);
      return;
    }
    for (const [index, property] of properties.entries()) {
      if (property.status === "violated") await files.write({ kind: "violation", property, index, names });
    }
    await files.tidy(result);
    this.write(`${address.name}.drawn`, this.drawnText(address, [...files.diagrams.values()]));
  }

  /** Of which run and which texts there are drawings, and how these were left. */
  private drawnText({ entry, wholes }: Address, diagrams: readonly string[]): string {
    return [entry, ...wholes, ...stampsOf(this.context.directory, diagrams.toSorted())].join("\n");
  }

  /** A text that this cache wrote; null for any other, and where there is none. */
  private read(name: string): string | null {
    try {
      const text = readFileSync(join(this.folder, name), "utf8");
      const at = text.indexOf("\n");
      const body = text.slice(at + 1);
      return text.slice(0, at) === this.sealOf(name, body) ? body : null;
    } catch {
      return null;
    }
  }

  private write(name: string, body: string): void {
    writeWhole(join(this.folder, name), `${this.sealOf(name, body)}\n${body}`);
  }

  private sealOf(name: string, body: string): string {
    return sha256(`${this.secret}\n${name}\n${body}`);
  }
}

class Damaged extends Error {}
