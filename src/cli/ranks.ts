/** The processes of a distributed search, as mpirun has launched them. */

import { ALONE, type Exchange, Rank } from "../checker/index.ts";
import { remadeFor, type WorkRequest } from "../models/tla/index.ts";
import { type Context, UsageError } from "./context.ts";
import { Mpi } from "./mpi.ts";
import { refuseTogether, type TogetherWords } from "./together.ts";

/** What launchers tell a process of its number, and of how many there are. */
const NUMBERS = ["OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK"];
const COUNTS = ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE"];
/** And of how many there are on this machine. */
const LOCAL_COUNT = "OMPI_COMM_WORLD_LOCAL_SIZE";

function toldBy(names: readonly string[]): number | null {
  const told = names.map((name) => process.env[name]).find((value) => value !== undefined);
  return told === undefined ? null : Number(told);
}

/** Is this process one of several, and not the first, which alone prints and writes? */
export function isSilent(words: readonly string[]): boolean {
  return words.includes("--distributed") && (toldBy(NUMBERS) ?? 0) > 0;
}

/** Does the user want a distributed search? Throws UsageError for what does not go with one. */
export function distributedBy(
  given: TogetherWords & { readonly distributed: boolean; readonly disk?: string | undefined; readonly engine: string },
): boolean {
  if (!given.distributed) return false;
  const more = [
    ...(given.disk === undefined ? [] : ["--disk"]),
    ...(given.engine === "compiled" ? ["--engine compiled"] : []),
  ];
  refuseTogether("--distributed", given, more);
  return true;
}

/** What rank 0 tells the others: nothing where there is no search. */
interface Beginning {
  readonly request: Omit<WorkRequest, "texts" | "environment">;
  readonly texts: readonly (readonly [string, string | null])[];
  readonly environment: readonly (readonly [string, string])[];
  /** Bytes that a process may have; null: what there is. */
  readonly maxMemory: number | null;
}

export class Ranks {
  readonly exchange: Exchange;
  /** The part of the memory of this machine that a process may use. */
  readonly memoryShare: number;
  private readonly mpi: Mpi | null;
  private begun = false;

  private constructor(mpi: Mpi | null) {
    this.mpi = mpi;
    this.exchange = mpi ?? ALONE;
    this.memoryShare = 1 / Math.max(1, toldBy([LOCAL_COUNT]) ?? 1);
  }

  /** Throws UsageError. */
  static async open(context: Context): Promise<Ranks> {
    if (toldBy(NUMBERS) === null) {
      context.note("everystate: --distributed: mpirun has not launched this, so one process has all states\n");
      return new Ranks(null);
    }
    const mpi = await Mpi.open();
    const count = toldBy(COUNTS) ?? mpi.size;
    if (count === mpi.size) return new Ranks(mpi);
    const message = `--distributed: ${count} processes were launched, and Open MPI knows of ${mpi.size}: use its own mpirun`;
    throw new UsageError(message);
  }

  /** Does what rank 0 says, in a process that is another one. */
  serve(memory: () => number): void {
    const beginning = textOf(this.exchange.broadcast(wordsOf("")));
    if (beginning !== "") {
      const { request, texts, environment, maxMemory }: Beginning = JSON.parse(beginning);
      const whole = { ...request, texts: new Map(texts), environment: new Map(environment) };
      const remade = remadeFor(whole);
      if (remade === null) throw new Error("the model is not for several processes, and was for the first one");
      new Rank(this.exchange, remade, maxMemory ?? memory() * this.memoryShare).serve();
    }
    this.mpi?.close();
  }

  /** Lets all processes begin with the search for `request`. Throws UsageError where it is not for them. */
  begin(request: WorkRequest, maxMemory: number | undefined, memory: () => number): Rank {
    const remade = remadeFor(request);
    if (remade === null) {
      const why = "it prints, draws or asks for the run while it runs, and several processes have its states";
      throw new UsageError(`--distributed does not go with this specification: ${why}`);
    }
    const { texts, environment, ...rest } = request;
    const lists = { texts: [...texts], environment: [...environment] };
    const beginning: Beginning = { request: rest, ...lists, maxMemory: maxMemory ?? null };
    this.exchange.broadcast(wordsOf(JSON.stringify(beginning)));
    this.begun = true;
    return new Rank(this.exchange, remade, maxMemory ?? memory() * this.memoryShare);
  }

  /** The command is over, in rank 0. */
  close(): void {
    if (!this.begun) this.exchange.broadcast(wordsOf(""));
    this.mpi?.close();
  }
}

/** A text as words: how many bytes it has, and these. */
function wordsOf(text: string): Int32Array {
  const bytes = Buffer.from(text);
  const words = new Int32Array(1 + Math.ceil(bytes.length / 4));
  words[0] = bytes.length;
  new Uint8Array(words.buffer).set(bytes, 4);
  return words;
}

function textOf(words: Int32Array): string {
  return Buffer.from(words.buffer, words.byteOffset + 4, words[0]).toString();
}
