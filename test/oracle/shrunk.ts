/** Smaller cases of a failure. */

/** Most cases that are tried while one is made smaller. */
const MOST_TRIES = 500;

/** The smallest case found, by single steps, with which something still is wrong. */
export async function shrunk<Case>(
  subject: Case,
  smaller: (subject: Case) => Iterable<Case>,
  isWrong: (candidate: Case) => Promise<boolean>,
): Promise<Case> {
  let best = subject;
  for (let tries = 0, found = true; found && tries < MOST_TRIES; ) {
    found = false;
    for (const candidate of smaller(best)) {
      if (++tries >= MOST_TRIES) break;
      if (!(await isWrong(candidate))) continue;
      best = candidate;
      found = true;
      break;
    }
  }
  return best;
}
