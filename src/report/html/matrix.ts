/** The matrix of a gate in a page: which design has which property, with the way to each counterexample. */

import { escapeQuoted } from "../markup.ts";
import { axes, cellAt, type MatrixCell } from "../matrix.ts";

/** The table with rows down; `anchorOf` finds the section of the page for a diagram, or null. */
export function matrixHtml(cells: readonly MatrixCell[], anchorOf: (diagram: string) => string | null): string {
  const { rows, columns } = axes(cells);
  if (rows.length === 0) return "";
  const head = ["", ...columns].map((column) => `<th scope="col">${escapeQuoted(column)}</th>`).join("");
  const body = rows.map((row) => {
    const found = columns.map((column) => cellHtml(cellAt(cells, row, column), anchorOf)).join("");
    return `<tr><th scope="row">${escapeQuoted(row)}</th>${found}</tr>`;
  });
  return `<div class="wide"><table class="matrix"><tr>${head}</tr>\n${body.join("\n")}</table></div>\n`;
}

function cellHtml(cell: MatrixCell | undefined, anchorOf: (diagram: string) => string | null): string {
  if (cell === undefined) return "<td></td>";
  const { text, link = null } = cell;
  const anchor = link === null ? null : anchorOf(link);
  const shown = escapeQuoted(text);
  const kind = text === "holds" ? "holds" : link === null ? "" : "violated";
  return `<td class="${kind}">${anchor === null ? shown : `<a href="#${anchor}">${shown}</a>`}</td>`;
}
