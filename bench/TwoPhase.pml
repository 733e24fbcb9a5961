/*
 * Two-phase commit with N resource managers (at most 10), written from TwoPhase.tla of the TLA+ examples, action by
 * action: one option of the loop is one action, and what the loop does is one step, so that there are exactly TLC's
 * states and steps. With N = 8: 1,745,408 states and 18,507,778 transitions, the initial state counted as one.
 * One process, and sets as words: Spin's state vector is then as small, and its loop as short, as it can be.
 */
#ifndef N
#define N 8
#endif

#define ALL ((1 << N) - 1)

/* Of a resource manager. */
#define WORKING 0
#define PREPARED 1
#define COMMITTED 2
#define ABORTED 3

byte rmState[N];

/* The transaction manager is in its initial state, or has committed or aborted; the last two it tells in messages. */
bool tmInit = true;
bool commitSent;
bool abortSent;

/* Sets of resource managers: those that sent "Prepared", and those whose message was received. */
unsigned preparedSent : N;
unsigned tmPrepared : N;

/* TMRcvPrepared, RMPrepare, RMChooseToAbort, RMRcvCommitMsg, RMRcvAbortMsg */
#define RESOURCE_MANAGER(rm) \
	:: d_step { tmInit && (preparedSent & (1 << rm)) -> tmPrepared = tmPrepared | (1 << rm) } \
	:: d_step { rmState[rm] == WORKING -> rmState[rm] = PREPARED; preparedSent = preparedSent | (1 << rm) } \
	:: d_step { rmState[rm] == WORKING -> rmState[rm] = ABORTED } \
	:: d_step { commitSent -> rmState[rm] = COMMITTED } \
	:: d_step { abortSent -> rmState[rm] = ABORTED }

active proctype twoPhase()
{
end:
	do
	/* TMCommit, TMAbort */
	:: d_step { tmInit && tmPrepared == ALL -> tmInit = false; commitSent = true }
	:: d_step { tmInit -> tmInit = false; abortSent = true }
	RESOURCE_MANAGER(0)
#if N > 1
	RESOURCE_MANAGER(1)
#endif
#if N > 2
	RESOURCE_MANAGER(2)
#endif
#if N > 3
	RESOURCE_MANAGER(3)
#endif
#if N > 4
	RESOURCE_MANAGER(4)
#endif
#if N > 5
	RESOURCE_MANAGER(5)
#endif
#if N > 6
	RESOURCE_MANAGER(6)
#endif
#if N > 7
	RESOURCE_MANAGER(7)
#endif
#if N > 8
	RESOURCE_MANAGER(8)
#endif
#if N > 9
	RESOURCE_MANAGER(9)
#endif
	od
}
