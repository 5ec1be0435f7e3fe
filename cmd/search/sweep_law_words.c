/* sweep_law_words.c - sweep_law.h: the law of a grid, where it was learned and how it fared beyond, told. */
#include "cmd/search/sweep_law.h"

#include "cmd/session/out.h"
#include "cmd/session/which.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"

/* "with feed=main: " */
static void add_part(struct buf *out, const struct law_question *q)
{
	const struct sweep *sweep = q->sweep;
	long cell = 0;
	int n = 0;

	while (cell < sweep->n_cells && law_part_of(sweep, cell) != q->part)
		cell++;
	for (int i = 0; i < sweep->n_axes && cell < sweep->n_cells; i++)
		if (law_is_word(sweep, i)) {
			const struct setting *setting = &sweep->pattern->settings[sweep->axes[i].setting];

			buf_printf(out, "%s%s=%s", n++ ? " " : "with ", setting->name,
			           setting->words[sweep->axes[i].values[sweep_index(sweep, cell, i)]]);
		}
	buf_adds(out, n ? ": " : "");
}

static void add_answer(struct buf *out, const struct law_question *q)
{
	buf_printf(out, "%s ", q->end == CELL_EXIT ? "an exit status other than 0" : cell_word(q->end));
	switch (q->learned.answer) {
	case LAW_ALWAYS:
		buf_adds(out, q->asks_always || q->always ? "(always) in every cell" : "(sometimes, or always) in every cell");
		break;
	case LAW_NEVER:
		buf_adds(out, "in no cell");
		break;
	case LAW_NONE:
		buf_adds(out, "follows no law that was tried: no sums of settings, their products, quotients and rests, "
		         "compared in few words");
		break;
	case LAW_FOUND:
		buf_adds(out, q->always ? "(always) iff " : "(sometimes, or always) iff ");
		law_print(out, &q->learned.laws.laws[0], q->names);
		break;
	}
}

/* "jobs=1..12 workers=1,2,4" */
static void add_axes(struct buf *out, const struct law_question *q)
{
	for (int i = 0; i < q->n_variables; i++) {
		const struct axis *axis = &q->sweep->axes[q->axes[i]];
		bool run = axis->values[axis->n - 1] - axis->values[0] == axis->n - 1;

		buf_printf(out, " %s=%d", q->names[i], axis->values[0]);
		for (int k = 1; k < axis->n && !run; k++)
			buf_printf(out, ",%d", axis->values[k]);
		if (run && axis->n > 1)
			buf_printf(out, "..%d", axis->values[axis->n - 1]);
	}
}

/* "; checked on 48 cells, each proved, 20 on this side and 28 on the other: jobs=1..12 workers=1..4" */
static void add_grid(struct buf *out, const struct law_question *q)
{
	const struct sweep *sweep = q->sweep;

	buf_printf(out, "; %s on %d cell%s%s%s, %d on this side and %d on the other:",
	           q->learned.right || q->learned.wrong ? "learned" : "checked", q->n, text_s(q->n),
	           q->proved ? ", each proved" : sweep->real ? ", run on real threads" : ", not all proved",
	           sweep->any_time && !sweep->real ? " with time=any" : "", q->n_holds,
	           q->n - q->n_holds);
	add_axes(out, q);
}

/* Of the laws that are as simple as the first, so many are told. */
enum { MOST_OTHERS = 2 };

static void add_others(struct buf *out, const struct law_question *q)
{
	const struct laws *laws = &q->learned.laws;
	int more = laws->n - 1 - MOST_OTHERS;

	if (laws->n == 1)
		return;
	buf_printf(out, "; as simple, and fit%s too: ", laws->n == 2 ? "s" : "");
	for (int i = 1; i < laws->n && i <= MOST_OTHERS; i++) {
		buf_adds(out, i == 1 ? "" : ", or ");
		law_print(out, &laws->laws[i], q->names);
	}
	if (more > 0)
		buf_printf(out, ", and %d more", more);
}

/* "; wrong on 1 of 3 cells beyond them, as with jobs=5 workers=2" */
static void add_wrong(struct buf *out, const struct law_question *q)
{
	const struct law_learned *learned = &q->learned;
	int n = learned->wrong + learned->right;

	buf_printf(out, "; wrong on %d of %d cell%s beyond them, as with", learned->wrong, n, text_s(n));
	for (int i = 0; i < q->n_variables; i++)
		buf_printf(out, " %s=%d", q->names[i], learned->at[i]);
	buf_adds(out, ", and no law that was tried fits all");
}

static void add_right(struct buf *out, int n, bool again)
{
	if (again)
		buf_printf(out, ", and right on %d other%s", n, text_s(n));
	else
		buf_printf(out, "; and right on %d more beyond them", n);
	buf_adds(out, "; farther out nothing is claimed");
}

/* Where it was tried, and how it fared. */
static void add_beyond(struct buf *out, const struct law_question *q)
{
	const struct law_learned *learned = &q->learned;
	int again = learned->learned - q->n;

	if (learned->wrong) {
		add_wrong(out, q);
		return;
	}
	if (again > 0)
		buf_printf(out, "; learned again with %d more beyond them", again);
	if (learned->right)
		add_right(out, learned->right, again > 0);
	else
		buf_adds(out, again > 0 ? "; farther out nothing is claimed"
		         : q->sweep->n_done < q->sweep->n_cells ? "; of the others nothing is claimed"
		                        : "; beyond this grid nothing is claimed: try a larger one");
}

static void add_question(struct buf *out, const struct law_question *q)
{
	if (q->sweep->n_done < q->sweep->n_cells)
		buf_printf(out, "on the %ld cell%s that %s looked at, of %ld", q->sweep->n_done,
		           text_s(q->sweep->n_done), q->sweep->n_done == 1 ? "was" : "were", q->sweep->n_cells);
	else
		buf_adds(out, "on this grid");
	buf_adds(out, q->sweep->n_axes > q->n_variables ? ", " : ": ");
	add_part(out, q);
	add_answer(out, q);
	add_grid(out, q);
	if (q->learned.answer == LAW_FOUND) {
		add_beyond(out, q);
		add_others(out, q);
	}
}

void law_question_text(struct buf *out, const struct law_question *q, const struct look *look)
{
	struct buf text = { 0 };

	add_question(&text, q);
	prose_colour(out, look, "1", "law:");
	buf_addc(out, ' ');
	text_wrap(out, buf_text(&text), 5, 5, look->width, look->ascii);
	buf_free(&text);
}

/* ---- As JSON ---- */

static void other_laws_json(struct json *json, const struct law_question *q)
{
	const struct law_learned *learned = &q->learned;
	struct buf text = { 0 };

	json_array(json, "also");
	for (int i = 1; learned->answer == LAW_FOUND && i < learned->laws.n; i++) {
		buf_clear(&text);
		law_print(&text, &learned->laws.laws[i], q->names);
		json_text(json, NULL, buf_text(&text));
	}
	json_end_array(json);
	buf_free(&text);
}

void law_question_json(struct session *session, const struct law_question *q)
{
	static const char *const words[] = { "always", "never", "none", "found" };
	const struct law_learned *learned = &q->learned;
	bool found = learned->answer == LAW_FOUND;
	struct buf line = { 0 }, text = { 0 };
	struct json json = out_json_begin(session, &line);

	which_json(&json, q->sweep->pattern);
	add_part(&text, q);
	json_text(&json, "part", buf_text(&text));
	json_text(&json, "time", q->sweep->real ? "real" : q->sweep->any_time ? "any" : "virtual");
	json_text(&json, "outcome", cell_word(q->end));
	json_text(&json, "law", words[learned->answer]);
	buf_clear(&text);
	if (found)
		law_print(&text, &learned->laws.laws[0], q->names);
	json_text(&json, "iff", found ? buf_text(&text) : NULL);
	json_int(&json, "cells", q->n);
	json_int(&json, "holds", q->n_holds);
	json_bool(&json, "proved", q->proved);
	json_int(&json, "others", found ? learned->laws.n - 1 : 0);
	json_text(&json, "how", q->asks_always || q->always ? "always" : "possible");
	json_int(&json, "learned", learned->learned);
	json_int(&json, "right", learned->right);
	json_int(&json, "wrong", learned->wrong);
	other_laws_json(&json, q);
	out_json_end(session, &json);
	buf_free(&text);
}
