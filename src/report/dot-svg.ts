/** DOT text laid out and drawn as SVG. */

import { drawnByGraphviz } from "./graphviz.ts";

/** Behind a line that changed; darker than any paper, lighter than any text. */
const SHADE = "#d0d0d0";

const FONTS = "DejaVu Sans Mono,Menlo,Consolas,Courier New,monospace";

/** The lines of text of a node: baseline, and the marks that `traceDot` puts in front. */
const TEXT_LINE = /<text text-anchor="start" x="([-\d.]+)" y="([-\d.]+)"([^>]*)>([^<]*)<\/text>/g;

/**
 * Draws a graph of `traceDot`, with what changed in bold on grey. One unit of the picture is one pixel: Graphviz counts
 * in points and would have viewers scale by 4/3. Null where `signal` ended it. Rejects when the DOT text is wrong.
 */
export async function renderSvg(dot: string, signal?: AbortSignal): Promise<string | null> {
  const svg = await drawnByGraphviz(dot, signal);
  if (svg === null) return null;
  return svg
    .replace(/(<svg\b[^>]*?\bwidth=")([\d.]+)pt("\s+height=")([\d.]+)pt(")/, '$1$2$3$4$5 xml:space="preserve"')
    .replaceAll('font-family="Courier,monospace"', `font-family="${FONTS}"`)
    .replace(/<g id="[^"]*" class="node">[\s\S]*?<\/g>/g, markNode);
}

/** Shades the marked lines of a node and makes them and the heading bold. */
function markNode(node: string): string {
  const points = /<polygon [^>]*points="([^"]*)"/.exec(node);
  if (points === null) return node;
  const across = points[1]!.split(" ").map((point) => Number(point.split(",")[0]));
  const [left, right] = [Math.min(...across) + 5, Math.max(...across) - 5];
  let heading = true;
  return node.replace(TEXT_LINE, (line, ...parts: string[]) => {
    const [x, y, attributes, text] = parts as [string, string, string, string];
    const marked = /^(\*|\+|-|&#45;)/.test(text);
    if (!marked && !heading) return line;
    heading = false;
    const size = Number(/font-size="([\d.]+)"/.exec(attributes)?.[1] ?? 0);
    const top = (Number(y) - size * 0.95).toFixed(2);
    const shade = `<rect x="${left.toFixed(2)}" y="${top}" width="${(right - left).toFixed(2)}" height="${(size * 1.25).toFixed(2)}" fill="${SHADE}"/>\n`;
    const bold = `<text text-anchor="start" x="${x}" y="${y}"${attributes} font-weight="bold">${text}</text>`;
    return marked ? shade + bold : bold;
  });
}
