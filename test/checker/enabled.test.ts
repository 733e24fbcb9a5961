import { expect, it } from "vitest";
import { check, type Trace } from "../../src/checker/index.ts";
import { print } from "../../src/values/index.ts";
import { load, moduleText } from "../models/tla/spec.ts";

const BODY = `
VARIABLES at, n
Init == at = [p \\in {"p", "q"} |-> 0] /\\ n = 0
Up(p) == at[p] < 3 /\\ at' = [at EXCEPT ![p] = @ + 1] /\\ UNCHANGED n
Both == at["p"] = at["q"] /\\ at' = [p \\in {"p", "q"} |-> 3] /\\ n' = 1
Any(m) == n' \\in {n, 1 - n} /\\ m = n /\\ UNCHANGED at
Idle == UNCHANGED <<at, n>>
Next == (\\E p \\in {"p", "q"} : Up(p)) \\/ Both \\/ (\\E m \\in 0..1 : Any(m)) \\/ Idle
Small == at["p"] + at["q"] < 3
`;

async function traceOf(engine: "interpreter" | "compiled", body = BODY): Promise<Trace> {
  const cfg = "INIT Init\nNEXT Next\nINVARIANT Small\nCHECK_DEADLOCK FALSE\n";
  const { model } = load({ "Spec.tla": moduleText(body, "Integers"), "Spec.cfg": cfg }, { engine });
  const [property] = (await check(model!)).properties;
  if (property?.status !== "violated" || property.trace === null) throw new Error(`${property?.status}`);
  return property.trace;
}

const told = ({ enabled }: Trace): (string | null)[] =>
  enabled.map(
    (steps) =>
      steps
        ?.map(({ action, touches }) => {
          const given = action.parameters.map(([, value]) => print(value));
          return `${action.name}(${given}) at ${touches.map(print)}`;
        })
        .join("; ") ?? null,
  );

it.each(["interpreter", "compiled"] as const)(
  "a counterexample by the %s says what each state allows, and where",
  async (engine) => {
    const [first, last] = ['Up("p") at "p"; Up("q") at "q"', 'Both() at "p","q"'];
    expect(told(await traceOf(engine))).toEqual([`${first}; ${last}; Any(0) at `, "Any(1) at "]);
  },
);

it("says nothing of a state that allows too much, or in which Next fails", async () => {
  const many = BODY.replace("0..1 : Any(m)", '0..300 : (at["p"] = 0 /\\ n\' = m + 5 /\\ UNCHANGED at)');
  expect(told(await traceOf("interpreter", many))[0]).toBe(null);
  const failing = BODY.replace("\\/ Idle", '\\/ (at["p"] = 3 /\\ 1 \\div 0 = 1 /\\ Idle)');
  expect(told(await traceOf("interpreter", failing)).at(-1)).toBe(null);
});

it("says nothing where it depends on how the state was reached", async () => {
  const levels = BODY.replace("Both ==", 'Both == TLCGet("level") > 1 /\\').replace(
    "VARIABLES",
    "T == INSTANCE TLC\nVARIABLES",
  );
  expect(told(await traceOf("interpreter", levels.replace("TLCGet", "T!TLCGet")))[0]).toBe(null);
});
