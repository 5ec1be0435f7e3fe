/*
 * thread_program_cancel.h - the steps of a program of thread_program.h in which threads are cancelled.
 *
 * A call that waits is several steps, for a cancel may come between them. Where a thread is told of a cancel before it
 * waits, and where only while it waits, is as in glibc.
 */
#ifndef TESTS_THREAD_PROGRAM_CANCEL_H
#define TESTS_THREAD_PROGRAM_CANCEL_H

#include "tests/thread_program_state.h"

enum { TP_TESTS = 0, TP_TAKES = 1 };            /* phases of a wait for the semaphore */
enum { TP_ENTERS, TP_GIVES, TP_SLEEPS, TP_QUITS, TP_LOCKS_AGAIN };      /* of one for a signal */

static bool tp_heeds(const struct tp_state *s, int t)
{
	return s->cancelled[t] && !s->shielded[t];
}

static bool tp_waits(const struct tp_state *s, int t)
{
	return s->waits[t] == TP_WAITING || s->waits[t] == TP_RESTLESS;
}

/* It waits no more. If it could have woken for no reason, and has not, another may. */
static void tp_settle(struct tp_state *s, int t, int waits)
{
	s->spurious += s->waits[t] == TP_RESTLESS;
	s->waits[t] = waits;
}

static int tp_count_waiting(const struct tp_state *s)
{
	int n = 0;

	for (int t = 0; t < TP_THREADS; t++)
		n += tp_waits(s, t);
	return n;
}

/* Of a wait for a signal: it has come, or none is needed. */
static bool tp_may_wake(const struct tp_state *s, int t)
{
	return s->waits[t] == TP_SIGNALLED || s->waits[t] == TP_RESTLESS;
}

static int tp_at_least_one(int n)
{
	return n ? n : 1;
}

/* Ways to go on with a call of a program that cancels: first what it is for, then to be cancelled. */
static int tp_ways_to_wait(const struct tp_state *s, int t, const struct tp_step *step)
{
	switch (step->kind) {
	case TP_JOIN:   return s->ended[step->object] + tp_heeds(s, t);
	case TP_SIGNAL: return tp_at_least_one(tp_count_waiting(s));
	case TP_WAIT:
		return s->phase[t] == TP_TESTS && !s->shielded[t] ? 1 : (s->posted > 0) + tp_heeds(s, t);
	case TP_COND_WAIT:
		switch (s->phase[t]) {
		case TP_ENTERS: return 1 + (s->spurious > 0);
		case TP_SLEEPS: return tp_may_wake(s, t) + tp_heeds(s, t);
		case TP_QUITS:  return s->waits[t] == TP_SIGNALLED ? tp_at_least_one(tp_count_waiting(s)) : 1;
		case TP_LOCKS_AGAIN: return s->owner[0] < 0;
		default: return 1;
		}
	default: return tp_can(s, step);
	}
}

static void tp_wake(struct tp_state *s, int by, int which)
{
	for (int t = 0; t < TP_THREADS; t++)
		if (tp_waits(s, t) && which-- == 0) {
			tp_settle(s, t, TP_SIGNALLED);
			memset(s->of_wait[t], 0, sizeof s->of_wait[t]);
			tp_tell(s, by, s->of_wait[t]);
			return;
		}
}

static void tp_stop_waiting(struct tp_state *s, int t)
{
	if (s->waits[t] == TP_SIGNALLED)
		tp_learn(s->clock[t], s->of_wait[t]);
	tp_settle(s, t, TP_NOT_WAITING);
}

static void tp_begin_end(struct tp_state *s, int t)
{
	s->at_end[t] = s->shielded[t] = true;
}

/* The call is over, or the thread. */
static void tp_leave_call(struct tp_state *s, int t)
{
	s->phase[t] = 0;
	if (s->struck[t])
		tp_begin_end(s, t);
	else
		s->at[t]++;
}

static void tp_wait_for_signal(struct tp_state *s, int t, int way)
{
	bool signalled = s->waits[t] == TP_SIGNALLED;

	switch (s->phase[t]++) {
	case TP_ENTERS:
		s->waits[t] = way ? TP_RESTLESS : TP_WAITING;
		s->spurious -= way;
		break;
	case TP_GIVES:
		tp_unlock(s, t, 0);
		break;
	case TP_SLEEPS:
		s->struck[t] = way == tp_may_wake(s, t);
		if (s->struck[t])
			break;
		s->spurious -= !signalled;              /* which is given back now */
		tp_stop_waiting(s, t);
		s->phase[t] = TP_LOCKS_AGAIN;
		break;
	case TP_QUITS:
		tp_stop_waiting(s, t);
		if (signalled)
			tp_wake(s, t, way);
		break;
	case TP_LOCKS_AGAIN:
		tp_lock(s, t, 0);
		tp_leave_call(s, t);
		break;
	}
}

static void tp_wait_for_post(struct tp_state *s, int t, int way)
{
	if (s->phase[t] == TP_TESTS && !s->shielded[t]) {
		s->phase[t] = TP_TAKES;
		if (tp_heeds(s, t))
			tp_begin_end(s, t);
		return;
	}
	s->struck[t] = way == (s->posted > 0);
	if (!s->struck[t]) {
		s->posted--;
		tp_learn(s->clock[t], s->of_sem);
	}
	tp_leave_call(s, t);
}

static void tp_wait_for_thread(struct tp_state *s, int t, int other, int way)
{
	s->struck[t] = way == s->ended[other];
	if (!s->struck[t]) {
		s->joined[other] = true;
		s->n_joined++;
		tp_learn(s->clock[t], s->clock[other]);
		s->local[t] = s->at_end[other];
	}
	tp_leave_call(s, t);
}

static void tp_cancel(struct tp_state *s, int t, int other)
{
	s->local[t] = !s->joined[other] && !(s->ended[other] && s->detached[other]);
	s->cancelled[other] |= s->local[t];
}

static void tp_handle(struct tp_state *s, int t)
{
	int lock = s->handlers[t][--s->n_handlers[t]];

	if (lock == TP_NO_LOCK)
		tp_access(s, t, &(struct tp_step){ TP_SET, 0, TP_WHOLE, TP_HANDLER_SETS });
	else
		tp_unlock(s, t, lock);
}

/* A step that only a program has in which threads are cancelled; false when it is another. */
static bool tp_make_cancelling_step(struct tp_state *s, int t, const struct tp_step *step, int way)
{
	switch (step->kind) {
	case TP_JOIN:      tp_wait_for_thread(s, t, step->object, way); return true;
	case TP_WAIT:      tp_wait_for_post(s, t, way); return true;
	case TP_COND_WAIT: tp_wait_for_signal(s, t, way); return true;
	case TP_SIGNAL:    tp_wake(s, t, way); break;
	case TP_BROADCAST:
		while (tp_count_waiting(s))
			tp_wake(s, t, 0);
		break;
	case TP_CANCEL:    tp_cancel(s, t, step->object); break;
	case TP_DETACH:    s->detached[step->object] = true; break;
	case TP_SHIELD:    s->shielded[t] = step->n; break;
	case TP_PUSH:      s->handlers[t][s->n_handlers[t]++] = step->object; break;
	case TP_TEST:
		if (tp_heeds(s, t)) {
			tp_begin_end(s, t);
			return true;
		}
		break;
	case TP_POP:
		if (step->n)
			tp_handle(s, t);
		else
			s->n_handlers[t]--;
		break;
	default:
		return false;
	}
	s->at[t]++;
	return true;
}

#endif
