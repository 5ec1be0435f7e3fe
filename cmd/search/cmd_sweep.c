/* cmd_sweep.c - sweep and law: a pattern over a grid of settings, and what separates the grid. */
#include <stdlib.h>
#include <string.h>

#include "cmd/search/commands.h"
#include "cmd/search/sweep.h"
#include "cmd/session/out.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"

enum { SCHEDULES, SECONDS, BY, N, BEYOND, N_OPTIONS };       /* the last is law's alone */

static const char *const by_words[] = { "explore", "run" };

static const struct spec own[N_OPTIONS] = {
	[SCHEDULES] = { .name = "schedules", .help = "looked at in one cell, at most; 0: no limit", .max = 1000000000 },
	[SECONDS]   = { .name = "seconds", .help = "for one cell, at most; 0: no limit", .standard = 5, .max = 1000000 },
	[BY]        = { .name = "by", .help = "explore every schedule, or run on real threads", .words = by_words,
	                .n_words = 2, .max = 1 },
	[N]         = { .name = "n", .help = "by=run: runs of one cell", .standard = 10, .min = 1, .max = 1000000 },
	[BEYOND]    = { .name = "beyond", .help = "cells beyond the grid at which a law is to be right; 0: try none",
	                .standard = 24, .max = 1000 },
};

/* Read the line and do it; the session remembers the grid. */
static int sweep(struct session *session, const struct call *call, bool for_law)
{
	struct search search;
	struct sweep *swept;
	int values[N_OPTIONS], status;

	swept = sweep_read(session, call, own, for_law ? N_OPTIONS : N_OPTIONS - 1, values, &search, &status);
	if (!swept)
		return status;
	status = search_check_time(session, &search, values[BY] == 1);
	if (status) {
		sweep_free(swept);
		return status;
	}
	swept->real = values[BY] == 1;
	swept->any_time = search.options.turn.any_time;
	swept->limits = (struct sweep_limits){ values[SCHEDULES], values[SECONDS] * (int64_t)1000000000, values[N],
		for_law ? values[BEYOND] : own[BEYOND].standard };
	status = sweep_run(session, swept, for_law);
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

/* "law beyond=40": of the last sweep, too. */
static bool is_of_last(const struct call *call)
{
	return call->n_args == 0 || (call->n_args == 1 && call->args[0].name && !strcmp(call->args[0].name, own[BEYOND].name));
}

static int read_beyond(struct session *session, const struct call *call)
{
	struct problem problem;
	int status;

	if (call->n_args == 0 || value_check(&own[BEYOND], call->args[0].value, &sweep_newest(session)->limits.beyond, &problem))
		return STATUS_OK;
	status = complain(session, problem.code, &problem.suggestions, "%s", problem.sentence);
	free(problem.sentence);
	return status;
}

static int run_law(struct session *session, const struct call *call)
{
	struct buf text = { 0 };
	int status = STATUS_OK;

	if (!is_of_last(call))
		status = sweep(session, call, true);
	if (status)
		return status;
	if (!sweep_newest(session))
		return complain(session, "nothing-swept", NULL, "there is no sweep to find a law in; "
		                "`sweep worker-pool feed=main workers=1..3 jobs=1..8` would make one");
	if (is_of_last(call))
		status = read_beyond(session, call);
	if (status)
		return status;
	if (session->json)
		sweep_law_json(session, sweep_newest(session));
	else
		sweep_law(session, sweep_newest(session), &text);
	out_text(session, &text);
	buf_free(&text);
	return interrupt_pending() ? STATUS_INTERRUPTED : STATUS_OK;
}

static const char *const words[] = { "schedules=", "seconds=", "by=", "n=", NULL };
static const char *const law_words[] = { "schedules=", "seconds=", "by=", "n=", "beyond=", NULL };

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
	.args = "[pattern name=a..b ...] [beyond=N]",
	.summary = "find the law behind the map of a sweep, and try it beyond",
	.detail = "Of the last sweep, or of one made now. Compared are sums of the swept numbers\n"
	          "with small whole coefficients, and of their products, the least and greatest\n"
	          "of two, quotients and rests; comparisons are joined by `and` and `or`. The\n"
	          "simplest law that fits every cell is told, and others that are as simple.\n"
	          "Then it is tried where it was not learned: cells just beyond the grid are\n"
	          "explored, on both sides of the boundary that it predicts. Where it is wrong\n"
	          "it is learned again, with those.\n"
	          "  beyond=N   it is to be right in so many of them; 24 unless said otherwise,\n"
	          "             0: none is explored\n"
	          "Cells that take long are left out, and after seconds=S all that are left.\n"
	          "Farther out another law may hold: it is a guess to try, not a proof. Where\n"
	          "words are swept, too, each has its own law. x / y is 0 where y is.",
	.example = { "law", "law worker-pool feed=main workers=1..3 buffer=0..2 results=0..2 jobs=1..8" },
	.see_also = "sweep, explore",
	.completer = COMPLETE_SWEEP,
	.words = law_words,
	.run = run_law,
};
