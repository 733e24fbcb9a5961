/** CPU time, by which is measured what pays. */

/** For so many milliseconds this thread is taken to have run all the time. */
const FINE = 4;

let asked = Number.NEGATIVE_INFINITY;
let answer = 0;

/** What other threads have taken, while this one went by the clock. */
let others = 0;

/** Who has threads at work whose time is not that of this one. */
let sharing = 0;

/** From now on other threads of the process work, too: the clock tells what this one may have used. */
export function sharesProcess(): void {
  // Before it counts, so that the system is asked once more.
  if (sharing === 0) cpuTime();
  sharing++;
}

/** They have ended. */
export function ownsProcess(): void {
  // From here on the time goes on from what the clock has told.
  if (sharing === 1) others = usage() - cpuTime();
  sharing--;
}

/** CPU milliseconds of this thread, as far as they are known. The system is asked once in a while: it takes long to answer. */
export function cpuTime(): number {
  const since = performance.now() - asked;
  if (since < FINE || sharing > 0) return answer + since;
  answer = usage() - others;
  asked = performance.now();
  return answer;
}

function usage(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
