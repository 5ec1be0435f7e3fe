/* sweep_missing.c - sweep_gather.h: which cells of a grid are in none of the files. */
#include "cmd/search/sweep_gather.h"
#include "lab/base/text.h"

/* The number of parts that all lines are of; 0: they do not say so. */
static int parts_of(const struct gathering *g)
{
	int n = 0, part, n_parts;

	for (long i = 0; i < g->n; i++) {
		const struct json_node *said = json_member(json_member(g->lines[i].node, "grid"), "part");

		if (!said || said->kind != JSON_TEXT || !sweep_part_read(said->text, &part, &n_parts) || (n && n != n_parts))
			return 0;
		n = n_parts;
	}
	return n;
}

enum { MOST_NAMED = 6 };

static void name_missing(const struct gathering *g, const struct sweep *sweep, struct buf *out)
{
	int parts = parts_of(g), named = 0;
	long total = parts ? parts : sweep->n_cells;

	for (long i = 0; i < total && i < sweep->n_cells && named <= MOST_NAMED; i++) {
		long n = 0, missing = 0;

		for (long cell = i; cell < sweep->n_cells; cell += total, n++)
			missing += !sweep->cells[cell].done;
		if (!missing)
			continue;
		if (named++ == MOST_NAMED) {
			buf_adds(out, ", and more");
			return;
		}
		buf_adds(out, named == 1 ? "" : ", ");
		if (parts)
			buf_printf(out, "part=%ld/%d", i + 1, parts);
		else
			buf_printf(out, "%s%ld", named == 1 ? "cell " : "", i + 1);
		if (parts && missing < n)
			buf_printf(out, " (%ld of %ld)", missing, n);
	}
}

void sweep_missing(struct gathering *g, const struct sweep *sweep)
{
	struct buf which = { 0 };
	long n = sweep->n_cells - sweep->n_done;

	if (n == 0)
		return;
	name_missing(g, sweep, &which);
	complain(g->session, "missing-cells", NULL, "%ld of %ld cell%s %s missing: %s", n, sweep->n_cells, text_s(sweep->n_cells),
	         n == 1 ? "is" : "are", buf_text(&which));
	buf_free(&which);
}
