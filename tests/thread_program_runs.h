/*
 * thread_program_runs.h - how a program of thread_program.h can end: every interleaving of its steps.
 *
 * Two accesses race when they conflict and neither happens before the other: see thread_program_state.h.
 */
#ifndef TESTS_THREAD_PROGRAM_RUNS_H
#define TESTS_THREAD_PROGRAM_RUNS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/thread_program_cancel.h"
#include "tests/thread_program_more.h"

enum { TP_OK, TP_RACE, TP_DEADLOCK, TP_CRASH, TP_PANIC, TP_LEAK, TP_LIVELOCK, TP_BROKEN, TP_ENDS };
enum { TP_FINALS = 64 };

/* Values that a variable had at the end of runs that ended well, or with threads left behind. */
struct tp_finals {
	int  n;
	int  values[TP_FINALS];
	bool touched[TP_FINALS];                /* in one of them somebody had touched it who may run beside others */
};

struct tp_ends {
	bool             seen[TP_ENDS];
	bool             raced;                 /* some run had, however it ended */
	struct tp_finals finals[TP_VARIABLES], statuses, prints;        /* the last: a number of all that was printed */
	long             states;
};

/* States that have been gone on from, by 128 bits of each: from there nothing new comes. */
struct tp_known {
	uint64_t (*keys)[2];
	long       n, most;             /* there is room for more than `most` */
};

/*
 * The block, for the last time or not. Who comes too late is found out a step later, and the program may have ended by then.
 * Returns how the program ends by it; -1 when it goes on. */
static int tp_use(struct tp_state *s, int t, const struct tp_step *step)
{
	if (step->kind == TP_USE_IF && !s->local[t])
		return -1;
	if (s->doomed[t])
		return TP_PANIC;
	tp_touch(s, t, step, step->kind == TP_FREE);
	if (s->freed) {
		s->doomed[t] = true;
		s->at[t]--;
		return -1;
	}
	s->freed = step->kind == TP_FREE;
	return -1;
}

/* Make the next step of a thread. Returns how the program ends by it; -1 when it goes on. */
static int tp_make_step(struct tp_state *s, int t, const struct tp_step *step)
{
	s->at[t]++;
	switch (step->kind) {
	case TP_LOCK: tp_lock(s, t, step->object); break;
	case TP_READ_LOCK:
		s->readers++;
		tp_learn(s->clock[t], s->of_lock[TP_RWLOCK]);
		break;
	case TP_TRY:
		s->local[t] = s->owner[step->object] < 0;
		if (s->local[t])
			tp_lock(s, t, step->object);
		break;
	case TP_UNLOCK: tp_unlock(s, t, step->object); break;
	case TP_UNLOCK_IF:
		if (s->local[t])
			tp_unlock(s, t, step->object);
		break;
	case TP_POST:
		s->posted++;
		tp_tell(s, t, s->of_sem);
		break;
	case TP_WAIT:
		s->posted--;
		tp_learn(s->clock[t], s->of_sem);
		break;
	case TP_PRINT:
		s->printed_line |= s->local[t] == TP_LINE;
		s->printed += 0x9e3779b9u * ((unsigned)s->local[t] * (unsigned)s->local[t] + 0x85ebca6bu);
		break;
	case TP_READ:
		s->local[t] = TP_INPUT[s->n_read] ? TP_INPUT[s->n_read++] - '0' : 3;
		tp_learn(s->clock[t], s->of_input);
		tp_tell(s, t, s->of_input);
		break;
	case TP_GO:
		s->started[step->object] = true;
		s->n_started++;
		s->clock[step->object][step->object] = 1;
		tp_tell(s, t, s->clock[step->object]);
		break;
	case TP_JOIN:
		s->n_joined++;
		tp_learn(s->clock[t], s->clock[step->object]);
		break;
	case TP_USE: case TP_USE_IF: case TP_FREE: return tp_use(s, t, step);
	case TP_SKIP:  s->at[t] += s->local[t] == step->n; break;
	case TP_CHECK: return s->local[t] == step->n ? TP_CRASH : -1;
	case TP_EXIT:
		s->status = step->n;
		return TP_OK;
	case TP_COPY: case TP_ASSIGN: tp_access_both(s, t, step); break;
	default:       tp_access(s, t, step); break;
	}
	return -1;
}

static void tp_note_final(struct tp_finals *finals, int value, bool touched)
{
	int i = 0;

	while (i < finals->n && finals->values[i] != value)
		i++;
	if (i == TP_FINALS)
		return;
	finals->values[i] = value;
	finals->touched[i] |= touched;
	finals->n += i == finals->n;
}

static void tp_end(struct tp_ends *ends, const struct thread_program *p, const struct tp_state *s, int how)
{
	if (how == TP_OK && p->prints && !s->printed_line)
		how = TP_BROKEN;
	ends->seen[how == TP_OK && s->raced ? TP_RACE : how] = true;
	ends->raced |= s->raced;
	if (how == TP_OK) {
		tp_note_final(&ends->statuses, s->status, true);
		tp_note_final(&ends->prints, (int)s->printed, true);
	}
	for (int v = 0; (how == TP_OK || how == TP_LEAK) && v < TP_VARIABLES; v++)
		tp_note_final(&ends->finals[v], tp_value(s, &(struct tp_step){ TP_LOAD, v, TP_WHOLE, 0 }), s->touched[v]);
}

/* Steps of no consequence to others are made at once: they are no choice. */
static bool tp_is_private(const struct tp_step *step)
{
	return step->kind == TP_SKIP || step->kind == TP_PUSH || step->kind == TP_CONSISTENT || (step->kind == TP_POP && !step->n);
}

/* What the thread does next; NULL: it runs its handlers, or ends. */
static const struct tp_step *tp_next(const struct thread_program *p, const struct tp_state *s, int t)
{
	return s->at_end[t] || s->at[t] >= p->n[t] ? NULL : &p->steps[t][s->at[t]];
}

static int tp_count_ways(const struct thread_program *p, const struct tp_state *s, int t)
{
	const struct tp_step *step = tp_next(p, s, t);

	if (!s->started[t] || s->ended[t])
		return 0;
	return !step ? 1 : p->cancels ? tp_ways_to_wait(s, t, step) : p->more ? tp_can_more(s, t, step) : tp_can(s, step);
}

/* A thread's next step, in one way: how the program ends by it; -1 when it goes on. Main's return ends it. */
static int tp_step_in(const struct thread_program *p, struct tp_state *s, int t, int way)
{
	const struct tp_step *step = tp_next(p, s, t);
	bool misused = false;
	int how = -1;

	if (step && !(p->cancels && tp_make_cancelling_step(s, t, step, way)) && !(p->more && tp_make_more(s, t, step, &misused)))
		how = tp_make_step(s, t, step);
	else if (misused)
		how = TP_PANIC;
	else if (!step && s->n_handlers[t] > 0)
		tp_handle(s, t);
	else if (!step && t == 0 && !s->at_end[t])
		return TP_OK;
	else if (!step && tp_left(p, s, t) >= 0)
		tp_leave(s, t, tp_left(p, s, t));
	else if (!step)
		s->ended[t] = true;
	/* that a thread ends is a step of its own only where that can be told from its last */
	if (how < 0 && !p->cancels && !p->tries && t > 0 && !tp_next(p, s, t) && tp_left(p, s, t) < 0)
		s->ended[t] = true;
	return how;
}

static int tp_stuck(const struct thread_program *p, const struct tp_state *s)
{
	bool all = true;

	for (int t = 0; t < TP_THREADS; t++) {
		if (s->started[t] && !s->ended[t] && tp_next(p, s, t) && tp_next(p, s, t)->kind == TP_LOOP)
			return TP_LIVELOCK;
		all &= s->ended[t] || !s->started[t];
	}
	return all ? TP_OK : s->ended[0] ? TP_LEAK : TP_DEADLOCK;
}

static int tp_private_thread(const struct thread_program *p, const struct tp_state *s)
{
	for (int t = 0; t < p->n_threads; t++)
		if (s->started[t] && !s->ended[t] && tp_next(p, s, t) && tp_is_private(tp_next(p, s, t)))
			return t;
	return -1;
}

/* Its bytes, padding is zero: FNV-1a (Fowler, Noll, Vo), from two beginnings. */
static void tp_key(const struct tp_state *s, uint64_t key[2])
{
	key[0] = 0xcbf29ce484222325;
	key[1] = 0x9ae16a3b2f90404f;
	for (size_t i = 0; i < sizeof *s; i++)
		for (int k = 0; k < 2; k++)
			key[k] = (key[k] ^ ((const unsigned char *)s)[i]) * (k ? 0x9e3779b97f4a7c15 : 0x100000001b3);
	key[0] |= 1;                    /* 0 is a free place */
}

/* Has it been here before? It has now. */
static bool tp_is_known(struct tp_known *known, const struct tp_state *s)
{
	uint64_t key[2], room = 2 * (uint64_t)known->most + 2, at;

	tp_key(s, key);
	for (at = key[1] % room; known->keys[at][0]; at = (at + 1) % room)
		if (memcmp(known->keys[at], key, sizeof key) == 0)
			return true;
	memcpy(known->keys[at], key, sizeof key);
	known->n++;
	return false;
}

static bool tp_go_on(struct tp_ends *ends, struct tp_known *known, const struct thread_program *p, const struct tp_state *before)
{
	int alone = tp_private_thread(p, before);
	bool moved = false;

	if (tp_is_known(known, before))
		return true;
	if (known->n > known->most)
		return false;
	for (int t = 0; t < p->n_threads; t++)
		for (int way = 0, n = alone < 0 || t == alone ? tp_count_ways(p, before, t) : 0; way < n; way++) {
			struct tp_state s;
			int how;

			memcpy(&s, before, sizeof s);   /* padding, too */
			how = tp_step_in(p, &s, t, way);

			moved = true;
			if (how >= 0)
				tp_end(ends, p, &s, how);
			else if (!tp_go_on(ends, known, p, &s))
				return false;
		}
	if (!moved)
		tp_end(ends, p, before, tp_stuck(p, before));
	return true;
}

/* False when there are more than `most` states on the way: then nothing is known. */
static bool tp_brute_force(struct tp_ends *ends, const struct thread_program *p, long most)
{
	struct tp_known known = { .most = most, .keys = calloc(2 * (size_t)most + 2, sizeof *known.keys) };
	struct tp_state s;
	bool all;

	memset(&s, 0, sizeof s);
	s.posted = p->posted;
	s.spurious = p->spurious;
	for (int t = 0; t < p->n_threads; t++)
		for (int i = 0; i < p->n[t]; i++)
			s.asks |= p->steps[t][i].kind == TP_GET_PRIORITY;
	s.started[0] = true;
	*ends = (struct tp_ends){ .states = 0 };
	for (int i = 0; i < TP_LOCKS; i++)
		s.owner[i] = -1;
	s.clock[0][0] = 1;
	all = known.keys && tp_go_on(ends, &known, p, &s);
	ends->states = known.n;
	free(known.keys);
	return all;
}

#endif
