/* html_queue.c - who waits at an object at the last moment; the script says it for any by the same rules (page/picture.js). */
#include "lab/page/html_drawing.h"

#include "lab/base/text.h"

/* Pixels: of a letter; beyond the box; from its border to the line of the words, to their middle; how high they are. */
enum { COLUMN = 7, BESIDE = 12, BELOW = 15, ABOVE = 7, UNDER = 11, HIGH = 14 };

/* The tasks that wait at an object, and cannot go on yet, into d->queue, who came first before the others. Returns how many. */
static int find_queue(struct drawing *d, int object)
{
	const struct moment_task *tasks = d->now->tasks;
	int n = 0, at;

	for (int i = 0; i < d->w->last->n_tasks; i++) {
		if (tasks[i].state != TASK_BLOCKED || tasks[i].choice || tasks[i].ready || tasks[i].object != object)
			continue;
		for (at = n++; at > 0 && tasks[d->queue[at - 1]].since > tasks[i].since; at--)
			d->queue[at] = d->queue[at - 1];
		d->queue[at] = i;
	}
	return n;
}

/* Several in line: as many names as have room, "in line: worker-1, worker-0 +3"; else "5 in line". */
static void queue_words(struct drawing *d, int n, int room, struct buf *out)
{
	const struct snap_task *tasks = d->w->last->tasks;

	for (int named = n; n > 1 && named > 0; named--) {
		buf_clear(out);
		for (int i = 0; i < named; i++)
			buf_printf(out, "%s%s", i ? ", " : "in line: ", tasks[d->queue[i]].name);
		if (named < n)
			buf_printf(out, " +%d", n - named);
		if (text_columns(buf_text(out)) <= room)
			return;
	}
	buf_clear(out);
	if (n > 1)
		buf_printf(out, "%d in line", n);
}

/* Below the box; above it where fewer lines go through the words. */
static int place_of(const struct drawing *d, const struct html_box *box, int x, int columns)
{
	int w = columns * COLUMN, below, above;

	if (columns == 0 || box->y - box->h / 2 - HIGH - UNDER < 0)
		return box->h / 2 + BELOW;
	below = html_lines_through(d, box->x + x, box->y + box->h / 2 + UNDER, w, HIGH);
	above = html_lines_through(d, box->x + x, box->y - box->h / 2 - UNDER, w, HIGH);
	return above < below ? -box->h / 2 - ABOVE : box->h / 2 + BELOW;
}

/* Where the picture's edge is near, a text begins or ends at it, and goes inwards. */
static void begin_text(struct drawing *d, int object, const struct html_box *box, int room, int columns)
{
	int beyond = room * COLUMN / 2 - box->w / 2, side = box->w / 2 + BESIDE, x = 0, middle = 0, y;
	const char *class = "queue";

	if (box->x + box->w / 2 + beyond > d->w->scene->width) {
		class = "queue right";
		x = side;
		middle = x - columns * COLUMN / 2;
	} else if (box->x - box->w / 2 - beyond < 0) {
		class = "queue left";
		x = -side;
		middle = x + columns * COLUMN / 2;
	}
	y = place_of(d, box, middle, columns);
	d->queues[object] = (struct html_box){ box->x + middle, box->y + y - 4, columns * COLUMN, HIGH, -1, false };
	if (d->alone && columns > 0)    /* lines go on behind them */
		fprintf(d->w->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"none\"/>",
		        middle - columns * COLUMN / 2, y - 4 - HIGH / 2, columns * COLUMN, HIGH, palette_colour(PALETTE_CARD, false));
	fprintf(d->w->out, "<text class=\"%s\" data-room=\"%d\" x=\"%d\" y=\"%d\"", class, room, x, y);
	html_text_look(d, class);
	fputc('>', d->w->out);
}

void html_draw_queue(struct drawing *d, int object, const struct html_box *box, int room)
{
	struct buf text = { 0 };

	queue_words(d, find_queue(d, object), room, &text);
	begin_text(d, object, box, room, text_columns(buf_text(&text)));
	html_text(d->w->out, buf_text(&text));
	fputs("</text>", d->w->out);
	buf_free(&text);
}
