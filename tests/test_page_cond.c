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
	check_has(picture, ">waiting: consumer-0 +1<");
	free(picture);
	picture = slide(&c, 14);
	check_has(picture, ": 1 waits</title>");
	check_lacks(picture, ">waiting: ");
	free(picture);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_says_how_many_wait),
		cmocka_unit_test(test_the_woken_wait_no_longer),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
