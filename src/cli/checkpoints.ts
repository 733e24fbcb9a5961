/** The checkpoints of one run: where it begins, what it leaves, and what there is to say of that. */

import type { CheckOptions, Snapshot, Withheld } from "../checker/index.ts";
import type { Diagnostic } from "../models/model.ts";
import { sha256 } from "../report/index.ts";
import { Source } from "../tla/syntax/source.ts";
import { assignmentText } from "./assignment.ts";
import { CheckpointFolder, type DataFiles, type DataHashes } from "./checkpoint-folder.ts";
import { type Context, UsageError } from "./context.ts";
import { contentOf, type TlaModelResult } from "./front-end.ts";
import { reasonOf } from "./input-file.ts";
import { keptWarnings, warningsAgain } from "./kept-warnings.ts";
import { problem } from "./problem.ts";
import { parseDuration } from "./quantity.ts";
import type { RunOptions } from "./run.ts";
import { specEnvironment } from "./spec-access.ts";
import { refuseTogether, type TogetherWords } from "./together.ts";

/** What the user wants: paths of folders, milliseconds between two checkpoints. */
export interface CheckpointWish {
  readonly folder: string;
  readonly every: number;
  readonly resume: string | null;
}

/** What the words of a command say of checkpoints. */
interface CheckpointWords extends Omit<TogetherWords, "workers" | "explain"> {
  readonly checkpoint?: string | undefined;
  readonly "checkpoint-every"?: string | undefined;
  readonly resume?: string | undefined;
}

/**
 * What the user wants; null where that is nothing. Only one breadth-first search can be taken up again, and counts of
 * conditions cannot be. Throws UsageError.
 */
export function checkpointsOf(given: CheckpointWords): CheckpointWish | null {
  const { checkpoint, resume } = given;
  if (checkpoint === undefined && resume === undefined) return null;
  const option = resume === undefined ? "--checkpoint" : "--resume";
  refuseTogether(option, { ...given, workers: "1", explain: false });
  const every = parseDuration("checkpoint-every", given["checkpoint-every"] ?? "10m");
  return { folder: (checkpoint ?? resume) as string, resume: resume ?? null, every };
}

const WHY: Readonly<Record<Withheld, string>> = {
  early: "not all initial states were known yet",
  violated: "something is violated, for which a checkpoint has no room",
  memory: "the specification keeps values with TLCSet",
};

/** What decides what a run searches, as a hash: whoever goes on from a checkpoint must have the same. */
function searchHash(
  {
    deadlock,
    seed,
    constants = [],
    symmetry = "cfg",
    access,
  }: Pick<RunOptions, "deadlock" | "seed" | "constants" | "symmetry" | "access">,
  files: AskedFiles,
): string {
  const texts = [...files.reads].filter(([path, text]) => text !== null && !isData(path, files));
  const contents = texts.map(([path, text]) => contentOf(new Source(path, text as string)).key).sort();
  const environment = [...specEnvironment(access)].sort(([one], [other]) => (one < other ? -1 : 1));
  return sha256(JSON.stringify([deadlock, seed, symmetry, constants.map(assignmentText), environment, contents]));
}

/** What a search is made of: the files that it has asked for, by path, and how it asks for one; what was warned of. */
interface Searched extends AskedFiles {
  readonly loaded: Pick<Extract<TlaModelResult, { model: object }>, "diagnostics" | "recall">;
}

interface AskedFiles {
  readonly config: string;
  readonly reads: ReadonlyMap<string, string | null>;
  read(path: string): string | null;
}

/** Is it what evaluations read, which may be before a search begins, or at any time while it runs? */
function isData(path: string, { config }: AskedFiles): boolean {
  return path !== config && !path.endsWith(".tla");
}

/** The data that a search has read, and that those had read from which it goes on. */
class Data implements DataFiles {
  private readonly files: AskedFiles;
  private readonly earlier = new Map<string, string | null>();

  constructor(files: AskedFiles) {
    this.files = files;
  }

  found(): DataHashes {
    const read = [...this.files.reads].filter(([path]) => isData(path, this.files));
    return [...new Map([...this.earlier, ...read.map(([path, text]) => [path, hashOf(text)] as const)])];
  }

  takeUp(data: DataHashes): string | null {
    for (const [path, hash] of data) {
      if (hashOf(this.files.read(path)) !== hash) return path;
      this.earlier.set(path, hash);
    }
    return null;
  }
}

function hashOf(text: string | null): string | null {
  return text === null ? null : sha256(text);
}

export class Checkpoints {
  readonly diagnostics: Diagnostic[] = [];
  /** Could one not be written? */
  unwritten = false;
  private readonly wish: CheckpointWish;
  private readonly searched: Searched;
  /** How much was warned of before the search. */
  private readonly known: number;
  private readonly context: Context;
  private readonly folder: CheckpointFolder;
  private readonly from: CheckpointFolder | null;

  /** `options` and the files asked for so far decide what is searched. */
  constructor(wish: CheckpointWish, context: Context, options: Parameters<typeof searchHash>[0], searched: Searched) {
    const belonging = { version: context.version, subject: searchHash(options, searched), data: new Data(searched) };
    const at = (path: string) => new CheckpointFolder(context.directory, path, belonging);
    this.searched = searched;
    this.known = searched.loaded.diagnostics.length;
    this.wish = wish;
    this.context = context;
    this.folder = at(wish.folder);
    this.from = wish.resume === null ? null : wish.resume === wish.folder ? this.folder : at(wish.resume);
  }

  /** Claims the folder; what the search is to be told, which keeps steps or does not. Throws UsageError. */
  open(keepsSteps: boolean): Pick<CheckOptions, "checkpoint" | "resume"> {
    this.folder.claim(this.from !== this.folder);
    const { every } = this.wish;
    const checkpoint = {
      every,
      write: (snapshot: Snapshot) => this.write(snapshot),
      withhold: (why: Withheld) => this.say(`no checkpoint was written: ${WHY[why]}`),
    };
    if (this.from === null) return { checkpoint };
    const { snapshot, name, damaged, warnings } = this.from.read();
    if (keepsSteps && snapshot.offsets.length === 0) {
      const why =
        "properties of behaviors need the steps, of which a search on disk or of several processes keeps none";
      throw new UsageError(`${this.wish.resume}/${name} cannot be gone on from in memory: ${why}`);
    }
    const { loaded, reads } = this.searched;
    for (const warning of warningsAgain(warnings, reads)) loaded.recall(warning);
    for (const what of damaged) this.context.note(`${this.wish.resume}/${what}; the one before is taken\n`);
    const { distinct, generated } = snapshot.counts;
    this.context.note(`going on from ${this.wish.resume}/${name}: ${generated} generated, ${distinct} distinct\n`);
    return { checkpoint, resume: snapshot };
  }

  private write(snapshot: Snapshot): void {
    try {
      const { loaded, reads } = this.searched;
      this.folder.write(snapshot, keptWarnings(loaded.diagnostics.slice(this.known), reads));
    } catch (error) {
      this.unwritten = true;
      this.say(`a checkpoint could not be written to ${this.wish.folder}: ${reasonOf(error)}`);
    }
  }

  private say(message: string): void {
    const { last } = this.folder;
    const before = last === null ? "" : `; ${last} is the last one`;
    const found = problem("W521", message + before);
    if (!this.diagnostics.some((known) => known.message === found.message)) this.diagnostics.push(found);
  }

  /** Lets others have the folder, and tells what is in it; `full` says that memory was, and that there is more on disk. */
  close(full: boolean): void {
    this.folder.release();
    this.from?.close();
    const { last } = this.folder;
    if (last === null) return;
    const { folder } = this.wish;
    const where = full ? ", and with --disk STATES, since memory was full" : "";
    this.context.note(`checkpoint: ${folder}/${last}; go on with --resume ${folder}${where}\n`);
  }
}
