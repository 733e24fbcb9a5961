/** Slips in the gate, in what it need not run again, and on the command line. */

import { type Mutation, slips } from "./mutation.ts";

const DRIFT = "test/gate/drift.test.ts";
const GATE = "test/cli/gate.test.ts";
const CHECKPOINT = "test/cli/checkpoint.test.ts";

export const gateMutations: readonly Mutation[] = [
  ...slips("src/cli/exit-code.ts", "test/cli/exit-code.test.ts", [
    ["a failed Assert has a code of its own", "assert: 14,", "assert: 75,", "an evaluation that failed during: assert"],
    [
      "what cannot be read wins over evaluation failures",
      "  EXIT.configuration,\n  FAILURES.behavior,\n",
      "  FAILURES.behavior,\n  EXIT.configuration,\n",
      "winningExitCode of [75,151] is 151",
    ],
    ["among violations the first found wins", "codes.find((code)", "codes.findLast((code)", "of [13,11,10] is 13"],
    [
      "drift wins over inconclusive",
      "[EXIT.drift, EXIT.inconclusive]",
      "[EXIT.inconclusive, EXIT.drift]",
      "winningExitCode of [20,30] is 20",
    ],
  ]),
  ...slips("src/cli/unknown-option.ts", "test/cli/habit.test.ts", [
    [
      "the next option is not the value of the one before",
      '(word.includes("=") || !isOption(value))',
      "true",
      "an option without its value check A.tla --max-time --json",
    ],
  ]),
  ...slips("src/cli/folder-lock.ts", CHECKPOINT, [
    [
      "another process with the number of a dead run has no lock",
      "begun !== undefined && begun !== life.begun",
      "false",
      "knows a run that is gone by more than its number",
    ],
    [
      "a dead run that its parent has not noticed has no lock",
      "life !== null && (life.dead || ",
      "life !== null && (",
      "knows a run that is gone by more than its number",
    ],
  ]),
  ...slips("src/cli/folder-lock.ts", "test/cli/folder-lock.test.ts", [
    [
      "a lock has its holder from the beginning",
      "      this.files.linkSync(whole, this.path);",
      '      this.files.writeFileSync(this.path, own(), { flag: "wx" });',
      "is never there without the name of its holder",
    ],
  ]),
  ...slips("src/cli/number-file.ts", CHECKPOINT, [
    [
      "the numbers of a checkpoint are those that were written",
      "!== written.hash",
      '=== ""',
      "keeps the two newest, and takes the one before where the last is damaged",
    ],
  ]),
  ...slips("src/cli/checkpoint-folder.ts", CHECKPOINT, [
    [
      "a damaged checkpoint is none of the two that are kept",
      "numbers.filter((old) => !this.damaged.has(old))",
      "numbers",
      "keeps two that can be read, and nothing of one that could not be written",
    ],
    [
      "nothing is written into a folder that another run has",
      "if (!this.lock.isOurs()) throw",
      "if (false) throw",
      "writes nothing where another run has the folder meanwhile",
    ],
    [
      "data that were read are those that were read before",
      "if (changed !== null) throw",
      "if (false) throw",
      "does not go on where the environment or data are others than before",
    ],
  ]),
  ...slips("src/cli/target.ts", "test/cli/files.test.ts", [
    [
      "the module in the nearest folder is taken",
      "[...foldersAround(places, config), ...places.libraries].flatMap",
      "[...foldersAround(places, config).reverse(), ...places.libraries].flatMap",
      "the module of a cfg in the nearest folder around it",
    ],
    [
      "what lies outside of the working directory has its module below the folder that is named",
      "? directory : folder",
      "? directory : directory",
      "looks no further than the working directory",
    ],
  ]),
  ...slips("src/cli/gate.ts", GATE, [
    [
      "mutants of no run are no success",
      "if (command.mutation !== null && selected.length === 0)",
      "if (command.mutation !== null && listed.length === 0)",
      "refuse to be idle: --mutate --profile night",
    ],
    [
      "budgets count for a gate",
      "budget: { keepGoing: true, ...command.budget }",
      "budget: { keepGoing: true }",
      "cut runs off, which is then no verdict as recorded",
    ],
    [
      "a gate records no module that lies outside of its folder",
      "libraries, top: folder }",
      "libraries, top: directory }",
      "finds the module of a configuration around it, as far as its own folder",
    ],
  ]),
  ...slips("src/gate/portion.ts", "test/gate/portion.test.ts", [
    ["the next run is dealt to who has least", "Math.min(...totals)", "Math.max(...totals)", "take about as long"],
  ]),
  ...slips("src/gate/drift.ts", DRIFT, [
    [
      "every count is compared",
      '["initial", "generated", "distinct", "depth"]',
      '["initial", "distinct", "depth"]',
      "is a difference in generated",
    ],
    [
      "a property that a budget left open is drift unless it is recorded so",
      'recorded === null ? found !== "budget" && found !== "error" :',
      "recorded === null ? true :",
      "is what is unchecked because of a budget, unless it is recorded so",
    ],
    [
      "a failed evaluation is drift",
      "if (result.failure !== null) drift.push",
      "if (false) drift.push",
      "drift is a failed evaluation",
    ],
    [
      "a warning that is not recorded is drift",
      "!recorded.warnings.includes(text)",
      "false",
      "is a warning that is not recorded, or is not given any more",
    ],
  ]),
  ...slips("src/models/tla/programs.ts", "test/models/tla/programs.test.ts", [
    [
      "a program is loaded again when a text has changed",
      "files.read(file) === text",
      "files.read(file) !== null || text === null",
      "until one of its texts changes",
    ],
  ]),
  ...slips("src/gate/warning.ts", DRIFT, [
    [
      "a run that checked nothing is never green",
      '["W601", "W603", "W604"]',
      '["W601", "W603"]',
      "is a run that checked nothing: W604",
    ],
  ]),
  ...slips("src/gate/witness.ts", "test/gate/witness.test.ts", [
    [
      "a witness violates the property for the same user",
      "environment === environments.at(-1) &&",
      "",
      "has none in a variant of another environment",
    ],
    [
      "a cell that could have failed in one of its runs needs a witness",
      "found.some(({ byConstruction }) => !byConstruction)",
      "found.every(({ byConstruction }) => !byConstruction)",
      "needs none by construction, unless another run of the cell could have failed",
    ],
  ]),
  ...slips("src/gate/pin.ts", DRIFT, [
    [
      "what a configuration says besides constants is pinned",
      "[names, checkDeadlock?.value ?? null, entries]",
      "[entries]",
      "names what changed: 5",
    ],
    ["a constant that lost its value is named", "if (was === is)", "if (is === undefined)", "names what changed: 0"],
  ]),
  ...slips("src/tla/syntax/source.ts", DRIFT, [
    ["comments are no content", "(found.startsWith('\"') ?", "(true ?", "is the same with other comments"],
  ]),
  ...slips("src/cli/run-cache.ts", "test/cli/gate-cache.test.ts", [
    [
      "the content of files decides what a run is found by",
      "return `${path} ${asked.content}`;",
      "return path;",
      "for an operator",
    ],
    [
      "what was found out about a text is that text's",
      "${what} ${name} ${sha256(text)}",
      "${what} ${name}",
      "for an operator",
    ],
    [
      "what was kept is sealed",
      "=== this.sealOf(name, body) ? body",
      "!== '' ? body",
      "by another program, in another folder, and where what was kept is damaged",
    ],
    [
      "drawings belong to a text",
      "[entry, ...wholes, ...stampsOf",
      "[entry, ...stampsOf",
      "makes none again for a comment; places are those of the new text, in the files of traces too",
    ],
  ]),
  ...slips("src/gate/touched.ts", "test/cli/gate-changed.test.ts", [
    [
      "what the record says now and did not is run",
      "recorded.get(run.config) !== printJson(run) || touches(run)",
      "touches(run)",
      "runs what the record says something else about, and finds what is not recorded",
    ],
  ]),
  ...slips("src/gate/code.ts", "test/cli/gate-code.test.ts", [
    [
      "code that has changed is drift",
      "if (was === hash) return [];",
      "if (was !== undefined) return [];",
      "says what has changed, what is gone, and what is not recorded",
    ],
    [
      "a brace in a string closes nothing",
      '(found) => "_".repeat(found.length)',
      "(found) => found",
      "is its definition: no declaration, no call, no comment, no string",
    ],
  ]),
  ...slips("src/gate/code.ts", "test/cli/gate-code.test.ts", [
    [
      "what looks like a comment in a string is code",
      "const LITERAL_OR_COMMENT = new RegExp(`${LITERAL.source}|",
      "const LITERAL_OR_COMMENT = new RegExp(`",
      "sees what stands behind a string that looks like a comment",
    ],
    [
      "each definition of a function counts",
      'bodies.join("\\n")',
      "(bodies[0] as string)",
      "sees what stands behind a string that looks like a comment",
    ],
  ]),
  ...slips("src/cli/changed-files.ts", "test/cli/gate-changed.test.ts", [
    [
      "git does not know of what it was told not to look at",
      'name.startsWith("H ")',
      "true",
      "makes the runs whose files git does not look at",
    ],
    [
      "changes outside of the working directory count",
      '"--name-only", "-z", left, "--"], top)',
      '"--name-only", "-z", left, "--"])',
      "sees what lies outside of the working directory",
    ],
  ]),
  ...slips("src/gate/witness.ts", GATE, [
    [
      "a column needs a cell",
      "properties.some(({ name }) => name === property))) return [];",
      "properties.length > 0)) return [];",
      "is drift where a column of the matrix has no cell",
    ],
  ]),
  ...slips("src/report/junit.ts", "test/cli/report-file.test.ts", [
    [
      "what differs from a record fails, whatever was found",
      "if (difference !== null) return",
      "if (difference === null && told !== '') return",
      "tell what differs from the record, though all that was found holds",
    ],
    [
      "what is recorded of a gate is no failure",
      "if (differences !== null) return `<system-out>",
      "if (told === '') return `<system-out>",
      "tell of a recorded violation as no error",
    ],
  ]),
  ...slips("src/models/tla/content.ts", "test/cli/gate-cache.test.ts", [
    ["columns are content", "${column} ${word}", "${word}", "for a column, which decides what belongs to a list"],
    ["the hint about lanes is content", 'hintOf(text)?.[0] ?? ""', '""', "for a comment that says who has a lane"],
  ]),
  ...slips("src/gate/drift.ts", GATE, [
    [
      "the loop of a trace is compared",
      "recorded.states === found.states && recorded.loop === found.loop",
      "recorded.states === found.states",
      "names as drift a loop",
    ],
    [
      "the qualifier of a success is compared",
      "recorded.within.join() === found.within.join() &&",
      "",
      "names as drift a qualifier",
    ],
    [
      "the length of a trace is compared",
      "recorded.states === found.states && recorded.loop === found.loop",
      "recorded.loop === found.loop",
      "names as drift another trace",
    ],
  ]),
];
