/**
 * The operator symbols of TLA+ with their precedence ranges and associativity, and every way to write them.
 *
 * The levels are those of SANY, the reference parser, not those of the book: they differ for prefix operators
 * (Lamport, "Specifying Systems", 2002, table 6). Names are canonical: of several spellings of one operator the tree
 * holds only the one that stands first here.
 */

/** One operator in one position. It binds as tightly as any level of `low..high`. */
export interface Operator {
  readonly name: string;
  readonly fix: "prefix" | "infix" | "postfix";
  readonly low: number;
  readonly high: number;
  /** True for left associativity; no operator of TLA+ associates to the right. */
  readonly associative: boolean;
}

/** What one symbol can mean, by position; only `-` has two meanings, whose names differ (`-.` and `-`). */
export interface OperatorForms {
  readonly prefix: Operator | null;
  readonly infix: Operator | null;
  readonly postfix: Operator | null;
}

/** Level, associativity, and the operators of that kind, each with its spellings, the canonical one first. */
type Row = readonly [low: number, high: number, associativity: "left" | "none", symbols: string];

const prefixRows: readonly Row[] = [
  [4, 4, "left", "~ \\lnot \\neg ¬"],
  [4, 15, "none", "[] □, <> ◇, ENABLED, UNCHANGED"],
  [10, 13, "none", "SUBSET, UNION, DOMAIN"],
  [12, 12, "none", "-."],
];

const infixRows: readonly Row[] = [
  [1, 1, "none", "=> ⇒"],
  [2, 2, "none", "<=> \\equiv ≡ ⇔, ~> ↝, -+-> ⇸"],
  [3, 3, "left", "/\\ \\land ∧, \\/ \\lor ∨"],
  [5, 5, "none", "=, /= # ≠, \\in ∈, \\notin ∉, \\subseteq ⊆, <, <= =< \\leq ≤, >, >= \\geq ≥, |- ⊢, |= ⊨, -| ⊣, =| ⫤"],
  [
    5,
    5,
    "none",
    ":= ≔, ::= ⩴, \\prec ≺, \\succ ≻, \\preceq ⪯, \\succeq ⪰, \\sim ∼, \\simeq ≃, \\ll ≪, \\gg ≫, \\asymp ≍",
  ],
  [5, 5, "none", "\\subset ⊂, \\supset ⊃, \\supseteq ⊇, \\approx ≈, \\cong ≅, \\doteq ≐, \\propto ∝"],
  [5, 5, "none", "\\sqsubset ⊏, \\sqsubseteq ⊑, \\sqsupset ⊐, \\sqsupseteq ⊒"],
  [5, 14, "left", "\\cdot ⋅"],
  [6, 6, "left", "@@"],
  [7, 7, "none", ":>, <:"],
  [8, 8, "none", "\\"],
  [8, 8, "left", "\\cup \\union ∪, \\cap \\intersect ∩"],
  [9, 9, "none", ".. ‥, ... …"],
  [9, 13, "left", "$, $$, ?? ⁇, ##, \\uplus ⊎, \\sqcap ⊓, \\sqcup ⊔"],
  [9, 13, "none", "!! ‼"],
  [9, 14, "none", "\\wr ≀"],
  [10, 10, "left", "+, ++, \\oplus (+) ⊕"],
  [10, 11, "left", "|, || ‖, %%"],
  [10, 11, "none", "%"],
  [10, 13, "left", "\\X \\times ×"],
  [11, 11, "left", "-, --, \\ominus (-) ⊖"],
  [13, 13, "left", "*, **, &, &&, \\odot (.) ⊙, \\otimes (\\X) ⊗, \\star ⋆, \\o \\circ ∘, \\bigcirc ◯, \\bullet ●"],
  [13, 13, "none", "/, //, \\div ÷, \\oslash (/) ⊘"],
  [14, 14, "none", "^, ^^"],
];

const postfixRows: readonly Row[] = [[15, 15, "none", "', ^+ ⁺, ^*, ^#"]];

/** Function application `f[x]`; no symbol that could be defined, but it takes part in precedence. */
export const applicationOperator: Operator = { name: "[", fix: "postfix", low: 16, high: 16, associative: true };

/** Record field access `r.f`. */
export const fieldOperator: Operator = { name: ".", fix: "infix", low: 17, high: 17, associative: true };

function read(): Map<string, OperatorForms> {
  const forms = new Map<string, { prefix: Operator | null; infix: Operator | null; postfix: Operator | null }>();
  const add = (fix: Operator["fix"], rows: readonly Row[]): void => {
    for (const [low, high, associativity, symbols] of rows) {
      for (const spellings of symbols.split(", ")) {
        const [name, ...others] = spellings.split(" ") as [string, ...string[]];
        const operator: Operator = { name, fix, low, high, associative: associativity === "left" };
        for (const spelling of [name, ...others]) {
          const entry = forms.get(spelling) ?? { prefix: null, infix: null, postfix: null };
          entry[fix] = operator;
          forms.set(spelling, entry);
        }
      }
    }
  };
  add("prefix", prefixRows);
  add("infix", infixRows);
  add("postfix", postfixRows);
  // A minus without a left operand is the negative, which is named `-.`.
  (forms.get("-") as { prefix: Operator | null }).prefix = forms.get("-.")?.prefix ?? null;
  return forms;
}

/** All operator symbols by spelling, canonical or not. */
export const operatorForms: ReadonlyMap<string, OperatorForms> = read();

/** The canonical spelling of an operator symbol; any other text is returned as it is. A lone `-` is the infix one. */
export function canonicalName(spelling: string): string {
  const forms = operatorForms.get(spelling);
  return (forms?.infix ?? forms?.prefix ?? forms?.postfix)?.name ?? spelling;
}

/**
 * What to do with an expression that has the operator `left` before it and `right` after it: give it to `left`
 * ("reduce") or to `right` ("shift"). "conflict": the two have no order, so the text has no meaning without parentheses.
 */
export function compareOperators(left: Operator, right: Operator): "reduce" | "shift" | "conflict" {
  if (left.low > right.high) return "reduce";
  if (left.high < right.low) return "shift";
  return left === right && left.associative ? "reduce" : "conflict";
}
