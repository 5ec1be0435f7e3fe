/* test_explain.c - findings in a learner's words. */
#include "tests/explain_text.h"

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
	      "  main --send--> jobs 1/1 --received by--> worker-0..1\n"
	      "    ^                                           |\n"
	      "    +--received by-- results 1/1 <--send--------+\n");
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
	check(&result, "A claim of the pattern is false: \"each job is done exactly once\"\n"
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
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
