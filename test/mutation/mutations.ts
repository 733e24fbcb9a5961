/** One slip for each semantic rule. `npm run mutate` shows that the tests notice every one of them. */

import { checkingMutations } from "./checking.ts";
import { compiledSetMutations } from "./compiled-sets.ts";
import { compilerMutations } from "./compiler.ts";
import { coreMutations } from "./core.ts";
import { directMutations } from "./direct.ts";
import { diskMutations } from "./disk.ts";
import { distributedMutations } from "./distributed.ts";
import { gateMutations } from "./gate.ts";
import { interpreterMutations } from "./interpreter.ts";
import { kernelMutations } from "./kernel.ts";
import { languageMutations } from "./language.ts";
import { layoutMutations } from "./layout.ts";
import { livenessMutations } from "./liveness.ts";
import type { Mutation } from "./mutation.ts";
import { placeMutations } from "./places.ts";
import { reportMutations } from "./reports.ts";
import { searchMutations } from "./search.ts";
import { specificationMutations } from "./specification.ts";
import { symmetryMutations } from "./symmetry.ts";
import { toldMutations } from "./told.ts";
import { valueMutations } from "./values.ts";
import { workerMutations } from "./workers.ts";

export type { Mutation };

export const mutations: readonly Mutation[] = [
  ...languageMutations,
  ...valueMutations,
  ...interpreterMutations,
  ...toldMutations,
  ...coreMutations,
  ...specificationMutations,
  ...checkingMutations,
  ...searchMutations,
  ...symmetryMutations,
  ...workerMutations,
  ...gateMutations,
  ...compilerMutations,
  ...compiledSetMutations,
  ...layoutMutations,
  ...kernelMutations,
  ...diskMutations,
  ...distributedMutations,
  ...directMutations,
  ...placeMutations,
  ...livenessMutations,
  ...reportMutations,
];
