/** The keywords of a `.cfg`. */

/** Statements that name one operator and may stand once. */
export type SingleStatement = "specification" | "init" | "next" | "symmetry" | "view" | "alias" | "reward";

/** Statements that name any number of operators. */
export type ListStatement =
  | "invariants"
  | "properties"
  | "constraints"
  | "actionConstraints"
  | "postconditions"
  | "possible"
  | "periodic";

/** What a keyword is about; words in singular and plural share one. */
export type Statement = SingleStatement | ListStatement | "constants" | "checkDeadlock" | "type";

export const configKeywords: ReadonlyMap<string, Statement> = new Map<string, Statement>([
  ["SPECIFICATION", "specification"],
  ["INIT", "init"],
  ["NEXT", "next"],
  ["SYMMETRY", "symmetry"],
  ["VIEW", "view"],
  ["ALIAS", "alias"],
  ["CONSTANT", "constants"],
  ["CONSTANTS", "constants"],
  ["INVARIANT", "invariants"],
  ["INVARIANTS", "invariants"],
  ["PROPERTY", "properties"],
  ["PROPERTIES", "properties"],
  ["CONSTRAINT", "constraints"],
  ["CONSTRAINTS", "constraints"],
  ["ACTION_CONSTRAINT", "actionConstraints"],
  ["ACTION_CONSTRAINTS", "actionConstraints"],
  ["POSTCONDITION", "postconditions"],
  ["POSTCONDITIONS", "postconditions"],
  ["CHECK_DEADLOCK", "checkDeadlock"],
  ["_POSSIBLE", "possible"],
  ["_PERIODIC", "periodic"],
  ["_RL_REWARD", "reward"],
  // Known to TLC, but without any effect there.
  ["TYPE", "type"],
  ["TYPE_CONSTRAINT", "type"],
]);

/** The keyword that `word` was probably meant to be; null where none is near, or where `word` is one. */
export function nearestKeyword(word: string): string | null {
  if (configKeywords.has(word)) return null;
  const upper = word.toUpperCase().replaceAll("-", "_");
  if (configKeywords.has(upper)) return upper;
  let nearest: string | null = null;
  let best = upper.length < 6 ? 2 : 3;
  for (const [keyword, statement] of configKeywords) {
    if (statement === "type") continue;
    const distance = editDistance(upper, keyword, best);
    if (distance >= best) continue;
    best = distance;
    nearest = keyword;
  }
  return nearest;
}

/** Levenshtein's distance, or `limit` where it is that much or more. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return Math.min(limit, row[b.length] as number);
}
