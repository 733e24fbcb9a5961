/**
 * Checkpoints of a search in a folder. One is written beside the others and then renamed, so it is whole or not there;
 * the two newest are kept. Only one run at a time writes there.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { NumberList, Snapshot } from "../checker/index.ts";
import { sha256 } from "../report/index.ts";
import { UsageError } from "./context.ts";
import { FolderLock } from "./folder-lock.ts";
import { reasonOf } from "./input-file.ts";
import type { KeptWarning } from "./kept-warnings.ts";
import { NumberFile, type NumbersWritten, writeNumbers, writeThrough } from "./number-file.ts";
import { makeFolder } from "./out-folder.ts";

/** How checkpoints are written; another number means that they cannot be read. */
const FORMAT = 3;
const KEPT = 2;
const FOLDER = /^checkpoint-(\d+)$/;

/** What a checkpoint belongs to: by which program and of what it was made. */
interface Belonging {
  readonly version: string;
  /** A hash of the texts, the configuration, and whatever else decides what is searched. */
  readonly subject: string;
  readonly data: DataFiles;
}

/** Files that evaluations read while a search runs, each with its hash; null where there was none. */
export type DataHashes = readonly (readonly [path: string, hash: string | null])[];

/** What of them is known. */
export interface DataFiles {
  /** All that were read so far. */
  found(): DataHashes;
  /** Takes up what an earlier search had read; the path of one that is another one now, or null. */
  takeUp(data: DataHashes): string | null;
}

interface Description extends Omit<Belonging, "data"> {
  readonly format: number;
  readonly data: DataHashes;
  readonly warnings: readonly KeptWarning[];
  readonly counts: Snapshot["counts"];
  readonly texts: readonly string[];
  readonly numbers: NumbersWritten;
}

/** What was found in a folder: the newest checkpoint that can be read, and what is wrong with newer ones. */
interface Found {
  readonly snapshot: Snapshot;
  readonly warnings: readonly KeptWarning[];
  readonly name: string;
  readonly damaged: readonly string[];
}

export class CheckpointFolder {
  /** The name of the last one written. */
  last: string | null = null;
  private readonly path: string;
  /** As the user calls it. */
  private readonly name: string;
  private readonly belonging: Belonging;
  private readonly lock: FolderLock;
  /** What a search goes on from. */
  private file: NumberFile | null = null;
  /** The numbers of those that cannot be read. */
  private readonly damaged = new Set<number>();

  constructor(directory: string, name: string, belonging: Belonging) {
    this.path = resolve(directory, name);
    this.name = name;
    this.belonging = belonging;
    this.lock = new FolderLock(this.path);
  }

  /** The numbers of the checkpoints there, the newest first. */
  private numbers(): number[] {
    if (!existsSync(this.path)) return [];
    const found = readdirSync(this.path).flatMap((name) => FOLDER.exec(name)?.[1] ?? []);
    return found.map(Number).sort((a, b) => b - a);
  }

  /** Claims the folder for this run; `fresh` if it may hold no checkpoint yet. Throws UsageError. */
  claim(fresh: boolean): void {
    try {
      makeFolder(this.path);
      if (fresh && this.numbers().length > 0) {
        throw new UsageError(`${this.name} holds checkpoints: give --resume to go on from there, or another folder`);
      }
      const holder = this.lock.take();
      if (holder !== null) throw new UsageError(`${this.name} is in use by another run (process ${holder})`);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`checkpoints cannot be written to ${this.name}: ${reasonOf(error)}`);
    }
  }

  release(): void {
    this.lock.release();
  }

  /** What was read is not read again. */
  close(): void {
    this.file?.close();
    this.file = null;
  }

  /** The newest checkpoint that can be read. Throws UsageError where there is none, or where it is of something else. */
  read(): Found {
    const damaged: string[] = [];
    for (const number of this.numbers()) {
      const name = `checkpoint-${number}`;
      try {
        return { ...this.open(name), name, damaged };
      } catch (error) {
        if (error instanceof UsageError) throw error;
        this.damaged.add(number);
        damaged.push(`${name}: ${"code" in (error as Error) ? reasonOf(error) : (error as Error).message}`);
      }
    }
    const why = damaged.length === 0 ? "" : `; damaged: ${damaged.join(", ")}`;
    throw new UsageError(`${this.name} holds no checkpoint to go on from${why}`);
  }

  private open(name: string): Pick<Found, "snapshot" | "warnings"> {
    const folder = join(this.path, name);
    const [sum, ...rest] = readFileSync(join(folder, "checkpoint.json"), "utf8").split("\n");
    const text = rest.join("\n");
    if (sha256(text) !== sum) throw new Error("checkpoint.json is not what was written");
    const made: Description = JSON.parse(text);
    if (made.format !== FORMAT || made.version !== this.belonging.version) {
      throw new UsageError(`${name} was written by everystate ${made.version}, this is ${this.belonging.version}`);
    }
    if (made.subject !== this.belonging.subject) {
      throw new UsageError(`${name} is of another specification, configuration or set of options than this run`);
    }
    const changed = this.belonging.data.takeUp(made.data);
    if (changed !== null) throw new UsageError(`${name} is of a search that has read another ${changed}`);
    const { counts, texts, warnings } = made;
    const file = new NumberFile(join(folder, "numbers"), made.numbers);
    this.file = file;
    const [states, offsets, targets, nodes] = [0, 1, 2, 3].map((place) => file.list(place)) as FourLists;
    const values = (): ReturnType<Snapshot["values"]> => ({ texts, nodes: joined(nodes) });
    return { snapshot: { counts, states, offsets, targets, values }, warnings };
  }

  /**
   * Writes a checkpoint and forgets all but the two newest that can be read. Throws what the file system throws, or an
   * error with the code EBUSY where another run has the folder now.
   */
  write(snapshot: Snapshot, warnings: readonly KeptWarning[]): void {
    if (!this.lock.isOurs()) throw Object.assign(new Error("the lock is gone"), { code: "EBUSY" });
    const numbers = this.numbers();
    const name = `checkpoint-${(numbers[0] ?? 0) + 1}`;
    const temporary = join(this.path, `${name}.part`);
    rmSync(temporary, { recursive: true, force: true });
    try {
      this.writeInto(temporary, snapshot, warnings);
      renameSync(temporary, join(this.path, name));
    } catch (error) {
      // What is half written takes the room that others may need.
      rmSync(temporary, { recursive: true, force: true });
      throw error;
    }
    this.last = name;
    const readable = numbers.filter((old) => !this.damaged.has(old));
    for (const old of [...this.damaged, ...readable.slice(KEPT - 1)]) {
      rmSync(join(this.path, `checkpoint-${old}`), { recursive: true, force: true });
    }
    this.damaged.clear();
  }

  private writeInto(folder: string, snapshot: Snapshot, warnings: readonly KeptWarning[]): void {
    mkdirSync(folder);
    const { counts, states, offsets, targets } = snapshot;
    let texts: readonly string[] = [];
    // Which values there are is known when all states are written.
    const nodes = function* (): Generator<Int32Array> {
      const values = snapshot.values();
      ({ texts } = values);
      yield values.nodes;
    };
    const lists = [states, offsets, targets].map((list) => list.pieces());
    const numbers = writeNumbers(join(folder, "numbers"), [...lists, nodes()]);
    const belonging = { ...this.belonging, data: this.belonging.data.found() };
    const made: Description = { format: FORMAT, ...belonging, warnings, counts, numbers, texts };
    const text = JSON.stringify(made);
    writeThrough(join(folder, "checkpoint.json"), () => [Buffer.from(`${sha256(text)}\n${text}`)]);
  }
}

type FourLists = [NumberList, NumberList, NumberList, NumberList];

function joined(list: NumberList): Int32Array {
  const all = new Int32Array(list.length);
  let at = 0;
  for (const piece of list.pieces()) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
