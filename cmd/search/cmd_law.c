/* cmd_law.c - law: what separates the good cells of a sweep from the bad ones. */
#include <stdlib.h>
#include <string.h>

#include "cmd/search/commands.h"
#include "cmd/search/sweep.h"
#include "cmd/session/out.h"
#include "cmd/term/interrupt.h"

/* "law beyond=40": of the last sweep, too. */
static bool is_of_last(const struct call *call)
{
	return call->n_args == 0 || (call->n_args == 1 && call->args[0].name && !strcmp(call->args[0].name, sweep_beyond()->name));
}

static int read_beyond(struct session *session, const struct call *call)
{
	struct problem problem;
	int status;

	if (call->n_args == 0 || value_check(sweep_beyond(), call->args[0].value, &sweep_newest(session)->limits.beyond, &problem))
		return STATUS_OK;
	status = complain(session, problem.code, &problem.suggestions, "%s", problem.sentence);
	free(problem.sentence);
	return status;
}

/* Pictures of the map show it, too. */
static void keep_law(struct sweep *sweep, const struct buf *text)
{
	struct buf plain = { 0 };

	for (const char *at = buf_text(text); *at; at++) {
		if (*at == '\033')
			at += strcspn(at, "m");
		else
			buf_addc(&plain, *at);
		if (!*at)
			break;
	}
	free(sweep->law);
	sweep->law = plain.length ? buf_take(&plain) : NULL;
	buf_free(&plain);
}

static int run_law(struct session *session, const struct call *call)
{
	struct buf text = { 0 };
	int status = search_check_expect(session, call, "a law has no verdict, and status 0 whatever it is; leave it away");

	if (!status && !is_of_last(call))
		status = sweep_make(session, call, true);
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
	if (text.length && !interrupt_pending())
		keep_law(sweep_newest(session), &text);
	out_text(session, &text);
	buf_free(&text);
	if (interrupt_pending())
		return STATUS_INTERRUPTED;
	return sweep_misses(sweep_newest(session)) ? STATUS_USAGE : STATUS_OK;
}

static const char *const law_words[] = { "schedules=", "seconds=", "by=", "n=", "beyond=", "from=", NULL };

const struct command cmd_law = {
	.name = "law", .group = GROUP_SEARCH,
	.args = "[pattern name=a..b ... | from=FILES] [beyond=N]",
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
	          "  from=FILES the grid is read from what `sweep ... part=K/N --json` wrote:\n"
	          "             see `help sweep`\n"
	          "Cells that take long are left out, and after seconds=S all that are left.\n"
	          "Farther out another law may hold: it is a guess to try, not a proof. Where\n"
	          "words are swept, too, each has its own law. x / y is 0 where y is.",
	.example = { "law", "law worker-pool feed=main workers=1..3 buffer=0..2 results=0..2 jobs=1..8" },
	.see_also = "sweep, explore",
	.completer = COMPLETE_SWEEP,
	.words = law_words,
	.run = run_law,
};
