/** Breaking long text into lines. */

/**
 * Lines of at most `width` characters (code points); breaks after a space (but not beside `|->`) or comma (but not that in
 * `10,000`), where one is in the second half of the line, or what follows it fits into the next one; else anywhere. Line
 * breaks of the text stay. Continuation lines are indented by two. The empty text is one empty line.
 */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine([...line], width));
}

function wrapLine(characters: string[], width: number): string[] {
  const lines: string[] = [];
  let rest = characters;
  const further = width > 8 ? 2 : 0;
  let indent = 0;
  while (rest.length + indent > width) {
    const room = Math.max(1, width - indent);
    const cut = placeToBreak(rest, room, width - further);
    lines.push(" ".repeat(indent) + rest.slice(0, cut).join("").trimEnd());
    rest = rest.slice(cut);
    while (rest[0] === " ") rest = rest.slice(1);
    indent = further;
  }
  if (rest.length > 0 || lines.length === 0) lines.push(" ".repeat(indent) + rest.join(""));
  return lines;
}

/** After how many characters the line of `room` ends; the next one has room for `next`. */
function placeToBreak(text: readonly string[], room: number, next: number): number {
  let last = room;
  while (last > 0 && !mayBreak(text, last)) last--;
  if (last > room / 2) return last;
  if (last === 0) return room;
  let end = room + 1;
  while (end < text.length && end - last <= next + 1 && !mayBreak(text, end)) end++;
  return text.slice(last, end).join("").trimEnd().length <= next ? last : room;
}

/** Between these characters, before the one at `at`? */
function mayBreak(text: readonly string[], at: number): boolean {
  if (text[at - 1] === ",") return !/\d/.test(text[at] ?? "");
  return text[at - 1] === " " && !isArrow(text, at) && !isArrow(text, at - 4);
}

function isArrow(text: readonly string[], at: number): boolean {
  return text[at] === "|" && text[at + 1] === "-" && text[at + 2] === ">";
}
