/* cmd_back.c - `back` and `goto`: along the steps of a stepped run. */
#include <stdlib.h>
#include <string.h>

#include "cmd/session/command.h"
#include "cmd/step/stepping.h"
#include "lab/base/text.h"

/* False for what is no number. */
static bool read_number(const char *text, long *n)
{
	if (!*text || text[strspn(text, "0123456789")])
		return false;
	*n = strlen(text) > 9 ? 1000000000 : atol(text);
	return true;
}

static int go_to(struct session *session, long to)
{
	struct buf why = { 0 };
	int status = STATUS_OK;

	if (!stepper_goto(stepping_now(session)->stepper, to, &why))
		status = complain(session, "misfit", NULL, "the schedule does not fit: %s", buf_text(&why));
	buf_free(&why);
	return status_worse(status, stepping_show(session, NULL));
}

static int run_back(struct session *session, const struct call *call)
{
	struct stepping *stepping = stepping_now(session);
	long n = 1, at;

	if (!stepping)
		return complain(session, "not-stepping", NULL, "it goes back in a run that is stepped (`step %s` "
		                "begins) and in a lesson; there is neither",
		                settings_pattern(session) ? settings_pattern(session)->name : "worker-pool");
	if (call->n_args > 1 || (call->n_args == 1 && !read_number(call->args[0].text, &n)))
		return complain_usage(session, call, "how many steps?");
	at = stepper_look(stepping->stepper)->step;
	if (at == 0)
		return complain(session, "at-start", NULL, "this is the start");
	if (n > at)
		return complain(session, "bad-value", NULL, "there %s only %ld step%s to take back",
		                at == 1 ? "is" : "are", at, text_s(at));
	return go_to(session, at - n);
}

const struct command cmd_back = {
	.name = "back", .alias = { "bk", "undo" }, .group = GROUP_RUN,
	.args = "[N]",
	.summary = "take steps back; after the end, too",
	.detail = "What was taken back is remembered: `step` makes it again, until another task\n"
	          "is let move.",
	.example = { "back", "back 5" },
	.see_also = "step, goto, continue",
	.completer = COMPLETE_NOTHING,
	.run = run_back,
};

static int run_goto(struct session *session, const struct call *call)
{
	struct stepping *stepping = stepping_needed(session);
	long n, known;

	if (!stepping)
		return STATUS_USAGE;
	if (call->n_args != 1 || !read_number(call->args[0].text, &n))
		return complain_usage(session, call, "to after which step? `goto 0` is the start");
	known = stepper_look(stepping->stepper)->known;
	if (n > known)
		return complain(session, "bad-value", NULL,
		                "the way is known up to step %ld; `step` and `continue` go on", known);
	return go_to(session, n);
}

const struct command cmd_goto = {
	.name = "goto", .alias = { NULL }, .group = GROUP_RUN,
	.args = "N",
	.summary = "go to after step N, back or along the known way",
	.detail = "The way ahead is known where steps were taken back, or by schedule= and seed=.",
	.example = { "goto 0", "goto 12" },
	.see_also = "step, back, continue",
	.completer = COMPLETE_NOTHING,
	.run = run_goto,
};
