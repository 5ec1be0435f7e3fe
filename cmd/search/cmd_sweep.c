/* cmd_sweep.c - sweep and law: a pattern over a grid of settings, and the inequality that separates the grid. */
#include <stdlib.h>

#include "cmd/search/commands.h"
#include "cmd/search/sweep.h"
#include "cmd/session/out.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"

enum { SCHEDULES, SECONDS, BY, N, N_OPTIONS };

static const char *const by_words[] = { "explore", "run" };

static const struct spec own[N_OPTIONS] = {
	[SCHEDULES] = { .name = "schedules", .help = "looked at in one cell, at most; 0: no limit", .max = 1000000000 },
	[SECONDS]   = { .name = "seconds", .help = "for one cell, at most; 0: no limit", .standard = 5, .max = 1000000 },
	[BY]        = { .name = "by", .help = "explore every schedule, or run on real threads", .words = by_words,
	                .n_words = 2, .max = 1 },
	[N]         = { .name = "n", .help = "by=run: runs of one cell", .standard = 10, .min = 1, .max = 1000000 },
};

/* Read the line and do it; the session remembers the grid. */
static int sweep(struct session *session, const struct call *call, bool silent)
{
	struct search search;
	struct sweep_limits limits;
	struct sweep *swept;
	int values[N_OPTIONS], status;

	swept = sweep_read(session, call, own, N_OPTIONS, values, &search, &status);
	if (!swept)
		return status;
	status = search_check_time(session, &search, values[BY] == 1);
	if (status) {
		sweep_free(swept);
		return status;
	}
	swept->real = values[BY] == 1;
	swept->any_time = search.options.turn.any_time;
	limits = (struct sweep_limits){ values[SCHEDULES], values[SECONDS] * (int64_t)1000000000, values[N] };
	status = sweep_run(session, swept, &limits, silent);
	sweep_keep(session, swept);
	return status;
}

static bool any_bad(const struct sweep *swept)
{
	for (long i = 0; i < swept->n_done; i++)
		if (cell_worst(&swept->cells[i]) != VERDICT_OK)
			return true;
	return false;
}

static void add_try(struct buf *out, const struct look *look)
{
	prose_try(out, look, "law");
}

static int run_sweep(struct session *session, const struct call *call)
{
	const struct sweep *before = sweep_newest(session), *swept;
	int status = sweep(session, call, false);
	struct buf text = { 0 };

	swept = sweep_newest(session);
	if (swept == before || (status != STATUS_OK && status != STATUS_INTERRUPTED))
		return status;
	if (!session->json) {
		sweep_map(&text, swept, &session->look);
		if (swept->real)
			sweep_rates(&text, swept, &session->look);
		else if (any_bad(swept))
			add_try(&text, &session->look);
		out_text(session, &text);
	}
	buf_free(&text);
	return status ? status : any_bad(swept) ? STATUS_FINDING : STATUS_OK;
}

static int run_law(struct session *session, const struct call *call)
{
	struct buf text = { 0 };
	int status = STATUS_OK;

	if (call->n_args > 0)
		status = sweep(session, call, true);
	if (status)
		return status;
	if (!sweep_newest(session))
		return complain(session, "nothing-swept", NULL, "there is no sweep to find a law in; "
		                "`sweep worker-pool feed=main workers=1..3 jobs=1..8` would make one");
	if (session->json) {
		sweep_law_json(session, sweep_newest(session));
		return STATUS_OK;
	}
	sweep_law(&text, sweep_newest(session), &session->look);
	out_text(session, &text);
	buf_free(&text);
	return STATUS_OK;
}

static const char *const words[] = { "schedules=", "seconds=", "by=", "n=", NULL };

const struct command cmd_sweep = {
	.name = "sweep", .alias = { "sw" }, .group = GROUP_SEARCH,
	.args = "[pattern] name=a..b [name=a,b,c ...] [name=value ...] [by=explore|run]",
	.summary = "explore a grid of settings and draw the map",
	.detail = "Settings with several values, a..b or a,b,c, make the grid; each cell is\n"
	          "explored. Two of them are rows and columns, more make blocks.\n"
	          "  schedules=N seconds=S   limits of one cell; 5 seconds unless said otherwise\n"
	          "  by=run n=RUNS           run on real threads instead, so often: operations\n"
	          "                          completed in a second, and how often and how long\n"
	          "                          tasks waited for one another (not for clocks, nor\n"
	          "                          for the end of others)\n"
	          "^C keeps what is done. Status 0: every cell is ok.",
	.example = { "sweep worker-pool feed=main workers=1..4 jobs=1..8", "sweep channel mode=self cap=0..3 sends=1..5" },
	.see_also = "law, explore, stress, measure",
	.completer = COMPLETE_SWEEP,
	.words = words,
	.run = run_sweep,
};

const struct command cmd_law = {
	.name = "law", .group = GROUP_SEARCH,
	.args = "[pattern name=a..b ...]",
	.summary = "find the inequality behind the map of a sweep",
	.detail = "Of the last sweep, or of one made now. Tried are linear forms of the swept\n"
	          "numbers with small whole coefficients and a constant, bounds of single\n"
	          "numbers (buffer = 0 and rounds > 0), and both; the simplest that fits every\n"
	          "cell is told, with the grid on which it was checked. On a larger grid another\n"
	          "law may come out: it is a guess to try, not a proof. Where words are swept,\n"
	          "too, each has its own law.",
	.example = { "law", "law worker-pool feed=main workers=1..3 buffer=0..2 results=0..2 jobs=1..8" },
	.see_also = "sweep, explore",
	.completer = COMPLETE_SWEEP,
	.words = words,
	.run = run_law,
};
