/*
 * thread_program.h - small random C programs with threads as data: made up, written as C, and every interleaving of their
 * steps looked at, by nothing of the lab's.
 *
 * A step is one call, or one load or store. Main starts the others, may join them, and returns: that ends the program,
 * as exit() does. Two accesses race when they conflict and neither happens before the other: by the order of a thread,
 * a start, a join, an unlock before a later lock, a post before a later wait, a read of the standard input before a later
 * one.
 */
#ifndef TESTS_THREAD_PROGRAM_H
#define TESTS_THREAD_PROGRAM_H

#include <stdbool.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/rng.h"

enum { TP_THREADS = 3, TP_STEPS = 14, TP_VARIABLES = 2, TP_MUTEXES = 2, TP_LOCKS = TP_MUTEXES + 1 };
enum { TP_RWLOCK = TP_MUTEXES };                /* the lock that is a read-write lock */
enum { TP_ON_HEAP = 1, TP_BLOCK = TP_VARIABLES, TP_PLACES };    /* the mutex that may be freed; its memory, as a place */
enum { TP_LOW = 1, TP_HIGH = 2, TP_WHOLE = 3 }; /* which halves of a variable */

#define TP_INPUT "2103"                         /* the standard input */

enum tp_kind {
	TP_LOAD, TP_STORE,                      /* local = variable; variable = local + 1 */
	TP_INC_LOAD, TP_INC_STORE,              /* variable++, in two steps */
	TP_SET,                                 /* variable = n */
	TP_LOCK, TP_TRY, TP_UNLOCK, TP_UNLOCK_IF,       /* local = did it succeed; unlock if local */
	TP_READ_LOCK,                           /* of the read-write lock, which TP_LOCK takes to write */
	TP_POST, TP_WAIT, TP_GO, TP_JOIN,
	TP_READ,                                /* local = the next digit of the standard input, 3 at its end */
	TP_USE, TP_USE_IF,                      /* the block, by what follows; if local */
	TP_FREE,                                /* the block */
	TP_SKIP,                                /* the next step, if local == n */
	TP_CHECK,                               /* abort, if local == n */
	TP_EXIT
};

struct tp_step {
	enum tp_kind kind;
	int          object, part, n;           /* variable, lock or thread; halves; a number */
};

struct thread_program {
	uint64_t       seed;
	bool           halves;                  /* variables are touched in halves, too */
	bool           reads;                   /* from the standard input */
	bool           frees;                   /* one of the mutexes is freed, perhaps too early */
	int            n_threads, posted;       /* 0 is main; the semaphore's first value */
	int            n[TP_THREADS];
	struct tp_step steps[TP_THREADS][TP_STEPS];
};

/* ---- Making one up ---- */

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
	int variable = tp_below(m, 4) == 0, part = m->p->halves ? 1 + tp_below(m, 3) : TP_WHOLE;

	if (tp_below(m, 8) == 0)
		tp_add(m, t, TP_SKIP, 0, 0, tp_below(m, 2));
	if (m->p->reads && tp_below(m, 3) == 0) {
		tp_add(m, t, TP_READ, 0, 0, 0);
		if (tp_below(m, 3) == 0)
			tp_add(m, t, TP_CHECK, 0, 0, tp_below(m, 4));
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

static void tp_add_any(struct tp_maker *m, int t)
{
	int what = tp_below(m, 100);

	if (what < 56)
		tp_add_access(m, t);
	else if (what < 84)
		tp_add_lock(m, t);
	else if (what < 88 && m->p->frees)
		tp_add(m, t, TP_FREE, TP_BLOCK, TP_WHOLE, 0);
	else if (what < 93)
		tp_add(m, t, tp_below(m, 5) < 3 ? TP_POST : TP_WAIT, 0, 0, 0);
	else if (what < 97)
		tp_add(m, t, TP_CHECK, 0, 0, 1 + tp_below(m, 3));
	else if (t > 0)
		tp_add(m, t, TP_EXIT, 0, 0, 0);
}

/* Mostly what is locked is unlocked. */
static void tp_finish(struct tp_maker *m, int t)
{
	for (int lock = TP_LOCKS - 1; lock >= 0; lock--)
		if (m->held >> lock & 1 && tp_below(m, 10))
			tp_add_call(m, t, TP_UNLOCK, lock);
	m->held = 0;
}

static void tp_make(struct thread_program *p, uint64_t seed)
{
	struct tp_maker m = { .rng = { seed }, .p = p };

	*p = (struct thread_program){ .seed = seed };
	p->n_threads = 2 + tp_below(&m, TP_THREADS - 1);
	p->halves = tp_below(&m, 4) == 0;
	p->posted = tp_below(&m, 2);
	p->frees = seed % 4 == 3;
	p->reads = seed % 5 == 2;
	for (int t = 1; t < p->n_threads; t++) {
		for (int n = 2 + tp_below(&m, 3); n > 0; n--)
			tp_add_any(&m, t);
		tp_finish(&m, t);
	}
	for (int t = 1; t < p->n_threads; t++) {
		if (tp_below(&m, 3) == 0)
			tp_add_access(&m, 0);
		if (p->n[0] && p->steps[0][p->n[0] - 1].kind == TP_SKIP)
			p->n[0]--;
		tp_add(&m, 0, TP_GO, t, 0, 0);
		if (tp_below(&m, 8) == 0)
			tp_add(&m, 0, TP_JOIN, t, 0, 0);
	}
	if (tp_below(&m, 3) == 0)
		tp_add_any(&m, 0);
	tp_finish(&m, 0);
	for (int t = 1; t < p->n_threads && p->n[0] < TP_STEPS - 2; t++) {
		bool joined = false;

		for (int i = 0; i < p->n[0]; i++)
			joined |= p->steps[0][i].kind == TP_JOIN && p->steps[0][i].object == t;
		if (!joined && tp_below(&m, 6))
			tp_add(&m, 0, TP_JOIN, t, 0, 0);
	}
	if (tp_below(&m, 3) == 0)
		tp_add_access(&m, 0);
}

/* ---- As C ---- */

static void tp_place(struct buf *out, const struct thread_program *p, const struct tp_step *s)
{
	buf_printf(out, "x%d", s->object);
	if (p->halves)
		buf_printf(out, "%s", s->part == TP_WHOLE ? ".whole" : s->part == TP_LOW ? ".half[0]" : ".half[1]");
}

/* "&m0", "m1". */
static const char *tp_mutex(const struct thread_program *p, int lock)
{
	return lock == TP_ON_HEAP && p->frees ? "m1" : lock ? "&m1" : "&m0";
}

static void tp_write_step(struct buf *out, const struct thread_program *p, const struct tp_step *s)
{
	struct buf place = { 0 };
	const char *x;

	tp_place(&place, p, s);
	x = buf_text(&place);
	switch (s->kind) {
	case TP_LOAD:      buf_printf(out, "l = %s;\n", x); break;
	case TP_STORE:     buf_printf(out, "%s = l + 1;\n", x); break;
	case TP_SET:       buf_printf(out, "%s = %d;\n", x, s->n); break;
	case TP_INC_LOAD:  buf_printf(out, "%s++;\n", x); break;
	case TP_INC_STORE: break;
	case TP_LOCK:
		if (s->object == TP_RWLOCK)
			buf_adds(out, "pthread_rwlock_wrlock(&r);\n");
		else
			buf_printf(out, "pthread_mutex_lock(%s);\n", tp_mutex(p, s->object));
		break;
	case TP_READ_LOCK: buf_adds(out, "pthread_rwlock_rdlock(&r);\n"); break;
	case TP_TRY:       buf_printf(out, "l = pthread_mutex_trylock(%s) == 0;\n", tp_mutex(p, s->object)); break;
	case TP_UNLOCK_IF: buf_printf(out, "if (l) pthread_mutex_unlock(%s);\n", tp_mutex(p, s->object)); break;
	case TP_UNLOCK:
		if (s->object == TP_RWLOCK)
			buf_adds(out, "pthread_rwlock_unlock(&r);\n");
		else
			buf_printf(out, "pthread_mutex_unlock(%s);\n", tp_mutex(p, s->object));
		break;
	case TP_READ:      buf_adds(out, "l = input();\n"); break;
	case TP_USE: case TP_USE_IF: break;
	case TP_FREE:      buf_adds(out, "free(m1);\n"); break;
	case TP_POST:      buf_adds(out, "sem_post(&s);\n"); break;
	case TP_WAIT:      buf_adds(out, "sem_wait(&s);\n"); break;
	case TP_GO:        buf_printf(out, "pthread_create(&thread[%d], NULL, t%d, NULL);\n", s->object, s->object); break;
	case TP_JOIN:      buf_printf(out, "pthread_join(thread[%d], NULL);\n", s->object); break;
	case TP_SKIP:      buf_printf(out, "if (l != %d) ", s->n); break;
	case TP_CHECK:     buf_printf(out, "if (l == %d) abort();\n", s->n); break;
	case TP_EXIT:      buf_adds(out, "exit(0);\n"); break;
	}
	buf_free(&place);
}

/* Is it a part of the step after it or before it? */
static bool tp_says_nothing(enum tp_kind kind)
{
	return kind == TP_INC_STORE || kind == TP_USE || kind == TP_USE_IF;
}

static void tp_write(struct buf *out, const struct thread_program *p)
{
	const char *type = p->halves ? "union { int whole; short half[2]; }" : "int";

	buf_printf(out, "/* seed %llu */\n#include <pthread.h>\n#include <semaphore.h>\n#include <stdlib.h>\n#include <stdio.h>\n",
	           (unsigned long long)p->seed);
	buf_printf(out, "static %s x0;\nstatic %s x1;\n", type, type);
	buf_printf(out, "static pthread_mutex_t m0 = PTHREAD_MUTEX_INITIALIZER, %sm1;\n"
	         "static pthread_rwlock_t r = PTHREAD_RWLOCK_INITIALIZER;\nstatic sem_t s;\n", p->frees ? "*" : "");
	if (p->reads)
		buf_adds(out, "static int input(void)\n{\n\tint c = getchar();\n\n\treturn c == EOF ? 3 : c - '0';\n}\n");
	for (int t = p->n_threads - 1; t >= 0; t--) {
		if (t > 0)
			buf_printf(out, "static void *t%d(void *arg)\n{\n\tint l = 0;\n\n\t(void)arg;\n", t);
		else
			buf_printf(out, "int main(void)\n{\n\tpthread_t thread[%d];\n\tint l = 0;\n\n"
			           "%s\tpthread_mutex_init(%s, NULL);\n\tsem_init(&s, 0, %d);\n", TP_THREADS,
			           p->frees ? "\tm1 = malloc(sizeof *m1);\n" : "", tp_mutex(p, TP_ON_HEAP), p->posted);
		for (int i = 0; i < p->n[t]; i++) {
			if (!tp_says_nothing(p->steps[t][i].kind) && (i == 0 || p->steps[t][i - 1].kind != TP_SKIP))
				buf_addc(out, '\t');
			tp_write_step(out, p, &p->steps[t][i]);
		}
		buf_printf(out, "\t(void)l;\n\treturn 0;\n}\n");
	}
}

/* ---- Every interleaving ---- */

enum { TP_OK, TP_RACE, TP_DEADLOCK, TP_CRASH, TP_PANIC, TP_ENDS };
enum { TP_FINALS = 64 };

/* Values that a variable had at the end of runs that ended well. */
struct tp_finals {
	int  n;
	int  values[TP_FINALS];
	bool touched[TP_FINALS];                /* in one of them somebody had touched it who may run beside others */
};

struct tp_ends {
	bool             seen[TP_ENDS];
	bool             coarse[TP_ENDS];       /* were the two halves of a variable one, so that accesses to them race */
	struct tp_finals finals[TP_VARIABLES];
	long             runs;
};

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
};

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

/* The block, for the last time or not. Returns how the program ends by it; -1 when it goes on. */
static int tp_use(struct tp_state *s, int t, const struct tp_step *step)
{
	if (step->kind == TP_USE_IF && !s->local[t])
		return -1;
	if (s->freed)
		return TP_PANIC;
	tp_touch(s, t, step, step->kind == TP_FREE);
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
	case TP_EXIT:  return TP_OK;
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

static void tp_end(struct tp_ends *ends, const struct tp_state *s, int how)
{
	ends->runs++;
	ends->seen[how == TP_OK && s->raced ? TP_RACE : how] = true;
	ends->coarse[how == TP_OK && s->raced_coarse ? TP_RACE : how] = true;
	for (int v = 0; how == TP_OK && v < TP_VARIABLES; v++)
		tp_note_final(&ends->finals[v], tp_value(s, &(struct tp_step){ TP_LOAD, v, TP_WHOLE, 0 }), s->touched[v]);
}

/* Steps of no consequence to others are made at once: they are no choice. */
static bool tp_is_private(enum tp_kind kind)
{
	return kind == TP_SKIP;
}

static bool tp_go_on(struct tp_ends *ends, const struct thread_program *p, const struct tp_state *before, long most)
{
	bool moved = false;

	if (ends->runs > most)
		return false;
	for (int t = 0; t < p->n_threads; t++) {
		struct tp_state s = *before;
		int how = -1;

		if (!s.started[t] || s.ended[t] || (s.at[t] < p->n[t] && !tp_can(&s, &p->steps[t][s.at[t]])))
			continue;
		moved = true;
		do
			if (s.at[t] < p->n[t])
				how = tp_make_step(&s, t, &p->steps[t][s.at[t]]);
		while (how < 0 && s.at[t] < p->n[t] && tp_is_private(p->steps[t][s.at[t] - 1].kind) && tp_can(&s, &p->steps[t][s.at[t]]));
		if (how < 0 && s.at[t] >= p->n[t]) {
			s.ended[t] = true;
			if (t == 0)
				how = -2;               /* main is at its end: returning is a step of its own */
		}
		if (how == -2 && before->at[0] >= p->n[0])
			how = TP_OK;
		else if (how == -2)
			s.ended[0] = false;
		if (how >= 0)
			tp_end(ends, &s, how);
		else if (!tp_go_on(ends, p, &s, most))
			return false;
	}
	if (!moved)
		tp_end(ends, before, TP_DEADLOCK);
	return true;
}

/* False when there are more than `most` interleavings: then nothing is known. */
static bool tp_brute_force(struct tp_ends *ends, const struct thread_program *p, long most)
{
	struct tp_state s = { .posted = p->posted, .started = { true } };

	*ends = (struct tp_ends){ .runs = 0 };
	for (int i = 0; i < TP_LOCKS; i++)
		s.owner[i] = -1;
	s.clock[0][0] = 1;
	return tp_go_on(ends, p, &s, most);
}

#endif
