/** What a reader sees of a picture, for the tests of our own SVG. */

import { CHARACTER } from "../../src/report/drawing.ts";

export interface SeenText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** The texts of a picture with their places. */
export function textsOf(svg: string): SeenText[] {
  return [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]*)<\/text>/g)].map(([, x, y, rest, inner]) => {
    const text = inner!
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
    const told = /textLength="([\d.]+)"/.exec(rest!);
    const size = rest!.includes("title") ? 16 / 13 : 1;
    const width = told === null ? [...text.trimEnd()].length * CHARACTER * size : Number(told[1]);
    return { text, x: Number(x), y: Number(y), width };
  });
}

/** Texts that lie on each other, or stick out of the page. */
export function collisions(svg: string): string[] {
  const [, width, height] = /<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg)!;
  const all = textsOf(svg).sort((a, b) => a.y - b.y);
  const found = all
    .filter(({ x, y, width: own }) => x < 0 || y < 10 || x + own > Number(width) || y > Number(height))
    .map(({ text }) => `outside: ${text}`);
  all.forEach((one, at) => {
    for (let next = at + 1; next < all.length && all[next]!.y - one.y < 12; next++) {
      const other = all[next]!;
      // Blanks at the beginning of a line cover nothing.
      const [left, right] = [one, other].map(({ text, x }) => x + (text.length - text.trimStart().length) * CHARACTER);
      if (left! < other.x + other.width && right! < one.x + one.width) found.push(`${one.text} | ${other.text}`);
    }
  });
  return found;
}

/** XML as far as our reports use it; throws for what is not well formed. */
export function readXml(text: string): void {
  const open: string[] = [];
  const rest = text
    .replace(/^<\?xml [^?]*\?>\n/, "")
    .replace(
      /<(\/?)(\w+)((?: [\w:-]+="[^"<>\n]*")*)(\/?)>|([^<>]+)/g,
      (_, close: string, name: string, attributes: string, empty: string, content: string | undefined) => {
        if (/&(?!(?:amp|lt|gt|quot);)/.test(content ?? attributes)) throw new Error("a stray &");
        if (content !== undefined) return "";
        if (close !== "" && open.pop() !== name) throw new Error(`</${name}> closes something else`);
        if (close === "" && empty === "") open.push(name);
        return "";
      },
    );
  if (rest !== "" || open.length > 0) throw new Error(`no XML: ${rest.slice(0, 80)}`);
  if (/[\u0000-\u0008\u000b\u000c\u000d-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(text)) throw new Error("no character");
}
