/** A disk in memory, for searches on disk: it counts its files, and fails where it is told to. */

import { type Disk, DiskFailure, type DiskFile } from "../../src/checker/disk/disk.ts";
import type { DiskOptions } from "../../src/checker/options.ts";

export class MemoryDisk implements Disk {
  /** Files that exist, and calls so far. */
  files = 0;
  made = 0;
  appends = 0;
  reads = 0;
  /** Throws what a call should fail with. */
  private readonly spoil: (call: "create" | "append" | "read", file: number) => void;

  constructor(spoil: (call: "create" | "append" | "read", file: number) => void = () => {}) {
    this.spoil = spoil;
  }

  create(): DiskFile {
    const number = this.made++;
    this.spoil("create", number);
    this.files++;
    const words: number[] = [];
    return {
      append: (more) => {
        this.appends++;
        this.spoil("append", number);
        for (const word of more) words.push(word);
      },
      read: (from, into) => {
        this.reads++;
        this.spoil("read", number);
        if (from + into.length > words.length) throw new Error("it reads what was not written");
        for (let at = 0; at < into.length; at++) into[at] = words[from + at] as number;
      },
      remove: () => {
        this.files--;
      },
    };
  }
}

/** So little memory that everything happens with few states. */
export function tiny(disk: Disk = new MemoryDisk(), room: Partial<DiskOptions> = {}): DiskOptions {
  return { disk, block: 8, sorted: 16, portion: 25, ...room };
}

export const FULL = (): never => {
  throw new DiskFailure("no space left on the disk");
};
