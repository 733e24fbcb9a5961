/** Random specifications with fairness and temporal properties: texts, through the loader, against the naive product. */

import { check } from "../../src/checker/index.ts";
import type { Temporal } from "../../src/models/temporal.ts";
import { compileModel } from "../../src/models/tla/compile/engine.ts";
import type { TlaModel } from "../../src/models/tla/model.ts";
import { load } from "../models/tla/spec.ts";
import { CompiledFormulas, type Labels } from "./compiled-formula.ts";
import { starts } from "./engines.ts";
import { answer } from "./fair-product.ts";
import { type Edge, isIn } from "./labelled-graph.ts";
import { isTrueOn, type Lasso } from "./lasso-search.ts";
import { Random } from "./random.ts";
import {
  type Act,
  type Definition,
  type Formula,
  type Names,
  type Place,
  STATES,
  TemporalTexts,
  type Value,
  withValue,
} from "./temporal-text.ts";

/** A specification as text, and what it means. */
interface Specification {
  readonly files: Readonly<Record<string, string>>;
  readonly initial: readonly number[];
  readonly edges: readonly Edge[];
  readonly assumptions: readonly Temporal[];
  readonly property: Temporal;
  readonly atom: Labels["atom"];
}

const MOST_SUBFORMULAS = 7;

const ROOT: Names = {
  values: { x: (state) => Math.floor(state / 3), y: (state) => state % 3 },
  formulas: {},
};

function valueOf({ values }: Names, name: string): Value {
  return values[name]!;
}

/** How many verdicts were compared. */
export interface SpecificationComparison {
  cases: number;
  violated: number;
  holds: number;
  compiled: number;
  /** Evaluations by direct code: of steps, states, and atoms. */
  direct: number;
  disagreements: string[];
}

/** How successors are found and atoms decided: by the interpreter alone, by direct code, and by code on rows. */
const WAYS = ["interpreter", "direct", "narrow", "warm"] as const;

export async function compareTemporalSpecifications(seed: number, count: number): Promise<SpecificationComparison> {
  const total: SpecificationComparison = { cases: 0, violated: 0, holds: 0, compiled: 0, direct: 0, disagreements: [] };
  for (let at = seed; at < seed + count && total.disagreements.length < 5; at++) {
    const specification = randomSpecification(at);
    const difference = await compare(specification, WAYS[at % WAYS.length] as (typeof WAYS)[number], total);
    if (difference === null) continue;
    const texts = Object.values(specification.files).join("\n");
    total.disagreements.push(`seed ${at}: ${difference}\n${texts}`);
  }
  return total;
}

export function randomSpecification(seed: number): Specification {
  const random = new Random(seed);
  for (;;) {
    const specification = attempt(random);
    const formulas = new CompiledFormulas({ atom: () => true, possible: () => true });
    for (const formula of [...specification.assumptions, specification.property]) formulas.compile(formula);
    if (formulas.subformulas.length <= MOST_SUBFORMULAS) return specification;
  }
}

/** An action `guard /\ x' = a /\ y' = b` of the root module, with the steps that it takes. */
function rootAct(texts: TemporalTexts, name: string): Act & { readonly text: string; readonly to: Target } {
  const parameter = `${name}_`;
  const place: Place = { values: ["x", "y", parameter], formulas: [], acts: [], definitions: [], outside: false };
  const guard = texts.predicate(place);
  const [x, y] = [texts.expression(place), texts.expression(place)];
  const to: Target = (names) => {
    const [isOn, nextX, nextY] = [guard.mean(names), x.mean(names), y.mean(names)];
    return (from) => (isOn(from) ? nextX(from) * 3 + nextY(from) : null);
  };
  return {
    name,
    parameter,
    subscripts: ["vars", "x"],
    text: `${name}(${parameter}) == ${guard.text} /\\ x' = ${x.text} /\\ y' = ${y.text}`,
    to,
    mean: (names, subscript) => {
      const target = to(names);
      const shown = subscript === "vars" ? (state: number) => state : valueOf(ROOT, "x");
      return {
        isStep: (from, next) => target(from) === next && shown(from) !== shown(next),
        isEnabled: (from) => {
          const next = target(from);
          return next !== null && shown(from) !== shown(next);
        },
      };
    },
  };
}

type Target = (names: Names) => (from: number) => number | null;

/** An action `guard /\ v' = a` of the instantiated module. */
function innerAct(texts: TemporalTexts, name: string): Act & { readonly text: string } {
  const parameter = `${name}_`;
  const place: Place = { values: ["v", "w", parameter], formulas: [], acts: [], definitions: [], outside: false };
  const guard = texts.predicate(place);
  const value = texts.expression(place);
  return {
    name,
    parameter,
    subscripts: ["v"],
    text: `${name}(${parameter}) == ${guard.text} /\\ v' = ${value.text}`,
    mean: (names) => {
      const [isOn, next, v] = [guard.mean(names), value.mean(names), valueOf(names, "v")];
      return {
        isStep: (from, to) => isOn(from) && v(to) === next(from) && v(to) !== v(from),
        isEnabled: (from) => isOn(from) && next(from) !== v(from),
      };
    },
  };
}

function attempt(random: Random): Specification {
  const texts = new TemporalTexts(random);
  const acts = [rootAct(texts, "A"), rootAct(texts, "B")] as const;
  const moves = Array.from({ length: random.integer(2, 4) }, () => ({
    act: random.pick(acts),
    argument: random.integer(0, 2),
  }));
  const inner = innerModule(texts, random);
  const base: Place = { values: ["x", "y"], formulas: [], acts, definitions: inner.definitions, outside: true };
  const definitions: (Definition & { text: string })[] = [];
  const place = (outside: boolean): Place => ({
    ...base,
    outside,
    definitions: [...inner.definitions, ...definitions],
  });
  for (let i = random.integer(0, 3); i > 0; i--) definitions.push(texts.definition(place(random.chance(0.5)), 2));
  const fairness = Array.from({ length: random.integer(0, 2) }, () => fairnessFormula(texts, place(true), random));
  const property = texts.formula(place(true), random.integer(2, 3));
  const starts = [0, 1, 2].filter(() => random.chance(0.4));
  const initial = starts.length > 0 ? starts : [0];
  const body = [
    "EXTENDS Integers",
    "VARIABLES x, y",
    "vars == <<x, y>>",
    ...acts.map(({ text }) => text),
    ...inner.instances,
    ...definitions.map(({ text }) => text),
    `Init == x \\in {${initial.join(", ")}} /\\ y = 0`,
    `Next == ${moves.map(({ act, argument }) => `${act.name}(${argument})`).join(" \\/ ")}`,
    ...fairness.map(({ text }, i) => `Fair${i} == ${text}`),
    `Spec == Init /\\ [][Next]_vars${fairness.map((_, i) => ` /\\ Fair${i}`).join("")}`,
    `P == ${property.text}`,
  ];
  const edges: Edge[] = [];
  for (let from = 0; from < STATES; from++) {
    for (const { act, argument } of moves) {
      const to = act.to(withValue(ROOT, act.parameter, () => argument))(from);
      if (to !== null && to !== from && !isIn(edges, from, to)) edges.push([from, to]);
    }
  }
  const meant = [...fairness.map(({ mean }) => mean(ROOT)), property.mean(ROOT)];
  return {
    files: {
      "Spec.tla": `---- MODULE Spec ----\n${body.join("\n")}\n====\n`,
      "Inner.tla": inner.text,
      "Spec.cfg": "SPECIFICATION Spec\nPROPERTY P\nCHECK_DEADLOCK FALSE\n",
    },
    initial: initial.map((x) => x * 3),
    edges,
    assumptions: meant.slice(0, -1),
    property: meant.at(-1)!,
    atom: (atom, from, to) => texts.atoms[atom]!(from, to),
  };
}

/** Fairness as specifications state it: plain, for each of several, or by an instance. */
function fairnessFormula(texts: TemporalTexts, place: Place, random: Random): Formula {
  if (random.chance(0.5)) return texts.fairness(place);
  const name = `f${random.integer(0, 1e6)}`;
  const body = texts.fairness({ ...place, values: [...place.values, name] });
  return {
    text: `\\A ${name} \\in {0, 1} : ${body.text}`,
    mean: (names) => ({ kind: "and", of: [0, 1].map((value) => body.mean(withValue(names, name, () => value))) }),
  };
}

/** A module with variables v and w, two definitions, and two instances of it: one as it is, one with a parameter. */
function innerModule(texts: TemporalTexts, random: Random) {
  const acts = [innerAct(texts, "Act")];
  const place: Place = { values: ["v", "w"], formulas: [], acts, definitions: [], outside: true };
  const live = texts.fairness(place);
  const outer: Place = { values: ["x", "y"], formulas: [], acts: [], definitions: [], outside: false };
  const [v, w] = [texts.expression(outer), texts.expression(outer)];
  const goal = texts.definition({ ...place, outside: false }, 2);
  const fair = { name: "Live", parameters: [], names: [], body: live, text: `Live == ${live.text}`, outside: true };
  const variable = random.pick(["x", "y"]);
  const definitions = [goal, fair].flatMap((definition): Definition[] => {
    const { name, parameters, names, body, outside } = definition;
    const tail = (args: readonly string[]): string => (args.length === 0 ? name : `${name}(${args.join(", ")})`);
    const plain: Definition = {
      call: (args) => `I!${tail(args)}`,
      parameters,
      names,
      body,
      outside,
      around: (at) => ({ values: { v: v.mean(at), w: w.mean(at) }, formulas: {} }),
    };
    const withParameter: Definition = {
      call: ([first, ...args]) => `J(${first})!${tail(args)}`,
      parameters: ["constant", ...parameters],
      names: ["k", ...names],
      body,
      outside,
      around: (at, [k]) => {
        const [x, w] = [valueOf(at, "x"), valueOf(at, variable)];
        return { values: { v: (state) => (x(state) + k!(state)) % 3, w }, formulas: {} };
      },
    };
    return [plain, withParameter];
  });
  return {
    definitions,
    instances: [
      `I == INSTANCE Inner WITH v <- ${v.text}, w <- ${w.text}`,
      `J(k) == INSTANCE Inner WITH v <- (x + k) % 3, w <- ${variable}`,
    ],
    text: `---- MODULE Inner ----\nEXTENDS Integers\nVARIABLES v, w\n${acts[0]!.text}\n${goal.text}\n${fair.text}\n====\n`,
  };
}

/** `start` says how generated code comes in; null for the interpreter. */
async function compare(
  specification: Specification,
  way: (typeof WAYS)[number],
  total: SpecificationComparison,
): Promise<string | null> {
  const { files, initial, edges, assumptions, property, atom } = specification;
  const { model, diagnostics } = load(files, way === "direct" ? { direct: { volatile: [] } } : {});
  if (model === null) return `it cannot be read: ${diagnostics[0]?.code} ${diagnostics[0]?.message}`;
  const labels: Labels = { atom, possible: () => false };
  const formulas = new CompiledFormulas(labels);
  const assumed = assumptions.map((formula) => formulas.compile(formula));
  const asked = formulas.compile(property);
  /** Is there a behavior that violates the property, and satisfies what is assumed? */
  const isViolated = (fair: boolean): boolean => {
    const states = Array.from({ length: STATES }, (_, state) => state);
    const begins = (state: number, truths: number): boolean =>
      (!fair || assumed.every((test) => test(state, state, truths))) && !asked(state, state, truths);
    return answer({ states, initial, edges, formulas, begins }).exists;
  };
  const compiled = way === "narrow" || way === "warm" ? compileModel(model as TlaModel, starts[way]) : null;
  if (compiled !== null) total.compiled++;
  const result = await check(compiled ?? model);
  total.direct += (model as TlaModel).aids?.counts.direct ?? 0;
  const [found] = result.properties;
  if (found === undefined || found.status === "unchecked") {
    const [why] = result.diagnostics;
    return `unchecked: ${why?.code} ${why?.message}`;
  }
  total.cases++;
  total[found.status]++;
  if (found.status === "holds") return isViolated(true) ? "holds, but it should not" : null;
  if (found.trace === null) return "violated without a trace";
  // What states and steps violate is so whether a fair behavior goes on from there or not, as in TLC.
  if (found.trace.loop === null) return isViolated(false) ? null : "violated, but it should not be";
  if (!isViolated(true)) return "violated, but no fair behavior violates it";
  const states = found.trace.states.map(({ values }) => (values[0] as number) * 3 + (values[1] as number));
  return faultOf({ states, loop: found.trace.loop - 1 }, specification, labels);
}

function faultOf(
  lasso: Lasso,
  { initial, edges, assumptions, property }: Specification,
  labels: Labels,
): string | null {
  const { states, loop } = lasso;
  const text = `${states.slice(0, loop).join(" ")} (${states.slice(loop).join(" ")})`;
  const steps = states.map((from, i): Edge => [from, states[i + 1] ?? states[loop]!]);
  const real = loop === states.length - 1 ? steps.slice(0, -1) : steps;
  if (!initial.includes(states[0]!)) return `${text} does not begin in an initial state`;
  if (!real.every(([from, to]) => isIn(edges, from, to))) return `${text} takes a step that there is not`;
  if (!assumptions.every((formula) => isTrueOn(formula, lasso, labels))) return `${text} is not fair`;
  return isTrueOn(property, lasso, labels) ? `${text} satisfies the property` : null;
}
