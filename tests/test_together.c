/*
 * test_together.c - a search that several processes make finds what one finds: ends, final values, and just as many states, or
 * schedules. Each line of patterns/verdicts that is small is searched both ways, by several from the first on.
 * And what happens when some of the processes die, wherever they are.
 *
 * Environment: PART, see part.h.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/lab.h"
#include "lab/search/dpor.h"
#include "lab/search/states.h"
#include "tests/part.h"
#include "tests/sanitized.h"
#include "tests/verdicts.h"

/* EVERY: one line of so many, other ways for others. What is larger than a search's `most` is left out. */
enum { MOST_STEPS = 2000, MOVES_AT_ONCE = 10, EVERY = 2, MOST_KILLED = 12 };

struct way {
	int  cores;
	long from;
	long killed;            /* after so many turns of the one who began it, and again after as many, others die; 0: never */
};

static const struct way ways[] = { { 2, 1, 0 }, { 3, 10, 0 }, { 5, 40, 0 }, { 2, 300, 0 } };

enum { WAYS = sizeof ways / sizeof *ways };

/* What came of a search. */
struct found {
	struct exploration ends;
	long               n;                   /* states, or schedules */
	struct task_set    swapped;
	const char        *limit;
	int                cores, killed;
	bool               watched;             /* for races: then there may be more states */
};

/* ---- Searching ---- */

/* Who was forked is killed, wherever it is, when it is time. */
static void kill_others(struct found *found, struct way way, long turns)
{
	char path[64];
	FILE *file;
	int pid;

	if (!way.killed || found->killed >= MOST_KILLED || turns % way.killed)
		return;
	snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
	file = fopen(path, "r");
	while (file && fscanf(file, "%d", &pid) == 1)
		found->killed += kill((pid_t)pid, SIGKILL) == 0;
	if (file)
		fclose(file);
}

/* Makes `most` moves or runs alone, or all of them in another way. */
typedef void make_search(struct found *, struct world *, struct way, long most);

static void by_states(struct found *found, struct world *world, struct way way, long most)
{
	struct states_options how = { .max_steps = MOST_STEPS, .max_states = MOST_STATES };
	struct states *states = states_new(world, &how);
	long turns = 0;

	while (states_run(states, MOVES_AT_ONCE) && (way.cores || (most -= MOVES_AT_ONCE) > 0)) {
		if (way.cores)
			states_share(states, way.cores, way.from);
		if (states_shared(states))
			kill_others(found, way, ++turns);
	}
	states_settle(states);
	found->limit = most > 0 ? states_limit(states) : "too large";
	found->n = states_count(states);
	found->swapped = *states_swapped(states);
	found->cores = states_cores(states);
	found->watched = world->watched;
	states_free(states);
}

static void by_schedules(struct found *found, struct world *world, struct way way, long most)
{
	struct dpor *dpor = dpor_new(world, MAX_RUN_STEPS);
	long turns = 0;

	while (dpor_run(dpor) && (way.cores || --most > 0)) {
		if (way.cores)
			dpor_share(dpor, way.cores, way.from);
		kill_others(found, way, ++turns);
	}
	dpor_settle(dpor);
	found->limit = most > 0 ? dpor_limit(dpor) : "too large";
	found->n = found->ends.schedules;
	found->cores = dpor_cores(dpor);
	dpor_free(dpor);
}

/* The caller frees the arena of the ends. */
static struct found search_so(make_search *make, const struct turned *turned, struct way way, long most)
{
	struct run_options options = {
		.pattern = turned->pattern, .values = turned->values, .files = turned->files,
	};
	struct found found = { .ends = { .arena = arena_new(), .search = "" } };
	struct world world;
	char *error = NULL;

	if (!world_open(&world, &options, &found.ends, &error))
		wrong_test("run", error);
	make(&found, &world, way, most);
	world_close(&world);
	exploration_settle_finals(&found.ends);
	return found;
}

/* ---- Comparing ---- */

static bool same_finals(const struct exploration *a, const struct exploration *b)
{
	bool same = a->n_finals == b->n_finals;

	for (int i = 0; i < a->n_finals && same; i++)
		for (int k = 0; k < b->n_finals; k++)
			if (!strcmp(a->finals[i].name, b->finals[k].name))
				same = same && a->finals[i].n == b->finals[k].n &&
				       !memcmp(a->finals[i].values, b->finals[k].values, (size_t)a->finals[i].n * sizeof *a->finals[i].values);
	return same;
}

/* What is not the same, or NULL. */
static const char *difference(const struct found *alone, const struct found *together)
{
	const struct exploration *a = &alone->ends, *b = &together->ends;
	bool more = together->watched;

	for (int v = 0; v < VERDICT_COUNT; v++)
		if ((more ? !a->ends[v] != !b->ends[v] : a->ends[v] != b->ends[v]) || !a->bad[v] != !b->bad[v])
			return "how many ends";
	if (together->limit)
		return together->limit;
	if (!more && FEW_STATES && together->n != alone->n)
		return "how many there are";
	if (!task_set_is_same(&alone->swapped, &together->swapped))
		return "who is swapped";
	if (a->leaked_least != b->leaked_least || a->leaked_most != b->leaked_most)
		return "how many are left behind";
	if (a->n_tasks != b->n_tasks || (!more && a->schedules != b->schedules) || !a->good != !b->good)
		return "what the run did";
	return same_finals(a, b) ? NULL : "the final values";
}

/* What is not the same in this way; NULL: nothing, or it is too large. Counts those that several have made, and who was killed. */
static const char *differs_so(make_search *make, const struct turned *turned, struct way way, long most, int *several, int *killed)
{
	struct found alone = search_so(make, turned, (struct way){ 0 }, most), together;
	const char *what = NULL;

	if (!alone.limit) {
		together = search_so(make, turned, way, most);
		*several += together.cores > 1;
		*killed += together.killed;
		what = difference(&alone, &together);
		if (what)
			print_error("%s, alone (%ld) and by %d from %ld on (%ld)\n", what, alone.n, way.cores, way.from, together.n);
		arena_free(together.ends.arena);
	}
	arena_free(alone.ends.arena);
	return what;
}

static void compare_lines(make_search *make, long most)
{
	struct verdicts *all = verdicts_read();
	int wrong = 0, several = 0, killed = 0, lines = 0;

	for (int i = 0; i < all->n; i++) {
		const struct verdict_line *line = &all->lines[i];
		struct turned turned;

		if (line->is_law || line->schedules.why_not || lines++ % EVERY || !in_part(lines / EVERY))
			continue;
		turn(&turned, line->pattern, line->settings);
		if (!differs_so(make, &turned, ways[lines / EVERY % WAYS], most, &several, &killed))
			continue;
		print_error("%s:%d: %s %s\n", VERDICTS_FILE, line->number, line->pattern, line->settings);
		wrong++;
	}
	verdicts_free(all);
	assert_int_equal(wrong, 0);
	assert_true(several > 0);
}

static void test_several_find_as_many_states(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	compare_lines(by_states, 60000);
}

static void test_several_find_as_many_schedules(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	compare_lines(by_schedules, 6000);
}

/* ---- One task, two ways ---- */

static struct {
	struct chan *one, *other;
	struct cell *mark, *seen;
} meeting;

/* By chance it offers its item here or there. */
static void offer(void *arg)
{
	int item = 1;

	(void)arg;
	if (lab_random(2) == 0) {
		chan_send(meeting.one, &item);
	} else {
		chan_send(meeting.other, &item);
		cell_store(meeting.mark, 1);
	}
}

/* Between two looks it loads what may have been stored meanwhile. */
static void look_twice(void *arg)
{
	int item;

	(void)arg;
	select_on(NOW, RECV(meeting.other, &item));
	cell_store(meeting.seen, cell_load(meeting.mark));
	select_on(NOW, RECV(meeting.one, &item));
}

static void take(void *arg)
{
	int item;

	chan_recv(arg, &item);
}

static void meet(const int *p)
{
	(void)p;
	meeting.one   = chan_make(int, 0, "one");
	meeting.other = chan_make(int, 0, "other");
	meeting.mark  = cell_make(0, "mark");
	meeting.seen  = cell_make(0, "seen");
	task_go(offer, NULL, ANYTHING, "offers");
	task_go(look_twice, NULL, ANYTHING, "looks");
	task_go(take, meeting.one, ANYTHING, "takes-one");
	task_go(take, meeting.other, ANYTHING, "takes-other");
	task_join_all();
}

/* What is lent while a task is still to move in another way would miss what that way touches: it waits for the last. */
static void test_all_ways_are_known_before_something_is_lent(void **state)
{
	static const struct pattern pattern = { .name = "meet", .summary = "meet", .file = __FILE__, .run = meet };
	struct turned turned = { .pattern = &pattern };
	int several = 0, killed = 0;

	(void)state;
	if (!FIBERS)
		skip();
	for (int cores = 2; cores <= 4; cores++)
		assert_null(differs_so(by_schedules, &turned, (struct way){ cores, 1, 0 }, 100000, &several, &killed));
	assert_true(several > 0);
}

/* ---- When some die ---- */

/* A large search, which has a bad end that only some schedules come to. Whoever dies, and wherever, the others do its work. */
static void compare_with_deaths(make_search *make, long from, long most)
{
	static const long when[] = { 1, 3, 20, 100 };
	struct turned turned;
	int several = 0, killed = 0;

	turn(&turned, "dining", "order=same-handed seats=4 meals=2");
	for (size_t i = 0; i < sizeof when / sizeof *when; i++) {
		const char *what = differs_so(make, &turned, (struct way){ 4, from, when[i] }, most, &several, &killed);

		if (what)
			print_error("killed after %ld turns\n", when[i]);
		assert_null(what);
	}
	assert_true(several > 0 && killed > 0);
}

static void test_who_dies_is_done_without(void **state)
{
	(void)state;
	if (!FIBERS || access("/proc/self/task", R_OK) != 0)
		skip();
	compare_with_deaths(by_states, 100, 60000);
	compare_with_deaths(by_schedules, 1, 1000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_several_find_as_many_states),
		cmocka_unit_test(test_several_find_as_many_schedules),
		cmocka_unit_test(test_all_ways_are_known_before_something_is_lent),
		cmocka_unit_test(test_who_dies_is_done_without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
