/** JavaScript under construction: nested blocks, shared subexpressions, and the objects that the code refers to. */

/** The key under which a block remembers what it has computed already. */
type Block = Map<string, string>;

/**
 * Text of generated functions. Names are made here and consist of a letter and a number; no text of a spec becomes
 * part of the code: constants are numbers, everything else is referred to by number.
 */
export class Code {
  private lines: string[] = [];
  private blocks: Block[] = [new Map()];
  /** What was entered into blocks, in order, so that it can be taken out again. */
  private shares: { readonly block: Block; readonly key: string }[] = [];
  private names = 0;
  /** What `c0`, `c1`, … stand for. */
  readonly constants: unknown[] = [];
  private readonly constantNames = new Map<unknown, string>();
  /** How often text was dropped: names made before may be gone after. */
  resets = 0;
  /** Characters written since the last `take`. */
  size = 0;

  fresh(): string {
    return `t${this.names++}`;
  }

  /** A variable to which an expression assigns what it goes on to use several times. */
  variable(): string {
    const name = this.fresh();
    this.line(`let ${name};`);
    return name;
  }

  /** The name of an object that exists when the code is made. */
  constant(object: unknown): string {
    let name = this.constantNames.get(object);
    if (name === undefined) {
      name = `c${this.constants.push(object) - 1}`;
      this.constantNames.set(object, name);
    }
    return name;
  }

  line(text: string): void {
    this.lines.push(text);
    this.size += text.length;
  }

  open(text: string): void {
    this.line(`${text} {`);
    this.blocks.push(new Map());
  }

  close(): void {
    this.line("}");
    this.blocks.pop();
  }

  /** The block being written; what was made in it can be used in it and inside it. */
  get block(): object {
    return this.blocks[this.blocks.length - 1] as Block;
  }

  isOpen(block: object): boolean {
    return this.blocks.includes(block as Block);
  }

  get depth(): number {
    return this.blocks.length;
  }

  /** A name for the value of `js`, which must be safe; the same text is computed once in a block. */
  share(js: string): string {
    if (js.length < 12) return js;
    for (const block of this.blocks) {
      const known = block.get(js);
      if (known !== undefined) return known;
    }
    const name = this.fresh();
    this.line(`const ${name} = ${js};`);
    const block = this.blocks[this.blocks.length - 1] as Block;
    block.set(js, name);
    this.shares.push({ block, key: js });
    return name;
  }

  /** Where to go back to when what is written from now on is to be dropped. */
  mark(): Mark {
    return {
      lines: this.lines.length,
      size: this.size,
      shares: this.shares.length,
      blocks: this.blocks.slice(),
    };
  }

  reset(mark: Mark): void {
    this.resets++;
    this.lines.length = mark.lines;
    this.size = mark.size;
    this.blocks = mark.blocks.slice();
    for (const { block, key } of this.shares.splice(mark.shares)) block.delete(key);
  }

  /** The lines written since `mark`. */
  textSince(mark: Mark): readonly string[] {
    return this.lines.slice(mark.lines);
  }

  /** Makes a `try`, which follows a line after `mark` and needs no `catch`, a plain block. */
  dropTry(mark: Mark): void {
    this.lines[mark.lines + 1] = "{";
  }

  /** The text written so far, which is forgotten. */
  take(): string {
    const text = this.lines.join("\n");
    this.lines = [];
    this.blocks = [new Map()];
    this.shares = [];
    this.size = 0;
    return text;
  }
}

/** Can this line of code bail out? Interpreted steps do so only where the whole state has to be looked at. */
export function mayBail(line: string): boolean {
  return /\b[FX]\(|\.leaf\(|\.list\(/.test(line);
}

export interface Mark {
  readonly lines: number;
  readonly size: number;
  /** What had been shared by then. */
  readonly shares: number;
  readonly blocks: readonly Block[];
}
