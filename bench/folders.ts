/** Where things are. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Public models scaled up, with what TLC took for them; not part of the repository. */
export const publicFolder = join(root, "../shared/corpus/bench");

/** Specifications of real systems, with what TLC took for them; not part of the repository. */
export const wildFolder = join(root, "../shared/corpus/wild");

/** What benchmarks write. */
export const workFolder = join(root, "out/bench");
