/* cmd_run.c - run a pattern and say how it ended. */
#include "cmd/run/perform.h"
#include "cmd/session/command.h"
#include "cmd/session/settings.h"

static int run(struct session *session, const struct call *call)
{
	const struct pattern *pattern;
	struct resolved all;
	int status = which_pattern(session, call, &pattern);

	if (!status)
		status = settings_resolve(session, pattern, call->args, call->n_args, &all);
	if (status)
		return status;
	return perform(session, &all, settings_line(pattern, call->args, call->n_args));
}

const struct command cmd_run = {
	.name = "run", .alias = { "r" }, .group = GROUP_RUN,
	.args = "[pattern] [name=value ...]",
	.summary = "run a pattern on real threads and watch it",
	.detail = "Without a pattern: the selected one (`use`), else the one started last.\n"
	          "Settings on the line hold for this run only. Besides the pattern's own\n"
	          "(`patterns NAME` lists them) every run takes\n"
	          "  pace=MS          time between operations, to read along\n"
	          "  log=N            events shown while it runs\n"
	          "  trace=on|off     record events at all\n"
	          "  keep=N           events kept\n"
	          "  patience=MS      real threads given so long without progress: stalled\n"
	          "  watch=on         show it as a picture that moves (`help watch`)\n"
	          "  expect=VERDICT   status 0 if it ends so, 1 if not; without it 0 if it is ok\n"
	          "                   and, of a program, ends with status 0\n"
	          "One task at a time, the same way whenever it is repeated:\n"
	          "  seed=N           chance decides which task moves next\n"
	          "  strategy=WORD    random, round-robin, or pct (with pct-depth=N)\n"
	          "  schedule=STEPS   these steps: \"0 1x3 2.1\" is task 0, task 1 three times,\n"
	          "                   task 2 in its second way\n"
	          "  time=any         time may pass at any moment, not only when nothing can\n"
	          "                   move: a task may be slow, a timeout may come first\n"
	          "  carrier=threads  on real threads, to look at with gdb; else on fibers\n"
	          "^C stops a run and keeps what it did so far.",
	.example = { "run worker-pool workers=2 jobs=20", "run worker-pool feed=main pace=200" },
	.see_also = "watch, patterns, explain, trace, graph, expect, replay, step",
	.completer = COMPLETE_RUN,
	.run = run,
};
