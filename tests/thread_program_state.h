/*
 * thread_program_state.h - where a program of thread_program.h stands: what its threads hold and wait for, what its variables
 * are, and which accesses happen before which: by the order of a thread, a start, a join, an unlock before a later lock, a
 * post before a later wait, a signal before the wait that it ends, a read of the standard input before a later one.
 */
#ifndef TESTS_THREAD_PROGRAM_STATE_H
#define TESTS_THREAD_PROGRAM_STATE_H

#include <string.h>

#include "tests/thread_program.h"

struct tp_state {
	int  at[TP_THREADS], local[TP_THREADS], scratch[TP_THREADS];
	bool started[TP_THREADS], ended[TP_THREADS];
	int  half[TP_VARIABLES][2];
	int  owner[TP_LOCKS], readers, reading[TP_THREADS], posted;
	bool raced, raced_coarse, freed, touched[TP_PLACES];
	int  n_started, n_joined, n_read;
	int  clock[TP_THREADS][TP_THREADS];
	int  of_lock[TP_LOCKS][TP_THREADS], of_readers[TP_THREADS], of_sem[TP_THREADS], of_input[TP_THREADS];
	int  written[TP_PLACES][2][TP_THREADS], read[TP_PLACES][2][TP_THREADS];
	/* of cancelling */
	int  phase[TP_THREADS];                 /* of the call that the thread is in */
	bool cancelled[TP_THREADS], shielded[TP_THREADS], struck[TP_THREADS];
	bool at_end[TP_THREADS];                /* it runs its handlers */
	bool detached[TP_THREADS], joined[TP_THREADS];
	int  handlers[TP_THREADS][TP_HANDLERS], n_handlers[TP_THREADS];
	int  waits[TP_THREADS], of_wait[TP_THREADS][TP_THREADS];
};

enum { TP_NOT_WAITING, TP_WAITING, TP_SIGNALLED };

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
	for (int h = 0; h < 2; h++) {
		bool races = false;

		for (int u = 0; u < TP_THREADS; u++)
			races |= u != t && (s->written[step->object][h][u] > s->clock[t][u] ||
			                    (write && s->read[step->object][h][u] > s->clock[t][u]));
		s->raced_coarse |= races;
		if (!(step->part >> h & 1))
			continue;
		s->raced |= races;
		(write ? s->written : s->read)[step->object][h][t] = s->clock[t][t];
	}
}

static int tp_value(const struct tp_state *s, const struct tp_step *step)
{
	const int *half = s->half[step->object];

	return step->part == TP_LOW ? (short)half[0] : step->part == TP_HIGH ? (short)half[1] :
	       (int)((unsigned)half[1] << 16 | (unsigned)half[0]);
}

static void tp_set(struct tp_state *s, const struct tp_step *step, int value)
{
	int *half = s->half[step->object];

	if (step->part & TP_LOW)
		half[0] = value & 0xffff;
	if (step->part & TP_HIGH)
		half[1] = (step->part == TP_WHOLE ? (int)((unsigned)value >> 16) : value) & 0xffff;
}

static bool tp_can(const struct tp_state *s, const struct tp_step *step)
{
	switch (step->kind) {
	case TP_LOCK:      return s->owner[step->object] < 0 && (step->object != TP_RWLOCK || s->readers == 0);
	case TP_READ_LOCK: return s->owner[TP_RWLOCK] < 0;
	case TP_WAIT:      return s->posted > 0;
	case TP_JOIN:      return s->ended[step->object];
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

static void tp_access(struct tp_state *s, int t, const struct tp_step *step)
{
	bool write = step->kind == TP_STORE || step->kind == TP_SET || step->kind == TP_INC_STORE;

	tp_touch(s, t, step, write);
	switch (step->kind) {
	case TP_LOAD:      s->local[t] = tp_value(s, step); break;
	case TP_STORE:     tp_set(s, step, s->local[t] + 1); break;
	case TP_SET:       tp_set(s, step, step->n); break;
	case TP_INC_LOAD:  s->scratch[t] = tp_value(s, step); break;
	default:           tp_set(s, step, s->scratch[t] + 1); break;
	}
}

#endif
