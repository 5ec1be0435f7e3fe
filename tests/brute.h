/*
 * brute.h - every schedule of a generated program, one by one, without any reduction: what the explorer is held against.
 *
 * Depth-first over all moves, the program run again from its start for each. The same structure takes what the explorer
 * found, so that the two can be compared: how runs end, with how many tasks left behind, the values of cells, and the
 * whole state at the end, of objects and of tasks.
 */
#ifndef TESTS_BRUTE_H
#define TESTS_BRUTE_H

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/check/wait_graph.h"
#include "lab/engine/declared.h"
#include "lab/search/dpor.h"
#include "tests/brute_race.h"
#include "tests/program_gen.h"

/* A set of numbers, ascending. */
struct numbers {
	uint64_t *list;
	int       n, room;
};

static void numbers_add(struct numbers *set, uint64_t number)
{
	int low = 0, high = set->n;

	while (low < high) {
		int middle = (low + high) / 2;

		if (set->list[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < set->n && set->list[low] == number)
		return;
	if (set->n == set->room) {
		set->room = 2 * set->room + 16;
		set->list = realloc(set->list, (size_t)set->room * sizeof *set->list);
	}
	memmove(&set->list[low + 1], &set->list[low], (size_t)(set->n - low) * sizeof *set->list);
	set->list[low] = number;
	set->n++;
}

static bool numbers_equal(const struct numbers *a, const struct numbers *b)
{
	return a->n == b->n && (a->n == 0 || !memcmp(a->list, b->list, (size_t)a->n * sizeof *a->list));
}

/* How the runs of a program can end. */
struct ends {
	bool           verdicts[VERDICT_COUNT];
	int            leaked_least, leaked_most;
	long           runs;
	struct numbers states;                  /* hashes of the states in which nothing could move any more */
	struct numbers finals[GEN_OBJECTS];     /* of the cells, where that was no deadlock */
	struct breaches breaches;               /* all that any run has seen */
	struct arena   *arena;                  /* theirs; NULL: there are none */
};

static bool has_breach(const struct breaches *breaches, const struct breach *breach)
{
	for (int i = 0; i < breaches->n; i++)
		if (breach_equal(&breaches->list[i], breach))
			return true;
	return false;
}

static bool same_breaches(const struct breaches *a, const struct breaches *b)
{
	for (int i = 0; i < a->n; i++)
		if (!has_breach(b, &a->list[i]))
			return false;
	return a->n == b->n;
}

static void ends_free(struct ends *ends)
{
	free(ends->states.list);
	for (int i = 0; i < GEN_OBJECTS; i++)
		free(ends->finals[i].list);
	if (ends->arena)
		arena_free(ends->arena);
	*ends = (struct ends){ .runs = 0 };
}

static void note_breaches(struct ends *ends, const struct breaches *breaches)
{
	if (!breaches->n)
		return;
	if (!ends->arena)
		ends->arena = arena_new();
	breaches_add(&ends->breaches, breaches, ends->arena);
}

static void hash_actor(struct hash *hash, int t)
{
	hash_int(hash, gen_live->at[t]);
	hash_int(hash, gen_live->local[t]);
	hash_int(hash, gen_live->tasks[t] ? gen_live->tasks[t]->ended : -1);
}

static int actor_of(const struct task *task)
{
	return task->id == 0 ? 0 : ((struct gen_actor *)task->arg)->task;
}

/* Is every task started by main, in one order? Then ids mean the same in every run. */
static bool ids_are_stable(const struct program *p)
{
	for (int t = 0; t < p->n_tasks; t++)
		if (p->tasks[t].late)
			return false;
	return true;
}

/* The state of the run, by what the program calls things, for ids depend on who comes first. */
static uint64_t brute_state(void)
{
	const struct program *p = gen_live->program;
	struct hash hash;

	hash_begin(&hash);
	for (int t = 0; t < p->n_tasks; t++)
		hash_actor(&hash, t);
	for (int i = 0; i < p->n_objects; i++) {
		const struct object *object = gen_live->objects[i];

		if (object && (ids_are_stable(p) || (p->objects[i].kind != GEN_MUTEX && p->objects[i].kind < GEN_RWLOCK))) {
			object->primitive->digest(object, &hash);
		} else if (object) {
			hash_int(&hash, object->owner ? actor_of(object->owner) : NO_TASK);
			hash_int(&hash, object->occupancy);
		}
	}
	return hash_end(&hash).a;
}

/* The run has ended: note how. `last`: nothing else could have moved. */
static void ends_note(struct ends *ends, const struct world *world, bool last)
{
	int leaked;
	enum verdict verdict = world_verdict(world, &leaked);
	bool first = ends->runs++ == 0;

	ends->verdicts[verdict] = true;
	note_breaches(ends, &world->run->breaches);
	if (first || leaked < ends->leaked_least)
		ends->leaked_least = leaked;
	if (first || leaked > ends->leaked_most)
		ends->leaked_most = leaked;
	if (verdict != VERDICT_PANIC && verdict != VERDICT_BROKEN && verdict != VERDICT_CRASH)
		numbers_add(&ends->states, brute_state());
	for (int i = 0; last && verdict != VERDICT_DEADLOCK && verdict != VERDICT_PANIC && i < GEN_OBJECTS; i++) {
		const struct object *object = gen_live->objects[i];

		if (object && object->primitive->value)
			numbers_add(&ends->finals[i], (uint64_t)object->primitive->value(object));
	}
}

/* ---- Brute force ---- */

enum { BRUTE_DEPTH = 200 };

struct brute_node {
	int      n, next;               /* moves, the next to make */
	uint64_t stuck, blocked;        /* tasks the wait graph says are stuck; all that are blocked */
	uint64_t moved;                 /* tasks that moved in some continuation */
	bool     faulty;                /* some continuation was stopped by a fault */
	int      breached;              /* so often did tasks do what they had not declared, up to here */
	bool     misled;                /* in some continuation they do so: what was said of stuck tasks need not hold */
};

struct brute {
	struct ends      *ends;
	struct world      world;
	struct brute_node nodes[BRUTE_DEPTH];
	int               depth;
	bool              judge;
	struct brute_race race;
	/* of the rule for stuck tasks, while others could still move */
	long              wrong, found, dead;
};

static void brute_judge(struct brute *b, struct brute_node *node)
{
	struct arena *arena = arena_new();
	struct snapshot *snapshot = run_freeze(b->world.run, arena);

	wait_graph_judge(snapshot, false, arena);
	for (int t = 0; t < snapshot->n_tasks; t++) {
		if (snapshot->tasks[t].stuck)
			node->stuck |= (uint64_t)1 << t;
		if (snapshot->tasks[t].state != TASK_ENDED)
			node->blocked |= (uint64_t)1 << t;
	}
	arena_free(arena);
}

static int bits_in(uint64_t set)
{
	int n = 0;

	for (; set; set &= set - 1)
		n++;
	return n;
}

/* All that can follow node `d` has been seen: does what was said there of stuck tasks hold? */
static void brute_leave(struct brute *b, int d)
{
	const struct brute_node *node = &b->nodes[d];

	if (!node->misled)
		b->wrong += bits_in(node->stuck & node->moved);
	if (!node->faulty && !node->misled && node->moved) {
		b->found += bits_in(node->stuck);
		b->dead += bits_in(node->blocked & ~node->moved);
	}
	if (d > 0) {
		b->nodes[d - 1].moved |= node->moved;
		b->nodes[d - 1].faulty |= node->faulty;
	}
}

static void brute_make(struct brute *b, int d, const struct move *moves)
{
	struct brute_node *node = &b->nodes[d];
	struct move move = moves[node->next];

	if (move.task != CLOCK_TASK)
		node->moved |= (uint64_t)1 << move.task;
	if (move.how.partner)
		node->moved |= (uint64_t)1 << move.how.partner->op->task->id;
	turn_make(b->world.run, &move);
}

/* One run: along the nodes so far, and on by first moves to its end. False when it is too long. */
static bool brute_run(struct brute *b)
{
	const struct move *moves;
	int d = 0, n;

	run_again(b->world.run);
	b->world.watched = false;
	brute_race_begin(&b->race, b->world.run);
	for (;; d++) {
		n = turn_moves(b->world.run, &moves);
		if (n == 0 || run_fault(b->world.run))
			break;
		if (d == BRUTE_DEPTH)
			return false;
		if (d == b->depth) {
			b->nodes[d] = (struct brute_node){ .n = n, .breached = run_breaches(b->world.run) };
			if (b->judge)
				brute_judge(b, &b->nodes[d]);
			b->depth++;
		}
		brute_make(b, d, moves);
	}
	if (run_fault(b->world.run) && d > 0)
		b->nodes[d - 1].faulty = true;
	for (int i = 0; i < d; i++)
		b->nodes[i].misled |= run_breaches(b->world.run) > b->nodes[i].breached;
	b->world.raced = brute_race_found(&b->race);
	ends_note(b->ends, &b->world, n == 0);
	return true;
}

/* The deepest node with a move left; false when there is none. */
static bool brute_next(struct brute *b)
{
	while (b->depth > 0 && ++b->nodes[b->depth - 1].next == b->nodes[b->depth - 1].n)
		brute_leave(b, --b->depth);
	return b->depth > 0;
}

static bool world_of(struct world *world, struct exploration *found, const struct program *p)
{
	static const int none[1];
	struct run_options options = {
		.pattern = &gen_pattern, .values = none, .turn = { .any_time = p->any_time, .unbound = p->unbound },
	};
	char *error = NULL;

	gen_program = p;
	return world_open(world, &options, found, &error);
}

/* What `p` can come to, into an empty `ends`. False when more than `most` runs are needed: then it is not known. */
static bool brute_force(struct brute *b, struct ends *ends, const struct program *p, long most)
{
	struct exploration found = { .arena = arena_new() };
	bool complete = true;

	*b = (struct brute){ .ends = ends, .judge = b->judge };
	must(world_of(&b->world, &found, p));
	do
		complete = ends->runs < most && brute_run(b);
	while (complete && brute_next(b));
	world_close(&b->world);
	arena_free(found.arena);
	return complete;
}

#endif
