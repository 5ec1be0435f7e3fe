/*
 * program_gen.h - small random programs as data, and one pattern that runs them.
 *
 * A program is a few objects, made by main, and a few tasks; each task has
 * a list of steps and one local variable that steps set and later steps depend on. Tasks share nothing but objects, so
 * the order of operations decides everything.
 *
 * Tasks may be alike: they do the same steps on the same argument, and what they know is on their stacks only. Of those
 * some show others their local variable, which are to write there, each while it holds the same mutex.
 */
#ifndef TESTS_PROGRAM_GEN_H
#define TESTS_PROGRAM_GEN_H

#include "lab/lab.h"
#include "lab/sync/atom_over.h"
#include "tests/program_do.h"

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
	case GEN_A_ONCE:    return once_make(name);
	case GEN_ATOM:      return atom_make(0, name);
	case GEN_PLACE:     return atom_over((void *)(uintptr_t)&live->memory[i], 8, true, name);
	}
	return NULL;
}

/* So many tasks that do nothing are started before all others, so that those have other ids. */
static int gen_others;

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
	for (int i = 0; i < gen_others; i++)
		task_go(gen_do_nothing, (void *)(intptr_t)(i + 1), USES(), "other-%d", i);
	for (int t = 1; t < p->n_tasks; t++)
		if (!p->tasks[t].late)
			gen_start(live, t);
	if (p->tasks[0].declared)
		task_uses(gen_uses(live, 0, 0, p->tasks[0].forgets, uses));
	gen_body(&live->actors[0]);
}

static const struct pattern gen_pattern = {
	.name = "generated", .summary = "a random program", .file = __FILE__, .run = gen_run,
};

#endif
