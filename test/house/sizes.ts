/** What is too large, and what is decided or said where it should not be: read from the trees and the comments. */

import { existsSync } from "node:fs";
import { posix } from "node:path";
import {
  isFunctionLikeDeclaration,
  isIdentifier,
  isPropertyAccessExpression,
  isRegularExpressionLiteral,
  type Node,
  SyntaxKind,
} from "typescript/unstable/ast";
import { root } from "../source-files.ts";
import { type Parsed, walk } from "./program.ts";

/** Something with a number: parameters, or lines. */
export interface Measured {
  /** The file and the name in it, as `file: Class.method`. */
  readonly name: string;
  readonly size: number;
}

type Named = Node & { readonly name?: Node; readonly parent?: Named };

/** The name of a function: those of what it stands in, from outside inwards; without one, only of what it stands in. */
function nameOf({ path, tree }: Parsed, node: Node): string {
  const names: string[] = [];
  for (let at: Named | undefined = node as Named; at !== undefined; at = at.parent) {
    if (at.kind === SyntaxKind.Constructor) names.unshift("constructor");
    else if (at.kind === SyntaxKind.Parameter) continue;
    else if (at.name !== undefined) names.unshift(at.name.getText(tree));
  }
  return `${path}: ${names.join(".")}`;
}

/** The definitions of functions with more than `most` parameters; `this` counts as none. */
export function manyParameters(files: readonly Parsed[], most: number): Measured[] {
  return measured(files, (node) => {
    if (!isFunctionLikeDeclaration(node)) return 0;
    return node.parameters.filter(({ name }) => !(isIdentifier(name) && name.text === "this")).length;
  }).filter(({ size }) => size > most);
}

/** The functions of more than `most` lines, from their first word to their last brace. */
export function longFunctions(files: readonly Parsed[], most: number): Measured[] {
  return measured(files, (node, { tree }) => {
    if (!isFunctionLikeDeclaration(node)) return 0;
    const line = (at: number): number => tree.getLineAndCharacterOfPosition(at).line;
    return line(node.getEnd()) - line(node.getStart(tree)) + 1;
  }).filter(({ size }) => size > most);
}

function measured(files: readonly Parsed[], sizeOf: (node: Node, file: Parsed) => number): Measured[] {
  const found: Measured[] = [];
  for (const file of files) {
    walk(file.tree, (node) => {
      const size = sizeOf(node, file);
      if (size > 0) found.push({ name: nameOf(file, node), size });
    });
  }
  return found;
}

/** The lines of a file. */
export function linesOf({ text }: Parsed): string[] {
  return text.replace(/\n$/, "").split("\n");
}

/** The files of more than `most` lines. */
export function longFiles(files: readonly Parsed[], most: number): Measured[] {
  return files.map((file) => ({ name: file.path, size: linesOf(file).length })).filter(({ size }) => size > most);
}

/** The lines that hold nothing but a comment. */
export function commentLines(file: Parsed): string[] {
  return linesOf(file).filter((line) => /^\s*(?:\/\/|\/\*|\*(?:[ /]|$))/.test(line));
}

/** The documents, as `file: document`, that a comment names and that are not in the repository. */
export function lostDocuments(files: readonly Parsed[]): string[] {
  const exists = (file: string, name: string): boolean =>
    ["", "docs", "docs/decisions", posix.dirname(file)].some((folder) => existsSync(posix.join(root, folder, name)));
  return files.flatMap((file) =>
    commentLines(file)
      .flatMap((line) => line.match(/(?<![>\w./-])[\w./-]+\.md\b/g) ?? [])
      .filter((name) => !exists(file.path, name))
      .map((name) => `${file.path}: ${name}`),
  );
}

/**
 * The places, as `file: text`, where the compiler looks at JavaScript that it has generated: a regular expression, or
 * the text of a piece of code anywhere but where pieces are put together and functions are printed.
 */
export function textDecisions(files: readonly Parsed[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    const prints = ["js.ts", "code.ts"].includes(posix.basename(file.path));
    walk(file.tree, (node) => {
      const isRegular = isRegularExpressionLiteral(node);
      const isText = !prints && isPropertyAccessExpression(node) && node.name.text === "print";
      if (isRegular || isText) found.push(`${file.path}: ${node.getText(file.tree)}`);
    });
  }
  return found;
}
