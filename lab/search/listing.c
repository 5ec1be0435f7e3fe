/* listing.c - see listing.h. */
#include "lab/search/listing.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/search/tale.h"

/* Runs, the pruned ones included, that are made to list schedules, or at least to count them. */
enum { MOST_RUNS = 20000 };

struct listing {
	const struct run_options     *options;
	const struct explore_limits  *limits;
	const struct explore_watcher *watcher;
	struct schedule_tree         *tree;
};

/* ---- Searching ---- */

static void note_extent(struct schedule_tree *tree, const struct exploration *found)
{
	tree->schedules = strcmp(found->search, "sampled") ? found->schedules : 0;
	tree->limit = found->limit ? arena_text(tree->texts, found->limit) : NULL;
	tree->settled = found->proved;
}

/* Can it be searched by schedules? */
static bool is_listed(const struct listing *listing)
{
	return !listing->options->turn.any_time && !listing->limits->switches;
}

/* By schedules. False with `*error` when the run cannot be made. */
static bool list_every(const struct listing *listing, char **error)
{
	struct explore_limits limits = *listing->limits;
	struct exploration *found;

	limits.listed = listing->tree;
	limits.as_found = true;
	limits.ns /= 4;                 /* the rest is for the outcomes, where these are too many */
	if (limits.schedules == 0 || limits.schedules > MOST_RUNS)
		limits.schedules = MOST_RUNS;
	found = explore(listing->options, &limits, listing->watcher, error);
	if (!found)
		return false;
	note_extent(listing->tree, found);
	exploration_free(found);
	return true;
}

static const struct ending *ending_of(const struct exploration *found, int verdict)
{
	return verdict == VERDICT_OK ? found->good : found->bad[verdict];
}

static void take_outcomes(struct schedule_tree *tree, const struct exploration *found)
{
	tree_clear(tree);
	tree->extent = TREE_OUTCOMES;
	for (int i = 0; i < VERDICT_COUNT; i++) {
		const struct ending *ending = ending_of(found, i);

		if (ending && !tree_add(tree, ending->steps, ending->n, ending->verdict))
			tree->settled = false;
	}
}

/* Is an outcome known for which the tree has no leaf? */
static bool lacks_outcome(const struct schedule_tree *tree, const struct exploration *found)
{
	bool has[VERDICT_COUNT] = { false };

	for (int i = 0; i < tree->n_leaves; i++)
		has[tree->leaves[i].verdict] = true;
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (ending_of(found, i) && !has[i] && (!tree->wanted || tree->wanted >> i & 1))
			return true;
	return false;
}

/* What the other searches know, too: a tree that is not whole is left only when it has all outcomes. */
static bool list_outcomes(const struct listing *listing, char **error)
{
	struct schedule_tree *tree = listing->tree;
	struct exploration *found = explore(listing->options, listing->limits, listing->watcher, error);

	if (!found)
		return false;
	tree->settled = found->proved;
	if (tree->extent == TREE_OUTCOMES || lacks_outcome(tree, found))
		take_outcomes(tree, found);
	exploration_free(found);
	return true;
}

/* ---- Telling ---- */

static const char *kept(struct schedule_tree *tree, const char *text)
{
	return text ? arena_text(tree->texts, text) : NULL;
}

/* `told` NULL: the run did not come so far again. */
static void tell_node(struct schedule_tree *tree, struct tree_node *node, const struct tale *tale,
                      const struct told_step *told)
{
	if (node->who)
		return;
	if (!told) {
		node->who = node->what = "?";
		node->operation = node->here = "";
		return;
	}
	node->who = kept(tree, tale_who(tale, told->task));
	node->what = kept(tree, told->what);
	node->operation = kept(tree, told->operation);
	node->object = kept(tree, told->object);
	node->with = told->partner != NO_TASK ? kept(tree, tale_who(tale, told->partner)) : NULL;
	node->here = kept(tree, told->here);
}

static void tell_leaf(struct schedule_tree *tree, struct tree_leaf *leaf, const struct tale *tale)
{
	const struct told_step *last = tale->n > 0 ? &tale->steps[tale->n - 1] : NULL;
	int node = tree->nodes[leaf->node].parent;

	for (long i = leaf->steps; i-- > 0; node = tree->nodes[node].parent)
		tell_node(tree, &tree->nodes[node], tale, i < tale->n ? &tale->steps[i] : NULL);
	if (last && last->fault && tale->n == leaf->steps)
		leaf->why = arena_printf(tree->texts, "%s: %s", tale_who(tale, last->task), last->fault);
}

static bool tell(const struct listing *listing, char **error)
{
	struct schedule_tree *tree = listing->tree;
	bool told = true;

	for (int i = 0; i < tree->n_leaves && told; i++) {
		struct step *steps = malloc((size_t)tree->leaves[i].steps * sizeof *steps + 1);
		struct arena *arena = arena_new();
		struct tale *tale;

		must(steps);
		tree_schedule(tree, i, steps);
		tale = tale_tell(listing->options, steps, tree->leaves[i].steps, arena, error);
		told = tale != NULL;
		if (told)
			tell_leaf(tree, &tree->leaves[i], tale);
		arena_free(arena);
		free(steps);
	}
	return told;
}

static bool make(const struct listing *listing, char **error)
{
	struct schedule_tree *tree = listing->tree;

	if (!is_listed(listing)) {
		tree->extent = TREE_OUTCOMES;
		tree->limit = "the search goes by states";
	} else if (!list_every(listing, error)) {
		return false;
	}
	if ((tree->extent == TREE_OUTCOMES || tree->limit) && !list_outcomes(listing, error))
		return false;
	return tell(listing, error);
}

struct schedule_tree *listing_make(const struct run_options *options, const struct explore_limits *limits, unsigned wanted,
                                   const struct explore_watcher *watcher, char **error)
{
	static const struct explore_limits no_limits;
	struct listing listing = { options, limits ? limits : &no_limits, watcher, tree_new() };

	listing.tree->wanted = wanted;
	if (make(&listing, error))
		return listing.tree;
	tree_free(listing.tree);
	return NULL;
}
