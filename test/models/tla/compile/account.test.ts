/** When code is made and given up: by a clock that the test moves. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Deadline, Measured, Overdue } from "../../../../src/models/tla/compile/account.ts";
import { cpuTime } from "../../../../src/models/tla/workers/cpu-time.ts";

/** CPU milliseconds of the process, as the code under test sees them, and how often it asked for another time. */
let now = 0;
let asked = 0;
/** What it had counted of the threads of other tests, which it takes for no time of its own. */
let others = 0;

beforeEach(() => {
  now = 0;
  others = 0;
  // Long enough after each other that CPU time is asked for each time.
  vi.spyOn(performance, "now").mockImplementation(() => 1e9 + 1000 * ++asked);
  vi.spyOn(process, "cpuUsage").mockImplementation(() => ({ user: (now + others) * 1000, system: 0 }));
  others = -cpuTime();
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** The interpreter has found so many successors, a millisecond each; `size` parts of Next make code cheap or dear. */
function afterInterpreter(found: number, size: number): Measured {
  const account = new Measured(() => size);
  for (let at = 100; at <= found; at += 100) {
    now += 100;
    account.look(at);
  }
  return account;
}

/** What happens when `more` successors are found in so many milliseconds each. */
function passing(account: Measured, found: number, more: number, each: number): void {
  for (let at = 100; at <= more; at += 100) {
    now += 100 * each;
    account.look(found + at);
  }
}

/** The interpreter expands a state, which has one successor, in so many milliseconds; if it is time to know that. */
function sampling(account: Measured, each: number): void {
  account.sample(() => {
    now += each;
    return 1;
  });
}

describe("code is made", () => {
  test("when the interpreter has shown that the model is more than a small one", () => {
    expect(afterInterpreter(900, 100).compiles(900)).toBe(false);
    expect(afterInterpreter(1100, 100).compiles(1100)).toBe(true);
  });

  test("when a share of the run pays for it", () => {
    // Thought to cost 1.2 seconds.
    expect(afterInterpreter(20_000, 2150).compiles(20_000)).toBe(false);
    expect(afterInterpreter(25_000, 2150).compiles(25_000)).toBe(true);
  });

  test("not where fewer states wait than did, and too little is left to pay for it", () => {
    // Thought to cost 0.27 seconds.
    const account = afterInterpreter(1050, 800);
    expect(account.compiles(1050, 100)).toBe(true);
    expect(account.compiles(1050, 61)).toBe(true);
    expect(account.compiles(1050, 60)).toBe(false);
    expect(account.compiles(1050)).toBe(true);
    passing(account, 1050, 100, 1);
    expect(account.compiles(1150, 60)).toBe(true);
  });

  test("of atoms when the interpreter has taken as long for them as that takes", () => {
    const account = afterInterpreter(1050, 800);
    account.making(() => {
      now += 200;
    });
    expect(account.repays(190)).toBe(false);
    expect(account.repays(210)).toBe(true);
  });

  test("no more once the budget is spent, until code has saved enough", () => {
    const account = afterInterpreter(10_000, 1000);
    account.making(() => {
      now += 500;
    });
    account.turn(true, 10_000);
    account.moved();
    passing(account, 10_000, 600, 1);
    expect(account.compiles(10_600)).toBe(false);
    passing(account, 10_600, 10_000, 0.1);
    expect(account.compiles(20_600)).toBe(true);
  });

  test("again before long, where a layout was outgrown", () => {
    const account = afterInterpreter(10_000, 1000);
    account.making(() => {
      now += 900;
    });
    account.turn(true, 10_000);
    passing(account, 10_000, 1000, 0.8);
    account.turn(false, 11_000);
    expect(account.compiles(11_000)).toBe(false);
    passing(account, 11_000, 4000, 1);
    expect(account.compiles(15_000)).toBe(true);
  });

  test("only when the interpreter has served as long as that takes, where a layout was outgrown before it had", () => {
    const account = afterInterpreter(5000, 100);
    const made = (): void =>
      account.making(() => {
        now += 150;
      });
    made();
    account.turn(true, 5000);
    passing(account, 5000, 1000, 0.1);
    expect(account.compiles(6000)).toBe(false);
    account.turn(false, 6000);
    passing(account, 6000, 100, 1);
    expect(account.compiles(6100)).toBe(false);
    passing(account, 6100, 100, 1);
    expect(account.compiles(6200)).toBe(true);
    made();
    account.turn(true, 6200);
    passing(account, 6200, 2000, 0.1);
    // It has served as long.
    expect(account.compiles(8200)).toBe(true);
    made();
    // There are too many states to rewrite.
    passing(account, 8200, 20_000, 0.01);
    account.turn(false, 28_200);
    account.turn(true, 28_200);
    expect(account.compiles(28_200)).toBe(true);
  });

  const endless = (deadline: Deadline): never => {
    for (;;) {
      now += 1;
      deadline.check();
    }
  };

  test("later, when it took longer than it may", () => {
    const account = afterInterpreter(10_000, 1000);
    expect(() => account.making(endless)).toThrow(Overdue);
    // The share of the run and the credit, and what happens between two looks at the clock.
    expect(now - 10_000).toBeLessThan(1.5 * 700 + 50);
    expect(account.compiles(10_000)).toBe(false);
  });

  test("for a third of a second at first, however small the text, and then for longer where the run is long", () => {
    const account = afterInterpreter(1000, 10);
    expect(() => account.making(endless)).toThrow(Overdue);
    expect(now - 1000).toBeLessThan(350 + 50);
    passing(account, 1000, 4000, 1);
    expect(account.compiles(5000)).toBe(false);
    passing(account, 5000, 4000, 1);
    expect(account.compiles(9000)).toBe(true);
  });
});

describe("code is given up", () => {
  test("where it costs more than the interpreter, and not before that is certain", () => {
    const account = afterInterpreter(2000, 100);
    account.turn(true, 2000);
    passing(account, 2000, 200, 1.5);
    expect(account.returns).toBe(false);
    passing(account, 2200, 600, 1.5);
    expect(account.returns).toBe(true);
    expect(account.final).toBe(true);
  });

  test("not while it becomes better", () => {
    const account = afterInterpreter(2000, 100);
    account.turn(true, 2000);
    let found = 2000;
    for (const each of [12, 9, 6, 4, 3]) {
      passing(account, found, 100, each);
      found += 100;
      expect(account.returns).toBe(false);
    }
    passing(account, found, 200, 3);
    expect(account.returns).toBe(true);
  });

  test("where most of what it had saved is lost again", () => {
    const account = afterInterpreter(2000, 100);
    account.turn(true, 2000);
    passing(account, 2000, 10_000, 0.1);
    passing(account, 12_000, 4000, 1.5);
    expect(account.returns).toBe(false);
    passing(account, 16_000, 6000, 1.5);
    expect(account.returns).toBe(true);
  });

  test("never where it costs less", () => {
    const account = afterInterpreter(2000, 100);
    account.turn(true, 2000);
    passing(account, 2000, 20_000, 0.9);
    expect(account.returns).toBe(false);
  });

  test("where it costs more than the interpreter with its aids, whatever that needed before and at first", () => {
    const account = afterInterpreter(2000, 100);
    account.aided(2000);
    passing(account, 2000, 500, 1);
    passing(account, 2500, 5000, 0.1);
    account.turn(true, 7500);
    passing(account, 7500, 4000, 0.3);
    expect(account.returns).toBe(true);
  });

  test("where the interpreter, once it is optimized, costs less than it did at first", () => {
    const account = afterInterpreter(2000, 100);
    account.turn(true, 2000);
    passing(account, 2000, 2000, 0.3);
    expect(account.trying).toBe(true);
    expect(account.returns).toBe(false);
    for (let found = 4001, each = 1; account.trying; found++, each = Math.max(each * 0.98, 0.1)) {
      now += 0.3;
      account.look(found);
      sampling(account, each);
    }
    expect(account.returns).toBe(true);
  });

  test("not where it is surely better, for which nothing is tried", () => {
    const account = afterInterpreter(2000, 100);
    account.turn(true, 2000);
    passing(account, 2000, 10_000, 0.05);
    expect(account.trying).toBe(false);
    expect(account.returns).toBe(false);
  });

  test("where it is better than an interpreter that had just begun, in a long run, unless it is far better", () => {
    const begun = (): Measured => {
      const account = new Measured(() => 10);
      now += 300;
      account.look(300);
      account.aided(300);
      account.turn(true, 300);
      return account;
    };
    const doubtful = begun();
    passing(doubtful, 300, 50_000, 0.05);
    expect(doubtful.trying).toBe(false);
    passing(doubtful, 50_300, 10_000, 0.05);
    expect(doubtful.trying).toBe(true);
    const sure = begun();
    passing(sure, 300, 400_000, 0.01);
    expect(sure.trying).toBe(false);
  });

  test("where states have become dearer for the interpreter only, it stays", () => {
    const account = afterInterpreter(2000, 100);
    for (let i = 0; i < 10; i++) sampling(account, 1);
    account.turn(true, 2000);
    now += 100_000;
    account.moved();
    for (let i = 0; i < 10; i++) sampling(account, 3);
    passing(account, 2000, 4000, 2);
    expect(account.returns).toBe(false);
  });
});

describe("a deadline", () => {
  test("ends what will not be done in time", () => {
    const deadline = new Deadline(300);
    const hopeless = () => {
      for (let part = 0; part < 1000; part++)
        deadline.part(1 / 1000, () => {
          now += 2;
          for (let call = 0; call < 32; call++) deadline.check();
        });
    };
    expect(hopeless).toThrow(Overdue);
    expect(now).toBeLessThan(100);
  });

  test("lets what is half done come to its end", () => {
    const deadline = new Deadline(300);
    for (let part = 0; part < 10; part++)
      deadline.part(1 / 10, () => {
        now += 29;
        for (let call = 0; call < 32; call++) deadline.check();
      });
    expect(deadline.done).toBeCloseTo(1);
  });
});
