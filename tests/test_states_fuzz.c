/*
 * test_states_fuzz.c - the search by states, and the shortest schedules, against brute force on random programs.
 *
 * Environment: SOAK=1 for many more programs, FROM=n for others, SEED=n CLASS=name for one of them; PART, see part.h.
 * With TWINS=1 those whose tasks are alike, in which states count up to swapping tasks (alike.h), and no others.
 */
#include "tests/conf.h"

#include "lab/search/minimal.h"
#include "lab/search/reorder.h"
#include "lab/search/retrace.h"
#include "lab/search/states.h"
#include "tests/brute.h"
#include "tests/part.h"
#include "tests/program_make.h"
#include "tests/program_show.h"
#include "tests/sanitized.h"
#include "tests/states_tally.h"

enum { BEHIND = 3 };                    /* one of so many is made behind others, too, which takes long */
enum { PER_CLASS = 120, MOST_RUNS = 1500, SOAK_PER_CLASS = 3000, SOAK_MOST_RUNS = 20000 };
/* Where the clock moves as it likes; and of so many programs one is looked at for the rule of stuck tasks, too. */
enum { ANY_PER_CLASS = 100, ANY_MOST_RUNS = 4000, SOAK_ANY_PER_CLASS = 2000, SOAK_ANY_MOST_RUNS = 6000, JUDGED = 4 };

/* The least steps, and switches at so many steps, of schedules with each verdict. */
struct least {
	long n[VERDICT_COUNT];          /* -1: none */
	int  switches[VERDICT_COUNT];
};

/* Of those whose tasks are alike; and of those that go round, too, which are compared with themselves. */
enum { TWINS_PER_CLASS = 70, TWINS_MOST_RUNS = 1500, SOAK_TWINS_PER_CLASS = 3000, LOOPS_PER_CLASS = 30,
       SOAK_LOOPS_PER_CLASS = 1500, LOOPS_MOST_MOVES = 20000 };

static bool soak(void)
{
	return getenv("SOAK") && strcmp(getenv("SOAK"), "0") != 0;
}

/* ---- Brute force, with a look at each schedule ---- */

static void note_length(struct least *shortest, const struct world *world)
{
	const struct step *steps;
	long n = turn_steps(world->run, &steps);
	int switches = 0, leaked, last = NO_TASK;
	enum verdict v = world_verdict(world, &leaked);

	for (long i = 0; i < n; i++)
		if (steps[i].task != CLOCK_TASK) {
			switches += last != NO_TASK && last != steps[i].task;
			last = steps[i].task;
		}
	if (shortest->n[v] >= 0 && (shortest->n[v] < n || (shortest->n[v] == n && shortest->switches[v] <= switches)))
		return;
	shortest->n[v] = n;
	shortest->switches[v] = switches;
}

static bool enumerate(struct ends *ends, struct least *shortest, const struct program *p, long most)
{
	static struct brute brute;
	struct exploration found = { .arena = arena_new() };
	bool complete;

	(void)brute_force;              /* this one looks at each schedule */
	brute = (struct brute){ .ends = ends, .judge = p->any_time && p->seed % JUDGED == 0 };
	for (int v = 0; v < VERDICT_COUNT; v++)
		shortest->n[v] = -1;
	must(world_of(&brute.world, &found, p));
	do {
		complete = ends->runs < most && brute_run(&brute);
		if (complete)
			note_length(shortest, &brute.world);
	} while (complete && brute_next(&brute));
	world_close(&brute.world);
	arena_free(found.arena);
	assert_int_equal(brute.wrong, 0);       /* nobody said to be stuck has moved */
	return complete;
}

/* ---- The search by states ---- */

static long swaps;                      /* searches in which tasks were swapped */
static long shares;                     /* searches that several processes have made */

enum { SHARED = 8 };                    /* one of so many is made so */
enum { AWAKE = 3 };                     /* one of so many is made with all moves, too */

static const char *search_once(struct exploration *found, const struct program *p, struct ends *seen)
{
	struct states_options options = { .max_steps = 1000, .max_states = 1000000 };
	struct states *states;
	struct world world;
	const char *limit;
	bool shared = p->seed % SHARED == 0;

	must(world_of(&world, found, p));
	states = states_new(&world, &options);
	while (states_run(states, shared ? 10 : 1000))
		if (shared)
			states_share(states, 2 + (int)(p->seed / SHARED % 3), 1);
	states_settle(states);
	limit = states_limit(states);
	shares += states_cores(states) > 1;
	swaps += !task_set_is_empty(states_swapped(states));
	note_breaches(seen, &world.run->breaches);
	states_free(states);
	world_close(&world);
	return limit;
}

/*
 * A search that relies on what tasks declare sees whether they do more than that; then one that does not must say what there
 * is.
 */
static const char *search_states(struct exploration *found, const struct program *p, const struct ends *all)
{
	struct program again = *p;
	struct ends seen = { .runs = 0 };
	const char *what = search_once(found, p, &seen);

	if (!what && (seen.breaches.n > 0) != (all->breaches.n > 0))
		what = "whether more is done than declared";
	if (!what && seen.breaches.n) {
		*found = (struct exploration){ .arena = found->arena, .search = found->search };
		again.unbound = true;
		what = search_once(found, &again, &seen);
	}
	if (!what && !same_breaches(&seen.breaches, &all->breaches))
		what = "what is done though it was not declared";
	ends_free(&seen);
	return what;
}

static bool same_finals(const struct numbers *set, const struct exploration *found, int object)
{
	struct numbers other = { 0 };
	char name[16];
	bool same;

	snprintf(name, sizeof name, "o%d", object);
	for (int i = 0; i < found->n_finals; i++)
		for (int k = 0; !strcmp(found->finals[i].name, name) && k < found->finals[i].n; k++)
			numbers_add(&other, (uint64_t)found->finals[i].values[k]);
	same = numbers_equal(set, &other);
	free(other.list);
	return same;
}

static const char *different(const struct ends *all, const struct exploration *found)
{
	for (int v = 0; v < VERDICT_COUNT; v++)
		if (all->verdicts[v] != (found->ends[v] > 0))
			return "verdicts";
	if (all->leaked_least != found->leaked_least || all->leaked_most != found->leaked_most)
		return "leaked";
	for (int i = 0; i < GEN_OBJECTS; i++)
		if (!same_finals(&all->finals[i], found, i))
			return "finals";
	return NULL;
}

/* ---- The shortest schedules ---- */

/* Does the ending lead to its verdict, with as many switches and pre-emptions as it says? */
static bool is_true(const struct program *p, const struct ending *ending)
{
	struct exploration nothing = { .arena = arena_new() };
	struct ending again = *ending;
	struct world world;
	bool good;

	must(world_of(&world, &nothing, p));
	good = retrace_count(&world, &again) && again.switches == ending->switches &&
	       again.preemptions == ending->preemptions;
	world_close(&world);
	arena_free(nothing.arena);
	return good;
}

static const char *different_minimal(const struct least *shortest, const struct exploration *found,
                                     const struct program *p, bool unbound)
{
	static const struct explore_watcher nobody;
	static const int none[1];
	struct run_options options = {
		.pattern = &gen_pattern, .values = none, .turn = { .any_time = p->any_time, .unbound = unbound },
	};

	gen_program = p;
	for (int v = 0; v < VERDICT_COUNT; v++) {
		struct ending *ending = found->bad[v];

		if (!ending)
			continue;
		minimal_find(&options, ending, found->arena, &nobody);
		if (!ending->minimal)
			return "not minimal";
		if (ending->n != shortest->n[v] || (ending->minimal && ending->switches != shortest->switches[v]))
			return "longer than by brute force";
		if (!is_true(p, ending))
			return "a shortest schedule that is none";
	}
	return NULL;
}

/* The same events in another order end as they did, with no more switches. */
static const char *different_reordered(const struct exploration *found, const struct program *p)
{
	const char *what = NULL;

	for (int v = 0; v < VERDICT_COUNT && !what; v++) {
		struct exploration nothing = { .arena = found->arena };
		struct ending ending, before;
		struct world world;

		if (!found->bad[v])
			continue;
		ending = before = *found->bad[v];
		must(world_of(&world, &nothing, p));
		retrace_count(&world, &before);
		reorder(&world, &ending, found->arena);
		if (!retrace_count(&world, &ending) || ending.n != before.n || ending.switches > before.switches)
			what = "reordered for the worse";
		world_close(&world);
	}
	return what;
}

/* ---- With the names of tasks, and up to swapping those that are alike ---- */

/* How both are searched. */
struct way {
	const char *name;
	bool        any_time;
	int         switches, others;   /* so many tasks before them that do nothing */
	bool        awake;              /* nobody sleeps */
};

static const struct way ways[] = {
	{ .name = "round" }, { .name = "any time", .any_time = true }, { .name = "few switches", .switches = 3 },
	{ .name = "behind others", .others = 70 }, { .name = "behind others, any time", .any_time = true, .others = 58 },
	{ .name = "behind others, few switches", .switches = 3, .others = 130 },
};

static bool is_bound(const char *limit)
{
	return !strcmp(limit, "limit of switches");
}

/* False when it takes more moves than that. */
static bool search_so(struct exploration *found, const struct program *p, const struct way *way, bool named, long most)
{
	struct states_options options = {
		.max_steps = 1000, .max_states = 1000000, .max_switches = way->switches, .named = named, .awake = way->awake,
	};
	struct program program = *p;
	struct states *states;
	struct world world;
	bool more = true;

	program.any_time = way->any_time;
	gen_others = way->others;
	must(world_of(&world, found, &program));
	states = states_new(&world, &options);
	for (; most > 0 && more; most -= 1000)
		more = states_run(states, 1000);
	more |= states_limit(states) && !is_bound(states_limit(states));
	swaps += !task_set_is_empty(states_swapped(states));
	found->states = states_count(states);
	states_free(states);
	world_close(&world);
	gen_others = 0;
	return !more;
}

static const char *different_found(const struct exploration *a, const struct exploration *b)
{
	for (int v = 0; v < VERDICT_COUNT; v++)
		if ((a->ends[v] > 0) != (b->ends[v] > 0))
			return "verdicts differ with names";
	if (a->leaked_least != b->leaked_least || a->leaked_most != b->leaked_most)
		return "leaked differ with names";
	if (a->n_finals != b->n_finals)
		return "finals differ with names";
	for (int i = 0; i < a->n_finals; i++)
		if (a->finals[i].n != b->finals[i].n ||
		    memcmp(a->finals[i].values, b->finals[i].values, (size_t)a->finals[i].n * sizeof *a->finals[i].values))
			return "finals differ with names";
	return NULL;
}

/* In how many orders can those be that are alike? 0: not known, for one that starts later may lie elsewhere in each. */
static long orders(const struct program *p)
{
	long n = 1, all = 1;

	for (int t = 1; t < p->n_tasks; t++) {
		if (p->tasks[t].late)
			return 0;
		if (p->tasks[t].like)
			all *= ++n;
	}
	return all;
}

/* Then the others are joined, too, each in a step. */
static bool joins_all(const struct program *p)
{
	for (int t = 0; t < p->n_tasks; t++)
		for (int i = 0; i < p->tasks[t].n; i++)
			if (p->tasks[t].steps[i].kind == GEN_JOIN_ALL)
				return true;
	return false;
}

/* Of what was found `with` names, by as many states; there are no others before the tasks. */
static const char *differs_behind_others(const struct program *p, const struct way *way, const struct exploration *with, long most)
{
	struct exploration plain = { .arena = arena_new(), .search = "states" };
	struct way alone = *way;
	const char *what = "behind others it takes longer";

	alone.others = 0;
	if (search_so(&plain, p, &alone, true, most))
		what = plain.states != with->states && !joins_all(p) ? "behind others there are other states" : different_found(&plain, with);
	arena_free(plain.arena);
	return what;
}

/* Round and round, with every move made. */
static const char *differs_awake_round(const struct program *p, const struct way *way, const struct exploration *with, long most)
{
	struct exploration awake = { .arena = arena_new(), .search = "states" };
	struct way woken = *way;
	const char *what = NULL;

	woken.awake = true;
	if (search_so(&awake, p, &woken, true, 2 * most))
		what = different_found(with, &awake);
	arena_free(awake.arena);
	return what;
}

static const char *differs_in_a_way(const struct program *p, const struct way *way, long most, long *compared)
{
	struct exploration with = { .arena = arena_new(), .search = "states" };
	struct exploration without = { .arena = arena_new(), .search = "states" };
	const char *what = NULL;

	if (search_so(&with, p, way, true, most) && search_so(&without, p, way, false, 2 * most)) {
		++*compared;
		what = different_found(&with, &without);
		if (!what && way->others)
			what = differs_behind_others(p, way, &with, most);
		if (!what && (soak() || p->seed % AWAKE == 0))
			what = differs_awake_round(p, way, &with, most);
	}
	arena_free(with.arena);
	arena_free(without.arena);
	return what;
}

static const char *differs_by_names(const struct program *p, long most, long *compared)
{
	const char *what = NULL;

	for (int i = 0; i < COUNT(ways) && !what; i++) {
		if (ways[i].others && !soak() && p->seed % BEHIND != 0)
			continue;
		what = differs_in_a_way(p, &ways[i], most, &compared[i]);
		if (what)
			fprintf(stderr, "%s: ", ways[i].name);
	}
	return what ? what : tally_states(p, orders(p), p->seed % 2, most / 8);
}

/* ---- Comparing ---- */

static long slept;                      /* programs where fewer moves were made because of that */

/*
 * Do tasks write where others do, and not by their operations, so that the order of those that do not depend on each other matters?
 * Or does one of them go another way through the same function, as who is first at a once does, and leave something on its stack?
 */
static bool leaves_traces(const struct program *p)
{
	for (int i = 0; i < p->n_objects; i++)
		if (p->objects[i].kind == GEN_A_ONCE)
			return true;
	for (int t = 0; t < p->n_tasks; t++)
		for (int i = 0; i < p->tasks[t].n; i++)
			if (p->tasks[t].steps[i].kind == GEN_SHOW)
				return true;
	return false;
}

static bool is_cut(const struct exploration *found)
{
	return found->ends[VERDICT_PANIC] || found->ends[VERDICT_BROKEN] || found->ends[VERDICT_CRASH];
}

/*
 * How many states there are, or -1 where that depends on the order: with races, where a run is cut before all that a single task
 * does alone is done, and where it does what it has not declared. *moves: so many were made.
 */
static long count_states(const struct program *p, bool awake, long *moves)
{
	struct states_options options = { .max_steps = 1000, .max_states = 1000000, .awake = awake };
	struct exploration found = { .arena = arena_new(), .search = "states" };
	struct states *states;
	struct world world;
	long n;

	must(world_of(&world, &found, p));
	states = states_new(&world, &options);
	for (*moves = 1; states_run(states, 1); ++*moves)
		;
	n = world.watched || states_limit(states) || is_cut(&found) || world.run->breaches.n ? -1 : states_count(states);
	states_free(states);
	world_close(&world);
	arena_free(found.arena);
	return n;
}

/* Moves that are not made because their tasks sleep lead to no other states. */
static const char *differs_awake(const struct program *p)
{
	long awake_moves, moves, awake, n;

	if (leaves_traces(p) || (!soak() && p->seed % AWAKE != 0))
		return NULL;
	awake = count_states(p, true, &awake_moves);
	n = count_states(p, false, &moves);
	slept += n >= 0 && moves < awake_moves;
	/* clang leaves more on a stack that no longer matters, by the order of what was done */
	return n > awake || (FEW_STATES && n != awake) ? "other states when nobody sleeps" : NULL;
}

static const char *differs(const struct program *p, long most, long *compared)
{
	struct exploration found = { .arena = arena_new(), .search = "states" };
	struct ends all = { .runs = 0 };
	struct least shortest;
	const char *what = NULL;

	if (enumerate(&all, &shortest, p, most)) {
		++*compared;
		what = search_states(&found, p, &all);
		what = what ? what : different(&all, &found);
		what = what ? what : different_reordered(&found, p);
		what = what ? what : differs_awake(p);
		what = what ? what : different_minimal(&shortest, &found, p, all.breaches.n > 0);
	}
	ends_free(&all);
	arena_free(found.arena);
	return what;
}

static long behind, all_by_names;       /* programs compared behind others, of so many */

/* Enough of them must have been compared, in each of the ways; behind others, where few are, in all classes together. */
static void tell_class(const struct gen_class *class, bool any_time, unsigned more, long programs, const long *compared)
{
	printf("  %-10s %s%s %6ld programs, compared:", class->name, any_time ? "time=any" : "        ",
	       more & GEN_LOOPS ? " by names" : more ? " alike" : "", programs);
	for (int i = 0; i < (more & GEN_LOOPS ? COUNT(ways) : 1); i++) {
		printf(" %6ld", compared[i]);
		behind += ways[i].others ? compared[i] : 0;
		all_by_names += ways[i].others ? programs : 0;
		assert_true(getenv("SEED") || (ways[i].others && !soak()) || compared[i] * 3 > programs);
	}
	printf("\n");
	fflush(stdout);
}

static void compare_class(const struct gen_class *class, bool any_time, unsigned more, long programs, long most)
{
	long first = getenv("FROM") ? atol(getenv("FROM")) : 1, compared[COUNT(ways)] = { 0 };
	int wrong = 0;

	if (getenv("CLASS") && strcmp(getenv("CLASS"), class->name))
		return;
	programs = part_of_seeds(programs, &first);
	if (getenv("SEED")) {
		first = atol(getenv("SEED"));
		programs = 1;
	}
	for (long seed = first; seed < first + programs && wrong < 3; seed++) {
		struct program program;
		const char *what;

		gen_make_with(&program, class, more, (uint64_t)seed);
		program.any_time = any_time;
		what = more & GEN_LOOPS ? differs_by_names(&program, most, compared) : differs(&program, most, compared);
		if (what) {
			fprintf(stderr, "%s, SEED=%ld CLASS=%s%s%s\n", what, seed, class->name, more ? " TWINS=1" : "",
			        any_time ? " time=any" : "");
			gen_print(stderr, &program);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
	tell_class(class, any_time, more, programs, compared);
}

static bool twins_only(void)
{
	return getenv("TWINS") != NULL;
}

static void test_every_class_as_by_brute_force(void **state)
{
	(void)state;
	if (!FIBERS || twins_only())
		skip();
	for (size_t i = 0; i < sizeof gen_classes / sizeof *gen_classes; i++)
		compare_class(&gen_classes[i], false, 0, soak() ? SOAK_PER_CLASS : PER_CLASS,
		              soak() ? SOAK_MOST_RUNS : MOST_RUNS);
}

/* Those that know of time, and for brute force the clock's move is one choice more. */
static void test_time_that_passes_at_any_moment(void **state)
{
	(void)state;
	if (!FIBERS || twins_only())
		skip();
	for (size_t i = 0; i < sizeof gen_classes / sizeof *gen_classes; i++)
		if (gen_classes[i].features & GEN_TIMES)
			compare_class(&gen_classes[i], true, 0, soak() ? SOAK_ANY_PER_CLASS : ANY_PER_CLASS,
			              soak() ? SOAK_ANY_MOST_RUNS : ANY_MOST_RUNS);
}

static void test_tasks_that_are_alike(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	swaps = shares = 0;
	for (size_t i = 0; i < sizeof gen_classes / sizeof *gen_classes; i++)
		compare_class(&gen_classes[i], false, GEN_TWINS, soak() ? SOAK_TWINS_PER_CLASS : TWINS_PER_CLASS,
		              soak() ? SOAK_MOST_RUNS : TWINS_MOST_RUNS);
	assert_true(getenv("SEED") || (swaps > 0 && shares > 0 && slept > 0));
}

static void test_tasks_that_are_alike_and_go_round(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	for (size_t i = 0; i < sizeof gen_classes / sizeof *gen_classes; i++)
		compare_class(&gen_classes[i], false, GEN_TWINS | GEN_LOOPS, soak() ? SOAK_LOOPS_PER_CLASS : LOOPS_PER_CLASS,
		              LOOPS_MOST_MOVES);
	assert_true(getenv("SEED") || getenv("CLASS") || behind * 3 * BEHIND > all_by_names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_class_as_by_brute_force),
		cmocka_unit_test(test_time_that_passes_at_any_moment),
		cmocka_unit_test(test_tasks_that_are_alike),
		cmocka_unit_test(test_tasks_that_are_alike_and_go_round),
	};

	return conf_main(tests, sizeof tests / sizeof *tests);
}
