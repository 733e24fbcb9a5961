/** What a reader sees of a picture, for the tests of our own SVG. */

import { DOMParser, type Element } from "@xmldom/xmldom";
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

/** The root of an XML document; throws for what is not well formed, and for characters that no document may have. */
export function readXml(text: string): Element {
  if (/[\u0000-\u0008\u000b\u000c\u000d-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(text)) throw new Error("no character");
  const onError = (_level: string, message: string): void => {
    // That is what we write for half a character of a spec.
    if (!message.includes("replacement character")) throw new Error(message);
  };
  return new DOMParser({ onError }).parseFromString(text, "text/xml").documentElement!;
}
