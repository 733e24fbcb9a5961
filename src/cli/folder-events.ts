/** Being told that something happens in folders. Files are replaced by others when editors save; folders stay. */

import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname } from "node:path";

export class FolderEvents {
  /** Has something happened since `forget`? */
  happened = false;
  private readonly watchers = new Map<string, FSWatcher>();
  private readonly listeners = new Set<() => void>();

  /** From now on the folders of these absolute paths are watched, and those among them that are folders; no others. */
  follow(paths: readonly string[]): void {
    const folders = new Set([...paths, ...paths.map((path) => dirname(path))].filter(isFolder));
    for (const [folder, watcher] of this.watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.watchers.delete(folder);
    }
    for (const folder of folders) if (!this.watchers.has(folder)) this.open(folder);
  }

  private open(folder: string): void {
    const watcher = watch(folder, () => {
      this.happened = true;
      for (const listener of this.listeners) listener();
    });
    // A folder that is removed, or may not be read any more, has nothing more to tell.
    watcher.on("error", () => {});
    this.watchers.set(folder, watcher);
  }

  forget(): void {
    this.happened = false;
  }

  /** Calls `listener` at each event until what is answered is called. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Waits for something to have happened, or for `signal`. */
  async next(signal: AbortSignal): Promise<void> {
    if (this.happened || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        stop();
        signal.removeEventListener("abort", done);
        resolve();
      };
      const stop = this.listen(done);
      signal.addEventListener("abort", done);
    });
  }

  close(): void {
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
