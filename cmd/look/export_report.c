/*
 * export_report.c - a run as a page: here are the words around what lab/page/html.h draws.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/look/export.h"
#include "cmd/look/report_page.h"
#include "cmd/run/explained.h"
#include "cmd/session/settings.h"
#include "lab/base/embed.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/compile/sources.h"
#include "lab/page/html.h"
#include "lab/program/program.h"
#include "lab/search/listing.h"
#include "lab/trace/claim.h"
#include "lab/trace/snap_text.h"

enum { WIDTH = 4000,   /* of the explanation: the page wraps it */
        LONG_SCHEDULE = 60, SCHEDULES = 1000, WORK = 100000, MOST_LEAVES = 120, LONGEST_CIRCLE = 6 };

struct report {
	struct exporting  *job;
	struct buf         settings, summary, said, explanation, command;
	struct sources     files;       /* of a program of several */
	struct html_source sources[MOST_SOURCES];
	struct html_page   page;
	struct schedule_tree *tree;
	struct arena       *arena;      /* of the map */
};

/* ---- Settings, and the command ---- */

/* As a shell takes it. */
static void add_quoted(struct buf *out, const char *text)
{
	if (*text && text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./,:=+-")] == '\0') {
		buf_adds(out, text);
		return;
	}
	buf_addc(out, '\'');
	for (; *text; text++)
		buf_adds(out, *text == '\'' ? "'\\''" : (const char[]){ *text, '\0' });
	buf_addc(out, '\'');
}

void report_settings(struct buf *out, const struct pattern *pattern, const int *values, const char *const *files, bool quoted)
{
	struct buf one = { 0 };

	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		struct spec spec = spec_of_pattern(pattern, i);
		const char *text = files ? files[i] : NULL;

		if (spec.is_text ? !text || !*text : values[i] == spec.standard)
			continue;
		buf_clear(&one);
		buf_printf(&one, "%s=", spec.name);
		spec_value(&one, &spec, values[i], text);
		buf_adds(out, out->length ? " " : "");
		if (quoted)
			add_quoted(out, buf_text(&one));
		else
			buf_adds(out, buf_text(&one));
	}
	buf_free(&one);
}

/* Who decided what moves: the steps themselves, as long as they are not too many to be typed. */
static void add_turns(struct buf *out, const struct result *result)
{
	bool again = result->seeded && result->strategy && strcmp(result->strategy, "pct") != 0;

	if (!result->schedule)
		return;
	if (strlen(result->schedule) > LONG_SCHEDULE && again)
		buf_printf(out, " strategy=%s seed=%llu", result->strategy, (unsigned long long)result->seed);
	else if (*result->schedule)
		buf_printf(out, " schedule=\"%s\"", result->schedule);
	else
		buf_adds(out, " strategy=round-robin");
	if (result->any_time)
		buf_adds(out, " time=any");
}

void report_command(struct buf *out, const char *verb, const struct pattern *pattern, const int *values,
                    const char *const *files)
{
	struct buf settings = { 0 };

	buf_printf(out, "conclab %s ", verb);
	add_quoted(out, pattern->name);
	report_settings(&settings, pattern, values, files, true);
	if (settings.length)
		buf_printf(out, " %s", buf_text(&settings));
	buf_free(&settings);
}

static void add_command(struct report *r)
{
	const struct result *result = r->job->result;

	report_command(&r->command, "run", result->pattern, result->values, result->files);
	add_turns(&r->command, result);
}

/* ---- What is said ---- */

/* "it was claimed that no update is lost, but it came to 1 instead of 2" */
static void add_claim(struct buf *out, const char *message)
{
	struct claim claim = claim_of(message);

	if (claim.is_code)
		buf_printf(out, "%s did not hold", message);
	else if (claim.found)
		buf_printf(out, "it was claimed that %.*s, but it came to %.*s instead of %.*s", claim.text_length, claim.text,
		           claim.found_length, claim.found, claim.wanted_length, claim.wanted);
	else
		buf_printf(out, "it was claimed that %s, and it is not so", message);
}

/* "Deadlock: the main task is blocked for ever." */
static void add_sentence(struct buf *out, const struct result *result)
{
	const char *word = verdict_word(result->verdict);

	buf_addc(out, (char)toupper((unsigned char)*word));
	buf_printf(out, "%s: ", word + 1);
	if (result->verdict == VERDICT_BROKEN && result->message && *result->message)
		add_claim(out, result->message);
	else
		buf_adds(out, result->message && *result->message ? result->message : verdict_meaning(result->verdict));
	buf_addc(out, '.');
}

/* " In a circle: a waits for b, b for c, c for a." */
static void add_circle(struct buf *out, const struct snapshot *last)
{
	struct buf text = { 0 };

	if (snap_is_group(last)) {
		snap_group(&text, last);
		buf_printf(out, " Nobody can move: %s.", buf_text(&text));
		buf_free(&text);
		return;
	}
	if (!snap_has_cycle(last) || last->n_cycle > LONGEST_CIRCLE)
		return;
	if (last->n_cycle == 1) {
		buf_printf(out, " %s waits for itself.", last->tasks[last->cycle[0]].name);
		return;
	}
	for (int i = 0; i < last->n_cycle; i++)
		buf_printf(out, "%s%s %s %s", i ? ", " : " In a circle, ", last->tasks[last->cycle[i]].name, i ? "for" : "waits for",
		           last->tasks[last->cycle[(i + 1) % last->n_cycle]].name);
	buf_addc(out, '.');
}

/* What the page cannot show, and why the command may not show the same. */
static void add_doubts(struct buf *out, const struct result *result)
{
	long dropped = result->trace.dropped;

	if (dropped > 0)
		buf_printf(out, " %ld event%s %s not kept: there the picture has a gap; with keep=%ld it has none.", dropped, text_s(dropped),
		           dropped == 1 ? "was" : "were", result->events);
	if (!result->schedule)
		buf_adds(out, " It ran on real threads, so the system decided what moved: the command below may come out otherwise.");
}

/* Of a schedule that a search has found. */
static void add_shortest(struct buf *out, const struct result *result)
{
	if (result->shortest == SHORTEST_PROVED)
		buf_printf(out, " It takes %ld step%s to end so, and no schedule takes fewer: that is proved%s.", result->steps,
		           text_s(result->steps), result->any_time ? ", however the clock goes" : "");
	else if (result->shortest == SHORTEST_FOUND)
		buf_printf(out, " It takes %ld step%s to end so: the fewest that were found, maybe not the fewest there are.",
		           result->steps, text_s(result->steps));
}

/* The first paragraph of the explanation, on one line, behind the verdict's sentence. */
static void add_summary(struct report *r)
{
	const char *text = buf_text(&r->explanation), *end = strstr(text, "\n\n");
	size_t length = end ? (size_t)(end - text) : strlen(text);

	add_sentence(&r->summary, r->job->result);
	if (end && !r->job->result->message)
		buf_addc(&r->summary, ' ');
	for (size_t i = 0; i < length && end && !r->job->result->message; i++)
		buf_addc(&r->summary, text[i] == '\n' ? ' ' : text[i]);
	add_circle(&r->summary, r->job->result->snapshot);
	add_shortest(&r->summary, r->job->result);
	add_doubts(&r->summary, r->job->result);
}

/* ---- The source ---- */

/* A program of several files is read again: if it still is what was loaded, one knows where each begins. */
static void add_files(struct report *r, const struct pattern *pattern)
{
	struct buf why = { 0 };
	char *text = sources_read(&r->files, pattern->name, NULL, &why) ? sources_text(&r->files) : NULL;

	if (text && !strcmp(text, program_source(pattern)))
		for (; r->page.n_sources < r->files.n; r->page.n_sources++)
			r->sources[r->page.n_sources] = (struct html_source){ r->files.at[r->page.n_sources].path,
				r->files.at[r->page.n_sources].text };
	free(text);
	buf_free(&why);
}

static void add_sources(struct report *r)
{
	const struct pattern *pattern = r->job->result->pattern;
	const char *name = pattern->file, *text = program_source(pattern);

	r->page.sources = r->sources;
	if (program_n_files(pattern) > 1) {
		add_files(r, pattern);
		return;
	}
	for (const char *at = name; !text && (at = strstr(at, "patterns/")); at++)
		text = embedded_text(at);
	if (text)
		r->sources[r->page.n_sources++] = (struct html_source){ name, text };
}

/* ---- What was searched ---- */

const char *report_bound(struct arena *arena, long schedules, long work, bool any_time)
{
	struct buf text = { 0 };
	const char *kept;

	buf_adds(&text, "Searched for this page through at most ");
	text_count(&text, schedules);
	buf_printf(&text, " schedule%s and ", text_s(schedules));
	text_count(&text, work);
	buf_printf(&text, " step%s", text_s(work));
	buf_adds(&text, any_time ? ", the clock going on at any moment." : "; computation takes no time.");
	kept = arena_text(arena, buf_text(&text));
	buf_free(&text);
	return kept;
}

/* Where they are too many to be drawn, of each outcome the shortest. */
static void keep_outcomes(struct schedule_tree *tree)
{
	bool *keep = calloc((size_t)tree->n_leaves + 1, sizeof *keep);

	must(keep);
	for (int i = 0; i < tree->n_leaves; i++)
		keep[i] = tree_shortest(tree, i) == i;
	tree->extent = TREE_OUTCOMES;
	tree_keep(tree, keep);
	free(keep);
}

static const char *why_no_tree(const struct result *result)
{
	if (!result->schedule)
		return "This run was made by real threads, which follow no schedule: a page that is exported after explore has those "
		       "that there are.";
	if (result->seeded)
		return "This run was drawn by chance, one of many: a page that is exported after explore has the other schedules; "
		       "graph schedules lists them.";
	return "No other schedule came to its end in the search that was made for this page; explore searches longer.";
}

/* Of a run that chance has not made, as those that a search finds: what else it could have come to, where that is little. */
static void add_tree(struct report *r)
{
	const struct result *result = r->job->result;
	struct run_options options = { .pattern = result->pattern, .values = result->values, .files = result->files,
		.turn = { .any_time = result->any_time } };
	struct explore_limits limits = { .schedules = SCHEDULES, .work = WORK };
	struct explore_watcher watcher = { .interrupted = session_stopped, .context = r->job->session };
	char *error = NULL;

	r->page.no_tree = why_no_tree(result);
	if (!result->schedule || result->seeded)
		return;
	r->tree = listing_make(&options, &limits, 0, &watcher, &error);
	if (r->tree && r->tree->n_leaves > MOST_LEAVES)
		keep_outcomes(r->tree);
	r->page.tree = r->tree;
	r->page.bound = report_bound(r->arena, SCHEDULES, WORK, result->any_time);
	free(error);
}

static void add_map(struct report *r)
{
	const struct sweep *sweep = sweep_newest(r->job->session);

	if (sweep && sweep->pattern == r->job->result->pattern && sweep->n_done == sweep->n_cells)
		r->page.map = report_map(r->job->session, sweep, r->arena);
}

/* ---- All of it ---- */

static void fill(struct report *r)
{
	const struct result *result = r->job->result;
	struct look look = { .width = WIDTH };

	report_settings(&r->settings, result->pattern, result->values, result->files, false);
	explained(r->job->session, result, &look, &r->explanation);
	buf_printf(&r->said, "So it ends: %s.", verdict_word(result->verdict));       /* how that came about stands above */
	add_summary(r);
	add_command(r);
	add_sources(r);
	add_tree(r);
	add_map(r);
	r->page.name = export_name(result->pattern);
	r->page.verdict = verdict_word(result->verdict);
	r->page.bad = result->verdict != VERDICT_OK;
	r->page.settings = buf_text(&r->settings);
	r->page.summary = buf_text(&r->summary);
	r->page.said = buf_text(&r->said);
	r->page.explanation = buf_text(&r->explanation);
	r->page.command = buf_text(&r->command);
}

static void empty(struct report *r)
{
	arena_free(r->arena);
	tree_free(r->tree);
	sources_free(&r->files);
	buf_free(&r->settings);
	buf_free(&r->summary);
	buf_free(&r->said);
	buf_free(&r->explanation);
	buf_free(&r->command);
}

int export_report(struct exporting *job)
{
	const struct sweep *sweep = sweep_newest(job->session);
	const struct trace *trace;
	struct report report = { .job = job };
	bool whole;

	if (!job->result) {
		report_sweep(job->session, job->out, sweep);
		buf_printf(&job->said, "a page of the sweep of %s: open it in a browser", sweep->pattern->name);
		job->n = sweep->n_done;
		job->unit = "cells";
		return session_stopped(job->session) ? STATUS_INTERRUPTED : STATUS_OK;
	}
	trace = &job->result->trace;
	report.arena = arena_new();
	if (trace->n_events == 0 || !job->result->snapshot) {
		empty(&report);
		return complain(job->session, "nothing-recorded", NULL, "that run recorded no events; trace=on would record them");
	}
	fill(&report);
	whole = html_report(job->out, &report.page, trace, job->result->snapshot, &job->progress);
	empty(&report);
	if (!whole)
		return STATUS_INTERRUPTED;
	buf_printf(&job->said, "a page of %s: open it in a browser", job->result->pattern->name);
	if (sweep && sweep->pattern != job->result->pattern)
		buf_printf(&job->said, "; the map of %s is not in it: it is of another pattern", sweep->pattern->name);
	job->n = trace->n_events;
	job->unit = "events";
	return STATUS_OK;
}
