import { afterEach, expect, it, vi } from "vitest";

afterEach(() => vi.restoreAllMocks());

/** A copy of its own: what other tests measure with is not told of a clock that is made up. */
const copy = "../../../src/models/tla/workers/cpu-time.ts?copy";

it("the time of other threads is not counted, neither while they work nor when they have ended", async () => {
  const made: typeof import("../../../src/models/tla/workers/cpu-time.ts") = await import(copy);
  const { cpuTime, ownsProcess, sharesProcess } = made;
  let [clock, used] = [1e9, 0];
  vi.spyOn(performance, "now").mockImplementation(() => clock);
  vi.spyOn(process, "cpuUsage").mockImplementation(() => ({ user: used * 1000, system: 0 }));
  const pass = (milliseconds: number, threads: number): void => {
    clock += milliseconds;
    used += milliseconds * threads;
  };
  sharesProcess();
  ownsProcess();
  const start = cpuTime();
  expect(start).toBe(0);
  pass(200, 0.5);
  sharesProcess();
  expect(cpuTime() - start).toBe(100);
  pass(100, 3);
  expect(cpuTime() - start).toBe(200);
  ownsProcess();
  expect(cpuTime() - start).toBe(200);
  pass(100, 1);
  expect(cpuTime() - start).toBe(300);
});
