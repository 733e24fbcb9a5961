/** The files of one search on disk, in a folder that one run at a time has. Nothing in it outlives the run. */

import { closeSync, openSync, readdirSync, readSync, rmSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Disk, DiskFailure, type DiskFile } from "../checker/index.ts";
import { UsageError } from "./context.ts";
import { FolderLock } from "./folder-lock.ts";
import { reasonOf } from "./input-file.ts";
import { makeFolder } from "./out-folder.ts";
import { refuseTogether, type TogetherWords } from "./together.ts";

/** The folder that the user names; null where there is none. Throws UsageError for what does not go with it. */
export function diskOf(given: TogetherWords & { readonly disk?: string | undefined }): string | null {
  if (given.disk === undefined) return null;
  refuseTogether("--disk", given);
  return given.disk;
}

/** What reads and writes; replaced in tests. */
type Files = Pick<typeof import("node:fs"), "openSync" | "writeSync" | "readSync">;

const FILE = /^\d+\.states$/;

export class DiskFolder implements Disk {
  private readonly path: string;
  /** As the user calls it. */
  private readonly name: string;
  private readonly lock: FolderLock;
  private readonly files: Files;
  private readonly open = new Set<FolderFile>();
  private made = 0;

  constructor(directory: string, name: string, files: Files = { openSync, writeSync, readSync }) {
    this.path = resolve(directory, name);
    this.name = name;
    this.lock = new FolderLock(this.path);
    this.files = files;
  }

  /** Claims the folder for this run, and removes what a run has left that was killed. Throws UsageError. */
  claim(): void {
    try {
      makeFolder(this.path);
      const holder = this.lock.take();
      if (holder !== null) throw new UsageError(`${this.name} is in use by another run (process ${holder})`);
      for (const name of readdirSync(this.path)) if (FILE.test(name)) rmSync(join(this.path, name));
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`states cannot be written to ${this.name}: ${reasonOf(error)}`);
    }
  }

  create(): DiskFile {
    const path = join(this.path, `${this.made++}.states`);
    const file = new FolderFile(path, this.files, this.name, (gone) => this.open.delete(gone));
    this.open.add(file);
    return file;
  }

  /** Removes all files, and lets others have the folder. */
  release(): void {
    for (const file of this.open) file.remove();
    this.lock.release();
  }
}

class FolderFile implements DiskFile {
  private readonly path: string;
  private readonly files: Files;
  private readonly folder: string;
  private readonly onRemoved: (file: FolderFile) => void;
  private readonly descriptor: number;
  private bytes = 0;

  constructor(path: string, files: Files, folder: string, onRemoved: (file: FolderFile) => void) {
    this.path = path;
    this.files = files;
    this.folder = folder;
    this.onRemoved = onRemoved;
    this.descriptor = this.trying(() => files.openSync(path, "wx+"));
  }

  append(words: Int32Array): void {
    const all = bytesOf(words);
    for (let at = 0; at < all.length; ) {
      const written = this.trying(() =>
        this.files.writeSync(this.descriptor, all, at, all.length - at, this.bytes + at),
      );
      if (written === 0) throw new DiskFailure(`${this.folder}: no space is left`);
      at += written;
    }
    this.bytes += all.length;
  }

  read(from: number, into: Int32Array): void {
    const all = bytesOf(into);
    for (let at = 0; at < all.length; ) {
      const read = this.trying(() => this.files.readSync(this.descriptor, all, at, all.length - at, from * 4 + at));
      if (read === 0) throw new DiskFailure(`${this.folder}: a file is shorter than what was written`);
      at += read;
    }
  }

  private trying<T>(call: () => T): T {
    try {
      return call();
    } catch (error) {
      throw new DiskFailure(`${this.folder}: ${reasonOf(error)}`);
    }
  }

  remove(): void {
    closeSync(this.descriptor);
    rmSync(this.path, { force: true });
    this.onRemoved(this);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
