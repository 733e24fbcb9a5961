/** Slips in what workers answer, and in what the search takes from them. */

import { type Mutation, slips } from "./mutation.ts";

const WORKERS = "test/models/tla/workers.test.ts";
const THREADS = "test/models/tla/threads.long.test.ts";

export const workerMutations: readonly Mutation[] = [
  ...slips("src/models/tla/workers/worker.ts", WORKERS, [
    [
      "a state in which something is told is left to the search",
      "this.told() === told ? this.count : LEFT",
      "this.count",
      "with a warning in the middle",
    ],
    [
      "a state part of whose successors cannot be found is left to the search",
      "this.out[start] = LEFT;\n    }",
      "this.out[start] = this.count;\n    }",
      "with a step that fails",
    ],
    [
      "what is false of a state is not known to hold",
      "model.holds(property, part, state)) === true",
      "model.holds(property, part, state)) !== null",
      "with several violations",
    ],
    [
      "what is false of a step is not known to hold",
      "model.holdsStep(property, part, row, successor)) === true",
      "model.holdsStep(property, part, row, successor)) !== null",
      "with several violations",
    ],
    ["a state may be outside", "within ? INSIDE : OUTSIDE", "INSIDE", "with a step constraint"],
    ["a step may be outside", "within ? STEP_INSIDE : STEP_OUTSIDE", "STEP_INSIDE", "with a step constraint"],
  ]),
  ...slips("src/models/tla/workers/crew.ts", WORKERS, [
    [
      "what is left to the search, it expands",
      "if (count === LEFT) return false;",
      "if (count === LEFT) return true;",
      "with a step that fails",
    ],
    [
      "one that workers wait for keeps less",
      "if (waiting.length === 0) this.own *= LESS;",
      "if (waiting.length < 0) this.own *= LESS;",
      "whose successors would come soon",
    ],
  ]),
  ...slips("src/models/tla/workers/cpu-time.ts", "test/models/tla/cpu-time.test.ts", [
    [
      "what other threads have taken stays uncounted",
      "if (sharing === 1) others = usage() - cpuTime();",
      "",
      "neither while they work nor when they have ended",
    ],
  ]),
  ...slips("src/checker/kernel/webassembly.ts", THREADS, [
    ["edges are written down", "this.ledger.edges !== null || ", "", "on packed states with properties of behaviors"],
  ]),
  ...slips("src/models/tla/layout/written.ts", THREADS, [
    [
      "what is new is told from where it was left",
      "universe.values.slice(told)",
      "universe.values.slice(told + 1)",
      "on packed states with queues",
    ],
  ]),
  ...slips("src/models/tla/layout/universe.ts", THREADS, [
    [
      "a universe that follows gives no index of its own",
      "if (this.follows) throw UNNUMBERED;",
      "",
      "on packed states with queues",
    ],
  ]),
  ...slips("src/models/tla/compile/bulk-worker.ts", THREADS, [
    [
      "a constraint may exclude a state",
      "from)) return false;\n        return true;\n      } catch {\n        return null",
      "from)) return true;\n        return true;\n      } catch {\n        return null",
      "a state constraint",
    ],
    [
      "a property that is false is asked about by the search",
      "if (!holds(rows, from, rows, from)) return null",
      "if (!holds(rows, from, rows, from)) return true",
      "an invariant that is violated",
    ],
    ["so is one of steps", "if (!holds(rows, from, others, to)) return false", "", "a property of steps"],
  ]),
  ...slips("src/models/tla/load.ts", WORKERS, [
    [
      "what prints, draws or asks for the run has one worker",
      "!arePure(model, [...constraints, ...actionConstraints, ...asked(model)])",
      "false",
      "whose invariant prints",
    ],
    ["nor has what does so in its steps", "!isPure(model) ||", "", "that draws"],
  ]),
];
