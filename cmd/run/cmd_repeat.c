/* cmd_repeat.c - the same command several times. */
#include <stdlib.h>
#include <string.h>

#include "cmd/session/command.h"
#include "cmd/term/interrupt.h"

enum { MOST = 1000000, IN_FULL = 3 };

/* The words from the second on, as a call of their own kind. */
static int run_once(struct session *session, const struct call *call)
{
	char *words[call->n_args];

	for (int i = 1; i < call->n_args; i++)
		words[i - 1] = call->args[i].text;
	return session_words(session, call->n_args - 1, words);
}

/* "20 runs: 18 deadlock, 2 ok, 1 with an exit status other than 0", when there were several. */
static void tally(struct session *session, int from)
{
	int counts[VERDICT_COUNT] = { 0 }, runs = session->n_past - from, failed = 0;
	struct buf text = { 0 };

	for (int i = from; i < session->n_past; i++) {
		counts[session->past[i].verdict]++;
		failed += session->past[i].exit != 0;
	}
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (counts[i])
			buf_printf(&text, "%s %d %s", text.length ? "," : "", counts[i],
			           verdict_word((enum verdict)i));
	if (failed)
		buf_printf(&text, ", %d with an exit status other than 0", failed);
	if (runs > 1)
		remark(session, "%d runs:%s", runs, buf_text(&text));
	buf_free(&text);
}

static int run(struct session *session, const struct call *call)
{
	bool quiet = session->quiet;
	int n_past = session->n_past;
	const char *verb = session->verb, *count = call->n_args ? call->args[0].text : "";
	int status = STATUS_OK, one = STATUS_OK, n;

	if (call->n_args < 2 || !*count || count[strspn(count, "0123456789")])
		return complain_usage(session, call, "how many times, and what?");
	n = strlen(count) > 7 ? MOST + 1 : atoi(count);
	if (n < 1 || n > MOST)
		return complain(session, "bad-value", NULL, "the number of times must be 1..%d", MOST);
	session->quiet = quiet || n > IN_FULL;
	for (int i = 0; i < n && !session->quitting && !session->output_lost; i++) {
		one = run_once(session, call);
		status = status_worse(status, one);
		if (one == STATUS_USAGE || one == STATUS_INTERRUPTED || interrupt_pending())
			break;
	}
	session->verb = verb;
	session->quiet = quiet;
	tally(session, n_past);
	return status;
}

const struct command cmd_repeat = {
	.name = "repeat", .alias = { NULL }, .group = GROUP_RUN,
	.args = "N command ...",
	.summary = "execute a command N times",
	.detail = "More than 3 times: only the verdict of each run. At the end they are counted.\n"
	          "It stops at ^C and at a mistyped command, not at findings.",
	.example = { "repeat 10 run lock-order order=opposite", "repeat 3 run worker-pool" },
	.see_also = "run, show",
	.completer = COMPLETE_COMMAND, .carries = 1,
	.run = run,
};
