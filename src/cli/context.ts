/** What a command may use of the world: where it runs, where it writes, and what stops it. */

import type { Style } from "../report/index.ts";
import type { FrontEnd } from "./front-end.ts";
import type { Workers } from "./shares.ts";

export interface Context {
  /** The working directory, absolute; paths of users are relative to it. */
  readonly directory: string;
  readonly version: string;
  /** The arguments of the command, for the line that says how to repeat it. */
  readonly arguments: readonly string[];
  /** Other processes that do a share of the work; without them all is done here. */
  readonly workers?: Workers;
  /** A hash of the code of the program; null where it is not one file, and may change unseen. */
  program?(): string | null;
  /** Writes to stdout: verdicts, traces, JSON. */
  out(text: string): void;
  /** Writes to stderr: progress, warnings, notes, what a spec prints. */
  note(text: string): void;
  /** Is stderr a terminal, on which a line can be redrawn? */
  readonly interactive: boolean;
  /** Characters in a line of stdout, and of stderr, where it is a terminal. */
  readonly columns?: number;
  readonly noteColumns?: number | undefined;
  /** Chooses colours for stdout and stderr; `wish` is the option --color. */
  style(stream: "out" | "note", wish: ColorWish): Style;
  readonly frontEnd: FrontEnd;
  /** May a command throw StackExhausted, to be run again with a larger stack? */
  readonly canDeepen: boolean;
  /** How many runs of this command a process before this one has reported: they are made again, in silence. */
  readonly reported: number;
  /** The properties whose violation it had told of the run after those. */
  readonly told?: readonly string[];
  /** Aborted by the first SIGINT or SIGTERM, with the exit code as the reason. */
  readonly signal: AbortSignal;
  /** Aborts `signal` if one has come while the event loop had to wait; to be called by what makes it wait. */
  poll?(): void;
}

/** The exit code of the signal that stopped the command, or else `exitCode`. */
export function unlessInterrupted({ signal }: Context, exitCode: number): number {
  return signal.aborted ? Number(signal.reason) : exitCode;
}

/** What `lookUp` throws. */
export const INTERRUPTED = new Error("interrupted");

/** To be called now and then by what takes long; throws INTERRUPTED after a signal. */
export function lookUp(context: Context): void {
  context.poll?.();
  if (context.signal.aborted) throw INTERRUPTED;
}

export type ColorWish = "always" | "never" | "auto";

/** Thrown for a command line that makes no sense; ends with exit code 2. */
export class UsageError extends Error {}
