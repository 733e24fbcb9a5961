/** CPU time, by which is measured what pays. */

/** For so many milliseconds this thread is taken to have run all the time. */
const FINE = 4;

let asked = Number.NEGATIVE_INFINITY;
let answer = 0;

/** Has the process threads whose time is not that of this one? Then the clock tells what this one may have used. */
let shared = false;

/** From now on other threads of the process work, too. */
export function sharesProcess(): void {
  if (!shared) cpuTime();
  shared = true;
}

/** CPU milliseconds of this thread, as far as they are known. The system is asked once in a while: it takes long to answer. */
export function cpuTime(): number {
  const since = performance.now() - asked;
  if (since < FINE || shared) return answer + since;
  const { user, system } = process.cpuUsage();
  asked = performance.now();
  answer = (user + system) / 1000;
  return answer;
}
