/** A picture as pixels, for places that show no SVG. */

/** Thrown where the optional package is not installed; `code` as errors of the system have one. */
class PackageMissing extends Error {
  readonly code = "ENOPACKAGE";
}

/** The PNG of an SVG, on white paper, twice as large for sharp text. Rejects where the package cannot be loaded. */
export async function pngOf(svg: string, load = () => import("@resvg/resvg-js")): Promise<Uint8Array> {
  let Resvg: Awaited<ReturnType<typeof load>>["Resvg"];
  try {
    ({ Resvg } = await load());
  } catch {
    throw new PackageMissing("@resvg/resvg-js is not installed");
  }
  return new Resvg(svg, { background: "#ffffff", fitTo: { mode: "zoom", value: 2 } }).render().asPng();
}
