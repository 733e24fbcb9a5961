/** A trace as a sequence diagram of Mermaid, for places that render it. */

import type { TraceState } from "../checker/index.ts";
import { printFolded } from "../values/index.ts";
import { actionText } from "./action-text.ts";
import { stateChanges } from "./change.ts";
import { type Counterexample, claimOf, titleOf } from "./counterexample.ts";
import { loopText } from "./lasso-text.ts";
import { changeText } from "./trace-text.ts";

/** Longer notes are cut: the text has everything. */
const LONGEST = 400;

/** One participant for each first parameter of an action, and one for actions without any. */
export function mermaidText({ subject, found, trace }: Counterexample): string {
  const { variables, states } = trace;
  const names = [...new Set(states.slice(1).map(participant))];
  const of = (state: TraceState): string => `P${names.indexOf(participant(state))}`;
  const lines = ["sequenceDiagram", `  title ${escaped(claimOf(titleOf({ subject, found })))}`];
  names.forEach((name, at) => {
    lines.push(`  participant P${at} as ${escaped(name)}`);
  });
  states.forEach((state, at) => {
    const before = states[at - 1];
    if (before === undefined) return;
    const title = `${at + 1}. ${state.action === null ? "Step" : actionText(state.action)}`;
    const changes = stateChanges(variables, before.values, state.values).map((change) => changeText(change));
    lines.push(`  ${of(state)}->>${of(state)}: ${escaped(title)}`);
    if (changes.length > 0) lines.push(`  Note right of ${of(state)}: ${escaped(changes.join("\n"))}`);
  });
  const loop = loopText(trace);
  if (names.length === 0) lines.push("  participant P0 as state");
  lines.push(`  Note over P0: ${escaped(loop ?? (found.kind === "violation" ? "the violation" : "the failure"))}`);
  return `${lines.join("\n")}\n`;
}

function participant({ action }: TraceState): string {
  const first = action?.parameters[0]?.[1];
  return first === undefined ? "spec" : printFolded(first);
}

/** What could mean something to Mermaid is written as the number of its character. */
function escaped(text: string): string {
  const cut = [...text];
  const shown = cut.length > LONGEST ? [...cut.slice(0, LONGEST), "..."] : cut;
  return shown
    .map((sign) => {
      if (sign === "\n") return "<br/>";
      return /^[\w .,()=>+-]+$/.test(sign) ? sign : `#${sign.codePointAt(0)};`;
    })
    .join("")
    .replaceAll(">", "#62;")
    .replaceAll("<br/#62;", "<br/>");
}
