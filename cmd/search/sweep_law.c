/* sweep_law.c - what separates the good cells of a grid from the bad ones. */
#include <stdlib.h>
#include <string.h>

#include "cmd/search/sweep.h"
#include "cmd/session/out.h"
#include "cmd/session/which.h"
#include "cmd/term/prose.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/search/law.h"

/* One question: does this end happen, where the settings that are words stand so? */
struct question {
	const struct sweep *sweep;
	enum verdict        verdict;
	long                part;               /* combination of the words: as a cell number over their axes alone */
	int                 n_variables;
	int                 axes[MAX_AXES];     /* the axes that are numbers */
	const char         *names[MAX_AXES];
	struct law_point   *points;
	int                 n, n_holds;
	bool                always, proved;
	enum law_answer     answer;
	struct law          law;
	int                 others;
};

static bool is_word(const struct sweep *sweep, int axis)
{
	return sweep->pattern->settings[sweep->axes[axis].setting].words[0] != NULL;
}

static long part_of(const struct sweep *sweep, long cell)
{
	long part = 0;

	for (int i = 0; i < sweep->n_axes; i++)
		if (is_word(sweep, i))
			part = part * sweep->axes[i].n + sweep_index(sweep, cell, i);
	return part;
}

static long n_parts(const struct sweep *sweep)
{
	long n = 1;

	for (int i = 0; i < sweep->n_axes; i++)
		n *= is_word(sweep, i) ? sweep->axes[i].n : 1;
	return n;
}

static void add_point(struct question *q, long i)
{
	const struct cell *cell = &q->sweep->cells[i];
	struct law_point *point = &q->points[q->n++];

	for (int k = 0; k < q->n_variables; k++)
		point->x[k] = q->sweep->axes[q->axes[k]].values[sweep_index(q->sweep, i, q->axes[k])];
	point->holds = cell->possible[q->verdict];
	q->n_holds += point->holds;
	q->always &= !point->holds || cell->always[q->verdict];
	q->proved &= cell->proved;
}

static void ask(struct question *q)
{
	const struct sweep *sweep = q->sweep;

	q->points = calloc((size_t)sweep->n_done + 1, sizeof *q->points);
	must(q->points);
	q->always = q->proved = true;
	for (int i = 0; i < sweep->n_axes; i++)
		if (!is_word(sweep, i)) {
			q->names[q->n_variables] = sweep->pattern->settings[sweep->axes[i].setting].name;
			q->axes[q->n_variables++] = i;
		}
	for (long i = 0; i < sweep->n_done; i++)
		if (part_of(sweep, i) == q->part)
			add_point(q, i);
	q->answer = law_find(q->points, q->n, q->n_variables, &q->law, &q->others);
	free(q->points);
	q->points = NULL;
}

/* "with feed=main: " */
static void add_part(struct buf *out, const struct question *q)
{
	const struct sweep *sweep = q->sweep;
	long cell = 0;
	int n = 0;

	while (cell < sweep->n_done && part_of(sweep, cell) != q->part)
		cell++;
	for (int i = 0; i < sweep->n_axes && cell < sweep->n_done; i++)
		if (is_word(sweep, i)) {
			const struct setting *setting = &sweep->pattern->settings[sweep->axes[i].setting];

			buf_printf(out, "%s%s=%s", n++ ? " " : "with ", setting->name,
			           setting->words[sweep->axes[i].values[sweep_index(sweep, cell, i)]]);
		}
	buf_adds(out, n ? ": " : "");
}

static void add_answer(struct buf *out, const struct question *q)
{
	buf_printf(out, "%s ", verdict_word(q->verdict));
	switch (q->answer) {
	case LAW_ALWAYS:
		buf_adds(out, "in every cell");
		break;
	case LAW_NEVER:
		buf_adds(out, "in no cell");
		break;
	case LAW_NONE:
		buf_printf(out, "follows no law of the form a x %s + ... > c with whole numbers up to %d, nor one "
		           "with bounds of single settings", q->n_variables ? q->names[0] : "setting",
		           LAW_COEFFICIENT);
		break;
	case LAW_FOUND:
		buf_adds(out, q->always ? "(always) iff " : "(sometimes, or always) iff ");
		law_print(out, &q->law, q->names, q->n_variables);
		break;
	}
}

/* "   checked on 48 cells: 20 deadlock, 28 not; jobs 1..12, workers 1..4" */
static void add_grid(struct buf *out, const struct question *q)
{
	const struct sweep *sweep = q->sweep;

	buf_printf(out, "; checked on %d cell%s%s%s, %d on this side and %d on the other:", q->n, text_s(q->n),
	           q->proved ? ", each proved" : sweep->real ? ", run on real threads" : ", not all proved",
	           sweep->any_time && !sweep->real ? " with time=any" : "", q->n_holds,
	           q->n - q->n_holds);
	for (int i = 0; i < q->n_variables; i++) {
		const struct axis *axis = &sweep->axes[q->axes[i]];
		bool run = axis->values[axis->n - 1] - axis->values[0] == axis->n - 1;

		buf_printf(out, " %s=%d", q->names[i], axis->values[0]);
		for (int k = 1; k < axis->n && !run; k++)
			buf_printf(out, ",%d", axis->values[k]);
		if (run && axis->n > 1)
			buf_printf(out, "..%d", axis->values[axis->n - 1]);
	}
	if (q->answer == LAW_FOUND && q->others)
		buf_printf(out, "; %d other%s as simple fit%s, too", q->others, text_s(q->others),
		           q->others == 1 ? "s" : "");
	if (q->answer == LAW_FOUND)
		buf_adds(out, "; beyond this grid nothing is claimed: try a larger one");
}

/* Is there anything to say about this? Not about ends that never happen. */
static bool is_asked(const struct question *q)
{
	return q->verdict != VERDICT_OK && q->n > 0 && q->n_holds > 0;
}

static bool any_bad(const struct sweep *sweep)
{
	for (long i = 0; i < sweep->n_done; i++)
		if (cell_worst(&sweep->cells[i]) != VERDICT_OK)
			return true;
	return false;
}

void sweep_law(struct buf *out, const struct sweep *sweep, const struct look *look)
{
	struct buf text = { 0 };

	for (long part = 0; part < n_parts(sweep); part++)
		for (int i = VERDICT_OK + 1; i < VERDICT_COUNT; i++) {
			struct question q = { .sweep = sweep, .verdict = (enum verdict)i, .part = part };

			ask(&q);
			if (!is_asked(&q))
				continue;
			buf_clear(&text);
			buf_adds(&text, sweep->n_axes > q.n_variables ? "on this grid, " : "on this grid: ");
			add_part(&text, &q);
			add_answer(&text, &q);
			add_grid(&text, &q);
			prose_colour(out, look, "1", "law:");
			buf_addc(out, ' ');
			text_wrap(out, buf_text(&text), 5, 5, look->width, look->ascii);
		}
	if (!any_bad(sweep))
		buf_adds(out, "no cell ends badly: there is nothing to separate\n");
	buf_free(&text);
}

static void tell_json(struct session *session, const struct question *q)
{
	static const char *const words[] = { "always", "never", "none", "found" };
	struct buf line = { 0 }, text = { 0 };
	struct json json = out_json_begin(session, &line);

	which_json(&json, q->sweep->pattern);
	add_part(&text, q);
	json_text(&json, "part", buf_text(&text));
	json_text(&json, "time", q->sweep->real ? "real" : q->sweep->any_time ? "any" : "virtual");
	json_text(&json, "outcome", verdict_word(q->verdict));
	json_text(&json, "law", words[q->answer]);
	buf_clear(&text);
	if (q->answer == LAW_FOUND)
		law_print(&text, &q->law, q->names, q->n_variables);
	json_text(&json, "iff", q->answer == LAW_FOUND ? buf_text(&text) : NULL);
	json_int(&json, "cells", q->n);
	json_int(&json, "holds", q->n_holds);
	json_bool(&json, "proved", q->proved);
	json_int(&json, "others", q->answer == LAW_FOUND ? q->others : 0);
	out_json_end(session, &json);
	buf_free(&text);
}

void sweep_law_json(struct session *session, const struct sweep *sweep)
{
	for (long part = 0; part < n_parts(sweep); part++)
		for (int i = VERDICT_OK + 1; i < VERDICT_COUNT; i++) {
			struct question q = { .sweep = sweep, .verdict = (enum verdict)i, .part = part };

			ask(&q);
			if (is_asked(&q))
				tell_json(session, &q);
		}
}
