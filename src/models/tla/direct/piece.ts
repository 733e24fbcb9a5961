/** Pieces of direct code: JavaScript expressions, with what is known of their values. */

/** What the value surely is; anything where nothing is known. */
type Kind = "anything" | "boolean" | "set" | "function";

export interface Piece {
  readonly js: string;
  readonly kind: Kind;
}

export function anything(js: string): Piece {
  return { js, kind: "anything" };
}

export function boolean(js: string): Piece {
  return { js, kind: "boolean" };
}

export function setPiece(js: string): Piece {
  return { js, kind: "set" };
}

export function functionPiece(js: string): Piece {
  return { js, kind: "function" };
}

/** The piece as a JavaScript condition. */
export function condition({ js, kind }: Piece): string {
  return kind === "boolean" ? js : `truth(${js})`;
}

export function asSet({ js, kind }: Piece): string {
  return kind === "set" ? js : `set(${js})`;
}

export const LEFT = anything("leave()");

/** The piece behind expressions that set what it needs. */
export function after(set: readonly string[], { js, kind }: Piece): Piece {
  return { js: `(${[...set, js].join(", ")})`, kind };
}
