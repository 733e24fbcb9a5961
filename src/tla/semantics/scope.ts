/** Names visible at a point: locals, then the module's, then those of the enclosing modules, then the language's. */

import { communityModules } from "../library/index.ts";
import type { Diagnostic } from "../syntax/diagnostic.ts";
import type { Span } from "../syntax/source.ts";
import { builtins, native } from "./builtin.ts";
import type { Findings } from "./report.ts";
import { type Entry, locationOf, type Meaning, type ResolvedModule } from "./symbol.ts";

/** A chain of small frames; each holds the names of one binder, parameter list or LET, or the `@` of an EXCEPT. */
export class LocalScope {
  readonly names = new Map<string, Meaning>();
  readonly parent: LocalScope | null;
  /** Whether `@` has a meaning here: behind the `=` of an EXCEPT, in what is bound or defined there too. */
  readonly knowsAt: boolean;

  constructor(parent: LocalScope | null, knowsAt = parent?.knowsAt ?? false) {
    this.parent = parent;
    this.knowsAt = knowsAt;
  }
}

/** The names of one module while it is being read. */
export class ModuleScope {
  readonly entries = new Map<string, Entry>();
  /** Nested modules by name, visible to INSTANCE and EXTENDS from here on. */
  readonly modules = new Map<string, ResolvedModule>();
  readonly outer: ModuleScope | null;
  readonly library: boolean;

  constructor(outer: ModuleScope | null, library: boolean) {
    this.outer = outer;
    this.library = library;
  }

  /** What `name` means here, or null. */
  lookup(name: string, local: LocalScope | null): Meaning | null {
    return this.find(name, local, true);
  }

  /** The same, if it may not be given another meaning. */
  taken(name: string, local: LocalScope | null): Meaning | null {
    return this.find(name, local, false);
  }

  private find(name: string, local: LocalScope | null, passedOn: boolean): Meaning | null {
    for (let scope = local; scope !== null; scope = scope.parent) {
      const meaning = scope.names.get(name);
      if (meaning !== undefined) return meaning;
    }
    for (let scope: ModuleScope | null = this; scope !== null; scope = scope.outer) {
      const entry = scope.entries.get(name);
      if (entry !== undefined && (passedOn || !entry.passedOn)) return entry.meaning;
    }
    const builtin = builtins.get(name);
    if (builtin !== undefined) return { symbol: builtin, chain: [] };
    return this.library && name === native.name ? { symbol: native, chain: [] } : null;
  }

  /** A nested module named `name`, from here outwards. */
  findModule(name: string): ResolvedModule | null {
    for (let scope: ModuleScope | null = this; scope !== null; scope = scope.outer) {
      const found = scope.modules.get(name);
      if (found !== undefined) return found;
    }
    return null;
  }

  /** Up to three visible names that differ from `name` by little, nearest first. */
  similar(name: string, local: LocalScope | null): string[] {
    const names = new Set<string>();
    for (let scope = local; scope !== null; scope = scope.parent) for (const n of scope.names.keys()) names.add(n);
    for (let scope: ModuleScope | null = this; scope !== null; scope = scope.outer)
      for (const n of scope.entries.keys()) names.add(n);
    return similarNames(name, names).slice(0, 3);
  }
}

/**
 * Does `module` only pass the name on? In earlier versions of the community's modules what they have from others is LOCAL, so
 * that a specification may give it again.
 */
export function isPassedOn({ meaning, passedOn }: Entry, { library, name }: ResolvedModule): boolean {
  if (passedOn || !library || !Object.hasOwn(communityModules, name)) return passedOn;
  return meaning.symbol.kind !== "operator" || meaning.symbol.module.name !== name;
}

/** Those of `names` that differ from `name` by little, nearest first. */
export function similarNames(name: string, names: Iterable<string>): string[] {
  // Every letter differs by one from every other.
  const limit = name.length <= 1 ? 0 : name.length <= 3 ? 1 : name.length <= 6 ? 2 : 3;
  // Operator symbols differ from any short name by little; they are never what was meant.
  return [...names]
    .filter((n) => /^\w/.test(n))
    .map((n) => [n, editDistance(n.toLowerCase(), name.toLowerCase())] as const)
    .filter(([, d]) => d <= limit)
    .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
    .map(([n]) => n);
}

/** A hint at those of `names` that `name` may have been meant to be, with the punctuation before it; "" where none is near. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const near = similarNames(name, names).slice(0, 3);
  return near.length > 0 ? `; did you mean ${near.join(" or ")}?` : "";
}

/** Says where the name was introduced before, for a duplicate. */
export function earlierPlace(meaning: Meaning): Diagnostic["notes"] {
  const { symbol } = meaning;
  if (symbol.kind === "builtin") return [{ message: "it is built into the language", location: null }];
  return [{ message: `the other ${symbol.name} is here`, location: locationOf(symbol) }];
}

/**
 * Reports a name that is introduced although it already has a meaning (SANY refuses this for bound names too). `what`
 * says its kind and the name.
 */
export function reportDuplicate(report: Findings, span: Span, what: string, earlier: Meaning): void {
  report.error("E202", span, `${what} is already defined or declared; choose another name`, earlierPlace(earlier));
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, (previous[j - 1] ?? 0) + cost));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
