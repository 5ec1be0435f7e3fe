/*
 * alike_ways.h - a pattern explored in several ways, each up to swapping tasks that are alike and with their names: both must
 * find the same.
 */
#ifndef TESTS_ALIKE_WAYS_H
#define TESTS_ALIKE_WAYS_H

#include "lab/search/explore.h"
#include "lab/search/states.h"
#include "tests/conf.h"

/* Which program of a family; and does it hide addresses? Then a search by states must not be left to itself: see hidden.h. */
static int what;
static bool hides;
static long states_there[2];    /* up to swapping, and by names, when the search was left to itself */

/* Each is made with the names of tasks, too. */
struct way {
	const char           *name;
	bool                  any_time;
	struct explore_limits limits;
};

enum { FIRST_TIMED = 3 };       /* from here on a way may find something else than those before it do */

static const struct way ways[] = {
	{ "by schedules", false, { .by = BY_SCHEDULES, .as_found = true } },
	{ "by states", false, { .by = BY_STATES, .as_found = true } },
	{ "both", false, { .as_found = true } },
	{ "at any time", true, { .as_found = true } },
	{ "by few switches", false, { .switches = 6, .as_found = true } },
	{ "by some switches", false, { .switches = 9, .as_found = true } },
};

/* The caller frees it. */
static struct exploration *search(void (*body)(const int *), const struct way *way, bool named)
{
	static const int none[1];
	struct pattern pattern = { .name = "test", .summary = "a test", .file = __FILE__, .run = body };
	struct run_options options = { .pattern = &pattern, .values = none, .turn = { .any_time = way->any_time } };
	struct explore_limits limits = way->limits;
	struct exploration *found;
	char *error = NULL;

	limits.named = named;
	found = explore(&options, &limits, NULL, &error);
	assert_non_null(found);
	if (!found->proved)
		assert_string_equal(found->limit, "limit of switches");
	return found;
}

/*
 * The search by states left to itself: nobody tries what it rests on. Returns how many states there are. The caller frees
 * found->arena.
 */
static long search_states(struct exploration *found, void (*body)(const int *), bool named)
{
	static const int none[1];
	struct pattern pattern = { .name = "test", .summary = "a test", .file = __FILE__, .run = body };
	struct run_options options = { .pattern = &pattern, .values = none };
	struct states_options how = { .max_steps = 1000, .max_states = 1000000, .named = named };
	struct states *states;
	struct world world;
	char *error = NULL;
	long n;

	*found = (struct exploration){ .arena = arena_new(), .search = "states" };
	assert_true(world_open(&world, &options, found, &error));
	states = states_new(&world, &how);
	while (states_run(states, 1000))
		;
	assert_null(states_limit(states));
	n = states_count(states);
	states_free(states);
	world_close(&world);
	exploration_settle_finals(found);
	return n;
}

static bool is_same(const struct exploration *a, const struct exploration *b)
{
	bool same = a->leaked_least == b->leaked_least && a->leaked_most == b->leaked_most && a->n_finals == b->n_finals;

	for (int v = 0; v < VERDICT_COUNT; v++)
		same = same && (a->ends[v] > 0) == (b->ends[v] > 0);
	return same;
}

static bool same_finals(const struct exploration *a, const struct exploration *b)
{
	for (int i = 0; i < a->n_finals; i++)
		for (int k = 0; k < b->n_finals; k++)
			if (!strcmp(a->finals[i].name, b->finals[k].name) &&
			    (a->finals[i].n != b->finals[k].n ||
			     memcmp(a->finals[i].values, b->finals[k].values, (size_t)a->finals[i].n * sizeof *a->finals[i].values)))
				return false;
	return true;
}

static void print_ends(const struct exploration *found, const char *how, const char *names)
{
	print_error("  %s%s:", how, names);
	for (int v = 0; v < VERDICT_COUNT; v++)
		if (found->ends[v])
			print_error(" %s", verdict_word((enum verdict)v));
	print_error(", %d to %d leaked\n", found->leaked_least, found->leaked_most);
}

static void must_be_same(const struct exploration *a, const struct exploration *b, const char *how, const char *names)
{
	bool same = is_same(a, b) && same_finals(a, b);

	if (!same) {
		print_error("program %d:\n", what);
		print_ends(a, "", "one");
		print_ends(b, how, names);
	}
	assert_true(same);
}

static void must_need_no_help(const struct exploration *all, void (*body)(const int *))
{
	for (int named = 0; named < 2 && !hides; named++) {
		struct exploration found;

		states_there[named] = search_states(&found, body, named);
		must_be_same(all, &found, "by states, left to itself", named ? ", by names" : ", up to swapping");
		arena_free(found.arena);
	}
}

/* ---- Behind many others, who do nothing: what a task is called is no matter ---- */

enum { MANY_OTHERS = 70 };              /* so that a set of all tasks is more than a word */

static void (*behind_others)(const int *);

static void do_nothing(void *arg)
{
	(void)arg;
}

static void go_behind_others(const int *p)
{
	for (int i = 0; i < MANY_OTHERS; i++)
		task_go(do_nothing, (void *)(intptr_t)(i + 1), USES(), "other-%d", i);
	behind_others(p);
}

static void must_be_same_behind_others(const struct exploration *all, void (*body)(const int *))
{
	behind_others = body;
	for (int named = 0; named < 2 && !hides; named++) {
		struct exploration found;
		long n = search_states(&found, go_behind_others, named);

		must_be_same(all, &found, "by states, behind others", named ? ", by names" : ", up to swapping");
		assert_int_equal(n, states_there[named]);
		arena_free(found.arena);
	}
}

/* All searches find these verdicts, a bit for each, and no others. Returns how many tasks were swapped. */
static int comes_to(void (*body)(const int *), int which, unsigned verdicts)
{
	struct exploration *first = NULL;
	struct task_set swapped = { 0 };
	unsigned there = 0;

	what = which;
	for (int i = 0; i < COUNT(ways); i++) {
		struct exploration *with = search(body, &ways[i], true), *without = search(body, &ways[i], false);

		must_be_same(with, without, ways[i].name, ", up to swapping");
		if (first && i < FIRST_TIMED)
			must_be_same(first, with, ways[i].name, ", by names");
		assert_true(task_set_is_empty(&with->alike));
		task_set_unite(&swapped, &without->alike);
		exploration_free(without);
		if (first)
			exploration_free(with);
		else
			first = with;
	}
	must_need_no_help(first, body);
	must_be_same_behind_others(first, body);
	for (int v = 0; v < VERDICT_COUNT; v++)
		there |= (unsigned)(first->ends[v] > 0) << v;
	if (there != verdicts) {
		print_error("program %d:\n", what);
		print_ends(first, ways[0].name, "");
	}
	assert_int_equal(there, verdicts);
	exploration_free(first);
	return task_set_size(&swapped);
}

#define BIT(word) (1u << VERDICT_ ## word)

#endif
