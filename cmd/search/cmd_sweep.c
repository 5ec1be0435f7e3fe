/* cmd_sweep.c - sweep: a pattern over a grid of settings, drawn as a map. */
#include "cmd/search/commands.h"
#include "cmd/search/sweep.h"
#include "cmd/session/out.h"
#include "cmd/term/prose.h"

static int run_sweep(struct session *session, const struct call *call)
{
	const struct sweep *before = sweep_newest(session), *swept;
	int status = sweep_make(session, call, false);
	struct buf text = { 0 };

	swept = sweep_newest(session);
	if (swept == before || (status != STATUS_OK && status != STATUS_INTERRUPTED))
		return status;
	if (!session->json) {
		sweep_map(&text, swept, &session->look);
		if (swept->real)
			sweep_rates(&text, swept, &session->look);
		else if (!sweep_all_well(swept))
			prose_try(&text, &session->look, "law");
		out_text(session, &text);
	}
	buf_free(&text);
	if (sweep_misses(swept))
		return STATUS_USAGE;
	if (status)
		return status;
	status = sweep_status(swept);
	session->missed = swept->expected > 0 && status == STATUS_FINDING;
	if (session->missed && !session->json)
		findings_missed(session, (enum verdict)(swept->expected - 1), "no cell that can end so");
	return status;
}

static const char *const words[] = { "schedules=", "seconds=", "by=", "n=", "part=", "from=", NULL };

const struct command cmd_sweep = {
	.name = "sweep", .alias = { "sw" }, .group = GROUP_SEARCH,
	.args = "[pattern] name=a..b [name=a,b,c ...] [name=value ...] [by=explore|run] [part=K/N] | from=FILES",
	.summary = "explore a grid of settings and draw the map",
	.detail = "Settings with several values, a..b or a,b,c, make the grid; each cell is\n"
	          "explored. Two of them are rows and columns, more make blocks.\n"
	          "  schedules=N seconds=S   limits of one cell; 5 seconds unless said otherwise\n"
	          "  by=run n=RUNS           run on real threads instead, so often: operations\n"
	          "                          completed in a second, and how often and how long\n"
	          "                          tasks waited for one another (not for clocks, nor\n"
	          "                          for the end of others)\n"
	          "  part=3/8                only every eighth cell, from the third on: eight\n"
	          "                          machines, or cores, share a grid\n"
	          "  from=FILES              no grid is swept: the map of all parts, from what\n"
	          "                          `sweep ... part=K/N --json` wrote. As in a shell,\n"
	          "                          from=part-*.jsonl; words after it are files, too\n"
	          "  expect=VERDICT          status 0 if some cell can end so, 1 if none can\n"
	          "^C keeps what is done. Status 0: every cell is ok; 2: cells are missing. A map has\n"
	          "no verdict: `expect verdict == ...` behind it is a mistake, and so is `expect exit`.",
	.example = { "sweep worker-pool feed=main workers=1..4 jobs=1..8", "sweep channel mode=self cap=0..3 sends=1..5" },
	.see_also = "law, explore, stress, measure",
	.completer = COMPLETE_SWEEP,
	.words = words,
	.run = run_sweep,
};
