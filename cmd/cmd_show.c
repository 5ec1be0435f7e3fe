/* cmd_show.c - settings and where they come from, past runs, the source of a pattern, the version. */
#include <string.h>

#include "cmd/run/report.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/session/settings.h"
#include "cmd/source/code.h"
#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"
#include "cmd/version.h"
#include "lab/base/text.h"

/* One row: what counts now, and why. */
struct row {
	struct spec spec;
	const char *value;
	enum origin origin;
	struct buf  standard, range;
};

static void row_make(struct row *row, const struct session *session, struct spec spec)
{
	const struct turned_value *turned = turned_find(&session->turned, spec.name);

	*row = (struct row){ .spec = spec };
	spec_value(&row->standard, &spec, spec.standard, NULL);
	spec_range(&row->range, &spec);
	row->value = turned ? (*turned->value ? turned->value : "none") : buf_text(&row->standard);
	row->origin = turned ? turned->origin : FROM_DEFAULT;
}

static void row_free(struct row *row)
{
	buf_free(&row->standard);
	buf_free(&row->range);
}

static void row_json(struct json *json, const struct row *row)
{
	json_object(json, NULL);
	json_text(json, "name", row->spec.name);
	json_text(json, "value", row->value);
	json_text(json, "default", buf_text(&row->standard));
	json_text(json, "range", buf_text(&row->range));
	json_text(json, "from", origin_word(row->origin));
	json_end_object(json);
}

static void show_row(struct session *session, struct json *json, struct table *table, struct spec spec)
{
	struct row row;

	row_make(&row, session, spec);
	if (json)
		row_json(json, &row);
	else
		table_row(table, (const char *const[]){ spec.name, row.value, buf_text(&row.standard),
		                                        buf_text(&row.range), origin_word(row.origin) });
	row_free(&row);
}

/* The settings of the pattern in view and of every run; `only` one of them when it is not NULL. */
static void show_rows(struct session *session, struct json *json, struct table *table, const char *only)
{
	const struct pattern *pattern = settings_pattern(session);
	struct spec spec;

	for (int i = 0; pattern && i < pattern_n_settings(pattern); i++) {
		spec = spec_of_pattern(pattern, i);
		if (!only || !strcmp(only, spec.name))
			show_row(session, json, table, spec);
	}
	for (int i = 0; i < N_RUN_SETTINGS; i++) {
		spec = spec_of_run((enum run_setting)i);
		if (i != RUN_EXPECT && (!only || !strcmp(only, spec.name)))
			show_row(session, json, table, spec);
	}
}

/* Settings kept for patterns that are not in view. */
static void add_others(struct buf *out, const struct session *session)
{
	struct spec spec;

	for (int i = 0; i < session->turned.n; i++)
		if (!spec_find(&spec, settings_pattern(session), session->turned.at[i].name))
			buf_printf(out, "  %s = %s   (for patterns that have it)\n",
			           session->turned.at[i].name, session->turned.at[i].value);
}

static int show_settings(struct session *session, const char *only)
{
	const struct pattern *pattern = settings_pattern(session);
	struct table table = { .n_columns = 5 };
	struct buf text = { 0 };
	struct json json;

	if (session->json) {
		json = out_json_begin(session, &text);
		which_json(&json, pattern);
		json_array(&json, "settings");
		show_rows(session, &json, NULL, only);
		json_end_array(&json);
		out_json_end(session, &json);
		return STATUS_OK;
	}
	buf_printf(&text, "%s%s\n", pattern && !only ? "settings of " : "settings",
	           pattern && !only ? pattern->name : "");
	table_row(&table, (const char *const[]){ "setting", "value", "default", "range", "from" });
	show_rows(session, NULL, &table, only);
	table_draw(&text, &table, &session->look);
	if (!only)
		add_others(&text, session);
	out_text(session, &text);
	buf_free(&text);
	return STATUS_OK;
}

enum { NEWEST_RUNS = 100 };

/* "  #3  deadlock     run mutex lock=two   1.2 ms", wrapped below the run where that leaves it room. */
static void add_past(struct buf *out, const struct past_run *past, int number, const struct look *look)
{
	const char *verdict = verdict_word(past->verdict);
	struct buf head = { 0 }, line = { 0 };
	bool roomy;

	buf_printf(&head, "  #%d  %-11s  ", number, verdict);
	roomy = look->width >= 2 * (int)head.length;
	buf_printf(&line, "run %s   ", past->command);
	if (past->elapsed)
		text_time(&line, past->elapsed);
	else
		buf_adds(&line, "(by hand)");
	if ((int)head.length + text_columns(buf_text(&line)) <= look->width) {
		buf_printf(out, "%s%s\n", buf_text(&head), buf_text(&line));
	} else if (roomy) {
		buf_adds(out, buf_text(&head));
		text_wrap(out, buf_text(&line), (int)head.length, (int)head.length, look->width, look->ascii);
	} else {
		buf_printf(out, "  #%d  %s\n    ", number, verdict);
		text_wrap(out, buf_text(&line), 4, 4, look->width, look->ascii);
	}
	buf_free(&head);
	buf_free(&line);
}

static int show_history(struct session *session)
{
	int first = session->n_past > NEWEST_RUNS ? session->n_past - NEWEST_RUNS : 0;
	struct buf text = { 0 };
	struct json json;

	if (session->json)
		json = out_json_begin(session, &text), json_array(&json, "runs");
	if (first > 0 && !session->json)
		buf_printf(&text, "  (%d older ones)\n", first);
	for (int i = first; i < session->n_past; i++) {
		if (session->json) {
			json_object(&json, NULL);
			json_text(&json, "run", session->past[i].command);
			json_text(&json, "verdict", verdict_word(session->past[i].verdict));
			json_double(&json, "elapsed_ms", (double)session->past[i].elapsed / 1e6, 3);
			json_end_object(&json);
			continue;
		}
		add_past(&text, &session->past[i], i + 1, &session->look);
	}
	if (session->json) {
		json_end_array(&json);
		out_json_end(session, &json);
	} else if (session->n_past == 0) {
		remark(session, "nothing has run yet");
	}
	out_text(session, &text);
	buf_free(&text);
	return STATUS_OK;
}

static int show_version(struct session *session)
{
	struct buf line = { 0 };
	struct json json;

	if (session->json) {
		json = out_json_begin(session, &line);
		json_text(&json, "version", CONCLAB_VERSION);
		out_json_end(session, &json);
	} else {
		fprintf(session->out, "conclab %s\n", CONCLAB_VERSION);
	}
	return STATUS_OK;
}

static const char *const words[] = { "settings", "history", "code", "version", NULL };

static int complain_what(struct session *session, const char *what)
{
	const struct pattern *pattern = settings_pattern(session);
	struct suggester suggester = { .typed = what };
	struct buf quoted = { 0 };
	int status;

	for (int i = 0; words[i]; i++)
		suggest_offer(&suggester, words[i]);
	for (int i = 0; pattern && i < pattern_n_settings(pattern); i++)
		suggest_offer(&suggester, pattern->settings[i].name);
	quote_typed(&quoted, what);
	status = complain_more(session, "unknown-topic", &suggester.best,
	                       suggester.best.n ? NULL : "; it can show settings, history, code, version",
	                       "there is nothing called %s to show", buf_text(&quoted));
	buf_free(&quoted);
	return status;
}

static int run(struct session *session, const struct call *call)
{
	const char *what = call->n_args ? call->args[0].text : "settings";
	struct spec spec;

	if (!strcmp(what, "code"))
		return show_code(session, call);
	if (call->n_args > 1)
		return complain_usage(session, call, "one thing at a time");
	if (!strcmp(what, "settings"))
		return show_settings(session, NULL);
	if (!strcmp(what, "history"))
		return show_history(session);
	if (!strcmp(what, "version"))
		return show_version(session);
	if (spec_find(&spec, settings_pattern(session), what))
		return show_settings(session, what);
	return complain_what(session, what);
}

static void offer_words(const struct session *session, const struct call *call, struct offers *offers)
{
	if (call->n_args > 0 && !strcmp(call->args[0].text, "code"))
		show_code_offer(session, call, offers);
}

const struct command cmd_show = {
	.name = "show", .alias = { NULL }, .group = GROUP_SESSION,
	.args = "[settings | NAME | history | code [pattern] [as=pthread|go] [from=N] [to=N] | version]",
	.summary = "show settings and where they come from, past runs, code",
	.detail = "  show             the settings of the pattern in view\n"
	          "  show NAME        one of them\n"
	          "  show history     what has run, and how it ended\n"
	          "  show code        the pattern itself, in C: the lines that matter marked, and\n"
	          "                   those where the last run went wrong\n"
	          "  show code mutex from=35 to=45\n"
	          "                   those lines of it only\n"
	          "  show code dining as=pthread > dining.c\n"
	          "                   the same as a plain C program: a file of yours, to run,\n"
	          "                   explore and change; as=go: in Go\n"
	          "  show version     which conclab this is",
	.example = { "show", "show code worker-pool" },
	.see_also = "set, unset, patterns, diff",
	.completer = COMPLETE_OWN, .words = words, .offer = offer_words,
	.run = run,
};
