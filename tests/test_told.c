/* test_told.c - what the lab says about runs whose course is given, by a schedule or a seed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/run_pattern.h"

#include "cmd/step/step_screen.h"
#include "lab/engine/fiber.h"
#include "lab/engine/turn.h"
#include "lab/lab.h"
#include "lab/search/stepper.h"
#include "lab/search/tale.h"
#include "lab/search/world.h"
#include "lab/trace/claim.h"
#include "lab/trace/snap_text.h"
#include "lab/view/view.h"

/* ---- What made a wait hopeless ---- */

static void test_a_signal_that_nobody_heard(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->look.width = 200;
	say(&c, "run lost-wakeup test=outside pause=0 schedule=\"1 2x4 1x3\" log=0; explain");
	check_has(c.text, "    signaller signalled it when nobody waited, at lost_wakeup.c:");
	check_has(c.text, ", after waiter had looked at ready, at lost_wakeup.c:");
	check_has(c.text, ": a condition variable does not remember that\n");
	say(&c, "trace");
	check_has(c.text, "signal cond: heard by nobody");
	say(&c, "trace task=signaller");
	check_has(c.text, "signal cond: heard by nobody");
	c.session->look.width = 80;
	say(&c, "trace");
	check_has(c.text, "signal cond: lost");
	c.session->json = true;
	say(&c, "trace task=signaller");
	check_has(c.text, "\"event\":\"signal\",\"object\":\"cond\",\"heard\":false");
	capture_close(&c);
}

/* A broadcast before the waiter looked is not what it waits for; nor is one that somebody heard. */
static void test_a_signal_in_vain_that_is_not_the_cause(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->look.width = 200;
	say(&c, "run bounded-buffer wake=broadcast seed=1; trace");
	check_has(c.text, "broadcast not-empty: heard by nobody");
	check_has(c.text, "broadcast not-empty ");
	if (!FIBERS) {          /* on threads that search takes minutes */
		capture_close(&c);
		skip();
	}
	say(&c, "explore bounded-buffer producers=2 consumers=1 cap=1 items=2 condvars=one; explain");
	check_has(c.text, "waits to get woken by ");
	check_lacks(c.text, "when nobody waited");
	capture_close(&c);
}

/* One signal, and it wakes one who cannot use it: that is told, and not an earlier signal that nobody needed. */
/* Which of the two producers signals, and which one hears it, is the same but for their names. */
static void test_a_signal_that_the_wrong_one_heard(void **state)
{
	static const char signals[] = "    the last signal, from producer-", woke[] = ", woke producer-";
	const char *signal, *heard;
	struct capture c;

	(void)state;
	if (!FIBERS)            /* on threads that search takes minutes */
		skip();
	capture_open(&c);
	c.session->look.width = 200;
	say(&c, "explore bounded-buffer producers=2 consumers=1 cap=1 items=2 condvars=one; explain");
	check_has(c.text, signals);
	signal = strstr(c.text, signals) + strlen(signals);
	check_has(signal, woke);
	heard = strstr(signal, woke) + strlen(woke);
	assert_true((*signal == '0' && *heard == '1') || (*signal == '1' && *heard == '0'));
	check_has(signal + 1, ", at bounded_buffer.c:");
	check_has(heard + 1, ", which could not go on and waits again, at bounded_buffer.c:");
	check_lacks(c.text, "when nobody waited");
	capture_close(&c);
}

static void test_a_count_that_is_too_high(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run wait-group tasks=1 add=2 done=1 log=0; explain");
	check_has(c.text, "    2 were added, only 1 was done\n    nobody: only task-0 could add to or count down group");
	check_lacks(c.text, "waits for itself");
	say(&c, "graph waits");
	check_lacks(c.text, "waits for itself");
	say(&c, "run wait-group tasks=2 add=1 done=0 log=0; explain");
	check_has(c.text, "    1 was added, none was done\n");
	say(&c, "run channel mode=self log=0; explain");
	check_has(c.text, "main waits for itself:");
	say(&c, "explore bounded-buffer condvars=one producers=2 consumers=2 cap=1 items=1 log=0; explain; graph waits");
	check_lacks(c.text, "waits for itself");
	check_has(c.text, "wait for a signal from changed that only they could give");
	capture_close(&c);
}

/* ---- What was claimed ---- */

static void compare(int64_t found, const char *operator, int64_t claimed)
{
	if (!strcmp(operator, "=="))
		lab_compare(found, ==, claimed, "it holds");
	else if (!strcmp(operator, "!="))
		lab_compare(found, !=, claimed, "it holds");
	else if (!strcmp(operator, "<"))
		lab_compare(found, <, claimed, "it holds");
	else if (!strcmp(operator, "<="))
		lab_compare(found, <=, claimed, "it holds");
	else if (!strcmp(operator, ">"))
		lab_compare(found, >, claimed, "it holds");
	else
		lab_compare(found, >=, claimed, "it holds");
}

static const char *const operators[] = { "==", "!=", "<", "<=", ">", ">=" };

enum { OPERATOR, FOUND };

/* One claim: `found`, compared with 5. */
static void claim_one(const int *p)
{
	compare(p[FOUND], operators[p[OPERATOR]], 5);
}

static const struct pattern claims = {
	.name = "claims", .run = claim_one,
	.settings = { [OPERATOR] = NUMBER("operator", 0, 0, 5, ""), [FOUND] = NUMBER("found", 0, 0, 9, "") },
};

/* The message of a run, or "" where the claim held. */
static void check_claim(int operator, int found, const char *message)
{
	struct turned turned = { .pattern = &claims, .values = { [OPERATOR] = operator, [FOUND] = found } };
	struct result *result = run_turned(&turned, false);

	assert_string_equal(result->message ? result->message : "", message);
	result_free(result);
}

static void test_a_claim_tells_both_numbers(void **state)
{
	(void)state;
	check_claim(0, 5, "");
	check_claim(0, 3, "it holds: 3 where 5 is claimed");
	check_claim(1, 4, "");
	check_claim(1, 5, "it holds: 5 where another than 5 is claimed");
	check_claim(2, 4, "");
	check_claim(2, 5, "it holds: 5 where less than 5 is claimed");
	check_claim(3, 5, "");
	check_claim(3, 6, "it holds: 6 where at most 5 is claimed");
	check_claim(4, 6, "");
	check_claim(4, 5, "it holds: 5 where more than 5 is claimed");
	check_claim(5, 5, "");
	check_claim(5, 4, "it holds: 4 where at least 5 is claimed");
}

static void check_words(const char *message, const char *words)
{
	struct buf out = { 0 };

	claim_words(&out, message);
	assert_string_equal(buf_text(&out), words);
	buf_free(&out);
}

/* Nobody reads that it holds. */
static void test_a_false_claim_is_not_told_as_if_it_held(void **state)
{
	(void)state;
	check_words("no update is lost: 1 where 2 is claimed", "\"no update is lost\", but it came to 1 instead of 2");
	check_words("in time: all: 3 where at most 2 is claimed", "\"in time: all\", but it came to 3 instead of at most 2");
	check_words("nobody is where two are", "\"nobody is where two are\"");
	check_words("", "\"\"");
	check_words("assert(n > 5)", "assert(n > 5)");
}

/* ---- A schedule, step by step ---- */

static void test_a_schedule_is_told_once(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "explore lost-wakeup test=outside pause=0");
	check_lacks(c.text, " | ");
	check_has(c.text, "\n  2  signaller  lock lock                           lost_wakeup.c:");
	check_has(c.text, "\n     waiter     blocks on lock (held by signaller)\n  3  signaller  ");
	check_has(c.text, "signal cond (heard by nobody)");
	check_has(c.text, "\n     waiter     blocks on cond\n");
	say(&c, "explore mutex lock=none loops=1");
	check_has(c.text, "\n  main: broken claim: \"no update is lost\", but it came to 1 instead of 2\n");
	say(&c, "explore sleeping-barber variant=check-then-sleep customers=3 schedules=300");
	check_has(c.text, "      customer-1..2  block on lock (held by customer-0)\n");
	capture_close(&c);
}

/* What counts is how it ends: the middle is left out. */
static void test_a_long_schedule_is_told_to_its_end(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "explore mutex lock=none loops=16 schedules=100");
	check_has(c.text, "\n  50   ");
	check_has(c.text, "\n  ...          7 more steps\n  58   ");
	check_has(c.text, "\n  67   main    load counter (");
	check_has(c.text, "\n  main: broken claim: \"no update is lost\", but it came to ");
	capture_close(&c);
}

/* ---- Objects that are handed over ---- */

static void hand_over(const int *p)
{
	struct chan *streams = chan_make(struct chan *, 2, "streams"), *inner = chan_make(int, 0, "inner");
	struct chan *locks = chan_make(struct mutex *, 1, "locks"), *got;
	struct mutex *lock = mutex_make(MUTEX_NORMAL, "lock");

	(void)p;
	chan_send(streams, &inner);
	chan_recv(streams, &got);
	got = NULL;
	chan_send(streams, &got);
	chan_send(locks, &lock);
	lab_check(false, "this is reached");
}

static const struct pattern handing = { .name = "handing", .run = hand_over };

static void check_log(const struct result *result, int width, const char *const parts[])
{
	struct look look = { .width = width, .ascii = true };
	struct buf text = { 0 };

	view_log(&text, &result->trace, 0, result->trace.n_events, NULL, &look);
	for (int i = 0; parts[i]; i++)
		check_has(buf_text(&text), parts[i]);
	buf_free(&text);
}

static void test_a_channel_over_a_channel_has_its_name(void **state)
{
	struct turned turned = { .pattern = &handing };
	struct result *result = run_turned(&turned, false);

	(void)state;
	check_log(result, 120, (const char *const[]){
		"send inner -> streams 1/2", "receive inner <- streams 0/2", "send nil -> streams 1/2",
		"send lock -> locks 1/1", NULL });
	check_log(result, 40, (const char *const[]){
		"inner -> streams", "inner <- streams", "nil -> streams", "lock -> locks", NULL });
	result_free(result);
}

static void test_a_schedule_names_what_is_handed_over(void **state)
{
	struct run_options options = { .pattern = &handing, .engine = &turn_engine };
	const struct step steps[] = { { 0, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 } };
	struct arena *arena = arena_new();
	char *error = NULL;
	struct tale *tale = tale_tell(&options, steps, 4, arena, &error);

	(void)state;
	assert_non_null(tale);
	assert_int_equal(tale->n, 4);
	assert_string_equal(tale->steps[0].what, "send streams (inner)");
	assert_string_equal(tale->steps[2].what, "send streams (nil)");
	assert_string_equal(tale->steps[3].what, "send locks (lock)");
	arena_free(arena);
}

static void test_a_step_names_what_is_handed_over(void **state)
{
	struct run_options options = { .pattern = &handing };
	char *error = NULL;
	struct stepper *stepper = stepper_new(&options, &error);
	struct buf text = { 0 };
	struct json json = { .out = &text };

	(void)state;
	assert_non_null(stepper);
	step_deed(&text, stepper_look(stepper), 0);
	check_has(buf_text(&text), "send inner to streams 0/2");
	buf_clear(&text);
	json_object(&json, NULL);
	step_json(&json, stepper_look(stepper));
	json_end_object(&json);
	check_has(buf_text(&text), "\"value_name\":\"inner\"");
	buf_free(&text);
	stepper_free(stepper);
}

/* ---- Searches that find nothing bad ---- */

static void test_a_search_without_a_bad_end_is_explained(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->look.width = 200;
	assert_int_equal(say(&c, "explain"), STATUS_USAGE);
	check_has(c.text, "nothing has run yet");
	say(&c, "explore dining seats=3; explain");
	check_has(c.text, "There is nothing to explain: it is proved that dining seats=3 ends well, whichever of its tasks "
	          "moves when (all 6 inequivalent schedules; computation takes no time).\n"
	          "try: explore dining seats=3 outcome=ok, patterns dining\n");
	assert_int_equal(say(&c, "trace last=1"), STATUS_OK);   /* of one that ends well */
	check_has(c.text, "end");
	say(&c, "explore dining seats=3 outcome=ok log=0; explain");
	check_lacks(c.text, "There is nothing to explain");
	say(&c, "explore dining seats=3; run channel mode=self log=0");
	say(&c, "explain");             /* the run is newer */
	check_has(c.text, "main waits for itself");
	say(&c, "explore dining seats=3");
	say(&c, "explain");             /* and now the search is */
	check_has(c.text, "dining seats=3 ends well");
	capture_close(&c);
}

static void test_a_bounded_search_says_how_much_it_saw(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->look.width = 200;
	say(&c, "explore dining schedules=3");
	check_has(c.text, "BOUNDED: no bad end among 3 schedules, for dining: longest 25 steps, ");
	check_has(c.text, "  ok  so far  3 schedules\n");
	say(&c, "explain");
	check_has(c.text, "nothing is proved: explore found no bad end of dining among 3 schedules.\n");
	say(&c, "explore tasks tasks=100 schedules=5");
	check_has(c.text, "SAMPLED: no bad end among 5 schedules, for tasks tasks=100: ");
	capture_close(&c);
}

/* What one of two searches has found and the other has not is counted, so the sum of all ends is what was looked at. */
static void test_two_searches_are_one_count(void **state)
{
	struct arena *arena = arena_new();
	struct exploration into = { .arena = arena, .search = "dpor", .schedules = 0 };
	struct exploration from = { .arena = arena, .search = "states", .schedules = 61 };

	(void)state;
	from.ends[VERDICT_OK] = 61;
	exploration_add(&into, &from);
	assert_int_equal(into.schedules, 61);
	assert_int_equal(into.ends[VERDICT_OK], 61);
	from.ends[VERDICT_OK] = 70;
	from.ends[VERDICT_LEAK] = 2;
	exploration_add(&into, &from);
	assert_int_equal(into.schedules, 63);
	assert_int_equal(into.ends[VERDICT_OK], 61);
	assert_int_equal(into.ends[VERDICT_LEAK], 2);
	into.schedules = 40;
	exploration_take_over(&into, &from);    /* its ends are those of states */
	assert_int_equal(into.schedules, 40);
	assert_int_equal(into.ends[VERDICT_OK], 70);
	arena_free(arena);
}

/* ---- Locks ---- */

static void test_locks_that_are_held_and_those_that_are_free(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run dining seats=5 seed=1 log=0");
	say(&c, "graph locks");
	assert_string_equal(c.text, "free: fork-0..4\n");
	say(&c, "run rwlock upgrade=naive readers=1 writers=0 prefer=reader seed=1 log=0");
	say(&c, "graph locks");
	check_has(c.text, "lock    rwlock  read by reader-0  reader-0 to write-lock\n");
	check_lacks(c.text, "free");
	say(&c, "run callback variant=under-lock seed=1 log=0");
	say(&c, "graph locks");
	check_lacks(c.text, "free");
	say(&c, "run lock-order order=opposite hold=20 seed=1 log=0");
	say(&c, "graph locks");
	check_has(c.text, "account-0  mutex  held by task-");
	say(&c, "run worker-pool seed=1 log=0; graph locks");
	check_has(c.text, "that run had no locks");
	capture_close(&c);
}

static bool is_told_as(enum event_kind event, const char *words)
{
	struct buf text = { 0 };
	char *told;
	bool same;

	deed_words(&text, event, "x");
	told = buf_take(&text);
	same = !strcmp(told, words);
	free(told);
	return same;
}

static void test_a_verb_has_its_infinitive(void **state)
{
	(void)state;
	assert_true(is_told_as(EV_CHAN_SEND, "send to x"));
	assert_true(is_told_as(EV_DETACH, "detach x"));
	assert_true(is_told_as(EV_ONCE_DONE, "finish x"));
	assert_true(is_told_as(EV_BARRIER_PASS, "pass x"));
	assert_true(is_told_as(EV_COND_PASSED, "pass on a signal of x"));
	assert_true(is_told_as(EV_CELL_STORE, "store x"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_signal_that_nobody_heard),
		cmocka_unit_test(test_a_signal_in_vain_that_is_not_the_cause),
		cmocka_unit_test(test_a_signal_that_the_wrong_one_heard),
		cmocka_unit_test(test_a_count_that_is_too_high),
		cmocka_unit_test(test_a_claim_tells_both_numbers),
		cmocka_unit_test(test_a_false_claim_is_not_told_as_if_it_held),
		cmocka_unit_test(test_a_channel_over_a_channel_has_its_name),
		cmocka_unit_test(test_a_schedule_names_what_is_handed_over),
		cmocka_unit_test(test_a_step_names_what_is_handed_over),
		cmocka_unit_test(test_a_search_without_a_bad_end_is_explained),
		cmocka_unit_test(test_a_bounded_search_says_how_much_it_saw),
		cmocka_unit_test(test_two_searches_are_one_count),
		cmocka_unit_test(test_locks_that_are_held_and_those_that_are_free),
		cmocka_unit_test(test_a_schedule_is_told_once),
		cmocka_unit_test(test_a_long_schedule_is_told_to_its_end),
		cmocka_unit_test(test_a_verb_has_its_infinitive),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
