/* cmd_run.c - run a pattern and say how it ended. */
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/live.h"
#include "cmd/out.h"
#include "cmd/report.h"
#include "cmd/settings.h"
#include "lab/base/arena.h"
#include "lab/base/panic.h"

/* The pattern that is meant: the word on the line, else the one in view. NULL after a complaint. */
static const struct pattern *which(struct session *session, const struct call *call)
{
	const char *name = NULL;
	const struct pattern *pattern = settings_pattern(session);

	for (int i = 0; i < call->n_args; i++) {
		if (call->args[i].name)
			continue;
		if (name) {
			complain_usage(session, call,
			               "one pattern at a time; settings are written name=value");
			return NULL;
		}
		name = call->args[i].text;
	}
	if (name) {
		pattern = pattern_find(name);
		if (!pattern)
			complain_pattern(session, name);
	} else if (!pattern) {
		complain_usage(session, call, "which pattern? `patterns` lists them");
	}
	return pattern;
}

static struct run_options options_of(const struct resolved *all)
{
	return (struct run_options){
		.pattern = all->pattern,
		.values = all->values,
		.files = all->files,
		.engine = &free_engine,
		.untraced = all->run[RUN_TRACE] == 1,
		.trace_limit = all->run[RUN_KEEP],
		.pace = (int64_t)all->run[RUN_PACE] * 1000000,
	};
}

/* Who talks to whom, before anything moves. That the plan cannot be made is the run's to say. */
static void show_topology(struct session *session, const struct run_options *options)
{
	struct arena *arena = arena_new();
	struct buf text = { 0 };
	char *error = NULL;
	struct snapshot *plan = watch_plan(options, arena, &error);

	if (plan)
		view_topology(&text, plan, &session->look);
	fwrite(buf_text(&text), 1, text.length, session->out);
	fflush(session->out);
	free(error);
	buf_free(&text);
	arena_free(arena);
}

/* "worker-pool feed=main jobs=5" */
static char *command_line(const struct call *call, const struct pattern *pattern)
{
	struct buf text = { 0 };

	buf_adds(&text, pattern->name);
	for (int i = 0; i < call->n_args; i++)
		if (call->args[i].name)
			buf_printf(&text, " %s", call->args[i].text);
	return buf_take(&text);
}

static void remember(struct session *session, struct result *result, char *line)
{
	struct buf copy = { 0 };

	result_free(session->last);
	session->last = result;
	free(session->last_run);
	session->last_run = line;
	if (session->n_past == session->past_room) {
		session->past_room = session->past_room ? 2 * session->past_room : 16;
		session->past = realloc(session->past, (size_t)session->past_room * sizeof *session->past);
		must(session->past);
	}
	buf_adds(&copy, line);
	session->past[session->n_past++] =
		(struct past_run){ buf_take(&copy), result->verdict, result->elapsed };
}

/* 0 when the verdict is the one that was wished for. A run that did not come to its end fulfils no wish. */
static int judge(enum verdict verdict, int expected)
{
	int status = status_of_verdict(verdict);

	if (expected == 0)
		return status;
	if (expected - 1 == (int)verdict)
		return STATUS_OK;
	return status == STATUS_INTERRUPTED || status == STATUS_SYSTEM ? status : STATUS_FINDING;
}

static void tell(struct session *session, const struct result *result, int expected)
{
	struct buf text = { 0 };
	struct json json;

	if (session->json) {
		json = out_json_begin(session, &text);
		report_json(&json, result);
		out_json_end(session, &json);
		return;
	}
	if (session->quiet)
		report_verdict(&text, result, &session->look, false);
	else
		report_result(&text, result, &session->look, session->verbose);
	fwrite(buf_text(&text), 1, text.length, session->out);
	if (expected > 0 && expected - 1 != (int)result->verdict)
		fprintf(session->out, "expected %s, got %s\n", verdict_word((enum verdict)(expected - 1)),
		        verdict_word(result->verdict));
	buf_free(&text);
}

static int run(struct session *session, const struct call *call)
{
	const struct pattern *pattern = which(session, call);
	struct live live = { .session = session, .silent = session->json || session->quiet };
	struct run_options options;
	struct watcher watcher;
	struct resolved all;
	struct result *result;
	char *error = NULL;
	int status;

	if (!pattern)
		return STATUS_USAGE;
	status = settings_resolve(session, pattern, call->args, call->n_args, &all);
	if (status)
		return status;
	options = options_of(&all);
	live.room = all.run[RUN_LOG];
	watcher = live_watcher(&live, all.run[RUN_PACE], all.run[RUN_PATIENCE]);
	if (!live.silent)
		show_topology(session, &options);
	result = watch_run(&options, &watcher, &error);
	live_end(&live, result && all.run[RUN_TRACE] == 0 ? result->events : 0);
	if (!result) {
		status = complain_system(session, "cannot-run", "%s",
		                         error ? error : "the run could not be made");
		free(error);
		return status;
	}
	remember(session, result, command_line(call, pattern));
	tell(session, result, all.run[RUN_EXPECT]);
	return judge(result->verdict, all.run[RUN_EXPECT]);
}

const struct command cmd_run = {
	.name = "run", .alias = { "r" }, .group = GROUP_RUN,
	.args = "[pattern] [name=value ...]",
	.summary = "run a pattern on real threads and watch it",
	.detail = "Without a pattern: the selected one (`use`), else the last one again.\n"
	          "Settings on the line hold for this run only. Besides the pattern's own\n"
	          "(`patterns NAME` lists them) every run takes\n"
	          "  pace=MS          time between operations, to read along\n"
	          "  log=N            events shown while it runs\n"
	          "  trace=on|off     record events at all\n"
	          "  keep=N           events kept\n"
	          "  patience=MS      without progress for so long: stalled\n"
	          "  expect=VERDICT   status 0 if it ends so, 1 if not\n"
	          "^C stops a run and keeps what it did so far.",
	.example = { "run worker-pool workers=2 jobs=20", "run worker-pool feed=main pace=200" },
	.see_also = "patterns, explain, trace, graph, expect",
	.completer = COMPLETE_RUN,
	.run = run,
};
