/*
 * program_uses.h - what the tasks of a random program declare, and how they are started.
 */
#ifndef TESTS_PROGRAM_USES_H
#define TESTS_PROGRAM_USES_H

#include "lab/lab.h"
#include "tests/program_parts.h"

/* What a run of the program has come to; in the run's memory. */
struct gen_live {
	const struct program *program;
	void                 *objects[GEN_OBJECTS];
	struct task          *tasks[GEN_TASKS];
	struct gen_actor { struct gen_live *live; int task; } actors[GEN_TASKS];
	int                   at[GEN_TASKS], local[GEN_TASKS];
	int64_t               memory[GEN_OBJECTS];      /* of places */
	int                  *shown;                    /* a local variable; NULL: nobody's */
};

/* Who does steps. */
struct gen_hand {
	struct gen_live *live;
	int              task;
	int             *at, *local;
	int             *kept;          /* of another, shown before; NULL: none */
	bool             alike;
};

static const struct program *gen_program;       /* the one to run next */
static struct gen_live *gen_live;               /* of the run made last */

static unsigned gen_use_kinds(const struct program *p, const struct gen_step *s)
{
	if (p->objects[s->object].kind == GEN_PLACE && (s->kind == GEN_LOAD || s->kind == GEN_STORE))
		return 1u << (s->kind == GEN_LOAD ? ATOM_PLAIN_LOAD : ATOM_PLAIN_STORE);
	switch (s->kind) {
	case GEN_SEND:  return 1u << CHAN_SEND;
	case GEN_RECV:  return 1u << CHAN_RECV;
	case GEN_CLOSE: return 1u << CHAN_CLOSE;
	case GEN_COUNT: return COUNTS(NULL).kinds;
	case GEN_LOCK: case GEN_TRYLOCK: case GEN_UNLOCK: return LOCKS(NULL).kinds;
	case GEN_ADD:   return 1u << WAIT_GROUP_ADD;
	case GEN_DONE:  return 1u << WAIT_GROUP_DONE;
	case GEN_WAIT:  return 1u << WAIT_GROUP_WAIT;
	case GEN_LOAD:  return 1u << CELL_LOAD;
	case GEN_STORE: return 1u << CELL_STORE;
	case GEN_ACQUIRE: case GEN_TAKE: return ACQUIRES(NULL).kinds;
	case GEN_RELEASE: return RELEASES(NULL).kinds;
	case GEN_LOCK_WITHIN: return LOCKS(NULL).kinds;
	case GEN_ACQUIRE_WITHIN: case GEN_LOOK: return ACQUIRES(NULL).kinds;
	case GEN_READ: case GEN_READ_END: case GEN_READ_WITHIN: case GEN_TRY_READ: return READS(NULL).kinds;
	case GEN_WRITE: case GEN_WRITE_END: case GEN_WRITE_WITHIN: case GEN_TRY_WRITE: return WRITES(NULL).kinds;
	case GEN_INIT: case GEN_DESTROY: return ~0u;
	case GEN_UPGRADE: return READS(NULL).kinds | WRITES(NULL).kinds;
	case GEN_HEAR: case GEN_HEAR_WITHIN: return WAITS_ON(NULL).kinds;
	case GEN_SIGNAL: case GEN_BROADCAST: return SIGNALS(NULL).kinds;
	case GEN_MEET:  return MEETS(NULL).kinds;
	case GEN_CANCEL: return CANCELS(NULL).kinds;
	case GEN_WATCH: case GEN_WHY: return WATCHES(NULL).kinds;
	case GEN_TICK:  return HEARS(NULL).kinds;
	case GEN_SET: case GEN_STOP: return SETS(NULL).kinds;
	case GEN_ONCE:  return DOES(NULL).kinds;
	case GEN_PEEK:  return LOADS_ATOM(NULL).kinds;
	case GEN_PUT:   return STORES_ATOM(NULL).kinds;
	case GEN_SWAP:  return 1u << ATOM_EXCHANGE;
	case GEN_INCREASE: return 1u << ATOM_ADD;
	case GEN_COMPARE: return 1u << ATOM_COMPARE_EXCHANGE;
	default:        return 0;
	}
}

/* What task `t` does from step `from` on, and what the tasks do that it starts there: kinds by object. */
static void gen_add_uses(const struct program *p, int t, int from, unsigned *kinds)
{
	for (int i = from; i < p->tasks[t].n; i++) {
		const struct gen_step *s = &p->tasks[t].steps[i];

		if (s->object >= 0)
			kinds[s->object] |= gen_use_kinds(p, s);
		for (int k = 0; k < s->n_cases; k++)
			if (s->cases[k].object >= 0)
				kinds[s->cases[k].object] |= 1u << s->cases[k].kind;
		if (s->kind == GEN_HEAR || s->kind == GEN_HEAR_WITHIN)
			kinds[s->n] |= LOCKS(NULL).kinds;
		if (s->kind == GEN_ONCE && s->n >= 0)
			kinds[s->n] |= DOES(NULL).kinds;
		if (s->kind == GEN_GO)
			gen_add_uses(p, s->n, 0, kinds);
	}
}

/* All but what is forgotten. */
static struct uses gen_uses(const struct gen_live *live, int t, int from, int forgets, struct use *uses)
{
	unsigned kinds[GEN_OBJECTS] = { 0 };

	gen_add_uses(live->program, t, from, kinds);
	if (forgets)
		kinds[forgets - 1] = 0;
	uses[0] = (struct use){ NULL, 0 };
	for (int i = 0; i < GEN_OBJECTS; i++)
		uses[i + 1] = (struct use){ kinds[i] ? live->objects[i] : NULL, kinds[i] };
	return USES_OF(uses, GEN_OBJECTS + 1);
}

static void gen_narrow(const struct gen_live *live, int t, int at)
{
	const struct gen_task *task = &live->program->tasks[t];
	struct use uses[GEN_OBJECTS + 1];

	if (!task_self()->declared)
		return;
	if (task->narrowing == GEN_GIVES_UP)
		task_uses(ANYTHING);
	else
		task_uses(gen_uses(live, t, at, task->narrowing == GEN_OWNS_UP ? 0 : task->forgets, uses));
}

static void gen_body(void *arg);

/* Is its name wanted? Always, unless it is like others: then where somebody joins it. */
static bool gen_is_named(const struct program *p, int t)
{
	for (int i = 0; i < p->n_tasks; i++)
		for (int k = 0; k < p->tasks[i].n; k++) {
			const struct gen_step *s = &p->tasks[i].steps[k];

			if ((s->kind == GEN_JOIN || s->kind == GEN_TAKE_TASK || s->kind == GEN_DETACH) && s->n == t)
				return true;
		}
	return !p->tasks[t].like && !p->tasks[t].like_others;
}

static void gen_start(struct gen_live *live, int t)
{
	struct use uses[GEN_OBJECTS + 1];
	const struct gen_task *task = &live->program->tasks[t];
	struct uses may = task->declared ? gen_uses(live, t, 0, task->forgets, uses) : ANYTHING;
	int as = task->like ? task->like : t;
	struct task *started;

	live->actors[as] = (struct gen_actor){ live, as };
	started = task_go(gen_body, &live->actors[as], may, "t%d", t);
	if (gen_is_named(live->program, t))
		live->tasks[t] = started;
}

#endif
