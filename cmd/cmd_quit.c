/* cmd_quit.c - leave. */
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/session/guest.h"

static int run(struct session *session, const struct call *call)
{
	const char *text = call->n_args ? call->args[0].text : NULL;

	if (call->n_args > 1 ||
	    (text && (strlen(text) > 3 || text[strspn(text, "0123456789")] || atoi(text) > 255)))
		return complain_usage(session, call, "the status must be a number, 0..255");
	if (!text && session->interactive && session->depth == 0 && guest_leave_one(session))
		return STATUS_OK;
	guest_farewells(session);
	session->quitting = true;
	if (text)
		session->quit_status = atoi(text);
	return STATUS_OK;
}

const struct command cmd_quit = {
	.name = "quit", .alias = { "q", "exit" }, .group = GROUP_SESSION,
	.args = "[status]",
	.summary = "leave conclab (so does ^D)",
	.detail = "While a run is stepped, `quit` or ^D at the prompt leaves the stepping first; once\n"
	          "more leaves conclab. In a script it leaves at once, and so does `quit 0`.",
	.example = { "quit", "quit 3" },
	.see_also = "help",
	.completer = COMPLETE_NOTHING,
	.run = run,
};
