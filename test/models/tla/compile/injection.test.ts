/** No text of a spec becomes text of a program: names and strings that are JavaScript stay names and strings. */

import { expect, test } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import { compileModel } from "../../../../src/models/tla/compile/engine.ts";
import type { TlaModel } from "../../../../src/models/tla/model.ts";
import { modelOf } from "../spec.ts";

const hostile = [
  '"; globalThis.broken = 1; //',
  "`$" + "{globalThis.broken = 1}`",
  "*/ globalThis.broken = 1 /*",
  "\\n}; globalThis.broken = 1; {",
  "__proto__",
  "constructor",
  "</script>",
];

const quoted = (text: string) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

const body = `
VARIABLES constructor, F, r0, arguments, await
__proto__ == ${quoted(hostile[0] as string)}
Texts == {${hostile.map(quoted).join(", ")}}
Init == constructor = "" /\\ F = {} /\\ r0 = [t \\in Texts |-> 0] /\\ arguments = <<>> /\\ await = [this |-> __proto__]
eval(t) == /\\ constructor' = t
           /\\ F' = F \\cup {t}
           /\\ r0' = [r0 EXCEPT ![t] = 1 - @]
           /\\ arguments' = IF Len(arguments) < 2 THEN Append(arguments, t) ELSE <<>>
           /\\ await' = [await EXCEPT !.this = t]
Next == \\E t \\in Texts : eval(t)
Inv == constructor \\in Texts \\cup {""} /\\ F \\subseteq Texts /\\ await.this \\in Texts
`;

test("hostile names and strings are data", async () => {
  const cfg = "INIT Init\nNEXT Next\nINVARIANT Inv\n";
  const compiled = compileModel(modelOf(body, cfg) as TlaModel, { always: true });
  if (compiled === null) throw new Error("not compiled");
  const found = await check(compiled, { maxStates: 3000 });
  const expected = await check(modelOf(body, cfg), { maxStates: 3000 });
  expect(found.states).toEqual(expected.states);
  expect(found.properties.map((p) => p.status)).toEqual(expected.properties.map((p) => p.status));
  expect((globalThis as { broken?: unknown }).broken).toBeUndefined();
});

test("the program consists of names that the compiler makes, and of numbers", () => {
  const compiled = compileModel(modelOf(body, "INIT Init\nNEXT Next\nINVARIANT Inv\n") as TlaModel, { always: true });
  const text = compiled?.program?.text ?? "";
  expect(text.length).toBeGreaterThan(500);
  const known =
    /^(use|strict|const|let|try|catch|throw|e|retry|for|if|else|function|return|true|false|Math|floor|at|of|named|leaf|results|from|run|list|[bcinopqrst]\d*|[CFRPXT])$/;
  const words = text.match(/[A-Za-z_$][\w$]*/g) ?? [];
  expect([...new Set(words.filter((word) => !known.test(word)))]).toEqual([]);
  expect(text.replace('"use strict"', "").replaceAll('","', "").replaceAll('""', "")).not.toMatch(/["'`\\]/);
});
