/** The table of verdicts as Markdown and as a picture, with links to the diagrams. */

import { escapeQuoted } from "./markup.ts";
import { axes, cellAt, type MatrixCell } from "./matrix.ts";

/** A line below the table: a run that is no part of it. */
export interface MatrixVariant {
  readonly row: string;
  readonly variant: string;
  readonly environment: string;
  /** What is violated, with links, and what holds. */
  readonly violated: readonly MatrixCell[];
  readonly holds: readonly string[];
}

export interface MatrixPage {
  readonly title: string;
  readonly cells: readonly MatrixCell[];
  readonly variants: readonly MatrixVariant[];
  readonly notes: readonly string[];
}

/** Markdown: the table, the variants, the notes. */
export function matrixMarkdown({ title, cells, variants, notes }: MatrixPage): string {
  const { rows, columns } = axes(cells);
  const lines = [`# ${title}`, ""];
  if (rows.length > 0) {
    lines.push(tableLine(["", ...columns.map(markdownText)]), tableLine(["---", ...columns.map(() => "---")]));
    for (const row of rows) {
      lines.push(tableLine([markdownText(row), ...columns.map((column) => markdownCell(cellAt(cells, row, column)))]));
    }
    lines.push("");
  }
  if (variants.length > 0) {
    lines.push("## Variants", "");
    lines.push(tableLine(["row", "variant", "environment", "violated", "holds"]));
    lines.push(tableLine(["---", "---", "---", "---", "---"]));
    for (const { row, variant, environment, violated, holds } of variants) {
      const found = violated.map((cell) => markdownLink(`${cell.column} ${cell.text}`, cell.link ?? null)).join(", ");
      lines.push(
        tableLine([row, variant, environment].map(markdownText).concat(found, markdownText(holds.join(", ")))),
      );
    }
    lines.push("");
  }
  for (const note of notes) lines.push(markdownText(note), "");
  return lines.join("\n");
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function markdownCell(cell: MatrixCell | undefined): string {
  return cell === undefined ? "n/a" : markdownLink(cell.text, cell.link ?? null);
}

function markdownLink(text: string, link: string | null): string {
  return link === null ? markdownText(text) : `[${markdownText(text)}](${link})`;
}

function markdownText(text: string): string {
  return text.replace(/[\\|`*_[\]<>]/g, (sign) => `\\${sign}`);
}

/** Pixels. */
const FONT_SIZE = 12;
const CHARACTER = 7.3;
const LINE = 24;
const MARGIN = 8;

/** Behind a cell; the text says the same. */
const PAPER = { holds: "#e3efdf", violated: "#f6d9d5", other: "#f2f2f2" };

/** The table as a picture; a violated cell is a link to its diagram. */
export function matrixSvg({ title, cells }: MatrixPage): string {
  const { rows, columns } = axes(cells);
  const widthOf = (texts: readonly string[]): number =>
    Math.ceil(Math.max(...texts.map((text) => text.length)) * CHARACTER) + 2 * MARGIN;
  const label = widthOf([...rows, ""]);
  const widths = columns.map((column) =>
    widthOf([column, ...rows.map((row) => cellAt(cells, row, column)?.text ?? "n/a")]),
  );
  const lefts = widths.map((_, at) => label + widths.slice(0, at).reduce((sum, width) => sum + width, 0));
  const width = Math.max(label + widths.reduce((sum, each) => sum + each, 0), widthOf([title])) + 2 * MARGIN;
  const height = (rows.length + 2) * LINE + 2 * MARGIN;
  const drawn = [text(MARGIN, baseline(0), title, true)];
  columns.forEach((column, at) => {
    drawn.push(text(MARGIN + lefts[at]! + MARGIN, baseline(1), column, true));
  });
  rows.forEach((row, down) => {
    drawn.push(text(MARGIN, baseline(down + 2), row, true));
    columns.forEach((column, at) => {
      const place = { x: MARGIN + lefts[at]!, y: MARGIN + (down + 2) * LINE, width: widths[at]! };
      drawn.push(box(cellAt(cells, row, column), place, baseline(down + 2)));
    });
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="DejaVu Sans Mono,Menlo,Consolas,Courier New,monospace" font-size="${FONT_SIZE}">\n`,
    `<rect width="${width}" height="${height}" fill="white"/>\n`,
    ...drawn,
    "</svg>\n",
  ].join("");
}

function baseline(line: number): number {
  return MARGIN + line * LINE + 16;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function box(cell: MatrixCell | undefined, { x, y, width }: Place, below: number): string {
  const content = cell?.text ?? "n/a";
  const link = cell?.link ?? null;
  const paper = link !== null ? PAPER.violated : content === "n/a" ? PAPER.other : PAPER.holds;
  const drawn = `<rect x="${x + 1}" y="${y + 1}" width="${width - 2}" height="${LINE - 2}" fill="${paper}"/>\n${text(x + MARGIN, below, content, false)}`;
  return link === null ? drawn : `<a href="${escapeQuoted(link)}">${drawn}</a>\n`;
}

function text(x: number, y: number, content: string, bold: boolean): string {
  return `<text x="${x}" y="${y}"${bold ? ' font-weight="bold"' : ""}>${escapeQuoted(content)}</text>\n`;
}
