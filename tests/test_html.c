/* test_html.c - the page of a run: its data says of each step what the reel says, and all of it is well-formed. */
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/json_read.h"
#include "tests/page_form.h"
#include "tests/sanitized.h"

#include <unistd.h>

#include "lab/engine/pattern.h"
#include "lab/page/html.h"
#include "lab/trace/schedule.h"
#include "lab/trace/snap_text.h"
#include "lab/view/reel.h"

enum { MOST_TASKS = 128, MOST_OBJECTS = 256, MOST_ITEMS = 64 };

static const struct result *run(struct capture *c, const char *line)
{
	assert_true(say(c, line) <= STATUS_FINDING);
	return session_result(c->session);
}

static char *page_of(const struct result *result, const struct html_page *page, size_t *size)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, size);

	assert_true(html_report(out, page, &result->trace, result->snapshot, NULL));
	fclose(out);
	return text;
}

static const char *data_of(const char *page)
{
	static const char mark[] = "id=\"run-data\">";
	const char *at = strstr(page, mark);

	assert_non_null(at);
	return at + strlen(mark);
}

/* ---- What the script makes of the data ---- */

struct shown_task {
	long long         state, place, wait, since, choice, ready;
	const char       *at;           /* "o5"; NULL: nothing */
	const struct json_node *read;
};

struct shown_object {
	long long level, owner, made, closed;
	int       n_holders, n_items;   /* n_items -1: not known */
	long long holders[MOST_TASKS];
	const struct json_node *value, *items[MOST_ITEMS];
};

struct shown {
	struct shown_task   tasks[MOST_TASKS];
	struct shown_object objects[MOST_OBJECTS];
};

static void take(const struct json_node *change, const char *key, long long *value)
{
	const struct json_node *member = json_member(change, key);

	if (member)
		*value = member->number;
}

static void apply_task(struct shown *shown, const struct json_node *change)
{
	struct shown_task *task = &shown->tasks[json_member(change, "i")->number];
	const struct json_node *at = json_member(change, "o");

	take(change, "s", &task->state);
	take(change, "p", &task->place);
	take(change, "w", &task->wait);
	take(change, "since", &task->since);
	take(change, "c", &task->choice);
	take(change, "r", &task->ready);
	if (at)
		task->at = at->text;
	if (json_member(change, "v"))
		task->read = json_member(change, "v");
}

static void apply_items(struct shown_object *object, const struct json_node *change)
{
	long long drop = 0;

	if (json_member(change, "unknown"))
		object->n_items = -1;
	if (!json_member(change, "q"))
		return;
	take(change, "d", &drop);
	object->n_items = object->n_items < 0 ? 0 : object->n_items - (int)drop;
	memmove(object->items, object->items + drop, (size_t)object->n_items * sizeof *object->items);
	for (const struct json_node *item = json_member(change, "q")->first; item; item = item->next) {
		assert_true(object->n_items < MOST_ITEMS);
		object->items[object->n_items++] = item;
	}
}

static void apply_object(struct shown *shown, const struct json_node *change)
{
	struct shown_object *object = &shown->objects[json_member(change, "i")->number];
	const struct json_node *holders = json_member(change, "h");

	take(change, "l", &object->level);
	take(change, "o", &object->owner);
	take(change, "made", &object->made);
	take(change, "closed", &object->closed);
	if (json_member(change, "v"))
		object->value = json_member(change, "v");
	if (holders)
		object->n_holders = 0;
	for (const struct json_node *at = holders ? holders->first : NULL; at; at = at->next)
		object->holders[object->n_holders++] = at->number;
	apply_items(object, change);
}

static void apply(struct shown *shown, const struct json_node *step)
{
	const struct json_node *tasks = json_member(step, "t"), *objects = json_member(step, "o");

	for (const struct json_node *at = tasks ? tasks->first : NULL; at; at = at->next)
		apply_task(shown, at);
	for (const struct json_node *at = objects ? objects->first : NULL; at; at = at->next)
		apply_object(shown, at);
}

/* ---- Against the reel ---- */

struct comparing {
	const struct result    *result;
	const struct json_node *data;
	struct shown           *shown;
};

static void check_value(struct comparing *c, const struct moment_value *is, const struct json_node *shown)
{
	if (is->kind == VALUE_NUMBER)
		assert_true(shown->kind == JSON_TEXT ? strtoll(shown->text, NULL, 10) == is->value : shown->number == is->value);
	else if (is->kind == VALUE_TEXT)
		assert_string_equal(shown->text, moment_value_text(is));
	else if (is->kind == VALUE_OBJECT && is->value >= 0)
		assert_string_equal(shown->text, c->result->trace.objects[is->value].name);
	else
		assert_true(!shown || shown->kind == JSON_NULL || is->kind == VALUE_OBJECT);
}

static void check_wait(struct comparing *c, const struct moment_task *is, const struct shown_task *shown)
{
	const struct snapshot *last = c->result->snapshot;
	const char *words = json_item(json_member(c->data, "words"), shown->wait)->text;
	int other = is->object == NO_OBJECT ? NO_TASK : snap_task_of(last, is->object);
	char node[24];

	assert_int_equal(shown->since, is->since);
	assert_int_equal(shown->choice, is->choice);
	assert_int_equal(shown->ready, is->ready);
	if (is->choice || is->object == NO_OBJECT) {
		assert_null(shown->at);
		return;
	}
	snprintf(node, sizeof node, other == NO_TASK ? "o%d" : "t%d", other == NO_TASK ? is->object : other);
	assert_string_equal(shown->at, node);
	assert_non_null(strstr(words, last->objects[is->object].name));
}

static void check_task(struct comparing *c, const struct moment_task *is, const struct shown_task *shown)
{
	const struct json_node *place = json_item(json_member(c->data, "places"), shown->place);

	assert_int_equal(shown->state, is->state);
	if (is->state == TASK_BLOCKED)
		check_wait(c, is, shown);
	check_value(c, &is->read, shown->read);
	if (is->here && strchr(is->here, ':'))
		assert_int_equal(json_item(place, 1)->number, atoi(strrchr(is->here, ':') + 1));
	else
		assert_true(is->here || shown->place < 0);
}

static void check_object(struct comparing *c, const struct moment_object *is, const struct shown_object *shown)
{
	assert_int_equal(shown->level, is->level);
	assert_int_equal(shown->owner, is->owner);
	assert_int_equal(shown->made, is->made);
	assert_int_equal(shown->closed, is->closed);
	assert_int_equal(shown->n_holders, is->n_holders);
	for (int i = 0; i < is->n_holders; i++)
		assert_int_equal(shown->holders[i], is->holders[i]);
	check_value(c, &is->value, shown->value);
	assert_int_equal(shown->n_items, is->n_items);
	for (int i = 0; i < is->n_items; i++)
		check_value(c, &is->items[i], shown->items[i]);
}

static void check_marks(const struct moment *now, const struct json_node *step, const struct trace *trace)
{
	const struct json_node *marks = json_member(step, "m");

	assert_int_equal(json_length(marks), now->n_marks);
	assert_int_equal(json_member(step, "c") != NULL, now->mover == CLOCK_TASK);
	for (int i = 0; i < now->n_marks; i++)
		assert_int_equal(json_item(json_item(marks, i), 0)->number, now->marks[i].event->task);
	(void)trace;
}

static void check_moments(struct comparing *c, struct reel *reel)
{
	const struct json_node *steps = json_member(c->data, "steps"), *step = steps->first;
	const struct snapshot *last = c->result->snapshot;

	assert_int_equal(json_length(steps), reel_steps(reel) + 1);
	for (long k = 0; step; k++, step = step->next) {
		const struct moment *now = reel_at(reel, k);

		apply(c->shown, step);
		check_marks(now, step, &c->result->trace);
		for (int i = 0; i < last->n_tasks; i++)
			check_task(c, &now->tasks[i], &c->shown->tasks[i]);
		for (int i = 0; i < last->n_objects; i++)
			if (!snap_is_task(&last->objects[i]))
				check_object(c, &now->objects[i], &c->shown->objects[i]);
	}
}

static void check_data(struct capture *capture, const char *line)
{
	const struct html_page about = { .name = "any", .verdict = "ok" };
	struct arena *arena = arena_new();
	struct comparing c = { .result = run(capture, line), .shown = calloc(1, sizeof *c.shown) };
	struct reel *reel = reel_new(&c.result->trace, c.result->snapshot);
	const char *end;
	size_t size;
	char *page = page_of(c.result, &about, &size);

	assert_true(c.result->snapshot->n_tasks <= MOST_TASKS && c.result->snapshot->n_objects <= MOST_OBJECTS);
	c.data = json_read(data_of(page), arena, &end);
	assert_int_equal(strncmp(end, "</script>", 9), 0);
	for (int i = 0; i < MOST_TASKS; i++)
		c.shown->tasks[i].place = -1;
	for (int i = 0; i < MOST_OBJECTS; i++)
		c.shown->objects[i] = (struct shown_object){ .level = -1, .owner = NO_TASK, .made = 1 };
	check_moments(&c, reel);
	reel_free(reel);
	free(c.shown);
	free(page);
	arena_free(arena);
}

static void test_each_step_is_the_reels(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++) {
		char line[200];

		snprintf(line, sizeof line, "run %s seed=%d log=0", patterns[i]->name, i + 1);
		if (!patterns[i]->settings[0].is_file)
			check_data(&c, line);
	}
	check_data(&c, "run worker-pool workers=60 jobs=70 buffer=5 seed=2 log=0");
	check_data(&c, "run dining seats=5 order=same-handed schedule=\"1 2 3 4 5\" log=0");
	check_data(&c, "run rwlock time=any seed=3 log=0");
	check_data(&c, "run worker-pool keep=30 seed=2 log=0");
	capture_close(&c);
}

/* ---- The page as a text ---- */

static void test_a_page_is_well_formed(void **state)
{
	static const struct html_cell cells[] = {
		{ ".", "a=1", "ok", "always ok", NULL, HTML_GOOD }, { "D", "a=<2>", "\"bad\"", "always \"deadlock\"", "conclab explore 'a<b'", HTML_BAD },
	};
	static const char *const labels[] = { "<1>", "2" };
	const struct html_map map = { "x & y", NULL, 1, 1, 2, NULL, (const char **)labels, (const char **)labels, cells, "law: a < 1\n     & b\nlaw: c\n" };
	const struct html_source source = { "a<b>.c", "int x = 1 < 2 && 3 > 2; /* </script> & \"quoted\" */\n\t//DOC: some-words\n" };
	const struct html_page about = {
		.name = "<i>&amp;\"", .verdict = "deadlock", .bad = true, .settings = "a=<b>", .summary = "</p><script>", .said = "</script><b>",
		.explanation = "a < b\n  more of it\n\n  ┌─> a\n  └── b\nto try\n", .command = "conclab run '<x>'", .n_sources = 1, .sources = &source, .map = &map,
	};
	struct capture c;
	size_t size;
	char *page;

	(void)state;
	capture_open(&c);
	page = page_of(run(&c, "run worker-pool workers=9 jobs=3 seed=1 log=0"), &about, &size);
	check_nesting(page);
	check_ids(page);
	check_asks_for_nothing(page);
	check_has(page, "&lt;i&gt;&amp;amp;&quot;");
	check_has(page, "\\u003c/script>\\u003cb>");
	check_has(page, "<span class=\"note\">// some words</span>");
	check_has(page, "<p>a &lt; b</p>\n<p class=\"more\">more of it</p>\n<pre tabindex=");
	check_has(page, ">  ┌─&gt; a\n  └── b\n</pre>\n<p>to try</p>\n</section>");
	check_has(page, "<div id=\"L0-1\" class=\"line\" data-far=\"\">");
	check_has(page, "<p class=\"law\">law: a &lt; 1 &amp; b</p>\n<p class=\"law\">law: c</p>\n");
	free(page);
	capture_close(&c);
}

/* Each kind of dashed line that a run has is explained: of who waits, and of who has been signalled. */
static void test_lines_are_explained(void **state)
{
	static const struct html_page about = { .name = "lost-wakeup", .verdict = "ok" };
	struct capture c;
	size_t size;
	char *page;

	(void)state;
	capture_open(&c);
	page = page_of(run(&c, "run lost-wakeup pause=0 seed=3 log=0"), &about, &size);
	check_has(page, "</svg>waits for</li>");
	check_has(page, "<path class=\"wants ready\" stroke-width=\"3\" d=\"M2 6H42\"></path></svg>can now go on</li>");
	free(page);
	page = page_of(run(&c, "run lost-wakeup test=outside schedule=\"1 2x5 1x4\" log=0"), &about, &size);
	check_has(page, "<li class=\"tells\"><svg aria-hidden=\"true\"><path class=\"deed to lost\"");
	check_has(page, "lost: nobody hears it</li>");
	check_lacks(page, "looked at in this step</li>");
	free(page);
	page = page_of(run(&c, "run channel mode=self log=0"), &about, &size);
	check_has(page, "</svg>waits for, in a cycle of waiting</li>");
	check_lacks(page, "can now go on</li>");
	free(page);
	capture_close(&c);
}

static void test_a_long_run_is_small(void **state)
{
	const struct html_page about = { .name = "worker-pool", .verdict = "ok" };
	long jobs = SANITIZED ? 200 : 2000, steps;
	struct capture c;
	size_t size, again;
	char line[100], *page, *other;

	(void)state;
	capture_open(&c);
	snprintf(line, sizeof line, "run worker-pool workers=8 jobs=%ld seed=1 log=0", jobs);
	page = page_of(run(&c, line), &about, &size);
	steps = session_result(c.session)->steps;
	assert_true(steps > 2 * jobs);
	assert_true((double)size < 3e6 * (double)(steps + 1000) / 10000);
	other = page_of(session_result(c.session), &about, &again);
	assert_true(size == again && !memcmp(page, other, size));
	free(page);
	free(other);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_step_is_the_reels),
		cmocka_unit_test(test_a_page_is_well_formed),
		cmocka_unit_test(test_lines_are_explained),
		cmocka_unit_test(test_a_long_run_is_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
