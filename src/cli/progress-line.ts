/** Progress and other lines on stderr while a check runs. */

import type { Progress } from "../checker/index.ts";
import type { Location } from "../models/model.ts";
import { locationText, progressText } from "../report/index.ts";
import type { Context } from "./context.ts";

/** Milliseconds between two lines of progress where no line can be redrawn. */
const LINE_INTERVAL = 60_000;

/** Characters of a line of progress where no line can be redrawn. */
const LONGEST_LINE = 100;

const CLEAR_LINE = "\r\u001b[K";

/** Shows how far a search is: one redrawn line on a terminal, a line a minute elsewhere, nothing when quiet. */
export class ProgressLine {
  private readonly context: Context;
  private readonly quiet: boolean;
  private drawn = false;
  private lastLine = performance.now();
  /** Stands before the counts. */
  private subject = "";

  constructor(context: Context, quiet: boolean) {
    this.context = context;
    this.quiet = quiet;
  }

  progress(progress: Progress): void {
    this.show(this.subject + progressText(progress, this.room() - this.subject.length));
  }

  /** Says what takes its time besides the search. */
  busy(what: string): void {
    if (this.context.interactive) this.show(this.subject + what);
  }

  /** Says what is under way, as `57/215 D0.any.cfg: `; the counts of its progress follow. */
  begin(subject: string): void {
    this.subject = subject;
    this.show(subject);
  }

  /** Characters in a line; the last one of a terminal's line would begin another. */
  private room(): number {
    return this.context.interactive ? (this.context.noteColumns ?? 80) - 1 : LONGEST_LINE;
  }

  private show(text: string): void {
    if (this.quiet) return;
    if (this.context.interactive) {
      this.context.note(`${CLEAR_LINE}${text.slice(0, this.room())}`);
      this.drawn = true;
    } else if (performance.now() - this.lastLine >= LINE_INTERVAL) {
      this.context.note(`${text.slice(0, this.room())}\n`);
      this.lastLine = performance.now();
    }
  }

  /** What a spec prints, with its position. */
  printed(text: string, location: Location | null): void {
    this.clear();
    this.context.note(`${location === null ? "" : `${locationText(location)}: `}${text}\n`);
  }

  /** Removes the redrawn line, so that something else can be written. */
  clear(): void {
    if (this.drawn) this.context.note(CLEAR_LINE);
    this.drawn = false;
  }
}
