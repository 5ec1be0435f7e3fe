/*
 * minimal.c - see minimal.h; breadth first, a level a step, over pairs of a state and the task that moved last.
 *
 * Invariants
 *   nodes[level .. n_nodes-1] are those of the present level and the one in the making; a node of the latter is the
 *   cheapest way found so far to its pair, and final when the level before has been worked off.
 *   A node is reached by running again from the start: only its last step is kept, and where it came from.
 */
#include "lab/search/minimal.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/checkpoint.h"
#include "lab/engine/fiber.h"
#include "lab/search/reorder.h"
#include "lab/search/retrace.h"
#include "lab/search/state.h"
#include "lab/search/state_set.h"
#include "lab/search/tidy.h"

enum {
	MOST_NODES = 60000, RESERVE = 256 * 1024, LOOK_EVERY = 64,
	MOST_LOOKS = 1000000000,        /* at tasks, on the ways to nodes: who could move? */
	TIDY_STEPS = FIBERS ? 300000 : 3000,            /* made to simplify what is too large for that */
	MANY_MOVES = 16                 /* so many are worth a look at who is the same in every way */
};

struct cost {
	int switches, preemptions;
};

struct node {
	long        parent;             /* -1 for the first */
	struct step step;
	int         last;               /* whose turn it was; NO_TASK for the first */
	struct cost cost;
};

struct quest {
	struct world                  world;
	struct run                   *run;
	enum verdict                  wanted;
	bool                          cut;              /* what is wanted is a race, whatever comes after it */
	const struct explore_watcher *watcher;
	struct node                  *nodes;
	long                          n_nodes, room;
	long                          level, next_level;      /* where they begin */
	struct state_look            *look;
	struct state_set              set;
	struct checkpoint             here;
	struct race_image             known;            /* there */
	long                          looks;
	struct step                  *path;
	struct node                   goal;             /* the cheapest so far; parent -2: none */
};

static bool cheaper(struct cost a, struct cost b)
{
	return a.switches != b.switches ? a.switches < b.switches : a.preemptions < b.preemptions;
}

static void add_node(struct quest *q, const struct node *node)
{
	if (q->n_nodes == q->room) {
		q->room = q->room ? 2 * q->room : 1024;
		q->nodes = realloc(q->nodes, (size_t)q->room * sizeof *q->nodes);
		if (!q->nodes)
			panic("out of memory");
	}
	q->nodes[q->n_nodes++] = *node;
}

/* The steps that lead to a node, which has so many. */
static void trace_path(struct quest *q, long at, long depth)
{
	for (; depth > 0; at = q->nodes[at].parent)
		q->path[--depth] = q->nodes[at].step;
}

static void hash_view(struct hash *hash, struct race_view view)
{
	hash_int(hash, view.over);
	hash_bytes(hash, view.words, view.n * sizeof *view.words);
}

/* The move of `node` has been made. */
static void arrive(struct quest *q, struct node *node)
{
	const struct move *moves;
	int n = turn_moves(q->run, &moves), leaked;
	struct hash hash;
	int64_t number;
	bool added;

	if (q->cut ? race_found(q->world.watch.race) != NULL : world_is_over(&q->world, n)) {
		if ((q->cut || world_verdict(&q->world, &leaked) == q->wanted) &&
		    (q->goal.parent < -1 || cheaper(node->cost, q->goal.cost)))
			q->goal = *node;
		return;
	}
	hash_begin(&hash);
	state_hash(q->look, &hash, q->run, node->last);
	if (q->world.watched)
		hash_view(&hash, race_view(q->world.watch.race, q->run, state_places(q->look)));
	number = *state_set_put(&q->set, hash_end(&hash), q->n_nodes, &added);
	if (added)
		add_node(q, node);
	else if (number >= q->next_level && cheaper(node->cost, q->nodes[number].cost))
		q->nodes[number] = *node;
}

static struct node child(const struct quest *q, long at, const struct move *move)
{
	const struct node *node = &q->nodes[at];
	int last = node->last, now = turn_after(last, move->task);

	return (struct node){
		.parent = at, .step = { move->task, move->index }, .last = now,
		.cost = { node->cost.switches + (last != NO_TASK && last != now),
		          node->cost.preemptions + retrace_preempts(q->run, last, move) },
	};
}

/* Is it known of all tasks whether they race, and can that be kept, where it matters? */
static bool fits(const struct quest *q)
{
	const struct race *race = q->world.watch.race;

	return !q->world.watched || (!race_over(race) && race_fits(race));
}

static void go_back(struct quest *q)
{
	checkpoint_return(&q->here, q->run);
	if (q->world.watched)
		race_return(q->world.watch.race, &q->known);
}

/*
 * Leave out those by a task that is in every way as one before it: they lead to the same. Races are about more than that. Returns
 * how many are left.
 */
static int leave_out_doubles(const struct quest *q, long at, struct move *moves, int n)
{
	const int *twins = state_twins(q->look);
	struct hash hash;
	int kept = 0;

	if (q->world.watched || n < MANY_MOVES || q->run->n_tasks > MOST_IN_TASK_SET)
		return n;
	hash_begin(&hash);
	state_hash(q->look, &hash, q->run, q->nodes[at].last);
	hash_end(&hash);
	for (int i = 0; i < n; i++)
		if (moves[i].task == CLOCK_TASK || moves[i].how.partner || twins[moves[i].task] == moves[i].task)
			moves[kept++] = moves[i];
	return kept;
}

/* Every move from a node at this depth. False when that cannot be done. */
static bool expand(struct quest *q, long at, long depth)
{
	const struct move *moves;
	struct move *kept;
	struct node *children;
	int n;

	q->looks += (depth + 1) * q->run->n_tasks;
	trace_path(q, at, depth);
	if (!retrace(&q->world, q->path, depth))
		return false;
	n = turn_moves(q->run, &moves);
	if (n == 0 || !fits(q) || !checkpoint_take(&q->here, q->run))
		return n == 0;
	if (q->world.watched)
		race_keep(q->world.watch.race, &q->known);
	kept = calloc((size_t)n, sizeof *kept);
	children = calloc((size_t)n, sizeof *children);
	must(kept && children);
	memcpy(kept, moves, (size_t)n * sizeof *kept);
	n = leave_out_doubles(q, at, kept, n);
	for (int i = 0; i < n; i++)
		children[i] = child(q, at, &kept[i]);
	for (int i = 0; i < n; i++) {
		if (i > 0)
			go_back(q);
		turn_make(q->run, &kept[i]);
		arrive(q, &children[i]);
	}
	free(kept);
	free(children);
	return arena_image_size(q->run->arena) > 0 && fits(q);
}

static bool expand_level(struct quest *q, long depth)
{
	for (long at = q->level; at < q->next_level; at++) {
		if (q->n_nodes > MOST_NODES || q->looks > MOST_LOOKS || !expand(q, at, depth))
			return false;
		if (at % LOOK_EVERY == 0 && q->watcher->interrupted && q->watcher->interrupted(q->watcher->context))
			return false;
	}
	return true;
}

/* Is there a way to the verdict in at most `most` steps? Then it is in q->goal. */
static bool search(struct quest *q, long most)
{
	add_node(q, &(struct node){ .parent = -1, .last = NO_TASK });
	for (long depth = 0; depth < most && q->goal.parent < -1; depth++) {
		q->next_level = q->n_nodes;
		if (q->next_level == q->level || !expand_level(q, depth))
			return false;
		q->level = q->next_level;
	}
	return q->goal.parent >= -1;
}

static long depth_of(const struct quest *q)
{
	long depth = 1;

	for (long at = q->goal.parent; q->nodes[at].parent >= 0; at = q->nodes[at].parent)
		depth++;
	return depth;
}

static void take(struct quest *q, struct ending *ending, struct arena *arena)
{
	long depth = depth_of(q);

	trace_path(q, q->goal.parent, depth - 1);
	q->path[depth - 1] = q->goal.step;
	ending->n = depth;
	ending->steps = arena_alloc(arena, (size_t)depth * sizeof *ending->steps);
	memcpy(ending->steps, q->path, (size_t)depth * sizeof *ending->steps);
	ending->switches = q->goal.cost.switches;
	ending->preemptions = q->goal.cost.preemptions;
	ending->minimal = true;
}

/* Others are where a run was cut. */
static bool is_end(enum verdict verdict)
{
	return verdict != VERDICT_LIVELOCK && verdict != VERDICT_STALLED;
}

/* Of all tasks there are where it ends so it is to be known whether they race. */
static void watch_all(struct quest *q, const struct ending *ending)
{
	if (!q->world.watched || !retrace(&q->world, ending->steps, ending->n))
		return;
	while (q->world.racers < q->run->n_tasks && q->world.racers < RACE_MOST_VIEWED)
		q->world.racers *= 2;
}

static bool search_possible(const struct quest *q)
{
	return is_end(q->wanted) && checkpoint_possible(q->run);
}

/* What is too large for the fewest of all: the fewest of the same events, and then what trying makes of it. */
static void simplify(struct quest *q, struct ending *ending, struct arena *arena)
{
	reorder(&q->world, ending, arena);
	tidy(&q->world, ending, TIDY_STEPS, arena, q->watcher);
}

void minimal_find(const struct run_options *options, struct ending *ending, struct arena *arena,
                  const struct explore_watcher *watcher)
{
	struct exploration nothing = { .arena = arena };
	struct quest q = { .wanted = ending->verdict, .cut = ending->cut, .watcher = watcher, .goal.parent = -2 };
	char *error = NULL;
	bool found;

	ending->minimal = ending->n == 0;
	if (ending->n == 0 || !world_open(&q.world, options, &nothing, &error)) {
		free(error);
		return;
	}
	q.run = q.world.run;
	q.run->reserve = RESERVE;
	q.look = state_look_new(true);
	q.path = calloc((size_t)ending->n, sizeof *q.path);
	must(q.path);
	/* what a race hides, too */
	q.world.watched = q.wanted == VERDICT_RACE || q.wanted == VERDICT_UNDECLARED || run_memory(q.run) == MEMORY_RACES;
	watch_all(&q, ending);
	found = search_possible(&q) && search(&q, ending->n);
	q.world.watched = true;
	if (found)
		take(&q, ending, arena);
	else if (is_end(ending->verdict) && !ending->cut)
		simplify(&q, ending, arena);
	else
		retrace_count(&q.world, ending);
	free(q.path);
	free(q.nodes);
	state_set_free(&q.set);
	state_look_free(q.look);
	checkpoint_free(&q.here);
	race_image_free(&q.known);
	world_close(&q.world);
}

void minimal_count(const struct run_options *options, struct ending *ending)
{
	struct exploration nothing = { .arena = NULL };
	struct world world;
	char *error = NULL;

	if (world_open(&world, options, &nothing, &error)) {
		retrace_count(&world, ending);
		world_close(&world);
	}
	free(error);
}
