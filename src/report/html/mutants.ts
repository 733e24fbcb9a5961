/** What became of the mutants of specifications as a page: what nobody notices first, each with the way to its line. */

import type { JudgedMutant } from "../../mutants/index.ts";
import { locationText } from "../diagnostic.ts";
import { escapeQuoted } from "../markup.ts";
import { type MutantReport, type MutatedSpec, mutantCells, noticedBy, VERDICTS, violatedBy } from "../mutants.ts";
import { listed } from "../table.ts";
import { frameHtml, Texts } from "./frame.ts";

/** The page; ends with a newline. */
export function mutantsHtml({ version, command, specs, texts: files }: MutantReport): string {
  const texts = new Texts(files);
  const title = `Mutants of ${specs.length === 1 ? specs[0]?.spec : `${specs.length} specifications`}`;
  const sections = specs.flatMap((found) => [
    `<h2>${escapeQuoted(found.spec)}</h2>`,
    propertiesHtml(found),
    ...VERDICTS.toReversed().map(([verdict, why]) => {
      const mutants = (found.mutants ?? []).filter((mutant) => mutant.verdict === verdict);
      return mutants.length === 0 ? "" : groupHtml(mutants, verdict, why, texts);
    }),
  ]);
  return frameHtml({ title, version, command }, [tableHtml(specs), ...sections, ...texts.sections()]);
}

/** How many mutants of each specification there are, and what became of them. */
function tableHtml(specs: readonly MutatedSpec[]): string {
  const head = ["", "runs", "mutants", ...VERDICTS.map(([verdict]) => verdict)];
  const rows = specs.map(mutantCells).map(([spec = "", ...cells]) => {
    return `<tr><th scope="row">${escapeQuoted(spec)}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  const heads = head.map((cell) => `<th scope="col">${cell}</th>`).join("");
  return `<div class="wide"><table class="matrix"><tr>${heads}</tr>\n${rows.join("\n")}</table></div>`;
}

/** What each property notices. */
function propertiesHtml(found: MutatedSpec): string {
  const { originals, mutants, unbroken, spared } = found;
  const paragraph = (text: string): string => `<p>${escapeQuoted(text)}</p>`;
  const violated = violatedBy(originals);
  const said = violated.length === 0 ? [] : [paragraph(`Violated without any slip: ${listed(violated)}.`)];
  if (mutants === null) return [...said, paragraph("It could not be decided itself, so it has no mutants.")].join("");
  const rows = noticedBy(mutants).map(
    ([name, count]) => `<tr><th scope="row">${escapeQuoted(name)}</th><td>${count}</td></tr>`,
  );
  const table = `<table class="list"><tr><th>property</th><th>mutants that it notices</th></tr>${rows.join("")}</table>`;
  if (unbroken === null)
    said.push(paragraph("Which properties notice nothing is not known: some mutants are undecided."));
  else if (unbroken.length > 0) said.push(paragraph(`Noticing nothing: ${listed(unbroken)}.`));
  if (spared.length > 0) said.push(paragraph(`Noticing nothing so far, others were quicker: ${listed(spared)}.`));
  return [...said, rows.length === 0 ? "" : table].join("");
}

function groupHtml(mutants: readonly JudgedMutant[], verdict: string, why: string, texts: Texts): string {
  const open = verdict === "survives" || verdict === "undecided" ? " open" : "";
  const rows = mutants.map((mutant) => mutantHtml(mutant, open !== "", texts));
  const summary = `<summary>${verdict}: ${mutants.length} <span class="place">${escapeQuoted(why)}</span></summary>`;
  return `<details class="run"${open}>${summary}<table class="list">${rows.join("\n")}</table></details>`;
}

/** The place, the rule and who notices; then the text before and after. */
function mutantHtml(mutant: JudgedMutant, marked: boolean, texts: Texts): string {
  const { location, rule, before, after, by, failure, reason } = mutant;
  const link = texts.link(location);
  if (marked) texts.mark(link);
  const place = escapeQuoted(locationText(location));
  const said = by.length > 0 ? `noticed by ${listed(by)}` : (reason ?? failure ?? "");
  return (
    `<tr><td>${link === null ? place : `<a href="#${link}">${place}</a>`}<div>${escapeQuoted(rule)}</div>` +
    `<div class="place">${escapeQuoted(said)}</div></td>` +
    `<td><pre>- ${escapeQuoted(before)}\n+ ${escapeQuoted(after)}</pre></td></tr>`
  );
}
