/** The right to write into a folder, which one process at a time has. It says which one, so that a dead one's is known. */

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What /proc tells of a process: is it dead though its parent has not noticed, and when did it begin? */
interface Life {
  readonly dead: boolean;
  readonly begun: string;
}

/** The fields that come after the name of a process in /proc/…/stat. */
const STATE = 0;
const STARTTIME = 19;

/** Null where there is no such process, or no /proc. */
function lifeOf(pid: number): Life | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { dead: "ZX".includes(fields[STATE] as string), begun: fields[STARTTIME] as string };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const own = (): string => `${process.pid} ${lifeOf(process.pid)?.begun ?? ""}`.trimEnd();

/** The process that has written this into a lock, where it is still running; another one that got its number is not it. */
function runningOf(text: string): number | null {
  const [number, begun] = text.split(" ");
  const pid = Number(number);
  if (!(pid > 0) || pid === process.pid || !isAlive(pid)) return null;
  const life = lifeOf(pid);
  return life !== null && (life.dead || (begun !== undefined && begun !== life.begun)) ? null : pid;
}

/** What makes files. */
type Files = Pick<typeof import("node:fs"), "linkSync" | "writeFileSync">;

export class FolderLock {
  private readonly path: string;
  private readonly files: Files;
  private locked = false;

  constructor(folder: string, files: Files = { linkSync, writeFileSync }) {
    this.path = join(folder, "lock");
    this.files = files;
  }

  /** Takes the lock; answers the number of the process that has it where it cannot. Throws what the file system throws. */
  take(): number | null {
    for (;;) {
      try {
        this.create();
        this.locked = true;
        return null;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const text = this.text();
      const holder = text === null ? null : runningOf(text);
      if (holder !== null) return holder;
      if (text !== null) this.clear(text);
    }
  }

  /** Makes the lock with all that is in it: while it is empty, others would take it for one that was left. */
  private create(): void {
    const whole = `${this.path}-${process.pid}`;
    this.files.writeFileSync(whole, own());
    try {
      this.files.linkSync(whole, this.path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
      // Not every file system has links.
      this.files.writeFileSync(this.path, own(), { flag: "wx" });
    } finally {
      rmSync(whole, { force: true });
    }
  }

  /** Has nobody else taken the lock since it was taken here? */
  isOurs(): boolean {
    return this.locked && this.text() === own();
  }

  release(): void {
    if (this.isOurs()) rmSync(this.path, { force: true });
    this.locked = false;
  }

  /** Takes away the lock of a process that is gone, and no other that has come meanwhile: several may want to. */
  private clear(text: string): void {
    const aside = `${this.path}-${process.pid}`;
    try {
      renameSync(this.path, aside);
      if (readFileSync(aside, "utf8") === text) rmSync(aside);
      else renameSync(aside, this.path);
    } catch (error) {
      // Another one was faster.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }

  private text(): string | null {
    try {
      return readFileSync(this.path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      return null;
    }
  }
}
