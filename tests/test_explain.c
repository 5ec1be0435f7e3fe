/* test_explain.c - findings in a learner's words, and the seats. */
#include "tests/check_text.h"
#include "tests/make_snapshot.h"
#include "tests/run_pattern.h"

#include "lab/explain/explain.h"

static void run(const int *p)
{
	(void)p;
}

static const struct pattern pool = {
	.name = "worker-pool", .run = run,
	.settings = {
		{ .name = "workers", .standard = 3, .min = 1, .max = 64, .help = "" },
		{ .name = "jobs", .standard = 9, .max = 1000, .help = "" },
		{ .name = "feed", .max = 1, .help = "", .words = { "task", "main" } },
		{ .name = "close", .max = 1, .help = "", .words = { "on", "off" } },
		{ .name = "input", .max = 1, .help = "", .is_file = 1 },
	},
};

static struct result result_of(struct maker *m, enum verdict verdict)
{
	struct result result = {
		.arena = m->arena, .pattern = &pool, .engine = "free", .verdict = verdict, .certain = true,
		.culprit = NO_TASK, .object = NO_OBJECT, .snapshot = &m->snapshot,
	};

	for (int i = 0; i < MAX_SETTINGS; i++)
		result.values[i] = pool.settings[i].standard;
	return result;
}

static char *explain(const struct result *result, int width, bool ascii)
{
	struct buf out = { 0 };

	explain_result(&out, result, width, ascii);
	check_drawing(buf_text(&out), width, ascii);
	return buf_take(&out);
}

static void check(const struct result *result, const char *expected)
{
	char *text = explain(result, 80, true);

	assert_string_equal(text, expected);
	free(text);
}

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

/* ---- The report ---- */

static void test_a_stuck_pool(void **state)
{
	struct maker m = make_stuck_pool(2);
	struct result result = result_of(&m, VERDICT_DEADLOCK);

	(void)state;
	check(&result,
	      "None of the 3 tasks that are left can ever move again.\n"
	      "\n"
	      "main waits to send to jobs (1/1 full), at worker_pool.c:41\n"
	      "    worker-0 and worker-1 could receive from jobs, but they wait to send to\n"
	      "      results\n"
	      "worker-0 and worker-1 wait to send to results (1/1 full), at worker_pool.c:57\n"
	      "    main could receive from results, but it waits to send to jobs\n"
	      "\n"
	      "seats: 5 items, 4 seats = 2 workers + 1 jobs + 1 results\n"
	      "    Every item under way needs a seat: a place in a channel, or the hand of a\n"
	      "      task that passes it on. All 4 are taken, and main still holds one more.\n"
	      "\n"
	      "the cycle:\n"
	      "  main --send--> jobs 1/1 --received by--> worker-0\n"
	      "    ^                                          |\n"
	      "    +--received by-- results 1/1 <--send-------+\n");
	maker_free(&m);
}

static void test_families_share_a_line(void **state)
{
	struct maker m = make_stuck_pool(64);
	struct result result = result_of(&m, VERDICT_DEADLOCK);
	char *text = explain(&result, 100, false);

	(void)state;
	check_has(text, "worker-0 .. worker-63 (64 tasks) wait to send to results");
	check_has(text, "seats: 67 items, 66 seats = 64 workers + 1 jobs + 1 results");
	free(text);
	maker_free(&m);
}

static void test_others_still_run(void **state)
{
	struct maker m = make_stuck_pool(1);
	struct result result = result_of(&m, VERDICT_DEADLOCK);
	char *text;

	(void)state;
	add_task(&m, "logger");
	result.others_run = true;
	text = explain(&result, 80, true);
	check_has(text, "main can never move again. Others still run, but cannot free it: logger.\n");
	free(text);
	maker_free(&m);
}

static void test_a_leak_whose_receiver_has_ended(void **state)
{
	struct maker m = maker_new();
	struct result result = result_of(&m, VERDICT_LEAK);
	int values, task;

	(void)state;
	add_task(&m, "main");
	m.snapshot.tasks[0].state = TASK_ENDED;
	values = add_channel(&m, "values", 0, 0);
	task = add_task(&m, "generator");
	add_use(&m, task, values, SEND | CLOSE);
	add_sender(&m, task, values, "patterns/generator.c:35");
	result.leaked = 1;
	check(&result,
	      "main has finished and left 1 task behind that can never move again: generator.\n"
	      "\n"
	      "generator waits to send to values (0/0), at generator.c:35\n"
	      "    nobody: only main could receive from values, and it has ended\n"
	      "\n"
	      "seats: 1 item, 0 seats\n"
	      "    A channel without a buffer has no place for an item: generator can only hand\n"
	      "      it over to a task that receives at that moment.\n");
	maker_free(&m);
}

static void test_every_sender_has_ended(void **state)
{
	struct maker m = maker_new();
	struct result result = result_of(&m, VERDICT_DEADLOCK);
	int jobs, task;
	char *text;

	(void)state;
	add_task(&m, "main");
	m.snapshot.tasks[0].declared = true;
	jobs = add_channel(&m, "jobs", 0, 0);
	for (int i = 0; i < 3; i++) {
		task = add_task(&m, "feeder-%d", i);
		add_use(&m, task, jobs, SEND);
		m.snapshot.tasks[task].state = TASK_ENDED;
	}
	add_receiver(&m, 0, jobs, "x.c:1");
	text = explain(&result, 120, true);
	check_has(text, "main can never move again, and no other task is left.\n");
	check_has(text, "nobody: every task that could send to or close jobs has ended: feeder-0 .. feeder-2 (3 tasks)");
	check_lacks(text, "seats");
	free(text);
	maker_free(&m);
}

static void test_nobody_is_declared(void **state)
{
	struct maker m = maker_new();
	struct result result = result_of(&m, VERDICT_DEADLOCK);
	char *text;

	(void)state;
	add_task(&m, "main");
	m.snapshot.tasks[0].declared = true;
	add_sender(&m, 0, add_channel(&m, "lost", 2, 2), "x.c:1");
	text = explain(&result, 80, true);
	check_has(text, "nobody: no task is declared to receive from lost\n");
	free(text);
	maker_free(&m);
}

static void test_a_task_and_itself(void **state)
{
	struct maker m = make_lock_ring(1);
	struct result result = result_of(&m, VERDICT_DEADLOCK);
	char *text = explain(&result, 80, true);

	(void)state;
	check_has(text, "task-0 waits to lock lock-0 (held by task-0), at lock_order.c:40\n"
	                "    task-0 holds it itself, so it waits for itself\n");
	check_has(text, "main waits to join task-0, at lock_order.c:60\n"
	                "    task-0 has to end first, but it waits to lock lock-0\n");
	check_has(text, "task-0 waits for itself:\n");
	free(text);
	maker_free(&m);

	m = maker_new();
	add_task(&m, "main");
	add_joiner(&m, 0, 0, "x.c:1");
	result = result_of(&m, VERDICT_DEADLOCK);
	text = explain(&result, 80, true);
	check_has(text, "main waits to join itself, at x.c:1\n");
	check_has(text, "main would have to end first, and waits for that itself\n");
	free(text);
	maker_free(&m);
}

static void test_only_itself_could(void **state)
{
	struct maker m = maker_new();
	struct result result = result_of(&m, VERDICT_DEADLOCK);
	char *text;

	(void)state;
	add_task(&m, "main");
	add_sender(&m, 0, add_channel(&m, "ch", 0, 0), "patterns/channel.c:36");
	text = explain(&result, 80, true);
	check_has(text, "nobody else: only main itself could receive from ch\n");
	check_has(text, "seats: 1 item, 0 seats\n");
	free(text);
	maker_free(&m);
}

static void test_a_nil_channel(void **state)
{
	struct maker m = maker_new();
	struct result result = result_of(&m, VERDICT_DEADLOCK);
	char *text;

	(void)state;
	add_task(&m, "main");
	add_task(&m, "sender");
	add_wait(&m, 0, EV_CHAN_RECV, NO_OBJECT, NO_TASK, 0, "x.c:1");
	add_wait(&m, 1, EV_CHAN_SEND, NO_OBJECT, NO_TASK, 0, "x.c:2");
	text = explain(&result, 80, true);
	check_has(text, "main waits to receive from a nil channel, at x.c:1\n"
	                "    a nil channel: nobody can ever send on it\n");
	check_has(text, "    a nil channel: nobody can ever receive from it\n");
	check_lacks(text, "seats");
	free(text);
	maker_free(&m);
}

static void test_an_owner_that_has_ended(void **state)
{
	struct maker m = maker_new();
	struct result result = result_of(&m, VERDICT_LEAK);
	int one, two;
	char *text;

	(void)state;
	add_task(&m, "main");
	one = add_task(&m, "task-0");
	two = add_task(&m, "task-1");
	m.snapshot.tasks[0].state = m.snapshot.tasks[one].state = TASK_ENDED;
	add_locker(&m, two, add_mutex(&m, "a", one), "x.c:1");
	text = explain(&result, 80, true);
	check_has(text, "    task-0 holds it, and has ended without giving it back\n");
	free(text);
	maker_free(&m);
}

static void test_a_panic_tells_what_went_before(void **state)
{
	static const char *names[] = { "main", "worker-0", "worker-1" };
	struct event events[] = {
		{ .stamp = 10, .task = 1, .object = 3, .kind = EV_CHAN_CLOSE, .here = "x.c:5", .peer = NO_TASK },
		{ .stamp = 11, .task = 0, .object = 3, .kind = EV_CHAN_DRAINED, .here = "x.c:9", .peer = NO_TASK },
	};
	struct maker m = maker_new();
	struct result result;
	int results;

	(void)state;
	add_task(&m, "main");
	add_task(&m, "worker-0");
	add_task(&m, "worker-1");
	results = add_channel(&m, "results", 0, 0);
	add_use(&m, 1, results, CLOSE);
	add_use(&m, 2, results, CLOSE);
	result = result_of(&m, VERDICT_PANIC);
	result.trace = (struct trace){ .events = events, .n_events = 2, .n_tasks = 3, .tasks = names, .ns_per_tick = 100 };
	result.culprit = 2;
	result.object = results;
	result.operation = "close";
	result.here = "x.c:5";
	result.message = "close of a closed channel";
	check(&result, "worker-1 tried to close results, at x.c:5: close of a closed channel\n"
	               "    before that, 0.001 ms into the run: worker-0 closes results, at x.c:5\n"
	               "    2 tasks are declared to close results: worker-0 and worker-1\n");
	maker_free(&m);
}

/* Where tasks take turns it is known what those are about to do that can move. */
static void test_a_stepped_run_says_what_comes_next(void **state)
{
	struct maker m = make_stuck_pool(1);
	struct result result = result_of(&m, VERDICT_INTERRUPTED);
	char *text;

	(void)state;
	result.schedule = "0 1";
	result.message = "It stands after step 2 and can go on";
	m.snapshot.tasks[0].stuck = m.snapshot.tasks[1].stuck = false;
	m.snapshot.tasks[1].state = TASK_RUNNING;
	m.snapshot.tasks[1].n_cases = 0;
	m.snapshot.tasks[1].n_next = 1;
	m.snapshot.tasks[1].next = EV_CHAN_RECV;
	m.snapshot.tasks[1].next_object = m.snapshot.tasks[0].cases[0].object;
	text = explain(&result, 80, true);
	check_has(text, "worker-0 can move: it is about to receive from jobs\n");
	check_has(text, "worker-0 could receive from jobs, and is about to receive from jobs\n");
	check_lacks(text, "may still");
	free(text);
	m.snapshot.tasks[1].n_next = 2;
	text = explain(&result, 80, true);
	check_has(text, "worker-0 could receive from jobs, and is about to select\n");
	free(text);
	maker_free(&m);
}

/* Those that are named are those that are meant. */
static void test_a_family_with_some_missing_names_no_others(void **state)
{
	struct maker m = make_stuck_pool(6);
	struct result result = result_of(&m, VERDICT_DEADLOCK);
	char *text;

	(void)state;
	m.snapshot.tasks[3].here = "worker_pool.c:99";  /* worker-2 waits elsewhere */
	text = explain(&result, 100, true);
	check_has(text, "worker-0..1,3..5 (5 tasks) wait to send to results");
	check_has(text, "worker-2 waits to send to results");
	free(text);
	maker_free(&m);
}

static void test_the_other_verdicts(void **state)
{
	struct maker m = make_stuck_pool(1);
	struct result result = result_of(&m, VERDICT_BROKEN);
	char *text;

	(void)state;
	result.culprit = 0;
	result.here = "x.c:7";
	result.message = "each job is done exactly once";
	check(&result, "A claim of the pattern is false: each job is done exactly once\n"
	               "    checked by main, at x.c:7\n");
	result.verdict = VERDICT_FAILED;
	result.message = "no more threads";
	check(&result, "The system refused what the run needed: no more threads\n");
	result.verdict = VERDICT_STALLED;
	result.certain = false;
	m.snapshot.tasks[1].state = TASK_RUNNING;
	m.snapshot.tasks[1].stuck = m.snapshot.tasks[0].stuck = false;
	text = explain(&result, 80, true);
	check_has(text, "SUSPECTED, not proved");
	check_has(text, "not blocked: worker-0\n");
	check_has(text, "worker-0 could receive from jobs, and may still do so\n");
	free(text);
	result.verdict = VERDICT_INTERRUPTED;
	result.message = NULL;
	text = explain(&result, 80, true);
	check_has(text, "Stopped before it ended; nothing is proved.\n");
	free(text);
	result.verdict = VERDICT_OK;
	check(&result, "");
	maker_free(&m);
}

static void test_a_lock_order_is_potential(void **state)
{
	struct maker m = make_lock_ring(2);
	struct result result = result_of(&m, VERDICT_OK);
	int locks[] = { 3, 4 }, tasks[] = { 1, 2 };
	const char *places[] = { "x.c:40", "x.c:42" };
	struct lock_order order = { 2, locks, tasks, places };
	char *text;

	(void)state;
	result.n_lock_orders = 1;
	result.lock_orders = &order;
	text = explain(&result, 80, true);
	check_has(text, "POTENTIAL deadlock: it did not happen in this run");
	check_has(text, "    task-0 holds lock-0 and then locks lock-1, at x.c:40\n"
	                "    task-1 holds lock-1 and then locks lock-0, at x.c:42\n");
	free(text);
	maker_free(&m);
}

static void test_every_width(void **state)
{
	(void)state;
	for (int width = 20; width < 120; width += 3) {
		struct maker m = make_stuck_pool(1000);
		struct result result = result_of(&m, VERDICT_DEADLOCK);

		m.snapshot.tasks[0].name = "größe-日本語";
		free(explain(&result, width, width % 2));
		maker_free(&m);
		m = make_lock_ring(20);
		result = result_of(&m, VERDICT_DEADLOCK);
		free(explain(&result, width, width % 2));
		maker_free(&m);
	}
}

/* ---- Seats ---- */

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

/* ---- What to try ---- */

static void check_try(const struct result *result, const char *expected)
{
	struct buf out = { 0 };

	explain_try(&out, result);
	assert_string_equal(buf_text(&out), expected);
	buf_free(&out);
}

/* What is proposed after this run: `before` the commands that merely look. */
static void check_try_of(const char *pattern, const char *settings, const char *before)
{
	struct result *result = run_pattern(pattern, settings);
	struct buf out = { 0 };

	explain_try(&out, result);
	if (strncmp(buf_text(&out), before, strlen(before)) != 0)
		print_error("%s %s: %s\n", pattern, settings, buf_text(&out));
	assert_true(strncmp(buf_text(&out), before, strlen(before)) == 0);
	assert_true(*before || strncmp(buf_text(&out), "run ", 4) != 0);
	buf_free(&out);
	result_free(result);
}

/* A race of which nothing has come: the search tells what could. */
static void test_try_what_comes_of_a_race(void **state)
{
	struct maker m = make_stuck_pool(1);
	struct result result = result_of(&m, VERDICT_RACE);

	(void)state;
	result.values[0] = 2;
	result.values[4] = 1;
	result.files[4] = "text";       /* no file is read to try */
	check_try(&result, "explore worker-pool workers=2 input=text\ntrace last=20\nthreads");
	maker_free(&m);
}

static void test_try_what_ends_well(void **state)
{
	(void)state;
	check_try_of("worker-pool", "feed=main", "run worker-pool feed=task\ngraph waits");
	check_try_of("channel", "mode=self cap=1 sends=2", "run channel cap=1 sends=2 mode=two\ngraph");
	check_try_of("mutex", "relock=on", "run mutex relock=off\ngraph");
	check_try_of("mutex", "loops=30 relock=on kind=errorcheck",
	             "run mutex loops=30 kind=errorcheck relock=off\ntrace");
	check_try_of("dining", "order=same-handed hold=200", "run dining order=ordered hold=200\n");
}

/* Each of two settings is enough to hang it: to turn one back does not help. */
static void test_try_nothing_that_fails_as_well(void **state)
{
	(void)state;
	check_try_of("channel", "mode=self nil=on", "");
	check_try_of("channel", "mode=self sends=1 receives=0", "");
}

static void test_try_a_number(void **state)
{
	(void)state;
	check_try_of("worker-pool", "take=2", "run worker-pool take=0\ngraph");
}

static void test_try_a_potential_deadlock(void **state)
{
	(void)state;
	check_try_of("dining", "order=seats-1", "run dining order=ordered\nexplore dining order=seats-1\nexplain");
}

static void test_try(void **state)
{
	struct maker m = make_stuck_pool(2);
	struct result result = result_of(&m, VERDICT_DEADLOCK);

	(void)state;
	check_try(&result, "run worker-pool feed=main\ngraph waits\nthreads\ntrace last=20");
	result.values[2] = 1;
	check_try(&result, "run worker-pool feed=task\ngraph waits\nthreads\ntrace last=20");
	result.values[0] = 2;
	result.values[3] = 1;
	check_try(&result, "run worker-pool workers=2 feed=task close=off\ngraph waits\nthreads\ntrace last=20");
	result.values[4] = 1;
	result.files[4] = "a b.txt";
	check_try(&result, "graph waits\nthreads\ntrace last=20");    /* no file is read to try */
	result.verdict = VERDICT_OK;
	check_try(&result, "graph topology\ntrace last=20");
	maker_free(&m);
}

/* What was chosen is not to blame for that somebody stopped it. */
static void test_try_after_an_interrupt(void **state)
{
	struct maker m = make_stuck_pool(2);
	struct result result = result_of(&m, VERDICT_INTERRUPTED);

	(void)state;
	result.values[2] = 1;                   /* that would be tried after a deadlock */
	check_try(&result, "trace last=20\nthreads");
	maker_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_stuck_pool),
		cmocka_unit_test(test_families_share_a_line),
		cmocka_unit_test(test_others_still_run),
		cmocka_unit_test(test_a_leak_whose_receiver_has_ended),
		cmocka_unit_test(test_every_sender_has_ended),
		cmocka_unit_test(test_nobody_is_declared),
		cmocka_unit_test(test_a_task_and_itself),
		cmocka_unit_test(test_only_itself_could),
		cmocka_unit_test(test_a_nil_channel),
		cmocka_unit_test(test_an_owner_that_has_ended),
		cmocka_unit_test(test_a_panic_tells_what_went_before),
		cmocka_unit_test(test_a_stepped_run_says_what_comes_next),
		cmocka_unit_test(test_a_family_with_some_missing_names_no_others),
		cmocka_unit_test(test_the_other_verdicts),
		cmocka_unit_test(test_a_lock_order_is_potential),
		cmocka_unit_test(test_every_width),
		cmocka_unit_test(test_seats_of_a_pool),
		cmocka_unit_test(test_seats_of_a_chain),
		cmocka_unit_test(test_seats_of_several_senders),
		cmocka_unit_test(test_seats_of_a_ring),
		cmocka_unit_test(test_no_seats_without_a_sender),
		cmocka_unit_test(test_seats_on_real_threads),
		cmocka_unit_test(test_a_report_of_real_threads),
		cmocka_unit_test(test_no_seats_where_they_are_not_the_cause),
		cmocka_unit_test(test_several_objects_share_a_verb),
		cmocka_unit_test(test_try),
		cmocka_unit_test(test_try_what_comes_of_a_race),
		cmocka_unit_test(test_try_after_an_interrupt),
		cmocka_unit_test(test_try_what_ends_well),
		cmocka_unit_test(test_try_nothing_that_fails_as_well),
		cmocka_unit_test(test_try_a_number),
		cmocka_unit_test(test_try_a_potential_deadlock),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
