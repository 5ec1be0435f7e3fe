/* html_objects.c - what the tasks share, as it is at a moment; the script draws it by the same rules (page/picture.js). */
#include "lab/page/html_drawing.h"

#include <string.h>

#include "lab/trace/snap_text.h"

enum { MOST_SLOTS = 8, QUEUE_BEYOND = 6 };     /* columns that a queue may be wider than its box */

void html_value_words(struct buf *out, const char *before, const struct moment_value *value, const struct trace *trace)
{
	buf_adds(out, before);
	if (value->kind == VALUE_NUMBER)
		buf_printf(out, "%lld", (long long)value->value);
	else if (value->kind == VALUE_OBJECT && value->value >= 0 && value->value < trace->n_objects)
		buf_adds(out, trace->objects[value->value].name);
	else if (value->kind == VALUE_OBJECT)
		buf_adds(out, "nil");
	else if (value->kind == VALUE_TEXT)
		buf_adds(out, moment_value_text(value));
}

/* "1 left", "2 of 3 here", as the picture in a terminal has it; what has no word for that says what it is. */
static void add_level(struct buf *out, const struct snap_object *about, int level)
{
	const char *unit = snap_unit(about);

	if (!*unit)
		buf_adds(out, about->kind);
	else if (about->capacity >= 0)
		buf_printf(out, "%d of %d %s", level, about->capacity, unit);
	else
		buf_printf(out, "%d %s", level, unit);
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
	else if (!strcmp(sort, "cond") && is->level == 0)
		buf_adds(out, "nobody waits");
	else if (!strcmp(sort, "cond") && is->level > 0)
		buf_printf(out, "%d wait%s", is->level, is->level == 1 ? "s" : "");
	else if (!strcmp(sort, "cell") && is->value.kind != VALUE_NONE)
		html_value_words(out, "= ", &is->value, d->w->trace);
	else if (!strcmp(sort, "level") && is->closed)
		buf_adds(out, *snap_over(about) ? snap_over(about) : "ended");
	else if (!strcmp(sort, "cell") || is->level < 0)
		buf_adds(out, strcmp(sort, "cell") ? about->kind : "");
	else
		add_level(out, about, is->level);
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
			html_value_words(&text, "", &is->items[i], d->w->trace);
		fprintf(d->w->out, "<g class=\"%s\" transform=\"translate(%d 18)\"><rect x=\"-11\" y=\"-11\" width=\"22\" height=\"22\" rx=\"3\"",
		        text.length ? "slot full" : "slot", (2 * i - n + 1) * 12);
		html_look(d, text.length ? "slot full" : "slot");
		fputs("/><text y=\"4\"", d->w->out);
		html_text_look(d, "slot");
		fputc('>', d->w->out);
		html_text(d->w->out, html_cut(d, buf_text(&text), 4));
		fputs("</text></g>", d->w->out);
	}
	buf_free(&text);
}

void html_draw_object(struct drawing *d, int id)
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
	html_begin_node(d, 'o', id, class, box, buf_text(&title));
	html_draw_name(d, about->name, box, slots ? -17 : -4);
	if (!box->small)
		html_draw_doing(d, buf_text(&content), box, slots ? -1 : 15);
	if (slots)
		draw_slots(d, id);
	html_draw_queue(d, id, box, html_room(box) + (box->small ? 0 : QUEUE_BEYOND));
	fputs("</g>\n", d->w->out);
	buf_free(&content);
	buf_free(&title);
}
