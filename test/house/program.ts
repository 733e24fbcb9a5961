/**
 * The source as trees, by the parser of TypeScript itself. Its authors call this API unstable: what is not here or in
 * `measures.ts` does not know it.
 */

import { posix } from "node:path";
import type { Node, SourceFile } from "typescript/unstable/ast";
import { createVirtualFileSystem } from "typescript/unstable/fs";
import { API } from "typescript/unstable/sync";
import { root } from "../source-files.ts";

/** A file of the project: its path from the repository's root, its text, and its tree. */
export interface Parsed {
  readonly path: string;
  readonly text: string;
  readonly tree: SourceFile;
}

/** All files that `tsconfig.json` names, sorted by path. */
export function parseProject(): Parsed[] {
  return parse(new API({ cwd: root }), root);
}

/** The files of a project that exists only here, as path and text. */
export function parseTexts(texts: Readonly<Record<string, string>>): Parsed[] {
  const folder = "/house/";
  const files = { "tsconfig.json": JSON.stringify({ compilerOptions: { noLib: true } }), ...texts };
  const placed = Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}${path}`, text]));
  return parse(new API({ cwd: folder, fs: createVirtualFileSystem(placed) }), folder);
}

function parse(api: API, folder: string): Parsed[] {
  try {
    const [project] = api.updateSnapshot({ openProjects: [`${folder}tsconfig.json`] }).getProjects();
    if (project === undefined) throw new Error(`${folder}tsconfig.json is no project`);
    const { program } = project;
    const paths = program.getSourceFileNames().map((name) => posix.relative(folder, name));
    return paths
      .filter((path) => !path.startsWith("..") && !path.startsWith("node_modules/"))
      .sort()
      .map((path) => {
        const tree = program.getSourceFile(`${folder}${path}`);
        if (tree === undefined) throw new Error(`${path} was not read`);
        return { path, text: tree.text, tree };
      });
  } finally {
    api.close();
  }
}

/** Calls `visit` for a node and everything below it, outer nodes first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}
