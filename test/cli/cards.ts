/** A specification whose search takes a while, for what happens to searches. */

/** Two hands of cards that are exchanged: some thousand states, each of which takes a while, and a cycle. */
export const CARDS = `---- MODULE Cards ----
EXTENDS Naturals, FiniteSets
CONSTANT N
VARIABLES left, right, turn
vars == <<left, right, turn>>
Init == left = 1..N /\\ right = {} /\\ turn = 0
Give(c) == c \\in left /\\ left' = left \\ {c} /\\ right' = right \\cup {c} /\\ turn' = (turn + c) % 7
Back(c) == c \\in right /\\ right' = right \\ {c} /\\ left' = left \\cup {c} /\\ turn' = (turn + 1) % 7
Next == \\E c \\in 1..N : Give(c) \\/ Back(c)
Spec == Init /\\ [][Next]_vars /\\ WF_vars(Next)
All == left \\cup right = 1..N
Turns == []<>(turn = 3) \\/ <>[](turn # 3)
====
`;
export const CONFIG = "SPECIFICATION Spec\nCONSTANT N = 8\nINVARIANT All\nPROPERTY Turns\n";
