/* trace_variables.c - see trace_variables.h. */
#include "cmd/look/trace_variables.h"

#include <limits.h>
#include <string.h>

#include "cmd/session/out.h"
#include "cmd/term/suggest.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/trace/snap_text.h"
#include "lab/view/variables.h"

static int complain_variable(struct session *session, const struct trace *trace, const char *name, struct arena *arena)
{
	struct suggester suggester = { .typed = name };
	struct listing listing = { 0 };
	struct variable_now *list = NULL;
	struct buf quoted = { 0 };
	int n = variables_at(trace, LONG_MAX, arena, &list), status;

	for (int i = 0; i < n; i++) {
		suggest_offer(&suggester, list[i].name);
		listing_add(&listing, list[i].name);
	}
	quote_typed(&quoted, name);
	if (n == 0)
		status = complain(session, "unknown-name", NULL, "the last run has no variables that changed: of a program they are known "
		                  "where its threads take turns, as with seed=");
	else
		status = complain_more(session, "unknown-name", &suggester.best, listing_text(&listing),
		                       "the last run has no variable %s that changed", buf_text(&quoted));
	listing_free(&listing);
	buf_free(&quoted);
	return status;
}

static const char *who(const struct trace *trace, const struct variable_change *change)
{
	return change->task == NO_TASK ? "" : trace->tasks[change->task];
}

static void tell_json(struct session *session, const struct trace *trace, const struct variable_change *list, long n)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	json_array(&json, "changes");
	for (long i = 0; i < n; i++) {
		json_object(&json, NULL);
		json_int(&json, "step", list[i].step);
		json_text(&json, "task", list[i].task == NO_TASK ? NULL : who(trace, &list[i]));
		json_text(&json, "at", list[i].here);
		json_text(&json, "variable", list[i].name);
		json_text(&json, "from", list[i].from);
		json_text(&json, "to", list[i].to);
		json_end_object(&json);
	}
	json_end_array(&json);
	out_json_end(session, &json);
}

static void tell_text(struct session *session, const struct trace *trace, const struct variable_change *list, long n)
{
	static const char *const head[] = { "step", "task", "after", "variable" };
	struct table table = { .n_columns = 4 };
	struct buf text = { 0 }, step = { 0 }, what = { 0 };

	table_row(&table, head);
	for (long i = 0; i < n; i++) {
		buf_clear(&step);
		buf_clear(&what);
		buf_printf(&step, "%ld", list[i].step);
		buf_printf(&what, "%s %s -> %s", list[i].name, list[i].from, list[i].to);
		table_row(&table, (const char *const[]){ buf_text(&step), who(trace, &list[i]), snap_place(list[i].here), buf_text(&what) });
	}
	table_draw(&text, &table, &session->look);
	out_text(session, &text);
	buf_free(&text);
	buf_free(&step);
	buf_free(&what);
}

int trace_variables(struct session *session, const struct trace *trace, const char *name, long last)
{
	struct arena *arena = arena_new();
	struct variable_change *list = NULL;
	long n = variables_changes(trace, strcmp(name, "all") ? name : NULL, arena, &list), first = last && last < n ? n - last : 0;
	int status = STATUS_OK;

	if (n == 0)
		status = complain_variable(session, trace, name, arena);
	else if (session->json)
		tell_json(session, trace, list + first, n - first);
	else
		tell_text(session, trace, list + first, n - first);
	arena_free(arena);
	return status;
}

void offer_variables(const struct trace *trace, struct offers *offers)
{
	struct arena *arena = arena_new();
	struct variable_now *list = NULL;
	int n = variables_at(trace, LONG_MAX, arena, &list);
	struct buf word = { 0 };

	for (int i = 0; i < n; i++) {
		buf_clear(&word);
		buf_printf(&word, "variable=%s", list[i].name);
		offer(offers, buf_text(&word), NULL);
	}
	if (n > 0)
		offer(offers, "variable=all", "each change of each");
	buf_free(&word);
	arena_free(arena);
}
