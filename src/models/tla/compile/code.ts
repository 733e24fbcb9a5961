/** A function of generated code under construction: nested blocks, shared subexpressions, and the objects it refers to. */

import { Js, js } from "./js.ts";

/** The key under which a block remembers what it has computed already. */
type Block = Map<string, Js>;

/** What the code of a function is written to. What is constant in it has a number, everything else a name. */
export class Code {
  private lines: Js[] = [];
  private blocks: Block[] = [new Map()];
  /** What was entered into blocks, in order, so that it can be taken out again. */
  private shares: { readonly block: Block; readonly key: string }[] = [];
  private names = 0;
  /** What `c0`, `c1`, … stand for. */
  readonly constants: unknown[] = [];
  private readonly constantNames = new Map<unknown, Js>();
  /** How often text was dropped: names made before may be gone after. */
  resets = 0;
  /** Characters written since the last `take`. */
  size = 0;

  fresh(): Js {
    return Js.called("t", this.names++);
  }

  /** A variable to which an expression, a check, assigns what goes on to be used several times. */
  variable(): Js {
    const name = this.fresh();
    this.line(js`let ${name};`);
    return name.checked;
  }

  /** A name for the value of code that may bail out, evaluated here. */
  named(value: Js): Js {
    const name = this.fresh();
    this.line(js`const ${name} = ${value};`);
    return name;
  }

  /** The name of an object that exists when the code is made. */
  constant(object: unknown): Js {
    let name = this.constantNames.get(object);
    if (name === undefined) {
      name = Js.called("c", this.constants.push(object) - 1);
      this.constantNames.set(object, name);
    }
    return name;
  }

  line(piece: Js): void {
    this.lines.push(piece);
    this.size += piece.size;
  }

  open(head: Js): void {
    this.line(js`${head} {`);
    this.blocks.push(new Map());
  }

  close(): void {
    this.line(js`}`);
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

  /** A name for the value of safe code; the same code is computed once in a block. */
  share(value: Js): Js {
    if (value.size < SHORT) return value;
    const key = value.print();
    for (const block of this.blocks) {
      const known = block.get(key);
      if (known !== undefined) return known;
    }
    const name = this.named(value);
    const block = this.blocks[this.blocks.length - 1] as Block;
    block.set(key, name);
    this.shares.push({ block, key });
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

  /** May what was written since `mark` leave the code? */
  bailsSince(mark: Mark): boolean {
    return this.lines.slice(mark.lines).some((line) => line.bails);
  }

  /** Writes `body`, then what is done where it leaves the code; that is not written where it cannot. */
  attempt(body: () => void, otherwise: () => void): void {
    const mark = this.mark();
    this.open(js`try`);
    body();
    this.close();
    if (!this.bailsSince(mark)) {
      this.lines[mark.lines] = js`{`;
      return;
    }
    this.open(js`catch (e)`);
    otherwise();
    this.close();
  }

  /** The text written so far, which is forgotten. */
  take(): string {
    const text = this.lines.map((line) => line.print()).join("\n");
    this.lines = [];
    this.blocks = [new Map()];
    this.shares = [];
    this.size = 0;
    return text;
  }
}

/** Shorter code is repeated rather than given a name. */
const SHORT = 12;

interface Mark {
  readonly lines: number;
  readonly size: number;
  /** What had been shared by then. */
  readonly shares: number;
  readonly blocks: readonly Block[];
}
