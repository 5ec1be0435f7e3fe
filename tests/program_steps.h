/*
 * program_steps.h - one step of a random program made up, for an object of the program and by the features of its class.
 *
 * Misuse is rare, and what is locked is mostly unlocked: else most programs would end at once.
 */
#ifndef TESTS_PROGRAM_STEPS_H
#define TESTS_PROGRAM_STEPS_H

#include "lab/base/rng.h"
#include "tests/program_gen.h"

enum { GEN_MISUSES = 1, GEN_TRIES = 2, GEN_SELECTS = 4, GEN_TIMES = 8, GEN_STARTS = 16, GEN_CRASHES = 32,
       GEN_CLOSES = 64, GEN_DEADLINES = 128, GEN_LIVES = 256, GEN_PASSES = 512, GEN_COUNTS = 1024, GEN_FORGETS = 2048,
       GEN_TWINS = 4096, GEN_LOOPS = 8192 };

struct gen_class {
	const char *name;
	const char *objects;    /* picked among these: see gen_kinds[] */
	unsigned    features;
};

struct gen {
	struct rng              rng;
	const struct gen_class *class;
	struct program         *p;
	unsigned                features;
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
	return g->features & feature;
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
	bool has = *held >> s->object & 1 || (g->p->objects[s->object].arg == MUTEX_ANYBODY && gen_chance(g, 30));

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

/* Nothing, or another once, which may be the same, is to be done once. */
static void gen_once_step(struct gen *g, struct gen_step *s)
{
	int other = gen_below(g, g->p->n_objects);

	s->kind = GEN_ONCE;
	s->n = g->p->objects[other].kind == GEN_A_ONCE && (other != s->object || gen_chance(g, 10)) ? other : GEN_NIL;
}

/* Orders that decide something come more often than the others. */
static int gen_order(struct gen *g)
{
	static const int orders[] = { ATOM_RELAXED, ATOM_RELAXED, ATOM_ACQUIRE, ATOM_RELEASE, ATOM_ACQ_REL, ATOM_SEQ_CST };

	return orders[gen_below(g, sizeof orders / sizeof *orders)];
}

static void gen_atom_step(struct gen *g, struct gen_step *s)
{
	static const enum gen_step_kind kinds[] = { GEN_PEEK, GEN_PEEK, GEN_PEEK, GEN_PUT, GEN_PUT, GEN_SWAP, GEN_INCREASE,
		GEN_COMPARE };

	s->n = gen_order(g);
	if (g->p->objects[s->object].kind == GEN_PLACE && gen_chance(g, 30))
		s->kind = gen_chance(g, 50) ? GEN_LOAD : GEN_STORE;
	else if (gen_chance(g, 12))
		*s = (struct gen_step){ GEN_FENCE, GEN_NIL, gen_order(g), 0, { { 0 } } };
	else
		s->kind = kinds[gen_below(g, sizeof kinds / sizeof *kinds)];
}

static void gen_object_step(struct gen *g, struct gen_step *s, unsigned *held)
{
	s->object = gen_below(g, g->p->n_objects);
	switch (g->p->objects[s->object].kind) {
	case GEN_CHAN:
		if (gen_has(g, GEN_COUNTS) && gen_chance(g, 35))
			s->kind = GEN_COUNT;
		else if (gen_has(g, GEN_SELECTS) && gen_chance(g, 50))
			gen_make_select(g, s);
		else
			s->kind = gen_chance(g, gen_has(g, GEN_CLOSES) ? 25 : 10) ? GEN_CLOSE : gen_chance(g, 50) ? GEN_SEND : GEN_RECV;
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
	case GEN_A_ONCE:
		gen_once_step(g, s);
		break;
	case GEN_ATOM:
	case GEN_PLACE:
		gen_atom_step(g, s);
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

/* The same, but for a time, or never waiting. */
static enum gen_step_kind gen_hasty(struct gen *g, enum gen_step_kind kind)
{
	bool tries = gen_chance(g, 30);

	switch (kind) {
	case GEN_LOCK:    return GEN_LOCK_WITHIN;
	case GEN_ACQUIRE: return tries ? GEN_LOOK : GEN_ACQUIRE_WITHIN;
	case GEN_READ:    return tries ? GEN_TRY_READ : GEN_READ_WITHIN;
	case GEN_WRITE:   return tries ? GEN_TRY_WRITE : GEN_WRITE_WITHIN;
	case GEN_HEAR:    return GEN_HEAR_WITHIN;
	default:          return kind;
	}
}

static void gen_vary(struct gen *g, struct gen_step *s)
{
	bool weighted = s->object >= 0 && g->p->objects[s->object].kind == GEN_WEIGHTED;

	if (gen_has(g, GEN_DEADLINES) && !weighted && gen_chance(g, 50))
		s->kind = gen_hasty(g, s->kind);
	if (!gen_has(g, GEN_LIVES) || weighted)
		return;
	if (s->kind == GEN_JOIN && gen_chance(g, 80))
		s->kind = gen_chance(g, 60) ? GEN_TAKE_TASK : GEN_DETACH;
	else if (s->object >= 0 && g->p->objects[s->object].kind != GEN_CELL && gen_chance(g, 15))
		s->kind = gen_chance(g, 60) ? GEN_DESTROY : GEN_INIT;
}

static void gen_make_step(struct gen *g, struct gen_step *s, int t, unsigned *held)
{
	int what = gen_below(g, 100);

	*s = (struct gen_step){ .object = GEN_NIL };
	if (gen_has(g, GEN_CRASHES) && gen_chance(g, 12)) {
		s->kind = gen_chance(g, 70) ? GEN_CRASH : GEN_CHECK;
		s->n = gen_below(g, 3);
		return;
	}
	if (what < 4)
		*s = (struct gen_step){ GEN_RANDOM, GEN_NIL, 2 + gen_below(g, 2), 0, { { 0 } } };
	else if (what < 12)
		*s = (struct gen_step){ GEN_SKIP, GEN_NIL, gen_below(g, 3), 0, { { 0 } } };
	else if (what < 14)
		*s = (struct gen_step){ GEN_CHECK, GEN_NIL, 1 + gen_below(g, 3), 0, { { 0 } } };
	else if (what < 18)
		*s = (struct gen_step){ GEN_NARROW, GEN_NIL, 0, 0, { { 0 } } };
	else if (what < (gen_has(g, GEN_LIVES) ? 26 : 20))
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

#endif
