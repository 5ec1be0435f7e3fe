/*
 * program_gen.h - small random programs as data, and one pattern that runs them.
 *
 * The same seed and class give the same program. A program is a few objects, made by main, and a few tasks; each task has
 * a list of steps and one local variable that steps set and later steps depend on. Tasks share nothing but objects, so
 * the order of operations decides everything.
 */
#ifndef TESTS_PROGRAM_GEN_H
#define TESTS_PROGRAM_GEN_H

#include <stdio.h>
#include <string.h>

#include "lab/base/rng.h"
#include "lab/lab.h"

enum { GEN_OBJECTS = 4, GEN_TASKS = 4, GEN_STEPS = 8, GEN_CASES = 3, GEN_NIL = -1 };

/* X(step, word) */
#define GEN_STEP_KINDS(X)                                                                       \
	X(SEND, "send") X(RECV, "receive") X(CLOSE, "close") X(SELECT, "select")                \
	X(LOCK, "lock") X(TRYLOCK, "try") X(UNLOCK, "unlock")                                   \
	X(ADD, "add") X(DONE, "done") X(WAIT, "wait") X(LOAD, "load") X(STORE, "store")         \
	X(SLEEP, "sleep") X(RANDOM, "random") X(CHECK, "check local !=") X(SKIP, "skip next if local ==") \
	X(ACQUIRE, "acquire") X(TAKE, "try to acquire") X(RELEASE, "release")                   \
	X(READ, "read-lock") X(READ_END, "read-unlock") X(WRITE, "write-lock")                  \
	X(WRITE_END, "write-unlock") X(UPGRADE, "upgrade")                                      \
	X(HEAR, "wait on") X(SIGNAL, "signal") X(BROADCAST, "broadcast") X(MEET, "meet at")     \
	X(CANCEL, "cancel") X(WATCH, "wait for the end of") X(WHY, "ask")                       \
	X(TICK, "wait for") X(SET, "set") X(STOP, "stop")                                       \
	X(GO, "start") X(JOIN, "join") X(NARROW, "narrow uses")

enum gen_step_kind {
#define X(step, word) GEN_##step,
	GEN_STEP_KINDS(X)
#undef X
	GEN_STEP_COUNT
};

enum gen_object_kind {
	GEN_CHAN, GEN_MUTEX, GEN_GROUP, GEN_CELL, GEN_SEMAPHORE, GEN_WEIGHTED, GEN_RWLOCK, GEN_COND, GEN_BARRIER,
	GEN_CONTEXT, GEN_TIMER
};

struct gen_step {
	enum gen_step_kind kind;
	int                object;      /* of the program, GEN_NIL for a nil channel */
	int                n;           /* number, task, ms, the wait of a select, the mutex of a wait */
	int                n_cases;
	struct { int object, kind; } cases[GEN_CASES];
};

struct gen_task {
	bool            declared, late;         /* late: started by a step of its parent, not by main at once */
	int             parent, n;
	struct gen_step steps[GEN_STEPS];
};

struct program {
	uint64_t        seed;
	const char     *class;
	int             n_objects, n_tasks;
	struct { enum gen_object_kind kind; int arg; } objects[GEN_OBJECTS];
	struct gen_task tasks[GEN_TASKS];       /* 0 is main */
};

/* ---- Running one ---- */

/* What a run of the program has come to; in the run's memory. */
struct gen_live {
	const struct program *program;
	void                 *objects[GEN_OBJECTS];
	struct task          *tasks[GEN_TASKS];
	struct gen_actor { struct gen_live *live; int task; } actors[GEN_TASKS];
	int                   at[GEN_TASKS], local[GEN_TASKS];
};

static const struct program *gen_program;       /* the one to run next */
static struct gen_live *gen_live;               /* of the run made last */

static unsigned gen_use_kinds(const struct gen_step *s)
{
	switch (s->kind) {
	case GEN_SEND:  return 1u << CHAN_SEND;
	case GEN_RECV:  return 1u << CHAN_RECV;
	case GEN_CLOSE: return 1u << CHAN_CLOSE;
	case GEN_LOCK: case GEN_TRYLOCK: case GEN_UNLOCK: return LOCKS(NULL).kinds;
	case GEN_ADD:   return 1u << WAIT_GROUP_ADD;
	case GEN_DONE:  return 1u << WAIT_GROUP_DONE;
	case GEN_WAIT:  return 1u << WAIT_GROUP_WAIT;
	case GEN_LOAD:  return 1u << CELL_LOAD;
	case GEN_STORE: return 1u << CELL_STORE;
	case GEN_ACQUIRE: case GEN_TAKE: return ACQUIRES(NULL).kinds;
	case GEN_RELEASE: return RELEASES(NULL).kinds;
	case GEN_READ: case GEN_READ_END: return READS(NULL).kinds;
	case GEN_WRITE: case GEN_WRITE_END: return WRITES(NULL).kinds;
	case GEN_UPGRADE: return READS(NULL).kinds | WRITES(NULL).kinds;
	case GEN_HEAR:  return WAITS_ON(NULL).kinds;
	case GEN_SIGNAL: case GEN_BROADCAST: return SIGNALS(NULL).kinds;
	case GEN_MEET:  return MEETS(NULL).kinds;
	case GEN_CANCEL: return CANCELS(NULL).kinds;
	case GEN_WATCH: case GEN_WHY: return WATCHES(NULL).kinds;
	case GEN_TICK:  return HEARS(NULL).kinds;
	case GEN_SET: case GEN_STOP: return SETS(NULL).kinds;
	default:        return 0;
	}
}

/* What task `t` does from step `from` on, and what the tasks do that it starts there: kinds by object. */
static void gen_add_uses(const struct program *p, int t, int from, unsigned *kinds)
{
	for (int i = from; i < p->tasks[t].n; i++) {
		const struct gen_step *s = &p->tasks[t].steps[i];

		if (s->object >= 0)
			kinds[s->object] |= gen_use_kinds(s);
		for (int k = 0; k < s->n_cases; k++)
			if (s->cases[k].object >= 0)
				kinds[s->cases[k].object] |= 1u << s->cases[k].kind;
		if (s->kind == GEN_HEAR)
			kinds[s->n] |= LOCKS(NULL).kinds;
		if (s->kind == GEN_GO)
			gen_add_uses(p, s->n, 0, kinds);
	}
}

static struct uses gen_uses(const struct gen_live *live, int t, int from, struct use *uses)
{
	unsigned kinds[GEN_OBJECTS] = { 0 };

	gen_add_uses(live->program, t, from, kinds);
	uses[0] = (struct use){ NULL, 0 };
	for (int i = 0; i < GEN_OBJECTS; i++)
		uses[i + 1] = (struct use){ kinds[i] ? live->objects[i] : NULL, kinds[i] };
	return USES_OF(uses, GEN_OBJECTS + 1);
}

static void gen_body(void *arg);

static void gen_start(struct gen_live *live, int t)
{
	struct use uses[GEN_OBJECTS + 1];
	struct uses may = live->program->tasks[t].declared ? gen_uses(live, t, 0, uses) : ANYTHING;

	live->actors[t] = (struct gen_actor){ live, t };
	live->tasks[t] = task_go(gen_body, &live->actors[t], may, "t%d", t);
}

static void *gen_object(const struct gen_live *live, int object)
{
	return object < 0 ? NULL : live->objects[object];
}

static int gen_select(struct gen_live *live, const struct gen_step *s, int *local)
{
	struct op_case cases[GEN_CASES];
	int sent = *local, received = 0, chosen;
	bool ok = true;

	for (int i = 0; i < s->n_cases; i++) {
		void *object = gen_object(live, s->cases[i].object);
		int kind = object ? (int)live->program->objects[s->cases[i].object].kind : GEN_CHAN;

		if (kind == GEN_CONTEXT)
			cases[i] = DONE(object);
		else if (kind == GEN_TIMER)
			cases[i] = TICK(object);
		else if (s->cases[i].kind == CHAN_SEND)
			cases[i] = SEND((struct chan *)object, &sent);
		else
			cases[i] = RECV_OK((struct chan *)object, &received, &ok);
	}
	chosen = select_among(s->n, cases, s->n_cases);
	return chosen < 0 ? chosen : (chosen + (ok ? received : 2)) % 4;
}

static int gen_receive(struct gen_live *live, const struct gen_step *s)
{
	int value;

	return chan_recv((struct chan *)gen_object(live, s->object), &value) ? value : 3;
}

static void gen_do_rest(struct gen_live *live, const struct gen_step *s, void *object, int *local)
{
	switch (s->kind) {
	case GEN_ACQUIRE:   semaphore_acquire_many((struct semaphore *)object, s->n); break;
	case GEN_TAKE:      *local = semaphore_try_many((struct semaphore *)object, s->n); break;
	case GEN_RELEASE:   semaphore_release_many((struct semaphore *)object, s->n); break;
	case GEN_READ:      rwlock_read_lock(object); break;
	case GEN_READ_END:  rwlock_read_unlock(object); break;
	case GEN_WRITE:     rwlock_write_lock(object); break;
	case GEN_WRITE_END: rwlock_write_unlock(object); break;
	case GEN_UPGRADE:   *local = rwlock_upgrade(object); break;
	case GEN_HEAR:      cond_wait(object, live->objects[s->n]); break;
	case GEN_SIGNAL:    cond_signal(object); break;
	case GEN_BROADCAST: cond_broadcast(object); break;
	case GEN_MEET:      *local = barrier_wait(object); break;
	case GEN_CANCEL:    context_cancel(object); break;
	case GEN_WATCH:     context_wait(object); break;
	case GEN_WHY:       *local = (int)context_why(object); break;
	case GEN_TICK:      timer_wait(object); break;
	case GEN_SET:       *local = timer_set((struct timer *)object, s->n); break;
	case GEN_STOP:      *local = timer_stop(object); break;
	default:            break;
	}
}

static void gen_do(struct gen_live *live, int t, const struct gen_step *s)
{
	void *object = gen_object(live, s->object);
	int *local = &live->local[t];
	struct use uses[GEN_OBJECTS + 1];

	switch (s->kind) {
	case GEN_SEND:    chan_send((struct chan *)object, local); break;
	case GEN_RECV:    *local = gen_receive(live, s); break;
	case GEN_CLOSE:   chan_close(object); break;
	case GEN_SELECT:  *local = gen_select(live, s, local); break;
	case GEN_LOCK:    mutex_lock(object); break;
	case GEN_TRYLOCK: *local = mutex_trylock(object); break;
	case GEN_UNLOCK:  mutex_unlock(object); break;
	case GEN_ADD:     wait_group_add(object, s->n); break;
	case GEN_DONE:    wait_group_done(object); break;
	case GEN_WAIT:    wait_group_wait(object); break;
	case GEN_LOAD:    *local = (int)cell_load(object); break;
	case GEN_STORE:   cell_store(object, *local + 1); break;
	case GEN_SLEEP:   task_sleep(s->n); break;
	case GEN_RANDOM:  *local = lab_random(s->n); break;
	case GEN_CHECK:   lab_check(*local != s->n, "the local is another"); break;
	case GEN_SKIP:    live->at[t] += *local == s->n; break;
	case GEN_GO:      gen_start(live, s->n); break;
	case GEN_JOIN:    if (live->tasks[s->n]) task_join(live->tasks[s->n]); break;
	case GEN_NARROW:  if (task_self()->declared) task_uses(gen_uses(live, t, live->at[t], uses)); break;
	default:          gen_do_rest(live, s, object, local); break;
	}
}

static void gen_body(void *arg)
{
	struct gen_actor *self = arg;
	struct gen_live *live = self->live;
	const struct gen_task *task = &live->program->tasks[self->task];

	while (live->at[self->task] < task->n)
		gen_do(live, self->task, &task->steps[live->at[self->task]++]);
}

/* Under the context before it, where there is one. */
static void *gen_make_context(const struct gen_live *live, int i, const char *name)
{
	struct context *parent = NULL;

	for (int k = 0; k < i; k++)
		if (live->program->objects[k].kind == GEN_CONTEXT)
			parent = live->objects[k];
	return context_make_within(parent, live->program->objects[i].arg, name);
}

static void *gen_make_object(const struct gen_live *live, int i)
{
	const struct program *p = live->program;
	const char *name = lab_name("o%d", i);
	struct wait_group *group;

	switch (p->objects[i].kind) {
	case GEN_CHAN:  return chan_make(int, p->objects[i].arg, name);
	case GEN_MUTEX: return mutex_make((enum mutex_kind)p->objects[i].arg, name);
	case GEN_CELL:  return cell_make(p->objects[i].arg, name);
	case GEN_GROUP:
		group = wait_group_make(name);
		wait_group_add(group, p->objects[i].arg);
		return group;
	case GEN_SEMAPHORE: return semaphore_make(p->objects[i].arg, name);
	case GEN_WEIGHTED:  return semaphore_make_weighted(p->objects[i].arg, name);
	case GEN_RWLOCK:    return rwlock_make((enum rwlock_preference)p->objects[i].arg, name);
	case GEN_COND:      return cond_make_spurious(p->objects[i].arg, name);
	case GEN_BARRIER:   return barrier_make(p->objects[i].arg, name);
	case GEN_CONTEXT:   return gen_make_context(live, i, name);
	case GEN_TIMER:     return p->objects[i].arg < 3 ? timer_make(p->objects[i].arg, name) : ticker_make(1, 2, name);
	}
	return NULL;
}

static void gen_run(const int *settings)
{
	struct gen_live *live = lab_new(struct gen_live);
	const struct program *p = gen_program;
	struct use uses[GEN_OBJECTS + 1];

	(void)settings;
	gen_live = live;
	live->program = p;
	for (int i = 0; i < p->n_objects; i++)
		live->objects[i] = gen_make_object(live, i);
	live->tasks[0] = task_me();
	live->actors[0] = (struct gen_actor){ live, 0 };
	for (int t = 1; t < p->n_tasks; t++)
		if (!p->tasks[t].late)
			gen_start(live, t);
	if (p->tasks[0].declared)
		task_uses(gen_uses(live, 0, 0, uses));
	gen_body(&live->actors[0]);
}

static const struct pattern gen_pattern = {
	.name = "generated", .summary = "a random program", .file = __FILE__, .run = gen_run,
};

/* ---- Making one up ---- */

enum { GEN_MISUSES = 1, GEN_TRIES = 2, GEN_SELECTS = 4, GEN_TIMES = 8, GEN_STARTS = 16 };

struct gen_class {
	const char *name;
	const char *objects;    /* picked among these: see gen_kinds[] */
	unsigned    features;
};

/* The objects of a class by letter, with a least and a most argument. */
static const struct gen_kind {
	char                 letter;
	enum gen_object_kind kind;
	int                  least, most;
} gen_kinds[] = {
	{ '0', GEN_CHAN, 0, 0 }, { '1', GEN_CHAN, 1, 1 }, { '2', GEN_CHAN, 2, 2 },
	{ 'm', GEN_MUTEX, MUTEX_NORMAL, MUTEX_NORMAL }, { 'k', GEN_MUTEX, MUTEX_NORMAL, MUTEX_RECURSIVE },
	{ 'c', GEN_CELL, 0, 0 }, { 'g', GEN_GROUP, 0, 2 },
	{ 's', GEN_SEMAPHORE, 0, 2 }, { 'S', GEN_WEIGHTED, 0, 2 },
	{ 'r', GEN_RWLOCK, RWLOCK_PREFER_WRITER, RWLOCK_PREFER_READER },
	{ 'v', GEN_COND, 0, 0 }, { 'V', GEN_COND, 1, 1 }, { 'b', GEN_BARRIER, 1, 3 },
	{ 'x', GEN_CONTEXT, -1, 2 }, { 't', GEN_TIMER, 0, 3 },
};

static const struct gen_class gen_classes[] = {
	{ "cells",      "c",           0 },
	{ "mutexes",    "mmc",         0 },
	{ "locks",      "kkc",         GEN_TRIES | GEN_MISUSES },
	{ "buffered",   "112c",        GEN_MISUSES },
	{ "rendezvous", "000c",        GEN_MISUSES },
	{ "selects",    "0012",        GEN_SELECTS },
	{ "timers",     "0012m",       GEN_SELECTS | GEN_TIMES },
	{ "groups",     "ggcm0",       GEN_MISUSES },
	{ "semaphores", "ssSc0",       GEN_TRIES | GEN_MISUSES },
	{ "rwlocks",    "rrc",         GEN_TRIES | GEN_MISUSES },
	{ "conds",      "vvVmmc",      GEN_MISUSES },
	{ "barriers",   "bbcm0",       0 },
	{ "contexts",   "xx01",        GEN_SELECTS | GEN_TIMES },
	{ "tickers",    "tt01c",       GEN_SELECTS | GEN_TIMES },
	{ "everything", "00012mkgcsSrvbxt",   GEN_TRIES | GEN_MISUSES | GEN_SELECTS | GEN_TIMES | GEN_STARTS },
};

struct gen {
	struct rng              rng;
	const struct gen_class *class;
	struct program         *p;
};

static int gen_below(struct gen *g, int n)
{
	return (int)rng_below(&g->rng, (uint32_t)n);
}

static bool gen_chance(struct gen *g, int percent)
{
	return gen_below(g, 100) < percent;
}

static bool gen_has(const struct gen *g, unsigned feature)
{
	return g->class->features & feature;
}

static void gen_objects(struct gen *g)
{
	int n = (int)strlen(g->class->objects);

	g->p->n_objects = 1 + gen_below(g, GEN_OBJECTS);
	for (int i = 0; i < g->p->n_objects; i++) {
		char letter = g->class->objects[gen_below(g, n)];
		const struct gen_kind *kind = gen_kinds;

		while (kind->letter != letter)
			kind++;
		g->p->objects[i].kind = kind->kind;
		g->p->objects[i].arg = kind->least + gen_below(g, kind->most - kind->least + 1);
	}
}

/* What a select can have a case on. */
static int gen_any_case(struct gen *g)
{
	for (int tries = 0; tries < 4; tries++) {
		int i = gen_below(g, g->p->n_objects);

		if (g->p->objects[i].kind == GEN_CHAN || g->p->objects[i].kind >= GEN_CONTEXT)
			return i;
	}
	return GEN_NIL;
}

static void gen_make_select(struct gen *g, struct gen_step *s)
{
	int how = gen_below(g, gen_has(g, GEN_TIMES) ? 3 : 2);

	s->kind = GEN_SELECT;
	s->object = GEN_NIL;
	s->n = how == 0 ? FOREVER : how == 1 ? NOW : gen_below(g, 3);
	s->n_cases = 1 + gen_below(g, GEN_CASES);
	for (int i = 0; i < s->n_cases; i++) {
		s->cases[i].object = gen_chance(g, 5) ? GEN_NIL : gen_any_case(g);
		s->cases[i].kind = gen_chance(g, 50) ? CHAN_SEND : CHAN_RECV;
		if (s->cases[i].object >= 0 && g->p->objects[s->cases[i].object].kind != GEN_CHAN)
			s->cases[i].kind = 0;           /* CONTEXT_DONE, TIMER_HEAR */
	}
}

static void gen_mutex_step(struct gen *g, struct gen_step *s, unsigned *held)
{
	bool has = *held >> s->object & 1;

	if (has ? gen_chance(g, 75) : gen_has(g, GEN_MISUSES) && gen_chance(g, 8))
		s->kind = GEN_UNLOCK;
	else
		s->kind = gen_has(g, GEN_TRIES) && gen_chance(g, 40) ? GEN_TRYLOCK : GEN_LOCK;
	*held = s->kind == GEN_UNLOCK ? *held & ~(1u << s->object) : *held | 1u << s->object;
}

static void gen_semaphore_step(struct gen *g, struct gen_step *s)
{
	bool weighted = g->p->objects[s->object].kind == GEN_WEIGHTED;

	s->n = weighted && gen_chance(g, 30) ? 2 : 1;
	s->kind = gen_chance(g, 45) ? GEN_RELEASE : gen_has(g, GEN_TRIES) && gen_chance(g, 25) ? GEN_TAKE : GEN_ACQUIRE;
}

/* Bits 8 and up of `held` are those that it write-locks. */
static void gen_rwlock_step(struct gen *g, struct gen_step *s, unsigned *held)
{
	unsigned reads = 1u << s->object, writes = reads << 8;

	if (*held & writes && gen_chance(g, 75))
		s->kind = GEN_WRITE_END;
	else if (*held & reads && gen_chance(g, 60))
		s->kind = GEN_READ_END;
	else if (gen_has(g, GEN_MISUSES) && gen_chance(g, 4))
		s->kind = gen_chance(g, 50) ? GEN_READ_END : GEN_WRITE_END;
	else if (gen_has(g, GEN_TRIES) && *held & reads && gen_chance(g, 60))
		s->kind = GEN_UPGRADE;
	else
		s->kind = gen_chance(g, 60) ? GEN_READ : GEN_WRITE;
	*held = s->kind == GEN_READ ? *held | reads : s->kind == GEN_READ_END ? *held & ~reads :
	        s->kind == GEN_WRITE ? *held | writes : s->kind == GEN_WRITE_END ? *held & ~writes : *held;
}

/* Waiting takes a mutex, best one that it holds. */
static void gen_cond_step(struct gen *g, struct gen_step *s, unsigned held)
{
	s->kind = gen_chance(g, 75) ? GEN_SIGNAL : GEN_BROADCAST;
	for (int i = 0; i < g->p->n_objects; i++)
		if (g->p->objects[i].kind == GEN_MUTEX &&
		    (held >> i & 1 ? gen_chance(g, 70) : gen_has(g, GEN_MISUSES) && gen_chance(g, 4))) {
			s->kind = GEN_HEAR;
			s->n = i;
		}
}

static void gen_time_step(struct gen *g, struct gen_step *s)
{
	bool timer = g->p->objects[s->object].kind == GEN_TIMER;

	s->n = gen_below(g, 3);
	if (gen_chance(g, 30))
		gen_make_select(g, s);
	else if (gen_chance(g, 40))
		s->kind = timer ? GEN_TICK : GEN_WATCH;
	else if (gen_chance(g, 60))
		s->kind = timer ? GEN_SET : GEN_CANCEL;
	else
		s->kind = timer ? GEN_STOP : GEN_WHY;
}

static void gen_object_step(struct gen *g, struct gen_step *s, unsigned *held)
{
	s->object = gen_below(g, g->p->n_objects);
	switch (g->p->objects[s->object].kind) {
	case GEN_CHAN:
		if (gen_has(g, GEN_SELECTS) && gen_chance(g, 50))
			gen_make_select(g, s);
		else
			s->kind = gen_chance(g, 10) ? GEN_CLOSE : gen_chance(g, 50) ? GEN_SEND : GEN_RECV;
		break;
	case GEN_MUTEX:
		gen_mutex_step(g, s, held);
		break;
	case GEN_GROUP:
		s->kind = gen_chance(g, 20) ? GEN_ADD : gen_chance(g, 55) ? GEN_DONE : GEN_WAIT;
		s->n = gen_chance(g, 15) ? -1 : 1 + gen_below(g, 2);
		break;
	case GEN_CELL:
		s->kind = gen_chance(g, 50) ? GEN_LOAD : GEN_STORE;
		break;
	case GEN_SEMAPHORE:
	case GEN_WEIGHTED:
		gen_semaphore_step(g, s);
		break;
	case GEN_RWLOCK:
		gen_rwlock_step(g, s, held);
		break;
	case GEN_COND:
		gen_cond_step(g, s, *held);
		break;
	case GEN_BARRIER:
		s->kind = GEN_MEET;
		break;
	case GEN_CONTEXT:
	case GEN_TIMER:
		gen_time_step(g, s);
		break;
	}
}

/* Who can be joined by task `t` without looking at anything shared: who is there from the start, and its own children. */
static void gen_make_join(struct gen *g, struct gen_step *s, int t)
{
	int other = gen_below(g, g->p->n_tasks);

	if (g->p->tasks[other].late && g->p->tasks[other].parent != t)
		other = t;
	s->kind = GEN_JOIN;
	s->object = GEN_NIL;
	s->n = other;
}

static void gen_make_step(struct gen *g, struct gen_step *s, int t, unsigned *held)
{
	int what = gen_below(g, 100);

	*s = (struct gen_step){ .object = GEN_NIL };
	if (what < 4)
		*s = (struct gen_step){ GEN_RANDOM, GEN_NIL, 2 + gen_below(g, 2), 0, { { 0 } } };
	else if (what < 12)
		*s = (struct gen_step){ GEN_SKIP, GEN_NIL, gen_below(g, 3), 0, { { 0 } } };
	else if (what < 14)
		*s = (struct gen_step){ GEN_CHECK, GEN_NIL, 1 + gen_below(g, 3), 0, { { 0 } } };
	else if (what < 18)
		*s = (struct gen_step){ GEN_NARROW, GEN_NIL, 0, 0, { { 0 } } };
	else if (what < 20)
		gen_make_join(g, s, t);
	else if (what < 28 && gen_has(g, GEN_TIMES))
		*s = (struct gen_step){ GEN_SLEEP, GEN_NIL, 1 + gen_below(g, 2), 0, { { 0 } } };
	else if (what < 30)
		*s = (struct gen_step){ GEN_SEND, GEN_NIL, 0, 0, { { 0 } } };
	else
		gen_object_step(g, s, held);
	if (s->kind == GEN_SEND && s->object == GEN_NIL && !gen_chance(g, 20))
		gen_object_step(g, s, held);
}

static void gen_steps(struct gen *g, int t)
{
	struct gen_task *task = &g->p->tasks[t];
	unsigned held = 0;
	int n = 1 + gen_below(g, t == 0 ? 3 : 5);

	while (task->n < n)
		gen_make_step(g, &task->steps[task->n++], t, &held);
	for (int i = 0; i < g->p->n_objects && task->n < GEN_STEPS - 1; i++)
		if (held >> i & 1 && g->p->objects[i].kind == GEN_MUTEX && gen_chance(g, 85))
			task->steps[task->n++] = (struct gen_step){ GEN_UNLOCK, i, 0, 0, { { 0 } } };
}

/* Put the step that starts task `t` somewhere into its parent's. */
static void gen_insert_start(struct gen *g, int t)
{
	struct gen_task *parent = &g->p->tasks[g->p->tasks[t].parent];
	int at = gen_below(g, parent->n + 1);

	memmove(&parent->steps[at + 1], &parent->steps[at], (size_t)(parent->n - at) * sizeof *parent->steps);
	parent->steps[at] = (struct gen_step){ GEN_GO, GEN_NIL, t, 0, { { 0 } } };
	parent->n++;
}

static void gen_tasks(struct gen *g)
{
	struct program *p = g->p;

	p->n_tasks = 2 + gen_below(g, GEN_TASKS - 1);
	for (int t = 0; t < p->n_tasks; t++) {
		struct gen_task *task = &p->tasks[t];

		task->late = t > 0 && gen_has(g, GEN_STARTS) && gen_chance(g, 35);
		task->parent = task->late ? gen_below(g, t) : 0;
		task->declared = gen_chance(g, 75);
		if (task->late && p->tasks[task->parent].declared)
			task->declared = true;
	}
	for (int t = 0; t < p->n_tasks; t++)
		gen_steps(g, t);
	for (int t = 1; t < p->n_tasks; t++) {
		if (p->tasks[t].late && p->tasks[p->tasks[t].parent].n == GEN_STEPS)
			p->tasks[t].late = false;
		if (p->tasks[t].late)
			gen_insert_start(g, t);
	}
}

/* main may wait for the others at its end. */
static void gen_join_all(struct gen *g)
{
	struct gen_task *main_task = &g->p->tasks[0];

	if (gen_chance(g, 50))
		return;
	for (int t = 1; t < g->p->n_tasks && main_task->n < GEN_STEPS; t++)
		if (!g->p->tasks[t].late)
			main_task->steps[main_task->n++] = (struct gen_step){ GEN_JOIN, GEN_NIL, t, 0, { { 0 } } };
}

static void gen_make(struct program *p, const struct gen_class *class, uint64_t seed)
{
	struct gen g = { { hash_mix(seed * 16 + (uint64_t)(class - gen_classes)) }, class, p };

	memset(p, 0, sizeof *p);
	p->seed = seed;
	p->class = class->name;
	gen_objects(&g);
	gen_tasks(&g);
	gen_join_all(&g);
}

/* ---- Showing one ---- */

static void gen_print_cases(FILE *out, const struct gen_step *s)
{
	fprintf(out, " %s", s->n == FOREVER ? "" : s->n == NOW ? "default" : "timeout");
	if (s->n >= 0)
		fprintf(out, " %d ms", s->n);
	for (int i = 0; i < s->n_cases; i++)
		fprintf(out, "%s%s o%d", i ? ", " : " ", s->cases[i].kind == CHAN_SEND ? "send" : "receive",
		        s->cases[i].object);
}

static void gen_print_step(FILE *out, const struct gen_step *s)
{
	static const char *const words[] = {
#define X(step, word) word,
		GEN_STEP_KINDS(X)
#undef X
	};

	fprintf(out, "; %s", words[s->kind]);
	if (s->kind == GEN_SELECT)
		gen_print_cases(out, s);
	else if (s->object >= 0)
		fprintf(out, " o%d", s->object);
	else if (s->kind <= GEN_CLOSE)
		fprintf(out, " nil");
	else
		fprintf(out, " %d", s->n);
	if (s->kind == GEN_ADD)
		fprintf(out, " %+d", s->n);
	if (s->kind == GEN_HEAR)
		fprintf(out, " with o%d", s->n);
	if ((s->kind >= GEN_ACQUIRE && s->kind <= GEN_RELEASE) || s->kind == GEN_SET)
		fprintf(out, " %d", s->n);
}

static void gen_print(FILE *out, const struct program *p)
{
	static const char *const kinds[] = { "channel", "mutex", "group", "cell", "semaphore", "weighted semaphore",
		"rwlock", "cond", "barrier", "context", "timer" };

	fprintf(out, "program %s seed %llu (-1 is a nil channel)\n", p->class, (unsigned long long)p->seed);
	for (int i = 0; i < p->n_objects; i++)
		fprintf(out, "  o%d: %s %d\n", i, kinds[p->objects[i].kind], p->objects[i].arg);
	for (int t = 0; t < p->n_tasks; t++) {
		fprintf(out, "  t%d%s%s", t, p->tasks[t].declared ? " declared" : "", p->tasks[t].late ? " late" : "");
		for (int i = 0; i < p->tasks[t].n; i++)
			gen_print_step(out, &p->tasks[t].steps[i]);
		fprintf(out, "\n");
	}
}

#endif
