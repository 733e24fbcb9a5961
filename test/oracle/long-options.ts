import { parseArgs } from "node:util";

/**
 * The options of a long run, each with a whole number, as `--name N`; and `--folder F`. A run of nothing would pass, so
 * anything else throws.
 */
export function longOptions<const Name extends string>(
  defaults: Readonly<Record<Name, number>>,
): { readonly numbers: Readonly<Record<Name, number>>; readonly folder: string | undefined } {
  const names = Object.keys(defaults);
  const { values } = parseArgs({
    options: { folder: { type: "string" }, ...Object.fromEntries(names.map((name) => [name, { type: "string" }])) },
  });
  const numbers: Record<Name, number> = { ...defaults };
  for (const name of names as Name[]) {
    const text = (values as Partial<Record<Name, string>>)[name];
    if (text === undefined) continue;
    if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number, not ${text}`);
    numbers[name] = Number(text);
  }
  return { numbers, folder: values.folder };
}
