/** What the processes of a search use to speak to each other: Open MPI, whose library is called without a binding of its own. */

import type { Exchange } from "../checker/index.ts";
import { UsageError } from "./context.ts";

/** The library of Open MPI 4 and 5, by what systems call it. */
const LIBRARIES = ["libmpi.so.40", "libmpi.so", "libmpi.dylib"];

/** The calls of MPI that are used: how many arguments each has, and which of these are whole numbers, not addresses. */
const CALLS = {
  MPI_Init: { count: 2, numbers: [] },
  MPI_Finalize: { count: 0, numbers: [] },
  MPI_Comm_rank: { count: 2, numbers: [] },
  MPI_Comm_size: { count: 2, numbers: [] },
  MPI_Alltoall: { count: 7, numbers: [1, 4] },
  MPI_Alltoallv: { count: 9, numbers: [] },
  MPI_Allreduce: { count: 6, numbers: [2] },
  MPI_Bcast: { count: 5, numbers: [1, 3] },
  MPI_Ibarrier: { count: 2, numbers: [] },
  MPI_Test: { count: 3, numbers: [] },
} as const;

/** Looks before a rank that waits sleeps, and the milliseconds of a nap. */
const AWAKE = 100;
const NAP = 0.2;

type Call = (...args: unknown[]) => number;

/** Open MPI's library: its calls, and the addresses of what stands for all processes, types and the sum. */
interface Library {
  readonly calls: Readonly<Record<keyof typeof CALLS, Call>>;
  readonly world: unknown;
  readonly int: unknown;
  readonly double: unknown;
  readonly sum: unknown;
}

export class Mpi implements Exchange {
  readonly rank: number;
  readonly size: number;
  private readonly library: Library;
  /** Where MPI keeps what is waited for, and what nobody wakes anybody with. */
  private readonly request = new BigInt64Array(1);
  private readonly nothing = new Int32Array(new SharedArrayBuffer(4));

  /** Throws UsageError where MPI is not to be had. */
  static async open(load = () => import("koffi")): Promise<Mpi> {
    return new Mpi(libraryBy(await koffiBy(load)));
  }

  private constructor(library: Library) {
    this.library = library;
    this.call("MPI_Init", null, null);
    const answer = new Int32Array(1);
    this.call("MPI_Comm_rank", library.world, answer);
    this.rank = answer[0] as number;
    this.call("MPI_Comm_size", library.world, answer);
    this.size = answer[0] as number;
  }

  /** To be called by all ranks when nothing is left to say. */
  close(): void {
    this.call("MPI_Finalize");
  }

  /** Waits for the other ranks asleep: MPI itself would keep the processor busy until they come. */
  private meet(): void {
    const done = new Int32Array(1);
    this.call("MPI_Ibarrier", this.library.world, this.request);
    for (let looks = 0; ; looks++) {
      this.call("MPI_Test", this.request, done, null);
      if (done[0] !== 0) return;
      if (looks >= AWAKE) Atomics.wait(this.nothing, 0, 0, NAP);
    }
  }

  all(parts: readonly Int32Array[]): Int32Array[] {
    this.meet();
    const { world, int } = this.library;
    const sent = Int32Array.from(parts, ({ length }) => length);
    const come = new Int32Array(this.size);
    this.call("MPI_Alltoall", sent, 1, int, come, 1, int, world);
    const [from, to] = [placesOf(sent), placesOf(come)];
    const outgoing = new Int32Array(from[this.size] as number);
    for (const [rank, part] of parts.entries()) outgoing.set(part, from[rank]);
    const incoming = new Int32Array(to[this.size] as number);
    this.call("MPI_Alltoallv", outgoing, sent, from, int, incoming, come, to, int, world);
    return Array.from(come, (_, rank) => incoming.subarray(to[rank], to[rank + 1]));
  }

  sum(values: Float64Array): void {
    this.meet();
    const { world, double, sum } = this.library;
    const sums = new Float64Array(values.length);
    this.call("MPI_Allreduce", values, sums, values.length, double, sum, world);
    values.set(sums);
  }

  broadcast(words: Int32Array): Int32Array {
    this.meet();
    const { world, int } = this.library;
    const length = Int32Array.of(words.length);
    this.call("MPI_Bcast", length, 1, int, 0, world);
    const all = this.rank === 0 ? words : new Int32Array(length[0] as number);
    this.call("MPI_Bcast", all, all.length, int, 0, world);
    return all;
  }

  /** MPI ends all processes where a call fails, unless it is told not to. */
  private call(name: keyof typeof CALLS, ...args: unknown[]): void {
    const code = this.library.calls[name](...args);
    if (code !== 0) throw new Error(`${name} answers ${code}`);
  }
}

/** Where parts of such lengths begin, and where the last one ends. Throws a RangeError for what MPI cannot count. */
function placesOf(lengths: Int32Array): Int32Array {
  const places = new Int32Array(lengths.length + 1);
  let end = 0;
  for (const [i, length] of lengths.entries()) {
    end += length;
    if (end > 2 ** 31 - 1) throw new RangeError("too much is sent at once");
    places[i + 1] = end;
  }
  return places;
}

type Koffi = Pick<typeof import("koffi"), "load">;

async function koffiBy(load: () => Promise<Koffi | { readonly default: Koffi }>): Promise<Koffi> {
  try {
    const loaded = await load();
    return "default" in loaded ? loaded.default : loaded;
  } catch {
    throw new UsageError("--distributed needs the package koffi, which is not installed: npm install koffi");
  }
}

function libraryBy(koffi: Koffi): Library {
  const { library, why } = firstOf(koffi);
  if (library === null) {
    throw new UsageError(
      `--distributed needs Open MPI, whose library cannot be loaded: ${why}; on Debian: openmpi-bin`,
    );
  }
  try {
    const calls = Object.entries(CALLS).map(([name, { count, numbers }]) => {
      const types = Array.from({ length: count }, (_, i) =>
        (numbers as readonly number[]).includes(i) ? "int" : "void *",
      );
      return [name, library.func(name, "int", types)] as const;
    });
    return {
      calls: Object.fromEntries(calls) as unknown as Library["calls"],
      world: library.symbol("ompi_mpi_comm_world"),
      int: library.symbol("ompi_mpi_int"),
      double: library.symbol("ompi_mpi_double"),
      sum: library.symbol("ompi_mpi_op_sum"),
    };
  } catch (error) {
    throw new UsageError(
      `--distributed needs Open MPI, and the library that was found is another: ${messageOf(error)}`,
    );
  }
}

/** The first of the libraries that is there, or why the first one is not. */
function firstOf(koffi: Koffi): { library: ReturnType<Koffi["load"]> | null; why: string } {
  let why: string | null = null;
  for (const name of LIBRARIES) {
    try {
      return { library: koffi.load(name), why: "" };
    } catch (error) {
      why ??= messageOf(error);
    }
  }
  return { library: null, why: why ?? "" };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
