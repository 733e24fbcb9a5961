/**
 * Random specifications of the kind that people bring: servers with logs and terms, messages as records of several
 * shapes in a set or a bag, EXCEPT chains, operators with several arguments, symmetric servers. Now and then a guard is
 * missing.
 */

import type { Case } from "./engines.ts";
import { Random } from "./random.ts";

const prelude = String.raw`VARIABLES msgs, bag, term, role, log, votes, ctr
CONSTANTS m1, m2
Server == {m1, m2}
vars == <<msgs, bag, term, role, log, votes, ctr>>
view == <<msgs, <<bag, term, role>>, log, votes>>
half == <<term, bag, log>>
lengths == <<msgs, [i \in Server |-> <<role[i], Len(log[i])>>], {Cardinality(votes[i]) : i \in Server}>>
Perms == Permutations(Server)
Max(S) == CHOOSE x \in S : \A y \in S : x >= y
LastTerm(l) == IF Len(l) = 0 THEN 0 ELSE l[Len(l)].term
Plus(m, B) == IF m \in DOMAIN B THEN [B EXCEPT ![m] = @ + 1] ELSE B @@ (m :> 1)
Minus(m, B) == IF B[m] <= 1 THEN [x \in DOMAIN B \ {m} |-> B[x]] ELSE [B EXCEPT ![m] = @ - 1]
Put(m) == msgs' = msgs \cup {m} /\ bag' = bag
Post(m) == bag' = Plus(m, bag) /\ UNCHANGED msgs
Drop(m) == msgs' = msgs \ {m} /\ UNCHANGED bag
Touch(m) == bag' = [bag EXCEPT ![m] = 3 - @] /\ UNCHANGED msgs
Answer(q, a) == \/ /\ a \notin msgs /\ msgs' = (msgs \ {q}) \cup {a} /\ UNCHANGED bag
                \/ /\ a \in msgs /\ Drop(q)
Move(i, r, t) == role' = [role EXCEPT ![i] = r] /\ term' = [term EXCEPT ![i] = t]
Sorted(l) == \A k \in 1..(Len(l) - 1) : l[k].term <= l[k + 1].term
Holders(v) == {i \in Server : \E k \in DOMAIN log[i] : log[i][k].val = v}
Weight[i \in Server] == term[i] + Len(log[i])
Quiet == \A m \in msgs : m.type # "vote"
Init == /\ msgs = {} /\ bag = [x \in {} |-> 0] /\ term = [i \in Server |-> 1] /\ role = [i \in Server |-> "f"]
        /\ log = [i \in Server |-> <<>>] /\ votes = [i \in Server |-> {}] /\ ctr = 0
`;

/** A random specification of servers that exchange messages. */
export function messageCase(seed: number): Case {
  const random = new Random(seed);
  const pick = (...texts: string[]): string => random.pick(texts);
  const sent = (): string =>
    pick(
      '[type |-> "vote", from |-> i, term |-> term[i]]',
      '[type |-> "app", from |-> i, term |-> term[i], log |-> log[i], n |-> Len(log[i])]',
      '[type |-> "ack", to |-> i, term |-> 0, ok |-> LastTerm(log[i]) < term[i]]',
      '[type |-> "vote", from |-> CHOOSE j \\in Server : j # i, term |-> Max({term[j] : j \\in Server})]',
    );
  const guard = (): string =>
    random.chance(0.02)
      ? "ENABLED (ctr' = ctr + 1)"
      : pick(
          'role[i] = "f"',
          'role[i] \\in {"c", "l"}',
          "term[i] < 3",
          "Len(log[i]) < 2",
          "Weight[i] < 4",
          "votes[i] # {}",
          "Quiet",
          "\\E j \\in Server \\ {i} : term[j] >= term[i]",
          "\\A m \\in DOMAIN bag : bag[m] < 2",
          "Cardinality(msgs) < 3",
          "LET l == log[i] IN IF l = <<>> THEN TRUE ELSE l[1].val = 1",
        );
  const received = (): string =>
    random.chance(0.08)
      ? pick("m.term >= term[i]", "m.n > 0")
      : pick(
          'm.type = "vote" /\\ m.from # i /\\ m.term >= term[i]',
          'm.type = "app" /\\ m.n > Len(log[i])',
          'm.type = "ack" /\\ m.to = i',
        );
  const network = (): string =>
    pick(`Put(${sent()})`, `Post(${sent()})`, "UNCHANGED <<msgs, bag>>", `Put(${sent()}) /\\ msgs' # msgs`);
  const change = (): string =>
    pick(
      'Move(i, "c", term[i] + 1) /\\ UNCHANGED <<log, votes>>',
      "log' = [log EXCEPT ![i] = Append(@, [term |-> term[i], val |-> ctr % 2])] /\\ UNCHANGED <<term, role, votes>>",
      "log' = [log EXCEPT ![i] = IF @ = <<>> THEN @ ELSE Tail(@)] /\\ Len(log'[i]) < 2 /\\ UNCHANGED <<term, role, votes>>",
      "votes' = [votes EXCEPT ![i] = @ \\cup {i}, ![i] = @ \\ {CHOOSE j \\in Server : j # i}] /\\ UNCHANGED <<term, role, log>>",
      "\\E j \\in Server : votes' = [votes EXCEPT ![j] = votes[i] \\cup {i}] /\\ UNCHANGED <<term, role, log>>",
      'role\' \\in {r \\in [Server -> {"f", "l"}] : r[i] = "l"} /\\ UNCHANGED <<term, log, votes>>',
      "LET t == Max({term[j] : j \\in Server}) IN /\\ term' = [term EXCEPT ![i] = t] /\\ role' = [role EXCEPT ![i] = IF t > 2 THEN \"l\" ELSE @] /\\ UNCHANGED <<log, votes>>",
      '\\/ Move(i, "f", term[i]) /\\ UNCHANGED <<log, votes>>\n      \\/ UNCHANGED <<term, role, log, votes>>',
    );
  const step = (): string => {
    const both = `${change()}\n   /\\ ${pick("ctr' = ctr + 1", "UNCHANGED ctr", "ctr' = IF role' = role THEN ctr ELSE ctr + 1")}`;
    if (random.chance(0.3))
      return `\\E n \\in {Weight[m1]}, i \\in Server :\n   /\\ n > Weight[i] - 2\n   /\\ ${guard()}\n   /\\ ${network()}\n   /\\ ${both}`;
    if (random.chance(0.5)) return `\\E i \\in Server :\n   /\\ ${guard()}\n   /\\ ${network()}\n   /\\ ${both}`;
    if (random.chance(0.3)) {
      const base = pick("bag[m] > 0", "bag[m] = 1");
      return `\\E i \\in Server, m \\in DOMAIN bag : ${base} /\\ ${received()} /\\ bag' = Minus(m, bag) /\\ UNCHANGED msgs\n   /\\ ${both}`;
    }
    const answer = pick("Drop(m)", "Touch(m)", `Answer(m, ${sent()})`, `Post(m)`);
    const parts = [guard(), `\\E m \\in msgs : ${received()} /\\ ${answer}`, both];
    return `\\E i \\in Server :\n   /\\ ${parts.join("\n   /\\ ")}`;
  };
  const names = ["A", "B", "C", "D"];
  const steps = names.map((name) => `${name} == ${step()}\n`).join("");
  const invariant = pick(
    "\\A i \\in Server : Sorted(log[i])",
    "\\A i, j \\in Server : i # j => log[i] # log[j] \\/ log[i] = <<>>",
    "Cardinality(Holders(1)) < 2",
    '\\A m \\in msgs : m.type = "ack" \\/ m.term < 3',
    "\\A i \\in Server : votes[i] \\subseteq Server /\\ term[i] \\in 1..3",
  );
  const other = pick('\\A i \\in Server : Len(log[i]) < 3 /\\ role[i] \\in {"f", "c", "l"}', "Quiet \\/ ctr < 4");
  const always = "[][\\A i \\in Server : term'[i] >= term[i]]_vars";
  const bound = `ctr < ${random.integer(2, 4)} /\\ Cardinality(msgs) < 4 /\\ \\A i \\in Server : Len(log[i]) < 3 /\\ term[i] < 4`;
  const viewed = random.chance(0.3);
  const more = random.chance(0.3) ? "SYMMETRY Perms\n" : random.chance(0.5) ? "PROPERTY Step\n" : "";
  const view = viewed ? `VIEW ${pick("view", "half", "lengths")}\n` : "";
  return {
    body: `${prelude}${steps}Wide == A \\/ B \\/ C \\/ D\nInvA == ${invariant}\nInvB == ${other}\nStep == ${always}\nBound == ${bound}\n`,
    cfg: `INIT Init\nNEXT Wide\nCHECK_DEADLOCK FALSE\nINVARIANT InvA InvB\nCONSTRAINT Bound\n${view}${more}CONSTANTS m1 = m1 m2 = m2\n`,
  };
}
