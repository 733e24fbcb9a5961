/** What our own pictures are made of: text in a font of one width, boxes, and the page with its colours. */

import { escapeQuoted, xmlCharacters } from "./markup.ts";

/** Pixels. A character of the fonts below is not wider than this at this size. */
const FONT_SIZE = 13;
export const CHARACTER = 7.85;
export const LINE = 17;

const FONTS = "DejaVu Sans Mono,Menlo,Consolas,Courier New,monospace";

/** Where text is written, and how; the style sheet has the colours. */
export interface Line {
  readonly text: string;
  readonly style?: "strong" | "faint" | "bad";
}

/** The first lines; the last of them says how many there are not. */
export function cut<T extends string | Line>(lines: readonly T[], most: number): T[] {
  if (lines.length <= most) return [...lines];
  const more = `… ${lines.length - most + 1} more lines`;
  return [...lines.slice(0, most - 1), (typeof lines[0] === "string" ? more : { text: more }) as T];
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Colours on light paper and on dark paper: [class, property, light, dark]. */
const COLOURS: readonly (readonly [selector: string, property: string, light: string, dark: string])[] = [
  [".paper", "fill", "#ffffff", "#16181d"],
  ["text", "fill", "#1b1f24", "#e3e6ea"],
  ["text.faint", "fill", "#5c6570", "#9aa4b0"],
  ["text.bad", "fill", "#a5111b", "#ff8f86"],
  [".step", "fill", "#e8f0fb", "#20324b"],
  [".step", "stroke", "#3565a8", "#7da7e0"],
  [".effect", "fill", "#ffffff", "#16181d"],
  [".effect", "stroke", "#3565a8", "#7da7e0"],
  [".still", "fill", "#fbe9c4", "#463714"],
  [".holds", "fill", "#7a3fa0", "#c497e6"],
  [".head", "fill", "#eceef1", "#2a2e36"],
  [".changed", "fill", "#dfe7f3", "#2b3d57"],
  [".rule", "stroke", "#d5d9de", "#343a44"],
  [".life", "stroke", "#b4bbc4", "#4a525e"],
  [".arrow", "stroke", "#3565a8", "#7da7e0"],
  [".tip", "fill", "#3565a8", "#7da7e0"],
  [".loop", "stroke", "#1b1f24", "#e3e6ea"],
  [".looptip", "fill", "#1b1f24", "#e3e6ea"],
  [".fault", "stroke", "#c4161c", "#ff7b72"],
  [".marked", "stroke", "#1b1f24", "#e3e6ea"],
  [".box", "fill", "#ffffff", "#1b1e24"],
  [".box", "stroke", "#5c6570", "#9aa4b0"],
];

/** Shapes without a colour. */
const SHAPES = `text{font-family:${FONTS};font-size:${FONT_SIZE}px;white-space:pre}.strong{font-weight:bold}.title{font-size:16px}
.step,.effect,.box{stroke-width:1.2}.effect{stroke-dasharray:4 3}.rule,.life{stroke-width:1}.life{stroke-dasharray:2 4}
.arrow,.loop,.fault,.marked{fill:none;stroke-width:1.6}.passes{stroke-dasharray:5 3}.loop{stroke-dasharray:8 4}.fault,.marked{stroke-width:3}
`;

function sheet(dark: boolean): string {
  return COLOURS.map(([selector, property, light, night]) => `${selector}{${property}:${dark ? night : light}}`).join(
    "",
  );
}

/** The style of every picture, on light and on dark paper. */
export const PICTURE_STYLE = `${SHAPES}${sheet(false)}\n@media (prefers-color-scheme:dark){${sheet(true)}}`;

/** A whole picture, which looks well on light and on dark paper; ends with a newline. */
export function page(
  size: { readonly width: number; readonly height: number },
  said: { readonly title: string; readonly description: string },
  body: readonly string[],
): string {
  const [width, height] = [Math.ceil(size.width), Math.ceil(size.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description" xml:space="preserve">\n`,
    `<title id="title">${escaped(said.title)}</title>\n<desc id="description">${escaped(said.description)}</desc>\n`,
    `<style>${PICTURE_STYLE}</style>\n`,
    `<rect class="paper" width="${width}" height="${height}"/>\n`,
    ...body,
    "</svg>\n",
  ].join("");
}

/** Such a picture inside a page, which has `PICTURE_STYLE` once for all of them. */
export function inlinePicture(svg: string): string {
  return svg
    .replace(/<style>[\s\S]*?<\/style>\n/, "")
    .replace(' aria-labelledby="title description"', "")
    .replace(' id="title"', "")
    .replace(' id="description"', "");
}

/** Lines of text below each other, the first one's top at `y`. */
export function textLines(x: number, y: number, lines: readonly Line[]): string {
  return lines.map(({ text, style }, at) => textLine(x, y + at * LINE, text, style)).join("");
}

/** One line; text that may be wider than its characters are many is told how wide it is. */
export function textLine(x: number, y: number, text: string, style?: string): string {
  if (text.trim() === "") return "";
  const measured = /^[ -~]*$/.test(text) ? "" : ` textLength="${round(widthOf(text))}" lengthAdjust="spacingAndGlyphs"`;
  const named = style === undefined ? "" : ` class="${style}"`;
  return `<text x="${round(x)}" y="${round(y + 13)}"${named}${measured}>${escaped(text)}</text>\n`;
}

export function rectangle(kind: string, { x, y, width, height }: Rectangle, radius = 0, said = ""): string {
  const round_ = radius === 0 ? "" : ` rx="${radius}"`;
  const title = said === "" ? "/>" : `><title>${escaped(said)}</title></rect>`;
  return `<rect class="${kind}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${round_}${title}\n`;
}

/** A line through points, with a tip at its end if `tip` names its class. */
export function polyline(kind: string, points: readonly (readonly [number, number])[], tip: string | null): string {
  const path = points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
  const drawn = `<path class="${kind}" fill="none" d="${path}"/>\n`;
  if (tip === null || points.length < 2) return drawn;
  const [[fromX, fromY], [x, y]] = points.slice(-2) as [[number, number], [number, number]];
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [dx, dy] = [(x - fromX) / length, (y - fromY) / length];
  const corner = (side: number): string => `${round(x - 8 * dx + side * 4 * dy)} ${round(y - 8 * dy - side * 4 * dx)}`;
  return `${drawn}<path class="${tip}" d="M${round(x)} ${round(y)}L${corner(1)}L${corner(-1)}Z"/>\n`;
}

/** Pixels that a text takes. */
export function widthOf(text: string): number {
  return [...text].length * CHARACTER;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return escapeQuoted(xmlCharacters(text));
}
