/* cmd_repeat.c - the same command several times. */
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/interrupt.h"

enum { MOST = 1000000 };

/* The words from the second on, as a call of their own kind. */
static int run_once(struct session *session, const struct call *call)
{
	char *words[call->n_args];

	for (int i = 1; i < call->n_args; i++)
		words[i - 1] = call->args[i].text;
	return session_words(session, call->n_args - 1, words);
}

static int run(struct session *session, const struct call *call)
{
	const char *verb = session->verb, *count = call->n_args ? call->args[0].text : "";
	int status = STATUS_OK, one = STATUS_OK, n;

	if (call->n_args < 2 || !*count || count[strspn(count, "0123456789")])
		return complain_usage(session, call, "how many times, and what?");
	n = strlen(count) > 7 ? MOST + 1 : atoi(count);
	if (n < 1 || n > MOST)
		return complain(session, "bad-value", NULL, "the number of times must be 1..%d", MOST);
	for (int i = 0; i < n && !session->quitting && !session->output_lost; i++) {
		one = run_once(session, call);
		status = status_worse(status, one);
		if (one == STATUS_USAGE || one == STATUS_INTERRUPTED || interrupt_pending())
			break;
	}
	session->verb = verb;
	return status;
}

const struct command cmd_repeat = {
	.name = "repeat", .alias = { NULL }, .group = GROUP_RUN,
	.args = "N command ...",
	.summary = "execute a command N times",
	.detail = "It stops at ^C and at a mistyped command, not at findings.",
	.example = { "repeat 10 run lock-order order=opposite", "repeat 3 run worker-pool" },
	.see_also = "run, show",
	.completer = COMPLETE_COMMAND, .carries = 1,
	.run = run,
};
