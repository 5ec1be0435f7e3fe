/*
 * thread_program_state.h - where a program of thread_program.h stands: what its threads hold and wait for, what its variables
 * are, and which accesses happen before which: by the order of a thread, a start, a join, an unlock before a later lock, a
 * post before a later wait, a signal before the wait that it ends, a read of the standard input before a later one. Two
 * race when they conflict, have a byte in common, and neither happens before the other. What the C library does with memory
 * counts as one step here, and in pieces to the lab: where there is a race it may see more.
 */
#ifndef TESTS_THREAD_PROGRAM_STATE_H
#define TESTS_THREAD_PROGRAM_STATE_H

#include <string.h>

#include "tests/thread_program.h"

struct tp_state {
	int  at[TP_THREADS], local[TP_THREADS], scratch[TP_THREADS];
	bool started[TP_THREADS], ended[TP_THREADS];
	int  byte[TP_VARIABLES][TP_BYTES];
	int  owner[TP_LOCKS], readers, reading[TP_THREADS], posted;
	bool raced, freed, touched[TP_PLACES];
	bool doomed[TP_THREADS];                /* it uses the block, which had been freed: that is about to be found out */
	int  n_started, n_joined, n_read, status;
	bool printed_line;
	unsigned printed;                       /* a number of all lines, in whatever order */
	int  clock[TP_THREADS][TP_THREADS];
	int  of_lock[TP_LOCKS][TP_THREADS], of_readers[TP_THREADS], of_sem[TP_THREADS], of_input[TP_THREADS];
	int  written[TP_PLACES][TP_BYTES][TP_THREADS], read[TP_PLACES][TP_BYTES][TP_THREADS];
	/* of cancelling */
	int  phase[TP_THREADS];                 /* of the call that the thread is in */
	bool cancelled[TP_THREADS], shielded[TP_THREADS], struck[TP_THREADS];
	bool at_end[TP_THREADS];                /* it runs its handlers */
	bool detached[TP_THREADS], joined[TP_THREADS];
	int  handlers[TP_THREADS][TP_HANDLERS], n_handlers[TP_THREADS];
	int  waits[TP_THREADS], of_wait[TP_THREADS][TP_THREADS];
	int  spurious;                          /* waits that may still end for no reason */
	/* of what thread_program_more.h is about */
	int  health[TP_MUTEXES], rank[TP_MUTEXES], ranks;       /* which was locked later */
	int  n_named, linked, handle[TP_THREADS], permits[TP_NAMED + 1];
	int  priority[TP_THREADS];
	bool taken[TP_THREADS];                 /* somebody joins it, or has */
	bool asks;                              /* for a priority, some thread, at some time */
	int  of_names[TP_THREADS], of_named[TP_NAMED + 1][TP_THREADS], of_priorities[TP_THREADS];
};

enum { TP_NOT_WAITING, TP_WAITING, TP_SIGNALLED, TP_RESTLESS };  /* the last: it may wake for no reason */

static void tp_learn(int *clock, const int *from)
{
	for (int i = 0; i < TP_THREADS; i++)
		if (from[i] > clock[i])
			clock[i] = from[i];
}

/* What thread `t` has done until now is known to who looks at `clock`. */
static void tp_tell(struct tp_state *s, int t, int *clock)
{
	tp_learn(clock, s->clock[t]);
	s->clock[t][t]++;
}

static void tp_touch(struct tp_state *s, int t, const struct tp_step *step, bool write)
{
	if (t > 0 || s->n_joined < s->n_started)
		s->touched[step->object] = true;
	for (int i = 0; i < TP_BYTES; i++) {
		if (!(step->part >> i & 1))
			continue;
		for (int u = 0; u < TP_THREADS; u++)
			s->raced |= u != t && (s->written[step->object][i][u] > s->clock[t][u] ||
			                       (write && s->read[step->object][i][u] > s->clock[t][u]));
		(write ? s->written : s->read)[step->object][i][t] = s->clock[t][t];
	}
}

/* A number of as many bytes, with its sign. */
static int tp_value(const struct tp_state *s, const struct tp_step *step)
{
	unsigned value = 0;
	int bits = 0;

	for (int i = 0; i < TP_BYTES; i++)
		if (step->part >> i & 1) {
			value |= (unsigned)s->byte[step->object][i] << bits;
			bits += 8;
		}
	return bits == 8 ? (signed char)value : bits == 16 ? (short)value : (int)value;
}

static void tp_set(struct tp_state *s, const struct tp_step *step, int value)
{
	unsigned rest = (unsigned)value;

	for (int i = 0; i < TP_BYTES; i++)
		if (step->part >> i & 1) {
			s->byte[step->object][i] = rest & 0xff;
			rest >>= 8;
		}
}

static bool tp_can(const struct tp_state *s, const struct tp_step *step)
{
	switch (step->kind) {
	case TP_LOCK:      return s->owner[step->object] < 0 && (step->object != TP_RWLOCK || s->readers == 0);
	case TP_READ_LOCK: return s->owner[TP_RWLOCK] < 0;
	case TP_WAIT:      return s->posted > 0;
	case TP_JOIN:      return s->ended[step->object];
	case TP_LOOP:      return false;
	default:           return true;
	}
}

static void tp_unlock(struct tp_state *s, int t, int lock)
{
	if (lock == TP_RWLOCK && s->owner[lock] != t) {
		s->readers--;
		tp_tell(s, t, s->of_readers);
	} else {
		s->owner[lock] = -1;
		tp_tell(s, t, s->of_lock[lock]);
	}
}

static void tp_lock(struct tp_state *s, int t, int lock)
{
	s->owner[lock] = t;
	tp_learn(s->clock[t], s->of_lock[lock]);
	if (lock == TP_RWLOCK)
		tp_learn(s->clock[t], s->of_readers);
}

static unsigned tp_unsigned(const struct tp_state *s, const struct tp_step *step)
{
	int n = __builtin_popcount((unsigned)step->part);

	return (unsigned)tp_value(s, step) & (n == TP_BYTES ? ~0u : (1u << 8 * n) - 1);
}

static void tp_access(struct tp_state *s, int t, const struct tp_step *step)
{
	bool write = step->kind == TP_STORE || step->kind == TP_SET || step->kind == TP_INC_STORE || step->kind == TP_FILL;

	tp_touch(s, t, step, write);
	switch (step->kind) {
	case TP_LOAD:      s->local[t] = tp_value(s, step); break;
	case TP_STORE:     tp_set(s, step, s->local[t] + 1); break;
	case TP_SET:       tp_set(s, step, step->n); break;
	case TP_FILL:      tp_set(s, step, step->n * 0x01010101); break;
	case TP_FETCH:     s->local[t] = (int)tp_unsigned(s, step); break;
	case TP_INC_LOAD:  s->scratch[t] = tp_value(s, step); break;
	default:           tp_set(s, step, s->scratch[t] + 1); break;
	}
}

/* Both variables at once. */
static void tp_access_both(struct tp_state *s, int t, const struct tp_step *step)
{
	unsigned sum = 0;

	for (int v = 0; v < TP_VARIABLES; v++) {
		const struct tp_step of = { step->kind, v, TP_WHOLE, step->n };

		tp_touch(s, t, &of, step->kind == TP_ASSIGN);
		sum += (unsigned)tp_value(s, &of);
		if (step->kind == TP_ASSIGN)
			tp_set(s, &of, step->n);
	}
	if (step->kind == TP_COPY)
		s->local[t] = (int)sum;
}

#endif
