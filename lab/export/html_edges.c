/* html_edges.c - the lines of the last moment; the script draws those of any by the same rules (page/edges.js). */
#include "lab/export/html_drawing.h"

#include <math.h>
#include <string.h>

#include "lab/trace/snap_text.h"

enum { BESIDE = 8 };

/* A deed has its line beside the one for what is held. */
static long beside(double way, double length)
{
	return (long)floor(way / length * BESIDE + 0.5);
}

static void draw_line(struct drawing *d, const char *key, const char *sort, const struct html_box *a, const struct html_box *b)
{
	double length = hypot(b->x - a->x, b->y - a->y), bend, dx, dy;
	struct html_point from, to;
	long x, y;

	if (a == b || a->w == 0 || b->w == 0)
		return;
	x = *key == 'a' ? beside(a->y - b->y, length) : 0;
	y = *key == 'a' ? beside(b->x - a->x, length) : 0;
	from = html_border(a, b);
	to = html_border(b, a);
	from = (struct html_point){ from.x + x, from.y + y };
	to = (struct html_point){ to.x + x, to.y + y };
	bend = html_bend(d->w->scene, a, b);
	dx = (double)(to.x - from.x);
	dy = (double)(to.y - from.y);
	fprintf(d->w->out, "<path data-key=\"%s\" class=\"%s\" d=\"M%ld %ld", key, sort, from.x, from.y);
	if (bend == 0)
		fprintf(d->w->out, "L%ld %ld", to.x, to.y);
	else
		fprintf(d->w->out, "Q%ld %ld %ld %ld", (long)floor((double)(from.x + to.x) / 2 + dy * bend + 0.5),
		        (long)floor((double)(from.y + to.y) / 2 - dx * bend + 0.5), to.x, to.y);
	fputs("\"></path>", d->w->out);
}

static const struct html_box *box_of(struct drawing *d, int object, int peer)
{
	int task = object != NO_OBJECT ? snap_task_of(d->w->last, object) : peer;

	if (task != NO_TASK)
		return &d->w->scene->tasks[task];
	return object != NO_OBJECT ? &d->w->scene->objects[object] : NULL;
}

/* Does somebody in the cycle wait for it? */
static bool is_wanted(struct drawing *d, int object)
{
	for (int i = 0; i < d->w->last->n_tasks; i++)
		if (d->in_cycle[i] && d->now->tasks[i].state == TASK_BLOCKED && d->now->tasks[i].object == object)
			return true;
	return false;
}

static void draw_hold(struct drawing *d, int task, int object)
{
	char key[40];

	snprintf(key, sizeof key, "h%d-%d", object, task);
	draw_line(d, key, d->in_cycle[task] && is_wanted(d, object) ? "holds cycle" : "holds",
	          &d->w->scene->tasks[task], &d->w->scene->objects[object]);
}

static void draw_holds(struct drawing *d)
{
	for (int i = 0; i < d->w->last->n_objects; i++) {
		const struct moment_object *object = &d->now->objects[i];

		if (object->owner != NO_TASK)
			draw_hold(d, object->owner, i);
		for (int k = 0; k < object->n_holders && object->owner == NO_TASK; k++)
			draw_hold(d, object->holders[k], i);
	}
}

/* Of those that stand in a frame and wait for the same there is one line. */
static bool is_first_of_frame(struct drawing *d, int task)
{
	int frame = d->w->scene->tasks[task].frame;

	for (int i = 0; i < task; i++)
		if (d->w->scene->tasks[i].frame == frame && d->now->tasks[i].state == TASK_BLOCKED && !d->in_cycle[i] &&
		    d->now->tasks[i].object == d->now->tasks[task].object && !d->now->tasks[i].choice)
			return false;
	return true;
}

static void draw_wants(struct drawing *d)
{
	for (int i = 0; i < d->w->last->n_tasks; i++) {
		const struct moment_task *task = &d->now->tasks[i];
		const struct html_box *box = &d->w->scene->tasks[i], *to;
		bool alone = box->frame < 0 || d->in_cycle[i];
		char key[48];

		if (task->state != TASK_BLOCKED || task->object == NO_OBJECT || task->choice || (!alone && !is_first_of_frame(d, i)))
			continue;
		to = box_of(d, task->object, NO_TASK);
		if (alone)
			snprintf(key, sizeof key, "w%d", i);
		else
			snprintf(key, sizeof key, "w%s-%d", html_node(d->w->last, task->object), box->frame);
		draw_line(d, key, d->in_cycle[i] ? "wants cycle" : task->ready ? "wants ready" : "wants", alone ? box : &d->w->scene->frames[box->frame].box, to);
	}
}

static void draw_deeds(struct drawing *d)
{
	for (int i = 0; i < d->now->n_marks; i++) {
		const struct event *event = d->now->marks[i].event;
		bool peer = (event_fields((enum event_kind)event->kind) & EVENT_PEER) != 0;
		const struct html_box *task = &d->w->scene->tasks[event->task], *to = box_of(d, event->object, peer ? event->peer : NO_TASK);
		int way = html_way((enum event_kind)event->kind);
		char key[16];

		snprintf(key, sizeof key, "a%d", i);
		if (to)
			draw_line(d, key, way ? "deed to" : "deed", way < 0 ? to : task, way < 0 ? task : to);
	}
}

/* Between a task and an object that some declare to use: faint, and only once for a frame. */
void html_draw_uses(struct drawing *d)
{
	const struct stage *stage = d->w->stage;
	const struct html_scene *scene = d->w->scene;

	fputs("<g id=\"uses\">", d->w->out);
	for (int i = 0; i < stage->n_edges; i++) {
		const struct stage_node *task = &stage->nodes[stage->edges[i].task], *object = &stage->nodes[stage->edges[i].object];
		const struct html_box *from = &scene->tasks[task->task], *to = &scene->objects[object->object];

		if (task->task == NO_TASK || object->object == NO_OBJECT)
			continue;
		if (from->frame >= 0) {
			if (i > 0 && stage->edges[i - 1].object == stage->edges[i].object &&
			    scene->tasks[stage->nodes[stage->edges[i - 1].task].task].frame == from->frame)
				continue;
			from = &scene->frames[from->frame].box;
		}
		if (to->frame >= 0)
			to = &scene->frames[to->frame].box;
		draw_line(d, "", "use", from, to);
	}
	fputs("</g>\n", d->w->out);
}

void html_draw_edges(struct drawing *d)
{
	fputs("<g id=\"edges\">", d->w->out);
	draw_holds(d);
	draw_wants(d);
	draw_deeds(d);
	fputs("</g>\n", d->w->out);
}
