/** DOT text laid out and drawn as SVG. */

import { renderGraphFromSource } from "graphviz-cli";

/**
 * Draws a graph of `traceDot`. The answer stands alone, and one unit of it is one pixel: Graphviz counts in points and
 * would have viewers scale by 4/3. Rejects when the DOT text is wrong.
 */
export async function renderSvg(dot: string): Promise<string> {
  const svg = await renderGraphFromSource({ input: dot }, { format: "svg", engine: "dot" });
  return svg
    .replace(/(<svg\b[^>]*?\bwidth=")([\d.]+)pt("\s+height=")([\d.]+)pt(")/, "$1$2$3$4$5")
    .replaceAll(
      'font-family="Courier,monospace"',
      'font-family="DejaVu Sans Mono,Menlo,Consolas,Courier New,monospace"',
    );
}
