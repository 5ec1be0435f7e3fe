/*
 * test_explore_fuzz.c - the explorer against brute force, on random programs.
 *
 * Environment: SOAK=1 for many more programs, FROM=n for others, SEED=n CLASS=name for one of them; PART, see part.h.
 */
#include "tests/conf.h"

#include "tests/brute.h"
#include "tests/part.h"
#include "tests/program_make.h"
#include "tests/program_show.h"

/* Programs a class, and runs by brute force a program. */
/* Under sanitizers threads carry every run, and ThreadSanitizer makes a thread cost as much as a thousand fibers. */
enum {
	PER_CLASS = THREAD_SANITIZED ? 3 : SANITIZED ? 5 : 150,
	MOST_RUNS = THREAD_SANITIZED ? 60 : SANITIZED ? 200 : 1500
};
enum { LENT = 12 };                    /* one of so many is searched by several processes, too */
enum { SOAK_PER_CLASS = 5000, SOAK_MOST_RUNS = 20000 };

static bool soak(void)
{
	return getenv("SOAK") && strcmp(getenv("SOAK"), "0") != 0;
}

static long number_in(const char *variable, long otherwise)
{
	return getenv(variable) ? atol(getenv(variable)) : otherwise;
}

struct count {
	long programs, skipped, runs, schedules, pruned, replayed, lent;
	long wrong, found, dead;        /* of the rule for stuck tasks */
};

/* ---- What the explorer says ---- */

/* The search, run by run, for what explore() does not keep: the states at the ends. */
static const char *search_ends(struct ends *ends, const struct program *p)
{
	struct exploration found = { .arena = arena_new() };
	struct world world;
	struct dpor *dpor;
	const char *limit;
	bool more;

	must(world_of(&world, &found, p));
	dpor = dpor_new(&world, 500);
	do {
		const struct move *moves;
		long before = found.schedules;

		more = dpor_run(dpor);
		if (found.schedules != before)
			ends_note(ends, &world, turn_moves(world.run, &moves) == 0);
	} while (more && found.schedules + found.pruned < 1000000);
	limit = more ? "too many runs" : dpor_limit(dpor);
	dpor_free(dpor);
	world_close(&world);
	arena_free(found.arena);
	return limit;
}

static struct exploration *explored(const struct program *p, const struct explore_limits *limits)
{
	static const int none[1];
	struct run_options options = { .pattern = &gen_pattern, .values = none };
	char *error = NULL;

	gen_program = p;
	return explore(&options, limits, NULL, &error);
}

static bool same_finals(const struct numbers *set, const struct exploration *found, int object)
{
	char name[16];

	snprintf(name, sizeof name, "o%d", object);
	for (int i = 0; i < found->n_finals; i++)
		if (!strcmp(found->finals[i].name, name)) {
			struct numbers other = { 0 };
			bool same;

			for (int k = 0; k < found->finals[i].n; k++)
				numbers_add(&other, (uint64_t)found->finals[i].values[k]);
			same = numbers_equal(set, &other) && found->finals[i].n == other.n;
			free(other.list);
			return same;
		}
	return set->n == 0;
}

/* What is different between brute force and the explorer; NULL when nothing is. */
static const char *different_search(const struct ends *all, const struct program *p)
{
	struct ends ends = { .runs = 0 };
	const char *limit = search_ends(&ends, p), *what = limit;

	if (!what && memcmp(all->verdicts, ends.verdicts, sizeof ends.verdicts))
		what = "verdicts";
	if (!what && (all->leaked_least != ends.leaked_least || all->leaked_most != ends.leaked_most))
		what = "leaked";
	if (!what && !numbers_equal(&all->states, &ends.states))
		what = all->states.n > ends.states.n ? "states missing" : "states too many";
	for (int i = 0; !what && i < GEN_OBJECTS; i++)
		if (!numbers_equal(&all->finals[i], &ends.finals[i]))
			what = "finals";
	ends_free(&ends);
	return what;
}

static const char *different_result(const struct ends *all, const struct exploration *found)
{
	if (!found->proved)
		return found->limit;
	for (int v = 0; v < VERDICT_COUNT; v++)
		if (all->verdicts[v] != (found->ends[v] > 0))
			return "verdicts of explore()";
	if (all->leaked_least != found->leaked_least || all->leaked_most != found->leaked_most)
		return "leaked of explore()";
	for (int i = 0; i < GEN_OBJECTS; i++)
		if (!same_finals(&all->finals[i], found, i))
			return "finals of explore()";
	if (!same_breaches(&all->breaches, &found->breaches))
		return "what was done though it was not declared";
	return NULL;
}

/* By schedules alone: several processes find what one finds, and as many schedules. */
static const char *different_together(const struct ends *all, const struct program *p, struct count *count)
{
	struct explore_limits limits = { .by = BY_SCHEDULES, .as_found = true };
	struct exploration *alone = explored(p, &limits), *together;
	const char *what;

	limits.cores = 2 + (int)(p->seed / LENT % 3);
	together = explored(p, &limits);
	what = different_result(all, together);
	if (!what && memcmp(alone->ends, together->ends, sizeof alone->ends))
		what = "how many schedules several processes find";
	count->lent += together->cores > 1;
	exploration_free(alone);
	exploration_free(together);
	return what;
}

/* ---- Bad schedules on real threads ---- */

/* Make the same steps on another carrier. Returns how that ends; VERDICT_INTERRUPTED when a step cannot be made. */
static enum verdict replay(const struct program *p, const struct ending *ending, enum carrier_kind carrier)
{
	static const int none[1];
	struct run_options options = {
		.pattern = &gen_pattern, .values = none, .engine = &turn_engine, .turn = { .carrier = carrier },
	};
	char *error = NULL;
	struct run *run;
	const struct move *moves;
	enum verdict verdict = VERDICT_INTERRUPTED;
	struct world world = { .watched = true };
	int n, leaked;
	long made = 0;

	gen_program = p;
	run = run_new(&options, &error);
	world.run = run;
	world.watch.race = race_new(MAX_EXPLORED_TASKS);
	race_watch_begin(&world.watch, run, MAX_EXPLORED_TASKS);
	run_start(run);
	while ((n = turn_moves(run, &moves)) > 0 && !run_fault(run) && made < ending->n) {
		const struct step *step = &ending->steps[made];
		int i = 0;

		while (i < n && (moves[i].task != step->task || moves[i].index != step->index))
			i++;
		if (i == n)
			break;
		turn_make(run, &moves[i]);
		made++;
	}
	if (made == ending->n && (n == 0 || run_fault(run)))
		verdict = world_verdict(&world, &leaked);
	must(run_stop(run, INT64_MAX / 2));
	run_free(run);
	race_free(world.watch.race);
	return verdict;
}

static const char *different_on_threads(const struct program *p, const struct exploration *found)
{
	for (int v = 0; v < VERDICT_COUNT; v++)
		if (found->bad[v] && replay(p, found->bad[v], CARRIER_THREADS) != (enum verdict)v)
			return "a bad schedule on threads";
	return NULL;
}

/* ---- Comparing ---- */

/* Compare all there is to compare. NULL when all is the same, or the program is too large (then it is counted). */
static const char *differs(const struct program *p, long most, bool on_threads, struct count *count)
{
	static struct brute brute;
	struct ends all = { .runs = 0 };
	struct exploration *found;
	const char *what;

	brute.judge = true;
	count->programs++;
	if (!brute_force(&brute, &all, p, most)) {
		count->skipped++;
		ends_free(&all);
		return NULL;
	}
	count->runs += all.runs;
	count->wrong += brute.wrong;
	count->found += brute.found;
	count->dead += brute.dead;
	what = brute.wrong ? "a task said to be stuck has moved" : different_search(&all, p);
	found = explored(p, NULL);
	count->schedules += found->schedules;
	count->pruned += found->pruned;
	if (!what)
		what = different_result(&all, found);
	if (!what && FIBERS && p->seed % LENT == 0)
		what = different_together(&all, p, count);
	if (!what && on_threads) {
		what = different_on_threads(p, found);
		count->replayed++;
	}
	exploration_free(found);
	ends_free(&all);
	return what;
}

/* Leave out steps as long as the difference stays. */
static void shrink(struct program *p, const char *what, long most)
{
	struct count count = { 0 };

	for (int t = 0; t < p->n_tasks; t++)
		for (int i = 0; i < p->tasks[t].n;) {
			struct program smaller = *p;
			struct gen_task *task = &smaller.tasks[t];
			const char *still;

			memmove(&task->steps[i], &task->steps[i + 1], (size_t)(task->n - i - 1) * sizeof *task->steps);
			task->n--;
			still = differs(&smaller, most, true, &count);
			if (still && !strcmp(still, what)) {
				*p = smaller;
				t = i = 0;
			} else {
				i++;
			}
		}
}

static void complain(struct program *p, const char *what, long most)
{
	fprintf(stderr, "different: %s\n", what);
	gen_print(stderr, p);
	shrink(p, what, most);
	fprintf(stderr, "smaller:\n");
	gen_print(stderr, p);
}

static void print_count(const char *name, const struct count *count)
{
	printf("  %-10s %6ld programs, %3ld %% too large, %9ld runs by brute force, %8ld schedules + %ld pruned, "
	       "%ld on threads, %ld by several, stuck %ld of %ld\n", name, count->programs,
	       100 * count->skipped / (count->programs ? count->programs : 1), count->runs, count->schedules,
	       count->pruned, count->replayed, count->lent, count->found, count->dead);
}

static void compare_class(const struct gen_class *class)
{
	struct count count = { 0 };
	long most = soak() ? SOAK_MOST_RUNS : MOST_RUNS, first = number_in("FROM", 1);
	long programs = part_of_seeds(soak() ? SOAK_PER_CLASS : PER_CLASS, &first);
	int different = 0;

	if (getenv("CLASS") && strcmp(getenv("CLASS"), class->name))
		return;
	first = number_in("SEED", first);
	for (long seed = first; seed < first + (getenv("SEED") ? 1 : programs) && different < 3; seed++) {
		struct program program;
		const char *what;

		gen_make(&program, class, (uint64_t)seed);
		what = differs(&program, most, soak() || seed % 8 == 0, &count);
		if (what) {
			complain(&program, what, most);
			different++;
		}
	}
	print_count(class->name, &count);
	assert_int_equal(different, 0);
	assert_true(SANITIZED || getenv("SEED") || count.skipped * 2 < count.programs);
}

#define CLASS_TEST(number, name) \
	static void test_##name##_as_by_brute_force(void **state) { (void)state; compare_class(&gen_classes[number]); }

CLASS_TEST(0, cells)
CLASS_TEST(1, mutexes)
CLASS_TEST(2, locks)
CLASS_TEST(3, buffered)
CLASS_TEST(4, rendezvous)
CLASS_TEST(5, selects)
CLASS_TEST(6, timers)
CLASS_TEST(7, groups)
CLASS_TEST(8, semaphores)
CLASS_TEST(9, rwlocks)
CLASS_TEST(10, conds)
CLASS_TEST(11, barriers)
CLASS_TEST(12, contexts)
CLASS_TEST(13, tickers)
CLASS_TEST(14, everything)
CLASS_TEST(15, onces)
CLASS_TEST(16, crashes)
CLASS_TEST(17, failures)
CLASS_TEST(18, closes)
CLASS_TEST(19, orders)
CLASS_TEST(20, deadlines)
CLASS_TEST(21, lives)
CLASS_TEST(22, atoms)
CLASS_TEST(23, passing)
CLASS_TEST(24, mixed)
CLASS_TEST(25, anybody)
CLASS_TEST(26, counts)
CLASS_TEST(27, forgets)
CLASS_TEST(28, forgotten)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells_as_by_brute_force), cmocka_unit_test(test_mutexes_as_by_brute_force),
		cmocka_unit_test(test_locks_as_by_brute_force), cmocka_unit_test(test_buffered_as_by_brute_force),
		cmocka_unit_test(test_rendezvous_as_by_brute_force), cmocka_unit_test(test_selects_as_by_brute_force),
		cmocka_unit_test(test_timers_as_by_brute_force), cmocka_unit_test(test_groups_as_by_brute_force),
		cmocka_unit_test(test_semaphores_as_by_brute_force), cmocka_unit_test(test_rwlocks_as_by_brute_force),
		cmocka_unit_test(test_conds_as_by_brute_force), cmocka_unit_test(test_barriers_as_by_brute_force),
		cmocka_unit_test(test_contexts_as_by_brute_force), cmocka_unit_test(test_tickers_as_by_brute_force),
		cmocka_unit_test(test_everything_as_by_brute_force), cmocka_unit_test(test_onces_as_by_brute_force),
		cmocka_unit_test(test_crashes_as_by_brute_force), cmocka_unit_test(test_failures_as_by_brute_force),
		cmocka_unit_test(test_closes_as_by_brute_force), cmocka_unit_test(test_orders_as_by_brute_force),
		cmocka_unit_test(test_deadlines_as_by_brute_force), cmocka_unit_test(test_lives_as_by_brute_force),
		cmocka_unit_test(test_atoms_as_by_brute_force), cmocka_unit_test(test_passing_as_by_brute_force),
		cmocka_unit_test(test_mixed_as_by_brute_force),
		cmocka_unit_test(test_anybody_as_by_brute_force), cmocka_unit_test(test_counts_as_by_brute_force),
		cmocka_unit_test(test_forgets_as_by_brute_force), cmocka_unit_test(test_forgotten_as_by_brute_force),
	};

	return conf_main(tests, sizeof tests / sizeof *tests);
}
