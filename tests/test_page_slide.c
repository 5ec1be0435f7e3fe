/* test_page_slide.c - a picture for a slide: what it is of, and how it ends, is all on it. */
#include "tests/check_text.h"
#include "tests/export_folder.h"

enum { WIDE_LETTER = 12 };              /* pixels of a letter of a title */

/* Every row of the title goes into the picture, and all its words are there. */
static void check_title(const char *picture, const char *last_word)
{
	const char *svg = strstr(picture, "width=\"");
	bool found = false;
	int width;

	assert_int_equal(sscanf(svg, "width=\"%d\"", &width), 1);
	for (const char *at = picture; (at = strstr(at, " font-size=\"20\"")); at++) {
		const char *text = strchr(at, '>') + 1;

		assert_true(20 + WIDE_LETTER * (int)strcspn(text, "<") < width);
		found |= strstr(text, last_word) && strstr(text, last_word) < strchr(text, '<');
	}
	assert_true(found);
}

static void check(struct capture *c, const char *run, const char *export, const char *last_word)
{
	char *picture;

	say(c, run);
	assert_int_equal(say_with(c, export, "slide.svg"), STATUS_OK);
	picture = contents("slide.svg", NULL);
	check_title(picture, last_word);
	free(picture);
}

static void test_a_title_is_all_there(void **state)
{
	static const char run[] = "run bounded-buffer producers=2 consumers=3 items=3 condvars=one wake=broadcast test=if schedule=\"1\" log=0";
	struct capture c;

	(void)state;
	capture_open(&c);
	check(&c, run, "export picture at=3", "test=if");
	check(&c, run, "export picture", ": ");
	check(&c, "run channel mode=self log=0", "export picture", "deadlock");
	capture_close(&c);
}

/* The last step is the end, however it was asked for. */
static void test_the_last_step_is_the_end(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	check(&c, "run dining seats=3 order=same-handed schedule=\"1 2 3\" log=0", "export picture at=3", "deadlock");
	check(&c, "run dining seats=3 order=same-handed schedule=\"1 2 3\" log=0", "export picture at=2", "order=same-handed<");
	capture_close(&c);
}

static int count(const char *text, const char *part)
{
	int n = 0;

	for (; (text = strstr(text, part)); text++)
		n++;
	return n;
}

/* A claim that was false is told with its numbers. */
static void test_a_false_claim_is_told(void **state)
{
	struct capture c;
	char *picture;

	(void)state;
	capture_open(&c);
	say(&c, "run mutex lock=none loops=1 schedule=\"2 1x2 2 0x3\" log=0");
	say_with(&c, "export picture", "slide.svg");
	picture = contents("slide.svg", NULL);
	check_has(picture, "main: broken claim: &quot;no update is lost&quot;, but it came to 1 instead of 2");
	free(picture);
	capture_close(&c);
}

/* What a task has read, and goes by, is in its box until it has stored something. */
static void test_what_is_read_is_seen(void **state)
{
	struct capture c;
	char *picture;

	(void)state;
	capture_open(&c);
	say(&c, "run mutex lock=none loops=1 schedule=\"2 1x2 2 0x3\" log=0");
	say_with(&c, "export picture at=2", "slide.svg");
	picture = contents("slide.svg", NULL);
	assert_int_equal(count(picture, ">read 0</text>"), 2);
	free(picture);
	say_with(&c, "export picture at=3", "slide.svg");
	picture = contents("slide.svg", NULL);
	assert_int_equal(count(picture, ">read 0</text>"), 1);
	free(picture);
	capture_close(&c);
}

/* A context is cancelled from the step on that cancels it; on a page the script reads the word. */
static void test_a_context_is_cancelled(void **state)
{
	struct capture c;
	char *text;

	(void)state;
	capture_open(&c);
	say(&c, "run self-healing seed=1 log=0");
	for (int step = 2; step <= 9; step += 7) {
		char command[40];

		snprintf(command, sizeof command, "export picture at=%d", step);
		say_with(&c, command, "x.svg");
		assert_int_equal(count_in("x.svg", ">cancelled<"), step == 9 ? 2 : 0);
		assert_int_equal(count_in("x.svg", "<title>ward-2: waits: receive from never or see the end of life-2</title>"), step == 9);
		assert_int_equal(count_in("x.svg", "…-2<"), 0);         /* as if it were the number of the first */
	}
	assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
	text = contents("x.html", NULL);
	check_has(text, "\"kind\":\"context\",\"sort\":\"level\",\"capacity\":-1,\"over\":\"cancelled\"");
	free(text);
	empty_folder();
	capture_close(&c);
}

/* Who has a permit is seen to hold it, until it is given back. */
static void test_permits_are_held(void **state)
{
	struct capture c;
	char *picture;

	(void)state;
	capture_open(&c);
	say(&c, "run semaphore seed=1 log=0");
	say_with(&c, "export picture at=2", "slide.svg");
	picture = contents("slide.svg", NULL);
	check_has(picture, ">holds</text>");
	check_has(picture, " left</text>");     /* as the terminal says it */
	check_lacks(picture, ">semaphore: ");
	free(picture);
	say_with(&c, "export picture", "slide.svg");
	picture = contents("slide.svg", NULL);
	check_lacks(picture, ">holds</text>");
	free(picture);
	capture_close(&c);
}

/* What is said below a picture that is narrower than the words is in rows, and all there. */
static void test_what_is_said_below_is_all_there(void **state)
{
	struct capture c;
	char *picture;

	(void)state;
	capture_open(&c);
	say(&c, "run semaphore each=2 cost=0 schedule=\"0 1 2\" log=0");
	say_with(&c, "export picture", "slide.svg");
	picture = contents("slide.svg", NULL);
	check_has(picture, ">nobody can move: all 4 wait to ");
	for (const char *row = picture; (row = strstr(row, "<tspan ")); row++) {
		int x, letters = (int)strcspn(strchr(row, '>') + 1, "<");

		assert_int_equal(sscanf(row, "<tspan x=\"%d\"", &x), 1);
		assert_in_range(letters * 10, 10, 2 * x + 10);
	}
	assert_in_range(count(picture, "<tspan "), 2, 4);
	free(picture);
	capture_close(&c);
}

/* Where nobody holds what is waited for, it is drawn who could bring it, and so a circle; a lock's holder has its own line. */
static void test_a_cycle_is_closed(void **state)
{
	static const char closing[] = "stroke-width=\"2\" fill=\"none\"";
	struct capture c;
	char *picture;

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool feed=main schedule=\"0x4\" log=0");
	say_with(&c, "export picture", "slide.svg");
	picture = contents("slide.svg", NULL);
	check_has(picture, ">could end that wait, but waits itself<");
	assert_int_equal(count(picture, closing), 5);           /* jobs to each of three, results to main; and the legend */
	free(picture);
	say_with(&c, "export picture at=2", "slide.svg");
	picture = contents("slide.svg", NULL);
	assert_int_equal(count(picture, closing), 0);
	free(picture);
	say(&c, "run dining seats=3 order=same-handed schedule=\"1 2 3\" log=0");
	say_with(&c, "export picture", "slide.svg");
	picture = contents("slide.svg", NULL);
	assert_int_equal(count(picture, closing), 0);
	free(picture);
	capture_close(&c);
}

/* A wait is read whole where there is room for it. */
static void test_what_a_task_waits_for_is_whole(void **state)
{
	struct capture c;
	char *picture;

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool seed=3 log=0");
	say_with(&c, "export picture at=1", "slide.svg");
	picture = contents("slide.svg", NULL);
	check_has(picture, ">waits: receive from results</text>");
	free(picture);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_title_is_all_there),
		cmocka_unit_test(test_the_last_step_is_the_end),
		cmocka_unit_test(test_a_false_claim_is_told),
		cmocka_unit_test(test_what_is_read_is_seen),
		cmocka_unit_test(test_a_context_is_cancelled),
		cmocka_unit_test(test_permits_are_held),
		cmocka_unit_test(test_what_a_task_waits_for_is_whole),
		cmocka_unit_test(test_a_cycle_is_closed),
		cmocka_unit_test(test_what_is_said_below_is_all_there),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
