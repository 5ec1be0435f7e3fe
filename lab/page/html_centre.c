/* html_centre.c - that nobody can move any more: in the middle of a ring, or below what stands in layers. */
#include "lab/page/html_drawing.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

enum {
	WORDS_WIDE = 230, WORDS_HIGH = 24,      /* those in the middle of a ring, and half of that */
	LETTER = 10, ROW = HTML_CENTRE_ROW
};

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

	fprintf(d->w->out, "<text class=\"centre\" x=\"%d\" y=\"%d\"", ring->x, ring->y - 4 - (n - 2) * 11);
	html_text_look(d, "centre");
	fputc('>', d->w->out);
	for (int i = 0; i < n; i++)
		fprintf(d->w->out, i ? "<tspan x=\"%d\" dy=\"22\">%s%s</tspan>" : "<tspan x=\"%d\">%s%s</tspan>", ring->x, words[i],
		        i + 1 < n ? " " : "");
	fputs("</text>\n", d->w->out);
}

/* Of a cycle that stands at no ring: in rows of so many pixels. */
static void wrap_why(struct buf *out, const struct snapshot *last, int width)
{
	struct buf text = { 0 };

	buf_adds(&text, "nobody can move: ");
	if (snap_is_group(last))
		snap_group(&text, last);
	else if (last->n_cycle == 1)
		buf_printf(&text, "%s waits for itself", last->tasks[last->cycle[0]].name);
	else
		buf_adds(&text, "each waits for another of the cycle");
	text_wrap(out, buf_text(&text), 0, 0, width / LETTER, false);
	buf_free(&text);
}

int html_centre_rows(const struct snapshot *last, int width)
{
	struct buf rows = { 0 };
	int n;

	if (!snap_has_cycle(last))
		return 0;
	wrap_why(&rows, last, width);
	n = text_lines(buf_text(&rows));
	buf_free(&rows);
	return n;
}

/* The last of its rows stands at the bottom. */
static void draw_why(struct drawing *d)
{
	const struct html_scene *scene = d->w->scene;
	int n = html_centre_rows(d->w->last, scene->width);
	struct buf rows = { 0 };
	const char *row;

	wrap_why(&rows, d->w->last, scene->width);
	row = buf_text(&rows);
	fprintf(d->w->out, "<text class=\"centre\" x=\"%d\" y=\"%d\"", scene->width / 2, scene->height - 8 - (n - 1) * ROW);
	html_text_look(d, "centre");
	fputc('>', d->w->out);
	for (int i = 0; i < n; i++) {
		size_t length = strcspn(row, "\n");

		fprintf(d->w->out, "<tspan x=\"%d\"", scene->width / 2);
		fprintf(d->w->out, i ? " dy=\"%d\">" : ">", ROW);
		buf_clear(&d->text);
		buf_add(&d->text, row, length);
		html_text(d->w->out, buf_text(&d->text));
		fputs(i + 1 < n ? " </tspan>" : "</tspan>", d->w->out);
		row += length + (row[length] == '\n');
	}
	fputs("</text>\n", d->w->out);
	buf_free(&rows);
}

void html_draw_centres(struct drawing *d)
{
	const struct html_scene *scene = d->w->scene;

	d->class = NULL;
	if (!snap_has_cycle(d->w->last) || d->now->step < reel_steps(d->w->reel))
		return;
	if (scene->n_rings == 0)
		draw_why(d);
	for (int i = 0; i < scene->n_rings; i++)
		draw_centre(d, &scene->rings[i]);
}
