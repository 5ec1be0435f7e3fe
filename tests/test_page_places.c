/*
 * test_page_places.c - in a picture of any pattern what belongs together stands together: words are nearer to their line than
 * to anything else, a line ends nearer to its box than to any other.
 */
#include "tests/check_text.h"
#include "tests/export_folder.h"

#include <math.h>

#include "lab/base/files.h"
#include "lab/engine/pattern.h"

static int wrong;               /* things told */

enum { MOST = 400, MOST_POINTS = 40, LETTER = 7, HIGH = 12, CURVE = 12, AT_BOX = 14 };

struct place {
	double x, y, w, h;              /* the middle, and the size */
};

struct drawn_line {
	double x[MOST_POINTS], y[MOST_POINTS];
	int    n, first;                /* points; the first is where the line itself begins, behind the ways through frames */
	char   look;                    /* 'h' holds, 'w' waits, 'd' a deed */
};

struct found {
	int               n_boxes, n_words, n_lines;
	struct place      boxes[MOST], words[MOST];
	char              looks[MOST];          /* of the words: of which line they are */
	bool              frames[MOST];         /* of the boxes */
	struct drawn_line lines[MOST];
};

/* ---- What is in the file ---- */

static void take_box(struct found *found, const char *at)
{
	int x, y, left, top, w, h;
	const char *rect = strstr(at, "<rect ");

	assert_true(found->n_boxes < MOST);
	assert_int_equal(sscanf(at, "<g transform=\"translate(%d %d)\"", &x, &y), 2);
	assert_int_equal(sscanf(rect, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", &left, &top, &w, &h), 4);
	found->boxes[found->n_boxes++] = (struct place){ x + left + w / 2.0, y + top + h / 2.0, w, h };
}

static void take_frame(struct found *found, const char *at)
{
	int left, top, w, h;

	assert_int_equal(sscanf(at, "<g class=\"frame\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", &left, &top, &w, &h), 4);
	found->frames[found->n_boxes] = true;
	found->boxes[found->n_boxes++] = (struct place){ left + w / 2.0, top + h / 2.0, w, h };
}

static void add_point(struct drawn_line *line, double x, double y)
{
	assert_true(line->n < MOST_POINTS);
	line->x[line->n] = x;
	line->y[line->n++] = y;
}

static void add_curve(struct drawn_line *line, const double q[4])
{
	double x = line->x[line->n - 1], y = line->y[line->n - 1];

	for (int i = 1; i <= CURVE; i++) {
		double t = (double)i / CURVE, s = 1 - t;

		add_point(line, s * s * x + 2 * s * t * q[0] + t * t * q[2], s * s * y + 2 * s * t * q[1] + t * t * q[3]);
	}
}

/* All but the faint ones, and those of the legend. */
static void take_line(struct found *found, const char *at)
{
	struct drawn_line *line = &found->lines[found->n_lines];
	const char *end = strchr(at, '>'), *width = strstr(at, "stroke-width=\""), *dash = strstr(at, "stroke-dasharray=\"7 5\"");
	double q[4];

	*line = (struct drawn_line){ .look = width[14] == '5' ? 'h' : dash && dash < end ? 'w' : 'd' };
	if (width[14] == '1')
		return;
	for (at = strstr(at, "d=\"") + 3; *at != '"'; ) {
		int n = 0;

		if (*at == 'H')
			return;
		if (*at == 'M')
			line->first = line->n;
		if (sscanf(at, "Q%lf %lf %lf %lf%n", &q[0], &q[1], &q[2], &q[3], &n) == 4) {
			add_curve(line, q);
		} else {
			assert_int_equal(sscanf(at + 1, "%lf %lf%n", &q[0], &q[1], &n), 2);
			add_point(line, q[0], q[1]);
			n++;
		}
		at += n;
	}
	assert_true(++found->n_lines < MOST);
}

/* Words beside a line; none of those in a box. */
static void take_words(struct found *found, const char *at)
{
	const char *text = strchr(at, '>') + 1, *weight = strstr(at, "font-size=\"12\" font-weight=\"600\"");
	int x, y, n = (int)strcspn(text, "<");

	if (!weight || weight > text)
		return;
	assert_int_equal(sscanf(at, "<text x=\"%d\" y=\"%d\"", &x, &y), 2);
	found->looks[found->n_words] = !strncmp(text, "holds", 5) ? 'h' : !strncmp(text, "waits", 5) || !strncmp(text, "can now", 7) ? 'w' : 'd';
	found->words[found->n_words++] = (struct place){ x, y - 4, LETTER * n, HIGH };
}

static struct found *find(const char *svg)
{
	struct found *found = calloc(1, sizeof *found);
	const char *at = svg;

	assert_non_null(found);
	for (; (at = strchr(at, '<')); at++)
		if (!strncmp(at, "<g transform", 12) && strstr(at, "><title>") == strchr(at, '>'))
			take_box(found, at);
		else if (!strncmp(at, "<g class=\"frame\"", 16))
			take_frame(found, at);
		else if (!strncmp(at, "<path d=", 8))
			take_line(found, at);
		else if (!strncmp(at, "<text x=", 8))
			take_words(found, at);
	return found;
}

/* ---- How far from each other ---- */

static double place_apart(const struct place *a, const struct place *b)
{
	double x = fabs(a->x - b->x) - (a->w + b->w) / 2, y = fabs(a->y - b->y) - (a->h + b->h) / 2;

	return x > 0 && y > 0 ? hypot(x, y) : fmax(x, y);
}

static double line_apart(const struct place *a, const struct drawn_line *line)
{
	double least = HUGE_VAL;

	for (int i = line->first + 1; i < line->n; i++)
		for (int k = 0; k <= 100; k++) {
			double t = k / 100.0, x = line->x[i - 1] + t * (line->x[i] - line->x[i - 1]), y = line->y[i - 1] + t * (line->y[i] - line->y[i - 1]);

			least = fmin(least, place_apart(a, &(struct place){ x, y, 0, 0 }));
		}
	return least;
}

static bool ends_at(const struct drawn_line *line, const struct place *box)
{
	return place_apart(box, &(struct place){ line->x[line->first], line->y[line->first], 0, 0 }) < AT_BOX ||
	       place_apart(box, &(struct place){ line->x[line->n - 1], line->y[line->n - 1], 0, 0 }) < AT_BOX;
}

/* ---- What is to be true ---- */

static void check_words(const struct found *found, int i, const char *what)
{
	const struct place *words = &found->words[i];
	int nearest = -1;

	for (int k = 0; k < found->n_lines; k++)
		if (nearest < 0 || line_apart(words, &found->lines[k]) < line_apart(words, &found->lines[nearest]))
			nearest = k;
	assert_true(nearest >= 0);
	if (found->lines[nearest].look != found->looks[i])
		print_error("%s: the words at %g,%g are nearest to a line that they are not of\n", what, words->x, words->y), wrong++;
	for (int k = 0; k < found->n_boxes; k++) {
		double apart = place_apart(words, &found->boxes[k]);

		if (apart < 0 || (apart <= line_apart(words, &found->lines[nearest]) && !ends_at(&found->lines[nearest], &found->boxes[k])))
			print_error("%s: the words at %g,%g are at the box at %g,%g\n", what, words->x, words->y, found->boxes[k].x, found->boxes[k].y), wrong++;
	}
	for (int k = 0; k < i; k++)
		assert_true(place_apart(words, &found->words[k]) > 0);
}

/* From the end of a line to the nearest box, and the next. */
static void check_end(const struct found *found, double x, double y, const char *what)
{
	const struct place end = { x, y, 0, 0 };
	double least = HUGE_VAL, next = HUGE_VAL;

	for (int i = 0; i < found->n_boxes; i++) {
		double apart = place_apart(&end, &found->boxes[i]);

		if (apart < 0)          /* a frame, around boxes of whose lines this is one */
			continue;
		next = fmin(next, fmax(apart, least));
		least = fmin(least, apart);
	}
	if (least > AT_BOX || next < least + 4)
		print_error("%s: a line ends at %g,%g, %.1f from a box and %.1f from another\n", what, x, y, least, next), wrong++;
}

static void check_places(const struct found *found, const char *what)
{
	for (int i = 0; i < found->n_words; i++)
		check_words(found, i, what);
	for (int i = 0; i < found->n_lines; i++) {
		check_end(found, found->lines[i].x[found->lines[i].first], found->lines[i].y[found->lines[i].first], what);
		check_end(found, found->lines[i].x[found->lines[i].n - 1], found->lines[i].y[found->lines[i].n - 1], what);
	}
}

/* Returns how many words there are. */
static int check_run(struct capture *c, const char *run)
{
	static const int steps[] = { 3, 7, 12, 21, 30 };
	char line[200];
	int words = 0;

	snprintf(line, sizeof line, "run %s seed=1 log=0", run);
	say(c, line);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct found *found;
		char *svg;

		snprintf(line, sizeof line, "export picture at=%d", steps[i]);
		if (say_with(c, line, "places.svg") != STATUS_OK)
			break;
		svg = contents("places.svg", NULL);
		found = find(svg);
		snprintf(line, sizeof line, "%s, step %d", run, steps[i]);
		check_places(found, line);
		words += found->n_words;
		free(found);
		free(svg);
	}
	return words;
}

static void test_every_pattern(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++)
		check_run(&c, patterns[i]->name);
	assert_int_equal(wrong, 0);
	capture_close(&c);
}

static void test_many_and_crowded(void **state)
{
	static const char *const runs[] = {
		"semaphore tasks=7", "semaphore tasks=40", "bounded-buffer producers=3 consumers=3", "barrier", "mutex tasks=9",
		"dining seats=13", "worker-pool workers=12 jobs=20",
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
		assert_true(check_run(&c, runs[i]) > 0);
	assert_int_equal(wrong, 0);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_pattern),
		cmocka_unit_test(test_many_and_crowded),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
