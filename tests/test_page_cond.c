/* test_page_cond.c - condition variables in the pictures of a run: who waits there, and what becomes of a signal. */
#include "tests/check_text.h"
#include "tests/export_folder.h"

/* The picture after a step of the newest run. */
static char *slide(struct capture *c, int step)
{
	char line[60];

	snprintf(line, sizeof line, "export picture at=%d", step);
	assert_int_equal(say_with(c, line, "slide.svg"), STATUS_OK);
	return contents("slide.svg", NULL);
}

/* A condition variable keeps nothing: it says who waits, not a number that could be taken for a signal. */
static void test_it_says_how_many_wait(void **state)
{
	static const char *const says[] = { "nobody waits", "nobody waits", "1 waits", "1 waits", "1 waits", "1 waits", "nobody waits" };
	struct capture c;
	char *picture, title[80];

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "run lost-wakeup pause=0 schedule=\"1x4 2x3\" log=0"), STATUS_OK);
	for (int k = 0; k < (int)(sizeof says / sizeof *says); k++) {
		picture = slide(&c, k + 1);
		snprintf(title, sizeof title, "<title>cond, condition variable: %s</title>", says[k]);
		check_has(picture, title);
		free(picture);
	}
	capture_close(&c);
}

/* Who has been woken is not among those that wait in line. */
static void test_the_woken_wait_no_longer(void **state)
{
	struct capture c;
	char *picture;

	(void)state;
	capture_open(&c);
	say(&c, "run bounded-buffer consumers=2 producers=1 schedule=\"2x4 3x4 1x6\" log=0");
	picture = slide(&c, 8);
	check_has(picture, ">in line: consumer-0 +1<");
	free(picture);
	picture = slide(&c, 14);
	check_has(picture, ": 1 waits</title>");
	check_lacks(picture, ">in line: ");
	free(picture);
	capture_close(&c);
}

/* Is there such a line from the box of a task to that of an object on its right (1), or on its left (-1)? */
static bool has_line(const char *picture, const char *look, int way)
{
	for (const char *at = picture; (at = strstr(at, "<path d=\"M")); at++) {
		const char *end = strchr(at, '>'), *found = strstr(at, look);
		int x, to;

		if (found && found < end && (sscanf(at, "<path d=\"M%d %*dL%d", &x, &to) == 2) && (to > x ? 1 : -1) == way)
			return true;
	}
	return false;
}

static void check_step(struct capture *c, const char *steps, const char *shown, const char *line)
{
	say(c, "step lost-wakeup test=outside");
	say(c, steps);
	check_has(c->text, shown);
	check_has(c->text, line);
	say(c, "step quit");
}

/* A signal goes from who sends it to the condition variable, and one that nobody hears says so; a wait goes there, too. */
static void test_a_lost_signal_is_seen(void **state)
{
	static const char lost[] = "stroke-width=\"4\" fill=\"none\" stroke-dasharray=\"3 6\"", deed[] = "stroke-width=\"4\" fill=\"none\"";
	struct capture c;
	char *picture;

	(void)state;
	capture_open(&c);
	say(&c, "run lost-wakeup test=outside schedule=\"1 2x5 1x4\" log=0");
	picture = slide(&c, 5);
	check_has(picture, ">signal cond: lost<");
	check_has(picture, ">lost: nobody hears it<");
	check_lacks(picture, "looked at in this step");
	assert_true(has_line(picture, lost, 1));
	free(picture);
	picture = slide(&c, 9);
	check_has(picture, ">done in this step<");
	assert_true(has_line(picture, deed, -1));
	assert_false(has_line(picture, deed, 1));
	free(picture);
	check_step(&c, "step 5", "━▶ cond ", "signal lost");
	check_step(&c, "step 9", " cond ◀━", " 1 waits ");
	capture_close(&c);
}

/* Where it fills the box, too. */
static void test_lost_is_not_cut_off(void **state)
{
	struct capture c;
	char *picture;

	(void)state;
	capture_open(&c);
	say(&c, "run bounded-buffer consumers=2 producers=1 schedule=\"2x4 3x4 1x5\" log=0");
	picture = slide(&c, 24);
	check_has(picture, ">signal not-full: lost</text>");
	free(picture);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_says_how_many_wait),
		cmocka_unit_test(test_the_woken_wait_no_longer),
		cmocka_unit_test(test_a_lost_signal_is_seen),
		cmocka_unit_test(test_lost_is_not_cut_off),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
