/* cmd_quit.c - leave. */
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"

static int run(struct session *session, const struct call *call)
{
	const char *text = call->n_args ? call->args[0].text : NULL;

	if (call->n_args > 1 ||
	    (text && (strlen(text) > 3 || text[strspn(text, "0123456789")] || atoi(text) > 255)))
		return complain_usage(session, call, "the status must be a number, 0..255");
	session->quitting = true;
	if (text)
		session->quit_status = atoi(text);
	return STATUS_OK;
}

const struct command cmd_quit = {
	.name = "quit", .alias = { "q", "exit" }, .group = GROUP_SESSION,
	.args = "[status]",
	.summary = "leave conclab (so does ^D)",
	.detail = NULL,
	.example = { "quit", "quit 3" },
	.see_also = "help",
	.completer = COMPLETE_NOTHING,
	.run = run,
};
