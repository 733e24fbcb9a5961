import { compareCases } from "./engines.ts";

const [seed = 0, count = 200] = process.argv.slice(2).map(Number);
const t = performance.now();
const r = await compareCases(seed, count);
console.log(
  count,
  "compiled",
  r.compiled,
  "widened",
  r.widened,
  "disagreements",
  r.disagreements.length,
  ((performance.now() - t) / 1000).toFixed(1),
  "s",
);
for (const d of r.disagreements.slice(0, 2)) console.log(d);
