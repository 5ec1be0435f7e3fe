/* test_tasks.c - the tables of tasks and of objects. */
#include "tests/check_text.h"
#include "tests/make_snapshot.h"

#include "lab/view/view.h"

static char *tasks(const struct maker *m, int width, bool ascii)
{
	struct look look = { .width = width, .ascii = ascii };
	struct buf out = { 0 };

	view_tasks(&out, &m->snapshot, NULL, &look);
	check_drawing(buf_text(&out), width, ascii);
	return buf_take(&out);
}

static char *objects(const struct maker *m, int width, bool ascii)
{
	struct look look = { .width = width, .ascii = ascii };
	struct buf out = { 0 };

	view_objects(&out, &m->snapshot, &look);
	check_drawing(buf_text(&out), width, ascii);
	return buf_take(&out);
}

static void check(char *text, const char *expected)
{
	assert_string_equal(text, expected);
	free(text);
}

static void test_tasks_of_a_stuck_pool(void **state)
{
	struct maker m = make_stuck_pool(2);

	(void)state;
	check(tasks(&m, 80, false),
	      "task      state  waits to             events  at\n"
	      "main      stuck  send to jobs 1/1          0  worker_pool.c:41\n"
	      "worker-0  stuck  send to results 1/1       1  worker_pool.c:57\n"
	      "worker-1  stuck  send to results 1/1       2  worker_pool.c:57\n");
	maker_free(&m);
}

static void test_every_state(void **state)
{
	const enum task_state states[] = { TASK_RUNNING, TASK_BLOCKED, TASK_SLEEPING, TASK_ENDED, TASK_NEW };
	struct maker m = maker_new();

	(void)state;
	for (int i = 0; i < 5; i++) {
		int id = add_task(&m, "task-%d", i);

		m.snapshot.tasks[id].state = states[i];
	}
	check(tasks(&m, 80, false),
	      "task    state     events\n"
	      "task-0  running        0\n"
	      "task-1  blocked        1\n"
	      "task-2  sleeping       2\n"
	      "task-3  ended          3\n"
	      "task-4  new            4\n");
	maker_free(&m);
}

static void test_what_tasks_hold(void **state)
{
	struct maker m = make_lock_ring(2);

	(void)state;
	check(tasks(&m, 40, false),
	      "task    state  waits to     holds\n"
	      "main    stuck  join task-0\n"
	      "task-0  stuck  lock lock-1  lock-0\n"
	      "task-1  stuck  lock lock-0  lock-1\n");
	check(objects(&m, 80, false),
	      "object  kind   state           waiting\n"
	      "lock-0  mutex  held by task-0  task-1 to lock\n"
	      "lock-1  mutex  held by task-1  task-0 to lock\n");
	maker_free(&m);
}

static void test_a_narrow_screen(void **state)
{
	struct maker m = make_stuck_pool(1);

	(void)state;
	check(tasks(&m, 20, false),
	      "main\n"
	      "  state: stuck\n"
	      "  waits to: send to\n"
	      "    jobs 1/1\n"
	      "worker-0\n"
	      "  state: stuck\n"
	      "  waits to: send to\n"
	      "    results 1/1\n");
	check(objects(&m, 20, true),
	      "jobs\n"
	      "  state: 1/1 full\n"
	      "  waiting: main to\n"
	      "    send\n"
	      "results\n"
	      "  state: 1/1 full\n"
	      "  waiting: worker-0\n"
	      "    to send\n");
	maker_free(&m);
}

static void test_waiters_share_a_line(void **state)
{
	struct maker m = make_stuck_pool(64);

	(void)state;
	check(objects(&m, 80, false),
	      "object   kind     state     waiting\n"
	      "jobs     channel  1/1 full  main to send\n"
	      "results  channel  1/1 full  worker-0..63 to send\n");
	maker_free(&m);
}

static void test_no_objects(void **state)
{
	struct maker m = maker_new();

	(void)state;
	add_task(&m, "main");
	check(objects(&m, 80, true), "No objects: the tasks of this run share nothing but their ends.\n");
	maker_free(&m);
}

static void test_every_width(void **state)
{
	struct maker pool = make_stuck_pool(1000), ring = make_lock_ring(20);

	(void)state;
	add_task(&pool, "größe-日本語-%s", "with-a-name-that-goes-on-and-on");
	for (int width = 20; width < 100; width += 7) {
		free(tasks(&pool, width, width % 2));
		free(objects(&pool, width, width % 2));
		free(tasks(&ring, width, width % 2));
		free(objects(&ring, width, width % 2));
	}
	maker_free(&pool);
	maker_free(&ring);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tasks_of_a_stuck_pool),
		cmocka_unit_test(test_every_state),
		cmocka_unit_test(test_what_tasks_hold),
		cmocka_unit_test(test_a_narrow_screen),
		cmocka_unit_test(test_waiters_share_a_line),
		cmocka_unit_test(test_no_objects),
		cmocka_unit_test(test_every_width),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
