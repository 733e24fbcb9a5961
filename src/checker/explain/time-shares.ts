/** Where the time goes, by a sample of the states that a run found. */

import type { Examined } from "./examined.ts";
import type { ActionShare, TimeShares } from "./explanation.ts";

const MOST_SAMPLED = 300;

/** The sample takes this share of the time of the run, but at least and at most so many CPU milliseconds. */
const SHARE = 0.05;
const LEAST = 200;
const MOST = 2000;

/** Null where nothing could be timed. */
export function timeShares({ model, explainer, result, rowOf }: Examined): TimeShares | null {
  const { asked, divided } = explainer;
  const sums = { next: 0, actions: zeros(model.actions.length), vain: zeros(model.actions.length) };
  const others = zeros(asked.length);
  let sampled = 0;
  let until = Number.POSITIVE_INFINITY;
  const order = spread(result.states.distinct, MOST_SAMPLED);
  // The first one again: code is made when it is first wanted.
  for (const state of [...order.slice(0, 1), ...order]) {
    if (cpuTime() > until) break;
    const time = explainer.time(explainer.stateOf(rowOf(state)).slice());
    if (until === Number.POSITIVE_INFINITY) {
      until = cpuTime() + Math.max(LEAST, Math.min(MOST, SHARE * result.seconds * 1000));
      continue;
    }
    if (time === null) continue;
    sampled++;
    sums.next += time.next;
    add(time.actions, sums.actions);
    add(time.vain, sums.vain);
    add(time.asked, others);
  }
  const all = sums.next + others.reduce((sum, time) => sum + time, 0);
  if (sampled === 0 || all === 0) return null;
  const steps = result.actions.reduce((sum, { generated }) => sum + generated, 0);
  const actions = result.actions.map(({ name, generated, distinct }, i): ActionShare => {
    const own = sums.actions[i] as number;
    return {
      name,
      time: own / all,
      vain: own === 0 ? 0 : (sums.vain[i] as number) / own,
      steps: generated / Math.max(1, steps),
      fresh: generated === 0 ? null : distinct / generated,
    };
  });
  const inside = sums.actions.reduce((sum, time) => sum + time, 0);
  return {
    sampled,
    divided,
    actions: actions.sort((a, b) => b.time - a.time),
    choosing: Math.max(0, sums.next - inside) / all,
    untimed: explainer.untimed,
    asked: asked.map(({ kind, name }, i) => ({ kind, name, time: (others[i] as number) / all })),
  };
}

/** So many numbers below `count`, evenly, in an order in which those at the beginning are even, too. */
export function spread(count: number, most: number): number[] {
  const length = Math.min(count, most);
  const key = (i: number): number => (i * GOLDEN) % 1;
  const order = Array.from({ length }, (_, i) => i).sort((a, b) => key(a) - key(b));
  return order.map((i) => Math.floor((i * count) / length));
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** CPU milliseconds of the process so far: other processes take none of the sample's time. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function zeros(length: number): Float64Array {
  return new Float64Array(length);
}

function add(times: Float64Array, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + (times[i] as number);
}
