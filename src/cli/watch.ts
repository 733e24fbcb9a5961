/** `check --watch`: runs again what a saved file affects, and says which verdicts have changed. */

import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CheckResult } from "../checker/index.ts";
import { changedVerdictsText, diagnosticText, findingText, isChanged, subjectText } from "../report/index.ts";
import { asideText, type Checks, type Reads, type Wanted } from "./checks.ts";
import { UsageError } from "./context.ts";
import { FolderEvents } from "./folder-events.ts";
import type { Run, RunOptions } from "./run.ts";

/** Milliseconds without a further event after which what was saved counts as complete. */
const SETTLED = 60;

/** A run that was made, with all files that it asked for. */
export interface Made {
  readonly wanted: Wanted;
  readonly reads: Reads;
  readonly run: Run;
}

/** A run that is made again when it has to be, and the verdicts that it had last. */
interface Watched extends Made {
  readonly verdicts: CheckResult | null;
}

export class Watch {
  private readonly checks: Checks;
  private readonly afterwards: (runs: readonly Run[]) => Promise<unknown>;
  private readonly events = new FolderEvents();
  private watched: readonly Watched[];

  /** `made` is what has been run and told; `afterwards` is called with all runs when some were made again. */
  constructor(checks: Checks, made: readonly Made[], afterwards: (runs: readonly Run[]) => Promise<unknown>) {
    this.checks = checks;
    this.afterwards = afterwards;
    this.watched = made.map((one) => ({ ...one, verdicts: one.run.result }));
  }

  /** Comes back when the command is interrupted. */
  async run(): Promise<void> {
    const { signal } = this.checks.context;
    this.follow();
    // What was saved while the first runs were made, before anything was watched.
    await this.again();
    this.tellWaiting();
    while (!signal.aborted) {
      await this.events.next(signal);
      await this.settle();
      if (await this.again()) this.tellWaiting();
      this.follow();
    }
    this.events.close();
  }

  private tellWaiting(): void {
    const { command, context } = this.checks;
    const read = this.watched.flatMap(({ reads }) => [...reads].filter(([, text]) => text !== null));
    const files = new Set(read.map(([path]) => path)).size;
    if (!command.quiet && !context.signal.aborted)
      context.note(`watching ${files} ${files === 1 ? "file" : "files"}; ^C ends\n`);
  }

  /** Has the folders told of, in which there is, or may come to be, what some run reads. */
  private follow(): void {
    const { directory } = this.checks.context;
    const paths = this.watched.flatMap(({ reads }) => [...reads.keys()]);
    this.events.follow([...paths, ...this.checks.command.specs].map((path) => resolve(directory, path)));
  }

  private async settle(): Promise<void> {
    const { signal } = this.checks.context;
    do {
      this.events.forget();
      await sleep(SETTLED);
    } while (this.events.happened && !signal.aborted);
  }

  /** Makes again what has become another run than it was; false if nothing has. */
  private async again(): Promise<boolean> {
    const listed = this.listed();
    const known = new Map(this.watched.map((one) => [subjectText(one.wanted), one]));
    const names = new Set(listed.map(subjectText));
    const gone = [...known.keys()].filter((name) => !names.has(name));
    const isStale = (wanted: Wanted): boolean => {
      const old = known.get(subjectText(wanted));
      return old === undefined || this.saved(old).length > 0;
    };
    if (gone.length === 0 && !listed.some(isStale)) return false;
    for (const name of gone) this.checks.context.out(`\n${name}: no longer there\n`);
    const watched: Watched[] = [];
    for (const [index, wanted] of listed.entries()) {
      const old = known.get(subjectText(wanted)) ?? null;
      const { aborted } = this.checks.context.signal;
      if (aborted && old === null) continue;
      watched.push(old !== null && (aborted || !isStale(wanted)) ? old : await this.one(wanted, old, index));
    }
    this.watched = watched;
    await this.afterwards(watched.map(({ run }) => run));
    return true;
  }

  /** What the command asks for now; what it asked for before where the folders cannot be read. */
  private listed(): readonly Wanted[] {
    try {
      return this.checks.wanted();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return this.watched.map(({ wanted }) => wanted);
    }
  }

  /** The files whose texts are no longer those that the run read. */
  private saved({ wanted, reads }: Pick<Made, "wanted" | "reads">): string[] {
    const text = this.checks.reader(wanted);
    return [...reads].filter(([path, before]) => text(path, before) !== before).map(([path]) => path);
  }

  /** Makes a run again and tells what has changed; nothing when a file of it is saved meanwhile. */
  private async one(wanted: Wanted, old: Watched | null, index: number): Promise<Watched> {
    const { context, style } = this.checks;
    const saved = old === null ? [] : this.saved(old);
    const text = this.checks.reader(wanted);
    const gone = saved.filter((path) => text(path, null) === null);
    const there = saved.filter((path) => !gone.includes(path));
    const all = (paths: readonly string[], are: string) => (paths.length === 0 ? [] : [`${paths.join(", ")} ${are}`]);
    const said = [...all(there, "saved"), ...all(gone, "no longer there")];
    if (said.length > 0) context.out(`\n${style.faint(said.join("; "))}\n`);
    const reads: Reads = new Map();
    const superseded = new AbortController();
    const stop = this.events.listen(() => {
      if (this.saved({ wanted, reads }).length > 0) superseded.abort();
    });
    const before = old?.verdicts ?? null;
    const signal = AbortSignal.any([context.signal, superseded.signal]);
    const tell: RunOptions["tell"] = (finding, diagram) => {
      if (finding.kind === "violation" && !isChanged(finding.property, { excluded: 0 }, before)) return;
      context.out(`${findingText({ ...finding, diagram }, style)}\n`);
    };
    const place = { index, reads, context: { ...context, signal } };
    const run = await this.checks.run(wanted, place, { tell, warn: () => {} }).finally(stop);
    if (signal.aborted) return { wanted, reads, run, verdicts: before };
    this.tell(run, old);
    return { wanted, reads, run, verdicts: run.result ?? before };
  }

  private tell(run: Run, old: Watched | null): void {
    const { context, style, noteStyle } = this.checks;
    const said = new Set((old?.run.diagnostics ?? []).map((diagnostic) => diagnosticText(diagnostic)));
    const fresh = run.diagnostics.filter((diagnostic) => !said.has(diagnosticText(diagnostic)));
    context.note(asideText(fresh, noteStyle));
    context.out(changedVerdictsText(run, old?.verdicts ?? null, style));
  }
}
