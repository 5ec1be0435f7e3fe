/* cmd_repeat.c - the same command several times. */
#include <stdlib.h>
#include <string.h>

#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/term/interrupt.h"
#include "lab/base/panic.h"

enum { MOST = 1000000, IN_FULL = 3 };

/* The words from the second on, as a call of their own kind. */
static int run_once(struct session *session, const struct call *call)
{
	char *words[call->n_args];

	for (int i = 1; i < call->n_args; i++)
		words[i - 1] = call->args[i].text;
	return session_words(session, call->n_args - 1, words);
}

/* ---- Runs that end alike ---- */

/* Where the session talked, while it is not known whether what a run says is news. */
struct folded {
	FILE  *out;
	bool   live, pager;
	int    n_past;
	char  *said;
	size_t length;
};

static void fold_begin(struct session *session, struct folded *folded)
{
	*folded = (struct folded){ session->out, session->live, session->pager, session->n_past, NULL, 0 };
	session->out = open_memstream(&folded->said, &folded->length);
	must(session->out);
	session->live = session->pager = false;
}

static bool ended_alike(const struct past_run *run, const struct past_run *other)
{
	return run->verdict == other->verdict && !run->exit == !other->exit;
}

/* Has a run since the one numbered `first` ended as each of those did that were made now? False where none was made. */
static bool is_known(const struct session *session, int first, int n_past)
{
	for (int i = n_past; i < session->n_past; i++) {
		bool known = false;

		for (int j = first; j < n_past && !known; j++)
			known = ended_alike(&session->past[i], &session->past[j]);
		if (!known)
			return false;
	}
	return session->n_past > n_past;
}

/* What was said is news unless all was known. */
static void fold_end(struct session *session, struct folded *folded, int first)
{
	fclose(session->out);
	session->out = folded->out;
	session->live = folded->live;
	session->pager = folded->pager;
	if (session->live)
		fputs("\r\033[K", session->out);
	if (!is_known(session, first, folded->n_past))
		fwrite(folded->said, 1, folded->length, session->out);
	out_check(session);
	free(folded->said);
}

static void show_progress(struct session *session, int i, int n)
{
	struct buf text = { 0 };

	if (!session->live)
		return;
	buf_printf(&text, "... %d of %d", i, n);
	out_progress(session, buf_text(&text), "   (^C stops)");
	buf_free(&text);
}

static int run_folded(struct session *session, const struct call *call, int i, int n, int first)
{
	struct folded folded;
	int status;

	show_progress(session, i, n);
	fold_begin(session, &folded);
	status = run_once(session, call);
	fold_end(session, &folded, first);
	return status;
}

/* ---- All ---- */

/* "20 runs: 18 deadlock, 2 ok, 1 with an exit status other than 0", when there were several. */
static void tally(struct session *session, int from, bool folded)
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
	if (runs > 1 && folded)
		fprintf(session->out, "%d runs:%s\n", runs, buf_text(&text));
	else if (runs > 1)
		remark(session, "%d runs:%s", runs, buf_text(&text));
	buf_free(&text);
}

static int run(struct session *session, const struct call *call)
{
	bool quiet = session->quiet, folded;
	int n_past = session->n_past;
	const char *verb = session->verb, *count = call->n_args ? call->args[0].text : "";
	int status = STATUS_OK, one = STATUS_OK, n;

	if (call->n_args < 2 || !*count || count[strspn(count, "0123456789")])
		return complain_usage(session, call, "how many times, and what?");
	n = strlen(count) > 7 ? MOST + 1 : atoi(count);
	if (n < 1 || n > MOST)
		return complain(session, "bad-value", NULL, "the number of times must be 1..%d", MOST);
	folded = n > IN_FULL && !session->json;
	session->quiet = quiet || n > IN_FULL;
	for (int i = 0; i < n && !session->quitting && !session->output_lost; i++) {
		one = folded ? run_folded(session, call, i + 1, n, n_past) : run_once(session, call);
		status = status_worse(status, one);
		if (one == STATUS_USAGE || one == STATUS_INTERRUPTED || interrupt_pending())
			break;
	}
	session->verb = verb;
	session->quiet = quiet;
	tally(session, n_past, folded);
	return status;
}

const struct command cmd_repeat = {
	.name = "repeat", .alias = { NULL }, .group = GROUP_RUN,
	.args = "N command ...",
	.summary = "execute a command N times",
	.detail = "More than 3 times: only the verdict, and that only of the first run that ends so.\n"
	          "At the end they are counted. It stops at ^C and at a mistyped command, not at\n"
	          "findings.",
	.example = { "repeat 10 run lock-order order=opposite", "repeat 3 run worker-pool" },
	.see_also = "run, show",
	.completer = COMPLETE_COMMAND, .carries = 1,
	.run = run,
};
