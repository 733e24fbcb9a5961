/** All slips in the VFIO specs. */

import { designSlips } from "./design-slips.ts";
import { lifeSlips } from "./life-slips.ts";
import { pinSlips } from "./pin-slips.ts";
import type { Slip } from "./slip.ts";

export const slips: readonly Slip[] = [...pinSlips, ...lifeSlips, ...designSlips];
