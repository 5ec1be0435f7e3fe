/* sweep_law.c - what separates the good cells of a grid from the bad ones: the questions, and how they are answered. */
#include "cmd/search/sweep_law.h"

#include <stdlib.h>

#include "lab/base/panic.h"

bool law_is_word(const struct sweep *sweep, int axis)
{
	return sweep->pattern->settings[sweep->axes[axis].setting].words[0] != NULL;
}

long law_part_of(const struct sweep *sweep, long cell)
{
	long part = 0;

	for (int i = 0; i < sweep->n_axes; i++)
		if (law_is_word(sweep, i))
			part = part * sweep->axes[i].n + sweep_index(sweep, cell, i);
	return part;
}

static long n_parts(const struct sweep *sweep)
{
	long n = 1;

	for (int i = 0; i < sweep->n_axes; i++)
		n *= law_is_word(sweep, i) ? sweep->axes[i].n : 1;
	return n;
}

static void add_point(struct law_question *q, long i)
{
	const struct cell *cell = &q->sweep->cells[i];
	struct law_point *point = &q->points[q->n++];

	for (int k = 0; k < q->n_variables; k++)
		point->x[k] = q->sweep->axes[q->axes[k]].values[sweep_index(q->sweep, i, q->axes[k])];
	point->holds = (q->asks_always ? cell->always : cell->possible)[q->end];
	q->n_holds += point->holds;
	q->always &= !point->holds || cell->always[q->end];
	q->ever_always |= cell->always[q->end];
	q->proved &= cell->proved;
	if (q->n == 1)
		sweep_values(q->sweep, i, q->values);
}

/* ---- Learning ---- */

/* What a cell says to the question; one that is not proved may know. */
static enum law_answered answer_of(const struct law_question *q, const struct cell *cell)
{
	if (!q->asks_always && cell->possible[q->end])
		return LAW_HOLDS;
	for (int i = 0; i < CELL_EXIT && q->asks_always; i++)
		if (cell->possible[i] && i != q->end && !(q->end == CELL_EXIT && i == VERDICT_OK))
			return LAW_FAILS;
	if (!cell->proved)
		return LAW_UNDECIDED;
	return q->asks_always && cell->always[q->end] ? LAW_HOLDS : LAW_FAILS;
}

static enum law_answered ask_beyond(void *context, const int *x)
{
	struct law_question *q = context;
	const struct cell *cell;

	for (int i = 0; i < q->n_variables; i++)
		q->values[q->sweep->axes[q->axes[i]].setting] = x[i];
	cell = beyond_cell(q->beyond, q->values);
	return cell ? answer_of(q, cell) : LAW_STOP;
}

static void learn(struct law_question *q)
{
	struct law_grid grid = {
		.points = q->points, .n = q->n, .n_variables = q->n_variables, .ask = ask_beyond, .context = q,
		.beyond = q->sweep->real || q->sweep->n_done < q->sweep->n_cells ? 0 : q->sweep->limits.beyond,
	};

	for (int i = 0; i < q->n_variables; i++) {
		const struct setting *setting = &q->sweep->pattern->settings[q->sweep->axes[q->axes[i]].setting];

		grid.least[i] = setting->min;
		grid.most[i] = setting->max;
	}
	law_learn(&grid, &q->learned);
}

static void ask(struct law_question *q)
{
	const struct sweep *sweep = q->sweep;

	q->points = calloc((size_t)sweep->n_done + 1, sizeof *q->points);
	must(q->points);
	q->always = q->proved = true;
	for (int i = 0; i < sweep->n_axes; i++)
		if (!law_is_word(sweep, i)) {
			q->names[q->n_variables] = sweep->pattern->settings[sweep->axes[i].setting].name;
			q->axes[q->n_variables++] = i;
		}
	for (long i = 0; i < sweep->n_cells; i++)
		if (sweep->cells[i].done && law_part_of(sweep, i) == q->part)
			add_point(q, i);
	learn(q);
	free(q->points);
	q->points = NULL;
}

/* Is there anything to say about this? Not about ends that never happen. */
static bool is_asked(const struct law_question *q)
{
	return q->end != VERDICT_OK && q->n > 0 && q->n_holds > 0;
}

/* ---- All questions ---- */

struct laws_told {
	struct session *session;
	struct sweep   *sweep;
	struct beyond   beyond;
	struct buf     *out;            /* NULL: as JSON */
};

/* Ask, and tell what there is to tell. Is it always so in some cells, and not in others? Then ask that, too. */
static void put_question(struct laws_told *t, long part, int end, bool asks_always)
{
	struct law_question *q = calloc(1, sizeof *q);
	bool more;

	must(q);
	*q = (struct law_question){ .sweep = t->sweep, .beyond = &t->beyond, .end = end, .asks_always = asks_always,
		.part = part };
	ask(q);
	if (is_asked(q) && t->out)
		law_question_text(t->out, q, &t->session->look);
	else if (is_asked(q))
		law_question_json(t->session, q);
	more = !asks_always && !q->always && q->ever_always;
	free(q);
	if (more)
		put_question(t, part, end, true);
}

static void tell_all(struct session *session, struct sweep *sweep, struct buf *out)
{
	struct laws_told told = { .session = session, .sweep = sweep, .out = out };

	beyond_begin(&told.beyond, session, sweep);
	for (long part = 0; part < n_parts(sweep); part++)
		for (int i = VERDICT_OK + 1; i < CELL_ENDS; i++)
			put_question(&told, part, i, false);
	beyond_end(&told.beyond);
}

void sweep_law(struct session *session, struct sweep *sweep, struct buf *out)
{
	tell_all(session, sweep, out);
	if (sweep_all_well(sweep))
		buf_printf(out, "no cell %sends badly: there is nothing to separate\n",
		           sweep->n_done < sweep->n_cells ? "that was looked at " : "");
}

void sweep_law_json(struct session *session, struct sweep *sweep)
{
	tell_all(session, sweep, NULL);
}
