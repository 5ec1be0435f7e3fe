/* test_waits.c - the wait-for graph in text. */
#include "tests/check_text.h"
#include "tests/make_snapshot.h"

#include "lab/view/view.h"

static char *draw(const struct maker *m, int width, bool ascii)
{
	struct look look = { .width = width, .ascii = ascii };
	struct buf out = { 0 };

	view_waits(&out, &m->snapshot, &look);
	check_drawing(buf_text(&out), width, ascii);
	return buf_take(&out);
}

static void check(struct maker *m, int width, bool ascii, const char *expected)
{
	char *text = draw(m, width, ascii);

	assert_string_equal(text, expected);
	free(text);
	maker_free(m);
}

static void test_a_cycle_of_two_is_a_ring(void **state)
{
	struct maker m = make_stuck_pool(2);

	(void)state;
	check(&m, 80, false,
	      "a cycle\n"
	      "main ──send──> jobs 1/1 ──received by──> worker-0..1\n"
	      "  ^                                           │\n"
	      "  └──received by── results 1/1 <──send────────┘\n");
	m = make_stuck_pool(1);
	check(&m, 80, false,
	      "a cycle of 2\n"
	      "main ──send──> jobs 1/1 ──received by──> worker-0\n"
	      "  ^                                          │\n"
	      "  └──received by── results 1/1 <──send───────┘\n");
	m = make_stuck_pool(64);
	check(&m, 80, true,
	      "a cycle\n"
	      "main --send--> jobs 1/1 --received by--> worker-0..63\n"
	      "  ^                                            |\n"
	      "  +--received by-- results 1/1 <--send---------+\n");
}

static void test_a_longer_cycle_is_rows(void **state)
{
	struct maker m = make_lock_ring(3);

	(void)state;
	check(&m, 80, false,
	      "a cycle of 3\n"
	      "┌─> task-0 ──lock──> lock-1 ──held by──> task-1\n"
	      "│   task-1 ──lock──> lock-2 ──held by──> task-2\n"
	      "│   task-2 ──lock──> lock-0 ──held by──┐\n"
	      "└──────────────────────────────────────┘\n"
	      "stuck with it\n"
	      "  main ──join──> task-0\n");
}

static void test_a_lock_of_its_own(void **state)
{
	struct maker m = make_lock_ring(1);

	(void)state;
	check(&m, 80, true,
	      "waits for itself\n"
	      "+-> task-0 --lock--> lock-0 --held by--+\n"
	      "+--------------------------------------+\n"
	      "stuck with it\n"
	      "  main --join--> task-0\n");
}

static void test_joining_each_other(void **state)
{
	struct maker m = maker_new();

	(void)state;
	add_task(&m, "main");
	add_task(&m, "task-0");
	add_joiner(&m, 0, 1, "x.c:1");
	add_joiner(&m, 1, 0, "x.c:2");
	set_cycle(&m, 0, 1, -1);
	check(&m, 80, true,
	      "a cycle of 2\n"
	      "main --join--> task-0\n"
	      "  ^               |\n"
	      "  +--join---------+\n");
}

/* What is called a cycle, and is none, is not drawn as one. */
static void test_a_false_cycle(void **state)
{
	struct maker m = maker_new();
	int values, task;

	(void)state;
	add_task(&m, "main");
	m.snapshot.tasks[0].state = TASK_ENDED;
	values = add_channel(&m, "values", 0, 0);
	task = add_task(&m, "generator");
	add_use(&m, task, values, SEND | CLOSE);
	add_sender(&m, task, values, "x.c:1");
	set_cycle(&m, task, -1);
	check(&m, 80, true, "stuck for ever\n"
	                    "  generator --send--> values 0/0 --received by--> main (ended)\n");
}

static void test_a_narrow_screen(void **state)
{
	struct maker m = make_stuck_pool(2);

	(void)state;
	check(&m, 20, false,
	      "a cycle\n"
	      "┌> main\n"
	      "│   send jobs 1/1\n"
	      "│   received by\n"
	      "│  worker-0..1\n"
	      "│   send results 1/1\n"
	      "│   received by\n"
	      "└─ main\n");
}

static void test_nobody_can_ever(void **state)
{
	struct maker m = maker_new();
	int values, task;

	(void)state;
	add_task(&m, "main");
	m.snapshot.tasks[0].state = TASK_ENDED;
	values = add_channel(&m, "values", 0, 0);
	task = add_task(&m, "generator");
	add_use(&m, task, values, SEND | CLOSE);
	add_sender(&m, task, values, "patterns/generator.c:35");
	task = add_task(&m, "lost");
	add_wait(&m, task, EV_CHAN_RECV, NO_OBJECT, NO_TASK, 0, "x.c:1");
	check(&m, 80, true,
	      "stuck for ever\n"
	      "  generator --send-----> values 0/0 --received by--> main (ended)\n"
	      "  lost      --receive--> nil        --sent by------> nobody\n");
}

static void test_waiting_is_not_stuck(void **state)
{
	struct maker m = maker_new();
	int values, task;

	(void)state;
	add_task(&m, "main");
	values = add_channel(&m, "values", 0, 0);
	task = add_task(&m, "generator");
	add_use(&m, task, values, SEND);
	add_receiver(&m, 0, values, "x.c:1");
	m.snapshot.tasks[0].stuck = false;
	check(&m, 80, true, "waiting, may still be freed\n"
	                    "  main --receive--> values 0/0 --sent by--> generator\n");
}

static void test_a_select(void **state)
{
	struct maker m = maker_new();
	int a, b, task;

	(void)state;
	add_task(&m, "main");
	m.snapshot.tasks[0].declared = true;
	a = add_channel(&m, "a", 0, 0);
	b = add_channel(&m, "b", 2, 2);
	task = add_task(&m, "switch");
	add_receiver(&m, task, a, "x.c:1");
	add_sender(&m, task, b, "x.c:1");
	check(&m, 80, true, "stuck for ever\n"
	                    "  switch --receive--> a 0/0 --sent by------> nobody\n"
	                    "         --send-----> b 2/2 --received by--> nobody\n");
}

static void test_nothing_waits(void **state)
{
	struct maker m = maker_new();

	(void)state;
	add_task(&m, "main");
	check(&m, 80, true, "no task waits\n");
}

static void test_every_width_and_length(void **state)
{
	(void)state;
	for (int width = 20; width < 90; width += 3)
		for (int n = 1; n <= 20; n++) {
			struct maker m = make_lock_ring(n);
			char *text = draw(&m, width, width % 2);

			for (int i = 0; i < n; i++)
				check_has(text, m.snapshot.tasks[i + 1].name);
			free(text);
			maker_free(&m);
		}
}

static void test_a_long_cycle_is_shortened(void **state)
{
	for (int width = 20; width <= 80; width += 60) {
		struct maker m = make_lock_ring(1000);
		char *text = draw(&m, width, true);

		(void)state;
		check_has(text, "task-23\n");
		check_has(text, "... 975 more\n");
		check_has(text, "task-999");
		check_lacks(text, "task-998");
		free(text);
		maker_free(&m);
	}
}

static void test_a_thousand_tasks(void **state)
{
	struct maker m = make_stuck_pool(1000);
	char *text = draw(&m, 80, false);

	(void)state;
	check_has(text, "──received by──> worker-0..999\n");
	free(text);
	maker_free(&m);
}

/* Who waits at one object for what each of them could bring: no order, and nobody waits for itself. */
static void test_a_group_has_no_order(void **state)
{
	struct maker m = maker_new();
	int jobs;

	(void)state;
	add_task(&m, "main");
	jobs = add_channel(&m, "jobs", 0, 0);
	for (int i = 1; i <= 3; i++) {
		add_task(&m, "peer-%d", i);
		add_use(&m, i, jobs, SEND | RECV);
		add_receiver(&m, i, jobs, "x.c:1");
	}
	add_joiner(&m, 0, 1, "x.c:2");
	set_cycle(&m, 1, 2, 3, -1);
	check(&m, 80, true,
	      "all 3 wait to receive from jobs, and only they could send to or close jobs:\n"
	      "  peer-1..3\n"
	      "stuck with them\n"
	      "  main --join--> peer-1\n");
}

static void test_colour_has_a_meaning(void **state)
{
	struct maker m = make_lock_ring(2);
	struct look look = { .width = 80, .colour = true };
	struct buf out = { 0 };

	(void)state;
	view_waits(&out, &m.snapshot, &look);
	check_drawing(buf_text(&out), 80, false);
	check_has(buf_text(&out), "\033[35ma cycle of 2\033[0m");
	check_has(buf_text(&out), "\033[31mmain\033[0m");
	buf_free(&out);
	maker_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_cycle_of_two_is_a_ring),
		cmocka_unit_test(test_a_longer_cycle_is_rows),
		cmocka_unit_test(test_a_lock_of_its_own),
		cmocka_unit_test(test_joining_each_other),
		cmocka_unit_test(test_a_false_cycle),
		cmocka_unit_test(test_a_narrow_screen),
		cmocka_unit_test(test_nobody_can_ever),
		cmocka_unit_test(test_waiting_is_not_stuck),
		cmocka_unit_test(test_a_select),
		cmocka_unit_test(test_nothing_waits),
		cmocka_unit_test(test_every_width_and_length),
		cmocka_unit_test(test_a_long_cycle_is_shortened),
		cmocka_unit_test(test_a_thousand_tasks),
		cmocka_unit_test(test_a_group_has_no_order),
		cmocka_unit_test(test_colour_has_a_meaning),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
