/* test_watch.c - `watch` as a command: what it takes, and what it prints where there is no terminal. */
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/sanitized.h"

#include "cmd/look/scrolling.h"
#include "cmd/look/watching.h"
#include "cmd/term/keys.h"

static const char naive[] = "dining seats=3 order=same-handed schedule=\"1 3 2\"";

static void say_of(struct capture *c, const char *before, const char *run, int status)
{
	char line[200];

	snprintf(line, sizeof line, "%s %s", before, run);
	assert_int_equal(say(c, line), status);
}

static void test_the_last_picture(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "watch"), STATUS_USAGE);
	check_has(c.text, "nothing has run yet");
	say_of(&c, "watch run", naive, STATUS_FINDING);
	check_has(c.text, "deadlock  4 tasks");
	check_has(c.text, "step 3 of 3\n> philosopher-1 locks fork-1, then philosopher-1 waits for fork-2, philosopher-0\n  for fork-1\ndining.c:39  mutex_lock(self->first);  then :41  mutex_lock(self->second);\n");
	check_has(c.text, "deadlock: None of the 4 tasks that are left can ever move again.");
	check_has(c.text, "a circle.\n");
	say_of(&c, "watch step=0 run", naive, STATUS_FINDING);
	check_has(c.text, "step 0 of 3\n");
	say_of(&c, "watch run step=9999", naive, STATUS_FINDING);
	check_has(c.text, "step 3 of 3\n");
	for (int width = 20; width <= 60; width += 20) {
		c.session->look.width = width;
		assert_int_equal(say(&c, "watch"), STATUS_OK);
		check_has(c.text, width == 60 ? "\ndining.c:39  mutex_lock(self->first);  then :41\n" : "\ndining.c:39  mut");
		check_lacks(c.text, "dining.c:41");
	}
	c.session->look.width = 80;
	assert_int_equal(say(&c, "watch step=1"), STATUS_OK);
	check_has(c.text, "step 1 of 3\n> philosopher-0 locks fork-0\n");
	check_lacks(c.text, "a circle");
	assert_int_equal(say(&c, "watch all=on"), STATUS_OK);
	check_has(c.text, "step 0 of 3\nbefore the first step\n");
	check_has(c.text, "step 2 of 3\n");
	capture_close(&c);
}

/* Who holds a lock or a permit is told where a line is narrow, too, and to programs. */
static void test_threads_tell_what_is_held(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say_of(&c, "run log=0", naive, STATUS_FINDING);
	for (int width = 20; width <= 80; width += 20) {
		c.session->look.width = width;
		assert_int_equal(say(&c, "threads"), STATUS_OK);
		check_has(c.text, width > 40 ? "stuck  lock fork-1         fork-0" : "  holds: fork-0\n");
		check_lacks(c.text, "at the end of the run");
	}
	c.session->lent = c.session->last;      /* as in a command between two steps of a picture */
	assert_int_equal(say(&c, "threads"), STATUS_OK);
	check_has(c.text, "as it was at the end of the run, not at the step of a picture\n");
	c.session->lent = NULL;
	assert_int_equal(say(&c, "explore semaphore each=2 cost=0"), STATUS_FINDING);
	assert_int_equal(say(&c, "threads"), STATUS_OK);
	check_has(c.text, "task-0  stuck  acquire from permits   1 of permits ");
	c.session->json = true;
	assert_int_equal(say(&c, "threads"), STATUS_OK);
	check_has(c.text, "\"holds\":[\"permits\"]");
	capture_close(&c);
}

/* All three ways show the same; the title says what was run, not how it is shown. */
static void test_ways_to_ask(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say_of(&c, "run watch=on log=0 pace=300", naive, STATUS_FINDING);
	check_has(c.text, "\ndining seats=3 order=same-handed schedule=\"1 3 2\"  step 3 of 3\n");
	assert_int_equal(say(&c, "watch replay last pace=300"), STATUS_FINDING);
	check_has(c.text, "step 3 of 3\n");
	assert_int_equal(say(&c, "watch explore dining seats=2 order=same-handed"), STATUS_FINDING);
	check_has(c.text, "step 2 of 2\n");
	assert_int_equal(say(&c, "watch explore dining seats=2 order=same-handed all=on"), STATUS_FINDING);
	check_has(c.text, "step 0 of 2\n");
	check_has(c.text, "step 2 of 2\n");
	assert_int_equal(say(&c, "explore dining seats=2 order=same-handed watch=on"), STATUS_FINDING);
	check_has(c.text, "step 2 of 2\n");
	assert_int_equal(say(&c, "watch explore dining seats=2"), STATUS_OK);
	check_lacks(c.text, "  step ");
	capture_close(&c);
}

static void test_mistakes(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say_of(&c, "run", naive, STATUS_FINDING);
	assert_int_equal(say(&c, "watch pace=0"), STATUS_USAGE);
	assert_int_equal(say(&c, "watch all=maybe"), STATUS_USAGE);
	assert_int_equal(say(&c, "watch step=x"), STATUS_USAGE);
	assert_int_equal(say(&c, "watch speed=3"), STATUS_USAGE);
	assert_int_equal(say(&c, "watch hlep"), STATUS_USAGE);
	assert_int_equal(say(&c, "watch run hlep"), STATUS_USAGE);
	check_lacks(c.text, "step 3 of 3");
	capture_close(&c);
}

static void test_json(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	say_of(&c, "watch run", naive, STATUS_FINDING);
	check_has(c.text, "\n{\"v\":1,\"command\":\"watch\",\"steps\":3,\"moments\":[{\"step\":3,\"did\":\"philosopher-1 locks fork-1\"");
	check_has(c.text, "{\"task\":\"philosopher-0\",\"state\":\"blocked\",\"to_see\":\"lock\",\"object\":\"fork-1\"");
	check_has(c.text, "{\"object\":\"fork-0\",\"kind\":\"mutex\",\"level\":1,\"held_by\":[\"philosopher-0\"]}");
	capture_close(&c);
}

/* ---- Keys ---- */

/*
 * A claim is checked in no turn of its own, and its fault is no step; an operation that fails is one. So many steps are told
 * by the run, by watch, by both timelines, in words and in JSON.
 */
static void test_steps_are_one_number(void **state)
{
	static const struct {
		const char *run, *steps, *watched, *counted, *drawn;
	} runs[] = {
		{ "run mutex lock=none loops=1 schedule=\"2 1x2 2 0x3\" log=0", " 7 steps", "  after step 7 of 7\n", "\"steps\":7,", " 7       end\n" },
		{ "run mutex relock=on kind=errorcheck loops=1 seed=1 log=0", " 2 steps", "  step 2 of 2\n", "\"steps\":2,", " 2\n" },
		{ "run heartbeat timeout=5 seed=1 log=0", " 4 steps", "  after step 4 of 4\n", "\"steps\":4,", "end\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
		struct capture c;

		capture_open(&c);
		say(&c, runs[i].run);
		check_has(c.text, runs[i].steps);
		say(&c, "watch");
		check_has(c.text, runs[i].watched);
		say(&c, "timeline");
		check_has(c.text, runs[i].drawn);
		c.session->json = true;
		say(&c, "timeline");
		check_has(c.text, runs[i].counted);
		say(&c, "watch");
		check_has(c.text, runs[i].counted);
		capture_close(&c);
	}
}

static void test_keys_of_watching(void **state)
{
	struct watching w;
	struct capture c;

	(void)state;
	capture_open(&c);
	say_of(&c, "run", naive, STATUS_FINDING);
	watching_begin(&w, c.session, session_result(c.session), 700);
	w.goes = true;
	assert_true(watching_key(&w, KEY_NONE));
	assert_int_equal(w.step, 1);
	assert_true(watching_key(&w, ' ') && !w.goes);
	watching_key(&w, KEY_NONE);             /* it has stopped */
	assert_int_equal(w.step, 1);
	watching_key(&w, KEY_RIGHT);
	watching_key(&w, KEY_RIGHT);
	watching_key(&w, KEY_RIGHT);            /* not beyond the end */
	assert_int_equal(w.step, 3);
	watching_key(&w, KEY_LEFT);
	assert_int_equal(w.step, 2);
	watching_key(&w, KEY_END);
	assert_false(watching_key(&w, ' '));    /* at the end what goes on leaves */
	assert_false(watching_key(&w, KEY_RIGHT));
	assert_false(watching_key(&w, KEY_ENTER));
	watching_key(&w, KEY_HOME);
	assert_true(watching_key(&w, KEY_ENTER));
	watching_key(&w, KEY_LEFT);
	assert_int_equal(w.step, 0);
	watching_key(&w, 'n');                  /* what a lecture goes on and back with */
	assert_true(watching_key(&w, KEY_PAGE_DOWN) && watching_key(&w, KEY_ENTER));
	assert_int_equal(w.step, 3);
	assert_false(watching_key(&w, KEY_PAGE_DOWN));
	assert_true(watching_key(&w, 'b') && watching_key(&w, KEY_PAGE_UP) && watching_key(&w, KEY_BACKSPACE));
	assert_true(watching_key(&w, KEY_PAGE_UP));
	assert_int_equal(w.step, 0);
	watching_key(&w, '-');
	assert_int_equal(w.pace, 1400);
	watching_key(&w, '+');
	watching_key(&w, '+');
	assert_int_equal(w.pace, 350);
	for (int i = 0; i < 20; i++)
		watching_key(&w, '+');
	assert_true(w.pace > 0);
	assert_false(watching_key(&w, 'q'));
	assert_false(watching_key(&w, KEY_LEAVE));
	watching_end(&w);
	capture_close(&c);
}

/* A frame fills the screen, whatever its size, and no more than that. */
static void test_frames_fit(void **state)
{
	struct watching w;
	struct capture c;
	struct buf text = { 0 };

	(void)state;
	capture_open(&c);
	say_of(&c, "run", naive, STATUS_FINDING);
	watching_begin(&w, c.session, session_result(c.session), 700);
	for (int width = 20; width <= 120; width += 10)
		for (int height = 8; height <= 50; height += 3)
			for (w.step = 0; w.step <= 3; w.step++) {
				c.session->look.width = width;
				buf_clear(&text);
				watching_frame(&text, &w, height, true);
				assert_int_equal(text_lines(buf_text(&text)), height);
				check_drawing(buf_text(&text), width, false);
			}
	buf_free(&text);
	watching_end(&w);
	capture_close(&c);
}

/* Where tasks are threads the last operation is nothing that matters: who waits is told. */
static void test_the_end_of_threads_that_hang(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "watch run channel mode=self"), STATUS_FINDING);
	check_has(c.text, "step 0 of 0\nmain waits for values\n");
	capture_close(&c);
}

/* Of those that are stuck the one of whom it is known why, and not the first who waits for somebody that waits as well. */
static void test_the_end_tells_the_cause(void **state)
{
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	c.session->look.width = 400;
	assert_int_equal(say(&c, "watch explore bounded-buffer producers=2 consumers=1 cap=1 items=2 condvars=one"), STATUS_FINDING);
	check_has(c.text, "and it was the wrong one.\n");
	capture_close(&c);
}

/* What does not go on the screen is reached by keys, all of it. */
static void test_a_list_is_scrolled(void **state)
{
	struct watching w;
	struct capture c;
	struct buf text = { 0 };

	(void)state;
	capture_open(&c);
	say(&c, "run dining seats=12 seed=1 log=0");
	watching_begin(&w, c.session, session_result(c.session), 700);
	watching_frame(&text, &w, 24, true);
	check_has(buf_text(&text), " more\n");
	check_lacks(buf_text(&text), "fork-11 ");
	assert_true(w.more);
	for (int i = 0; i < 40; i++) {
		watching_key(&w, KEY_DOWN);
		buf_clear(&text);
		watching_frame(&text, &w, 24, true);
		assert_int_equal(text_lines(buf_text(&text)), 24);
	}
	check_has(buf_text(&text), "fork-11 ");
	check_lacks(buf_text(&text), " more\n");
	assert_true(w.top < 40);
	for (int i = 0; i < 4; i++)
		watching_key(&w, KEY_UP);
	assert_int_equal(w.top, 0);
	buf_free(&text);
	watching_end(&w);
	capture_close(&c);
}

static void test_a_narrow_picture_tells_who_holds(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->look.width = 20;
	say_of(&c, "watch run", naive, STATUS_FINDING);
	check_has(c.text, "by philo\xe2\x80\xa6" "0\n");
	check_has(c.text, "by philo\xe2\x80\xa6" "2\n");
	check_has(c.text, "\n> philosopher-1\n  locks fork-1, then\n  philosopher-1\n  waits for fork-2,\n  philosopher-0 for\n  fork-1\ndining.c:39");
	capture_close(&c);
}

/* What all it waits for is drawn as soon as it waits, and of a run that was kept, too. */
static void test_a_select_is_drawn_when_it_begins_to_wait(void **state)
{
	static const char wanted[] = "──▶ reply-1 ◀┄┄";
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run select seed=5 log=0 cost=3");
	say(&c, "watch step=1");
	check_has(c.text, "reply-0 ◀┄┄");
	check_has(c.text, wanted);
	c.session->look.width = 20;
	say(&c, "watch step=1");
	check_has(c.text, " source-0 ");
	check_has(c.text, "*sleeps :44");
	capture_close(&c);
}

static void test_keys_of_the_timeline(void **state)
{
	const struct timeline_part all = { .task = NO_TASK, .object = NO_OBJECT };
	struct scrolling s;
	struct capture c;
	struct buf text = { 0 };

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool workers=20 jobs=40 seed=1 log=0");
	scrolling_begin(&s, c.session, &session_result(c.session)->trace, &all);
	assert_true(s.part.from == 1 && s.part.to == s.n_steps && s.n_steps > 80);
	assert_true(scrolling_needed(&s));
	scrolling_key(&s, '+');
	assert_true(s.part.to - s.part.from + 1 == (s.n_steps + 1) / 2);
	scrolling_key(&s, KEY_HOME);
	assert_int_equal(s.part.from, 1);
	scrolling_key(&s, KEY_LEFT);
	assert_int_equal(s.part.from, 1);
	scrolling_key(&s, KEY_END);
	assert_int_equal(s.part.to, s.n_steps);
	scrolling_key(&s, KEY_RIGHT);
	assert_int_equal(s.part.to, s.n_steps);
	for (int i = 0; i < 20; i++)
		scrolling_key(&s, '+');
	assert_true(s.part.to - s.part.from + 1 == 3);
	for (int i = 0; i < 20; i++)
		scrolling_key(&s, '-');
	assert_true(s.part.from == 1 && s.part.to == s.n_steps);
	for (int i = 0; i < 40; i++)
		scrolling_key(&s, KEY_DOWN);
	scrolling_frame(&text, &s, 12, true);
	assert_int_equal(text_lines(buf_text(&text)), 12);
	check_has(buf_text(&text), "waits");            /* the last line is seen, no further */
	check_drawing(buf_text(&text), 80, false);
	assert_false(scrolling_key(&s, 'q'));
	buf_free(&text);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_last_picture),
		cmocka_unit_test(test_threads_tell_what_is_held),
		cmocka_unit_test(test_ways_to_ask),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_steps_are_one_number),
		cmocka_unit_test(test_keys_of_watching),
		cmocka_unit_test(test_frames_fit),
		cmocka_unit_test(test_the_end_of_threads_that_hang),
		cmocka_unit_test(test_the_end_tells_the_cause), cmocka_unit_test(test_a_list_is_scrolled),
		cmocka_unit_test(test_a_narrow_picture_tells_who_holds),
		cmocka_unit_test(test_a_select_is_drawn_when_it_begins_to_wait),
		cmocka_unit_test(test_keys_of_the_timeline),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
