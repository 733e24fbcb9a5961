/** The frame and scope of text that stands at the top of a module. */

import { Frame } from "./runtime.ts";
import { Scope } from "./scope.ts";

export const emptyScope = new Scope(null);
export const emptyFrame = new Frame(0, null);
