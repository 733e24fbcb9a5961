import { expect, it } from "vitest";
import { Stopwatch } from "../../../../src/models/tla/explain/timing.ts";
import { Frame } from "../../../../src/models/tla/interpret/runtime.ts";

/** Takes so many milliseconds. */
function busy(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

it("takes the time of an action without that of those inside, and what of it is in vain", () => {
  const stopwatch = new Stopwatch(3);
  const frame = new Frame(0, null);
  const inner = stopwatch.around(1, () => {
    busy(20);
    stopwatch.steps++;
    return false;
  });
  const vain = stopwatch.around(2, () => {
    busy(5);
    return false;
  });
  stopwatch.around(0, (f) => inner(f) || vain(f))(frame);
  const [outer, first, second] = [...stopwatch.times] as [number, number, number];
  expect(first).toBeGreaterThanOrEqual(19);
  expect(second).toBeGreaterThanOrEqual(4);
  // Less than what is inside; how much less depends on what else the machine does.
  expect(outer).toBeLessThan(19);
  expect([...stopwatch.vain]).toEqual([0, 0, second]);
  stopwatch.reset();
  expect([...stopwatch.times, stopwatch.own, stopwatch.steps]).toEqual([0, 0, 0, 0, 0]);
});
