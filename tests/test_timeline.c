/* test_timeline.c - lanes: what they say of a run, and how they are drawn, from wide to narrow. */
#include "tests/capture.h"
#include "tests/check_text.h"

#include "lab/engine/pattern.h"
#include "lab/view/lanes.h"
#include "lab/view/timeline.h"

static char *draw(const struct trace *trace, const struct timeline_part *part, int width, bool ascii, bool colour)
{
	struct look look = { .width = width, .ascii = ascii, .colour = colour };
	struct buf out = { 0 };

	view_timeline(&out, trace, part, &look);
	check_drawing(buf_text(&out), width, ascii);
	return buf_take(&out);
}

static const struct timeline_part all = { .task = NO_TASK, .object = NO_OBJECT };

/* What a line of commands ends in, drawn. */
static void check_drawn(const char *line, const struct timeline_part *part, int width, bool ascii, const char *expected)
{
	struct capture c;
	char *text;

	capture_open(&c);
	say(&c, line);
	text = draw(&session_result(c.session)->trace, part, width, ascii, false);
	assert_string_equal(text, expected);
	free(text);
	capture_close(&c);
}

/* ---- Drawings ---- */

static const char naive_dining[] = "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0";

static void test_why_philosophers_hang(void **state)
{
	(void)state;
	check_drawn(naive_dining, &all, 80, false,
	            "in step        1             2             3\n"
	            "main           ░░░░░░░░░░░░░░░░░░░░ philosopher-0 ░░░░░░░░░░░░░░░░░░░░░\n"
	            "philosopher-0  lock fork-0───────────────────────────────░░░ fork-1 ░░░\n"
	            "  holds        fork-0══════════════════════════════════════════════════\n"
	            "philosopher-1  ────────────────────────────lock fork-1───░░░ fork-2 ░░░\n"
	            "  holds                                    fork-1══════════════════════\n"
	            "philosopher-2  ──────────────lock fork-2───░░░░░░░░░░ fork-0 ░░░░░░░░░░\n"
	            "  holds                      fork-2════════════════════════════════════\n"
	            "─ runs or could, ░ waits, ═ holds\n");
	check_drawn(naive_dining, &all, 40, true,
	            "in step        1     2     3\n"
	            "main           :::: philosopher-0 :::::\n"
	            "philosopher-0  L_________________::::::\n"
	            "  holds        fork-0==================\n"
	            "philosopher-1  ____________L_____::::::\n"
	            "  holds                    fork-1======\n"
	            "philosopher-2  ______L_____:: fork-0 ::\n"
	            "  holds              fork-2============\n"
	            "L lock, _ runs or could, : waits, =\n"
	            "  holds\n");
	check_drawn(naive_dining, &all, 20, true,
	            "in step  1 2  3\n"
	            "main      philos~0 :\n"
	            "philos~0 L_______:::\n"
	            "  holds  fork-0=====\n"
	            "philos~1 _____L__:::\n"
	            "  holds       for~1=\n"
	            "philos~2 __L__::::::\n"
	            "  holds    fork-2===\n"
	            "L lock, _ runs or\n"
	            "  could, : waits, =\n"
	            "  holds\n");
}

static void test_two_that_meet(void **state)
{
	(void)state;
	check_drawn("run fan-in sources=2 items=1 buffer=0 seed=1 log=0", &all, 80, false,
	            "in step   1      2       3       4       5      6       7       8\n"
	            "main      + sen…─? merged────────? merg…─░░░░░░░ merged ░░░░░░░░? merg…─\n"
	            "source-0         ┼───────────────! merg…─- sen…─\n"
	            "source-1         ! merg…─- send…─\n"
	            "closer           ░░░░░░░░░░░ sending ░░░░░░░░░░░0 send…─x merg…─\n"
	            "! send, + add, - done, 0 see zero, ? receive, x close, ─ runs or could, ░ waits\n");
}

/* A name touches no letter and no other name, and a wait is never without its own glyph. */
static void test_names_stand_apart(void **state)
{
	static const char *const runs[] = {
		"run semaphore seed=1 log=0", "run self-healing seed=1 log=0", "run worker-pool seed=1 log=0"
	};
	static const char *const touching[] = {
		"permitsP", "permits?", "beats?", "beats!", "select!", "selecte", "results!", "results?", "lock░", "jobs?"
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	for (size_t run = 0; run < sizeof runs / sizeof *runs; run++) {
		say(&c, runs[run]);
		for (int width = 40; width <= 140; width += 5) {
			char *text = draw(&session_result(c.session)->trace, &all, width, false, false);

			for (size_t i = 0; i < sizeof touching / sizeof *touching; i++)
				check_lacks(text, touching[i]);
			check_lacks(text, "V results !");
			free(text);
		}
	}
	capture_close(&c);
}

/* What is wider has more room for each step, be they many. */
static void test_the_width_is_used(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run semaphore seed=1 log=0");
	for (int width = 80; width <= 200; width += 10) {
		char *text = draw(&session_result(c.session)->trace, &all, width, false, false);

		assert_true(text_widest(text) > width - 5);
		free(text);
	}
	capture_close(&c);
}

static void test_narrowed(void **state)
{
	const struct timeline_part some = { .from = 2, .to = 4, .task = 2, .object = NO_OBJECT };

	(void)state;
	check_drawn(naive_dining, &some, 60, false,
	            "in step        2             3\n"
	            "philosopher-1  ──────────────lock fork-1───░░░ fork-2 ░░░\n"
	            "  holds                      fork-1══════════════════════\n"
	            "─ runs or could, ░ waits, ═ holds\n");
}

static void test_the_command(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->look.width = 60;
	say(&c, "timeline");
	check_has(c.text, "nothing has run yet");
	say(&c, naive_dining);
	say(&c, "timeline object=fork-1");
	check_has(c.text, "in step        1          2          3\n"
	                  "main\n"             /* it waits all the time, for something else */
	                  "philosopher-0  ─────────────────────────────────░░ fork-1 ░░\n"
	                  "philosopher-1  ──────────────────────L fork-1───\n"
	                  "  holds                              fork-1═════════════════\n"
	                  "philosopher-2  ──────────────────────\n");
	check_has(c.text, "blank waits for something");
	check_lacks(c.text, "fork-2");
	say(&c, "timeline from=3 to=2");
	check_has(c.text, "to must not be before from");
	say(&c, "timeline from=0");
	check_has(c.text, "from must be the number of a step, at least 1");
	assert_int_equal(say(&c, "timeline from=4"), STATUS_USAGE);
	check_has(c.text, "from must be 1..3");
	say(&c, "timeline by=hour");
	check_has(c.text, "by must be step or time");
	say(&c, "timeline task=philosophr-1");
	check_has(c.text, "Did you mean 'philosopher-1'");
	say(&c, "timeline 3");
	check_has(c.text, "it can be narrowed by from=, to=, task= and object=");
	c.session->json = true;
	say(&c, "timeline task=philosopher-0");
	check_has(c.text, "\"steps\":3,\"lanes\":[{\"task\":\"philosopher-0\",\"spans\":[{\"state\":\"waits\",\"to_see\":\"lock\","
	                  "\"object\":\"fork-1\",\"from\":4,\"to\":4},");
	check_has(c.text, "\"marks\":[{\"step\":1,");
	capture_close(&c);
}

/* A signal that nobody hears is told as such where there is room for words, too; who goes wrong does nothing after it. */
static void test_lost_and_wrong(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->look.width = 200;
	say(&c, "explore lost-wakeup test=outside log=0");
	say(&c, "timeline");
	check_has(c.text, "lost signal cond");
	check_lacks(c.text, " signal cond ");
	c.session->look.width = 80;
	say(&c, "explore mutex lock=none log=0; timeline");
	check_has(c.text, "r───X\n");
	capture_close(&c);
}

/* ---- What lanes say ---- */

static const struct span *last_wait(const struct lanes *lanes, int task)
{
	const struct span *found = NULL;

	for (long i = lanes->lanes[task].spans; i >= 0; i = lanes->spans[i].next)
		if (lanes->spans[i].state == LANE_BLOCKED || lanes->spans[i].state == LANE_ASLEEP)
			found = &lanes->spans[i];
	return found;
}

static long end_of_life(const struct lanes *lanes, int task)
{
	long end = -1;

	for (long i = lanes->lanes[task].spans; i >= 0; i = lanes->spans[i].next)
		if (lanes->spans[i].state == LANE_ALIVE)
			end = lanes->spans[i].to;
	return end;
}

static bool holds_at_end(const struct lanes *lanes, int task, int object)
{
	for (long i = lanes->lanes[task].spans; i >= 0; i = lanes->spans[i].next)
		if (lanes->spans[i].state == LANE_HOLDS && lanes->spans[i].object == object &&
		    lanes->spans[i].to == lanes->n_steps + 1)
			return true;
	return false;
}

/* A task is in one state at a time, within its life; two that meet do so in one step. */
static void check_order(const struct lanes *lanes)
{
	for (int task = 0; task < lanes->trace->n_tasks; task++) {
		long busy = 0;

		for (long i = lanes->lanes[task].spans; i >= 0; i = lanes->spans[i].next) {
			const struct span *span = &lanes->spans[i];

			assert_true(span->from >= 0 && span->from < span->to && span->to <= lanes->n_steps + 1);
			if (span->state != LANE_BLOCKED && span->state != LANE_ASLEEP)
				continue;
			assert_true(span->from >= busy);
			busy = span->to;
		}
	}
	for (long i = 0; i < lanes->n_marks; i++) {
		const struct mark *mark = &lanes->marks[i];

		assert_true(mark->step < lanes->n_steps && (i == 0 || mark->step >= mark[-1].step));
		assert_true(i == 0 || mark->step > mark[-1].step || mark->meets == i - 1);
		assert_true(mark->meets < 0 || lanes->marks[mark->meets].step == mark->step);
	}
}

/* At the end the lanes say what the run's last state says: who waits for what, has ended, holds what. */
static void check_end(const struct lanes *lanes, const struct snapshot *snapshot)
{
	for (int i = 0; i < snapshot->n_tasks; i++) {
		const struct snap_task *task = &snapshot->tasks[i];
		const struct span *wait = last_wait(lanes, i);
		bool waits = wait && wait->to == lanes->n_steps + 1;

		if (task->state == TASK_BLOCKED || task->state == TASK_SLEEPING)
			assert_true(waits);
		if (task->state == TASK_NEW || task->state == TASK_ENDED)
			assert_false(waits);
		if (waits && wait->state == LANE_BLOCKED && !wait->choice && task->n_cases > 0)
			assert_int_equal(wait->object, task->cases[0].object);
		assert_int_equal(end_of_life(lanes, i) == lanes->n_steps + 1,
		                 task->state != TASK_NEW && task->state != TASK_ENDED);
	}
	for (int i = 0; i < snapshot->n_objects; i++)
		if (strcmp(snapshot->objects[i].kind, "mutex") == 0)
			for (int task = 0; task < snapshot->n_tasks; task++)
				assert_int_equal(holds_at_end(lanes, task, i), snapshot->objects[i].owner == task);
}

static void check_run(struct capture *c, const char *name, const char *settings)
{
	const struct result *result;
	struct lanes *lanes;
	char line[200];

	snprintf(line, sizeof line, "run %s %s log=0", name, settings);
	assert_true(say(c, line) <= STATUS_FINDING);
	result = session_result(c->session);
	lanes = lanes_new(&result->trace);
	check_order(lanes);
	if (result->trace.dropped == 0)
		assert_int_equal(lanes->n_steps, result->steps);
	if (result->trace.dropped == 0)
		check_end(lanes, result->snapshot);
	lanes_free(lanes);
	for (int width = 20; width <= 300; width += width < 60 ? 3 : 24)
		for (int i = 0; i < 2; i++)
			free(draw(&result->trace, &(struct timeline_part){ .task = NO_TASK, .object = NO_OBJECT, .by_time = i },
			          width, width % 2, width % 5 == 0));
}

static void test_any_run_of_any_pattern(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++) {
		if (patterns[i]->settings[0].is_file)
			continue;
		check_run(&c, patterns[i]->name, "seed=1");
		check_run(&c, patterns[i]->name, "seed=2");
	}
	check_run(&c, "worker-pool", "jobs=200 keep=100 seed=1");
	check_run(&c, "dining", "order=same-handed seed=3");
	check_run(&c, "channel", "close=twice seed=1");
	check_run(&c, "mutex", "relock=on seed=1");
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_why_philosophers_hang),
		cmocka_unit_test(test_two_that_meet),
		cmocka_unit_test(test_names_stand_apart),
		cmocka_unit_test(test_the_width_is_used),
		cmocka_unit_test(test_narrowed),
		cmocka_unit_test(test_the_command),
		cmocka_unit_test(test_lost_and_wrong),
		cmocka_unit_test(test_any_run_of_any_pattern),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
