/** `verdicts.json`: what is recorded about the runs of a folder. The format is that of design.md section 5. */

import type { StateCounts } from "../checker/index.ts";
import type { Diagnostic } from "../models/model.ts";
import { Source } from "../tla/syntax/source.ts";
import { JsonError, type JsonNode, parseJson } from "./json-source.ts";
import { problem } from "./problem.ts";

/** What is recorded about a property of a run. */
export interface RecordedProperty {
  readonly name: string;
  readonly status: "holds" | "violated" | "unchecked";
  /** For a violated property the length of its trace; 0 for an assumption. */
  readonly states: number | null;
  readonly loop: number | null;
  /** For an unchecked property why, if that is recorded. */
  readonly reason: string | null;
  /** How a success is qualified, such as `constraint`. */
  readonly within: readonly string[];
  readonly why: string | null;
}

/** What is recorded about a run; `spec` and `config` are relative to the folder. */
export interface RecordedRun {
  readonly spec: string;
  readonly config: string;
  readonly row: string | null;
  readonly title: string | null;
  /** What is special about the run, which is then no part of the matrix but listed below it. */
  readonly variant: string | null;
  readonly environment: string | null;
  readonly profile: string | null;
  readonly states: StateCounts;
  readonly properties: readonly RecordedProperty[];
}

/** A column of the matrix: a property, in an environment; or in several, the mildest first, to name the last that it survives. */
export interface MatrixColumn {
  readonly title: string;
  readonly property: string;
  readonly environments: readonly string[];
}

export interface VerdictsFile {
  /** The columns of the matrix; without them it shows all properties of all runs. */
  readonly columns: readonly MatrixColumn[];
  readonly runs: readonly RecordedRun[];
  /** Lines to print below the matrix, such as what the folder does not check. */
  readonly notes: readonly string[];
}

/** Reads a verdicts file strictly: every mistake is a diagnostic with its place, and then there is no file. */
export function parseVerdicts(
  name: string,
  text: string,
):
  | { readonly file: VerdictsFile; readonly diagnostics: readonly [] }
  | { readonly file: null; readonly diagnostics: readonly Diagnostic[] } {
  const source = new Source(name, text);
  try {
    const reader = new VerdictsReader(source);
    const file = reader.file(parseJson(source));
    return reader.diagnostics.length === 0
      ? { file, diagnostics: [] }
      : { file: null, diagnostics: reader.diagnostics };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { file: null, diagnostics: [problem("E518", error.message, [], error.location)] };
  }
}

/** The text of a verdicts file: runs by spec and configuration, properties by name, keys in the order of the format. */
export function verdictsText({ columns, runs, notes }: VerdictsFile): string {
  const document = {
    version: 1,
    ...(notes.length === 0 ? {} : { notes }),
    ...(columns.length === 0 ? {} : { columns }),
    runs: runs.toSorted((a, b) => order(a.spec, b.spec) || order(a.config, b.config)).map(runJson),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function runJson({ spec, config, row, title, variant, environment, profile, states, properties }: RecordedRun): object {
  return {
    spec,
    config,
    ...given({ row, title, variant, environment, profile }),
    states,
    properties: properties
      .toSorted((a, b) => order(a.name, b.name))
      .map(({ name, status, states: length, loop, reason, within, why }) => ({
        name,
        status,
        ...(status === "violated" ? { states: length ?? 0, loop } : {}),
        ...(within.length === 0 ? {} : { within }),
        ...given({ reason, why }),
      })),
  };
}

/** The members that are not null. */
function given(members: Readonly<Record<string, string | null>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const STATUSES: readonly string[] = ["holds", "violated", "unchecked"];
const LIMITS: readonly string[] = ["constraint", "view"];
const REASONS: readonly string[] = ["unsupported", "search-ended", "budget", "error"];

class VerdictsReader {
  readonly diagnostics: Diagnostic[] = [];
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  file(node: JsonNode): VerdictsFile {
    const members = this.members(node, "the file", ["version", "runs"], ["notes", "columns"]);
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
    return { columns, runs, notes };
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
    const optional = ["row", "title", "variant", "environment", "profile"];
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
      states: this.states(members.get("states")),
      properties,
    };
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
    const members = this.members(node, "a property", ["name", "status"], ["states", "loop", "reason", "within", "why"]);
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

  private oneOf(node: JsonNode | undefined, what: string, words: readonly string[]): string {
    const word = this.text(node, what) ?? "";
    if (node !== undefined && !words.includes(word)) this.complain(node, `${what} must be one of ${words.join(", ")}`);
    return word;
  }

  private complain(node: JsonNode, message: string): void {
    this.diagnostics.push(problem("E518", message, [], this.source.locate({ start: node.start, end: node.end })));
  }
}
