/* search_json.c - an exploration as an object; see search_report.h. */
#include "cmd/search/search_report.h"

#include <stdlib.h>

#include "cmd/run/report.h"
#include "cmd/search/search_ending.h"
#include "cmd/session/which.h"
#include "lab/check/watchdog.h"
#include "lab/engine/strategy.h"
#include "lab/program/program.h"

/* Of a livelock: who never gets a lock. Nothing where it is one for all. */
static void json_starved(struct json *json, const struct search *search, const struct ending *ending)
{
	struct arena *arena = arena_new();
	char *error = NULL;
	struct tale *tale = ending->round > 0 ? tale_tell(&search->options, ending->steps, ending->n, arena, &error) : NULL;
	struct starved starved;

	if (tale && search_starves(search, ending, tale, arena, &starved)) {
		json_object(json, "starved");
		json_text(json, "task", starved.task);
		json_text(json, "lock", starved.lock);
		json_text(json, "taken_by", starved.keeper);
		json_end_object(json);
	}
	free(error);
	arena_free(arena);
}

/* The members of one bad end; closes its object. */
static void json_ending(struct json *json, const struct search *search, const struct ending *ending)
{
	struct buf schedule = { 0 };

	schedule_print(&schedule, ending->steps, ending->n);
	json_int(json, "steps", ending->n);
	json_int(json, "switches", ending->switches);
	json_int(json, "preemptions", ending->preemptions);
	json_bool(json, "minimal", ending->minimal);
	json_text(json, "schedule", buf_text(&schedule));
	json_starved(json, search, ending);
	json_end_object(json);
	buf_free(&schedule);
}

static void json_shortest(struct json *json, const struct search *search, const struct ending *ending)
{
	if (!ending) {
		json_null(json, "shortest");
		return;
	}
	json_object(json, "shortest");
	json_text(json, "outcome", verdict_word(ending->verdict));
	json_ending(json, search, ending);
}

/* The shortest schedule of every bad outcome: { "race": { "steps": 15, ... }, ... } */
static void json_bad(struct json *json, const struct search *search, const struct exploration *found)
{
	json_object(json, "bad");
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->bad[i]) {
			json_object(json, verdict_word((enum verdict)i));
			json_ending(json, search, found->bad[i]);
		}
	json_end_object(json);
}

static void json_finals(struct json *json, const struct exploration *found)
{
	json_object(json, "finals");
	for (int i = 0; i < found->n_finals; i++) {
		json_array(json, found->finals[i].name);
		for (int k = 0; k < found->finals[i].n; k++)
			json_int(json, NULL, found->finals[i].values[k]);
		json_end_array(json);
	}
	json_end_object(json);
}

/* Where tasks slept, or waited for a while at most. */
static void json_time(struct json *json, const struct exploration *found)
{
	if (found->slept)
		json_text(json, "sleeps", found->slept);
	if (found->bided)
		json_text(json, "timeouts", found->bided);
}

/* Nothing where there are none. */
static void json_tasks(struct json *json, const char *name, const struct exploration *found, const struct task_set *tasks)
{
	if (task_set_is_empty(tasks))
		return;
	json_array(json, name);
	for (int i = 0; i < found->n_tasks; i++)
		if (task_set_has(tasks, i))
			json_text(json, NULL, found->tasks[i]);
	json_end_array(json);
}

/* Of a program: who had not ended where it did, in some schedule; a lock that was kept. */
static void json_left(struct json *json, const struct exploration *found)
{
	if (found->kept)
		json_text(json, "kept", found->kept);
	json_tasks(json, "left", found, &found->left);
}

/* Of a program: what races, from the schedule in which it does, made again. */
static void json_races(struct json *json, const struct search *search, const struct ending *ending)
{
	struct result *result = NULL;
	struct run_options options;
	struct replay replay;
	char *error = NULL;

	if (!program_is_program(search->pattern))
		return;
	if (ending) {
		replay = (struct replay){ .steps = ending->steps, .n = ending->n, .stop_after = true };
		options = search_turn(search, &strategy_replay, &replay);
		result = watch_run(&options, NULL, &error);
	}
	report_json_races(json, result);
	result_free(result);
	free(error);
}

/* Up to swapping which tasks states count. */
static void json_alike(struct json *json, const struct exploration *found)
{
	json_tasks(json, "alike", found, &found->alike);
}

void search_json(struct json *json, const struct search *search, const struct exploration *found)
{
	which_json(json, search->pattern);
	settings_json(json, search->pattern, search->all.values, search->all.files);
	json_text(json, "time", search_time(search));
	json_bool(json, "proved", found->proved);
	json_object(json, "outcomes");
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->ends[i])
			json_text(json, verdict_word((enum verdict)i), search_how_often(found, (enum verdict)i));
	json_end_object(json);
	json_array(json, "leaked");
	json_int(json, NULL, found->leaked_least);
	json_int(json, NULL, found->leaked_most);
	json_end_array(json);
	json_finals(json, found);
	json_text(json, "search", found->search);
	json_int(json, "schedules", found->schedules);
	json_int(json, "pruned", found->pruned);
	if (found->unended)
		json_int(json, "unended", found->unended);
	json_int(json, "states", found->states);
	json_alike(json, found);
	json_int(json, "cores", found->cores);
	json_int(json, "bytes", (int64_t)found->bytes);
	json_text(json, "limit", found->limit);
	if (found->dry)
		json_text(json, "empty_stdin", found->dry);
	if (found->weak)
		json_text(json, "weak_order", found->weak);
	json_time(json, found);
	json_left(json, found);
	search_json_prints(json, search, found);
	report_json_breaches(json, &found->breaches);
	json_double(json, "elapsed_ms", (double)found->elapsed / 1e6, 3);
	json_shortest(json, search, search_shortest(found));
	json_bad(json, search, found);
	if (found->failed) {
		json_object(json, "failed");
		json_ending(json, search, found->failed);
	}
	json_races(json, search, found->bad[VERDICT_RACE]);
}
