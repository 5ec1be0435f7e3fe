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

/* Events first .. last of a trace of sends, one a line, as the log has them. */
static void tick(struct capture *c, int rows, long n)
{
	static struct event events[100];
	static const char *names[] = { "main" };
	static struct trace_object objects[] = { { .name = "jobs", .kind = "channel" } };
	struct live live = { .session = c->session, .room = 200, .rows = rows };
	struct watcher watcher = live_watcher(&live, 0, 0);
	struct trace trace = { .events = events, .n_events = n, .tasks = names, .n_tasks = 1, .objects = objects, .n_objects = 1,
	                       .ns_per_tick = 1 };

	for (long i = 0; i < n; i++)
		events[i] = (struct event){ .kind = EV_CHAN_SEND, .peer = NO_TASK, .stamp = (uint64_t)i, .value = i, .has_value = 1 };
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
	tick(&c, 24, 13);
	assert_int_equal(text_lines(c.text), 1 + 13);
	check_lacks(c.text, "more at once");
	tick(&c, 24, 14);
	assert_int_equal(text_lines(c.text), 1 + 13);
	check_has(c.text, "... 2 more at once: `trace` shows all");
	check_lacks(c.text, "not shown");
	tick(&c, 24, 100);
	assert_int_equal(text_lines(c.text), 1 + 13);
	check_has(c.text, "... 88 more at once");
	tick(&c, 5, 100);
	assert_int_equal(text_lines(c.text), 1 + 6);
	tick(&c, 0, 100);
	assert_int_equal(text_lines(c.text), 1 + 100);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_large_run_says_so_at_once),
		cmocka_unit_test(test_a_run_says_after_a_second_that_it_runs),
		cmocka_unit_test(test_what_comes_at_once_fits_the_screen),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
