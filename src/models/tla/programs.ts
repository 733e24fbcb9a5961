/** Programs that were loaded before: many configurations of one spec need its text read, resolved and levelled once. */

import { type LoadResult, loadProgram, type ModuleFiles } from "../../tla/semantics/load.ts";

interface Known {
  readonly loaded: LoadResult;
  /** What each path that was asked for gave, absent files included. */
  readonly texts: ReadonlyMap<string, string | null>;
}

/**
 * Loads programs, each once as long as no text that it came from has changed. Symbols and trees are shared, which nobody
 * changes after loading; lowering adds to the tables, so everybody has tables of his own.
 */
export class Programs {
  private readonly known = new Map<string, Known>();

  load(path: string, files: ModuleFiles): LoadResult {
    const key = [path, ...(files.folders ?? [])].join("\n");
    const known = this.known.get(key);
    if (known !== undefined && [...known.texts].every(([file, text]) => files.read(file) === text))
      return copyOf(known.loaded);
    const texts = new Map<string, string | null>();
    const read = (file: string): string | null => {
      const text = files.read(file);
      texts.set(file, text);
      return text;
    };
    const loaded = loadProgram(path, { ...files, read });
    this.known.set(key, { loaded, texts });
    return copyOf(loaded);
  }
}

function copyOf({ program, diagnostics }: LoadResult): LoadResult {
  if (program === null) return { program, diagnostics };
  const { meanings, subexpressions, bounds, parameters, definitions } = program.tables;
  const tables = {
    meanings: new Map(meanings),
    subexpressions: new Map(subexpressions),
    bounds: new Map(bounds),
    parameters: new Map(parameters),
    definitions: new Map(definitions),
  };
  return { program: { ...program, tables }, diagnostics };
}
