/*
 * html_picture.c - the last moment as SVG: the nodes, which the script fills anew at each step, and the lines of this one.
 *
 * What can be seen here and in the script is made by the same rules (page/picture.js, page/words.js); the test of the page
 * holds them together.
 */
#include "lab/export/html_drawing.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"

enum { MOST_SLOTS = 8, QUEUE_BEYOND = 12,       /* columns that a queue may be wider than its box */
        WORDS_WIDE = 230, WORDS_HIGH = 24 };    /* those in the middle of a ring, and half of that */

/* `text` in at most `columns`, as the script cuts it. */
static const char *cut(struct drawing *d, const char *text, int columns)
{
	buf_clear(&d->cut);
	text_cut(&d->cut, text, columns, false);
	return buf_text(&d->cut);
}

static int room_of(const struct html_box *box)
{
	return (box->w - 10) * 10 / 64;
}

/* ---- Nodes ---- */

static void begin_node(struct drawing *d, char sort, int id, const char *class, const struct html_box *box, const char *title)
{
	FILE *out = d->w->out;

	fprintf(out, "<g id=\"%c%d\" class=\"%s\" transform=\"translate(%d %d)\"><title>", sort, id, class, box->x, box->y);
	html_text(out, title);
	fprintf(out, "</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>", -box->w / 2, -box->h / 2, box->w, box->h,
	        sort == 't' ? box->small ? 6 : 12 : box->small ? 13 : 22);
}

/* Of one of many its number is enough; outside of a frame, which names them all, with the first letter. */
static void draw_name(struct drawing *d, const char *name, const struct html_box *box, int y)
{
	const char *number = name + name_stem(name);

	fprintf(d->w->out, "<text class=\"name\" y=\"%d\">", box->small ? 5 : y);
	if (box->small && box->frame < 0 && *number && (unsigned char)*name < 128)
		html_text(d->w->out, (const char[]){ *name, '\0' });
	html_text(d->w->out, cut(d, box->small && *number ? number : name, box->small ? 4 : (box->w - 8) * 10 / 79));
	fputs("</text>", d->w->out);
}

static void draw_doing(struct drawing *d, const char *text, const struct html_box *box, int y)
{
	fprintf(d->w->out, "<text class=\"doing\" data-room=\"%d\" y=\"%d\">", room_of(box), y);
	html_text(d->w->out, cut(d, text, room_of(box)));
	fputs("</text>", d->w->out);
}

/* What it did in this step; NULL: nothing. */
static const char *deed_of(struct drawing *d, int task)
{
	for (int i = d->now->n_marks - 1; i >= 0; i--)
		if (d->now->marks[i].event->task == task) {
			html_deed(&d->text, d->w->trace, &d->now->marks[i]);
			return buf_text(&d->text);
		}
	return NULL;
}

static bool is_wrong(const struct drawing *d, int task)
{
	return d->w->fault.task == task && d->now->step >= d->w->fault.step;
}

static const char *doing_of(struct drawing *d, int id, struct buf *to)
{
	const struct moment_task *task = &d->now->tasks[id];
	const char *deed = deed_of(d, id);

	if (is_wrong(d, id))
		return "went wrong";
	switch (task->state) {
	case TASK_NEW:      return "not started";
	case TASK_SLEEPING: return "sleeps";
	case TASK_ENDED:    return "ended";
	case TASK_BLOCKED:  break;
	default:            return deed ? deed : "can move";
	}
	buf_clear(to);
	buf_adds(to, task->ready ? "can now " : "waits: ");
	if (d->w->last->tasks[id].state == TASK_BLOCKED && d->w->last->tasks[id].n_cases > 0) {
		snap_wait(to, d->w->last, &d->w->last->tasks[id]);
	} else {
		html_wait(&d->text, d->w->last, task);
		buf_adds(to, buf_text(&d->text));
	}
	return buf_text(to);
}

static void draw_task(struct drawing *d, int id)
{
	static const char *const states[] = {
		[TASK_NEW] = "new", [TASK_RUNNING] = "runs", [TASK_BLOCKED] = "waits", [TASK_SLEEPING] = "sleeps", [TASK_ENDED] = "ended",
	};
	const struct html_box *box = &d->w->scene->tasks[id];
	const char *name = d->w->last->tasks[id].name, *doing;
	struct buf wait = { 0 }, title = { 0 };
	char class[64];

	if (box->w == 0)
		return;
	snprintf(class, sizeof class, "task %s%s%s%s", is_wrong(d, id) ? "wrong" : states[d->now->tasks[id].state],
	         d->now->tasks[id].state == TASK_BLOCKED && d->now->tasks[id].ready ? " ready" : "", deed_of(d, id) ? " moves" : "",
	         d->in_cycle[id] ? " cycle" : "");
	doing = doing_of(d, id, &wait);
	buf_printf(&title, "%s: %s", name, doing);
	begin_node(d, 't', id, class, box, buf_text(&title));
	draw_name(d, name, box, -4);
	if (!box->small)
		draw_doing(d, buf_text(&title) + strlen(name) + 2, box, 15);
	fputs("</g>\n", d->w->out);
	buf_free(&wait);
	buf_free(&title);
}

/* "= 3" */
static void value_words(struct buf *out, const char *before, const struct moment_value *value, const struct trace *trace)
{
	buf_adds(out, before);
	if (value->kind == VALUE_NUMBER)
		buf_printf(out, "%lld", (long long)value->value);
	else if (value->kind == VALUE_OBJECT && value->value >= 0 && value->value < trace->n_objects)
		buf_adds(out, trace->objects[value->value].name);
	else if (value->kind == VALUE_OBJECT)
		buf_adds(out, "nil");
}

static void content_of(struct drawing *d, int id, struct buf *out)
{
	const struct moment_object *is = &d->now->objects[id];
	const struct snap_object *about = &d->w->last->objects[id];
	const char *sort = html_sort(about);

	if (!is->made)
		buf_adds(out, "not there");
	else if (!strcmp(sort, "lock") && is->owner != NO_TASK)
		buf_printf(out, "held by %s", d->w->last->tasks[is->owner].name);
	else if (!strcmp(sort, "lock") && is->n_holders > 0)
		buf_printf(out, "read by %d", is->n_holders);
	else if (!strcmp(sort, "lock"))
		buf_adds(out, "free");
	else if (!strcmp(sort, "channel") && is->closed)
		buf_adds(out, "closed");
	else if (!strcmp(sort, "channel") && about->capacity <= 0)
		buf_adds(out, "no buffer");
	else if (!strcmp(sort, "channel"))
		buf_printf(out, "%d of %d", is->level < 0 ? 0 : is->level, about->capacity);
	else if (!strcmp(sort, "cell") && is->value.kind != VALUE_NONE)
		value_words(out, "= ", &is->value, d->w->trace);
	else if (!strcmp(sort, "cell") || is->level < 0)
		buf_adds(out, strcmp(sort, "cell") ? about->kind : "?");
	else if (about->capacity >= 0)
		buf_printf(out, "%s: %d of %d", about->kind, is->level, about->capacity);
	else
		buf_printf(out, "%s: %d", about->kind, is->level);
}

static void draw_slots(struct drawing *d, int id)
{
	const struct moment_object *is = &d->now->objects[id];
	int capacity = d->w->last->objects[id].capacity, n = capacity > MOST_SLOTS ? MOST_SLOTS : capacity;
	struct buf text = { 0 };

	for (int i = 0; i < n; i++) {
		buf_clear(&text);
		if (i == n - 1 && is->n_items > n)
			buf_printf(&text, "+%d", is->n_items - n + 1);
		else if (i < is->n_items)
			value_words(&text, "", &is->items[i], d->w->trace);
		fprintf(d->w->out, "<g class=\"%s\" transform=\"translate(%d 18)\"><rect x=\"-11\" y=\"-11\" width=\"22\" height=\"22\" rx=\"3\"/>"
		        "<text y=\"4\">", text.length ? "slot full" : "slot", (2 * i - n + 1) * 12);
		html_text(d->w->out, cut(d, buf_text(&text), 4));
		fputs("</text></g>", d->w->out);
	}
	buf_free(&text);
}

static void draw_object(struct drawing *d, int id)
{
	const struct html_box *box = &d->w->scene->objects[id];
	const struct moment_object *is = &d->now->objects[id];
	const struct snap_object *about = &d->w->last->objects[id];
	struct buf content = { 0 }, title = { 0 };
	bool slots = box->h > 60;
	char class[80];

	if (box->w == 0)
		return;
	content_of(d, id, &content);
	snprintf(class, sizeof class, "object %s%s%s%s", html_sort(about), is->owner != NO_TASK || is->n_holders > 0 ? " held" : "",
	         is->closed ? " closed" : "", is->made ? "" : " new");
	buf_printf(&title, "%s, %s: %s", about->name, about->kind, buf_text(&content));
	begin_node(d, 'o', id, class, box, buf_text(&title));
	draw_name(d, about->name, box, slots ? -17 : -4);
	if (!box->small)
		draw_doing(d, buf_text(&content), box, slots ? -1 : 15);
	if (slots)
		draw_slots(d, id);
	html_draw_queue(d, id, box, room_of(box) + (box->small ? 0 : QUEUE_BEYOND));
	fputs("</g>\n", d->w->out);
	buf_free(&content);
	buf_free(&title);
}

static void draw_frames(struct drawing *d)
{
	for (int i = 0; i < d->w->scene->n_frames; i++) {
		const struct html_frame *frame = &d->w->scene->frames[i];
		const struct html_box *box = &frame->box;

		fprintf(d->w->out, "<g class=\"frame\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"10\"/><text x=\"%d\" y=\"%d\">",
		        box->x - box->w / 2, box->y - box->h / 2, box->w, box->h, box->x, box->y - box->h / 2 + 17);
		html_text(d->w->out, frame->name);
		fputs("</text></g>\n", d->w->out);
	}
}

/* How much room there is between the boxes left and right of the middle of a ring, in a row of words there. */
static long room_within(const struct html_box *ring, const struct html_box *boxes, int n, long room)
{
	for (int i = 0; i < n; i++) {
		const struct html_box *box = &boxes[i];
		long side = labs((long)box->x - ring->x) - box->w / 2;

		if (box->w > 0 && labs((long)box->y - ring->y) < box->h / 2 + WORDS_HIGH && 2 * side < room)
			room = 2 * side;
	}
	return room;
}

/* In two lines, or where boxes are near in four. */
static void draw_centre(struct drawing *d, const struct html_box *ring)
{
	static const char *const two[] = { "nobody can move:", "each waits for the next" };
	static const char *const four[] = { "nobody", "can move:", "each waits", "for the next" };
	const struct html_scene *scene = d->w->scene;
	long room = room_within(ring, scene->tasks, d->w->last->n_tasks, WORDS_WIDE + 1);
	bool narrow = room_within(ring, scene->objects, d->w->last->n_objects, room) < WORDS_WIDE;
	const char *const *words = narrow ? four : two;
	int n = narrow ? 4 : 2;

	fprintf(d->w->out, "<text class=\"centre\" x=\"%d\" y=\"%d\">", ring->x, ring->y - 4 - (n - 2) * 11);
	for (int i = 0; i < n; i++)
		fprintf(d->w->out, i ? "<tspan x=\"%d\" dy=\"22\">%s%s</tspan>" : "<tspan x=\"%d\">%s%s</tspan>", ring->x, words[i],
		        i + 1 < n ? " " : "");
	fputs("</text>\n", d->w->out);
}

/* In the middle of a ring that has come to rest. */
static void draw_centres(struct drawing *d)
{
	const struct html_scene *scene = d->w->scene;

	if (!snap_has_cycle(d->w->last))
		return;
	if (scene->n_rings == 0)
		fprintf(d->w->out, "<text class=\"centre\" x=\"%d\" y=\"%d\">nobody can move: each waits for another of the cycle</text>\n",
		        scene->width / 2, scene->height - 8);
	for (int i = 0; i < scene->n_rings; i++)
		draw_centre(d, &scene->rings[i]);
}

/* ---- All of it ---- */

static void begin(struct drawing *d)
{
	const struct snapshot *last = d->w->last;

	d->in_cycle = calloc((size_t)last->n_tasks + 1, sizeof *d->in_cycle);
	d->queue = calloc((size_t)last->n_tasks + 1, sizeof *d->queue);
	must(d->in_cycle);
	must(d->queue);
	for (int i = 0; i < last->n_cycle && snap_has_cycle(last); i++)
		d->in_cycle[last->cycle[i]] = true;
}

static void draw_tips(FILE *out)
{
	static const char *const tips[] = { "wants", "cycle", "deed" };

	fputs("<defs>", out);
	for (int i = 0; i < 3; i++)
		fprintf(out, "<marker id=\"tip-%s\" viewBox=\"0 0 10 10\" refX=\"8\" refY=\"5\" markerWidth=\"16\" markerHeight=\"16\" "
		        "markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L10 5L0 10z\"/></marker>", tips[i]);
	fputs("</defs>\n", out);
}

void html_picture(struct html_writer *w)
{
	struct drawing d = { .w = w, .now = reel_at(w->reel, reel_steps(w->reel)) };

	begin(&d);
	fprintf(w->out, "<svg id=\"stage\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" style=\"--w:%d\" role=\"img\" aria-labelledby=\"stage-title\" aria-describedby=\"said\">"
	        "<title id=\"stage-title\">Tasks, and what they share, at this step; the sentence above says what it shows</title>\n",
	        w->scene->width, w->scene->height, w->scene->width, w->scene->height, w->scene->width);
	draw_tips(w->out);
	html_draw_uses(&d);
	draw_frames(&d);
	html_draw_edges(&d);
	for (int i = 0; i < w->last->n_tasks; i++)
		draw_task(&d, i);
	for (int i = 0; i < w->last->n_objects; i++)
		draw_object(&d, i);
	draw_centres(&d);
	fputs("<g id=\"tokens\"></g></svg>\n", w->out);
	free(d.in_cycle);
	free(d.queue);
	buf_free(&d.text);
	buf_free(&d.cut);
}
