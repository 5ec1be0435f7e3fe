/* test_search_progress.c - the line that says how far a search is fits its terminal and always says what ^C does. */
#include "cmd/search/search_progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/base/text.h"
#include "tests/capture.h"
#include "tests/check_text.h"

/* What is drawn on a terminal so wide. */
static void draw_both(struct capture *c, const char *what, int width, long schedules, long states, double done)
{
	struct search_progress progress = { .session = c->session, .what = what };
	struct explore_watcher watcher = search_watcher(&progress);

	c->session->live = true;
	c->session->look.width = width;
	rewind(c->stream);
	watcher.tick(watcher.context, schedules, states, done);
	fputc('\0', c->stream);
	fflush(c->stream);
	assert_true(progress.drawn);
}

static void draw(struct capture *c, const char *what, int width, long schedules, double done)
{
	draw_both(c, what, width, schedules, 0, done);
}

static void test_a_wide_line_says_all(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	draw(&c, NULL, 80, 645569, 0.654);
	assert_string_equal(c.text, "\r\033[K... 645,569 schedules, about 65% done (an estimate)   (^C keeps what was found)");
	draw(&c, "cell 3 of 48", 80, 645569, 0.65);
	assert_string_equal(c.text, "\r\033[K... cell 3 of 48: 645,569 schedules, about 65% done   (^C keeps what was found)");
	draw(&c, NULL, 80, 12, 0.0002);
	check_has(c.text, "about 0.0200% done");
	draw(&c, NULL, 80, 12, 1e-9);
	check_has(c.text, "12 schedules, under 0.0001% done (an estimate)");
	capture_close(&c);
}

/* How many there will be is not known, so no share is told. */
static void test_states_are_counted_where_they_are_looked_at(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	draw_both(&c, NULL, 80, 12, 508220, 0.0002);
	assert_string_equal(c.text, "\r\033[K... 508,220 states   (^C keeps what was found)");
	draw_both(&c, NULL, 80, 12, 1, 0);
	assert_string_equal(c.text, "\r\033[K... 1 state   (^C keeps what was found)");
	capture_close(&c);
}

static void test_a_narrow_line_says_how_to_stop(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	draw(&c, NULL, 40, 645569, 0.65);
	assert_string_equal(c.text, "\r\033[K... 645,569, about 65% done   ^C stops");
	draw(&c, "cell 3 of 48", 40, 645569, 0.65);
	assert_string_equal(c.text, "\r\033[K... cell 3 of 48: 645,569   ^C stops");
	capture_close(&c);
}

static void test_it_fits_everywhere(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int width = 20; width < 120; width++)
		for (long n = 1; n < 10000000000; n *= 37) {
			draw(&c, n % 2 ? "cell 123 of 4800" : NULL, width, n, 0.0001);
			assert_true(text_columns(c.text + 4) < width);
			check_has(c.text, "^C ");
		}
	capture_close(&c);
}

/* What is told begins where the line was, and nothing is taken away after it. */
static void test_the_line_is_gone_before_the_answer(void **state)
{
	static const char *const lines[][2] = {
		{ "repair channel mode=self sends=2", "\r\033[Kchannel sends=2 mode=self would end well with" },
		{ "repair channel", "\r\033[Krepair: channel ends well as it is" },
		{ "sweep channel cap=0..1", "\r\033[K  cap\n" },
		{ "law channel mode=self cap=0..2 sends=1..2", "\r\033[Klaw:" },
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->live = true;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const char *last = NULL;

		say(&c, lines[i][0]);
		for (const char *at = c.text; (at = strstr(at, "\r\033[K")); at++)
			last = at;
		assert_non_null(last);
		check_has(last, lines[i][1]);
	}
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_wide_line_says_all),
		cmocka_unit_test(test_states_are_counted_where_they_are_looked_at),
		cmocka_unit_test(test_a_narrow_line_says_how_to_stop),
		cmocka_unit_test(test_it_fits_everywhere),
		cmocka_unit_test(test_the_line_is_gone_before_the_answer),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
