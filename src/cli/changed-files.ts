/** What git says has changed since a commit. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { UsageError } from "./context.ts";
import { realPath } from "./input-file.ts";

/** The changes since a commit, and how files were then. */
interface Changes {
  /** Absolute paths, links followed as far as folders go; deleted and untracked files are among them. */
  readonly files: ReadonlySet<string>;
  /**
   * Of which files git knows whether they have changed. Not of one that it ignores, that lies in no repository or in a
   * submodule, or that it was told not to look at.
   */
  readonly known: ReadonlySet<string>;
  /** The text that a file had; null where it was not there. */
  before(path: string): string | null;
}

/**
 * The files that differ from where the branch of `directory` left `base`, committed or not. Throws UsageError where there
 * is no git, no repository, or no such commit.
 */
export function changesSince(base: string, directory: string): Changes {
  const git = (words: readonly string[], cwd = directory): string | null => {
    const { status, stdout, error } = spawnSync("git", words, { cwd, encoding: "utf8", maxBuffer: 2 ** 28 });
    if (error !== undefined) throw new UsageError(`--changed needs git, which cannot be started: ${error.message}`);
    return status === 0 ? stdout : null;
  };
  const top = git(["rev-parse", "--show-toplevel"])?.replace(/\r?\n$/, "");
  if (top === undefined) throw new UsageError("--changed needs git, and this folder is in no repository of it");
  const commit = git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${base}^{commit}`])?.trim();
  if (commit === undefined) throw new UsageError(`--changed: git knows no commit ${base}; is the clone deep enough?`);
  const left = git(["merge-base", commit, "HEAD"])?.trim() ?? commit;
  // In the top folder, where `diff.relative` leaves nothing out.
  const changed = git(["diff", "--no-renames", "--name-only", "-z", left, "--"], top);
  const added = git(["ls-files", "--others", "--exclude-standard", "-z"], top);
  const tracked = git(["ls-files", "-v", "-z"], top);
  if (changed === null || added === null || tracked === null)
    throw new UsageError(`--changed: git cannot compare with ${base}`);
  const root = realPath(top);
  const inRoot = (names: readonly string[]): Set<string> => new Set(names.map((name) => join(root, name)));
  // `H` is before a file that git looks at; `S` and small letters are before those that it was told not to.
  const looked = namesIn(tracked).flatMap((name) => (name.startsWith("H ") ? [name.slice(2)] : []));
  return {
    files: inRoot(namesIn(`${changed}${added}`)),
    known: inRoot(looked),
    before: (path) => git(["show", "--end-of-options", `${left}:./${path}`]),
  };
}

function namesIn(listing: string): string[] {
  return listing.split("\0").filter((name) => name !== "");
}
