/* test_live.c - the line that says a run is not dead: at once when it is large, after a second else, at any width. */
#include "cmd/run/live.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/base/text.h"
#include "tests/capture.h"
#include "tests/check_text.h"

static const int64_t second = 1000000000;

/* A run of `tasks` tasks has been going on for so long, or (-1) is about to begin: what is on the terminal? */
static void look(struct capture *c, int width, int tasks, int64_t elapsed)
{
	struct snapshot plan = { .n_tasks = tasks };
	struct live live = { .session = c->session, .plan = elapsed < 0 ? &plan : NULL };
	struct watcher watcher = live_watcher(&live, 0, 0);
	struct trace trace = { .n_events = 199976 };
	char columns[12];

	snprintf(columns, sizeof columns, "%d", width);
	setenv("COLUMNS", columns, 1);
	c->session->live = true;
	c->session->look.width = width;
	rewind(c->stream);
	if (elapsed < 0)
		live_begin(&live);
	else
		watcher.tick(watcher.context, &trace, trace.n_events, elapsed);
	fputc('\0', c->stream);
	fflush(c->stream);
}

static void test_a_large_run_says_so_at_once(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	look(&c, 80, 20001, -1);
	assert_string_equal(c.text, "\r\033[K... running: 20,001 tasks are being started   (^C stops it)");
	look(&c, 40, 20001, -1);
	check_has(c.text, "... running: 20,001 tasks");
	check_has(c.text, "   ^C stops");
	look(&c, 80, 50, -1);
	assert_string_equal(c.text, "");
	capture_close(&c);
}

static void test_a_run_says_after_a_second_that_it_runs(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	look(&c, 80, 2, second / 2);
	assert_string_equal(c.text, "");
	look(&c, 80, 2, second + 10000000);
	check_has(c.text, "... running 1.01 s, 199976 events kept   (^C stops it)");
	for (int width = 20; width < 50; width++) {
		look(&c, width, 2, 12 * second);
		check_has(c.text, "... run");
		check_has(c.text, "   ^C stops");
		assert_true(text_columns(c.text + 4) < width);
	}
	capture_close(&c);
}

/* A trace of sends, one a line, as the log has them. */
static struct event events[200];

static void fill(long n)
{
	for (long i = 0; i < n; i++)
		events[i] = (struct event){ .kind = EV_CHAN_SEND, .peer = NO_TASK, .stamp = (uint64_t)i, .value = i, .has_value = 1 };
}

static void tick(struct capture *c, int rows, bool in_turns, long n)
{
	static const char *names[] = { "main", "other" };
	static struct trace_object objects[] = { { .name = "jobs", .kind = "channel" } };
	struct live live = { .session = c->session, .room = 200, .rows = rows, .in_turns = in_turns };
	struct watcher watcher = live_watcher(&live, 0, 0);
	struct trace trace = { .events = events, .n_events = n, .tasks = names, .n_tasks = 2, .objects = objects, .n_objects = 1,
	                       .ns_per_tick = 1 };

	c->session->live = false;
	c->session->look.width = 80;
	rewind(c->stream);
	watcher.tick(watcher.context, &trace, 0, 0);
	live_end(&live, n);
	fputc('\0', c->stream);
	fflush(c->stream);
}

static void test_what_comes_at_once_fits_the_screen(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	fill(200);
	tick(&c, 24, false, 30);
	assert_int_equal(text_lines(c.text), 1 + 30);
	check_lacks(c.text, "more at once");
	tick(&c, 24, false, 32);
	assert_int_equal(text_lines(c.text), 1 + 30);
	check_has(c.text, "... 3 more at once: `trace` shows all");
	check_lacks(c.text, "not shown");
	tick(&c, 24, true, 60);
	check_lacks(c.text, "more at once");
	tick(&c, 24, true, 200);
	assert_int_equal(text_lines(c.text), 1 + 60);
	check_has(c.text, "... 141 more at once");
	tick(&c, 60, false, 200);
	assert_int_equal(text_lines(c.text), 1 + 49);
	tick(&c, 0, false, 200);
	assert_int_equal(text_lines(c.text), 1 + 200);
	capture_close(&c);
}

static void test_what_a_run_is_about_is_never_folded(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	fill(100);
	events[40].kind = EV_SIGNAL_LOST;
	events[50].kind = EV_FAULT;
	tick(&c, 24, false, 100);
	check_has(c.text, "... 30 more at once");
	check_has(c.text, "signal");
	check_has(c.text, "heard by nobody");
	check_has(c.text, "... 9 more at once");
	check_has(c.text, "fault");
	check_has(c.text, "... 30 more at once");
	fill(100);
	for (long i = 50; i < 100; i++)
		events[i].task = 1;
	events[45] = (struct event){ .kind = EV_PARK, .waits_for = EV_CHAN_SEND, .peer = NO_TASK, .stamp = 45 };
	events[49] = events[45];
	tick(&c, 24, false, 100);
	check_has(c.text, "... 39 more at once");
	check_has(c.text, "... 31 more at once");
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_large_run_says_so_at_once),
		cmocka_unit_test(test_a_run_says_after_a_second_that_it_runs),
		cmocka_unit_test(test_what_comes_at_once_fits_the_screen),
		cmocka_unit_test(test_what_a_run_is_about_is_never_folded),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
