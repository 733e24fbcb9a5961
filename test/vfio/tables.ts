/** The tables of `specs/vfio` that say what the configurations say, made from what is recorded of them. */

import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { root } from "../source-files.ts";

export const folder = join(root, "specs", "vfio");

export interface Run {
  readonly spec: string;
  readonly config: string;
  readonly row: string;
  readonly variant?: string;
  readonly environment: string;
  readonly profile?: string;
  readonly configuration: { readonly constants: Readonly<Record<string, string>> };
  readonly properties: readonly {
    readonly name: string;
    readonly status: string;
    readonly states?: number;
    readonly byConstruction?: boolean;
  }[];
}

const record: { readonly columns: readonly { readonly property: string }[]; readonly runs: readonly Run[] } =
  JSON.parse(readFileSync(join(folder, "verdicts.json"), "utf8"));
export const { runs } = record;

const own = runs.filter(({ config }) => !config.startsWith("seeded/"));

/** Which of the designs' constants a table has, in its order. */
const DESIGN: readonly string[] = [
  ...["Source", "FileDmas", "HoldKind", "OnInvalid", "Accounts", "MovesCharge", "Reparents"],
  ...["NoticeScope", "NoticeSticky", "Helper", "HookAtOnce"],
];

/** The tables by the name under which they stand in a page: `<!-- NAME -->`, the table, `<!-- end -->`. */
export const TABLES: Readonly<Record<string, () => string>> = { any: anyUser, designs, environments };

/** A page with its tables as they should be. */
export function withTables(page: string, tables: Readonly<Record<string, () => string>> = TABLES): string {
  return page.replace(/<!-- (\w+) -->\n\n[\s\S]*?<!-- end -->/g, (found, name: string) => {
    const table = tables[name];
    return table === undefined ? found : `<!-- ${name} -->\n\n${table()}\n<!-- end -->`;
  });
}

/** What each row of the matrix gives the constants of the designs; in other words where a variant gives another value. */
function designs(): string {
  const rows = [...new Set(own.map(({ row }) => row))];
  return tableText(
    ["design", ...DESIGN.map((name) => `\`${name}\``)],
    rows.map((row) => [row, ...DESIGN.map((name) => designValue(row, name))]),
  );
}

function designValue(row: string, name: string): string {
  const ofRow = own.filter((run) => run.row === row);
  const plain = new Set(ofRow.filter(({ variant }) => variant === undefined).map((run) => valueOf(run, name)));
  const others = ofRow.filter((run) => !plain.has(valueOf(run, name)));
  const texts = [...plain].map((value) => value ?? "");
  const variants = new Map<string, string[]>();
  for (const run of others) {
    const value = valueOf(run, name) ?? "";
    variants.set(value, [...(variants.get(value) ?? []), `\`${nameOf(run)}\``]);
  }
  return [...texts, ...[...variants].map(([value, names]) => `${value} in ${names.join(", ")}`)].join("; ");
}

/** The value of a constant, `FileDmas` in words; null where the design has no such constant. */
function valueOf({ configuration: { constants } }: Run, name: string): string | null {
  const value = constants[name];
  if (value === undefined) return null;
  if (name !== "FileDmas") return value.replaceAll('"', "");
  return value === "{}" ? "none" : value === constants["Dmas"] ? "all" : "one of two";
}

/** A configuration without its module: `any-exec`. */
function nameOf({ config }: Run): string {
  return basename(config, ".cfg").replace(/^\w+\./, "");
}

/** What each configuration allows. */
function environments(): string {
  const rows = own.map((run) => ({ run, cells: allowance(run.configuration.constants) }));
  return environmentTable(["user", "steps", "what there is", "and"], rows);
}

/** What `any` user does in the runs of the matrix but those of the profile full, and which columns these answer. */
function anyUser(): string {
  const chosen = own.filter(({ environment, variant, profile, config }) => {
    return environment === "any" && variant === undefined && profile !== "full" && !config.includes("-possible");
  });
  const rows = chosen.map((run) => ({ run, cells: allowance(run.configuration.constants).slice(1, 3) }));
  return environmentTable(["steps", "what there is"], rows, "asked");
}

/** One line for all designs in which a configuration is the same, and, where there is a title for it, what they are asked. */
function environmentTable(
  titles: readonly string[],
  rows: readonly { readonly run: Run; readonly cells: readonly string[] }[],
  asked: string | null = null,
): string {
  const lines = new Map<string, { readonly cells: readonly string[]; readonly designs: string[]; asked: string[] }>();
  for (const { run, cells: own } of rows) {
    const name = nameOf(run);
    const cells = [name.replace(/^(get|user)-/, ""), ...own];
    const key = cells.join("|");
    const line = lines.get(key) ?? { cells, designs: [], asked: [] };
    const prefix = /^(get|user)-/.exec(name)?.[1];
    line.designs.push(dirname(run.config) + (prefix === undefined ? "" : ` \`${prefix}-\``));
    line.asked.push(...askedOf(run));
    lines.set(key, line);
  }
  const table = [...lines.values()].map(({ cells: [name, ...rest], designs, asked: names }) => {
    const last = asked === null ? [] : [[...new Set(names)].sort().join(" ")];
    return [`\`${name}\``, designs.join(", "), ...rest, ...last];
  });
  const sorted = table.toSorted(([a], [b]) => ((a as string) < (b as string) ? -1 : a === b ? 0 : 1));
  return tableText(["configuration", "designs", ...titles, ...(asked === null ? [] : [asked])], sorted);
}

/** The columns of the matrix that a run answers, for all that does not hold by construction. */
function askedOf({ properties }: Run): string[] {
  const names = new Set(record.columns.map(({ property }) => property));
  const asked = properties.filter(({ name, byConstruction }) => names.has(name) && byConstruction !== true);
  return asked.map(({ name }) => name);
}

/** The user, his steps, the objects, and everything else that is not as usual. */
function allowance(constants: Readonly<Record<string, string>>): string[] {
  const members = (name: string): string[] => (constants[name] as string).match(/\w+/g) ?? [];
  const closes = members("UserSteps").includes("close");
  const files = ["Containers", "Emulated", "Hardware"].flatMap(members);
  const unclosed = closes ? files.filter((file) => !members("Closable").includes(file)) : [];
  const others = Object.entries(USUAL).filter(
    ([name, usual]) => constants[name] !== undefined && constants[name] !== usual,
  );
  const and = [
    ...others.map(([name, usual]) => (usual === "FALSE" ? `\`${name}\`` : `\`${name} = ${constants[name]}\``)),
    ...(unclosed.length > 0 ? [`${unclosed.join(", ")} not closed`] : []),
  ];
  const there = OBJECTS.map(([name, one, several]) => {
    const { length } = members(name);
    return length === 0 ? null : length === 1 ? one : `${length} ${several}`;
  });
  return [
    members("Environment")[0] as string,
    STEPS.filter((step) => members("UserSteps").includes(step)).join(", "),
    there.filter((text) => text !== null && text !== "").join(", "),
    and.join(", "),
  ];
}

const STEPS: readonly string[] = [
  ...["map", "unmap", "attach", "close", "exec", "cloexec", "fork", "exit", "mmap", "mapdevice", "write", "unpin"],
];

/** Objects: the constant, what is said of one, and of several. What there always is one of is said of several only. */
const OBJECTS: readonly (readonly [constant: string, one: string, several: string])[] = [
  ["Processes", "", "processes"],
  ["Mms", "1 mm", "mms"],
  ["Addresses", "", "addresses"],
  ["Containers", "", "containers"],
  ["Dmas", "", "mappings"],
  ["Emulated", "mdev", "mdevs"],
  ["Hardware", "hardware", "hardware devices"],
  ["Vcpus", "vCPU", "vCPUs"],
  ["Attachers", "attacher", "attachers"],
];

/** Constants that most configurations give the same value. */
const USUAL: Readonly<Record<string, string>> = {
  ExitOrder: '"any"',
  WorkerKind: '"work"',
  SharedWorker: "FALSE",
  GlobalDriverLock: "FALSE",
  UnmapCallsDriver: "FALSE",
  BigLock: "FALSE",
  CheckBeforeSleep: "FALSE",
  Memory: '"shared"',
  DontFork: "FALSE",
  Limit: "9",
  Lies: "FALSE",
  Anonymous: "{}",
  Reserved: "{}",
  Unattached: "{}",
  Execers: "{qemu}",
  Helper: '"fork"',
  HookAtOnce: "TRUE",
};

/** A Markdown table with columns of even width. */
export function tableText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, at) => Math.max(...all.map((row) => (row[at] as string).length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] as number)).join(" | ")} |\n`;
  const [first, ...others] = all.map(line);
  return [first, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |\n`, ...others].join("");
}
