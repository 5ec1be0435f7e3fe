/* test_deeds.c - who did something is on every map of it, though he has ended, and declares nothing any more. */
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/make_snapshot.h"

#include "lab/engine/pattern.h"
#include "lab/trace/deeds.h"
#include "lab/trace/snap_text.h"
#include "lab/view/stage.h"
#include "lab/view/view.h"

static void check_topology(struct capture *c, const char *run, const char *expected)
{
	struct look look = { .width = 80, .ascii = true };
	struct arena *arena = arena_new();
	const struct result *result;
	struct buf out = { 0 };

	assert_true(say(c, run) <= STATUS_FINDING);
	result = session_result(c->session);
	view_topology(&out, snapshot_with_deeds(result->snapshot, &result->trace, arena), &look);
	assert_string_equal(buf_text(&out), expected);
	buf_free(&out);
	arena_free(arena);
}

static void test_main_is_there_though_it_has_declared_that_it_is_done(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	check_topology(&c, "run self-healing lives=2 seed=1 log=0",
	               "nobody --never[0]--> ward-1..2 --beats[0]--> main\n"
	               "context life-1: main (cancel), ward-1 (see the end of, derive from, look at)\n"
	               "context life-2: main (cancel), ward-2 (see the end of, derive from, look at)\n");
	capture_close(&c);
}

static void test_main_is_in_what_is_exported(void **state)
{
	char path[100], line[200], text[4000];
	struct capture c;
	FILE *file;

	(void)state;
	snprintf(path, sizeof path, "/tmp/conclab-deeds-%ld.dot", (long)getpid());
	capture_open(&c);
	say(&c, "run self-healing lives=2 seed=1 log=0");
	snprintf(line, sizeof line, "export graph topology %s", path);
	assert_int_equal(say(&c, line), STATUS_OK);
	file = fopen(path, "r");
	assert_non_null(file);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	unlink(path);
	check_has(text, "label=\"main\"");
	capture_close(&c);
}

static bool has_use(const struct snapshot *snapshot, const struct event *event)
{
	const struct snap_task *task = &snapshot->tasks[event->task];
	const struct snap_object *object = &snapshot->objects[event->object];
	bool known = false;

	for (int k = 0; k < object->n_operations; k++)
		known |= object->events[k] == event->kind;
	for (int i = 0; i < task->n_uses; i++)
		for (int k = 0; task->uses[i].object == event->object && k < object->n_operations; k++)
			if (task->uses[i].kinds >> k & 1 && object->events[k] == event->kind)
				return true;
	return !known;
}

static bool has_edge(const struct stage *stage, const struct event *event)
{
	for (int i = 0; i < stage->n_edges; i++)
		if (stage->nodes[stage->edges[i].task].task == event->task &&
		    stage->nodes[stage->edges[i].object].object == event->object)
			return true;
	return false;
}

static void check_run(const struct result *result)
{
	struct arena *arena = arena_new();
	const struct snapshot *with = snapshot_with_deeds(result->snapshot, &result->trace, arena);
	struct stage *stage = stage_new(&result->trace, result->snapshot);

	for (long i = 0; i < result->trace.n_events; i++) {
		const struct event *event = &result->trace.events[i];

		if (event->object == NO_OBJECT || snap_is_task(&with->objects[event->object]))
			continue;
		assert_true(event->kind == EV_PARK || has_use(with, event));
		assert_true((event->kind != EV_CHAN_SEND && event->kind != EV_CHAN_RECV) || has_edge(stage, event));
	}
	stage_free(stage);
	arena_free(arena);
}

static void test_whatever_was_done_is_a_use(void **state)
{
	struct capture c;
	char line[200];

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++) {
		if (patterns[i]->settings[0].is_file)
			continue;
		snprintf(line, sizeof line, "run %s seed=1 log=0", patterns[i]->name);
		assert_true(say(&c, line) <= STATUS_FINDING);
		check_run(session_result(c.session));
	}
	capture_close(&c);
}

/* What is declared stays as it is; what is waited for is done; who has declared nothing, and has not ended, may do more. */
static void test_uses_made_by_hand(void **state)
{
	struct maker m = maker_new();
	int main_task = add_task(&m, "main"), worker = add_task(&m, "worker"), jobs = add_channel(&m, "jobs", 0, 0);
	int stop = add_channel(&m, "stop", 0, 0);
	struct event events[] = {
		{ .kind = EV_CHAN_CLOSE, .task = main_task, .object = jobs },
		{ .kind = EV_CHAN_DRAINED, .task = worker, .object = jobs },
		{ .kind = EV_CHAN_CLOSE, .task = main_task, .object = jobs },
		{ .kind = EV_PARK, .waits_for = EV_CHAN_RECV, .n_cases = 2, .task = worker, .object = jobs },
	};
	struct trace trace = { .events = events, .n_events = 4, .n_tasks = 2, .n_objects = m.snapshot.n_objects };
	struct snapshot *with;

	(void)state;
	event_add_case(&events[3], 1, EV_CHAN_SEND, stop);
	add_use(&m, worker, jobs, RECV);
	with = snapshot_with_deeds(&m.snapshot, &trace, m.arena);
	assert_int_equal(with->tasks[main_task].n_uses, 1);
	assert_int_equal(with->tasks[main_task].uses[0].kinds, CLOSE);
	assert_false(with->tasks[main_task].declared);
	assert_int_equal(with->tasks[worker].n_uses, 2);
	assert_int_equal(with->tasks[worker].uses[0].kinds, RECV);
	assert_int_equal(with->tasks[worker].uses[1].object, stop);
	assert_int_equal(with->tasks[worker].uses[1].kinds, SEND);
	m.snapshot.tasks[main_task].state = TASK_ENDED;
	assert_true(snapshot_with_deeds(&m.snapshot, &trace, m.arena)->tasks[main_task].declared);
	trace.dropped = 1;
	assert_false(snapshot_with_deeds(&m.snapshot, &trace, m.arena)->tasks[main_task].declared);
	assert_int_equal(m.snapshot.tasks[main_task].n_uses, 0);
	maker_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_main_is_there_though_it_has_declared_that_it_is_done),
		cmocka_unit_test(test_main_is_in_what_is_exported),
		cmocka_unit_test(test_whatever_was_done_is_a_use),
		cmocka_unit_test(test_uses_made_by_hand),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
