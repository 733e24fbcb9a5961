/** Colour and emphasis on a terminal; none elsewhere. */

/** Wraps text in the escape codes of a meaning, or leaves it alone. */
export interface Style {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  doubtful(text: string): string;
}

const plain = (text: string): string => text;
const code =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`;

/** No escape codes at all. */
export const PLAIN: Style = { strong: plain, faint: plain, good: plain, bad: plain, doubtful: plain };

/** The sixteen colours that every terminal has. */
export const COLOURED: Style = {
  strong: code(1, 22),
  faint: code(2, 22),
  good: code(32, 39),
  bad: code(31, 39),
  doubtful: code(33, 39),
};
