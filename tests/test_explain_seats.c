/* test_explain_seats.c - how many items there are, and how many seats for them. */
#include "tests/explain_text.h"
#include "tests/run_pattern.h"

static void check_seats(struct maker *m, const char *expected, int items, int seats)
{
	struct result result = result_of(m, VERDICT_DEADLOCK);
	struct seats counted;
	struct buf out = { 0 };

	assert_true(explain_seats(&out, &result, &counted));
	assert_string_equal(buf_text(&out), expected);
	assert_int_equal(counted.items, items);
	assert_int_equal(counted.seats, seats);
	buf_free(&out);
	maker_free(m);
}

static void test_seats_of_a_pool(void **state)
{
	struct maker m = make_stuck_pool(2);

	(void)state;
	check_seats(&m, "5 items, 4 seats = 2 workers + 1 jobs + 1 results", 5, 4);
	m = make_stuck_pool(1);
	check_seats(&m, "4 items, 3 seats = 1 worker + 1 jobs + 1 results", 4, 3);
}

/* head -> in -> relay-1 -> middle -> copy -> out, nobody at its end. */
static void test_seats_of_a_chain(void **state)
{
	struct maker m = maker_new();
	int in, middle, out, head, relay, copy;

	(void)state;
	add_task(&m, "main");
	in = add_channel(&m, "in", 0, 0);
	middle = add_channel(&m, "middle", 3, 3);
	out = add_channel(&m, "out", 2, 2);
	copy = add_task(&m, "copy");
	relay = add_task(&m, "relay-1");
	head = add_task(&m, "head");
	add_use(&m, head, in, SEND);
	add_use(&m, relay, in, RECV);
	add_use(&m, relay, middle, SEND);
	add_use(&m, copy, middle, RECV);
	add_use(&m, copy, out, SEND);
	add_sender(&m, copy, out, "x.c:1");
	add_sender(&m, relay, middle, "x.c:2");
	add_sender(&m, head, in, "x.c:3");
	check_seats(&m, "8 items, 7 seats = 1 relay + 1 copy + 3 middle + 2 out", 8, 7);
}

static void test_seats_of_several_senders(void **state)
{
	struct maker m = maker_new();
	int merged, task;

	(void)state;
	add_task(&m, "main");
	merged = add_channel(&m, "merged", 2, 2);
	for (int i = 0; i < 3; i++) {
		task = add_task(&m, "source-%d", i);
		add_use(&m, task, merged, SEND);
		add_sender(&m, task, merged, "x.c:1");
	}
	check_seats(&m, "5 items, 2 seats = 2 places in merged", 5, 2);
}

/* Three stages in a ring, each holding a token, one token more in each belt. */
static void test_seats_of_a_ring(void **state)
{
	struct maker m = maker_new();
	int belts[3], task;

	(void)state;
	add_task(&m, "main");
	for (int i = 0; i < 3; i++)
		belts[i] = add_channel(&m, (const char *[]){ "a", "b", "c" }[i], 1, 1);
	for (int i = 0; i < 3; i++) {
		task = add_task(&m, "stage-%d", i);
		add_use(&m, task, belts[i], RECV);
		add_use(&m, task, belts[(i + 1) % 3], SEND);
		add_sender(&m, task, belts[(i + 1) % 3], "x.c:1");
	}
	check_seats(&m, "6 items, 5 seats = 2 stages + 1 b + 1 c + 1 a", 6, 5);
}

static void test_no_seats_without_a_sender(void **state)
{
	struct maker m = make_lock_ring(2);
	struct result result = result_of(&m, VERDICT_DEADLOCK);
	struct buf out = { 0 };
	struct seats seats;

	(void)state;
	assert_false(explain_seats(&out, &result, &seats));
	assert_int_equal(out.length, 0);
	buf_free(&out);
	maker_free(&m);
}

/* However the threads are scheduled, a pattern that is stuck is stuck in the same place. */
static void test_seats_on_real_threads(void **state)
{
	const struct {
		const char *pattern, *settings, *seats;
	} rows[] = {
		{ "worker-pool", "feed=main workers=2 buffer=1 results=1 jobs=9",
		  "5 items, 4 seats = 2 workers + 1 jobs + 1 results" },
		{ "worker-pool", "feed=main workers=1 jobs=2", "2 items, 1 seat = 1 worker" },
		{ "worker-pool", "wait-first=on", "4 items, 3 seats = 3 workers" },
		{ "channel", "mode=self cap=0", "1 item, 0 seats" },
		{ "channel", "mode=self cap=2 sends=3", "3 items, 2 seats = 2 places in values" },
		{ "generator", "take=2 done=off", "1 item, 0 seats" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct result *result = run_pattern(rows[i].pattern, rows[i].settings);
		struct buf out = { 0 };
		struct seats seats;

		assert_true(explain_seats(&out, result, &seats));
		assert_string_equal(buf_text(&out), rows[i].seats);
		buf_free(&out);
		result_free(result);
	}
}

static void test_a_report_of_real_threads(void **state)
{
	struct result *result = run_pattern("worker-pool", "take=2 workers=4");
	char *text = explain(result, 100, true);

	(void)state;
	check_has(text, "main has finished and left 5 tasks behind that can never move again");
	check_has(text, "worker-0 .. worker-3 (4 tasks) wait to send to results (0/0), at worker_pool.c:");
	check_has(text, "    nobody: only main could receive from results, and it has ended\n");
	check_has(text, "feeder waits to send to jobs (0/0), at worker_pool.c:");
	check_has(text, "    worker-0 .. worker-3 (4 tasks) could receive from jobs, but they wait to send to results\n");
	check_has(text, "seats: 5 items, 4 seats = 4 workers\n");
	free(text);
	result_free(result);
}

/* main waits where nobody sends: no seat would help those who send to it. */
static void test_no_seats_where_they_are_not_the_cause(void **state)
{
	struct result *result = run_pattern("select", "operand=on");
	struct buf out = { 0 };
	struct seats seats;

	(void)state;
	assert_int_equal(result->verdict, VERDICT_DEADLOCK);
	assert_false(explain_seats(&out, result, &seats));
	buf_free(&out);
	result_free(result);
}

static void test_several_objects_share_a_verb(void **state)
{
	struct result *result = run_pattern("or-channel", "fire=0 channels=4");
	char *text = explain(result, 100, true);

	(void)state;
	check_has(text, "or-1 waits to receive from signal-1, any-2 or any-0, at or_channel.c:");
	free(text);
	result_free(result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seats_of_a_pool),
		cmocka_unit_test(test_seats_of_a_chain),
		cmocka_unit_test(test_seats_of_several_senders),
		cmocka_unit_test(test_seats_of_a_ring),
		cmocka_unit_test(test_no_seats_without_a_sender),
		cmocka_unit_test(test_seats_on_real_threads),
		cmocka_unit_test(test_a_report_of_real_threads),
		cmocka_unit_test(test_no_seats_where_they_are_not_the_cause),
		cmocka_unit_test(test_several_objects_share_a_verb),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
