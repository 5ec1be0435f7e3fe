/*
 * test_challenge.c - a run is broken by stepping, and its steps are held against the shortest schedule; faults that chance
 * misses; and what was done best is kept.
 */
#include "cmd/session/best.h"
#include "cmd/quiz/challenge.h"
#include "lab/trace/schedule.h"
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/json_read.h"
#include "tests/kept_folder.h"
#include "tests/sanitized.h"

/* A session so wide that no sentence is broken. */
static void open_wide(struct capture *c)
{
	capture_open(c);
	c->session->look.width = 400;
}

/* Where tasks are no fibers no schedule is proved to be the shortest, and no livelock is found. */
static void skip_without_fibers(void)
{
	if (SANITIZED)
		skip();
}

/* ---- Breaking ---- */

static void test_steps_are_held_against_the_shortest(void **state)
{
	struct capture c;

	(void)state;
	skip_without_fibers();
	open_wide(&c);
	assert_int_equal(say(&c, "set seed=3"), STATUS_OK);     /* lays no way out: this one is the person's */
	assert_int_equal(say(&c, "challenge lock-order order=opposite hold=0 loops=2"), STATUS_OK);
	check_has(c.text, "challenge: bring lock-order order=opposite loops=2 hold=0 to a bad end (deadlock)");
	check_has(c.text, "lock-order, step 0, ");
	check_lacks(c.text, "Your best");
	for (int i = 0; i < 8; i++)                     /* the first of task-1's two transfers, alone */
		assert_int_equal(say(&c, "t2"), STATUS_OK);
	say(&c, "t1");
	assert_int_equal(say(&c, "t2"), STATUS_FINDING);
	check_has(c.text, "challenge: deadlock after 10 steps; the shortest schedule there is that ends so has 2.");
	check_has(c.text, "Your best so far.");
	check_has(kept(), "challenge deadlock lock-order order=opposite loops=2 hold=0 : steps=10 of=2\n");
	say(&c, "trace");                               /* the end is told once */
	check_lacks(c.text, "challenge:");
	say(&c, "goto 0");
	say(&c, "t1");
	say(&c, "t1");
	say(&c, "back");                                /* what is taken back does not count */
	assert_int_equal(say(&c, "t2"), STATUS_FINDING);
	check_has(c.text, "challenge: deadlock after 2 steps: there is no shorter way, that is proved. Your best so far.");
	assert_string_equal(kept(), "challenge deadlock lock-order order=opposite loops=2 hold=0 : steps=2 of=2\n");
	capture_close(&c);
}

/* Where a way that ends well, or is too long, has left the shortest one is said: by whose step, or by which order of two. */
static void test_what_happened_instead_is_said(void **state)
{
	struct capture c;

	(void)state;
	skip_without_fibers();
	open_wide(&c);
	say(&c, "challenge dining order=same-handed seats=3");
	say(&c, "t1");
	say(&c, "t1");
	assert_int_equal(say(&c, "step 100"), STATUS_OK);
	check_has(c.text, "At step 2 philosopher-0 went further: lock fork-1. In the shortest schedule that ends in deadlock it makes "
	          "only 1 step. `goto 1` goes back to before that");
	say(&c, "goto 1");
	say(&c, "t2");
	say(&c, "t3");
	check_has(c.text, "deadlock after 3 steps: there is no shorter way");
	check_lacks(c.text, "went further");
	say(&c, "challenge wait-group add-where=inside tasks=1 add=1 done=1");
	say(&c, "t1");
	say(&c, "step 100");
	check_has(c.text, "At step 1 task-0 went further: add group. In the shortest schedule that ends in broken it makes no "
	          "step. `back` ");
	capture_close(&c);
}

/* An object has all that the text says. */
static void test_the_object_has_what_the_text_has(void **state)
{
	struct arena *arena;
	const struct json_node *object;
	struct capture c;

	(void)state;
	skip_without_fibers();
	arena = arena_new();
	keep("challenge deadlock dining seats=3 order=same-handed : steps=9 of=3\n");
	open_wide(&c);
	c.session->json = true;
	say(&c, "challenge dining order=same-handed seats=3");
	object = json_read(strstr(c.text, "{\"v\":1,\"command\":\"challenge\",\"run\""), arena, NULL);
	assert_string_equal(json_member(object, "goal")->text, "deadlock");
	assert_int_equal(json_member(object, "best_steps")->number, 9);
	say(&c, "t1");
	say(&c, "t1");
	say(&c, "step 100");
	object = json_read(strstr(c.text, "{\"v\":1,\"command\":\"challenge\",\"run\""), arena, NULL);
	assert_string_equal(json_member(object, "outcome")->text, "ok");
	assert_string_equal(json_member(object, "goal")->text, "deadlock");
	assert_int_equal(json_member(object, "broken")->number, 0);
	check_has(json_member(object, "why")->text, "At step 2 philosopher-0 went further: lock fork-1.");
	assert_int_equal(json_member(object, "goto")->number, 1);
	say(&c, "goto 1");
	say(&c, "t2");
	say(&c, "t3");
	object = json_read(strstr(c.text, "{\"v\":1,\"command\":\"challenge\",\"run\""), arena, NULL);
	assert_int_equal(json_member(object, "broken")->number, 1);
	assert_null(json_member(object, "why")->text);
	say(&c, "challenge ring-buffer pop=blocking cap=2 items=3 miss=100");
	object = json_read(c.text, arena, NULL);
	assert_int_equal(json_member(json_member(object, "first_bad"), "seed")->number, 28);
	assert_string_equal(json_member(json_member(object, "first_bad"), "verdict")->text, "deadlock");
	assert_true(json_member(object, "steps")->number > 0);
	capture_close(&c);
	arena_free(arena);
}

static void test_help_is_about_the_challenge(void **state)
{
	struct capture c;

	(void)state;
	open_wide(&c);
	say(&c, "challenge dining order=same-handed seats=2");
	assert_int_equal(say(&c, "help"), STATUS_OK);
	check_has(c.text, "This is a challenge: bring dining seats=2 order=same-handed to a bad end (deadlock)");
	check_lacks(c.text, "export");
	say(&c, "step quit");
	assert_int_equal(say(&c, "help"), STATUS_OK);
	check_has(c.text, "export");
	capture_close(&c);
}

/* Nor is a worse end kept, and one that is well is none. */
static void test_only_what_is_better_is_kept(void **state)
{
	struct capture c;

	(void)state;
	skip_without_fibers();
	keep("lesson 1 at=1\nchallenge deadlock dining seats=2 order=same-handed : steps=2 of=2\n");
	open_wide(&c);
	say(&c, "challenge dining order=same-handed seats=2");
	check_has(c.text, "Your best: 2 steps.");
	say(&c, "t1");
	say(&c, "step 100");
	check_has(c.text, "deadlock after 2 steps: there is no shorter way, that is proved.");
	check_lacks(c.text, "Your best so far");
	say(&c, "goto 1");
	for (int i = 0; i < 4; i++)
		say(&c, "t1");
	say(&c, "continue");
	check_has(c.text, "challenge: ok after ");
	check_has(c.text, "it ended well, that is no break");
	assert_string_equal(kept(), "lesson 1 at=1\nchallenge deadlock dining seats=2 order=same-handed : steps=2 of=2\n");
	capture_close(&c);
}

/* The shortest schedule of `explore`, step for step, is as short as can be. */
static void go_the_shortest_way(struct capture *c, const char *run)
{
	struct arena *arena = arena_new();
	const struct json_node *shortest;
	struct step *steps;
	char line[256], *error = NULL;
	long n;

	snprintf(line, sizeof line, "explore %s seconds=0", run);
	c->session->json = true;
	say(c, line);
	shortest = json_member(json_read(c->text, arena, NULL), "shortest");
	steps = schedule_parse(json_member(shortest, "schedule")->text, &n, &error);
	assert_int_equal(n, json_member(shortest, "steps")->number);
	snprintf(line, sizeof line, "challenge %s", run);
	assert_int_equal(say(c, line), STATUS_OK);
	for (long i = 0; i < n; i++) {
		snprintf(line, sizeof line, "step t%d %d", (int)steps[i].task, (int)steps[i].index + 1);
		say(c, line);
		assert_int_equal(strstr(c->text, "\"command\":\"challenge\"") != NULL, i + 1 == n);
	}
	shortest = json_read(strstr(c->text, "{\"v\":1,\"command\":\"challenge\""), arena, NULL);
	assert_int_equal(json_member(shortest, "steps")->number, n);
	assert_int_equal(json_member(shortest, "shortest")->number, n);
	assert_int_equal(json_member(shortest, "best")->number, 1);
	assert_string_not_equal(json_member(shortest, "outcome")->text, "ok");
	c->session->json = false;
	free(steps);
	arena_free(arena);
}

static void test_the_shortest_way_is_the_shortest(void **state)
{
	static const char *const runs[] = {
		"dining order=same-handed seats=3", "rwlock depth=2 hold=0", "smokers variant=naive gap=0", "barrier parties=4",
		"worker-pool feed=main workers=2 jobs=4", "lost-wakeup test=outside pause=0", "generator take=2 done=off",
		"mutex lock=none tasks=2 loops=1"
	};
	struct capture c;

	(void)state;
	open_wide(&c);
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
		go_the_shortest_way(&c, runs[i]);
	capture_close(&c);
}

static void test_it_leaves_with_its_run(void **state)
{
	struct capture c;

	(void)state;
	open_wide(&c);
	say(&c, "challenge dining order=same-handed seats=2");
	assert_non_null(guest_state(c.session, &challenge_guest));
	say(&c, "step dining seats=4");
	assert_null(guest_state(c.session, &challenge_guest));
	say(&c, "challenge dining order=same-handed seats=2");
	say(&c, "challenge dining order=same-handed seats=3");
	assert_non_null(guest_state(c.session, &challenge_guest));
	say(&c, "step quit");
	assert_null(guest_state(c.session, &challenge_guest));
	say(&c, "challenge dining order=same-handed seats=2");
	assert_true(guest_leave_one(c.session));        /* as ^D does, after which no line is told to anybody */
	assert_null(guest_state(c.session, &challenge_guest));
	capture_close(&c);
}

static void test_what_cannot_be_broken_is_said(void **state)
{
	static const struct { const char *line, *said; } lines[] = {
		{ "challenge mutex", "it is proved that mutex always ends well; `patterns mutex`" },
		{ "challenge ring start=send", "ends badly before anybody has moved" },
		{ "challenge polite back-off=none tries=0", "only by going round for ever" },
		{ "challenge mutxe", "mutex" },
		{ "challenge mutex miss=x", "miss must be a number" },
	};
	struct capture c;

	(void)state;
	skip_without_fibers();
	open_wide(&c);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_int_equal(say(&c, lines[i].line), STATUS_USAGE);
		check_has(c.text, lines[i].said);
		assert_null(guest_state(c.session, &challenge_guest));
	}
	capture_close(&c);
}

/* ---- What chance misses ---- */

/* `stress` makes the same runs. */
static void hold_against_stress(struct capture *c, const char *run)
{
	struct arena *arena = arena_new();
	const struct json_node *mine, *stress;
	char line[256];

	c->session->json = true;
	snprintf(line, sizeof line, "challenge %s miss=100", run);
	say(c, line);
	mine = json_read(c->text, arena, NULL);
	snprintf(line, sizeof line, "stress %s n=100", run);
	say(c, line);
	stress = json_read(c->text, arena, NULL);
	assert_int_equal(json_member(mine, "runs")->number, 100);
	assert_int_equal(json_member(mine, "saw")->number, json_member(json_member(stress, "outcomes"), "deadlock")->number);
	assert_int_equal(json_member(mine, "missed")->number,
	                 json_member(json_member(stress, "first_bad"), "seed")->number - 1);
	assert_string_equal(json_member(mine, "fault")->text, "deadlock");
	arena_free(arena);
}

static void test_chance_is_that_of_stress(void **state)
{
	struct capture c;

	(void)state;
	open_wide(&c);
	hold_against_stress(&c, "ring-buffer pop=blocking cap=2 items=3");
	hold_against_stress(&c, "rwlock depth=2 hold=0");       /* where the first of them sees it */
	capture_close(&c);
}

static void test_a_fault_is_hidden_from_chance(void **state)
{
	struct capture c;

	(void)state;
	open_wide(&c);
	assert_int_equal(say(&c, "challenge ring-buffer pop=blocking cap=2 items=3 miss=100"), STATUS_OK);
	check_has(c.text, "Chance found it, too");
	check_has(kept(), "challenge miss ring-buffer cap=2 items=3 pop=blocking : steps=27 of=100\n");
	assert_int_equal(say(&c, "challenge ring-buffer pop=blocking cap=4 items=5 miss=100"), STATUS_OK);
	check_has(c.text, "none saw a bad end.");
	check_has(c.text, "Chance has missed it.");
	check_has(kept(), " : steps=100 of=100\n");
	say(&c, "challenge ring-buffer pop=blocking cap=2 items=3 miss=5");      /* fewer in a row: no better */
	check_has(kept(), "cap=2 items=3 pop=blocking : steps=27 of=100\n");
	say(&c, "challenge mutex miss=20");
	check_has(c.text, "There is none to miss: it is proved that it always ends well.");
	check_lacks(kept(), "mutex");
	capture_close(&c);
}

/* ---- The table ---- */

static void test_the_best_stand_in_a_table(void **state)
{
	struct arena *arena = arena_new();
	const struct json_node *best;
	struct capture c;

	(void)state;
	open_wide(&c);
	assert_int_equal(say(&c, "challenge"), STATUS_OK);
	check_has(c.text, "No challenge has been met yet.");
	keep("challenge deadlock dining seats=3 : steps=7 of=3\nquiz level=1 asked=1 right=1 row=0\n"
	     "challenge miss ./a.c N=1 : steps=40 of=100\nchallenge broken mutex lock=none : steps=9 of=9\n");
	say(&c, "challenge");
	check_has(c.text, "  deadlock in 7 steps  shortest 3      dining seats=3\n");
	check_has(c.text, "  missed by 40 runs    of 100          ./a.c N=1\n");
	check_has(c.text, "  broken in 9 steps    no shorter way  mutex lock=none\n");
	c.session->json = true;
	say(&c, "challenge");
	best = json_item(json_member(json_read(c.text, arena, NULL), "best"), 1);
	assert_string_equal(json_member(best, "run")->text, "./a.c N=1");
	assert_int_equal(json_member(best, "steps")->number, 40);
	capture_close(&c);
	arena_free(arena);
}

static void test_keys_that_begin_alike_are_two(void **state)
{
	(void)state;
	assert_true(best_keep("deadlock", "dining seats=3", 9, 3));
	assert_true(best_keep("deadlock", "dining seats=3 order=same-handed", 8, 3));
	assert_true(best_keep("deadlock", "dining seats=3", 7, 3));
	assert_false(best_keep("deadlock", "dining seats=3", 7, 3));
	assert_true(best_keep("miss", "dining seats=3", 7, 100));
	assert_false(best_keep("miss", "dining seats=3", 6, 100));
	assert_true(best_keep("miss", "dining seats=3", 8, 100));
	assert_string_equal(kept(), "challenge deadlock dining seats=3 order=same-handed : steps=8 of=3\n"
	                    "challenge deadlock dining seats=3 : steps=7 of=3\n"
	                    "challenge miss dining seats=3 : steps=8 of=100\n");
}

static void test_what_is_damaged_is_not_written_over(void **state)
{
	static const char *const damaged[] = {
		"challenge\n", "challenge deadlock dining seats=3 steps=7 of=3\n", "challenge deadlock dining : steps=x of=3\n",
		"challenge deadlock : steps=7 of=3\n", "challenge deadlock dining : steps=7 of=3 and more\n",
		"challenge deadlock dining : steps=-7 of=3\n"
	};
	struct capture c;

	(void)state;
	open_wide(&c);
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
		keep(damaged[i]);
		assert_int_equal(say(&c, "challenge"), STATUS_USAGE);
		check_has(c.text, "is damaged; take it out: challenge");
		assert_false(best_keep("deadlock", "mutex", 1, 1));
		assert_string_equal(kept(), damaged[i]);
	}
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_steps_are_held_against_the_shortest, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_happened_instead_is_said, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_the_object_has_what_the_text_has, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_help_is_about_the_challenge, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_only_what_is_better_is_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_the_shortest_way_is_the_shortest, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_it_leaves_with_its_run, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_cannot_be_broken_is_said, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_chance_is_that_of_stress, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_fault_is_hidden_from_chance, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_the_best_stand_in_a_table, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_keys_that_begin_alike_are_two, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_is_damaged_is_not_written_over, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
