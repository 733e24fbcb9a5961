/** A one-line slip in the VFIO specs: what a property must notice, or what no property can. */

/** A slip and the run that notices it. */
export interface Slip {
  readonly module: string;
  /** What the spec does then. */
  readonly says: string;
  /** A text of the module that occurs once, and what stands there instead. */
  readonly find: string;
  readonly replace: string;
  /** The configuration, without its folder and `.cfg`. */
  readonly config: string;
  /** The property whose verdict changes; or null, and then why no verdict can. */
  readonly property: string | null;
  readonly reason: string | null;
}

type Line = readonly [says: string, find: string, replace: string, config: string, last: string];

/** Slips in a module, each with the property that notices it at the end of its line. */
export function of(module: string, lines: readonly Line[]): Slip[] {
  return lines.map(([says, find, replace, config, property]) => {
    return { module, says, find, replace, config, property, reason: null };
  });
}

/** A slip that changes no verdict, with the reason at the end of its line. */
export function equivalent(module: string, [says, find, replace, config, reason]: Line): Slip {
  return { module, says, find, replace, config, property: null, reason };
}
