/* program_make.h - making random programs up. The same seed and class give the same program. */
#ifndef TESTS_PROGRAM_MAKE_H
#define TESTS_PROGRAM_MAKE_H

#include <string.h>

#include "tests/program_steps.h"

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
	{ 'x', GEN_CONTEXT, -1, 2 }, { 't', GEN_TIMER, 0, 3 }, { 'o', GEN_A_ONCE, 0, 0 },
	{ 'u', GEN_MUTEX, MUTEX_ANYBODY, MUTEX_ANYBODY },
	{ 'a', GEN_ATOM, 0, 0 }, { 'p', GEN_PLACE, 0, 0 },
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
	{ "onces",      "ooomc",       0 },
	{ "crashes",    "01mcg",       GEN_CRASHES | GEN_MISUSES },
	{ "failures",   "0012mgcsrvbxt", GEN_CRASHES | GEN_TRIES | GEN_MISUSES | GEN_SELECTS | GEN_TIMES | GEN_STARTS },
	{ "closes",     "01cc",        GEN_CLOSES },
	{ "orders",     "0012ccccccmsSgrvVbxto", GEN_CLOSES | GEN_TRIES | GEN_SELECTS | GEN_TIMES | GEN_STARTS },
	{ "deadlines",  "mkrrsvVmc",   GEN_DEADLINES | GEN_TIMES | GEN_TRIES | GEN_MISUSES },
	{ "lives",      "mkrsvbmc",    GEN_LIVES | GEN_DEADLINES | GEN_TRIES },
	{ "atoms",      "aapcc",       0 },
	{ "passing",    "aac",         GEN_PASSES },
	{ "mixed",      "aapcm0",      GEN_MISUSES | GEN_STARTS },
	{ "anybody",    "uuc2",        GEN_TRIES | GEN_MISUSES },
	{ "counts",     "012cu",       GEN_COUNTS | GEN_CLOSES },
	{ "forgets",    "01mccga",      GEN_FORGETS | GEN_CLOSES | GEN_STARTS },
	{ "forgotten",  "00012mkgcsSrvbxtoap", GEN_FORGETS | GEN_TRIES | GEN_SELECTS | GEN_TIMES | GEN_STARTS },
};

static void gen_objects(struct gen *g)
{
	int n = (int)strlen(g->class->objects);

	g->p->n_objects = gen_has(g, GEN_PASSES) ? n : 1 + gen_below(g, GEN_OBJECTS);
	for (int i = 0; i < g->p->n_objects; i++) {
		char letter = g->class->objects[gen_has(g, GEN_PASSES) ? i : gen_below(g, n)];
		const struct gen_kind *kind = gen_kinds;

		while (kind->letter != letter)
			kind++;
		g->p->objects[i].kind = kind->kind;
		g->p->objects[i].arg = kind->least + gen_below(g, kind->most - kind->least + 1);
	}
}

static void gen_add(struct gen_task *task, enum gen_step_kind kind, int object, int n)
{
	task->steps[task->n++] = (struct gen_step){ kind, object, n, 0, { { 0 } } };
}

static void gen_add_change(struct gen *g, struct gen_task *task, int atom)
{
	static const enum gen_step_kind kinds[] = { GEN_PUT, GEN_PUT, GEN_SWAP, GEN_INCREASE, GEN_COMPARE };

	gen_add(task, kinds[gen_below(g, sizeof kinds / sizeof *kinds)], atom, gen_order(g));
}

/*
 * One task writes a cell and then an atom, others read the atom and, where they see that it was written, access the cell:
 * whether that is a race is for the orders to say. Object 0 and 1 are the atoms, 2 is the cell.
 */
static void gen_pass(struct gen *g, int t)
{
	struct gen_task *task = &g->p->tasks[t];
	int role = gen_below(g, 3), atom = gen_below(g, 4) == 0;

	if (role == 0)
		gen_add(task, GEN_STORE, 2, 0);
	if (role > 0) {
		gen_add(task, gen_chance(g, 70) ? GEN_PEEK : GEN_INCREASE, atom, gen_order(g));
		if (gen_chance(g, 30))
			gen_add(task, GEN_FENCE, GEN_NIL, gen_order(g));
		gen_add(task, GEN_SKIP, GEN_NIL, 0);
	}
	if (role < 2) {
		if (role == 0 && gen_chance(g, 30))
			gen_add(task, GEN_FENCE, GEN_NIL, gen_order(g));
		gen_add_change(g, task, role == 1 && gen_chance(g, 50) ? !atom : atom);
		if (gen_chance(g, 30))
			gen_add_change(g, task, atom);
	} else {
		gen_add(task, gen_chance(g, 70) ? GEN_LOAD : GEN_STORE, 2, 0);
	}
}

static void gen_steps(struct gen *g, int t)
{
	struct gen_task *task = &g->p->tasks[t];
	unsigned held = 0;
	int n = 1 + gen_below(g, t == 0 ? 3 : 5);

	while (task->n < n) {
		gen_make_step(g, &task->steps[task->n], t, &held);
		gen_vary(g, &task->steps[task->n++]);
	}
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

	p->n_tasks = gen_has(g, GEN_TWINS) ? 3 + gen_below(g, GEN_TASKS - 2) : 2 + gen_below(g, GEN_TASKS - 1);
	for (int t = 0; t < p->n_tasks; t++) {
		struct gen_task *task = &p->tasks[t];

		task->late = t > 0 && gen_has(g, GEN_STARTS) && gen_chance(g, 35);
		task->parent = task->late ? gen_below(g, t) : 0;
		task->declared = gen_chance(g, 75);
		if (task->late && p->tasks[task->parent].declared)
			task->declared = true;
	}
	for (int t = 0; t < p->n_tasks; t++)
		(gen_has(g, GEN_PASSES) ? gen_pass : gen_steps)(g, t);
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

/* Who has started others waits for all of them, somewhere. */
static void gen_join_children(struct gen *g, int t)
{
	struct gen_task *task = &g->p->tasks[t];
	int at = gen_chance(g, 60) ? task->n : gen_below(g, task->n + 1);

	if (task->n == GEN_STEPS)
		return;
	memmove(&task->steps[at + 1], &task->steps[at], (size_t)(task->n - at) * sizeof *task->steps);
	task->steps[at] = (struct gen_step){ GEN_JOIN_ALL, GEN_NIL, 0, 0, { { 0 } } };
	task->n++;
}

/* main does so now and then, and others that start some. */
static void gen_joins_of_all(struct gen *g)
{
	if (gen_chance(g, 40))
		gen_join_children(g, 0);
	for (int t = 1; t < g->p->n_tasks; t++)
		if (g->p->tasks[t].late && g->p->tasks[t].parent > 0 && !g->p->tasks[g->p->tasks[t].parent].like_others && gen_chance(g, 30))
			gen_join_children(g, g->p->tasks[t].parent);
}

/* Some tasks do not declare all they do, or start one that may do anything, though they may not. */
static void gen_forget(struct gen *g)
{
	for (int t = 0; t < g->p->n_tasks; t++) {
		struct gen_task *task = &g->p->tasks[t];

		if (task->late && g->p->tasks[task->parent].declared && gen_chance(g, 20))
			task->declared = false;
		if (!task->declared || !gen_chance(g, 50))
			continue;
		task->forgets = 1 + gen_below(g, g->p->n_objects);
		task->narrowing = gen_chance(g, 60) ? GEN_KEEPS : gen_chance(g, 70) ? GEN_OWNS_UP : GEN_GIVES_UP;
	}
}

/* ---- Tasks that are alike ---- */

/* Show the local variable, or write to the one that is shown, with the mutex held: nothing else orders that. */
static void gen_add_shown(struct gen *g, struct gen_task *task, int mutex)
{
	static const enum gen_step_kind kinds[] = { GEN_SHOW, GEN_SHOW, GEN_WRITE_SHOWN, GEN_READ_SHOWN, GEN_KEEP };

	if (task->n > GEN_STEPS - 3)
		return;
	gen_add(task, GEN_LOCK, mutex, 0);
	gen_add(task, kinds[gen_below(g, sizeof kinds / sizeof *kinds)], GEN_NIL, gen_below(g, 3));
	gen_add(task, GEN_UNLOCK, mutex, 0);
}

/*
 * Try to get what others may have, and forget whether it was got; and at the end give it back, if the local says so: then
 * who has it stands nowhere but in the object, and matters.
 */
static void gen_forget_who(struct gen *g, struct gen_task *task, int object)
{
	bool mutex = g->p->objects[object].kind == GEN_MUTEX, writes = gen_chance(g, 50);
	int n = task->n < GEN_STEPS - 4 ? task->n : GEN_STEPS - 4;

	memmove(&task->steps[2], &task->steps[0], (size_t)n * sizeof *task->steps);
	task->n = 0;
	gen_add(task, mutex ? GEN_TRYLOCK : writes ? GEN_TRY_WRITE : GEN_TRY_READ, object, 0);
	gen_add(task, GEN_FORGET, GEN_NIL, 0);
	task->n += n;
	gen_add(task, GEN_SKIP, GEN_NIL, gen_below(g, 4));
	gen_add(task, mutex ? GEN_UNLOCK : writes ? GEN_WRITE_END : GEN_READ_END, object, 0);
}

/* main starts the copies of task `model`: where another step would start one more, nothing is done. */
static void gen_start_copies_once(struct program *p, int model)
{
	for (int t = 0; t < model; t++)
		for (int i = 0; i < p->tasks[t].n; i++)
			if (p->tasks[t].steps[i].kind == GEN_GO && p->tasks[t].steps[i].n > model)
				p->tasks[t].steps[i] = (struct gen_step){ GEN_FORGET, GEN_NIL, 0, 0, { { 0 } } };
}

/* Task 1 or 2 is what those after it are like, and starts none. What it knows it forgets now and then, or others write to it. */
static void gen_twins(struct gen *g)
{
	struct program *p = g->p;
	int model = p->n_tasks == GEN_TASKS && gen_chance(g, 40) ? 2 : 1;
	struct gen_task *task = &p->tasks[model];

	for (int i = 0; i < task->n; i++)
		if (task->steps[i].kind == GEN_GO || (task->steps[i].kind != GEN_LOCK && gen_chance(g, 12)))
			task->steps[i] = (struct gen_step){ GEN_FORGET, GEN_NIL, 0, 0, { { 0 } } };
	for (int i = 0; i < p->n_objects; i++)
		for (int k = 0; k < 2; k++)
			if (p->objects[i].kind == GEN_MUTEX && p->objects[i].arg == MUTEX_NORMAL && gen_chance(g, 30))
				gen_add_shown(g, task, i);
	for (int i = 0, done = 0; i < p->n_objects && !done; i++)
		if ((p->objects[i].kind == GEN_MUTEX || p->objects[i].kind == GEN_RWLOCK) && gen_chance(g, 40)) {
			gen_forget_who(g, task, i);
			done = 1;
		}
	if (gen_has(g, GEN_LOOPS) && task->n < GEN_STEPS && gen_chance(g, 60))
		gen_add(task, GEN_AGAIN, GEN_NIL, gen_below(g, 3));
	task->like_others = true;
	gen_start_copies_once(p, model);
	for (int t = model + 1; t < p->n_tasks; t++) {
		p->tasks[t] = *task;
		p->tasks[t].like = model;
		p->tasks[t].late = false;
		p->tasks[t].parent = 0;
	}
}

/* With features beside those of the class. */
static void gen_make_with(struct program *p, const struct gen_class *class, unsigned more, uint64_t seed)
{
	struct rng seeds = { seed * 16 + (uint64_t)(class - gen_classes) };
	struct gen g = { { rng_next(&seeds) }, class, p, class->features | more };

	memset(p, 0, sizeof *p);
	p->seed = seed;
	p->class = class->name;
	gen_objects(&g);
	gen_tasks(&g);
	if (gen_has(&g, GEN_TWINS))
		gen_twins(&g);
	if (!gen_has(&g, GEN_TWINS) || gen_chance(&g, 30))
		gen_join_all(&g);
	gen_joins_of_all(&g);
	if (gen_has(&g, GEN_FORGETS))
		gen_forget(&g);
}

static inline void gen_make(struct program *p, const struct gen_class *class, uint64_t seed)
{
	gen_make_with(p, class, 0, seed);
}

#endif
