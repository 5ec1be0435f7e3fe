/*
 * html_picture.c - the last moment as SVG: the nodes, which the script fills anew at each step, and the lines of this one.
 *
 * What can be seen here and in the script is made by the same rules (page/picture.js, page/words.js); the test of the page
 * holds them together.
 */
#include "lab/page/html_drawing.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"

const char *html_cut(struct drawing *d, const char *text, int columns)
{
	buf_clear(&d->cut);
	text_cut(&d->cut, text, columns, false);
	return buf_text(&d->cut);
}

int html_room(const struct html_box *box)
{
	return (box->w - 10) * 10 / 64;
}

/* ---- Nodes ---- */

void html_begin_node(struct drawing *d, char sort, int id, const char *class, const struct html_box *box, const char *title)
{
	FILE *out = d->w->out;

	if (d->alone)
		fprintf(out, "<g transform=\"translate(%d %d)\"><title>", box->x, box->y);
	else
		fprintf(out, "<g id=\"%c%d\" class=\"%s\" transform=\"translate(%d %d)\"><title>", sort, id, class, box->x, box->y);
	html_text(out, title);
	fprintf(out, "</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"", -box->w / 2, -box->h / 2, box->w, box->h,
	        sort == 't' ? box->small ? 6 : 12 : box->small ? 13 : 22);
	html_look(d, class);
	fputs("/>", out);
	d->class = class;
}

void html_draw_name(struct drawing *d, const char *name, const struct html_box *box, int y)
{
	const char *number = name + name_stem(name);

	fprintf(d->w->out, "<text class=\"name\" y=\"%d\"", box->small ? 5 : y);
	html_text_look(d, "name");
	fputc('>', d->w->out);
	if (box->small && box->frame < 0 && *number && (unsigned char)*name < 128)
		html_text(d->w->out, (const char[]){ *name, '\0' });
	html_text(d->w->out, html_cut(d, box->small && *number ? number : name, box->small ? 4 : (box->w - 8) * 10 / 79));
	fputs("</text>", d->w->out);
}

/* So many bytes at its end are not cut off: ": lost" of a signal, "-2" of a name; not where that is the last of several. */
static size_t tail_of(const char *text)
{
	static const char lost[] = ": lost";
	size_t n = strlen(text), end = sizeof lost - 1;

	if (n >= end && !strcmp(text + n - end, lost))
		return end;
	if (strstr(text, " or "))
		return 0;
	for (end = 0; end < n && text[n - end - 1] >= '0' && text[n - end - 1] <= '9';)
		end++;
	return end > 0 && end < n && text[n - end - 1] == '-' ? end + 1 : 0;
}

/* That a signal is lost is not cut off, nor of which of several things it is told. */
static const char *cut_doing(struct drawing *d, const char *text, int columns)
{
	size_t n = strlen(text), end = tail_of(text);
	char *head;

	if (text_columns(text) <= columns || end == 0 || (int)end + 2 >= columns)
		return html_cut(d, text, columns);
	head = strndup(text, n - end);
	must(head);
	html_cut(d, head, columns - (int)end);
	buf_adds(&d->cut, text + n - end);
	free(head);
	return buf_text(&d->cut);
}

void html_draw_doing(struct drawing *d, const char *text, const struct html_box *box, int y)
{
	fprintf(d->w->out, "<text class=\"doing\" data-room=\"%d\" y=\"%d\"", html_room(box), y);
	html_text_look(d, "doing");
	fputc('>', d->w->out);
	html_text(d->w->out, cut_doing(d, text, html_room(box)));
	fputs("</text>", d->w->out);
}

/* What it did in this step; NULL: nothing. */
static const char *deed_of(struct drawing *d, int task)
{
	for (int i = d->now->n_marks - 1; i >= 0; i--)
		if (d->now->marks[i].event->task == task) {
			if (event_is_unheard((enum event_kind)d->now->marks[i].event->kind))
				html_short_deed(&d->text, d->w->trace, &d->now->marks[i]);
			else
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
	if (d->now->step == reel_steps(d->w->reel) && d->w->last->tasks[id].state == TASK_BLOCKED && d->w->last->tasks[id].n_cases > 0) {
		snap_wait(to, d->w->last, &d->w->last->tasks[id]);
	} else {
		html_wait(&d->text, d->w->last, task);
		buf_adds(to, buf_text(&d->text));
	}
	return buf_text(to);
}

/* Below that, what the task has read and goes by; the place is there also while it has read nothing. */
static void draw_read(struct drawing *d, const char *text, const struct html_box *box)
{
	fputs("<text class=\"read\" y=\"20\"", d->w->out);
	html_text_look(d, "read");
	fputc('>', d->w->out);
	html_text(d->w->out, html_cut(d, text, html_room(box)));
	fputs("</text>", d->w->out);
}

static void draw_task(struct drawing *d, int id)
{
	static const char *const states[] = {
		[TASK_NEW] = "new", [TASK_RUNNING] = "runs", [TASK_BLOCKED] = "waits", [TASK_SLEEPING] = "sleeps", [TASK_ENDED] = "ended",
	};
	const struct html_box *box = &d->w->scene->tasks[id];
	const char *name = d->w->last->tasks[id].name, *doing;
	const struct moment_value *value = &d->now->tasks[id].read;
	struct buf wait = { 0 }, title = { 0 }, read = { 0 };
	char class[64];

	if (box->w == 0)
		return;
	if (value->kind == VALUE_NUMBER || value->kind == VALUE_OBJECT)
		html_value_words(&read, "read ", value, d->w->trace);
	snprintf(class, sizeof class, "task %s%s%s%s", is_wrong(d, id) ? "wrong" : states[d->now->tasks[id].state],
	         d->now->tasks[id].state == TASK_BLOCKED && d->now->tasks[id].ready ? " ready" : "", deed_of(d, id) ? " moves" : "",
	         d->in_cycle[id] ? " cycle" : "");
	doing = doing_of(d, id, &wait);
	buf_printf(&title, "%s: %s", name, doing);
	html_begin_node(d, 't', id, class, box, buf_text(&title));
	html_draw_name(d, name, box, read.length ? -9 : -4);
	if (!box->small) {
		html_draw_doing(d, buf_text(&title) + strlen(name) + 2, box, read.length ? 6 : 15);
		draw_read(d, buf_text(&read), box);
	}
	fputs("</g>\n", d->w->out);
	buf_free(&wait);
	buf_free(&title);
	buf_free(&read);
}

static void draw_frames(struct drawing *d)
{
	for (int i = 0; i < d->w->scene->n_frames; i++) {
		const struct html_frame *frame = &d->w->scene->frames[i];
		const struct html_box *box = &frame->box;

		fprintf(d->w->out, "<g class=\"frame\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"10\"", box->x - box->w / 2,
		        box->y - box->h / 2, box->w, box->h);
		html_look(d, "frame");
		fprintf(d->w->out, "/><text x=\"%d\" y=\"%d\"", box->x, box->y - box->h / 2 + 17);
		html_text_look(d, "frame");
		fputc('>', d->w->out);
		html_text(d->w->out, frame->name);
		fputs("</text></g>\n", d->w->out);
	}
}

/* ---- All of it ---- */

/* Who waits for whom in a circle: at the end the run says so, before it whoever waits for a lock waits for its one owner. */
static int next_of(const struct drawing *d, int task)
{
	const struct moment_task *is = &d->now->tasks[task];
	int joined;

	if (is->state != TASK_BLOCKED || is->object == NO_OBJECT || is->choice || is->ready)
		return NO_TASK;
	joined = snap_task_of(d->w->last, is->object);
	return joined != NO_TASK ? joined : d->now->objects[is->object].owner;
}

static void find_cycle(struct drawing *d)
{
	enum { LONGEST = 32 };
	int n_tasks = d->w->last->n_tasks;

	for (int start = 0; start < n_tasks; start++) {
		int at = next_of(d, start), n = 1;

		for (; at != NO_TASK && at != start && n <= LONGEST; n++)
			at = next_of(d, at);
		if (at != start)
			continue;
		d->in_cycle[start] = true;
		for (at = next_of(d, start); at != start; at = next_of(d, at))
			d->in_cycle[at] = true;
		return;
	}
}

void html_begin_drawing(struct drawing *d, struct html_writer *w, long step)
{
	const struct snapshot *last = w->last;

	*d = (struct drawing){ .w = w, .now = reel_at(w->reel, step) };
	d->in_cycle = calloc((size_t)last->n_tasks + 1, sizeof *d->in_cycle);
	d->queue = calloc((size_t)last->n_tasks + 1, sizeof *d->queue);
	must(d->in_cycle);
	d->queues = calloc((size_t)last->n_objects + 1, sizeof *d->queues);
	must(d->queue);
	must(d->queues);
	if (step < reel_steps(w->reel) || !snap_has_cycle(last))
		find_cycle(d);
	if (step == reel_steps(w->reel))
		snap_on_cycle(last, d->in_cycle);
}

void html_end_drawing(struct drawing *d)
{
	free(d->in_cycle);
	free(d->queue);
	free(d->lines);
	free(d->queues);
	buf_free(&d->text);
	buf_free(&d->cut);
}

void html_draw(struct drawing *d)
{
	html_draw_uses(d);
	draw_frames(d);
	html_draw_edges(d);
	for (int i = 0; i < d->w->last->n_tasks; i++)
		draw_task(d, i);
	for (int i = 0; i < d->w->last->n_objects; i++)
		html_draw_object(d, i);
	html_draw_centres(d);
	html_draw_ties(d);
}

/* The heads of arrows, and what lanes are filled with. */
static void write_defs(FILE *out)
{
	static const char *const tips[] = { "wants", "cycle", "deed" };

	fputs("<defs>", out);
	for (int i = 0; i < 3; i++)
		fprintf(out, "<marker id=\"tip-%s\" viewBox=\"0 0 10 10\" refX=\"8\" refY=\"5\" markerWidth=\"16\" markerHeight=\"16\" "
		        "markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L10 5L0 10z\"/></marker>", tips[i]);
	fputs("<pattern id=\"hatched\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
	      "<path d=\"M1 0V8\"/></pattern>"
	      "<pattern id=\"dotted\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\">"
	      "<circle cx=\"2\" cy=\"2\" r=\"1.3\"/></pattern>"
	      "</defs>\n", out);
}

void html_picture(struct html_writer *w)
{
	struct drawing d;

	html_begin_drawing(&d, w, reel_steps(w->reel));
	fprintf(w->out, "<svg id=\"stage\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" style=\"--w:%d\" role=\"img\" aria-labelledby=\"stage-title\" aria-describedby=\"said\">"
	        "<title id=\"stage-title\">Tasks, and what they share, at this step; the sentence above says what it shows</title>\n",
	        w->scene->width, w->scene->height, w->scene->width, w->scene->height, w->scene->width);
	write_defs(w->out);
	html_draw(&d);
	fputs("<g id=\"tokens\"></g></svg>\n", w->out);
	html_end_drawing(&d);
}
