/*
 * test_law_lines.c - the laws of patterns/verdicts come out of their own grids: what a line states is the truth of each
 * cell, there and beyond, and the law that is learned says the same. Some are explored; all are in test_grids.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/law/law_learn.h"
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/law_text.h"
#include "tests/sanitized.h"

/* Under a sanitizer one of so many lines: to the search one is much like another. */
enum { BEYOND = 24, MOST_AXIS = 100, EVERY = SANITIZED ? 7 : 1, WIDER = 2 };

/* A setting of the line that has several values. */
struct line_axis {
	int setting, n;
	int values[MOST_AXIS];
};

/* One question: a statement, where the settings that are words stand so. */
struct line_grid {
	const struct pattern  *pattern;
	int                    n_axes;
	struct line_axis       axes[8];
	int                    values[MAX_SETTINGS];
	const char            *condition;
	struct law_grid        grid;
	int                    variables[LAW_VARIABLES];        /* settings */
	const char            *names[LAW_VARIABLES];
	struct law_point      *points;
};

/* ---- The grid of a line ---- */

static void add_values(struct line_axis *axis, const struct setting *setting, char *text)
{
	char *rest = text, *part;
	int from, to;

	while ((part = next_part(&rest, ",")))
		if (sscanf(part, "%d..%d", &from, &to) == 2)
			for (; from <= to; from++)
				axis->values[axis->n++] = from;
		else
			axis->values[axis->n++] = value_called(setting, part);
}

static void read_grid(struct line_grid *g, const struct verdict_line *line)
{
	char text[400], *rest = text, *part;

	memset(g, 0, sizeof *g);
	g->pattern = pattern_called(line->pattern);
	for (int i = 0; i < pattern_n_settings(g->pattern); i++)
		g->values[i] = g->pattern->settings[i].standard;
	snprintf(text, sizeof text, "%s", line->settings);
	while ((part = next_part(&rest, " "))) {
		char *value = strchr(part, '=');
		struct line_axis *axis = &g->axes[g->n_axes];

		if (!value)
			continue;
		*value = '\0';
		axis->setting = setting_called(g->pattern, part);
		add_values(axis, &g->pattern->settings[axis->setting], value + 1);
		g->values[axis->setting] = axis->values[0];
		g->n_axes += axis->n > 1;
		if (axis->n == 1)
			axis->n = 0;
	}
}

static bool is_word(const struct line_grid *g, int axis)
{
	return g->pattern->settings[g->axes[axis].setting].words[0];
}

static bool truth(struct line_grid *g, const int *x)
{
	int values[MAX_SETTINGS];

	memcpy(values, g->values, sizeof values);
	for (int i = 0; i < g->grid.n_variables; i++)
		values[g->variables[i]] = x[i];
	return condition_holds(g->condition, g->pattern, values);
}

static enum law_answered ask(void *context, const int *x)
{
	return truth(context, x) ? LAW_HOLDS : LAW_FAILS;
}

/* All points of the axes that are numbers, each with so many more values on both sides. */
static int fill(struct line_grid *g, struct law_point *points, int axis, int wider, struct law_point point, int variable)
{
	const struct line_axis *a = &g->axes[axis];
	int n = 0;

	if (axis == g->n_axes) {
		point.holds = truth(g, point.x);
		if (points)
			*points = point;
		return 1;
	}
	if (is_word(g, axis))
		return fill(g, points, axis + 1, wider, point, variable);
	for (int i = -wider; i < a->n + wider; i++) {
		int last = a->n - 1;
		int value = i < 0 ? a->values[0] + i * (a->values[1] - a->values[0])
		            : i > last ? a->values[last] + (i - last) * (a->values[last] - a->values[last - 1]) : a->values[i];

		point.x[variable] = value;
		if (value >= g->grid.least[variable] && value <= g->grid.most[variable])
			n += fill(g, points ? points + n : NULL, axis + 1, wider, point, variable + 1);
	}
	return n;
}

static void set_variables(struct line_grid *g)
{
	int n = 0;

	for (int i = 0; i < g->n_axes; i++)
		if (!is_word(g, i)) {
			const struct setting *setting = &g->pattern->settings[g->axes[i].setting];

			g->names[n] = setting->name;
			g->grid.least[n] = setting->min;
			g->grid.most[n] = setting->max;
			g->variables[n++] = g->axes[i].setting;
		}
	g->grid.n_variables = n;
}

/* ---- What is learned ---- */

static struct law_point *points_of(struct line_grid *g, int wider, int *n)
{
	static const struct law_point none;
	struct law_point *points;

	*n = fill(g, NULL, 0, wider, none, 0);
	points = calloc((size_t)*n, sizeof *points);
	assert_non_null(points);
	fill(g, points, 0, wider, none, 0);
	return points;
}

/* Is it wrong anywhere on the grid, or a little beyond? */
static bool is_wrong(struct line_grid *g, const struct law *law)
{
	int n, wrong = 0;
	struct law_point *points = points_of(g, WIDER, &n);

	for (int i = 0; i < n; i++)
		wrong += law_holds(law, points[i].x) != points[i].holds;
	free(points);
	return wrong > 0;
}

/* Neither product nor division. */
static bool is_linear(const char *text)
{
	static const char *const richer[] = { " x ", " mod ", " / ", "min(", "max(" };

	for (size_t i = 0; i < sizeof richer / sizeof *richer; i++)
		if (strstr(text, richer[i]))
			return false;
	return true;
}

static void print_learned(const struct line_grid *g, const struct verdict_line *line, const char *learned)
{
	print_error("%s:%d: %s: learned is '%s', stated '%s'\n", VERDICTS_FILE, line->number, line->pattern, learned,
	            g->condition);
}

/* The law of a part: right on more than its grid, and no richer than what is stated. */
static int test_part(struct line_grid *g, const struct verdict_line *line)
{
	struct law_learned learned;
	struct buf text = { 0 };
	bool wrong = false;

	set_variables(g);
	g->grid.points = g->points = points_of(g, 0, &g->grid.n);
	g->grid.beyond = BEYOND;
	g->grid.ask = ask;
	g->grid.context = g;
	law_learn(&g->grid, &learned);
	if (learned.answer == LAW_FOUND)
		law_print(&text, &learned.laws.laws[0], g->names);
	if (learned.answer == LAW_FOUND)
		wrong = learned.wrong || is_wrong(g, &learned.laws.laws[0]) ||
		        (is_linear(g->condition) && !is_linear(buf_text(&text)));
	if (wrong || learned.answer == LAW_NONE)
		print_learned(g, line, buf_text(&text));
	free(g->points);
	buf_free(&text);
	return wrong || learned.answer == LAW_NONE;
}

/* Each choice of the words. */
static int test_parts(struct line_grid *g, const struct verdict_line *line, int axis)
{
	int wrong = 0;

	if (axis == g->n_axes)
		return test_part(g, line);
	if (!is_word(g, axis))
		return test_parts(g, line, axis + 1);
	for (int i = 0; i < g->axes[axis].n; i++) {
		g->values[g->axes[axis].setting] = g->axes[axis].values[i];
		wrong += test_parts(g, line, axis + 1);
	}
	return wrong;
}

static int test_line(const struct verdict_line *line)
{
	struct line_grid g;
	int wrong = 0;

	for (int k = 0; k < line->n_columns; k++)
		if (line->columns[k][0] != '-') {
			read_grid(&g, line);
			g.condition = read_statement(line->number, line->columns[k]).condition;
			wrong += test_parts(&g, line, 0);
		}
	return wrong;
}

static void test_each_law_comes_out_of_its_grid(void **state)
{
	struct verdicts *all = verdicts_read();
	int wrong = 0, laws = 0;

	(void)state;
	for (int i = 0; i < all->n; i++)
		if (all->lines[i].is_law && laws++ % EVERY == 0)
			wrong += test_line(&all->lines[i]);
	verdicts_free(all);
	assert_true(laws > 0);
	assert_int_equal(wrong, 0);
}

/* The same with cells that are explored. */
static void test_grids_that_are_explored(void **state)
{
	static const char *const laws[][2] = {
		{ "or-channel form=flat channels=0..3 fire=0..3", "fire > channels or fire = 0" },
		{ "fan-in feed=main sources=0..2 items=0..2 buffer=0..4", "sources x items > buffer" },
		{ "pooling give-back=off things=0..3 tasks=0..2 loops=0..2", "tasks x loops > things" },
		{ "ring stages=2..3 tokens=0..3 buffer=0..1 rounds=1", "tokens = 0 or tokens >= stages and buffer = 0" },
		{ "wait-group tasks=0..2 add=0..3 done=0..3", "add > 0 and (add > done or tasks = 0)" },
	};
	struct capture c;
	char line[200];

	(void)state;
	capture_open(&c);
	c.session->json = true;
	for (size_t i = 0; i < (SANITIZED ? 1 : sizeof laws / sizeof *laws); i++) {
		snprintf(line, sizeof line, "law %s seconds=0 beyond=8", laws[i][0]);
		assert_int_equal(say(&c, line), STATUS_OK);
		snprintf(line, sizeof line, "\"iff\":\"%s\"", laws[i][1]);
		check_has(c.text, line);
		check_has(c.text, "\"right\":8,\"wrong\":0,");
	}
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_law_comes_out_of_its_grid),
		cmocka_unit_test(test_grids_that_are_explored),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
