/** Generated text with its structure, so that what fails can be made smaller. */

/** A typed piece of text. `plain` is the simplest text of its type. */
export interface Phrase {
  readonly type: string;
  readonly plain: string;
  readonly parts: readonly (string | Phrase)[];
  /** Of a list of junctions, whose parts are the items. */
  readonly bullet: "/\\" | "\\/" | null;
}

export function phrase(type: string, plain: string, ...parts: readonly (string | Phrase)[]): Phrase {
  return { type, plain, parts, bullet: null };
}

/** An aligned list; printed over several lines. */
export function list(type: string, plain: string, bullet: "/\\" | "\\/", items: readonly Phrase[]): Phrase {
  return { type, plain, parts: items, bullet };
}

/** The text; lists inside are indented by `level`. */
export function textOf(p: Phrase, level = 1): string {
  if (p.bullet === null) return p.parts.map((part) => (typeof part === "string" ? part : textOf(part, level))).join("");
  const start = `\n${"  ".repeat(level)}${p.bullet} `;
  return `(${p.parts.map((item) => start + textOf(item as Phrase, level + 1)).join("")})`;
}

/** How much text structure there is. */
export function sizeOf(p: Phrase): number {
  return p.parts.reduce((sum, part) => sum + (typeof part === "string" ? 0 : sizeOf(part)), 1);
}

/** All smaller versions that differ in one place: a piece replaced by the plainest of its type, or by a part of itself. */
function* smaller(p: Phrase): Iterable<Phrase> {
  if (p.parts.length !== 1 || p.parts[0] !== p.plain) yield phrase(p.type, p.plain, p.plain);
  for (const inner of inside(p)) if (inner.type === p.type) yield inner;
  for (const [i, part] of p.parts.entries()) {
    if (typeof part === "string") continue;
    for (const other of smaller(part)) yield { ...p, parts: p.parts.with(i, other) };
    if (p.bullet !== null && p.parts.length > 1) yield { ...p, parts: p.parts.toSpliced(i, 1) };
  }
}

function* inside(p: Phrase): Iterable<Phrase> {
  for (const part of p.parts) {
    if (typeof part === "string") continue;
    yield part;
    yield* inside(part);
  }
}

/** The smallest version found, by single replacements, that still fails. */
export function shrink(p: Phrase, fails: (candidate: Phrase) => boolean): Phrase {
  let best = p;
  for (let tries = 0; tries < 2000; ) {
    let found: Phrase | null = null;
    for (const candidate of smaller(best)) {
      if (++tries >= 2000) break;
      if (sizeOf(candidate) > sizeOf(best) || textOf(candidate).length >= textOf(best).length) continue;
      if (fails(candidate)) {
        found = candidate;
        break;
      }
    }
    if (found === null) break;
    best = found;
  }
  return best;
}
