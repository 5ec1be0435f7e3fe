/* perform.c - see perform.h. */
#include "cmd/run/perform.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/run/live.h"
#include "cmd/run/report.h"
#include "cmd/run/saved.h"
#include "cmd/run/turns.h"
#include "cmd/session/out.h"
#include "cmd/term/terminal.h"
#include "lab/base/arena.h"
#include "lab/base/panic.h"
#include "lab/check/misfit.h"
#include "lab/search/sample.h"

/* Then the pace is the picture's, and the log would only scroll by. */
static bool wants_picture(const struct resolved *all)
{
	return all->run[RUN_WATCH] == 0;
}

struct run_options perform_options(const struct resolved *all)
{
	return (struct run_options){
		.pattern = all->pattern,
		.values = all->values,
		.files = all->files,
		.engine = &free_engine,
		.untraced = all->run[RUN_TRACE] == 1,
		.trace_limit = all->run[RUN_KEEP],
		.pace = wants_picture(all) ? 0 : (int64_t)all->run[RUN_PACE] * 1000000,
	};
}

/* Who talks to whom, before anything moves: in `arena`. NULL: that the plan cannot be made is the run's to say. */
static const struct snapshot *show_topology(struct session *session, const struct run_options *options,
                                            struct arena *arena)
{
	struct buf text = { 0 };
	char *error = NULL;
	struct snapshot *plan = watch_plan(options, arena, &error);

	if (plan)
		view_topology(&text, plan, &session->look);
	fwrite(buf_text(&text), 1, text.length, session->out);
	fflush(session->out);
	free(error);
	buf_free(&text);
	return plan;
}

int perform_again(struct session *session, const struct pattern *pattern, const int *values,
                  const char *const *files, const struct arg *args, int n_args, struct resolved *all)
{
	int status = settings_resolve(session, pattern, args, n_args, all);

	for (int i = 0; i < pattern_n_settings(pattern) && !status; i++) {
		bool given = false;

		for (int k = 0; k < n_args; k++)
			given = given || (args[k].name && !strcmp(args[k].name, pattern->settings[i].name));
		if (given)
			continue;
		all->values[i] = values[i];
		all->files[i] = files[i];
	}
	return status;
}

int perform_as_last(struct session *session, const struct pattern *pattern, const struct arg *args,
                    int n_args, struct resolved *all)
{
	const struct result *last = session->last;

	if (last && last->pattern == pattern)
		return perform_again(session, pattern, last->values, last->files, args, n_args, all);
	return settings_resolve(session, pattern, args, n_args, all);
}

void perform_remember(struct session *session, struct result *result, char *line)
{
	struct buf copy = { 0 };

	session_keep_run(session, result, line);
	session->started = result->pattern;
	if (session->n_past == session->past_room) {
		session->past_room = session->past_room ? 2 * session->past_room : 16;
		session->past = realloc(session->past, (size_t)session->past_room * sizeof *session->past);
		must(session->past);
	}
	buf_adds(&copy, line);
	session->past[session->n_past++] =
		(struct past_run){ buf_take(&copy), result->verdict, result->elapsed, saved_of(result),
		                   result->exited ? result->exit : 0 };
	if (session->n_past > SAVED_RUNS) {
		free(session->past[session->n_past - SAVED_RUNS - 1].saved);
		session->past[session->n_past - SAVED_RUNS - 1].saved = NULL;
	}
}

/* 0 when the verdict is the one that was wished for. A run that did not come to its end fulfils no wish. */
int perform_status(const struct result *result, int expected)
{
	int status = status_of_result(result);

	if (expected == 0)
		return status;
	if (expected - 1 == (int)result->verdict)
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
	buf_free(&text);
	if (expected > 0 && expected - 1 != (int)result->verdict)
		findings_missed(session, (enum verdict)(expected - 1), verdict_word(result->verdict));
}

/* A schedule that could not be followed is a mistake, not a finding. */
static int complain_misfit(struct session *session, const struct result *result, const struct replay *replay)
{
	struct buf text = { 0 };
	int status = STATUS_OK;

	if (misfit_explain(&text, result, replay))
		status = complain(session, "misfit", NULL, "the schedule does not fit: %s", buf_text(&text));
	buf_free(&text);
	return status;
}

/* A schedule that ends before the run does has not decided everything. */
static void name_replay(struct result *result, const struct replay *replay)
{
	if (replay->n > 0 && replay->n < result->steps)
		result->strategy = arena_printf(result->arena, "the first %ld replayed", replay->n);
}

/* A log that nobody has asked for has to fit the screen, where there is one. */
static int rows_for_log(const struct session *session, const struct resolved *all)
{
	return session->live && all->run_origin[RUN_LOG] == FROM_DEFAULT ? terminal_height(session->out) : 0;
}

static int events_for_log(const struct resolved *all)
{
	return wants_picture(all) && all->run_origin[RUN_LOG] == FROM_DEFAULT ? 0 : all->run[RUN_LOG];
}

/* NULL after a complaint. */
static struct result *watch(struct session *session, const struct resolved *all,
                            const struct run_options *options)
{
	struct live live = { .session = session, .silent = session->json || session->quiet,
	                     .room = events_for_log(all), .rows = rows_for_log(session, all),
	                     .in_turns = options->engine == &turn_engine };
	struct watcher watcher = live_watcher(&live, all->run[RUN_PACE], all->run[RUN_PATIENCE]);
	struct arena *arena = arena_new();
	char *error = NULL;
	struct result *result;

	if (!live.silent)
		live.plan = show_topology(session, options, arena);
	live_begin(&live);
	result = watch_run(options, &watcher, &error);
	live_end(&live, result && all->run[RUN_TRACE] == 0 ? result->events : 0);
	if (!result)
		complain_system(session, "cannot-run", "%s", error ? error : "the run could not be made");
	free(error);
	arena_free(arena);
	return result;
}

/* Pictures stand above this room: by the name of their command. */
int perform_watch(struct session *session, const struct resolved *all)
{
	char pace[32] = "";
	char *words[] = { "watch", pace };

	if (!wants_picture(all))
		return STATUS_OK;
	snprintf(pace, sizeof pace, "pace=%d", all->run[RUN_PACE]);
	return session_words(session, all->run[RUN_PACE] > 0 ? 2 : 1, words);
}

static int perform_turns(struct session *session, const struct resolved *all, const struct turns *turns,
                         char *line)
{
	const struct brake brake = { session_stopped, session };
	struct run_options options = perform_options(all);
	int64_t learning = clock_now();
	struct result *result;
	int status;

	options.brake = &brake;
	options.turn = turns->options;
	if (turns->on) {
		options.engine = &turn_engine;
		sample_to_learn(&options);
	}
	learning = clock_now() - learning;
	result = watch(session, all, &options);
	if (result && result->verdict == VERDICT_INTERRUPTED)
		result->elapsed += learning;    /* that, too, was what it did until it was stopped */
	status = result ? complain_misfit(session, result, &turns->replay) : STATUS_SYSTEM;
	if (status) {
		result_free(result);
		free(line);
		return status;
	}
	result->seeded = turns->seeded;
	result->seed = turns->seed;
	name_replay(result, &turns->replay);
	perform_remember(session, result, line);
	tell(session, result, all->run[RUN_EXPECT]);
	status = perform_status(result, all->run[RUN_EXPECT]);
	session->missed = all->run[RUN_EXPECT] > 0 && status == STATUS_FINDING;
	return status_worse(status, perform_watch(session, all));
}

/* Whoever asks for time=any is told when it would mean nothing. */
static int check_time(struct session *session, const struct resolved *all, const struct turns *turns)
{
	if (turns->on || all->run_origin[RUN_TIME] != FROM_RUN_LINE)
		return STATUS_OK;
	return complain(session, "contradiction", NULL, "on real threads time is real: time= is for runs in which "
	                "tasks take turns, as with seed=1, strategy=round-robin or a schedule");
}

int perform(struct session *session, const struct resolved *all, char *line)
{
	struct turns turns;
	int status = which_builds(session, all->pattern, all->values, all->files);

	if (status) {
		free(line);
		return status;
	}
	session_begin_run(session, all->pattern);
	status = turns_choose(session, all, &turns);
	if (!status)
		status = check_time(session, all, &turns);
	if (status)
		free(line);
	else
		status = perform_turns(session, all, &turns, line);
	turns_free(&turns);
	return status;
}
