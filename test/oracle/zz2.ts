import { check } from "../../src/checker/index.ts";
import { compileModel } from "../../src/models/tla/compile/engine.ts";
import { modelOf } from "../models/tla/spec.ts";
import { caseOf } from "./engines.ts";
import { inner } from "./specifications.ts";

for (let s = 0; s < 80; s++) {
  const k = caseOf(s);
  if (!k.cfg.includes("INIT Start")) continue;
  const m = modelOf(k.body, k.cfg, { "Inner.tla": inner }) as any;
  const cm = compileModel(m, { always: true, sample: 0 })!;
  if (!cm) continue;
  const r = await check(cm, {});
  console.log(
    s,
    r.states.distinct,
    r.states.generated,
    r.outcome,
    "layouts",
    cm.layouts,
    "bail",
    cm.bailouts,
    cm.program?.interpretedActions,
    cm.packing.variables.map((v: any) => v.kind + (v.low ?? "") + ".." + (v.high ?? "")),
  );
}
