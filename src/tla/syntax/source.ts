/** A piece of TLA+ or cfg text with a name, and the places in it. */

/** A half-open range of UTF-16 offsets into `Source.text`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text as a person counts: lines and characters (code points) from 1; a tab is one character. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The whole source line `line`, without its line break. */
  readonly lineText: string;
}

/** A named text. `name` is the path as the user gave it, so that messages show no path of a machine. */
export class Source {
  readonly name: string;
  readonly text: string;
  private starts: number[] | null = null;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  /** Offset at which each line begins. A line ends with LF, CR LF or CR. */
  private lineStarts(): number[] {
    if (this.starts !== null) return this.starts;
    const starts = [0];
    const pattern = /\r\n|\n|\r/g;
    while (pattern.exec(this.text) !== null) starts.push(pattern.lastIndex);
    this.starts = starts;
    return starts;
  }

  /** The line (from 1) that holds `offset`. */
  lineAt(offset: number): number {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The text of `span` on one line: white space and comments become a blank, except within a string. */
  flat({ start, end }: Span): string {
    const part = /"(?:[^"\\]|\\.)*"|(?:\s|\\\*[^\n\r]*|\(\*[\s\S]*?\*\))+/g;
    return this.text.slice(start, end).replace(part, (found) => (found.startsWith('"') ? found : " "));
  }

  /** The span that lies there, as `locate` told it. */
  spanOf({ line, column, endLine, endColumn }: Location): Span {
    const starts = this.lineStarts();
    const offset = (at: number, characters: number): number => {
      const begin = starts[at - 1] ?? this.text.length;
      return begin + [...this.text.slice(begin, begin + 2 * characters)].slice(0, characters).join("").length;
    };
    return { start: offset(line, column - 1), end: offset(endLine, endColumn - 1) };
  }

  /** Where `span` lies, in lines and characters from 1; `endColumn` is that of the first character after it. */
  locate(span: Span): Location {
    const starts = this.lineStarts();
    const line = this.lineAt(span.start);
    const endLine = this.lineAt(span.end);
    const begin = starts[line - 1] as number;
    const endBegin = starts[endLine - 1] as number;
    const lineEnd = line < starts.length ? (starts[line] as number) : this.text.length;
    return {
      file: this.name,
      line,
      column: codePoints(this.text.slice(begin, span.start)) + 1,
      endLine,
      endColumn: codePoints(this.text.slice(endBegin, span.end)) + 1,
      lineText: this.text.slice(begin, lineEnd).replace(/[\r\n]+$/, ""),
    };
  }
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
