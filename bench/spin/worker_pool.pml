/*
 * worker_pool.pml - patterns/worker_pool.c, for Spin.
 *
 *     -DWORKERS=2 -DBUFFER=1 -DRESULTS=1 -DJOBS=3     the settings of these names
 *     -DMAIN_FEEDS                                    feed=main; without it feed=task
 *
 * A step here is an operation there: send, receive, close, done. A channel of Promela cannot be closed: `closed`
 * says that it was. What is left out, as by default there: cost=0, no input, and who would close `results`.
 */
chan jobs    = [BUFFER] of { byte };
chan results = [RESULTS] of { byte };
bool closed;                    /* jobs */
byte working = WORKERS;         /* the wait group */

proctype worker()
{
	byte job;

	do
	:: jobs?job -> results!job
	:: closed && len(jobs) == 0 -> break
	od;
	working--
}

inline feed()
{
	byte next = 0;

	do
	:: next < JOBS -> jobs!next; next++
	:: else -> break
	od;
	closed = true
}

proctype feeder()
{
	feed()
}

init
{
	byte i = 0, taken = 0, job;
	bool seen[JOBS];

#if RESULTS > 0
	xr results;             /* nobody else receives */
#endif
	atomic {
		do
		:: i < WORKERS -> run worker(); i++
		:: else -> break
		od;
#ifndef MAIN_FEEDS
		run feeder()
#endif
	}
#ifdef MAIN_FEEDS
	feed();
#endif
	do
	:: taken < JOBS -> results?job; d_step { assert(!seen[job]); seen[job] = true; taken++ }
	:: else -> break
	od
}
