/** JSON for files that people read and review: short lists and objects on one line. */

const WIDTH = 100;

/** The text of `value` (JSON data, without `undefined`); ends with a newline. Members stay in their order. */
export function printJson(value: unknown): string {
  return `${printed(value, "", 0)}\n`;
}

/** `used` characters stand before the text on its line. What does not fit is one item a line; plain items share lines. */
function printed(value: unknown, indent: string, used: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const keys = Array.isArray(value) ? value.map(() => "") : Object.keys(value).map((key) => `${JSON.stringify(key)}: `);
  const items: readonly unknown[] = Object.values(value);
  if (items.length === 0) return `${open}${close}`;
  const space = Array.isArray(value) ? "" : " ";
  const isPlain = items.every((item) => typeof item !== "object" || item === null);
  const inner = `${indent}  `;
  const texts = items.map((item, at) => `${keys[at]}${printed(item, inner, inner.length + keys[at]!.length)}`);
  const flat = `${open}${space}${texts.join(", ")}${space}${close}`;
  if (!flat.includes("\n") && used + flat.length < WIDTH) return flat;
  const lines: string[] = [];
  for (const [at, text] of texts.entries()) {
    const item = at === texts.length - 1 ? text : `${text},`;
    const last = lines.at(-1);
    if (isPlain && last !== undefined && inner.length + last.length + item.length < WIDTH) {
      lines[lines.length - 1] = `${last} ${item}`;
    } else lines.push(item);
  }
  return `${open}\n${lines.map((line) => inner + line).join("\n")}\n${indent}${close}`;
}
