/** Slips in what is decided of behaviors and of what is possible. */

import { type Mutation, slips } from "./mutation.ts";

const LIVENESS = "test/oracle/liveness.long.test.ts";
const POSSIBILITY = "test/oracle/possibility.test.ts";
const FAIRNESS = "test/models/tla/temporal/fairness.test.ts";
const FORMULA = "test/models/tla/temporal/formula.test.ts";
const REDUCTION = "test/models/tla/temporal/reduction.test.ts";
const REFINEMENT = "test/models/tla/temporal/refinement.test.ts";
const POSSIBLE = "test/models/tla/temporal/possibility.test.ts";

const WALKS = "agree with a naive product and with walks, from seed 0 on";
const CLOSURE = "agrees with the naive closure, from seed 0 on";

export const livenessMutations: readonly Mutation[] = [
  ...slips("src/models/tla/temporal/translate.ts", FAIRNESS, [
    [
      "a step that changes nothing is no step of <<A>>_v",
      'stuttering: expression.form === "box"',
      'stuttering: expression.form !== "box"',
      "that is strong does",
    ],
  ]),
  ...slips("src/checker/exclusion.ts", "test/checker/exclusion.test.ts", [
    [
      "an action whose step the loop takes excludes nothing",
      "known.taken ||= taken;",
      "",
      "where what takes a step of the loop is fair",
    ],
    [
      "a weak condition is violated only where it is enabled all along",
      "enabled === rows.length",
      "enabled > 0",
      "where one starves beside another",
    ],
  ]),
  ...slips("src/checker/liveness/components.ts", LIVENESS, [
    [
      "where a strong condition fails, what is left without its requests may be fair",
      "if (cut !== null) regions.push(",
      "if (cut === null) regions.push(",
      WALKS,
    ],
    [
      "fairness is decided on the steps that stay inside the component",
      "if (this.staysInside(state, node, real) && this.allowed(state, node, real, forbidden)) {",
      "if (this.allowed(state, node, real, forbidden)) {",
      WALKS,
    ],
    ["every <> of the formula comes true", "return missing.length === 0;", "return true;", WALKS],
    ["conditions at the far end are asked for", "this.pairs = pairs;", "this.pairs = [];", WALKS],
    [
      "an eventuality may come true anywhere in a component",
      "i < members.length && missing.length > 0; i++",
      "i < 1 && missing.length > 0; i++",
      "agree with a naive product and with walks, from seed 1000 on",
    ],
    ["a component ends at its root", "this.successors[depth] = (this.successors[depth] as number) & ~ROOT;", "", WALKS],
    [
      "each state may stutter for ever",
      "for (let edge = offsets[state] as number; edge <= end; edge++) {",
      "for (let edge = offsets[state] as number; edge < end; edge++) {",
      WALKS,
    ],
    ["one state without a step is no component", " || !this.someStep(members, forbidden, TRUE)", "", WALKS],
    [
      "a request that is answered is not cut off",
      "if (this.someStep(members, forbidden, response)) continue;",
      "",
      WALKS,
    ],
  ]),
  ...slips("src/checker/liveness/tableau.ts", LIVENESS, [
    [
      "what is eventually so may be so later",
      "expand(rest, seen, new Set(now), new Set(next).add(number));",
      "",
      WALKS,
    ],
    [
      "what is always so is so from the next state on",
      "expand([numberOf(formula.of), ...rest], seen, now, new Set(next).add(number));",
      "expand([numberOf(formula.of), ...rest], seen, now, next);",
      WALKS,
    ],
    [
      "what is eventually so is not put off for ever",
      ".map((promise) => nodes.map((node) => !node.next.includes(promise)))",
      ".map(() => nodes.map(() => true))",
      WALKS,
    ],
    [
      "either side of a disjunction may be true",
      "for (const item of formula.of) expand(",
      "for (const item of formula.of.slice(0, 1)) expand(",
      WALKS,
    ],
    [
      "only what contradicts itself is impossible",
      "if (contradicts(formula, now, formulas)) return;",
      "if (now.size > 0) return;",
      WALKS,
    ],
  ]),
  ...slips("src/checker/liveness/normal-form.ts", LIVENESS, [
    [
      "weak and strong fairness differ",
      'formula.fairness.strength === "weak"',
      'formula.fairness.strength !== "weak"',
      WALKS,
    ],
    [
      "weak fairness is met where the action is not enabled",
      "always(eventually(or([not(enabled), step])))",
      "always(eventually(step))",
      WALKS,
    ],
    [
      "strong fairness asks for nothing when the action is not enabled any more",
      "or([eventually(always(not(enabled))), always(eventually(step))])",
      "always(eventually(step))",
      WALKS,
    ],
    ["a constant is negated", "formula.value === positive ? TRUE : FALSE", "formula.value ? TRUE : FALSE", WALKS],
    [
      "the negation of a conjunction is a disjunction",
      '(formula.kind === "and") === positive ? and(items)',
      'formula.kind === "and" ? and(items)',
      WALKS,
    ],
    [
      "the negation of [] is <>",
      '(formula.kind === "always") === positive ? pushAlways(of)',
      'formula.kind === "always" ? pushAlways(of)',
      WALKS,
    ],
    ["[]P speaks of the far end only if P does", 'return formula.of.kind === "eventually";', "return true;", WALKS],
    [
      "<>[]P asks that ~P comes no more",
      "request: negationNormal(unit.of.of, false)",
      "request: negationNormal(unit.of.of, true)",
      WALKS,
    ],
    ["all of a case has to be true", "[...clause, ...choice]", "[...choice]", WALKS],
    [
      "all cases are tried",
      "return limited(formula.of.flatMap(disjuncts));",
      "return disjuncts(formula.of[0] as Temporal);",
      WALKS,
    ],
  ]),
  ...slips("src/checker/liveness/normal-form.ts", FORMULA, [
    [
      "a Streett pair has one request",
      'else if (request.kind !== "constant") return null;',
      "",
      "under \\A i \\in {-1, 2}",
    ],
  ]),
  ...slips("src/checker/liveness/product.ts", LIVENESS, [
    [
      "a run is in a node only where its condition is true",
      "if (this.always[node] === true || this.readsStep[node] === true) return true;",
      "if (this.always[node] !== true || this.readsStep[node] === true) return true;",
      WALKS,
    ],
    ["a node may speak of the step from it", "if (this.readsStep[node] !== true) return true;", "return true;", WALKS],
    ["pairs of state and node are numbered one after the other", "(1 << bit) - 1", "(2 << bit) - 1", WALKS],
  ]),
  ...slips("src/checker/liveness/lasso.ts", LIVENESS, [
    ["the loop meets every condition", "if (missing === undefined) return loop;", "return loop;", WALKS],
    ["the last state of a loop is not its first one", "  states.pop();\n", "", WALKS],
    [
      "a loop of stuttering steps is one state",
      "if (states.length - 1 === entry) return { states, loop: entry };",
      "",
      WALKS,
    ],
  ]),
  ...slips("src/checker/liveness/lasso.ts", FAIRNESS, [
    [
      "a loop takes no step that was cut off",
      "if (!this.allows(step)) continue;",
      "if (this.inside[step.to] === 0) continue;",
      "does not take the steps that must come to an end",
    ],
  ]),
  ...slips("src/checker/kernel/javascript.ts", LIVENESS, [
    [
      "a state whose successors are emitted one by one is begun once",
      "if (!terms.begun) this.ledger",
      "this.ledger",
      WALKS,
    ],
  ]),
  ...slips("src/checker/state-graph.ts", LIVENESS, [
    [
      "the edges of a state end where those of the next begin",
      "this.offsets[this.source + 1] = this.count;",
      "this.offsets[this.source + 1] = this.count - 1;",
      WALKS,
    ],
  ]),
  ...slips("src/checker/liveness/behaviors.ts", LIVENESS, [
    [
      "only behaviors that satisfy what is assumed count",
      "and([...assumptions, not(formula)])",
      "and([not(formula)])",
      WALKS,
    ],
  ]),
  ...slips("src/checker/liveness/behaviors.ts", FAIRNESS, [
    [
      "fairness is met by a step, or where the action is not enabled",
      "if (truth.atom(fairness.enabled, at)) continue;",
      "if (!truth.atom(fairness.enabled, at)) continue;",
      "whose subscript does not change asks for nothing",
    ],
  ]),
  ...slips("src/checker/liveness/behaviors.ts", REDUCTION, [
    [
      "what is possible is not known while states are missing",
      "if (this.possibility.partial && mentionsPossible(wanted))",
      "if (false)",
      "a possibility is not lost because what makes it possible has not been seen yet",
    ],
    [
      "a loop of the view is one only where its last lap violates, too",
      "|| (farOn !== null && !this.confirms(farOn, wanted))",
      "",
      "what is hidden may decide far on, where a loop closes only in the view",
    ],
  ]),
  ...slips("src/checker/liveness/behaviors.ts", POSSIBLE, [
    [
      "stuttering is no step that Next takes",
      "if (this.atoms.now(formula, state, -1) && this.mayStay(state))",
      "if (this.atoms.now(formula, state, -1))",
      "of a step that changes nothing asks whether Next has one",
    ],
  ]),
  ...slips("src/checker/liveness/behaviors.ts", POSSIBILITY, [
    ["what is not known does not hold", 'unknown ||= truth === "unknown";', "", CLOSURE],
    [
      "an invariant speaks of every state",
      "everywhere ? this.graph.states :",
      "!everywhere ? this.graph.states :",
      CLOSURE,
    ],
    [
      "a state beyond the constraint may be what is possible",
      "return this.possibility.partial\n      ? {",
      "return !this.possibility.partial\n      ? {",
      CLOSURE,
    ],
  ]),
  ...slips("src/checker/liveness/possibility.ts", POSSIBILITY, [
    [
      "PossibleBy goes along steps of its action",
      "if (reaching[source] === 1 || !this.follows(formula, source, edges[at] as number)) continue;",
      "if (reaching[source] === 1) continue;",
      CLOSURE,
    ],
    [
      "what is not reached under a constraint may still be possible",
      'return this.partial ? "unknown" : "false";',
      'return "false";',
      CLOSURE,
    ],
    ["what is not known makes a disjunction not known", 'if (value === "unknown") result = value;', "", CLOSURE],
    [
      "what is left is what the action can reach",
      "if (this.follows(formula, state, edge)) found.push(",
      "found.push(",
      CLOSURE,
    ],
  ]),
  ...slips("src/checker/liveness/possibility.ts", POSSIBLE, [
    [
      "below a negation the opposite is to blame",
      "return this.blame(formula.of, state, !expected);",
      "return this.blame(formula.of, state, expected);",
      "as an invariant: ~(x = 0",
    ],
  ]),
  ...slips("src/checker/trace.ts", POSSIBILITY, [
    [
      "the last chance is the last state from which it was possible",
      "path.states?.findLastIndex(",
      "path.states?.findIndex(",
      CLOSURE,
    ],
  ]),
  ...slips("src/checker/liveness/run.ts", REDUCTION, [
    [
      "a property does not hold because of states that have been seen so far",
      "if (complete) verdicts.settle(",
      "verdicts.settle(",
      "a budget leaves a property unchecked that nothing violates, and finds what is violated",
    ],
  ]),
  ...slips("src/models/temporal.ts", FAIRNESS, [
    [
      "P ~> Q is asked again and again",
      "return always(or([not(p), eventually(q)]));",
      "return or([not(p), eventually(q)]);",
      "may be wrong in its loop only",
    ],
  ]),
  ...slips("src/models/tla/temporal/translate.ts", FORMULA, [
    [
      "an argument is evaluated in each state",
      "return this.code.evaluate(this.frame as Frame);",
      "return super.force();",
      "which reads the state anew at each position",
    ],
    ["\\E is a disjunction", 'expression.quantifier === "\\\\A" ? and(items) : or(items)', "and(items)", "under \\E i"],
    [
      "ELSE counts where the condition is false",
      "or([and([test, yes()]), and([not(test), no()])])",
      "or([and([test, yes()]), no()])",
      "may stand in",
    ],
    [
      "arms of CASE come in their order",
      "this.cases(text, expression, from + 1)",
      "this.cases(text, expression, from + 2)",
      "may stand in CASE",
    ],
    [
      "atoms with other values of names are others",
      "hasNames(frame) ? frame : this;",
      "this;",
      "under \\A i \\in 0..4",
    ],
    ["P => Q is true where P is false", "return or([not(a()), b()]);", "return or([a(), b()]);", "x = 1 => <>(x = 9)"],
    [
      "a set that changes is not quantified over",
      "if (this.level({ ...text, expression: set }) > 0) {",
      "if (this.level({ ...text, expression: set }) > 1) {",
      "E360: \\A i \\in 0..x",
    ],
  ]),
  ...slips("src/checker/liveness/atom-values.ts", FAIRNESS, [
    [
      "what stutters takes no step of Next",
      'if (this.model.atoms[atom]?.over === "step") return edge >= 0;',
      'if (this.model.atoms[atom]?.over === "step") return true;',
      "of Next forbids to stutter where something can happen",
    ],
  ]),
  ...slips("src/checker/liveness/behaviors.ts", FAIRNESS, [
    [
      "a graph that lacks states does not tell what is enabled",
      "new AtomValues(temporal, graph, partial)",
      "new AtomValues(temporal, graph, false)",
      "of Next speaks of steps that a CONSTRAINT excludes",
    ],
  ]),
  ...slips("src/models/tla/temporal/translate.ts", FAIRNESS, [
    [
      "steps of <<Next>>_v change what v names",
      " && this.tellsAll({ ...text, expression: subscript })",
      "",
      "of Next asks for steps that change what its subscript names",
    ],
    [
      "not every action is Next",
      "this.isNext({ ...text, expression: action }) && ",
      "",
      "of a component says nothing of the cycles in it",
    ],
    ["WF_v(A) speaks of <<A>>_v", 'form: "angle"', 'form: "box"', "of an action that changes nothing asks for nothing"],
    [
      "<<A>>_v is enabled where some step of it is",
      '(asks === "truth" ? evaluator : enabledEvaluator)(this.interpreter, expression, place)',
      '(asks === "truth" ? this.interpreter.evaluator(expression, place) : () => true)',
      "whose subscript does not change asks for nothing",
    ],
  ]),
  ...slips("src/models/tla/temporal/translate.ts", POSSIBLE, [
    [
      "_POSSIBLE may ask for a step",
      "return this.level(text) === 2 ?",
      "return this.level(text) === 4 ?",
      "holds where some state, or some step, is so",
    ],
  ]),
  ...slips("src/models/tla/temporal/translate.ts", FORMULA, [
    [
      "an operator that is given has the level of what was around it",
      "return { expression: body, place, frame: (slot as Closure).frame ?? new Frame(0, null), bound: [] };",
      "return { expression: body, place: { ...outside, scope: new Scope(null) }, frame: new Frame(0, null), bound: [] };",
      "as the definition in Beside([]<>(x = 3))",
    ],
    [
      "an operator that is given may leave out the action that it is given",
      "if (this.mayLeaveOut(expression)) return this.connected(text);",
      "",
      "as the definition in Both(LAMBDA A : WF_vars(A), LAMBDA A : TRUE",
    ],
  ]),
  ...slips("src/models/tla/temporal/temporal-code.ts", FORMULA, [
    [
      "an action below other operators is refused",
      "if (misplaced === null) return { formula };",
      "return { formula };",
      "E361: [](x = 1",
    ],
    [
      "a negation between two temporal operators is none below which an action is refused",
      "const of = affirmed(formula.of);",
      "const { of } = formula;",
      "is what the negations around an action make of it: ~<>~<>",
    ],
  ]),
  ...slips("src/models/tla/interpret/primed.ts", REFINEMENT, [
    [
      "ENABLED inside an instance speaks of the variables of the instance",
      "if (own.length === 0) return null;",
      "if (own.length < 100) return null;",
      "knows ENABLED of the abstract action in its own fairness",
    ],
  ]),
  ...slips("src/models/tla/load.ts", REDUCTION, [
    [
      "SYMMETRY is not used for a property of behaviors",
      "const symmetry = against === null ? given : null;",
      "const symmetry = given;",
      "is dropped, with a note, for a property of behaviors",
    ],
  ]),
];
