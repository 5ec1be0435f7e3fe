/* cmd_repair.c - would finish if: the smallest change of a setting that makes every schedule end well. */
#include <stdlib.h>

#include "cmd/run/would_finish.h"
#include "cmd/search/search.h"
#include "cmd/search/search_progress.h"
#include "cmd/search/search_report.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/check/repair.h"

enum { SECONDS, N_OPTIONS };

static const struct spec own[N_OPTIONS] = {
	[SECONDS] = { .name = "seconds", .help = "of trying, at most; 0: no limit", .standard = 2, .max = 1000000 },
};

/* The settings of the last run when it is the one that is meant, and nothing else is said. */
static int read(struct session *session, const struct call *call, int *values, struct search *search)
{
	int status = search_read(session, call, own, N_OPTIONS, values, search);
	const struct result *last = session->last;

	if (status || !last || last->pattern != search->pattern)
		return status;
	for (int i = 0; i < call->n_args; i++)
		if (!call->args[i].name)
			return status;
	search_as_last(search, call, last);
	return status;
}

/* ---- Telling ---- */

static void add_repair(struct table *table, const struct pattern *pattern, const struct repair *repair)
{
	struct buf what = { 0 }, breaks = { 0 };

	changes_text(&what, pattern, repair);
	if (repair->broken) {
		buf_adds(&breaks, "but not for long: it breaks again with ");
		change_text(&breaks, pattern, repair->by);
	} else {
		buf_adds(&breaks, repair->unsure ? "proved" : "proved, and with one more of every other number, too");
	}
	table_row(table, (const char *const[]){ buf_text(&what), buf_text(&breaks) });
	buf_free(&what);
	buf_free(&breaks);
}

static void tell(const struct search *search, const struct repairs *repairs)
{
	const struct look *look = &search->session->look;
	struct table table = { .n_columns = 2 };
	struct buf text = { 0 }, head = { 0 };

	buf_adds(&head, search->pattern->name);
	search_settings(&head, search);
	buf_adds(&head, search->options.turn.any_time ? " time=any" : "");
	if (repairs->n == 0)
		buf_printf(&head, ": no change of one setting or two was found that repairs it (%ld %s tried%s)",
		           repairs->tried, repairs->tried == 1 ? "was" : "were", repairs->complete ? "" : "; there was no time for more");
	else
		buf_printf(&head, " would finish with   (%ld change%s tried%s)", repairs->tried, text_s(repairs->tried),
		           repairs->complete ? "" : "; there was no time for more");
	text_wrap(&text, buf_text(&head), 0, 2, look->width, look->ascii);
	for (int i = 0; i < repairs->n; i++)
		add_repair(&table, search->pattern, &repairs->at[i]);
	table_draw(&text, &table, look);
	out_text(search->session, &text);
	buf_free(&head);
	buf_free(&text);
}

static void json_change(struct json *json, const struct pattern *pattern, struct change change)
{
	struct spec spec = spec_of_pattern(pattern, change.setting);

	if (spec.words)
		json_text(json, spec.name, spec.words[change.value]);
	else
		json_int(json, spec.name, change.value);
}

static void tell_json(const struct search *search, const struct repairs *repairs)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(search->session, &line);

	json_text(&json, "pattern", search->pattern->name);
	search_json_settings(&json, search->pattern, search->all.values, search->all.files);
	json_text(&json, "time", search_time(search));
	json_array(&json, "repairs");
	for (int i = 0; i < repairs->n; i++) {
		const struct repair *repair = &repairs->at[i];

		json_object(&json, NULL);
		json_object(&json, "set");
		for (int k = 0; k < repair->n; k++)
			json_change(&json, search->pattern, repair->change[k]);
		json_end_object(&json);
		json_bool(&json, "lasts", !repair->broken);
		if (repair->broken) {
			json_object(&json, "breaks_with");
			json_change(&json, search->pattern, repair->by);
			json_end_object(&json);
		} else {
			json_null(&json, "breaks_with");
		}
		json_end_object(&json);
	}
	json_end_array(&json);
	json_int(&json, "tried", repairs->tried);
	json_bool(&json, "complete", repairs->complete);
	out_json_end(search->session, &json);
}

/* ---- The command ---- */

/* Does it end well already? */
static bool is_well(const struct search *search, const struct explore_watcher *watcher, char **error)
{
	struct explore_limits limits = { .ns = 2000000000, .first_bad = true, .as_found = true };
	struct exploration *found = explore(&search->options, &limits, watcher, error);
	bool well = found && search_all_ok(found);

	exploration_free(found);
	return well;
}

static int repair(struct search *search, const int *values, const struct explore_watcher *watcher, char **error)
{
	struct repair_limits limits = { .schedules = 20000, .ns = values[SECONDS] * (int64_t)1000000000 };
	struct repairs repairs;

	if (!repair_find(&repairs, &search->options, &limits, watcher, error))
		return STATUS_SYSTEM;
	if (search->session->json)
		tell_json(search, &repairs);
	else
		tell(search, &repairs);
	if (interrupt_pending())
		return STATUS_INTERRUPTED;
	return repairs.n ? STATUS_OK : STATUS_FINDING;
}

static int run(struct session *session, const struct call *call)
{
	struct search_progress progress = { .session = session };
	struct explore_watcher watcher = search_watcher(&progress);
	struct search search;
	int values[N_OPTIONS], status = read(session, call, values, &search);
	char *error = NULL;
	bool well;

	if (status)
		return status;
	search_progress_draw(&progress, "... trying changes");
	well = is_well(&search, &watcher, &error);
	if (!well && !error)
		status = repair(&search, values, &watcher, &error);
	search_progress_end(&progress);
	if (error)
		status = complain_system(session, "cannot-explore", "%s", error);
	else if (well)
		status = complain(session, "nothing-to-repair", NULL, "%s ends well as it is: there is nothing to repair",
		                  search.pattern->name);
	free(error);
	return status;
}

static const char *const words[] = { "seconds=", NULL };

const struct command cmd_repair = {
	.name = "repair", .group = GROUP_SEARCH,
	.args = "[pattern] [name=value ...] [seconds=S]",
	.summary = "would finish if: the smallest change that repairs it",
	.detail = "Without a pattern: the last run. Every other word of each setting and the\n"
	          "nearest numbers are tried, then two settings at a time; a repair is one only\n"
	          "when every schedule ends well, proved. Each is tried again with one more of\n"
	          "every other number: what breaks it then shows a repair that does not last.\n"
	          "Status 0: there is one.",
	.example = { "repair", "repair worker-pool feed=main workers=2 jobs=5" },
	.see_also = "explore, explain, law",
	.completer = COMPLETE_RUN,
	.words = words,
	.run = run,
};
