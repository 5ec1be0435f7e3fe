/* cmd_stress.c - a pattern many times, by chance or on real threads: how often does it end badly? */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/run/report.h"
#include "cmd/search/search.h"
#include "cmd/search/search_progress.h"
#include "cmd/search/search_report.h"
#include "cmd/search/search_smaller.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/session/which.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/check/watchdog.h"
#include "lab/search/sample.h"
#include "lab/search/stepper.h"

enum { N, BY, N_OPTIONS };
enum { BY_RANDOM, BY_PCT, BY_RUN };

static const char *const by_words[] = { "random", "pct", "run" };

static const struct spec own[N_OPTIONS] = {
	[N]  = { .name = "n", .help = "runs", .standard = 1000, .min = 1, .max = 100000000 },
	[BY] = { .name = "by", .help = "who decides", .words = by_words, .n_words = 3, .max = 2 },
};

struct stress {
	struct search          search;
	int                    values[N_OPTIONS];
	uint64_t               seed;            /* of the first run */
	struct sample          sample;
	struct search_progress progress;
};

/* ---- On real threads ---- */

static void count_real(struct exploration *found, const struct result *result)
{
	bool first = found->schedules++ == 0;

	found->ends[result->verdict]++;
	found->failures += result->verdict == VERDICT_OK && result->exited && result->exit;
	if (first || result->leaked < found->leaked_least)
		found->leaked_least = result->leaked;
	if (first || result->leaked > found->leaked_most)
		found->leaked_most = result->leaked;
}

static void draw(struct stress *s, const struct exploration *found)
{
	struct buf text = { 0 };

	buf_printf(&text, "... %ld of %d run%s", found->schedules, s->values[N], text_s(s->values[N]));
	search_progress_draw(&s->progress, buf_text(&text));
	buf_free(&text);
}

static bool run_real(struct stress *s, char **error)
{
	struct watcher watcher = { .interrupted = session_stopped, .context = s->search.session,
	                           .patience_ms = s->search.all.run[RUN_PATIENCE] };
	struct arena *arena = arena_new();
	struct exploration *found = arena_alloc(arena, sizeof *found);
	struct run_options options = s->search.options;
	int64_t started = clock_now(), drawn = started;

	found->arena = arena;
	found->search = "sampled";
	s->sample.found = found;
	options.untraced = false;       /* races are seen in the trace */
	for (int i = 0; i < s->values[N] && !session_stopped(s->search.session); i++) {
		struct result *result = watch_run(&options, &watcher, error);

		if (!result)
			return false;
		if (result->verdict != VERDICT_INTERRUPTED)
			count_real(found, result);
		breaches_add(&found->breaches, &result->breaches, arena);
		result_free(result);
		if (clock_now() - drawn > 100000000) {
			drawn = clock_now();
			draw(s, found);
		}
	}
	found->elapsed = clock_now() - started;
	return true;
}

/* ---- By chance ---- */

static bool run_sampled(struct stress *s, char **error)
{
	struct explore_watcher watcher = search_watcher(&s->progress);
	struct sampling how = {
		.n = s->values[N], .seed = s->seed, .pct = s->values[BY] == BY_PCT, .depth = s->search.all.run[RUN_PCT_DEPTH],
	};

	const struct brake brake = { session_stopped, s->search.session };
	struct run_options options = s->search.options;

	options.brake = &brake;
	sample_to_learn(&options);
	if (how.pct)
		how.length = search_length(&s->search);
	return sample(&s->sample, &options, &how, &watcher, error);
}

/* ---- What came of it ---- */

/* The bad end whose first seed is the lowest, or VERDICT_OK. */
static enum verdict first_bad(const struct sample *sample)
{
	enum verdict first = VERDICT_OK;

	for (int i = VERDICT_OK + 1; i < VERDICT_COUNT; i++)
		if (sample->found->ends[i] && (first == VERDICT_OK || sample->seed[i] < sample->seed[first]))
			first = (enum verdict)i;
	return first;
}

static void json_stress(struct json *json, const struct stress *s)
{
	const struct exploration *found = s->sample.found;
	enum verdict bad = first_bad(&s->sample);

	which_json(json, s->search.pattern);
	settings_json(json, s->search.pattern, s->search.all.values, s->search.all.files);
	json_text(json, "time", s->values[BY] == BY_RUN ? "real" : search_time(&s->search));
	json_text(json, "by", by_words[s->values[BY]]);
	json_int(json, "runs", found->schedules);
	json_object(json, "outcomes");
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->ends[i])
			json_int(json, verdict_word((enum verdict)i), found->ends[i]);
	json_end_object(json);
	if (found->unended)
		json_int(json, "unended", found->unended);
	json_array(json, "leaked");
	json_int(json, NULL, found->leaked_least);
	json_int(json, NULL, found->leaked_most);
	json_end_array(json);
	if (bad != VERDICT_OK && s->values[BY] != BY_RUN) {
		json_object(json, "first_bad");
		json_text(json, "outcome", verdict_word(bad));
		json_int(json, "seed", (int64_t)s->sample.seed[bad]);
		json_end_object(json);
	} else {
		json_null(json, "first_bad");
	}
	if (found->failures) {
		json_object(json, "failed");
		json_int(json, "runs", found->failures);
		if (s->values[BY] != BY_RUN)
			json_int(json, "seed", (int64_t)s->sample.failed_seed);
		json_end_object(json);
	}
	report_json_breaches(json, &found->breaches);
	json_double(json, "elapsed_ms", (double)found->elapsed / 1e6, 3);
}

/* So many ended so; the first bad one with this seed. */
static void add_row(struct table *table, const struct stress *s, const char *word, long n, const uint64_t *seed)
{
	struct buf count = { 0 }, share = { 0 }, first = { 0 };

	text_count(&count, n);
	buf_printf(&share, "%.2f %%", 100.0 * (double)n / (double)s->sample.found->schedules);
	if (seed && s->values[BY] != BY_RUN)
		buf_printf(&first, "first with seed=%" PRIu64, *seed);
	table_row(table, (const char *const[]){ word, buf_text(&count), buf_text(&share), buf_text(&first) });
	buf_free(&count);
	buf_free(&share);
	buf_free(&first);
}

static void add_outcomes(struct table *table, const struct stress *s)
{
	const struct sample *sample = &s->sample;

	for (int i = 0; i < VERDICT_COUNT; i++)
		if (sample->found->ends[i])
			add_row(table, s, verdict_word((enum verdict)i), sample->found->ends[i], i == VERDICT_OK ? NULL : &sample->seed[i]);
	if (sample->found->cut)
		add_row(table, s, "cut", sample->found->cut, NULL);
}

/* They are among those that ended well. */
static void add_failures(struct buf *out, const struct stress *s)
{
	long n = s->sample.found->failures;
	struct buf text = { 0 };

	if (!n)
		return;
	buf_adds(&text, "of these ");
	text_count(&text, n);
	buf_printf(&text, " ended with an exit status other than 0, first with seed=%" PRIu64, s->sample.failed_seed);
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, s->search.session->look.width, s->search.session->look.ascii);
	buf_free(&text);
}

static void add_head(struct buf *out, const struct stress *s)
{
	static const char *const what[] = { "random schedule%s", "random priority schedule%s (PCT)", "run%s on real threads" };
	const struct exploration *found = s->sample.found;
	const struct look *look = &s->search.session->look;
	struct buf text = { 0 };

	text_count(&text, found->schedules);
	buf_addc(&text, ' ');
	buf_printf(&text, what[s->values[BY]], text_s(found->schedules));
	buf_adds(&text, " of ");
	if (s->values[BY] == BY_RUN)
		settings_print(&text, &s->search.all);
	else
		search_line(&text, &s->search);
	if (s->values[BY] != BY_RUN && found->schedules)
		buf_printf(&text, " (seeds %" PRIu64 "..%" PRIu64 ")", s->seed, s->seed + (uint64_t)found->schedules - 1);
	buf_adds(&text, ", ");
	text_time(&text, found->elapsed);
	if (found->schedules < s->values[N])
		buf_adds(&text, "; interrupted");
	prose_colour(out, look, search_all_ok(found) && !found->failures ? "33" : "35", "SAMPLED");
	buf_adds(out, ": ");
	text_wrap(out, buf_text(&text), 9, 2, look->width, look->ascii);
	buf_free(&text);
}

static void add_try(struct buf *out, const struct stress *s)
{
	const struct look *look = &s->search.session->look;
	enum verdict bad = first_bad(&s->sample);
	struct buf text = { 0 };

	if (s->values[BY] != BY_RUN)
		search_smaller(&text, &s->search, s->sample.found);
	if ((bad != VERDICT_OK || s->sample.found->failures) && s->values[BY] != BY_RUN) {
		buf_adds(&text, "run ");
		search_line(&text, &s->search);
		buf_printf(&text, "%s seed=%" PRIu64 "\n", s->values[BY] == BY_PCT ? " strategy=pct" : "",
		           bad == VERDICT_OK ? s->sample.failed_seed : s->sample.seed[bad]);
	}
	buf_adds(&text, "explore ");
	search_line(&text, &s->search);
	buf_adds(&text, "   # a sample proves nothing; that does");
	prose_try(out, look, buf_text(&text));
	buf_free(&text);
}

static void add_note(struct buf *out, const struct stress *s, struct buf *text)
{
	buf_adds(out, "  ");
	text_wrap(out, buf_text(text), 2, 4, s->search.session->look.width, s->search.session->look.ascii);
	buf_free(text);
}

/* A run that has come to no end is no proof that it has none. */
static void add_doubt(struct buf *out, const struct stress *s)
{
	const struct exploration *found = s->sample.found;
	struct buf text = { 0 }, most = { 0 };

	text_count(&most, MAX_SAMPLE_STEPS);
	if (found->ends[VERDICT_STALLED]) {
		buf_adds(&text, "stalled: SUSPECTED, ");
		if (s->values[BY] == BY_RUN)
			buf_adds(&text, "for there was no progress for a while, and only a timer says so");
		else
			buf_printf(&text, "for there was no end after %s steps, and nothing new in the last of them", buf_text(&most));
		add_note(out, s, &text);
	}
	if (found->unended > found->ends[VERDICT_STALLED]) {
		buf_printf(&text, "%s left after %s steps%s: %s", found->unended == found->schedules ? "all runs were" : "some runs were",
		           buf_text(&most), found->cut ? " (cut)" : "",
		           found->cut ? "those may only take long" : "what they would come to beside the race was not seen");
		add_note(out, s, &text);
	}
	buf_free(&most);
}

static void tell(const struct stress *s)
{
	struct session *session = s->search.session;
	struct table table = { .n_columns = 4 };
	struct buf text = { 0 };
	struct json json;

	if (session->json) {
		json = out_json_begin(session, &text);
		json_stress(&json, s);
		out_json_end(session, &json);
		return;
	}
	add_head(&text, s);
	add_outcomes(&table, s);
	table_draw(&text, &table, &session->look);
	add_failures(&text, s);
	report_breaches(&text, &s->sample.found->breaches, !s->sample.found->ends[VERDICT_UNDECLARED], &session->look);
	add_doubt(&text, s);
	if (!session->quiet)
		add_try(&text, s);
	out_text(session, &text);
	buf_free(&text);
}

static int run(struct session *session, const struct call *call)
{
	struct stress s = { .progress.session = session, .seed = 1 };
	char *error = NULL;
	bool done;
	int status = search_read(session, call, own, N_OPTIONS, s.values, &s.search);

	if (!status)
		status = search_check_time(session, &s.search, s.values[BY] == BY_RUN);
	if (!status)
		status = search_builds(session, &s.search);
	if (status)
		return status;
	if (s.search.all.run_text[RUN_SEED])
		seed_read(s.search.all.run_text[RUN_SEED], &s.seed);
	done = s.values[BY] == BY_RUN ? run_real(&s, &error) : run_sampled(&s, &error);
	search_progress_end(&s.progress);
	if (done) {
		tell(&s);
		status = search_judge(session, s.sample.found, s.search.all.run[RUN_EXPECT]);
	} else {
		status = complain_system(session, "cannot-run", "%s", error ? error : "the run could not be made");
	}
	free(error);
	exploration_free(s.sample.found);
	return status;
}

static const char *const words[] = { "n=", "by=", NULL };

const struct command cmd_stress = {
	.name = "stress", .group = GROUP_SEARCH,
	.args = "[pattern] [name=value ...] [n=RUNS] [by=random|pct|run]",
	.summary = "run a pattern many times: how often does it end badly?",
	.detail = "  n=RUNS           1000 unless said otherwise\n"
	          "  by=random        any task that can move, each step anew\n"
	          "  by=pct           random priorities that change pct-depth - 1 times\n"
	          "  by=run           real threads; the system decides\n"
	          "  time=any         the clock is one of those that can move\n"
	          "  seed=S           the first run's seed; 1 unless said otherwise\n"
	          "  expect=VERDICT   status 0 if one of them ends so, 1 if none does\n"
	          "A sample proves nothing, however clean: `explore` does.",
	.example = { "stress mutex lock=none n=500", "stress dining order=same-handed by=pct" },
	.see_also = "explore, run, sweep",
	.completer = COMPLETE_RUN,
	.words = words,
	.run = run,
};
