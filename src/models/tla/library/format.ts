/** Templates as for Java's `String.format`, as far as they make sense for text. */

import { NativeError } from "./native.ts";

/** `%%`, `%n`, or an argument as `%s`, `%2$s`, `%-10s`, `%.3s`; anything else that begins with `%`. */
const PLACE = /%(?:(\d+)\$)?(-)?(\d+)?(?:\.(\d+))?([a-zA-Z%])|%/g;

/** The template with its places filled. Throws E467 for a place that is no text or has no argument. */
export function formatted(template: string, args: readonly string[], operator: string): string {
  let next = 0;
  return template.replace(PLACE, (place: string, ...groups: (string | undefined)[]) => {
    const [position, left, width, precision, conversion] = groups;
    if (conversion === "%") return "%";
    if (conversion === "n") return "\n";
    if (conversion !== "s" && conversion !== "S") {
      throw new NativeError("E467", `${operator}: ${place} in the template is not supported, expected %s or %1$s`);
    }
    const index = position === undefined ? next++ : Number(position) - 1;
    const argument = args[index];
    if (argument === undefined) {
      throw new NativeError("E467", `${operator}: ${place} in the template has no argument; there are ${args.length}`);
    }
    const cut = precision === undefined ? argument : argument.slice(0, Number(precision));
    const cased = conversion === "S" ? cut.toUpperCase() : cut;
    if (width === undefined) return cased;
    return left === undefined ? cased.padStart(Number(width)) : cased.padEnd(Number(width));
  });
}
