/** Which view, symmetry or constraint would leave fewer states, as lines of an explanation. */

import type { Explanation, Growth, SymmetryRemedy, ViewRemedy } from "../checker/index.ts";
import { grouped } from "./progress.ts";
import { aligned, listed, percent } from "./table.ts";

const MOST_GROWING = 3;
/** A bound that leaves more than this share of the states is not worth a word. */
const WORTH = 0.95;

/** Of how it grew so many steps are shown: the first, the last, and some between. */
const MOST_STEPS = 3;

/** Lines that begin with a space are not broken. */
export function remedyLines(explanation: Explanation, distinct: number): string[] {
  const { remedies, counted } = explanation;
  const { view, symmetries, untried, against } = remedies;
  const lines = view === null ? [] : viewLines(view, counted);
  for (const symmetry of symmetries) lines.push(...symmetryLines(symmetry, against));
  if (untried.length > 0) {
    lines.push(`SYMMETRY: not measured, since there are too many permutations: ${listed(untried)}.`);
  }
  lines.push(...growthLines(explanation, distinct));
  return lines.length > 0 ? lines : ["No view, symmetry or constraint was found that would."];
}

function viewLines({ name, hidden, shown, states }: ViewRemedy, counted: number): string[] {
  return [
    `VIEW: neither what is checked nor which steps there are depends on ${listed(hidden)}. Without ` +
      `${hidden.length === 1 ? "it" : "them"} ${grouped(states)} of the ${grouped(counted)} states are different. Of those that are one in the view only the ` +
      "first found is kept: traces and verdicts are of that one. In the module, and in the configuration:",
    `   ${name} == <<${shown.join(", ")}>>`,
    `   VIEW ${name}`,
  ];
}

function symmetryLines(symmetry: SymmetryRemedy, against: string | null): string[] {
  const { name, constants, permutations, of, classes, tried, differs } = symmetry;
  const sets = listed(constants);
  if (differs) return [`SYMMETRY: not over ${sets}, of which the specification tells the elements apart.`];
  const definition = constants.map((constant) => `Permutations(${constant})`).join(" \\union ");
  const unused =
    against === null
      ? ""
      : ` It is not used while ${against} is checked, which speaks of behaviors (W607): check that apart.`;
  return [
    `SYMMETRY: the first ${grouped(of)} states are ${grouped(classes)} but for the names of the elements of ${sets} ` +
      `(${grouped(permutations)} permutations). In the ${grouped(tried)} states that were tried nothing tells these ` +
      `elements apart, which does not prove that nothing does.${unused} In the module, which extends TLC, and in the ` +
      "configuration:",
    `   ${name} == ${definition}`,
    `   SYMMETRY ${name}`,
  ];
}

function growthLines({ growth, counted, remedies: { constraint } }: Explanation, distinct: number): string[] {
  const worth = growth.filter(({ kept }) => kept <= counted * WORTH).sort((a, b) => a.kept - b.kept);
  const shown = worth.slice(0, MOST_GROWING);
  const [first] = shown;
  if (first === undefined) return [];
  const levels = `${counted < distinct ? "first " : ""}${first.levels} levels`;
  const bounds = aligned(shown.map((one) => [boundText(one), grouped(one.kept), percent(one.kept / counted)]));
  const more = worth.length - shown.length;
  return [
    `CONSTRAINT: what was still growing in the last quarter of the ${levels}, and how many of the states a ` +
      "bound would keep at most. If nothing else bounds it, the search has no end. States beyond a bound are not expanded.",
    ...bounds.map((bound, i) => `   ${bound}  it grew from ${stepsText(shown[i] as Growth)}`),
    ...(more > 0 ? [`   and ${more} more`] : []),
    "In the module, with the bound that you need, and in the configuration:",
    `   ${constraint} == ${boundText(first)}`,
    `   CONSTRAINT ${constraint}`,
  ];
}

function stepsText({ steps }: Growth): string {
  const every = Math.max(1, (steps.length - 1) / (MOST_STEPS - 1));
  const count = Math.min(MOST_STEPS, steps.length);
  const shown = Array.from({ length: count }, (_, i) => steps[Math.round(i * every)]);
  return shown.map((step) => `${step?.size} at level ${step?.level}`).join(" to ");
}

function sizeText({ kind, variable }: Growth): string {
  if (kind === "domain") return `Cardinality(DOMAIN ${variable})`;
  const of = kind.startsWith("each") ? `${variable}[i]` : variable;
  if (kind.endsWith("integer")) return of;
  return `${kind.endsWith("length") ? "Len" : "Cardinality"}(${of})`;
}

function boundText(growth: Growth): string {
  const { kind, variable, bound } = growth;
  return `${kind.startsWith("each") ? `\\A i \\in DOMAIN ${variable} : ` : ""}${sizeText(growth)} <= ${bound}`;
}
