/** The smallest inputs that raise each diagnostic, and how they are written down. */

import type { Diagnostic } from "../../src/models/model.ts";
import { loadTlaModel } from "../../src/models/tla/index.ts";

/** Input files by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

interface Common {
  readonly code: string;
  /** What the code stands for, in one line of docs/errors.md. The first fixture of a code gives its row there. */
  readonly meaning: string;
  /** The guilty text as docs/errors.md shows it; without it, the source line at which the diagnostic points. */
  readonly example?: string;
  /** Set where `says` leaves out the diagnostics with other codes. */
  readonly others?: true;
  /** Set where `says` leaves out the places, because they depend on the size of the stack. */
  readonly anywhere?: true;
  /** All diagnostics, each as `file:line:col: severity CODE: message`, errors first. */
  readonly says: readonly string[];
}

/** Raised by a command, `check Spec.tla` if nothing else is said. */
export interface Raised extends Common {
  readonly files: Files;
  readonly words?: string;
  readonly exitCode: number;
}

/** Raised by a function of the library, because no command lets it get so far. */
export interface Thrown extends Common {
  readonly example: string;
  readonly ask: () => readonly Diagnostic[];
}

export type Fixture = Raised | Thrown;

const BEHAVIOR = "INIT Init\nNEXT Next\n";

/** A module named Spec around `body`, whose first line is line 3; its configuration names Init and Next. */
export function module(body: string, extended = "Integers, Sequences, FiniteSets, TLC", cfg = BEHAVIOR): Files {
  return { "Spec.tla": `---- MODULE Spec ----\nEXTENDS ${extended}\n${body}\n====\n`, "Spec.cfg": cfg };
}

/** A module whose initial state is the value of `expression`, on line 5 from column 14; definitions stand after it. */
export function value(expression: string, definitions = "", extended?: string): Files {
  return module(`${definitions}\nVARIABLE x\nInit == x = (${expression})\nNext == UNCHANGED x`, extended);
}

/** A module that counts to 3, with the configuration `cfg`. */
export function configured(cfg: string, ...body: string[]): Files {
  const counter = ["VARIABLE x", "Init == x = 0", "Next == x' = (x + 1) % 4", "Spec == Init /\\ [][Next]_x"];
  return module([...counter, ...body].join("\n"), "Integers", cfg);
}

/** The diagnostics of an error that `ask` throws; none when it does not. */
export function thrownBy(ask: () => unknown): Diagnostic[] {
  try {
    ask();
    return [];
  } catch (error) {
    if (isWithDiagnostic(error)) return [error.diagnostic];
    const { code, message } = error as { code: string; message: string };
    return [{ code, severity: "error", message, location: null, notes: [] }];
  }
}

/** What the front end says about files in memory, thrown or answered. */
export function loading(files: Readonly<Record<string, string>>): readonly Diagnostic[] {
  const read = (path: string): string | null => files[path] ?? null;
  const request = { spec: "Spec.tla", config: "Spec.cfg", files: { read }, deadlock: true, onPrint: () => undefined };
  let answered: readonly Diagnostic[] = [];
  const thrown = thrownBy(() => {
    answered = loadTlaModel(request).diagnostics;
  });
  return [...answered, ...thrown];
}

function isWithDiagnostic(error: unknown): error is { diagnostic: Diagnostic } {
  return typeof error === "object" && error !== null && "diagnostic" in error;
}
