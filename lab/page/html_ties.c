/*
 * html_ties.c - words beside the lines of a picture: "holds", "waits"; where it stands by itself also what was done. Where there
 * is no room for one it is left out: below the picture it is said what the line means. On a page the script does it by the same
 * rules (browser/ties.js).
 */
#include "lab/page/html_drawing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lab/page/html_lines.h"

enum { LETTER = 7, HIGH = 12, AWAY = 4, NEARER = 3, FAR = 30, MOST_WORDS = 64 };

struct placed {
	int             n;
	struct html_box at[MOST_WORDS];
};

/* How far two boxes are from each other; less than 0: they overlap. */
static double box_apart(const struct html_box *a, const struct html_box *b)
{
	double x = abs(a->x - b->x) - (a->w + b->w) / 2.0, y = abs(a->y - b->y) - (a->h + b->h) / 2.0;

	return x > 0 && y > 0 ? sqrt(x * x + y * y) : x > y ? x : y;
}

/* How far words are from a line: as far as they can grow before it meets them. */
static double line_apart(const struct html_path *path, const struct html_box *word)
{
	struct html_point at[CURVE_POINTS];
	int n = html_points(path, at), far = 0;

	for (; far < FAR; far++)
		for (int i = 1; i < n; i++)
			if (html_meets(word, (double)at[i - 1].x, (double)at[i - 1].y, (double)at[i].x, (double)at[i].y, far))
				return far;
	return far;
}

/* Nearer than `least` to a box that the line has nothing to do with, or on one of its own? */
static bool is_at_box(const struct drawing *d, const struct html_drawn *line, const struct html_box *word, const struct html_box *box,
                      double least)
{
	return box->w > 0 && box->frame < 0 &&
	       box_apart(box, word) < (html_is_apart(d->w->scene, box, line->a, line->b) ? least : 0);
}

static bool is_at_any_box(const struct drawing *d, const struct html_drawn *line, const struct html_box *word, double least)
{
	const struct html_scene *scene = d->w->scene;
	bool is = false;

	for (int i = 0; i < scene->n_tasks && !is; i++)
		is = is_at_box(d, line, word, &scene->tasks[i], least);
	for (int i = 0; i < scene->n_objects && !is; i++)
		is = is_at_box(d, line, word, &scene->objects[i], least) || is_at_box(d, line, word, &d->queues[i], least);
	for (int i = 0; i < scene->n_frames && !is; i++)
		is = is_at_box(d, line, word, &scene->frames[i].box, least);
	return is;
}

/* Who reads words takes them for those of what is nearest: that has to be their line, or one of the same words. */
static bool is_free(const struct drawing *d, const struct placed *placed, const struct html_drawn *line, const struct html_box *word)
{
	const struct html_scene *scene = d->w->scene;
	double least = line_apart(&line->path, word) + NEARER;

	if (least == NEARER || is_at_any_box(d, line, word, least))
		return false;
	for (int i = 0; i < placed->n; i++)
		if (box_apart(&placed->at[i], word) < least)
			return false;
	for (int i = 0; i < d->n_lines; i++)
		if (&d->lines[i] != line && line_apart(&d->lines[i].path, word) < (strcmp(d->lines[i].words, line->words) ? least : 1))
			return false;
	return word->x - word->w / 2 >= 0 && word->y - word->h / 2 >= 0 && word->x + word->w / 2 <= scene->width &&
	       word->y + word->h / 2 <= scene->height;
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

/* "get a tick" of "get a tick of": the line leads to what follows. */
static int length_of(const char *words)
{
	static const char *const links[] = { " from", " of", " on", " by" };
	size_t n = strlen(words);

	for (size_t i = 0; i < sizeof links / sizeof *links; i++)
		if (n > strlen(links[i]) && !strcmp(words + n - strlen(links[i]), links[i]))
			return (int)(n - strlen(links[i]));
	return (int)n;
}

static bool find_place(const struct drawing *d, const struct placed *placed, const struct html_drawn *line, struct html_box *word)
{
	static const double parts[] = { 0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82 };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (int side = 1; side >= -1; side -= 2) {
			*word = beside(&line->path, parts[i], side, LETTER * length_of(line->words));
			if (is_free(d, placed, line, word))
				return true;
		}
	return false;
}

void html_draw_ties(struct drawing *d)
{
	struct placed placed = { 0 };

	d->class = NULL;
	fputs(d->alone ? "" : "<g id=\"ties\">", d->w->out);
	for (int i = 0; i < d->n_lines && placed.n < MOST_WORDS; i++) {
		struct html_box word;

		if (!*d->lines[i].words || !find_place(d, &placed, &d->lines[i], &word))
			continue;
		placed.at[placed.n++] = word;
		fprintf(d->w->out, "<text%s x=\"%d\" y=\"%d\"", d->alone ? "" : " class=\"tie\"", word.x, word.y + 4);
		html_text_look(d, "tie");
		fputc('>', d->w->out);
		buf_clear(&d->text);
		buf_add(&d->text, d->lines[i].words, (size_t)length_of(d->lines[i].words));
		html_text(d->w->out, buf_text(&d->text));
		fputs("</text>\n", d->w->out);
	}
	fputs(d->alone ? "" : "</g>\n", d->w->out);
}
