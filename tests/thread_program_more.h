/*
 * thread_program_more.h - the steps of a program of thread_program.h with robust mutexes, semaphores by a name, and priorities.
 *
 * A thread that ends gives back what it holds, the newest first, each in a step of its own; who comes next is told that its owner
 * died, until somebody has made it consistent. Unlocked before, it is lost for all: who locks it then gives it back at once, in a
 * step of its own, too. To open a semaphore, to take its name away, to look at a priority and to set one are ordered with their
 * like.
 */
#ifndef TESTS_THREAD_PROGRAM_MORE_H
#define TESTS_THREAD_PROGRAM_MORE_H

#include "tests/thread_program_state.h"

enum { TP_WELL, TP_DIED, TP_LOST };             /* how a mutex is, and what locking it tells */
enum { TP_BUSY = 3 };                           /* what trying tells of one that is held */

static bool tp_can_more(const struct tp_state *s, int t, const struct tp_step *step)
{
	switch (step->kind) {
	case TP_ROBUST_LOCK: return s->phase[t] || s->owner[step->object] < 0;
	case TP_JOIN:        return s->phase[t] == 0 || s->ended[step->object];
	case TP_NAMED_WAIT:  return s->handle[t] == 0 || s->permits[s->handle[t]] > 0;
	default:             return tp_can(s, step);
	}
}

/* It has the mutex, or finds it lost; then it has still to give it back. */
static void tp_robust_taken(struct tp_state *s, int t, int lock)
{
	tp_lock(s, t, lock);
	s->rank[lock] = ++s->ranks;
	s->local[t] = s->health[lock];
	if (s->health[lock] == TP_LOST)
		s->phase[t] = 1;
	else
		s->at[t]++;
}

static void tp_robust_lock(struct tp_state *s, int t, const struct tp_step *step)
{
	if (s->phase[t]) {
		tp_unlock(s, t, step->object);
		s->phase[t] = 0;
		s->at[t]++;
	} else if (s->owner[step->object] < 0) {
		tp_robust_taken(s, t, step->object);
	} else {
		s->local[t] = TP_BUSY;
		s->at[t]++;
	}
}

static void tp_robust_unlock(struct tp_state *s, int t, int lock)
{
	if (s->owner[lock] != t)
		return;
	if (s->health[lock] == TP_DIED)
		s->health[lock] = TP_LOST;
	tp_unlock(s, t, lock);
}

/* The mutex that a thread that ends gives back next; -1 for none. */
static int tp_left(const struct thread_program *p, const struct tp_state *s, int t)
{
	int newest = -1;

	for (int i = 0; i < TP_MUTEXES && p->robust; i++)
		if (s->owner[i] == t && (newest < 0 || s->rank[i] > s->rank[newest]))
			newest = i;
	return newest;
}

static void tp_leave(struct tp_state *s, int t, int lock)
{
	s->health[lock] = TP_DIED;
	tp_unlock(s, t, lock);
}

static void tp_both_ways(struct tp_state *s, int t, int *clock)
{
	tp_learn(s->clock[t], clock);
	tp_tell(s, t, clock);
}

/* Number 0 is none. */
static void tp_open(struct tp_state *s, int t, const struct tp_step *step)
{
	tp_both_ways(s, t, s->of_names);
	s->handle[t] = s->linked && step->n != TP_ANEW ? s->linked : 0;
	if (!s->linked && step->n != TP_THERE && s->n_named < TP_NAMED) {
		s->linked = s->handle[t] = ++s->n_named;
		s->permits[s->linked] = step->part;
	}
	s->local[t] = s->handle[t] != 0;
}

static void tp_joined(struct tp_state *s, int t, int other)
{
	s->taken[other] = true;
	s->n_joined++;
	tp_learn(s->clock[t], s->clock[other]);
}

/* To join it begins with a step that nobody else may make of the same thread. False: somebody has, and that is a misuse. */
static bool tp_join(struct tp_state *s, int t, const struct tp_step *step)
{
	if (step->kind == TP_TRY_JOIN) {
		s->at[t]++;
		s->local[t] = s->ended[step->object] ? 0 : TP_BUSY;
		if (s->local[t] || s->taken[step->object])
			return s->local[t] != 0;
		tp_joined(s, t, step->object);
	} else if (s->phase[t] == 0) {
		if (s->taken[step->object])
			return false;
		s->taken[step->object] = true;
		s->phase[t] = 1;
	} else {
		tp_joined(s, t, step->object);
		s->phase[t] = 0;
		s->at[t]++;
	}
	return true;
}

/* A step that only such a program has; false when it is another. `*misused`: it is a misuse, which ends the program. */
static bool tp_make_more(struct tp_state *s, int t, const struct tp_step *step, bool *misused)
{
	*misused = false;
	switch (step->kind) {
	case TP_JOIN: case TP_TRY_JOIN:
		*misused = !tp_join(s, t, step);
		return true;
	case TP_ROBUST_LOCK: case TP_ROBUST_TRY:
		tp_robust_lock(s, t, step);
		return true;
	case TP_ROBUST_UNLOCK: tp_robust_unlock(s, t, step->object); break;
	case TP_CONSISTENT:
		if (s->owner[step->object] == t && s->health[step->object] == TP_DIED)
			s->health[step->object] = TP_WELL;
		break;
	case TP_OPEN: tp_open(s, t, step); break;
	case TP_UNLINK:
		tp_both_ways(s, t, s->of_names);
		s->local[t] = s->linked != 0;
		s->linked = 0;
		break;
	case TP_NAMED_POST:
		if (s->handle[t]) {
			s->permits[s->handle[t]]++;
			tp_tell(s, t, s->of_named[s->handle[t]]);
		}
		break;
	case TP_NAMED_WAIT:
		if (s->handle[t]) {
			s->permits[s->handle[t]]--;
			tp_learn(s->clock[t], s->of_named[s->handle[t]]);
		}
		break;
	case TP_SET_PRIORITY:
		if (s->asks)
			tp_both_ways(s, t, s->of_priorities);
		s->priority[step->object] = step->n;
		break;
	case TP_GET_PRIORITY:
		tp_learn(s->clock[t], s->of_priorities);
		s->local[t] = s->priority[step->object];
		break;
	case TP_GO:
		if (s->asks)
			tp_learn(s->clock[t], s->of_priorities);
		s->priority[step->object] = s->priority[t];
		return false;
	default:
		return false;
	}
	s->at[t]++;
	return true;
}

#endif
