/** The page docs/performance.md: ratios of what was measured, and how to measure again. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Baseline, growthText, type Measurement, ratiosText, summaryText } from "./comparison.ts";
import { type CorpusRow, corpusRatios } from "./corpus.ts";
import { root } from "./folders.ts";
import { type LivenessRow, livenessText } from "./liveness.ts";
import { machineText } from "./machine.ts";
import { scaleText } from "./scale.ts";
import { type StartUp, startUpRatios } from "./start-up.ts";
import { symmetryText } from "./symmetry.ts";

/** What one run of the benchmark found; a part that was not run is null. */
export interface Findings {
  readonly baseline: Baseline;
  readonly runs: number;
  readonly wild: readonly Measurement[] | null;
  readonly models: readonly Measurement[] | null;
  readonly corpus: readonly CorpusRow[] | null;
  readonly spin: readonly Measurement[] | null;
  readonly symmetry: readonly Measurement[] | null;
  readonly liveness: readonly LivenessRow[] | null;
  readonly scale: readonly Measurement[] | null;
  readonly startUp: readonly StartUp[] | null;
  /** What could not be measured here, and why. */
  readonly missing: readonly string[];
}

/** Where the goals of real specifications are missed, what takes the time: read from profiles of these runs. */
const MISSING = `The goal is ten times TLC at the median, none below three, and 64 bytes a state. What takes the time where it is missed:
a quarter to a third of a run of some seconds is V8 optimizing code that is made anew in each run; then come values that are
new in each state (a set of messages, a log), which are made, hashed and interned before the state can be looked up, and the
look-ups of outcomes by what was read. No function has more than a tenth. State as cells, with messages as bits or as ids of
their own, and operations on these ids in place of values, would save most of it. The bytes of a state are those of what tells
interned values apart, of outcomes that are kept, and of what V8 takes for code and new objects: the fewer states, the more for
each. With 1.6 million states pull-raft takes 620 a state, and 470 for each further one.`;

/** Those of the texts that say something, with an empty line between tables, which end with a line of their own. */
function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n");
}

/** Writes the page. */
export function writePerformance(findings: Findings): void {
  writeFileSync(join(root, "docs/performance.md"), performanceText(findings));
}

/** The page as text. */
export function performanceText({
  baseline,
  runs,
  wild,
  models,
  corpus,
  spin,
  symmetry,
  liveness,
  scale,
  startUp,
  missing,
}: Findings): string {
  const sections = [
    `# Performance

Written by \`npm run bench -- --write\`; do not edit. Ratios of CPU seconds, user and system, of the whole process:
${runs === 1 ? "one run of each" : `medians of ${runs} runs, taken in turn`}, on ${machineText()}.
"Times" says how much faster: above 1, less was needed than by what is compared with.
`,
  ];
  if (wild !== null && wild.length > 0) {
    sections.push(`## Real specifications

As their authors wrote them (sources and changes: \`corpus/wild\` of the shared folder), by the default engine and by the
interpreter alone. Columns as in the next table.

${joined(ratiosText(wild, baseline), summaryText(wild), MISSING)}
`);
  }
  if (models !== null && models.length > 0) {
    sections.push(`## Models

"Times TLC" is estimated: TLC did not run here. Its recorded CPU seconds and ours are each divided by those of a fixed program
that ran beside them. With TLC at hand, \`--against\` measures it: see below. Bytes per state are resident memory beyond that of
a model with three states.

${joined(ratiosText(models, baseline), summaryText(models))}`);
    const growth = growthText(models, baseline);
    if (growth !== "") {
      sections.push(`How CPU time grows with the number of states between the two largest sizes of a model; 1 is linear.

${growth}`);
    }
  }
  if (corpus !== null && corpus.length > 0) {
    sections.push(`## Small models

Public models below 100,000 states that hold, a process for each. How fast the machine was on which TLC's CPU seconds were
recorded is not known; it is taken for that of the large models.

${corpusRatios(corpus)}`);
  }
  if (spin !== null) {
    sections.push(`## Spin

Measured: two-phase commit, with the same states and steps, written for Spin in \`bench/TwoPhase.pml\`.

${ratiosText(spin, baseline)}`);
  }
  if (symmetry !== null) {
    sections.push(`## Symmetry

Voters that nothing tells apart (\`bench/Voters.tla\`): what a generated state costs under the SYMMETRY of all of them. The
goal is under twice. It costs more because a key is made for it in JavaScript, where steps without SYMMETRY are looked up in
WebAssembly; what it brings is that of 5,040 states one is left.

${symmetryText(symmetry, baseline)}`);
  }
  if (liveness !== null) {
    sections.push(`## Temporal properties

A ring of processes with weak fairness (\`bench/TokenRing.tla\`): what checking \`~>\` costs as a multiple of checking invariants.

${livenessText(liveness, baseline)}`);
  }
  if (scale !== null) {
    sections.push(`## Large runs

With two workers, with a checkpoint each ten seconds, and with the states on disk, beside the plain run: [scale](scale.md)
says what each is for, and has a run of 138 million states. What a run does not go with, as properties of behaviors do not
go with a disk, is not finished.

${scaleText(scale)}`);
  }
  if (startUp !== null) {
    sections.push(`## Start-up

A whole run as a multiple of \`node -e 0\`. On a busy machine the CPU time says more.

${startUpRatios(startUp)}`);
  }
  if (missing.length > 0) sections.push(`Not measured: ${missing.join("; ")}.\n`);
  sections.push(`## Measure again

\`\`\`
npm run bench                        all of the above, with seconds and states per second
npm run bench -- --long              with models of millions of states, too
npm run bench -- --part models --model TwoPhase --engine interpreter --engine compiled
npm run bench -- --part models --against 'java -cp tla2tools.jar tlc2.TLC -workers 1 -config {config} {spec}'
\`\`\`
`);
  return sections.join("\n");
}
