/* cmd_watch.c - a run as a picture that moves: of the last run, or of the one that a command makes. */
#include <stdlib.h>
#include <string.h>

#include "cmd/look/trace_names.h"
#include "cmd/look/watching.h"
#include "cmd/run/report.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/term/terminal.h"

enum { TALL = 60 };             /* lines of a picture where there is no screen to fit it into */

struct wish {
	int  pace;
	bool all;
	long step;              /* where to begin; -1: the first, or where one is printed the last */
	bool makes;             /* it makes the run */
	int  first;             /* the argument that begins another command; n_args: none does */
};

static int take_option(struct session *session, const struct call *call, const struct arg *arg, struct wish *wish)
{
	long pace;

	if (!strcmp(arg->name, "pace")) {
		if (!whole_number(arg->value, &pace) || pace < 1 || pace > 10000)
			return complain(session, "bad-value", NULL, "pace must be 1..10000, ms a step");
		wish->pace = (int)pace;
		return STATUS_OK;
	}
	if (!strcmp(arg->name, "step"))
		return whole_number(arg->value, &wish->step) ? STATUS_OK
			: complain(session, "bad-value", NULL, "step must be the number of a step");
	if (!strcmp(arg->name, "all")) {
		wish->all = !strcmp(arg->value, "on");
		return wish->all || !strcmp(arg->value, "off") ? STATUS_OK
			: complain(session, "bad-value", NULL, "all must be on or off");
	}
	return complain_usage(session, call, "it takes pace=, step= and all=, and then a command that makes a run");
}

static int take_wish(struct session *session, const struct call *call, struct wish *wish)
{
	int status = STATUS_OK;

	*wish = (struct wish){ .pace = USUAL_PACE, .step = -1 };
	for (; wish->first < call->n_args && call->args[wish->first].name && !status; wish->first++)
		status = take_option(session, call, &call->args[wish->first], wish);
	return status;
}

/* ---- The command that makes the run ---- */

/* No command that makes a run has a word of its own of this name. */
static bool is_own(const struct arg *arg)
{
	if (!arg->name)
		return false;
	return !strcmp(arg->name, "pace") || !strcmp(arg->name, "step") ||
	       (!strcmp(arg->name, "all") && (!strcmp(arg->value, "on") || !strcmp(arg->value, "off")));
}

/* Its pace and its step are the picture's: the run itself need not be slow. Its log would only scroll by. */
static int make_run(struct session *session, const struct call *call, struct wish *wish)
{
	const struct command *command = session_find_command(session, call->args[wish->first].text);
	bool runs = command && (!strcmp(command->name, "run") || !strcmp(command->name, "replay"));
	char **words = calloc((size_t)call->n_args + 1, sizeof *words);
	int n = 0, status = STATUS_OK;

	for (int i = wish->first; i < call->n_args && !status; i++)
		if (is_own(&call->args[i]))
			status = take_option(session, call, &call->args[i], wish);
		else
			words[n++] = call->args[i].text;
	if (runs)
		words[n++] = "log=0";
	if (!status)
		status = session_words(session, n, words);
	free(words);
	return status;
}

static bool is_failure(int status)
{
	return status == STATUS_USAGE || status == STATUS_SYSTEM || status == STATUS_INTERRUPTED;
}

/* ---- Showing it ---- */

/* In a terminal it stays on the screen, with the prompt below it. */
static void print_frame(struct session *session, struct watching *watching)
{
	int height = session->live ? terminal_height(session->out) - 1 : TALL;
	struct buf text = { 0 };

	watching_frame(&text, watching, height, false);
	fwrite(buf_text(&text), 1, text.length, session->out);
	buf_free(&text);
}

static void print_all(struct session *session, struct watching *watching)
{
	long last = picture_steps(watching->picture);

	for (watching->step = 0; watching->step <= last; watching->step++) {
		print_frame(session, watching);
		if (watching->step < last)
			fputc('\n', session->out);
	}
}

/* In the terminal it begins where it was wished, and the last picture stays; printed it is that step, or the last. */
static void show_text(struct session *session, struct watching *watching, const struct wish *wish)
{
	long last = picture_steps(watching->picture), step = wish->step < last ? wish->step : last;

	watching->step = step < 0 ? 0 : step;
	if (wish->all) {
		print_all(session, watching);
		return;
	}
	if (session->live && watching_play(watching))
		watching->step = last;
	else
		watching->step = step < 0 ? last : step;
	watching->top = 0;
	if (session->live && wish->makes)       /* apart from what the run has said */
		fputc('\n', session->out);
	print_frame(session, watching);
}

static void show(struct session *session, const struct result *result, const struct wish *wish)
{
	struct watching watching;
	struct buf line = { 0 };
	struct json json;

	watching_begin(&watching, session, result, wish->pace);
	if (session->json) {
		json = out_json_begin(session, &line);
		watching_json(&json, &watching, wish->all);
		out_json_end(session, &json);
	} else {
		show_text(session, &watching, wish);
	}
	watching_end(&watching);
}

static int run(struct session *session, const struct call *call)
{
	const char *verb = session->verb;
	const struct result *result;
	struct wish wish;
	int status = take_wish(session, call, &wish);

	wish.makes = wish.first < call->n_args;
	if (!status && wish.makes)
		status = make_run(session, call, &wish);
	session->verb = verb;
	if (is_failure(status) || (wish.makes && session->all_well))
		return status;
	result = report_last(session);
	if (!result)
		return STATUS_USAGE;
	if (result->trace.n_events == 0) {
		remark(session, "that run recorded no events");
		return status;
	}
	show(session, result, &wish);
	return status;
}

const struct command cmd_watch = {
	.name = "watch", .group = GROUP_LOOK,
	.args = "[pace=MS] [step=N] [all=on] [command ...]",
	.summary = "a run as a picture that moves, step by step",
	.detail = "Of the last run; with a command of the one that it makes: a run, a replay, the\n"
	          "shortest schedule that `explore` finds. Tasks and objects stand where they belong:\n"
	          "locks in a circle around a table, channels in a row. It shows what is in each\n"
	          "channel, who holds which lock, each cell's value, who waits where, what the step\n"
	          "did on which line of the source, and at the end who is stuck. * is who moved.\n"
	          "The last line has the variables of a program of your own that changed after its\n"
	          "threads were started; * is what the step changed.\n"
	          "A thin line is a way that data can go: from who sends to the channel, from there\n"
	          "to who receives. A thick one, or ~~~, is what was done in this step. A dashed one\n"
	          "goes from who waits to what he waits for, be it to receive. A double one has no\n"
	          "point: who holds it, or has permits of it.\n"
	          "A line that is interrupted where it meets another goes on behind it. Where there\n"
	          "is no room for a line, the name of the object says who it goes to.\n"
	          "In a lecture the first picture stands until a key; else it goes on by itself.\n"
	          "`help keys` has its keys: space stops and goes on, left and right are a step,\n"
	          "as page up and page down, which a clicker sends, + and - change the pace, : is\n"
	          "a command in between, q leaves.\n"
	          "Once it is left the last picture stays.\n"
	          "It begins at the first step, or at step=N. Where there is no terminal the last\n"
	          "picture is printed, or that of step=N, or with all=on each of them.\n"
	          "`run NAME watch=on` is the same as `watch run NAME`.",
	.example = { "watch run dining order=same-handed hold=20", "watch pace=300" },
	.see_also = "run, replay, step, timeline, graph",
	.completer = COMPLETE_COMMAND, .carries = CARRIES_FIRST,
	.run = run,
};
