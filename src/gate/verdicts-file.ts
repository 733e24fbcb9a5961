/** `verdicts.json` read and written; docs/verdicts.md has its format. */

import type { StateCounts } from "../checker/index.ts";
import type { Diagnostic, Location } from "../models/model.ts";
import { printJson } from "../report/index.ts";
import type { Source } from "../tla/syntax/source.ts";
import { JsonError, type JsonNode, parseJson } from "./json-source.ts";
import type { Pin } from "./pin.ts";
import type { MatrixColumn, RecordedProperty, RecordedRun, VerdictsFile } from "./record.ts";

/** Reads a verdicts file strictly: every mistake is a diagnostic with its place, and then there is no file. */
export function parseVerdicts(
  source: Source,
):
  | { readonly file: VerdictsFile; readonly diagnostics: readonly [] }
  | { readonly file: null; readonly diagnostics: readonly Diagnostic[] } {
  try {
    const reader = new VerdictsReader(source);
    const file = reader.file(parseJson(source));
    return reader.diagnostics.length === 0
      ? { file, diagnostics: [] }
      : { file: null, diagnostics: reader.diagnostics };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { file: null, diagnostics: [mistake(error.message, error.location)] };
  }
}

/** The text of a verdicts file: runs by spec and configuration, properties by name, keys in the order of the format. */
export function verdictsText({ columns, witnesses, runs, code, notes }: VerdictsFile): string {
  const document = {
    version: 1,
    ...(notes.length === 0 ? {} : { notes }),
    ...(columns.length === 0 ? {} : { columns }),
    ...(witnesses ? { witnesses } : {}),
    ...(code === null ? {} : { code }),
    runs: runs.toSorted((a, b) => order(a.spec, b.spec) || order(a.config, b.config)).map(runJson),
  };
  return printJson(document);
}

function runJson({ spec, config, pin, states, properties, warnings, neverTaken, ...labels }: RecordedRun): object {
  const { row, title, variant, environment, profile } = labels;
  return {
    spec,
    config,
    ...given({ row, title, variant, environment, profile }),
    ...(pin === null ? {} : { configuration: pin }),
    states,
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(neverTaken.length === 0 ? {} : { neverTaken }),
    properties: properties
      .toSorted((a, b) => order(a.name, b.name))
      .map(({ name, status, states: length, loop, reason, within, why, byConstruction }) => ({
        name,
        status,
        ...(status === "violated" ? { states: length ?? 0, loop } : {}),
        ...(within.length === 0 ? {} : { within }),
        ...(byConstruction ? { byConstruction } : {}),
        ...given({ reason, why }),
      })),
  };
}

function mistake(message: string, location: Location | null): Diagnostic {
  return { code: "E518", severity: "error", message, location, notes: [] };
}

/** The members that are not null. */
function given(members: Readonly<Record<string, string | null>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const STATUSES: readonly string[] = ["holds", "violated", "unchecked"];
const LIMITS: readonly string[] = ["constraint", "view", "symmetry"];
const REASONS: readonly string[] = ["unsupported", "search-ended", "budget", "error"];

class VerdictsReader {
  readonly diagnostics: Diagnostic[] = [];
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  file(node: JsonNode): VerdictsFile {
    const members = this.members(node, "the file", ["version", "runs"], ["notes", "columns", "witnesses", "code"]);
    const version = members.get("version");
    if (version !== undefined && !(version.kind === "number" && version.value === 1)) {
      this.complain(version, "expected version 1");
    }
    const runs = this.items(members.get("runs"), "runs").map((run) => this.run(run));
    const seen = new Set<string>();
    this.items(members.get("runs"), "runs").forEach((run, at) => {
      const config = runs[at]!.config;
      if (seen.has(config)) this.complain(run, `a second run of ${config}`);
      seen.add(config);
    });
    const notes = this.items(members.get("notes"), "notes").map((note) => this.text(note, "a note") ?? "");
    const columns = this.items(members.get("columns"), "columns").map((column) => this.column(column));
    const witnesses = this.flag(members.get("witnesses"), "witnesses");
    const code = members.has("code") ? this.texts(members.get("code"), "code") : null;
    return { columns, witnesses, runs, code, notes };
  }

  private column(node: JsonNode): MatrixColumn {
    const members = this.members(node, "a column", ["title", "property", "environments"], []);
    const environments = this.items(members.get("environments"), "environments");
    if (environments.length === 0) this.complain(node, "a column needs an environment");
    return {
      title: this.text(members.get("title"), "title") ?? "",
      property: this.text(members.get("property"), "property") ?? "",
      environments: environments.map((item) => this.text(item, "an environment") ?? ""),
    };
  }

  private run(node: JsonNode): RecordedRun {
    const optional = ["row", "title", "variant", "environment", "profile", "configuration", "warnings", "neverTaken"];
    const members = this.members(node, "a run", ["spec", "config", "states", "properties"], optional);
    const text = (key: string): string | null => this.text(members.get(key), key);
    const nodes = this.items(members.get("properties"), "properties");
    const properties = nodes.map((property) => this.property(property));
    properties.forEach(({ name }, at) => {
      if (properties.findIndex((other) => other.name === name) < at)
        this.complain(nodes[at]!, `a second verdict on ${name}`);
    });
    return {
      spec: this.path(members.get("spec"), "spec"),
      config: this.path(members.get("config"), "config"),
      row: text("row"),
      title: text("title"),
      variant: text("variant"),
      environment: text("environment"),
      profile: text("profile"),
      pin: this.pin(members.get("configuration")),
      states: this.states(members.get("states")),
      properties,
      warnings: this.items(members.get("warnings"), "warnings").map((item) => this.text(item, "a warning") ?? ""),
      neverTaken: this.items(members.get("neverTaken"), "neverTaken").map((item) => this.text(item, "an action") ?? ""),
    };
  }

  private pin(node: JsonNode | undefined): Pin | null {
    if (node === undefined) return null;
    const members = this.members(node, "configuration", ["hash", "constants"], []);
    return {
      hash: this.text(members.get("hash"), "hash") ?? "",
      constants: this.texts(members.get("constants"), "constants"),
    };
  }

  /** An object of texts by name. */
  private texts(node: JsonNode | undefined, what: string): Record<string, string> {
    if (node !== undefined && node.kind !== "object") this.complain(node, `${what} must be an object`);
    const entries = node?.kind === "object" ? [...node.members] : [];
    return Object.fromEntries(entries.map(([name, value]) => [name, this.text(value, `a text of ${what}`) ?? ""]));
  }

  private states(node: JsonNode | undefined): StateCounts {
    if (node === undefined) return { initial: 0, generated: 0, distinct: 0, depth: 0 };
    const members = this.members(node, "states", ["initial", "generated", "distinct", "depth"], []);
    const count = (key: string): number => this.count(members.get(key), key) ?? 0;
    return {
      initial: count("initial"),
      generated: count("generated"),
      distinct: count("distinct"),
      depth: count("depth"),
    };
  }

  private property(node: JsonNode): RecordedProperty {
    const optional = ["states", "loop", "reason", "within", "why", "byConstruction"];
    const members = this.members(node, "a property", ["name", "status"], optional);
    const status = this.oneOf(members.get("status"), "status", STATUSES) as RecordedProperty["status"];
    const states = this.count(members.get("states"), "states");
    if (status === "violated" && states === null)
      this.complain(node, "a violated property needs the number of its states");
    return {
      name: this.text(members.get("name"), "name") ?? "",
      status,
      states,
      loop: this.count(members.get("loop"), "loop"),
      reason: members.has("reason") ? this.oneOf(members.get("reason"), "reason", REASONS) : null,
      within: this.items(members.get("within"), "within").map((item) => this.oneOf(item, "within", LIMITS)),
      why: this.text(members.get("why"), "why"),
      byConstruction: this.flag(members.get("byConstruction"), "byConstruction"),
    };
  }

  private members(
    node: JsonNode,
    what: string,
    required: readonly string[],
    optional: readonly string[],
  ): ReadonlyMap<string, JsonNode> {
    if (node.kind !== "object") {
      this.complain(node, `${what} must be an object`);
      return new Map();
    }
    for (const key of required) if (!node.members.has(key)) this.complain(node, `${what} lacks "${key}"`);
    for (const [key, member] of node.members) {
      if (required.includes(key) || optional.includes(key)) continue;
      this.complain(member, `${what} has no "${key}"; expected ${[...required, ...optional].join(", ")}`);
    }
    return node.members;
  }

  private items(node: JsonNode | undefined, what: string): readonly JsonNode[] {
    if (node === undefined) return [];
    if (node.kind === "array") return node.items;
    this.complain(node, `${what} must be a list`);
    return [];
  }

  /** A text, or null where there is none. */
  private text(node: JsonNode | undefined, what: string): string | null {
    if (node === undefined || node.kind === "null") return null;
    if (node.kind === "string") return node.value;
    this.complain(node, `${what} must be a string`);
    return null;
  }

  /** A path inside the folder, with `/`. */
  private path(node: JsonNode | undefined, what: string): string {
    const path = this.text(node, what) ?? "";
    if (node !== undefined && (path === "" || /^\/|\\|(^|\/)\.\.(\/|$)|^\w:/.test(path))) {
      this.complain(node, `${what} must be a path inside the folder`);
    }
    return path;
  }

  private count(node: JsonNode | undefined, what: string): number | null {
    if (node === undefined || node.kind === "null") return null;
    if (node.kind === "number" && Number.isSafeInteger(node.value) && node.value >= 0) return node.value;
    this.complain(node, `${what} must be a whole number from 0`);
    return null;
  }

  /** A truth value; false where there is none. */
  private flag(node: JsonNode | undefined, what: string): boolean {
    if (node === undefined) return false;
    if (node.kind === "boolean") return node.value;
    this.complain(node, `${what} must be true or false`);
    return false;
  }

  private oneOf(node: JsonNode | undefined, what: string, words: readonly string[]): string {
    const word = this.text(node, what) ?? "";
    if (node !== undefined && !words.includes(word)) this.complain(node, `${what} must be one of ${words.join(", ")}`);
    return word;
  }

  private complain(node: JsonNode, message: string): void {
    this.diagnostics.push(mistake(message, this.source.locate({ start: node.start, end: node.end })));
  }
}
