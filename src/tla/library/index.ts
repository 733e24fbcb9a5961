/** The modules that come with everystate. */

import { apalacheModules } from "./apalache.ts";
import { communityModules } from "./community.ts";
import { proofModules } from "./proof.ts";
import { standardModules } from "./standard.ts";

/** The TLA+ text of every module we ship, by its name. */
export const libraryModules: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...standardModules, ...proofModules, ...communityModules, ...apalacheModules }),
);

export { communityModules };
