/* html_edges.c - the lines of the last moment; the script draws those of any by the same rules (page/edges.js). */
#include "lab/page/html_drawing.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/page/html_lines.h"
#include "lab/trace/snap_text.h"

static void keep_line(struct drawing *d, const struct html_path *path, const struct html_box *a, const struct html_box *b,
                      const char *words)
{
	if (d->n_lines == d->lines_room) {
		d->lines_room = d->lines_room ? 2 * d->lines_room : 32;
		d->lines = realloc(d->lines, (size_t)d->lines_room * sizeof *d->lines);
		must(d->lines);
	}
	d->lines[d->n_lines++] = (struct html_drawn){ *path, a, b, words };
}

int html_lines_through(const struct drawing *d, int x, int y, int w, int h)
{
	const struct html_box box = { x, y, w, h, -1, false };
	int n = 0;

	for (int i = 0; i < d->n_lines; i++) {
		struct html_point at[CURVE_POINTS];
		int points = html_points(&d->lines[i].path, at);

		for (int k = 1; k < points; k++)
			n += html_meets(&box, (double)at[k - 1].x, (double)at[k - 1].y, (double)at[k].x, (double)at[k].y, 0);
	}
	return n;
}

static void draw_head(struct drawing *d, const char *sort, const struct html_path *path)
{
	struct html_point from = path->bend != 0 ? html_middle(path, path->bend) : path->at[path->n - 2], to = path->at[path->n - 1];

	html_line_head(d, sort, (const double[]){ (double)from.x, (double)from.y }, (const double[]){ (double)to.x, (double)to.y });
}

/* Between one of many and the border of their frame, where a line begins or has its head. */
static void draw_lead(FILE *out, const struct html_point *lead, int n, struct html_point end)
{
	for (int i = 0; i < n; i++)
		fprintf(out, "%c%ld %ld", i ? 'L' : 'M', lead[i].x, lead[i].y);
	if (n > 0)
		fprintf(out, "L%ld %ld", end.x, lead[n - 1].y);
}

static void draw_line(struct drawing *d, const char *key, const char *sort, const struct html_box *a, const struct html_box *b,
                      const char *words)
{
	struct html_path path;
	FILE *out = d->w->out;

	if (a == b || a->w == 0 || b->w == 0)
		return;
	path = html_path_of(&(struct html_line){ d->w->scene, a, b, *key == 'a' ? html_beside(a, b) : 0 });
	if (strcmp(sort, "use") != 0)
		keep_line(d, &path, a, b, words);
	fputs("<path", out);
	if (!d->alone)
		fprintf(out, " data-key=\"%s\" class=\"%s\"", key, sort);
	fputs(" d=\"", out);
	draw_lead(out, path.in, path.n_in, path.at[path.n - 1]);
	draw_lead(out, path.out, path.n_out, path.at[0]);
	fprintf(out, "M%ld %ld", path.at[0].x, path.at[0].y);
	if (path.bend != 0)
		fprintf(out, "Q%ld %ld %ld %ld", html_middle(&path, path.bend).x, html_middle(&path, path.bend).y, path.at[1].x, path.at[1].y);
	for (int i = 1; i < path.n && path.bend == 0; i++)
		fprintf(out, "L%ld %ld", path.at[i].x, path.at[i].y);
	fputc('"', out);
	html_line_look(d, sort);
	fputs("></path>", out);
	draw_head(d, sort, &path);
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
	          &d->w->scene->tasks[task], &d->w->scene->objects[object], "holds");
}

/* A permit that it has to give back. */
static void draw_lent(struct drawing *d, int task, int object)
{
	char key[40];

	snprintf(key, sizeof key, "l%d-%d", object, task);
	draw_line(d, key, "holds", &d->w->scene->tasks[task], &d->w->scene->objects[object], "holds");
}

static bool is_among(const int *tasks, int n, int task)
{
	while (n > 0 && tasks[n - 1] != task)
		n--;
	return n > 0;
}

static void draw_holds(struct drawing *d)
{
	for (int i = 0; i < d->w->last->n_objects; i++) {
		const struct moment_object *object = &d->now->objects[i];

		if (object->owner != NO_TASK)
			draw_hold(d, object->owner, i);
		for (int k = 0; k < object->n_holders && object->owner == NO_TASK; k++)
			draw_hold(d, object->holders[k], i);
		for (int k = 0; k < object->n_lent; k++)
			if (!is_among(object->holders, k, object->holders[k]))
				draw_lent(d, object->holders[k], i);
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
		draw_line(d, key, d->in_cycle[i] ? "wants cycle" : task->ready ? "wants ready" : "wants",
		          alone ? box : &d->w->scene->frames[box->frame].box, to,
		          task->ready ? "can now" : "waits");
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
			draw_line(d, key, way > 1 ? "deed to lost" : way ? "deed to" : "deed", way < 0 ? to : task, way < 0 ? task : to,
			          !d->alone ? "" : way > 1 ? "lost" : mark_word(&d->now->marks[i]));
	}
}

/* What closes the cycle where nobody holds anything. */
static void draw_closings(struct drawing *d)
{
	struct html_closings closings = { 0 };

	if (d->now->step == reel_steps(d->w->reel))
		closings = html_closings_of(d->w);
	for (int i = 0; i < closings.n; i++) {
		const struct html_closing *is = &closings.of[i];
		const struct html_box *task = &d->w->scene->tasks[is->task];
		char key[40];

		snprintf(key, sizeof key, "c%d-%d", is->object, is->task);
		draw_line(d, key, "closes", &d->w->scene->objects[is->object],
		          task->frame < 0 ? task : &d->w->scene->frames[task->frame].box, "");
	}
	free(closings.of);
}

/* Between a task and an object that some declare to use: faint, and only once for a frame. */
void html_draw_uses(struct drawing *d)
{
	const struct stage *stage = d->w->stage;
	const struct html_scene *scene = d->w->scene;

	fputs(d->alone ? "<g>" : "<g id=\"uses\">", d->w->out);
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
		draw_line(d, "", "use", from, to, "");
	}
	fputs("</g>\n", d->w->out);
}

void html_draw_edges(struct drawing *d)
{
	fputs(d->alone ? "<g>" : "<g id=\"edges\">", d->w->out);
	draw_holds(d);
	draw_closings(d);
	draw_wants(d);
	draw_deeds(d);
	fputs("</g>\n", d->w->out);
}
