/* repair_report.c - see repair_report.h. */
#include "cmd/search/repair_report.h"

#include <limits.h>

#include "cmd/run/would_finish.h"
#include "cmd/search/repair_hints.h"
#include "cmd/search/search_report.h"
#include "cmd/session/out.h"
#include "cmd/session/which.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/program/program.h"

/* ---- For a person ---- */

static const char *in_what_time(enum lasting lasting)
{
	static const char *const texts[] = {
		[CLOCKLESS] = "", [AT_ANY_TIME] = ", with time=any, too",
		[TIME_UNDECIDED] = " in virtual time (time=any was not decided)",
		[IN_VIRTUAL_TIME] = " in virtual time only: with time=any it ends badly",
	};

	return texts[lasting];
}

/* "; and with one more of any other number, each by itself, but sends" */
static void add_more(struct buf *out, const struct pattern *pattern, const struct repair *repair)
{
	int n = 0;

	if (repair->unsure)
		return;
	buf_adds(out, repair->lasting == CLOCKLESS ? ", and" : "; and");
	buf_adds(out, " with one more of any other number");
	for (int i = 0; i < pattern_n_settings(pattern); i++)
		if (repair->silent & 1u << i)
			buf_printf(out, "%s%s", n++ ? ", " : " but ", pattern->settings[i].name);
	buf_adds(out, n ? " (which breaks it anyway)" : ", each by itself");
}

static void add_repair(struct table *table, const struct pattern *pattern, const struct repair *repair)
{
	struct buf what = { 0 }, breaks = { 0 };

	changes_text(&what, pattern, repair);
	if (repair->broken) {
		buf_adds(&breaks, "but not for long: it breaks again with ");
		change_text(&breaks, pattern, repair->by);
		buf_adds(&breaks, repair->lasting == IN_VIRTUAL_TIME ? ", and at once with time=any" : "");
	} else {
		buf_printf(&breaks, "proved%s", in_what_time(repair->lasting));
		add_more(&breaks, pattern, repair);
	}
	table_row(table, (const char *const[]){ buf_text(&what), buf_text(&breaks) });
	buf_free(&what);
	buf_free(&breaks);
}

static bool is_undecided(const struct repairs *repairs, int setting, int value)
{
	for (int i = 0; i < repairs->n_undecided; i++)
		if (repairs->undecided[i].setting == setting && repairs->undecided[i].value == value)
			return true;
	return false;
}

/* "feed=task,select", "jobs=5..8,10": what is open of a setting, as `sweep` reads it; nothing when nothing is. */
static void add_open(struct buf *out, const struct pattern *pattern, const struct repairs *repairs, int setting)
{
	struct spec spec = spec_of_pattern(pattern, setting);
	int least = INT_MAX, most = INT_MIN, end;

	for (int i = 0; i < repairs->n_undecided; i++)
		if (repairs->undecided[i].setting == setting) {
			least = repairs->undecided[i].value < least ? repairs->undecided[i].value : least;
			most = repairs->undecided[i].value > most ? repairs->undecided[i].value : most;
		}
	for (int value = least; value <= most; value = end + 1) {
		end = value;
		if (!is_undecided(repairs, setting, value))
			continue;
		buf_printf(out, "%s%s", value == least ? spec.name : ",", value == least ? "=" : "");
		while (!spec.words && is_undecided(repairs, setting, end + 1))
			end++;
		spec_value(out, &spec, value, NULL);
		if (end > value)
			buf_printf(out, "..%d", end);
	}
}

/* " in 20,000 steps of search", " in the time" */
static void add_why_open(struct buf *out, const struct repairs *repairs)
{
	if (!repairs->cut || repairs->counted) {
		buf_adds(out, " in ");
		text_count(out, repairs->work);
		buf_printf(out, " step%s of search", text_s(repairs->work));
	} else {
		buf_adds(out, interrupt_pending() ? " when it was interrupted" : " in the time");
	}
}

/* What is open of the settings whose values are words, or of the others. */
static void add_settings_open(struct buf *out, const struct pattern *pattern, const struct repairs *repairs, bool words)
{
	struct buf what = { 0 };

	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		if ((pattern->settings[i].words[0] != NULL) != words)
			continue;
		buf_clear(&what);
		add_open(&what, pattern, repairs, i);
		if (what.length)
			buf_printf(out, "%s%s", out->length ? "; " : "", buf_text(&what));
	}
	buf_free(&what);
}

/* "not decided in the time: workers=9..11; buffer=6..8", which is no repair; nothing where all is decided. */
static void add_all_open(struct buf *out, const struct pattern *pattern, const struct repairs *repairs, const struct look *look)
{
	struct buf what = { 0 }, line = { 0 };

	add_settings_open(&what, pattern, repairs, true);
	add_settings_open(&what, pattern, repairs, false);
	if (repairs->undecided_pairs) {
		buf_adds(&what, what.length ? "; " : "");
		text_count(&what, repairs->undecided_pairs);
		buf_printf(&what, " pair%s of changes", text_s(repairs->undecided_pairs));
	}
	if (what.length) {
		buf_adds(&line, "not decided");
		add_why_open(&line, repairs);
		buf_printf(&line, ": %s", buf_text(&what));
		text_wrap(out, buf_text(&line), 0, 2, look->width, look->ascii);
	}
	buf_free(&what);
	buf_free(&line);
}

/* What to type to have more time. */
static void add_longer(struct buf *out, const struct search *search, const struct repairs *repairs, int seconds)
{
	struct buf line = { 0 };

	if (repairs->complete || !repairs->cut || repairs->counted || seconds == 0)
		return;
	buf_adds(&line, "repair ");
	search_line(&line, search);
	buf_printf(&line, " seconds=%ld", 10L * seconds > REPAIR_SECONDS_MOST ? 0 : 10L * seconds);
	prose_try(out, &search->session->look, buf_text(&line));
	buf_free(&line);
}

/* Some that it makes sense to change? */
static bool has_settings(const struct pattern *pattern)
{
	for (int i = 0; i < pattern_n_settings(pattern); i++)
		if (!pattern->settings[i].is_file && !pattern->settings[i].is_beside)
			return true;
	return !program_is_program(pattern);
}

static void tell(const struct search *search, const struct repairs *repairs, const struct hints *hints, int seconds)
{
	const struct look *look = &search->session->look;
	struct table table = { .n_columns = 2 };
	struct buf text = { 0 }, head = { 0 };

	search_line(&head, search);
	buf_adds(&head, repairs->n ? " would end well with" : has_settings(search->pattern) ?
	         ": no change of one setting or two was found that repairs it" : ": it has no #define that could be changed");
	if (repairs->tried || !program_is_program(search->pattern))
		buf_printf(&head, "   (%ld change%s tried)", repairs->tried, text_s(repairs->tried));
	text_wrap(&text, buf_text(&head), 0, 2, look->width, look->ascii);
	for (int i = 0; i < repairs->n; i++)
		add_repair(&table, search->pattern, &repairs->at[i]);
	table_draw(&text, &table, look);
	add_all_open(&text, search->pattern, repairs, look);
	repair_hints_tell(&text, hints, look);
	add_longer(&text, search, repairs, seconds);
	out_text(search->session, &text);
	buf_free(&head);
	buf_free(&text);
}

/* ---- For a program ---- */

static void json_change(struct json *json, const struct pattern *pattern, struct change change)
{
	struct spec spec = spec_of_pattern(pattern, change.setting);

	setting_json(json, &spec, change.value, NULL);
}

static void json_repair(struct json *json, const struct pattern *pattern, const struct repair *repair)
{
	json_object(json, NULL);
	json_object(json, "set");
	for (int i = 0; i < repair->n; i++)
		json_change(json, pattern, repair->change[i]);
	json_end_object(json);
	json_bool(json, "lasts", !repair->broken);
	if (repair->broken) {
		json_object(json, "breaks_with");
		json_change(json, pattern, repair->by);
		json_end_object(json);
	} else {
		json_null(json, "breaks_with");
	}
	if (repair->lasting == TIME_UNDECIDED)
		json_null(json, "at_any_time");
	else
		json_bool(json, "at_any_time", repair->lasting != IN_VIRTUAL_TIME);
	json_end_object(json);
}

static void tell_json(const struct search *search, const struct repairs *repairs, const struct hints *hints)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(search->session, &line);

	which_json(&json, search->pattern);
	settings_json(&json, search->pattern, search->all.values, search->all.files);
	json_text(&json, "time", search_time(search));
	json_array(&json, "repairs");
	for (int i = 0; i < repairs->n; i++)
		json_repair(&json, search->pattern, &repairs->at[i]);
	json_end_array(&json);
	json_array(&json, "undecided");
	for (int i = 0; i < repairs->n_undecided; i++) {
		json_object(&json, NULL);
		json_change(&json, search->pattern, repairs->undecided[i]);
		json_end_object(&json);
	}
	json_end_array(&json);
	json_int(&json, "undecided_pairs", repairs->undecided_pairs);
	json_int(&json, "tried", repairs->tried);
	json_bool(&json, "complete", repairs->complete);
	if (program_is_program(search->pattern))
		repair_hints_json(&json, hints);
	out_json_end(search->session, &json);
}

void repair_report(const struct search *search, const struct repairs *repairs, const struct hints *hints, int seconds)
{
	if (search->session->json)
		tell_json(search, repairs, hints);
	else
		tell(search, repairs, hints, seconds);
}
