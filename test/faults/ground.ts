/** Where faults happen: folders with specifications, the program in them, and what it says without any fault. */

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Circumstances, type Ended, type Started, saidOf, startProgram } from "../cli/process.ts";
import type { Random } from "../oracle/random.ts";
import { CASES, type Case } from "./case.ts";

const MAIN = resolve("dist/cli/main.js");

/** With fewer states hardly any moment would lie within a search. */
const FEWEST = 300;

/** What is said of files that could not be written, of checkpoints that could not be, and of workers that there are not. */
const ASIDES = ["W519", "W521", "W623"];

/** What is said of the specification in JSON, whatever became of checkpoints, or null where it is no document. */
function verdictOf(out: string): ReturnType<typeof saidOf>["results"] | null {
  try {
    return saidOf(out).results.map((result) => ({
      ...result,
      // That of the run has its own: a checkpoint that could not be written shows in it.
      exitCode: 0,
      diagnostics: result.diagnostics.filter(({ code }) => !ASIDES.includes(code)),
    }));
  } catch {
    return null;
  }
}

/** An uninterrupted run: what it said, how long it took with a checkpoint each moment, and how many states there are. */
interface Reference {
  readonly verdict: unknown;
  readonly code: number;
  readonly milliseconds: number;
  readonly distinct: number;
}

export class Ground {
  readonly random: Random;
  /** How many faults there were, and how many of them changed what was found. */
  faults = 0;
  failures = 0;
  private readonly root = mkdtempSync(join(tmpdir(), "everystate-faults-"));
  private readonly references = new Map<Case, Reference>();

  constructor(random: Random) {
    this.random = random;
  }

  /** Another folder with the files of a case. */
  place(subject: Case = this.random.pick(CASES)): Place {
    const directory = mkdtempSync(join(this.root, "run-"));
    for (const [path, text] of Object.entries(subject.files)) writeFileSync(join(directory, path), text);
    mkdirSync(join(directory, "kept"));
    return new Place(directory, subject);
  }

  /** One of the case that has something to write besides checkpoints. */
  violated(): Place {
    return this.place(CASES.find(({ name }) => name === "a violation that lies deep"));
  }

  /** An engine and a number of workers, which come at once. */
  way(most = 3): string[] {
    return ["--engine", this.engine(), "--workers", String(this.random.integer(1, most))];
  }

  /** The same, or on disk where the case may be. */
  placeAndWay({ onDisk }: Case): string[] {
    return onDisk && this.random.chance(0.3) ? ["--engine", this.engine(), "--disk", "states"] : this.way();
  }

  private engine(): string {
    return this.random.pick(["interpreter", "compiled", "automatic"]);
  }

  /** What an uninterrupted run of a case says: two of them, which must agree. */
  async reference(subject: Case): Promise<Reference> {
    const known = this.references.get(subject);
    if (known !== undefined) return known;
    const place = this.place(subject);
    const plain = await place.run(["--engine", "interpreter"]);
    const begun = performance.now();
    const kept = await place.run(["--engine", "interpreter", "--checkpoint", "kept", "--checkpoint-every", "1ms"]);
    const milliseconds = performance.now() - begun;
    const verdict = verdictOf(plain.out);
    if (verdict === null || plain.code === null) throw new Error(`${subject.name}: ${plain.note}`);
    const distinct = verdict[0]!.states.distinct;
    if (distinct < FEWEST) throw new Error(`${subject.name} has no more than ${distinct} states`);
    const reference = { verdict, code: plain.code, milliseconds, distinct };
    this.references.set(subject, reference);
    await this.same(`${subject.name}, with checkpoints`, place, kept);
    place.remove();
    return reference;
  }

  /** Is what a run found what an uninterrupted one finds, with its exit code or the given one? */
  async same(what: string, { subject }: Place, { code, out, note }: Ended, exitCode?: number): Promise<boolean> {
    const expected = await this.reference(subject);
    const found = verdictOf(out);
    const whole = code === (exitCode ?? expected.code) && isDeepStrictEqual(found, expected.verdict);
    return this.hold(whole, `${what}, ${subject.name}`, () => {
      const [one, two] = [JSON.stringify(found), JSON.stringify(expected.verdict)];
      const from = Math.max(0, [...two].findIndex((letter, at) => letter !== one[at]) - 100);
      const texts = [one, two].map((text) => text.slice(from, from + 300));
      return `found ${code}: ${texts[0]}\nexpected ${exitCode ?? expected.code}: ${texts[1]}\n${note}`;
    });
  }

  /** Notes whether something holds; tells what there is instead where it does not. */
  hold(holds: boolean, what: string, instead: () => string): boolean {
    if (holds) return true;
    this.failures++;
    console.log(`FAILED ${what}\n${instead()}`);
    return false;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A folder in which one case is searched, with its checkpoints in `kept`. */
export class Place {
  readonly directory: string;
  readonly subject: Case;

  constructor(directory: string, subject: Case) {
    this.directory = directory;
    this.subject = subject;
  }

  /** Checks the case with more words. */
  start(words: readonly string[], { env = {}, ...more }: Circumstances = {}): Started {
    const check = ["check", "Spec.tla", "--json", "--quiet", ...this.subject.words, ...words];
    return startProgram(MAIN, this.directory, check, { ...more, env: { EVERYSTATE_WORKERS_AT: "0", ...env } });
  }

  run(words: readonly string[], circumstances: Circumstances = {}): Promise<Ended> {
    return this.start(words, circumstances).ended;
  }

  /** The words that go on from what is in `kept`, or begin there. */
  onward(): string[] {
    return [this.checkpoints().length === 0 ? "--checkpoint" : "--resume", "kept"];
  }

  /** What is in `kept`. */
  kept(): string[] {
    return readdirSync(join(this.directory, "kept"));
  }

  /** The checkpoints there, the oldest first. */
  checkpoints(): string[] {
    const names = this.kept().filter((name) => /^checkpoint-\d+$/.test(name));
    return names.sort((a, b) => Number(a.slice(11)) - Number(b.slice(11)));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export const EVERY_MOMENT = ["--checkpoint-every", "1ms"];
