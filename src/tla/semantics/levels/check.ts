/** Checks the level rules of a program, as SANY has them (Lamport, "Specifying Systems", section 17.2). */

import type { Report } from "../report.ts";
import type { InstanceSymbol, OperatorSymbol, Program } from "../symbol.ts";
import { limitAt, type Profile } from "./profile.ts";
import { isAnnounced, Profiles } from "./profiles.ts";

/** Checks all modules of `program` but those that we ship. Findings go to `report`. */
export function checkLevels(program: Program, report: Report): void {
  const profiles = new Profiles(program, settle(program), report);
  for (const module of program.modules) profiles.module(module);
  for (const [symbol, profile] of profiles.operators) refusePrimes(symbol, profile, report);
}

/** What recursive operators turn out to be: read again until nothing changes, which only ever grows. */
function settle(program: Program): ReadonlyMap<OperatorSymbol, Profile> {
  const recursive = [...program.tables.definitions.values()].filter(isRecursive);
  for (let assumed: ReadonlyMap<OperatorSymbol, Profile> = new Map(); ; ) {
    const profiles = new Profiles(program, assumed, null);
    const found = new Map(recursive.map((symbol) => [symbol, profiles.operator(symbol)]));
    if (recursive.every((symbol) => isSame(profiles.operator(symbol), assumed.get(symbol)))) return found;
    assumed = found;
  }
}

function isRecursive(symbol: OperatorSymbol | InstanceSymbol): symbol is OperatorSymbol {
  return symbol.kind === "operator" && symbol.recursive;
}

/** Whether two passes found the same. A later pass finds all that an earlier one found, so sizes tell. */
function isSame(now: Profile, before: Profile | undefined): boolean {
  if (before === undefined || now.rank.level !== before.rank.level) return false;
  const sizes = ({ rank, demands }: Profile) => [
    rank.parameters.size,
    demands.mentions.size,
    demands.opaque.size,
    ...[...demands.admits.values()].flat(),
    ...[...demands.passes.values()].flat().map((passed) => passed?.size ?? 0),
  ];
  if (sizes(now).join() !== sizes(before).join()) return false;
  const { limits } = before.demands;
  return limits.size === now.demands.limits.size && [...now.demands.limits].every(([p, l]) => limits.get(p) === l);
}

/** A recursive operator must take actions: how often its own steps would prime an argument is not known. */
function refusePrimes(symbol: OperatorSymbol, profile: Profile, report: Report): void {
  if (!isAnnounced(symbol) || symbol.module.library) return;
  for (const [position, { name }] of symbol.parameters.entries()) {
    if (limitAt(profile, position) >= 2) continue;
    const message = `a recursive operator may not prime a parameter, as ${symbol.name} does with ${name}`;
    report.in(symbol.source).error("E219", symbol.span, message);
  }
}
