/** How a specification of a test is run by direct code. */

export const cfg = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n";

/** The variables that are taken to have another value in nearly every state: what reads them waits for the state. */
export const volatiles: readonly (readonly number[])[] = [[], [0], [1, 2]];
