/** The runs of a `check`: which there are, and making one. */

import { resolve } from "node:path";
import type { Diagnostic } from "../models/model.ts";
import { diagnosticText, listed, quoted, type Style } from "../report/index.ts";
import type { Assignment } from "./assignment.ts";
import type { ColorWish, Context } from "./context.ts";
import { EventFile } from "./event-file.ts";
import { isIrregular, libraryFolders, moduleFiles } from "./input-file.ts";
import type { ReportRequest } from "./report-file.ts";
import { type Run, type RunOptions, runTarget } from "./run.ts";
import { type BadTarget, type ReadTarget, readTarget, resolveTargets, strayConfigs } from "./target.ts";

export interface CheckCommand extends Omit<RunOptions, "constants"> {
  readonly specs: readonly string[];
  readonly configs: readonly string[];
  /** The constants of each run of a target: one run, or those of a sweep. */
  readonly runs: readonly (readonly Assignment[])[];
  readonly json: boolean;
  readonly reports: readonly ReportRequest[];
  /** The file for events, if one is wanted. */
  readonly events: string | null;
  readonly color: ColorWish;
  /** Run again what a saved file affects, until a signal comes. */
  readonly watch: boolean;
  /** Are the states shared with the processes that mpirun has launched? */
  readonly distributed?: boolean;
}

/** A run that is to be made: what it is about, and its texts, which are read when its turn comes. */
export interface Wanted {
  readonly spec: string;
  readonly config: string | null;
  readonly constants: readonly Assignment[];
  readonly read: () => ReadTarget | BadTarget;
}

/** What files were asked for, by path, with their texts; null where there was none. */
export type Reads = Map<string, string | null>;

export class Checks {
  readonly command: CheckCommand;
  readonly context: Context;
  readonly style: Style;
  readonly noteStyle: Style;
  readonly libraries: readonly string[];
  /** The texts of all modules that were read. */
  readonly texts = new Map<string, string>();
  private readonly events: EventFile | null;

  /** Throws UsageError. */
  constructor(command: CheckCommand, context: Context) {
    this.command = command;
    this.context = context;
    this.libraries = libraryFolders(context.directory, command.libraries);
    this.style = context.style("out", command.color);
    this.noteStyle = context.style("note", command.color);
    this.events = command.events === null ? null : new EventFile(command.events, context);
  }

  /** Has every event been written so far? Says so where one has not. */
  eventsWritten(): boolean {
    const lost = this.events?.lost ?? null;
    if (lost !== null) this.context.note(`everystate: --events: ${this.command.events} cannot be written: ${lost}\n`);
    return lost === null;
  }

  /** All runs that the command asks for, by what lies there now. Throws UsageError. */
  wanted(): Wanted[] {
    const { directory } = this.context;
    const targets = resolveTargets(directory, this.command.specs, this.command.configs, this.libraries);
    return targets.flatMap((target) => {
      const read = once(() => readTarget(directory, target));
      const { spec, config } = target;
      return this.command.runs.map((constants) => ({ spec, config, constants, read }));
    });
  }

  /** What the command leaves out though it may have been meant: a line, or nothing. */
  leftOut(): string {
    const stray = strayConfigs(this.context.directory, this.command.specs, this.libraries);
    if (stray.length === 0) return "";
    const [them, are] = stray.length === 1 ? ["it", "is"] : ["they", "are"];
    return `note: no module belongs to ${listed(stray)}, so ${them} ${are} not checked\n`;
  }

  /** Makes run number `index` of the command, and keeps in `reads` what files it asks for. */
  async run(wanted: Wanted, { index, reads, context }: RunPlace, { tell, warn }: Listener): Promise<Run> {
    const { spec, config, constants } = wanted;
    const { events, libraries, texts } = this;
    // A process with a smaller stack may have told of this run, or of its beginning.
    const silent = index < context.reported;
    const begun = index === context.reported && (context.told ?? []).length > 0;
    if (!silent && !begun) events?.tell({ event: "run", spec, config, constants });
    const options: RunOptions = {
      ...this.command,
      ...{ libraries, constants, texts, reads },
      onProgress: (progress) => events?.tell({ event: "progress", ...progress }),
      tell: (finding, diagram) => {
        events?.tell({ event: "finding", finding, diagram });
        tell(finding, diagram);
      },
      warn,
    };
    const target = wanted.read();
    if ("problem" in target) {
      const text = this.reader(wanted);
      for (const path of [spec, ...(config === null ? [] : [config])]) reads.set(path, text(path, null));
    }
    const run = await runTarget(target, options, context, index);
    if (!silent) events?.tell({ event: "result", run });
    return run;
  }

  /** Reads files as a run does; of what is no regular file, and may have its text only once, what it was before. */
  reader({ spec, config }: Wanted): (path: string, before: string | null) => string | null {
    const { directory } = this.context;
    const files = moduleFiles(directory, spec, { libraries: this.libraries, ...(config === null ? {} : { config }) });
    return (path, before) => (isIrregular(resolve(directory, path)) ? before : files.read(path));
  }
}

/** Who is told what a run finds, and what is known before its search. */
type Listener = Required<Pick<RunOptions, "tell" | "warn">>;

/** Which run of a command it is, where its reads are kept, and what it may use of the world. */
interface RunPlace {
  readonly index: number;
  readonly reads: Reads;
  readonly context: Context;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Warnings and notes among `diagnostics`, for stderr. */
export function asideText(diagnostics: readonly Diagnostic[], style: Style): string {
  const asides = diagnostics.filter(({ severity }) => severity !== "error");
  return asides.map((diagnostic) => diagnosticText(diagnostic, style)).join("");
}

/** The command with which the report can be made again. */
export function commandText({ arguments: words }: Context): string {
  return `everystate ${words.map(quoted).join(" ")}`;
}
