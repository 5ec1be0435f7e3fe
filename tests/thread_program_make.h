/* thread_program_make.h - a program of thread_program.h, made up by chance. */
#ifndef TESTS_THREAD_PROGRAM_MAKE_H
#define TESTS_THREAD_PROGRAM_MAKE_H

#include "lab/base/rng.h"
#include "lab/engine/fiber.h"

#include "tests/thread_program.h"

struct tp_maker {
	struct rng             rng;
	struct thread_program *p;
	unsigned               held;            /* by the thread that is being made */
};

static int tp_below(struct tp_maker *m, int n)
{
	return (int)rng_below(&m->rng, (uint32_t)n);
}

static void tp_add(struct tp_maker *m, int t, enum tp_kind kind, int object, int part, int n)
{
	struct thread_program *p = m->p;

	if (p->n[t] < TP_STEPS)
		p->steps[t][p->n[t]++] = (struct tp_step){ kind, object, part, n };
}

static void tp_add_access(struct tp_maker *m, int t)
{
	static const int parts[] = { TP_LOW, TP_HIGH, TP_WHOLE, TP_LOW, TP_HIGH, 1, 2, 4, 8 };
	int variable = tp_below(m, 4) == 0, part = m->p->parts ? parts[tp_below(m, 9)] : TP_WHOLE;

	if (m->p->apart && t > 0 && tp_below(m, 16))
		part = t == 1 ? 1 + tp_below(m, 3) : 4 + 4 * tp_below(m, 3);

	if (tp_below(m, 8) == 0)
		tp_add(m, t, TP_SKIP, 0, 0, tp_below(m, 2));
	if (m->p->prints && tp_below(m, 3) == 0) {
		tp_add(m, t, TP_PRINT, 0, 0, 0);
		return;
	}
	if (m->p->reads && tp_below(m, 3) == 0) {
		tp_add(m, t, TP_READ, 0, 0, 0);
		if (tp_below(m, 3) == 0)
			tp_add(m, t, TP_CHECK, 0, 0, tp_below(m, 4));
		return;
	}
	if (m->p->together && tp_below(m, 4) == 0) {
		tp_add(m, t, tp_below(m, 3) ? TP_COPY : TP_ASSIGN, 0, TP_WHOLE, tp_below(m, 2));
		return;
	}
	if (m->p->pieces && tp_below(m, 4) == 0) {
		tp_add(m, t, tp_below(m, 2) ? TP_FILL : TP_FETCH, variable, part, tp_below(m, 2));
		return;
	}
	switch (tp_below(m, 5)) {
	case 0:  tp_add(m, t, TP_STORE, variable, part, 0); break;
	case 1:  tp_add(m, t, TP_SET, variable, part, 1 + tp_below(m, 2)); break;
	case 2:
		if (m->p->n[t] && m->p->steps[t][m->p->n[t] - 1].kind != TP_SKIP && m->p->n[t] < TP_STEPS - 1) {
			tp_add(m, t, TP_INC_LOAD, variable, part, 0);
			tp_add(m, t, TP_INC_STORE, variable, part, 0);
			break;
		}
		/* fall through */
	default:
		tp_add(m, t, TP_LOAD, variable, part, 0);
		if (tp_below(m, 4) == 0)
			tp_add(m, t, TP_CHECK, 0, 0, tp_below(m, 4));
		break;
	}
}

/* Whoever calls something with a mutex that may be freed looks at its memory first. */
static void tp_add_call(struct tp_maker *m, int t, enum tp_kind kind, int lock)
{
	bool used = m->p->frees && lock == TP_ON_HEAP;

	if (m->p->n[t] + used >= TP_STEPS)
		return;
	if (used)
		tp_add(m, t, kind == TP_UNLOCK_IF ? TP_USE_IF : TP_USE, TP_BLOCK, TP_WHOLE, 0);
	tp_add(m, t, kind, lock, 0, 0);
}

static void tp_add_lock(struct tp_maker *m, int t)
{
	int lock = tp_below(m, TP_LOCKS);

	if (m->held >> lock & 1) {
		tp_add_call(m, t, TP_UNLOCK, lock);
		m->held &= ~(1u << lock);
	} else if (lock != TP_RWLOCK && tp_below(m, 5) == 0) {
		tp_add_call(m, t, TP_TRY, lock);
		if (tp_below(m, 2))
			tp_add(m, t, TP_SET, tp_below(m, TP_VARIABLES), TP_WHOLE, 3);
		tp_add_call(m, t, TP_UNLOCK_IF, lock);
	} else {
		tp_add_call(m, t, lock == TP_RWLOCK && tp_below(m, 2) ? TP_READ_LOCK : TP_LOCK, lock);
		m->held |= 1u << lock;
	}
}

/* A thread may go round for ever at its end; main then perhaps does not wait for it. */
static void tp_add_loop(struct tp_maker *m, int t)
{
	if (m->p->seed % 7 != 3 || m->p->n[t] + 2 > TP_STEPS || tp_below(m, 2))
		return;
	tp_add(m, t, TP_SKIP, 0, 0, tp_below(m, 2));
	tp_add(m, t, TP_LOOP, 0, 0, 0);
}

static void tp_add_any(struct tp_maker *m, int t)
{
	int what = tp_below(m, 100);

	if (what < 56)
		tp_add_access(m, t);
	else if (what < 84)
		tp_add_lock(m, t);
	else if (what < 88 && m->p->frees && !m->p->leaves)
		tp_add(m, t, TP_FREE, TP_BLOCK, TP_WHOLE, 0);
	else if (what < 93)
		tp_add(m, t, tp_below(m, 5) < 3 ? TP_POST : TP_WAIT, 0, 0, 0);
	else if (what < 97)
		tp_add(m, t, TP_CHECK, 0, 0, 1 + tp_below(m, 3));
	else if (t > 0)
		tp_add(m, t, TP_EXIT, 0, 0, m->p->seed % 2 ? 3 : 0);
}

/* Mostly what is locked is unlocked. */
static void tp_finish(struct tp_maker *m, int t)
{
	for (int lock = TP_LOCKS - 1; lock >= 0; lock--)
		if (m->held >> lock & 1 && tp_below(m, 10))
			tp_add_call(m, t, TP_UNLOCK, lock);
	m->held = 0;
}

/* What is done with a mutex held: by a thread that ends in there, the mutex is unlocked or not. */
static void tp_add_region(struct tp_maker *m, int t)
{
	int lock = tp_below(m, 4) == 0, n = m->p->n[t];
	bool pushes = tp_below(m, 3) > 0, pops = tp_below(m, 2);

	if (n + 6 > TP_STEPS)
		return;
	tp_add(m, t, TP_LOCK, lock, 0, 0);
	if (pushes)
		tp_add(m, t, TP_PUSH, lock, 0, 0);
	switch (tp_below(m, 5)) {
	case 0:  tp_add(m, t, TP_WAIT, 0, 0, 0); break;
	case 1:  tp_add(m, t, TP_SET, 0, TP_WHOLE, 2); break;
	case 2:  tp_add(m, t, TP_TEST, 0, 0, 0); break;
	default: tp_add(m, t, lock ? TP_WAIT : TP_COND_WAIT, 0, 0, 0); break;
	}
	if (tp_below(m, 3) == 0)
		tp_add(m, t, TP_LOAD, tp_below(m, TP_VARIABLES), TP_WHOLE, 0);
	if (pushes)
		tp_add(m, t, TP_POP, 0, 0, pops);
	if (!pushes || !pops)
		tp_add(m, t, TP_UNLOCK, lock, 0, 0);
}

static void tp_add_signal(struct tp_maker *m, int t)
{
	bool holds = tp_below(m, 2);

	if (m->p->n[t] + 3 > TP_STEPS)
		return;
	if (holds)
		tp_add(m, t, TP_LOCK, 0, 0, 0);
	tp_add(m, t, tp_below(m, 4) ? TP_SIGNAL : TP_BROADCAST, 0, 0, 0);
	if (holds)
		tp_add(m, t, TP_UNLOCK, 0, 0, 0);
}

/* Or it does not, and then nothing tells of that but the thread. */
static void tp_add_cancel_perhaps(struct tp_maker *m, int t)
{
	if (m->p->n[t] + 5 > TP_STEPS)
		return;
	tp_add(m, t, TP_TRY, 1, 0, 0);
	tp_add(m, t, TP_UNLOCK_IF, 1, 0, 0);
	tp_add(m, t, TP_SKIP, 0, 0, tp_below(m, 2));
	tp_add(m, t, TP_CANCEL, t ? 0 : 1, 0, 0);
	tp_add(m, t, TP_LOAD, 1, TP_WHOLE, 0);
}

/* By a thread that may be cancelled. */
static void tp_add_heeding(struct tp_maker *m, int t)
{
	switch (tp_below(m, 11)) {
	case 10: tp_add_cancel_perhaps(m, t); break;
	case 0: case 1: case 2: tp_add_region(m, t); break;
	case 3:  tp_add(m, t, TP_WAIT, 0, 0, 0); break;
	case 4:  tp_add(m, t, TP_TEST, 0, 0, 0); break;
	case 5:  tp_add(m, t, TP_SHIELD, 0, 0, tp_below(m, 3) > 0); break;
	case 6:  tp_add(m, t, TP_POST, 0, 0, 0); break;
	case 7:  tp_add_signal(m, t); break;
	case 8:
		if (t == 2 || tp_below(m, 2)) {
			tp_add(m, t, TP_CANCEL, t == 1 || (t == 2 && tp_below(m, 3) == 0) ? 0 : 1, 0, 0);
			if (t == 2 && m->p->n[t] + 2 <= TP_STEPS) {
				tp_add(m, t, TP_SKIP, 0, 0, 1);
				tp_add(m, t, TP_WAIT, 0, 0, 0);
			}
			break;
		}
		/* fall through */
	default:
		if (m->p->n[t] + 3 > TP_STEPS)
			break;
		tp_add(m, t, TP_PUSH, TP_NO_LOCK, 0, 0);
		tp_add(m, t, tp_below(m, 2) ? TP_TEST : TP_WAIT, 0, 0, 0);
		tp_add(m, t, TP_POP, 0, 0, tp_below(m, 2));
		break;
	}
}

/* Two wait for a signal, one gets it, who hands it on, and one is cancelled: no signal may be lost with that. */
static void tp_make_passing(struct tp_maker *m)
{
	struct thread_program *p = m->p;
	bool first = tp_below(m, 2), hands_on = tp_below(m, 4);

	p->n_threads = 3;
	for (int t = 1; t < 3; t++) {
		tp_add(m, t, TP_LOCK, 0, 0, 0);
		tp_add(m, t, TP_PUSH, 0, 0, 0);
		tp_add(m, t, TP_POST, 0, 0, 0);
		tp_add(m, t, TP_COND_WAIT, 0, 0, 0);
		if (hands_on)
			tp_add(m, t, TP_SIGNAL, 0, 0, 0);
		tp_add(m, t, TP_POP, 0, 0, 1);
		tp_add(m, 0, TP_GO, t, 0, 0);
	}
	tp_add(m, 0, TP_WAIT, 0, 0, 0);
	tp_add(m, 0, TP_WAIT, 0, 0, 0);
	tp_add(m, 0, TP_LOCK, 0, 0, 0);
	if (first)
		tp_add(m, 0, TP_CANCEL, 1, 0, 0);
	tp_add(m, 0, TP_SIGNAL, 0, 0, 0);
	tp_add(m, 0, TP_UNLOCK, 0, 0, 0);
	if (!first)
		tp_add(m, 0, TP_CANCEL, 1, 0, 0);
	tp_add(m, 0, TP_JOIN, 1, 0, 0);
	tp_add(m, 0, TP_JOIN, 2, 0, 0);
}

/* Programs in which threads are cancelled, mostly by main. */
static void tp_make_cancelling(struct tp_maker *m)
{
	struct thread_program *p = m->p;
	unsigned detached = 0;

	p->cancels = true;
	p->spurious = p->seed % 2 == 0;
	if (tp_below(m, 8) == 0) {
		tp_make_passing(m);
		return;
	}
	p->n_threads = 2 + (tp_below(m, 3) == 0);
	p->posted = tp_below(m, 3) == 0;
	for (int t = 1; t < p->n_threads; t++)
		for (int n = 1 + tp_below(m, p->n_threads == 2 ? 4 : 3); n > 0; n--)
			tp_add_heeding(m, t);
	for (int t = 1; t < p->n_threads; t++)
		tp_add_loop(m, t);
	for (int t = 1; t < p->n_threads; t++)
		tp_add(m, 0, TP_GO, t, 0, 0);
	if (tp_below(m, 2))
		tp_add_heeding(m, 0);
	for (int t = 1; t < p->n_threads; t++) {
		if (tp_below(m, 6) == 0) {
			tp_add(m, 0, TP_DETACH, t, 0, 0);
			detached |= 1u << t;
		}
		if (t == 1 && tp_below(m, 4) == 0)
			tp_add_cancel_perhaps(m, 0);
		else if (t == 1 || tp_below(m, 2))
			tp_add(m, 0, TP_CANCEL, t, 0, 0);
		if (tp_below(m, 4) == 0)
			tp_add(m, 0, TP_CHECK, 0, 0, 0);
	}
	if (tp_below(m, 3) == 0)
		tp_add_heeding(m, 0);
	for (int t = 1; t < p->n_threads; t++)
		if (!(detached >> t & 1) && p->n[0] < TP_STEPS - 2 && tp_below(m, 8)) {
			tp_add(m, 0, TP_JOIN, t, 0, 0);
			if (tp_below(m, 4) == 0)
				tp_add(m, 0, TP_CHECK, 0, 0, tp_below(m, 2));
		}
	if (tp_below(m, 3) == 0)
		tp_add(m, 0, tp_below(m, 2) ? TP_LOAD : TP_STORE, 0, TP_WHOLE, 0);
	if (!(detached & 2) && tp_below(m, 4) == 0)
		tp_add(m, 0, TP_CANCEL, 1, 0, 0);
}

/* Locked and perhaps not unlocked; whoever finds that perhaps makes it good. */
static void tp_add_robust(struct tp_maker *m, int t)
{
	int lock = tp_below(m, 4) == 0;

	if (m->held >> lock & 1 || m->p->n[t] + 4 > TP_STEPS)
		return;
	tp_add(m, t, tp_below(m, 4) ? TP_ROBUST_LOCK : TP_ROBUST_TRY, lock, 0, 0);
	if (tp_below(m, 4) == 0)
		tp_add(m, t, TP_CHECK, 0, 0, 1 + tp_below(m, 3));
	if (tp_below(m, 2))
		tp_add(m, t, TP_CONSISTENT, lock, 0, 0);
	if (tp_below(m, 3) == 0)
		tp_add(m, t, tp_below(m, 2) ? TP_LOAD : TP_STORE, tp_below(m, TP_VARIABLES), TP_WHOLE, 0);
	m->held |= 1u << lock;
	if (tp_below(m, 5) < 3) {
		tp_add(m, t, TP_ROBUST_UNLOCK, lock, 0, 0);
		m->held &= ~(1u << lock);
	}
}

static void tp_add_named(struct tp_maker *m, int t)
{
	if (m->p->n[t] + 2 > TP_STEPS)
		return;
	switch (tp_below(m, 8)) {
	case 0: tp_add(m, t, TP_UNLINK, 0, 0, 0); break;
	case 1: case 2: tp_add(m, t, TP_NAMED_POST, 0, 0, 0); break;
	case 3: tp_add(m, t, TP_NAMED_WAIT, 0, 0, 0); break;
	default:
		tp_add(m, t, TP_OPEN, 0, tp_below(m, 2), tp_below(m, 3) ? TP_EITHER : TP_ANEW + tp_below(m, 2));
		tp_add(m, t, tp_below(m, 3) ? TP_NAMED_POST : TP_NAMED_WAIT, 0, 0, 0);
		break;
	}
	if (tp_below(m, 4) == 0)
		tp_add(m, t, TP_CHECK, 0, 0, tp_below(m, 2));
}

/* Main speaks of all threads it has started, others of main. */
static void tp_add_priority(struct tp_maker *m, int t, int of)
{
	if (tp_below(m, 2)) {
		tp_add(m, t, TP_SET_PRIORITY, of, 0, 1 + tp_below(m, 3));
		return;
	}
	tp_add(m, t, TP_GET_PRIORITY, of, 0, 0);
	if (tp_below(m, 2))
		tp_add(m, t, TP_CHECK, 0, 0, tp_below(m, 4));
}

static void tp_add_more(struct tp_maker *m, int t, int of)
{
	int what = tp_below(m, 10);

	if (what < 5 && m->p->tries && tp_below(m, 2) && (t == 0 ? of > 0 : t == 2)) {
		tp_add(m, t, TP_TRY_JOIN, t ? 1 : of, 0, 0);
		if (tp_below(m, 2))
			tp_add(m, t, TP_CHECK, 0, 0, tp_below(m, 2) ? 3 : 0);
		return;
	}
	if (what < 5 && m->p->robust)
		tp_add_robust(m, t);
	else if (what < 8 && m->p->seed / 6 % 3 != 0)
		tp_add_named(m, t);
	else if (what < 9)
		tp_add_priority(m, t, of);
	else if (tp_below(m, 2))
		tp_add(m, t, tp_below(m, 2) ? TP_LOAD : TP_SET, tp_below(m, TP_VARIABLES), TP_WHOLE, 1);
	else if (t > 0)
		tp_add(m, t, TP_EXIT, 0, 0, 3);
}

/* Programs of thread_program_more.h. */
static void tp_make_more_of(struct tp_maker *m)
{
	struct thread_program *p = m->p;

	p->more = true;
	p->robust = p->seed / 6 % 3 != 1;
	p->tries = p->seed / 18 % 2;
	p->n_threads = 2 + tp_below(m, 2);
	for (int t = 1; t < p->n_threads; t++) {
		for (int n = 2 + tp_below(m, p->n_threads == 2 ? 4 : 2); n > 0; n--)
			tp_add_more(m, t, 0);
		m->held = 0;
	}
	for (int t = 1; t < p->n_threads; t++) {
		if (tp_below(m, 4) == 0)
			tp_add_more(m, 0, t > 1 ? t - 1 : 0);
		tp_add(m, 0, TP_GO, t, 0, 0);
	}
	for (int n = tp_below(m, 3); n > 0; n--)
		tp_add_more(m, 0, tp_below(m, p->n_threads));
	for (int t = 1; t < p->n_threads && p->n[0] < TP_STEPS - 2; t++)
		if (tp_below(m, 6))
			tp_add(m, 0, TP_JOIN, t, 0, 0);
	if (tp_below(m, 2))
		tp_add_more(m, 0, 0);
}

/* The next step of the thread is made whatever comes before it. */
static void tp_drop_skip(struct tp_maker *m, int t)
{
	if (m->p->n[t] && m->p->steps[t][m->p->n[t] - 1].kind == TP_SKIP)
		m->p->n[t]--;
}

/* Main returns from the function in which it began. */
static void tp_add_return(struct tp_maker *m)
{
	struct thread_program *p = m->p;

	tp_drop_skip(m, 0);
	p->leaves = p->n[0] < TP_STEPS;
	tp_add(m, 0, TP_FREE, TP_BLOCK, TP_WHOLE, 0);
}

/* The first thread starts the second: in the midst of what it does, which goes on with little, so that there is room. */
static void tp_add_start(struct tp_maker *m)
{
	tp_drop_skip(m, 1);
	tp_add(m, 1, TP_GO, 2, 0, 0);
	tp_add_access(m, 1);
	if (tp_below(m, 3) == 0)
		return;
	tp_drop_skip(m, 1);
	tp_add(m, 1, TP_JOIN, 2, 0, 0);
	tp_add_access(m, 1);
}

static void tp_make(struct thread_program *p, uint64_t seed)
{
	struct tp_maker m = { .rng = { seed }, .p = p };

	*p = (struct thread_program){ .seed = seed };
	if (seed % 3 == 2) {
		tp_make_cancelling(&m);
		return;
	}
	if (seed % 6 == 4) {
		tp_make_more_of(&m);
		return;
	}
	p->n_threads = 2 + tp_below(&m, TP_THREADS - 1);
	p->parts = tp_below(&m, 3) == 0;
	p->apart = p->parts && tp_below(&m, 3);
	p->together = tp_below(&m, 3) == 0;
	p->by_value = p->together && seed / 16 % 2;
	p->pieces = tp_below(&m, 5) == 0;
	p->posted = tp_below(&m, 2);
	p->frees = seed % 4 == 3;
	p->leaves = FIBERS && p->frees && seed / 4 % 2;         /* threads have no stacks of their own: they get those of others */
	p->reads = seed % 5 == 2;
	p->prints = seed % 5 == 4;
	p->nested = p->n_threads == 3 && !p->leaves && seed / 8 % 4 == 1;
	for (int t = 1; t < p->n_threads; t++) {
		bool starts = p->nested && t == 1;

		for (int n = starts ? 1 + tp_below(&m, 2) : 2 + tp_below(&m, 3); n > 0; n--)
			tp_add_any(&m, t);
		if (starts)
			tp_add_start(&m);
		tp_finish(&m, t);
		tp_add_loop(&m, t);
	}
	for (int t = 1; t < (p->nested ? 2 : p->n_threads); t++) {
		if (tp_below(&m, 3) == 0)
			tp_add_access(&m, 0);
		tp_drop_skip(&m, 0);
		tp_add(&m, 0, TP_GO, t, 0, 0);
		if (tp_below(&m, 8) == 0)
			tp_add(&m, 0, TP_JOIN, t, 0, 0);
	}
	if (tp_below(&m, 3) == 0)
		tp_add_any(&m, 0);
	tp_finish(&m, 0);
	if (p->leaves && tp_below(&m, 2))
		tp_add(&m, 0, TP_WAIT, 0, 0, 0);
	if (p->leaves)
		tp_add_return(&m);
	for (int t = 1; t < (p->nested ? 2 : p->n_threads) && p->n[0] < TP_STEPS - 2; t++) {
		bool joined = false;

		for (int i = 0; i < p->n[0]; i++)
			joined |= p->steps[0][i].kind == TP_JOIN && p->steps[0][i].object == t;
		if (!joined && tp_below(&m, 6))
			tp_add(&m, 0, TP_JOIN, t, 0, 0);
	}
	if (tp_below(&m, 3) == 0)
		tp_add_access(&m, 0);
}

#endif
