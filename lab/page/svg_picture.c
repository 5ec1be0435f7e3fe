/* svg_picture.c - see svg_picture.h: the pictures, what is said above each, and what their lines mean below all of them. */
#include "lab/page/svg_picture.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/page/html_drawing.h"
#include "lab/view/variables.h"

enum {
	BORDER = 20, TITLE = 20, TITLE_LETTER = 13, TITLE_ROW = 26, LETTER = 8, ROW = 20, MOST_ROWS = 3, APART = 24,
	WIDE = 16, HIGH = 9,            /* what a screen is */
	SAMPLE = 46, MEANING_LETTER = 7
};

struct sheet {
	struct html_writer        w;
	const struct svg_picture *wish;
	int                       n, columns, rows;     /* pictures; words above each in so many rows of text */
	int                       cell_w, cell_h, variables;      /* the last: so high is the line with them; 0: there is none */
	unsigned                  lines;                /* that occur: bits as html_line_meaning() counts */
};

/* ---- Words ---- */

static void add_deeds(struct sheet *s, struct buf *out, const struct moment *now)
{
	for (int i = 0; i < now->n_marks; i++) {
		if (now->marks[i].event->kind == EV_FAULT && s->wish->wrong) {
			buf_printf(out, "%s%s: %s", i ? "; " : "", s->w.last->tasks[now->marks[i].event->task].name, s->wish->wrong);
			continue;
		}
		html_deed(&s->w.text, s->w.trace, &now->marks[i]);
		buf_printf(out, "%s%s %s", i ? "; " : "", s->w.last->tasks[now->marks[i].event->task].name, buf_text(&s->w.text));
	}
	if (now->n_marks == 0)
		buf_adds(out, "the clock goes on");
}

/* "Step 2 of 3: philosopher-2 locks fork-2" */
static void add_caption(struct sheet *s, struct buf *out, long step)
{
	long n = s->w.fault.steps;

	if (step == 0) {
		buf_adds(out, n == 0 ? "No step was made" : "Before the first step");
		return;
	}
	if (s->wish->going)
		buf_printf(out, "Step %ld: ", step);
	else
		buf_printf(out, step > n ? "After step %ld of %ld: " : "Step %ld of %ld: ", step > n ? n : step, n);
	add_deeds(s, out, reel_at(s->w.reel, step));
}

/* The next row of a text, of at most so many letters, broken at a blank; the last one is cut. Returns where the rest begins. */
static const char *next_row(struct buf *row, const char *text, int columns, bool last)
{
	size_t n = strlen(text), blank;

	buf_clear(row);
	if (last || text_columns(text) <= columns) {
		text_cut(row, text, columns, false);
		return text + n;
	}
	for (blank = n = 0; text[n] && (int)n <= columns; n++)
		blank = text[n] == ' ' ? n : blank;
	n = blank ? blank : (size_t)columns;
	buf_add(row, text, n);
	return text + n + (text[n] == ' ');
}

static int count_rows(const char *text, int columns)
{
	struct buf row = { 0 };
	int n = 0;

	for (; *text && n < MOST_ROWS; n++)
		text = next_row(&row, text, columns, n + 1 == MOST_ROWS);
	buf_free(&row);
	return n ? n : 1;
}

static void write_text(struct sheet *s, int x, int y, int size, bool bold, const char *text)
{
	fprintf(s->w.out, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s fill=\"%s\" stroke=\"none\">", x, y, size,
	        bold ? " font-weight=\"700\"" : "", palette_colour(PALETTE_INK, false));
	html_text(s->w.out, text);
	fputs("</text>\n", s->w.out);
}

/* ---- How large it is ---- */

static long step_of(const struct sheet *s, int i)
{
	return s->wish->all ? i : s->wish->end ? reel_steps(s->w.reel) : s->wish->step;
}

static int cell_columns(const struct sheet *s)
{
	return s->cell_w / LETTER;
}

/* About as wide as a screen is. */
static int columns_for(const struct sheet *s)
{
	int best = 1;
	double least = -1;

	for (int columns = 1; columns <= s->n; columns++) {
		double w = columns * (s->cell_w + APART), h = (s->n + columns - 1) / columns * (s->cell_h + APART);
		double off = w * HIGH > h * WIDE ? w * HIGH / (h * WIDE) : h * WIDE / (w * HIGH);

		if (least < 0 || off < least) {
			least = off;
			best = columns;
		}
	}
	return best;
}

static void measure(struct sheet *s)
{
	struct buf text = { 0 };

	s->n = s->wish->all ? (int)reel_steps(s->w.reel) + 1 : 1;
	s->cell_w = s->w.scene->width > 480 ? s->w.scene->width : 480;
	for (int i = 0; i < s->n; i++) {
		int rows;

		buf_clear(&text);
		add_caption(s, &text, step_of(s, i));
		rows = count_rows(buf_text(&text), cell_columns(s));
		s->rows = rows > s->rows ? rows : s->rows;
	}
	s->variables = html_values(&s->w) ? ROW + 8 : 0;
	s->cell_h = s->w.scene->height + s->rows * ROW + 8 + s->variables;
	s->columns = columns_for(s);
	buf_free(&text);
}

/* ---- What the lines mean ---- */

/* Where the next meaning stands, of those that have so many letters. */
static void place_meaning(int width, const char *words, int *x, int *y)
{
	if (*x > BORDER && *x + SAMPLE + MEANING_LETTER * text_columns(words) > width - BORDER) {
		*x = BORDER;
		*y += ROW;
	}
}

/* Draws them, or with `measure` only finds out where the last row ends. */
static int write_meanings(struct sheet *s, struct drawing *d, int width, int y, bool measure_only)
{
	int x = BORDER;

	for (int i = 0; html_line_meaning(i); i++) {
		const char *words = html_line_meaning(i);

		if (!(s->lines >> i & 1))
			continue;
		place_meaning(width, words, &x, &y);
		if (!measure_only) {
			fprintf(s->w.out, "<path d=\"M%d %dH%d\"", x, y - 4, x + SAMPLE - 10);
			html_line_look(d, html_line_class(i));
			fputs("/>", s->w.out);
			html_line_head(d, html_line_class(i), (const double[]){ x, y - 4 }, (const double[]){ x + SAMPLE - 10, y - 4 });
			fprintf(s->w.out, "<text x=\"%d\" y=\"%d\" font-size=\"13\" fill=\"%s\" stroke=\"none\">%s</text>\n", x + SAMPLE, y,
			        palette_colour(PALETTE_DIM, false), words);
		}
		x += SAMPLE + MEANING_LETTER * text_columns(words) + 18;
	}
	return y + 12;
}

/* ---- All of it ---- */

static int title_columns(int width)
{
	return (width - 2 * BORDER) / TITLE_LETTER;
}

/* What it is of, in as many rows as it needs: the last of its settings may be what matters. */
static void write_title(struct sheet *s, int width)
{
	const char *rest = s->wish->title;
	struct buf row = { 0 };

	for (int n = 0; *rest && n < MOST_ROWS; n++) {
		rest = next_row(&row, rest, title_columns(width), n + 1 == MOST_ROWS);
		write_text(s, BORDER, BORDER + TITLE - 4 + n * TITLE_ROW, TITLE, true, buf_text(&row));
	}
	buf_free(&row);
}

static void write_head(struct sheet *s, int width, int height)
{
	FILE *out = s->w.out;

	fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
	        "viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title desc\" "
	        "font-family=\"system-ui, 'DejaVu Sans', Helvetica, Arial, sans-serif\">\n"
	        "<title id=\"title\">", width, height, width, height);
	html_text(out, s->wish->title);
	fputs("</title>\n<desc id=\"desc\">", out);
	for (int i = 0; i < s->n; i++) {
		struct buf text = { 0 };

		add_caption(s, &text, step_of(s, i));
		html_text(out, buf_text(&text));
		fputs(". ", out);
		buf_free(&text);
	}
	fputs("Boxes are tasks, rounder ones what they share; a line is drawn through where a task holds, "
	      "dashed where it waits.</desc>\n", out);
	palette_darken(out);
	fprintf(out, "<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", width, height, palette_colour(PALETTE_CARD, false));
	write_title(s, width);
}

/* Its words, and below them the picture in the middle. */
/* "count = 2, *in = 1": what a program's variables are, below the picture; * is what the step has changed. */
static void add_variables(struct buf *out, const struct variable_now *list, int n, long step)
{
	buf_clear(out);
	for (int i = 0; i < n; i++)
		buf_printf(out, "%s%s%s = %s", i ? ", " : "", step > 0 && list[i].since == step ? "*" : "", list[i].name, list[i].value);
}

/* Of too many those that changed last. */
static void write_variables(struct sheet *s, int left, int y, long step)
{
	struct arena *arena = arena_new();
	struct variable_now *list = NULL;
	struct buf text = { 0 };
	int n = variables_at(s->w.trace, step, arena, &list);

	do {
		add_variables(&text, list, n, step);
		n = variables_newest(list, n, n - 1);
	} while (n > 0 && text_columns(buf_text(&text)) > cell_columns(s));
	write_text(s, left, y, 15, false, buf_text(&text));
	buf_free(&text);
	arena_free(arena);
}

static void write_cell(struct sheet *s, int i, int left, int top)
{
	struct buf text = { 0 }, row = { 0 };
	const char *rest;
	struct drawing d;

	add_caption(s, &text, step_of(s, i));
	rest = buf_text(&text);
	for (int n = 0; *rest && n < MOST_ROWS; n++) {
		rest = next_row(&row, rest, cell_columns(s), n + 1 == MOST_ROWS);
		write_text(s, left, top + n * ROW + 14, 15, false, buf_text(&row));
	}
	fprintf(s->w.out, "<g transform=\"translate(%d %d)\">\n", left + (s->cell_w - s->w.scene->width) / 2, top + s->rows * ROW + 8);
	html_begin_drawing(&d, &s->w, step_of(s, i));
	d.alone = true;
	html_draw(&d);
	s->lines |= d.used;
	html_end_drawing(&d);
	fputs("</g>\n", s->w.out);
	if (s->variables)
		write_variables(s, left, top + s->cell_h - 6, step_of(s, i));
	buf_free(&text);
	buf_free(&row);
}

/* All of them, as a text; which lines they have is known then. */
static char *write_cells(struct sheet *s, int top)
{
	FILE *out = s->w.out;
	char *text = NULL;
	size_t size;

	s->w.out = open_memstream(&text, &size);
	must(s->w.out);
	for (int i = 0; i < s->n; i++)
		write_cell(s, i, BORDER + i % s->columns * (s->cell_w + APART), top + i / s->columns * (s->cell_h + APART));
	must(fclose(s->w.out) == 0);
	s->w.out = out;
	return text;
}

static void write_sheet(struct sheet *s)
{
	int rows = (s->n + s->columns - 1) / s->columns, width = 2 * BORDER + s->columns * s->cell_w + (s->columns - 1) * APART;
	int top = BORDER + TITLE + 14 + (count_rows(s->wish->title, title_columns(width)) - 1) * TITLE_ROW;
	int below = top + rows * (s->cell_h + APART);
	char *cells = write_cells(s, top);
	struct drawing d;

	html_begin_drawing(&d, &s->w, 0);
	d.alone = true;
	write_head(s, width, write_meanings(s, &d, width, below, true));
	fputs(cells, s->w.out);
	write_meanings(s, &d, width, below, false);
	html_end_drawing(&d);
	fputs("</svg>\n", s->w.out);
	free(cells);
}

long svg_picture_moments(const struct trace *trace, const struct snapshot *last)
{
	struct reel *reel = reel_new(trace, last);
	long n = reel_steps(reel);

	reel_free(reel);
	return n;
}

long svg_picture_steps(const struct trace *trace, const struct snapshot *last)
{
	struct reel *reel = reel_new(trace, last);
	long n = html_fault_of(reel).steps;

	reel_free(reel);
	return n;
}

int svg_picture(FILE *out, const struct trace *trace, const struct snapshot *last, const struct svg_picture *wish)
{
	static const struct html_page nothing;
	struct sheet s = { .w = { .out = out, .page = &nothing, .trace = trace, .last = last }, .wish = wish };

	html_begin(&s.w);
	measure(&s);
	write_sheet(&s);
	html_end(&s.w);
	return s.n;
}
