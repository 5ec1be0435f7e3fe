/* test_step_parts.c - lines that are more than one step on the screen of a stepped run, and screens that are low. */
#include "cmd/step/step_parts.h"

#include "cmd/step/step_screen.h"
#include "cmd/step/stepping.h"
#include "lab/base/text.h"
#include "tests/check_text.h"
#include "tests/golden.h"

/* A line that is more than one step is shown with its parts, and how far each task is in it. */
static void test_a_line_in_parts(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step rwlock readers=1 writers=2 hold=0");
	say(&c, "break store value");
	say(&c, "continue");
	check_has(c.text, "store 1 to value: part 2 of 2, after load value = 0\n");
	check_has(c.text, "  cell_store(data->value, cell_load(data->value) + 1);\n"
	                  "    in 2 parts: 1 load value, 2 store value; others may come between\n");
	c.session->json = true;
	say(&c, "step 0");
	check_has(c.text, "\"parts\":[{\"operation\":\"load\",\"object\":\"value\",\"value\":0,\"state\":\"done\"},"
	                  "{\"operation\":\"store\",\"value\":1,\"state\":\"next\"}]");
	capture_close(&c);
}

/* Again and again through the same two lines, with a sleep between: the parts of this time count. */
static void test_parts_are_of_this_time(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->look.width = 100;
	say(&c, "step mutex lock=none tasks=1 loops=3 gap=5");
	say(&c, "step");
	check_has(c.text, "wake up: between parts 1 and 2, after load counter = 0\n");
	say(&c, "step");
	check_has(c.text, "store 1 to counter: part 2 of 2, after load counter = 0\n");
	say(&c, "step");
	check_has(c.text, "load counter: part 1 of 2\n");
	say(&c, "step");
	check_has(c.text, "wake up: between parts 1 and 2, after load counter = 1\n");
	capture_close(&c);
}

/* The source is left out where it does not fit; how far the tasks are stays. */
static void test_a_low_screen_keeps_the_tasks(void **state)
{
	struct buf text = { 0 };
	struct look look = { .width = 40 };
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step mutex lock=none tasks=2");
	say(&c, "step task-0");
	for (int height = 24; height >= 12; height--) {
		buf_clear(&text);
		step_screen(&text, stepper_look(stepping_now(c.session)->stepper), &look, height);
		assert_in_range(text_lines(buf_text(&text)), 8, height - 1);
		check_has(buf_text(&text), "after load counter = 0");
	}
	say(&c, "step mutex tasks=40");
	buf_clear(&text);
	step_screen(&text, stepper_look(stepping_now(c.session)->stepper), &look, 12);
	assert_in_range(text_lines(buf_text(&text)), 5, 11);
	buf_free(&text);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line_in_parts),
		cmocka_unit_test(test_parts_are_of_this_time),
		cmocka_unit_test(test_a_low_screen_keeps_the_tasks),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
