/* test_topology.c - the drawing of declared uses. */
#include "tests/check_text.h"
#include "tests/make_snapshot.h"

#include "lab/view/view.h"

static char *draw(const struct maker *m, int width, bool ascii)
{
	struct look look = { .width = width, .ascii = ascii };
	struct buf out = { 0 };

	view_topology(&out, &m->snapshot, &look);
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

/* feeder, n workers, main, which receives what they send; without a feeder main is undeclared. */
static struct maker make_pool(int workers, const char *feeder)
{
	struct maker m = maker_new();
	int jobs, results, task;

	add_task(&m, "main");
	jobs = add_channel(&m, "jobs", 0, 0);
	results = add_channel(&m, "results", 0, 2);
	for (int i = 0; i < workers; i++) {
		task = add_task(&m, "worker-%d", i);
		add_use(&m, task, jobs, RECV);
		add_use(&m, task, results, SEND);
	}
	if (feeder) {
		add_use(&m, 0, results, RECV);
		task = add_task(&m, "%s", feeder);
		add_use(&m, task, jobs, SEND | CLOSE);
	}
	return m;
}

static void test_a_pool(void **state)
{
	struct maker m = make_pool(3, "feeder");

	(void)state;
	check(&m, 80, false, "feeder ──jobs[0]──> worker-0..2 ──results[2]──> main\n");
	m = make_pool(3, "feeder");
	check(&m, 80, true, "feeder --jobs[0]--> worker-0..2 --results[2]--> main\n");
	m = make_pool(1, "feeder");
	check(&m, 80, true, "feeder --jobs[0]--> worker-0 --results[2]--> main\n");
	m = make_pool(1000, "feeder");
	check(&m, 80, true, "feeder --jobs[0]--> worker-0..999 --results[2]--> main\n");
}

#define GUESS "(main?: perhaps main, which has not said yet what it uses)\n"

/* What nobody is declared to do main may do, as long as it has not declared what it does: that is no more than a guess. */
static void test_main_is_guessed_where_nobody_is_declared(void **state)
{
	struct maker m = make_pool(2, NULL);

	(void)state;
	check(&m, 80, true, "main? --jobs[0]--> worker-0..1 --results[2]--> main?\n" GUESS);
	m = make_pool(2, NULL);
	add_use(&m, 0, 2, RECV);
	check(&m, 80, true, "main? --jobs[0]--> worker-0..1 --results[2]--> main\n" GUESS);
	m = make_pool(2, NULL);
	m.snapshot.tasks[0].declared = true;
	check(&m, 80, true, "worker-0..1 --results[2]--> nobody --jobs[0]--> worker-0..1\n");
}

static void test_a_narrow_screen(void **state)
{
	struct maker m = make_pool(3, "feeder");

	(void)state;
	check(&m, 40, true, "feeder --jobs[0]--> worker-0..2\n"
	                    "    --results[2]--> main\n");
	m = make_pool(3, "feeder");
	check(&m, 20, false, "jobs[0]: feeder →\n"
	                     "  worker-0..2\n"
	                     "results[2]:\n"
	                     "  worker-0..2 → main\n");
}

static void test_a_fork(void **state)
{
	struct maker m = maker_new();
	int in, left, right, task;

	(void)state;
	add_task(&m, "main");
	in = add_channel(&m, "in", 0, 0);
	left = add_channel(&m, "left", 0, 0);
	right = add_channel(&m, "right", 0, 4);
	task = add_task(&m, "source");
	add_use(&m, task, in, SEND);
	task = add_task(&m, "tee");
	add_use(&m, task, in, RECV);
	add_use(&m, task, left, SEND);
	add_use(&m, task, right, SEND);
	add_use(&m, 0, left, RECV);
	add_use(&m, 0, right, RECV);
	check(&m, 80, false, "source ──in[0]──> tee ─┬─left[0]──> main\n"
	                     "                       └─right[4]──> main\n");
}

static void test_several_senders(void **state)
{
	struct maker m = maker_new();
	int merged, task;

	(void)state;
	add_task(&m, "main");
	merged = add_channel(&m, "merged", 0, 0);
	for (int i = 0; i < 3; i++) {
		task = add_task(&m, "source-%d", i);
		add_use(&m, task, merged, SEND);
	}
	task = add_task(&m, "clock");
	add_use(&m, task, merged, SEND | CLOSE);
	add_use(&m, 0, merged, RECV);
	check(&m, 80, true, "source-0..2, clock --merged[0]--> main\n");
}

/* n subscribers, each with a channel of its own. */
static struct maker make_pub_sub(int n)
{
	struct maker m = maker_new();

	add_task(&m, "main");
	for (int i = 0; i < n; i++) {
		char name[24];
		int task, news;

		snprintf(name, sizeof name, "news-%d", i);
		news = add_channel(&m, name, 0, 1);
		task = add_task(&m, "subscriber-%d", i);
		add_use(&m, task, news, RECV);
		add_use(&m, 0, news, SEND);
	}
	return m;
}

static void test_many_channels_share_an_edge(void **state)
{
	struct maker m = make_pub_sub(2);

	(void)state;
	check(&m, 80, true, "main -+-news-0[1]--> subscriber-0\n"
	                    "      \\-news-1[1]--> subscriber-1\n");
	m = make_pub_sub(30);
	check(&m, 80, true, "main --news-0..29[1]--> subscriber-0..29\n");
	m = make_pub_sub(500);
	check(&m, 80, true, "main --news-0..499[1]--> subscriber-0..499\n");
}

static void test_channels_between_the_same_share_an_edge(void **state)
{
	struct maker m = maker_new();
	int source, next;

	(void)state;
	add_task(&m, "main");
	next = add_channel(&m, "next", 0, 0);
	source = add_task(&m, "source");
	add_use(&m, source, next, SEND);
	add_use(&m, source, add_channel(&m, "stream-0", 0, 0), SEND);
	add_use(&m, source, add_channel(&m, "stream-1", 0, 0), SEND);
	add_use(&m, source, add_channel(&m, "stream-2", 0, 4), SEND);
	for (int i = 0; i < m.snapshot.tasks[source].n_uses; i++)
		add_use(&m, 0, m.snapshot.tasks[source].uses[i].object, RECV);
	check(&m, 80, true, "source -+-next[0]--> main\n"
	                    "        +-stream-0..1[0]--> main\n"
	                    "        \\-stream-2[4]--> main\n");
}

static void test_a_ring_of_stages(void **state)
{
	struct maker m = maker_new();
	int belts[3], task;

	(void)state;
	add_task(&m, "main");
	for (int i = 0; i < 3; i++) {
		char name[] = { 'a' + (char)i, '\0' };

		belts[i] = add_channel(&m, name, 0, 1);
	}
	for (int i = 0; i < 3; i++) {
		task = add_task(&m, "stage-%d", i);
		add_use(&m, task, belts[i], RECV);
		add_use(&m, task, belts[(i + 1) % 3], SEND);
	}
	check(&m, 80, true, "stage-0 --b[1]--> stage-1 --c[1]--> stage-2 --a[1]--> stage-0\n");
}

static void test_locks_and_counters(void **state)
{
	struct maker m = maker_new();
	int a, b, pending, task;

	(void)state;
	add_task(&m, "main");
	a = add_mutex(&m, "a", NO_TASK);
	b = add_mutex(&m, "b", NO_TASK);
	pending = add_wait_group(&m, "pending", 2);
	for (int i = 0; i < 2; i++) {
		task = add_task(&m, "task-%d", i);
		add_use(&m, task, i ? a : b, TAKE | GIVE);
		add_use(&m, task, i ? b : a, TAKE | GIVE);
		add_use(&m, task, pending, DONE);
	}
	task = add_task(&m, "closer");
	add_use(&m, task, pending, WAIT);
	check(&m, 80, true, "main --starts--> task-0..1, closer\n"
	                    "mutex a, b: task-0..1\n"
	                    "wait group pending: task-0..1 (done), closer (wait)\n");
}

static void test_many_locks_share_a_line(void **state)
{
	struct maker m = make_lock_ring(100);

	(void)state;
	check(&m, 80, true, "main --starts--> task-0..99\n"
	                    "mutex lock-0 .. lock-99: task-0..99\n");
}

static void test_joins(void **state)
{
	struct maker m = maker_new();
	int one, two;

	(void)state;
	add_task(&m, "main");
	one = add_task(&m, "task-0");
	two = add_task(&m, "task-1");
	add_use(&m, one, m.snapshot.tasks[two].object, JOIN);
	add_use(&m, two, m.snapshot.tasks[one].object, JOIN);
	check(&m, 80, true, "task-0 --joins--> task-1 --joins--> task-0\n");
}

static void test_main_alone(void **state)
{
	struct maker m = maker_new();

	(void)state;
	add_task(&m, "main");
	check(&m, 80, true, "main alone\n");
	m = maker_new();
	add_task(&m, "main");
	add_channel(&m, "ch", 0, 2);
	check(&m, 80, true, "main? --ch[2]--> main?\n" GUESS);
}

static void test_every_width(void **state)
{
	(void)state;
	for (int width = 20; width < 100; width++)
		for (int ascii = 0; ascii < 2; ascii++) {
			struct maker m = make_pool(64, "größe-日本語-feeder-of-jobs");

			free(draw(&m, width, ascii));
			maker_free(&m);
			m = make_lock_ring(9);
			free(draw(&m, width, ascii));
			maker_free(&m);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_pool),
		cmocka_unit_test(test_main_is_guessed_where_nobody_is_declared),
		cmocka_unit_test(test_a_narrow_screen),
		cmocka_unit_test(test_a_fork),
		cmocka_unit_test(test_several_senders),
		cmocka_unit_test(test_many_channels_share_an_edge),
		cmocka_unit_test(test_channels_between_the_same_share_an_edge),
		cmocka_unit_test(test_a_ring_of_stages),
		cmocka_unit_test(test_locks_and_counters),
		cmocka_unit_test(test_many_locks_share_a_line),
		cmocka_unit_test(test_joins),
		cmocka_unit_test(test_main_alone),
		cmocka_unit_test(test_every_width),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
