/* test_picture.c - pictures of moments: what they look like, and what holds for any run at any width. */
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/sanitized.h"

#include <ctype.h>

#include "lab/engine/pattern.h"
#include "lab/view/picture.h"

/* The mark of who moved cuts no word. */
static void check_marks(const char *text)
{
	for (const char *at = strchr(text, '*'); at; at = strchr(at + 1, '*')) {
		bool in_word = at > text && isalnum((unsigned char)at[-1]);

		if (in_word)
			print_error("a mark within a word:\n%s", text);
		assert_false(in_word);
	}
}

static size_t glyph_length(const char *at)
{
	size_t length = 1;

	while ((at[length] & 0xc0) == 0x80)
		length++;
	return length;
}

enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8, TIP = 16 };

/* Which ways a glyph goes; the point of an arrow goes the way it comes from. 0: it is no line. */
static unsigned ways_of(const char *at)
{
	static const struct {
		const char *glyphs;             /* alike, of three bytes each */
		unsigned    ways;
	} known[] = {
		{ "─┄═━", LEFT | RIGHT }, { "│┆║┃", UP | DOWN }, { "┌╔┏", DOWN | RIGHT }, { "┐╗┓", DOWN | LEFT }, { "└╚┗", UP | RIGHT },
		{ "┘╝┛", UP | LEFT }, { "├╠┣", UP | DOWN | RIGHT }, { "┤╣┫", UP | DOWN | LEFT }, { "┬╦┳", DOWN | LEFT | RIGHT },
		{ "┴╩┻", UP | LEFT | RIGHT }, { "┼╬╋", UP | DOWN | LEFT | RIGHT }, { "▶", LEFT | TIP }, { "◀", RIGHT | TIP },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		for (const char *glyph = known[i].glyphs; *glyph; glyph += 3)
			if (strncmp(at, glyph, 3) == 0)
				return known[i].ways;
	return 0;
}

/*
 * Lines beside each other join, or one passes upright behind the other's end or through it. Two corners or points that do not
 * would be read as one line; and so would a name that touches one.
 */
static const char *fault_of_lines(const char *text)
{
	const char *before = "";

	for (const char *at = text; *at; before = at, at += glyph_length(at)) {
		unsigned one = ways_of(before), two = ways_of(at);

		if (two && isalnum((unsigned char)*before))
			return "a line touches a name";
		if (one && one != (UP | DOWN) && isalnum((unsigned char)*at))
			return "a name touches a line";
		if (one & (RIGHT | TIP) && one & LEFT && *at == '*')
			return "a line ends at the mark of who moved";
		if (!one || !two || one == (UP | DOWN) || two == (UP | DOWN))
			continue;
		if (!(one & RIGHT) || !(two & LEFT))
			return "two lines touch that do not join";
	}
	return NULL;
}

static char *draw(struct picture *picture, long step, int width, int height, bool ascii, bool colour)
{
	struct look look = { .width = width, .ascii = ascii, .colour = colour };
	struct buf out = { 0 };

	picture_draw(&out, picture, step, &look, height);
	check_drawing(buf_text(&out), width, ascii);
	if (text_lines(buf_text(&out)) > height)
		print_error("%d lines, not %d:\n%s", text_lines(buf_text(&out)), height, buf_text(&out));
	assert_true(text_lines(buf_text(&out)) <= height);
	if (!ascii && !colour) {
		const char *fault = fault_of_lines(buf_text(&out));

		check_marks(buf_text(&out));
		if (fault)
			print_error("%s, %d columns:\n%s", fault, width, buf_text(&out));
		assert_null(fault);
	}
	return buf_take(&out);
}

static struct picture *picture_of(const struct result *result)
{
	return picture_new(&result->trace, result->snapshot, result->pattern->file, true);
}

/* ---- Any run ---- */

static bool is_looked_at(long step, long n)
{
	return step == 0 || step == n || step == n / 2 || step == 1;
}

/* Forward, then back: the same. */
static void check_back(struct picture *picture, int width)
{
	long n = picture_steps(picture), middle = n / 2;
	char *before = draw(picture, middle, width, 24, false, true), *after;

	free(draw(picture, middle + 1, width, 24, false, true));
	after = draw(picture, middle, width, 24, false, true);
	assert_string_equal(before, after);
	free(after);
	free(draw(picture, 0, width, 24, false, true));
	after = draw(picture, middle, width, 24, false, true);
	assert_string_equal(before, after);
	free(after);
	free(before);
}

/* It stands still: the same number of lines at every step. */
static void check_still(struct picture *picture, int width)
{
	long n = picture_steps(picture);
	char *first = draw(picture, 0, width, 40, true, false), *text;

	for (long step = 0; step <= n && step < 20; step += 5) {
		text = draw(picture, step, width, 40, true, false);
		assert_int_equal(text_lines(text), text_lines(first));
		free(text);
	}
	free(first);
}

static void check_run(struct capture *c, const char *name, const char *settings)
{
	static const int heights[] = { 40, 18, 7, 2 };
	const struct result *result;
	struct picture *picture;
	char line[200];
	long n;

	snprintf(line, sizeof line, "run %s %s log=0", name, settings);
	assert_true(say(c, line) <= STATUS_FINDING);
	result = session_result(c->session);
	picture = picture_of(result);
	n = picture_steps(picture);
	for (int width = 20; width <= 300; width += SANITIZED ? 20 : width < 120 ? 1 : 9)
		for (long step = 0; step <= n; step++)
			if (is_looked_at(step, n))
				free(draw(picture, step, width, heights[(width + step) % 4], width % 2, width % 3 == 0));
	check_back(picture, 80);
	check_back(picture, 50);
	check_still(picture, 80);
	check_still(picture, 140);
	picture_free(picture);
}

static void test_any_run_of_any_pattern(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++)
		if (!patterns[i]->settings[0].is_file)
			check_run(&c, patterns[i]->name, "seed=1");
	check_run(&c, "worker-pool", "jobs=200 keep=100 seed=1");
	check_run(&c, "worker-pool", "workers=40 jobs=60 seed=1");
	check_run(&c, "dining", "order=same-handed seed=3");
	check_run(&c, "dining", "seats=40 seed=3");
	check_run(&c, "mutex", "relock=on seed=1");
	capture_close(&c);
}

/* What a run is at a step has these lines in it, at this width. */
static void check_lines(const char *run, long step, int width, const char *lines)
{
	struct capture c;
	struct picture *picture;
	char *text;

	capture_open(&c);
	assert_true(say(&c, run) <= STATUS_FINDING);
	picture = picture_of(session_result(c.session));
	text = draw(picture, step, width, 60, false, false);
	check_has(text, lines);
	free(text);
	picture_free(picture);
	capture_close(&c);
}

/* What a run is at a step lacks this, at this width. */
static void check_no_line(const char *run, long step, int width, const char *line)
{
	struct capture c;
	struct picture *picture;
	char *text;

	capture_open(&c);
	assert_true(say(&c, run) <= STATUS_FINDING);
	picture = picture_of(session_result(c.session));
	text = draw(picture, step, width, 60, false, false);
	check_lacks(text, line);
	free(text);
	picture_free(picture);
	capture_close(&c);
}

/* Where the line of one object ends and that of another begins there is a gap: they are not read as one. */
static void test_lines_of_two_objects_do_not_touch(void **state)
{
	(void)state;
	check_lines("run subscription seed=1 log=0", 0, 80,
	            " feed-0 ─┘ ┌▶ updates-1 ─┐ └▶ forward-0 ─┬─▶ merged ───┐\n"
	            " new       │  []         │    new        │   []        │\n"
	            "           │             │               │             └───▶ main        open\n"
	            " feed-1 ───┘             └──▶ forward-1 ─┘                   runs\n");
	check_lines("run sleeping-barber seed=1 log=0", 9, 100, "customer-2 ┄┘\n");
}

/* What wards send to one object and what they take from another have a line each: it crosses, and joins nowhere. */
static void test_each_object_has_lines_of_its_own(void **state)
{
	(void)state;
	check_lines("run self-healing seed=1 log=0", 13, 80,
	            " ward-1 ───────┐                                              cancelled\n"
	            " ended ◀─────┐ ├─▶ beats ─────────────┐\n"
	            "             │ │   []                 │\n"
	            " ward-2 ─────│─┤                      └───▶ main ━━━━━━━┓     life-2\n"
	            " ended ◀─────┤ │                           *ended       ┃     cancelled\n"
	            "             ├─│── never → ward-1..3                    ┃\n"
	            " ward-3 ─────│─┘   []                                   ┃\n"
	            " ended ◀─────┘                                          ┗━━━▶ life-3\n"
	            "                                                              cancelled\n");
	check_lines("run bridge seed=1 log=0", 17, 60,
	            "             ├─────▶ stream-0 ──────────┫\n"
	            "             │       [] closed          ┃\n"
	            " source ─────┤                          ┣━━━━━▶ main\n"
	            " ended       │                          │      *ended\n"
	            "             ├─────▶ stream-1 ──────────┤\n");
}

/* Who adds to a wait group gives to it, and his line ends beside a text; between two objects a line is left free. */
static void test_who_adds_gives(void **state)
{
	(void)state;
	check_lines("run worker-pool seed=3 log=0", 1, 80,
	            " feeder ────────▶ jobs ◀┄┄┄┼┄┄┄┄ worker-1 ───┤     main waits  ├┄┄┄┄ main\n"
	            " runs             []       ┆     waits :74   │                 ┃    *waits :156\n"
	            "                  3 wait   ┆                 │     working ◀━━━┛\n"
	            "                           └┄┄┄┄ worker-2 ───┘     3 to go\n");
	check_lines("run worker-pool seed=3 log=0", 1, 40, "    working ◀━━━━━━┛\n");
}

/* What nobody has touched is what it is at the end; what is not known is left out. */
static void test_what_is_known_is_shown(void **state)
{
	(void)state;
	check_lines("explore semaphore each=2 cost=0", 0, 80, "inside\n                            = 0\n");
	check_no_line("run sleeping-barber seed=1 log=0", 9, 100, "?");
}

/* A wait goes to what is waited for, whoever stands left; data go the way they are sent. */
static void test_a_wait_goes_to_what_is_waited_for(void **state)
{
	(void)state;
	check_lines("run worker-pool seed=1 log=0", 16, 80, "results ◀┄┄┄");
	check_lines("run semaphore seed=1 log=0", 9, 80, "waiting ◀┄┄┄┄");
	check_lines("run semaphore seed=1 log=0", 9, 80, "┄┄┄┄┄▶ held by task-2");
	check_lines("run semaphore seed=1 log=0", 9, 80, "task-0..1 wait\n");
	check_no_line("run semaphore seed=1 log=0", 9, 60, "waiting:");
}

/* Where many tasks use many objects a channel has a line only for whoever has to do with it at this moment. */
static void test_a_dense_row_has_few_lines(void **state)
{
	(void)state;
	check_no_line("run semaphore seed=1 log=0", 16, 80, "▶ results");
	check_lines("run semaphore seed=1 log=0", 16, 80, " results ──────");
	check_lines("run semaphore tasks=8 seed=1 log=0", 20, 80, "═══ held by task-5 ");
	check_lines("run semaphore seed=1 log=0", 40, 80, "▶ results ");
	check_lines("run worker-pool seed=1 log=0", 18, 80, "┣━━━▶ results");
}

/* A permit is held by who took it, where nobody else gives it back: else it is a signal, and nobody's. */
static void test_who_has_permits_is_shown(void **state)
{
	(void)state;
	check_lines("run semaphore seed=1 log=0", 9, 80, "═══ 0 left, by task-2..3\n");
	check_lines("run smokers seed=1 log=0", 40, 120, " left\n");
	for (int step = 0; step <= 40; step += 4)
		check_no_line("run smokers seed=1 log=0", step, 120, " left, ");
}

/* What a step loads goes to who loads it, what it stores to the cell. */
static void test_loads_and_stores_have_a_point(void **state)
{
	(void)state;
	check_lines("run smokers seed=1 log=0", 9, 120, "*runs :49 ◀━━┓");
	check_lines("run mutex seed=1 log=0", 7, 80, "━━▶ counter ");
	check_lines("run mutex seed=1 log=0", 6, 80, "◀━━");
}

/* Two have loaded the same before one of them stores: what the other goes by is still shown then. */
static void test_what_was_read_is_shown(void **state)
{
	(void)state;
	check_lines("run mutex lock=none seed=1 log=0", 7, 80, " task-1 ◀━━━━┛                                                for task-0\n*runs :39\n read 2\n");
	check_no_line("run mutex lock=none seed=1 log=0", 8, 80, "read");
}

/* Whose claim is false does not just run. */
static void test_who_went_wrong_is_marked(void **state)
{
	(void)state;
	check_lines("run mutex lock=none seed=1 log=0", 16, 80, "*went wrong\n");
	check_lines("run mutex lock=none seed=1 log=0", 16, 120, "*went wrong\n");
	check_lines("run mutex lock=none seed=1 log=0", 16, 40, "wrong\n");
	check_no_line("run mutex lock=none seed=1 log=0", 15, 80, "wrong");
}

/* Some lines are left out, in narrow gutters, and to who stands far away: the object's name says who it goes to. */
static void test_what_has_no_line_is_said(void **state)
{
	(void)state;
	check_lines("run select seed=5 log=0 cost=3", 1, 20, "reply-1 ← s");
	check_lines("run bounded-parallelism seed=1 log=0", 7, 80, "slots ↔ main");
	check_lines("run or-channel seed=1 log=0", 7, 80, "any-2 → or-1");
}

/* To a task that is joined no line leads: its name stands below, or beside the state. */
static void test_who_is_joined_is_named(void **state)
{
	(void)state;
	check_lines("run bounded-buffer seed=1 log=0", 20, 80, " waits :133\n*runs :61 ━━━┓                                                   for producer-0\n");
	check_lines("run bounded-buffer seed=1 log=0", 20, 120, " for producer-0\n");
	check_no_line("run bounded-buffer seed=1 log=0", 77, 80, " for producer");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_run_of_any_pattern),
		cmocka_unit_test(test_lines_of_two_objects_do_not_touch),
		cmocka_unit_test(test_each_object_has_lines_of_its_own),
		cmocka_unit_test(test_who_adds_gives),
		cmocka_unit_test(test_what_is_known_is_shown),
		cmocka_unit_test(test_a_wait_goes_to_what_is_waited_for),
		cmocka_unit_test(test_a_dense_row_has_few_lines),
		cmocka_unit_test(test_who_has_permits_is_shown),
		cmocka_unit_test(test_loads_and_stores_have_a_point),
		cmocka_unit_test(test_what_was_read_is_shown),
		cmocka_unit_test(test_who_went_wrong_is_marked),
		cmocka_unit_test(test_what_has_no_line_is_said),
		cmocka_unit_test(test_who_is_joined_is_named),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
