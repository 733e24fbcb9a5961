/** The command line: which commands and options there are, and what their words mean. */

import type { Argv } from "yargs";
import type { Order } from "../checker/index.ts";
import { FORMATS } from "../report/index.ts";
import { parseConstants, parseSweeps } from "./assignment.ts";
import { checkCommand } from "./check.ts";
import { checkpointsOf } from "./checkpoints.ts";
import type { CheckCommand } from "./checks.ts";
import { type ColorWish, type Context, UsageError } from "./context.ts";
import { diskOf } from "./disk-folder.ts";
import { type EvalCommand, evalCommand } from "./eval.ts";
import { EXIT } from "./exit-code.ts";
import { type GateCommand, gateCommand } from "./gate.ts";
import type { TraceCommand } from "./given-trace.ts";
import { type GraphCommand, graphCommand } from "./graph.ts";
import { withCommand } from "./habit.ts";
import { refuseIdle, refuseIdleOfCheck, refuseIdleOfGate, refuseIdleOfTrace } from "./idle-option.ts";
import { type Judging, type MutateCommand, mutateCommand } from "./mutate.ts";
import type { OneSpec } from "./one-spec.ts";
import { type ParseCommand, parseCommand } from "./parse.ts";
import { PlainWords } from "./plain-words.ts";
import { type BudgetWords, budgetOf, parseCount, parseSeed, parseWorkers } from "./quantity.ts";
import { distributedBy } from "./ranks.ts";
import { parseMutantReports, parseReports } from "./report-file.ts";
import { givenOnce, inPlainWords, OptionNames, requireValues, withExpression } from "./unknown-option.ts";
import { type WhyCommand, whyCommand } from "./why.ts";

const EXAMPLES = `Examples:
  everystate check Spec.tla                     with Spec.cfg, or all Spec.*.cfg
  everystate check Spec.tla --config Small.cfg
  everystate check specs                        every pair below a folder
  everystate simulate Spec.tla --traces 100     random behaviors
  everystate gate specs/vfio                    compare with verdicts.json
  everystate mutate Spec.tla                    which planted slips go unnoticed
  everystate graph Spec.tla                     draw all states of a small spec
  everystate why Spec.tla --action Send --state 3   what keeps an action from a step there
  everystate eval Spec.tla 'x + 1'              an expression along a counterexample
  everystate parse Spec.tla                     syntax, names and levels`;

/** What the commands do with what they are given; tests put others in their place. Each answers the exit code. */
export interface Commands {
  check(command: CheckCommand): Promise<number>;
  parse(command: ParseCommand): number;
  gate(command: GateCommand): Promise<number>;
  mutate(command: MutateCommand): Promise<number>;
  graph(command: GraphCommand): Promise<number>;
  why(command: WhyCommand): Promise<number>;
  eval(command: EvalCommand): Promise<number>;
}

/**
 * Runs the command that `given` (the arguments after the program's name) ask for. The answer is the exit code: 2 when
 * the words make no sense. Rejects only for defects.
 */
export async function runCommandLine(given: readonly string[], context: Context): Promise<number> {
  const commands: Commands = {
    check: (command) => checkCommand(command, context),
    parse: (command) => parseCommand(command, context),
    gate: (command) => gateCommand(command, context),
    mutate: (command) => mutateCommand(command, context),
    graph: (command) => graphCommand(command, context),
    why: (command) => whyCommand(command, context),
    eval: (command) => evalCommand(command, context),
  };
  try {
    const words = withExpression(withCommand(given));
    return (await runPlain(words, commands)) ?? (await runAny(words, commands, context));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    context.note(`everystate: ${error.message}\nTry everystate --help.\n`);
    return EXIT.usage;
  }
}

/** Runs what is spelled plainly without loading yargs; null for everything else. */
export async function runPlain(words: readonly string[], commands: Commands): Promise<number | null> {
  let exitCode: number | null = null;
  const reader = new PlainWords(words);
  // Declarations use no more of yargs than `command`, `option` and `positional`.
  addCommands(reader as unknown as Argv, commands, (code) => {
    exitCode = code;
  });
  await reader.run();
  return exitCode;
}

/** Reads the words with yargs: help, mistakes and every spelling. Throws UsageError. */
export async function runAny(
  words: readonly string[],
  commands: Commands,
  { version, out }: Pick<Context, "version" | "out">,
): Promise<number> {
  const names = new OptionNames();
  addCommands(names as unknown as Argv, commands, () => {});
  requireValues(words, names.byCommand);
  const { default: yargs } = await import("yargs");
  let exitCode = 0;
  const set = (code: number): void => {
    exitCode = code;
  };
  const parser = addCommands(yargs([...words]), commands, set)
    .scriptName("everystate")
    .usage(`everystate <command>\n\n${EXAMPLES}`)
    .parserConfiguration({
      "boolean-negation": false,
      "camel-case-expansion": false,
    })
    .version(version)
    .locale("en")
    .strict()
    .check(givenOnce)
    .demandCommand(1, "name a command: check, simulate, gate, mutate, graph, why, eval or parse")
    .help()
    .alias("help", "h")
    .wrap(90)
    .exitProcess(false)
    .fail((message, error) => {
      // Words that yargs cannot read, such as `--config -`, are its own kind of error.
      if (error !== undefined && error !== null && error.name !== "YError") throw error;
      throw new UsageError(inPlainWords(message, words, names));
    });
  let said = "";
  await parser.parseAsync([...words], {}, (_error, _argv, output) => {
    said = output;
  });
  if (said !== "") out(`${said}\n`);
  return exitCode;
}

function addCommands(parser: Argv, commands: Commands, set: (exitCode: number) => void): Argv {
  return addQuestions(addLooks(addRuns(parser, commands, set), commands, set), commands, set);
}

/** The commands that compare or decide. */
function addRuns(parser: Argv, commands: Commands, set: (exitCode: number) => void): Argv {
  return parser
    .command("check <specs..>", "decide every property of specs", checkOptions, async (given) => {
      refuseIdleOfCheck(given);
      const engine = given.engine as CheckCommand["engine"];
      const common = commonOf(given);
      const budget = { ...common.budget, keepGoing: given["keep-going"], order: orderOf(given) };
      const workers = parseWorkers(given.workers);
      if (workers > 1 && budget.order === "depth") throw new UsageError("--workers above 1 needs --order breadth");
      const { watch, explain } = given;
      const symmetry = given.symmetry as CheckCommand["symmetry"];
      const elsewhere = { checkpoints: checkpointsOf(given), disk: diskOf(given), distributed: distributedBy(given) };
      const chosen = { engine, symmetry, explain, watch, workers, ...elsewhere };
      if (watch && given.json) throw new UsageError("--watch says what changes; --json, one document, goes without it");
      set(await commands.check({ ...common, ...chosen, budget, simulation: null }));
    })
    .command("simulate <specs..>", "look for violations along random behaviors", simulateOptions, async (given) => {
      const simulation = { traces: parseCount("traces", given.traces), depth: parseCount("depth", given.depth) };
      set(await commands.check({ ...commonOf(given), engine: "automatic", watch: false, simulation }));
    })
    .command("gate <folder>", "compare a folder's verdicts with its verdicts.json", gateOptions, async (given) => {
      const { folder, profile, update, json, verbose, out, quiet, color, code = null, changed = null } = given;
      if (changed !== null && update)
        throw new UsageError("--changed makes only some of the runs that --update records");
      refuseIdleOfGate(given);
      const words = { folder, profile, update, json, verbose, out, quiet, code, changed, color: color as ColorWish };
      const reports = (given.mutate ? parseMutantReports : parseReports)(given.report.map(String), json);
      const { budget, workers } = judgingOf(given);
      const mutation = given.mutate ? { budget, workers, quiet, rows: given.row.map(String) } : null;
      const libraries = given.library.map(String);
      set(await commands.gate({ ...words, reports, libraries, cache: !given["no-cache"], budget, workers, mutation }));
    });
}

/** The commands that show what a spec is like. */
function addLooks(parser: Argv, commands: Commands, set: (exitCode: number) => void): Argv {
  return parser
    .command(
      "parse <paths..>",
      "show what modules declare and define, and what is wrong with them",
      parseOptions,
      (given) => {
        const { "syntax-only": syntaxOnly, quiet, color } = given;
        if (syntaxOnly) refuseIdle("beside --syntax-only", { library: given.library.length > 0 });
        const common = { libraries: given.library.map(String), quiet, color: color as ColorWish };
        set(commands.parse({ paths: given.paths.map(String), syntaxOnly, ...common }));
      },
    )
    .command(
      "mutate <spec>",
      "plant slips in a spec, and say which its properties do not notice",
      mutateOptions,
      async (given) => {
        const { json, verbose } = given;
        const reports = parseMutantReports(given.report.map(String), json);
        set(await commands.mutate({ ...oneSpecOf(given), ...judgingOf(given), json, verbose, reports }));
      },
    )
    .command(
      "graph <spec>",
      "draw the states of a small spec and the steps between them",
      graphOptions,
      async (given) => {
        const maxStates = parseCount("max-states", given["max-states"]);
        set(await commands.graph({ ...oneSpecOf(given), maxStates, view: given.view.map(String), out: given.out }));
      },
    );
}

/** The commands that ask about a trace. */
function addQuestions(parser: Argv, commands: Commands, set: (exitCode: number) => void): Argv {
  return parser
    .command(
      "why <spec>",
      "say which condition keeps an action from a step in a state of a trace",
      whyOptions,
      async (given) => {
        const state = given.state === undefined ? null : parseCount("state", given.state);
        set(await commands.why({ ...traceCommandOf(given), action: given.action, state }));
      },
    )
    .command("eval <spec> <expression>", "evaluate an expression along a trace", evalOptions, async (given) => {
      set(await commands.eval({ ...traceCommandOf(given), expression: String(given.expression).trim() }));
    });
}

/** An option with a word behind it. */
function word(describe: string) {
  return { type: "string", requiresArg: true, describe } as const;
}

function flag(describe: string) {
  return { type: "boolean", default: false, describe } as const;
}

/** An option that may be given several times, with a word each. */
function list(describe: string) {
  return { type: "string", array: true, nargs: 1, default: [], describe } as const;
}

function common<T>(parser: Argv<T>) {
  return parser
    .option("color", { choices: ["auto", "always", "never"], default: "auto", describe: "colours in the text" })
    .option("quiet", { ...flag("no progress"), alias: "q" })
    .option("library", list("a folder of modules, after the spec's own and before TLA_PATH; repeatable"));
}

const REPORT = list(
  `FORMAT=FILE, or a folder for formats of a trace; repeatable: ${FORMATS.map(({ name }) => name).join(", ")}`,
);

function checkOptions(parser: Argv) {
  return keepingOptions(modelOptions(parser))
    .option("max-states", word("store at most so many states"))
    .option("max-depth", word("explore at most so many levels"))
    .option("order", {
      choices: ["breadth", "depth"],
      default: "breadth",
      describe: "what is explored next: level by level, or, with --max-depth, deep states first",
    })
    .option("keep-going", flag("after a violation, search on until every property but deadlock is decided"))
    .option(
      "liveness-every",
      word("look at behaviors when so many states are stored, and at each doubling; default 1000000"),
    )
    .option("engine", {
      choices: ["interpreter", "compiled", "automatic"],
      default: "automatic",
      describe: "what evaluates a spec",
    })
    .option("symmetry", { choices: ["auto", "cfg", "off"], default: "cfg", describe: "which states count as one" })
    .option("watch", flag("run again what a saved file affects, and say which verdicts have changed"))
    .option("explain", flag("say what takes time and makes states many, and what would help"))
    .option("workers", { ...word("threads of a search that is long; auto: one for each core"), default: "1" });
}

/** Where a search keeps what it has found. */
function keepingOptions<T>(parser: Argv<T>) {
  return parser
    .option("checkpoint", word("a folder for checkpoints, from which --resume goes on"))
    .option("checkpoint-every", word("how often one is written: 90s, 10m, 2h; default 10m"))
    .option("resume", word("go on from the last checkpoint of a folder, and write the next ones there"))
    .option("disk", word("a folder for states, which need not fit into memory then"))
    .option("distributed", flag("share states and work with the processes that mpirun has launched"));
}

function simulateOptions(parser: Argv) {
  return modelOptions(parser)
    .option("traces", { ...word("how many behaviors"), default: "1000" })
    .option("depth", { ...word("most states of a behavior"), default: "100" });
}

function graphOptions(parser: Argv) {
  return oneSpecOptions(parser)
    .option("max-states", { ...word("draw nothing where there are more states"), default: "200" })
    .option("view", list("an expression: states that it does not tell apart are drawn as one; repeatable"))
    .option("out", { ...word("folder for the graph"), default: "out" });
}

function whyOptions(parser: Argv) {
  return traceOptions(parser)
    .option("action", { ...word("Send, or Send(p = p1)"), demandOption: true })
    .option("state", word("the number of a state; the last one without it"));
}

function evalOptions(parser: Argv) {
  return traceOptions(parser).positional("expression", {
    type: "string",
    demandOption: true,
    describe: "of a state, or of a step where it has primes",
  });
}

function traceOptions(parser: Argv) {
  return budgetOptions(oneSpecOptions(parser))
    .option("trace", word("a file of --json or in ITF; without it the spec is checked for a counterexample"))
    .option("property", word("which property the trace violates"))
    .option("max-states", word("store at most so many states"));
}

function mutateOptions(parser: Argv) {
  return judgingOptions(budgetOptions(oneSpecOptions(parser)))
    .option("json", flag("print one JSON document"))
    .option("report", REPORT)
    .option("verbose", flag("show every mutant"));
}

/** How mutants are judged. */
function judgingOptions<T>(parser: Argv<T>) {
  return parser
    .option(
      "max-states",
      word("store at most so many states; of a mutant by default three times those of the spec, at least 2000"),
    )
    .option("workers", word("processes that share the work; default one for each core"));
}

function oneSpecOptions(parser: Argv) {
  return targetOptions(common(parser)).positional("spec", {
    type: "string",
    demandOption: true,
    describe: "a module (.tla) or a configuration (.cfg)",
  });
}

/** What a spec is checked with. */
function targetOptions<T>(parser: Argv<T>) {
  return parser
    .option("config", list("the configuration; repeatable"))
    .option("constant", list("NAME=VALUE in place of the configuration's; repeatable"))
    .option("no-deadlock", flag("a state without successors is no error"));
}

function budgetOptions<T>(parser: Argv<T>) {
  return parser
    .option("max-time", word("stop after this time: 90s, 10m, 2h"))
    .option("max-memory", word("stop at this size: 4g; default 70 % of the machine or container"));
}

/** What `check` and `simulate` have in common. */
function modelOptions(parser: Argv) {
  return budgetOptions(targetOptions(common(parser)))
    .positional("specs", {
      type: "string",
      array: true,
      demandOption: true,
      describe: "modules (.tla), configurations (.cfg), folders",
    })
    .option("sweep", list("NAME=1..5 or NAME=1,2,4: one run for each value; repeatable"))
    .option("fail-fast", flag("end at the first violation"))
    .option("json", flag("print one JSON document"))
    .option("report", REPORT)
    .option("events", word("a file for what happens while it happens: a line of JSON each"))
    .option("out", { ...word("folder for traces and diagrams"), default: "out" })
    .option("allow-write", flag("a spec may write files below the --out folder"))
    .option("env", list("an environment variable that a spec may read; repeatable"))
    .option("coverage", flag("how often actions and their conditions were true"))
    .option("seed", { ...word("start of random choices: a whole number"), default: "1" });
}

function parseOptions(parser: Argv) {
  return common(parser)
    .positional("paths", { type: "string", array: true, demandOption: true, describe: "modules (.tla) and folders" })
    .option("syntax-only", flag("no names, no levels, no other modules"));
}

function gateOptions(parser: Argv) {
  return judgingOptions(budgetOptions(common(parser)))
    .option("mutate", flag("plant slips in the specs instead, and say which no recorded run notices"))
    .option("row", list("with --mutate, only specs of this row; repeatable"))
    .positional("folder", { type: "string", demandOption: true, describe: "the folder of verdicts.json" })
    .option("profile", { ...word("which runs, besides those of none"), default: "fast" })
    .option("update", flag("record what is found, and say what that changes"))
    .option("changed", word("only what the changes since this commit touch, as git has them"))
    .option("code", word("a folder: is the code that actions implement still what it was?"))
    .option("no-cache", flag("make every run, though its spec is unchanged"))
    .option("json", flag("print one JSON document"))
    .option("report", REPORT)
    .option("verbose", flag("show every run with all its properties"))
    .option("out", { ...word("folder for traces and diagrams"), default: "out" });
}

/** Depth-first without a bound might never come back from the first way that it takes. */
function orderOf(given: { readonly order: string; readonly "max-depth"?: string | undefined }): Order {
  if (given.order === "depth" && given["max-depth"] === undefined)
    throw new UsageError("--order depth needs --max-depth N: how many states a behavior may have");
  return given.order as Order;
}

/** What `check` and `simulate` are given alike, as yargs hands it over. */
interface ModelWords extends BudgetWords {
  readonly specs: readonly (string | number)[];
  readonly config: readonly (string | number)[];
  readonly json: boolean;
  readonly out: string;
  readonly quiet: boolean;
  readonly color: string;
  readonly "no-deadlock": boolean;
  readonly "allow-write": boolean;
  readonly env: readonly (string | number)[];
  readonly library: readonly (string | number)[];
  readonly constant: readonly (string | number)[];
  readonly sweep: readonly (string | number)[];
  readonly report: readonly (string | number)[];
  readonly events?: string | undefined;
  readonly seed: string;
  readonly coverage: boolean;
}

function commonOf(
  given: ModelWords,
): Omit<CheckCommand, "simulation" | "engine" | "symmetry" | "explain" | "watch" | "checkpoints" | "workers" | "disk"> {
  const { json, out, quiet, coverage } = given;
  return {
    specs: given.specs.map(String),
    configs: given.config.map(String),
    libraries: given.library.map(String),
    runs: parseSweeps(given.sweep.map(String), parseConstants(given.constant.map(String))),
    json,
    reports: parseReports(given.report.map(String), json),
    events: given.events ?? null,
    out,
    quiet,
    color: given.color as ColorWish,
    deadlock: !given["no-deadlock"],
    budget: budgetOf(given),
    access: { write: given["allow-write"], environment: given.env.map(String) },
    seed: parseSeed(given.seed),
    coverage,
  };
}

/** What the commands about one spec are given alike. */
function oneSpecOf(
  given: Pick<ModelWords, "config" | "constant" | "no-deadlock" | "library" | "color"> & { readonly spec: string },
): OneSpec {
  return {
    spec: String(given.spec),
    configs: given.config.map(String),
    constants: parseConstants(given.constant.map(String)),
    deadlock: !given["no-deadlock"],
    libraries: given.library.map(String),
    color: given.color as ColorWish,
  };
}

function traceCommandOf(
  given: Parameters<typeof oneSpecOf>[0] &
    Omit<BudgetWords, "fail-fast"> & { readonly trace?: string | undefined; readonly property?: string | undefined },
): TraceCommand {
  refuseIdleOfTrace(given);
  const { failFast: _, ...budget } = budgetOf({ ...given, "fail-fast": false });
  return { ...oneSpecOf(given), trace: given.trace ?? null, property: given.property ?? null, budget };
}

function judgingOf(
  given: Omit<BudgetWords, "fail-fast"> & { readonly workers?: string | undefined; readonly quiet: boolean },
): Judging {
  const { failFast: _, ...budget } = budgetOf({ ...given, "fail-fast": false });
  const workers = given.workers === undefined ? null : parseWorkers(given.workers);
  return { budget, workers, quiet: given.quiet };
}
