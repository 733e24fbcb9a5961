/** Who imports whom, and which names: read from the trees. */

import { posix } from "node:path";
import {
  type Expression,
  isExportAssignment,
  isExportDeclaration,
  isIdentifier,
  isImportDeclaration,
  isNamedExports,
  isNamedImports,
  isStringLiteral,
  isVariableStatement,
  ModifierFlags,
  type Statement,
  SyntaxKind,
} from "typescript/unstable/ast";
import type { Parsed } from "./program.ts";

/** One import, or one export from another file. */
export interface Edge {
  /** The path of the other file; what is no file of ours has no edge. */
  readonly target: string;
  /** True if it is there at run time: not an `import type`, nor an `export type`. */
  readonly runs: boolean;
  /** The names that are taken from the other file; null for all of them. */
  readonly names: readonly string[] | null;
}

/** The imports of a file. */
export function edgesOf({ path, text, tree }: Parsed): Edge[] {
  const target = (specifier: Expression | undefined): string | null =>
    specifier !== undefined && isStringLiteral(specifier) && specifier.text.startsWith(".")
      ? posix.join(posix.dirname(path), specifier.text)
      : null;
  const edges: Edge[] = [];
  for (const statement of tree.statements) {
    if (isImportDeclaration(statement)) {
      const other = target(statement.moduleSpecifier);
      const clause = statement.importClause;
      const runs = clause?.phaseModifier !== SyntaxKind.TypeKeyword;
      if (other !== null) edges.push({ target: other, runs, names: namesOf(clause?.namedBindings, text) });
    } else if (isExportDeclaration(statement)) {
      const other = target(statement.moduleSpecifier);
      if (other !== null) {
        edges.push({ target: other, runs: !statement.isTypeOnly, names: namesOf(statement.exportClause, text) });
      }
    }
  }
  return edges;
}

function namesOf(bindings: { readonly kind: SyntaxKind } | undefined, text: string): string[] | null {
  if (bindings === undefined) return null;
  const node = bindings as Parameters<typeof isNamedImports>[0];
  if (isNamedImports(node) || isNamedExports(node)) {
    return [...node.elements].map((element) => (element.propertyName ?? element.name).text);
  }
  // A namespace: what is taken from it is written behind its name.
  const { name } = node as unknown as { readonly name: { readonly text: string } };
  return [...text.matchAll(new RegExp(`\\b${name.text}\\.(\\w+)`, "g"))].map((match) => match[1] as string);
}

/** The names that a file exports, its own and those of other files; an `export *` gives none. */
export function exportsOf({ tree }: Parsed): string[] {
  return [...tree.statements].flatMap(namesExported);
}

function namesExported(statement: Statement): string[] {
  if (isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    return clause !== undefined && isNamedExports(clause) ? [...clause.elements].map((e) => e.name.text) : [];
  }
  if (isExportAssignment(statement)) return ["default"];
  const declared = statement as unknown as { readonly modifierFlags?: ModifierFlags; readonly name?: Expression };
  if (((declared.modifierFlags ?? 0) & ModifierFlags.Export) === 0) return [];
  if (isVariableStatement(statement)) {
    return [...statement.declarationList.declarations].flatMap(({ name }) => (isIdentifier(name) ? [name.text] : []));
  }
  return declared.name !== undefined && isIdentifier(declared.name) ? [declared.name.text] : [];
}

/**
 * The circles of imports at run time: the strongly connected parts of more than one file, by Tarjan's algorithm, each
 * sorted, the largest first.
 */
export function circlesOf(files: readonly Parsed[]): string[][] {
  const known = new Map(files.map((file) => [file.path, edgesOf(file).filter((edge) => edge.runs)]));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const enter = (path: string): number => {
    let least = index.size;
    index.set(path, least);
    low.set(path, least);
    open.push(path);
    for (const { target } of known.get(path) ?? []) {
      if (!known.has(target)) continue;
      if (!index.has(target)) least = Math.min(least, enter(target));
      else if (open.includes(target)) least = Math.min(least, index.get(target) as number);
    }
    low.set(path, least);
    if (least === index.get(path)) {
      const part = open.splice(open.indexOf(path));
      if (part.length > 1) circles.push(part.sort());
    }
    return least;
  };
  for (const path of known.keys()) if (!index.has(path)) enter(path);
  return circles.sort((a, b) => b.length - a.length || (a[0] as string).localeCompare(b[0] as string, "en"));
}

/** The names, as `file: name`, that a file of `src` exports and that no other file of the project imports. */
export function unusedExports(files: readonly Parsed[]): string[] {
  const used = new Map<string, Set<string> | "all">();
  for (const file of files) {
    for (const { target, names } of edgesOf(file)) {
      const known = used.get(target) ?? new Set<string>();
      if (known !== "all") for (const name of names ?? []) known.add(name);
      used.set(target, names === null ? "all" : known);
    }
  }
  return files
    .filter(({ path }) => path.startsWith("src/") && path !== "src/index.ts")
    .flatMap((file) => {
      const names = used.get(file.path);
      if (names === "all") return [];
      return exportsOf(file)
        .filter((name) => names?.has(name) !== true)
        .map((name) => `${file.path}: ${name}`);
    });
}
