/*
 * html_ties.c - words beside the lines of a picture that stands by itself: "holds", "waits", what was done. Where there is no
 * room for one it is left out: below the picture it is said what the line means.
 */
#include "lab/page/html_drawing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lab/page/html_lines.h"

enum { LETTER = 7, HIGH = 12, AWAY = 5, MOST_WORDS = 64 };

struct placed {
	int             n;
	struct html_box at[MOST_WORDS];
};

static bool overlaps(const struct html_box *a, const struct html_box *b)
{
	return a->w > 0 && b->w > 0 && 2 * abs(a->x - b->x) < a->w + b->w && 2 * abs(a->y - b->y) < a->h + b->h;
}

static bool is_free(const struct drawing *d, const struct placed *placed, const struct html_box *word)
{
	const struct html_scene *scene = d->w->scene;

	for (int i = 0; i < scene->n_tasks; i++)
		if (overlaps(&scene->tasks[i], word))
			return false;
	for (int i = 0; i < scene->n_objects; i++)
		if (overlaps(&scene->objects[i], word) || overlaps(&d->queues[i], word))
			return false;
	for (int i = 0; i < scene->n_frames; i++)
		if (overlaps(&scene->frames[i].box, word))
			return false;
	for (int i = 0; i < placed->n; i++)
		if (overlaps(&placed->at[i], word))
			return false;
	return word->x - word->w / 2 >= 0 && word->y - word->h / 2 >= 0 && word->x + word->w / 2 <= scene->width &&
	       word->y + word->h / 2 <= scene->height && html_lines_through(d, word->x, word->y, word->w, word->h) == 0;
}

/* The middle of words of this width beside a path, `part` of it from its beginning. */
static struct html_box beside(const struct html_path *path, double part, int side, int w)
{
	struct html_point at[CURVE_POINTS];
	int n = html_points(path, at), i = (int)floor(part * (n - 1));
	double over = part * (n - 1) - i, dx, dy, length, nx, ny, far;

	i = i > n - 2 ? n - 2 : i;
	dx = (double)(at[i + 1].x - at[i].x);
	dy = (double)(at[i + 1].y - at[i].y);
	length = sqrt(dx * dx + dy * dy);
	nx = length > 0 ? dy / length : 0;
	ny = length > 0 ? -dx / length : 1;
	far = side * (fabs(nx) * w / 2 + fabs(ny) * HIGH / 2 + AWAY);
	return (struct html_box){ (int)lround((double)at[i].x + over * dx + far * nx), (int)lround((double)at[i].y + over * dy + far * ny),
		w, HIGH, -1, false };
}

static bool find_place(const struct drawing *d, const struct placed *placed, const struct html_drawn *line, struct html_box *word)
{
	static const double parts[] = { 0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8 };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (int side = 1; side >= -1; side -= 2) {
			*word = beside(&line->path, parts[i], side, LETTER * (int)strlen(line->words));
			if (is_free(d, placed, word))
				return true;
		}
	return false;
}

void html_draw_ties(struct drawing *d)
{
	struct placed placed = { 0 };

	d->class = NULL;
	for (int i = 0; i < d->n_lines && placed.n < MOST_WORDS; i++) {
		struct html_box word;

		if (!*d->lines[i].words || !find_place(d, &placed, &d->lines[i], &word))
			continue;
		placed.at[placed.n++] = word;
		fprintf(d->w->out, "<text x=\"%d\" y=\"%d\"", word.x, word.y + 4);
		html_text_look(d, "tie");
		fputc('>', d->w->out);
		html_text(d->w->out, d->lines[i].words);
		fputs("</text>\n", d->w->out);
	}
}
