/* test_lines.c - lines of the picture on a page: none goes behind a box that it has nothing to do with, of any pattern. */
#include "tests/capture.h"
#include "tests/check_text.h"

#include <string.h>

#include "lab/engine/pattern.h"
#include "lab/page/html_lines.h"
#include "lab/trace/snap_text.h"

struct tally {
	const char *pattern;
	int         lines, crossings;
};

/* The box itself, or the frame in which a task is one of many. */
static const struct html_box *outer(const struct html_scene *scene, const struct html_box *box)
{
	return box->frame >= 0 ? &scene->frames[box->frame].box : box;
}

static void check_piece(struct tally *tally, const struct html_line *line, double x1, double y1, double x2, double y2, bool *hit)
{
	const struct html_scene *scene = line->scene;

	for (int i = 0; i < scene->n_tasks + scene->n_objects + scene->n_frames; i++) {
		const struct html_box *box = i < scene->n_tasks ? &scene->tasks[i] : i < scene->n_tasks + scene->n_objects
			? &scene->objects[i - scene->n_tasks] : &scene->frames[i - scene->n_tasks - scene->n_objects].box;

		if (box->w == 0 || box->frame >= 0 || !html_is_apart(scene, box, line->a, line->b) || !html_meets(box, x1, y1, x2, y2, -1))
			continue;
		if (!*hit)
			print_message("%s: a line from %d,%d to %d,%d goes behind the box at %d,%d\n", tally->pattern, line->a->x, line->a->y,
			              line->b->x, line->b->y, box->x, box->y);
		*hit = true;
	}
	assert_true(x2 >= 0 && y2 >= 0 && x2 <= scene->width && y2 <= scene->height);
}

static void check_line(struct tally *tally, const struct html_scene *scene, const struct html_box *a, const struct html_box *b, int aside)
{
	enum { PIECES = 60 };
	struct html_line line = { scene, a, b, aside };
	struct html_path path;
	struct html_point from, to, middle;
	bool hit = false;
	double x, y;

	if (a->w == 0 || b->w == 0 || a == b)
		return;
	path = html_path_of(&line);
	assert_false(path.at[0].x == a->x && path.at[0].y == a->y);    /* it begins at the border */
	from = path.at[0];
	to = path.at[1];
	middle = html_middle(&path, path.bend);
	x = (double)from.x;
	y = (double)from.y;
	for (int i = 1; i <= PIECES && path.bend != 0; i++) {
		double t = (double)i / PIECES, s = 1 - t, was_x = x, was_y = y;

		x = s * s * (double)from.x + 2 * s * t * (double)middle.x + t * t * (double)to.x;
		y = s * s * (double)from.y + 2 * s * t * (double)middle.y + t * t * (double)to.y;
		check_piece(tally, &line, was_x, was_y, x, y, &hit);
	}
	for (int i = 1; i < path.n && path.bend == 0; i++)
		check_piece(tally, &line, (double)path.at[i - 1].x, (double)path.at[i - 1].y, (double)path.at[i].x, (double)path.at[i].y, &hit);
	tally->lines++;
	tally->crossings += hit;
}

/* All that a step may draw a line between, and what is drawn always. */
static void check_scene(struct tally *tally, const struct result *result)
{
	const struct snapshot *last = result->snapshot;
	struct stage *stage = stage_new(&result->trace, last);
	struct html_scene *scene = html_scene_new(stage, last);

	for (int i = 0; i < stage->n_edges; i++) {
		const struct stage_node *task = &stage->nodes[stage->edges[i].task], *object = &stage->nodes[stage->edges[i].object];

		if (task->task != NO_TASK && object->object != NO_OBJECT)
			check_line(tally, scene, outer(scene, &scene->tasks[task->task]), outer(scene, &scene->objects[object->object]), 0);
	}
	for (long i = 0; i < result->trace.n_events; i++) {
		const struct event *event = &result->trace.events[i];
		int joined = event->object != NO_OBJECT ? snap_task_of(last, event->object) : NO_TASK;
		const struct html_box *task = &scene->tasks[event->task], *other = joined != NO_TASK ? &scene->tasks[joined] :
			event->object != NO_OBJECT ? &scene->objects[event->object] : NULL;

		if (!other)
			continue;
		check_line(tally, scene, task, other, 0);
		check_line(tally, scene, outer(scene, task), other, 0);
		check_line(tally, scene, task, other, html_beside(task, other));
		check_line(tally, scene, other, task, html_beside(other, task));
	}
	html_scene_free(scene);
	stage_free(stage);
}

static void check_run(struct tally *all, struct capture *c, const char *name, const char *settings)
{
	struct tally tally = { .pattern = name };
	char line[200];

	snprintf(line, sizeof line, "run %s %s log=0", name, settings);
	assert_true(say(c, line) <= STATUS_FINDING);
	check_scene(&tally, session_result(c->session));
	all->lines += tally.lines;
	all->crossings += tally.crossings;
}

static void test_no_line_goes_behind_a_box(void **state)
{
	struct tally all = { 0 };
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++)
		if (!patterns[i]->settings[0].is_file)
			check_run(&all, &c, patterns[i]->name, "seed=1");
	check_run(&all, &c, "worker-pool", "workers=40 jobs=60 seed=1");
	check_run(&all, &c, "dining", "seats=13 seed=1");
	check_run(&all, &c, "self-healing", "seed=3");
	assert_true(all.lines > 1000);
	assert_int_equal(all.crossings, 0);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_line_goes_behind_a_box),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
