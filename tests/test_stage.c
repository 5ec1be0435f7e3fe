/* test_stage.c - where tasks and objects stand in a picture: told in one line a group; and what holds for any run. */
#include "tests/capture.h"
#include "tests/check_text.h"

#include "lab/engine/pattern.h"
#include "lab/trace/snap_text.h"
#include "lab/view/stage.h"

static const char *name_of(const struct snapshot *snapshot, const struct stage_node *node)
{
	return node->task != NO_TASK ? snapshot->tasks[node->task].name : snapshot->objects[node->object].name;
}

/* "ring: a, fork, b, knife" or "a b | jobs | main": layers from left to right. */
static void tell(struct buf *out, const struct stage *stage, const struct snapshot *snapshot)
{
	for (int i = 0; i < stage->n_groups; i++) {
		const struct stage_group *group = &stage->groups[i];
		int layer = 0;

		buf_adds(out, group->ring ? "ring:" : "");
		for (int k = group->first; k < group->first + group->n; k++) {
			for (; layer < stage->nodes[k].layer; layer++)
				buf_adds(out, " |");
			buf_printf(out, " %s", name_of(snapshot, &stage->nodes[k]));
		}
		buf_addc(out, '\n');
	}
}

/* A program declares nothing. */
static void forget_uses(struct snapshot *snapshot)
{
	for (int i = 0; i < snapshot->n_tasks; i++) {
		snapshot->tasks[i].declared = false;
		snapshot->tasks[i].n_uses = 0;
	}
}

static void check(const char *line, bool declared, const char *expected)
{
	struct capture c;
	struct stage *stage;
	struct buf out = { 0 };
	const struct result *result;

	capture_open(&c);
	say(&c, line);
	result = session_result(c.session);
	if (!declared)
		forget_uses(result->snapshot);
	stage = stage_new(&result->trace, result->snapshot);
	tell(&out, stage, result->snapshot);
	assert_string_equal(buf_text(&out), expected);
	buf_free(&out);
	stage_free(stage);
	capture_close(&c);
}

static void check_stage(const char *line, const char *expected)
{
	check(line, true, expected);
}

static void test_dining_is_a_table(void **state)
{
	(void)state;
	check_stage("run dining seats=3 seed=1 log=0",
	            "ring: philosopher-0 fork-1 philosopher-1 fork-2 philosopher-2 fork-0\n"
	            " main\n");
}

static void test_a_pool_is_a_row(void **state)
{
	(void)state;
	check_stage("run worker-pool workers=2 seed=1 log=0",
	            " feeder | jobs | worker-0 worker-1 | results working | main\n");
	check_stage("run worker-pool workers=2 feed=main seed=1 log=0",
	            " main | jobs | worker-0 worker-1 | results working\n");
	check_stage("run pipeline stages=2 seed=1 log=0",
	            " feeder | link-0 | stage-0 | link-1 | stage-1 | link-2 | main\n");
}

static void test_circles(void **state)
{
	(void)state;
	check_stage("run lock-order seed=1 log=0",
	            "ring: task-0 account-0 task-1 account-1\n"
	            " | money-0 money-1 | main\n");
	check_stage("run ring seed=1 log=0",
	            "ring: stage-0 link-0 stage-1 link-1 stage-2 link-2\n"
	            " main\n");
	check_stage("run dining seats=3 order=seats-1 seed=1 log=0",     /* the room is everybody's */
	            "ring: philosopher-0 fork-1 philosopher-1 fork-2 philosopher-2 fork-0\n"
	            " main | room\n");
}

static void test_what_all_share_stands_between(void **state)
{
	(void)state;
	check_stage("run mutex seed=1 log=0", " task-0 task-1 | guard counter | main\n");
	check_stage("run bounded-buffer seed=1 log=0",
	            " producer-0 consumer-0 | lock count taken not-empty not-full | main\n");
	check_stage("run lost-wakeup seed=1 log=0", " signaller | lock cond ready | waiter | | main\n");
}

static void test_what_is_not_declared_is_seen(void **state)
{
	(void)state;
	check("run dining seats=3 seed=1 log=0", false,
	      "ring: philosopher-0 fork-1 philosopher-1 fork-2 philosopher-2 fork-0\n"
	      " main\n");
	check("run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0", false,
	      "ring: philosopher-0 fork-1 philosopher-1 fork-2 philosopher-2 fork-0\n"
	      " main\n");
	check("run fan-out seed=1 log=0", false,
	      " source | items | worker-0 worker-1 worker-2 | results | main\n");
}

/* ---- Any run ---- */

static void check_places(const struct stage *stage, const struct snapshot *snapshot)
{
	for (int i = 0; i < stage->n_nodes; i++) {
		const struct stage_node *node = &stage->nodes[i], *before = i ? &stage->nodes[i - 1] : NULL;
		const struct stage_group *group = &stage->groups[node->group];
		bool same = before && before->group == node->group && before->layer == node->layer;

		assert_true(i >= group->first && i < group->first + group->n);
		assert_int_equal((node->task == NO_TASK) + (node->object == NO_OBJECT), 1);
		assert_int_equal(group->ring, node->ring >= 0);
		assert_int_equal((group->ring ? node->ring : node->layer) % 2, node->task == NO_TASK);
		if (group->ring)
			assert_int_equal(node->ring, i - group->first);
		else
			assert_int_equal(node->slot, same ? before->slot + 1 : 0);
		assert_true(node->layer < group->n_layers && node->slot < group->n_slots);
		assert_true(node->family <= i && stage->nodes[node->family].family == node->family);
		if (node->family != i)          /* together, by their ids */
			assert_true(before->family == node->family || group->ring);
		if (node->family != i && !group->ring)
			assert_true(before->task + before->object < node->task + node->object);
	}
	for (int i = 0; i < snapshot->n_tasks; i++)
		assert_int_equal(stage->nodes[stage->of_task[i]].task, i);
	for (int i = 0; i < snapshot->n_objects; i++)
		assert_true(stage->of_object[i] < 0 ? true : stage->nodes[stage->of_object[i]].object == i);
}

static void check_edges(const struct stage *stage)
{
	for (int i = 0; i < stage->n_edges; i++) {
		const struct stage_edge *edge = &stage->edges[i];
		const struct stage_node *task = &stage->nodes[edge->task], *object = &stage->nodes[edge->object];

		if (edge->flow != STAGE_USES && task->ring < 0 && task->group == object->group)
			assert_int_equal(edge->back, (edge->flow == STAGE_GIVES) != (task->layer < object->layer));
		else
			assert_false(edge->back);
		if (task->ring >= 0 && object->group == task->group) {
			int apart = abs(task->ring - object->ring);

			assert_true(apart == 1 || apart == stage->groups[task->group].n - 1);
		}
	}
}

static void check_run(struct capture *c, const char *name, const char *settings)
{
	const struct result *result;
	struct stage *stage;
	struct buf out = { 0 };
	char line[200];

	snprintf(line, sizeof line, "run %s %s log=0", name, settings);
	assert_true(say(c, line) <= STATUS_FINDING);
	result = session_result(c->session);
	stage = stage_new(&result->trace, result->snapshot);
	tell(&out, stage, result->snapshot);
	if (getenv("SHOW"))
		printf("---- %s %s\n%s", name, settings, buf_text(&out));
	check_places(stage, result->snapshot);
	check_edges(stage);
	stage_free(stage);
	buf_free(&out);
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
	}
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dining_is_a_table),
		cmocka_unit_test(test_a_pool_is_a_row),
		cmocka_unit_test(test_circles),
		cmocka_unit_test(test_what_all_share_stands_between),
		cmocka_unit_test(test_what_is_not_declared_is_seen),
		cmocka_unit_test(test_any_run_of_any_pattern),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
