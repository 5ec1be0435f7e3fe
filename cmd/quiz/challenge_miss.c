/* challenge_miss.c - do runs by chance miss what explore finds? See challenge.h. */
#include <inttypes.h>
#include <stdlib.h>

#include "cmd/quiz/challenge.h"
#include "cmd/search/search_progress.h"
#include "cmd/search/search_report.h"
#include "cmd/session/best.h"
#include "cmd/session/out.h"
#include "lab/base/text.h"
#include "lab/search/sample.h"

/* What came of the runs, and of the search. */
struct missing {
	struct search      *search;
	int                 runs;       /* made */
	int                 saw;        /* of those */
	int                 missed;     /* in a row, from the first on */
	uint64_t            seed;       /* of the first that saw it */
	enum verdict        verdict;    /* that it saw */
	struct exploration *found;      /* owned */
	bool                best;
};

static void count(struct missing *missing, const struct sample *sample)
{
	missing->runs = (int)sample->found->schedules;
	missing->missed = missing->runs;
	for (int i = VERDICT_OK + 1; i < VERDICT_COUNT; i++) {
		if (!sample->found->ends[i])
			continue;
		missing->saw += (int)sample->found->ends[i];
		if (sample->seed[i] - 1 < (uint64_t)missing->missed) {
			missing->missed = (int)sample->seed[i] - 1;
			missing->seed = sample->seed[i];
			missing->verdict = (enum verdict)i;
		}
	}
}

static bool run_by_chance(struct missing *missing, int runs, const struct explore_watcher *watcher, char **error)
{
	const struct sampling how = { .n = runs, .seed = 1 };
	const struct brake brake = { session_stopped, missing->search->session };
	struct run_options options = missing->search->options;
	struct sample sampled = { 0 };
	bool done;

	options.brake = &brake;
	sample_to_learn(&options);
	done = sample(&sampled, &options, &how, watcher, error);
	if (done)
		count(missing, &sampled);
	exploration_free(sampled.found);
	return done;
}

/* Is there a fault to be missed? */
static bool is_there(const struct missing *missing)
{
	return search_shortest(missing->found) != NULL;
}

static void add_runs(struct buf *out, const struct missing *missing)
{
	buf_printf(out, "%d run%s by chance of ", missing->runs, text_s(missing->runs));
	search_line(out, missing->search);
	if (missing->saw)
		buf_printf(out, ": %d saw a bad end, the first with seed=%" PRIu64 " (%s). ", missing->saw, missing->seed,
		           verdict_word(missing->verdict));
	else
		buf_adds(out, ": none saw a bad end. ");
}

static void add_fault(struct buf *out, const struct missing *missing)
{
	const struct ending *shortest = search_shortest(missing->found);

	if (shortest)
		buf_printf(out, "explore finds one of %ld step%s (%s). %s", shortest->n, text_s(shortest->n),
		           verdict_word(shortest->verdict), missing->saw ? "Chance found it, too: turn the settings so that it does not." :
		           "Chance has missed it.");
	else if (missing->found->proved)
		buf_adds(out, "There is none to miss: it is proved that it always ends well.");
	else
		buf_printf(out, "Whether there is one to miss is not known: explore has found none, and proved nothing (%s).",
		           missing->found->limit);
	if (shortest && missing->best)
		buf_printf(out, " Your best here: %d run%s missed it in a row.", missing->missed, text_s(missing->missed));
}

static void tell_text(struct session *session, const struct missing *missing)
{
	struct buf text = { 0 };

	add_runs(&text, missing);
	add_fault(&text, missing);
	challenge_say(session, is_there(missing) && !missing->saw ? "32" : "33", buf_text(&text));
	buf_free(&text);
}

/* The first run that saw it: as `stress` has it. */
static void json_seen(struct json *json, const struct missing *missing)
{
	if (!missing->saw) {
		json_null(json, "first_bad");
		return;
	}
	json_object(json, "first_bad");
	json_uint(json, "seed", missing->seed);
	json_text(json, "verdict", verdict_word(missing->verdict));
	json_end_object(json);
}

static void tell_json(struct session *session, const struct missing *missing)
{
	const struct ending *shortest = search_shortest(missing->found);
	struct buf line = { 0 }, text = { 0 };
	struct json json = out_json_begin(session, &line);

	search_line(&text, missing->search);
	json_text(&json, "run", buf_text(&text));
	json_int(&json, "runs", missing->runs);
	json_int(&json, "saw", missing->saw);
	json_int(&json, "missed", missing->missed);
	json_seen(&json, missing);
	json_text(&json, "fault", shortest ? verdict_word(shortest->verdict) : NULL);
	if (shortest)
		json_int(&json, "steps", shortest->n);
	else
		json_null(&json, "steps");
	json_bool(&json, "proved", shortest || missing->found->proved);
	json_text(&json, "limit", shortest || missing->found->proved ? NULL : missing->found->limit);
	json_bool(&json, "best", missing->best);
	buf_free(&text);
	out_json_end(session, &json);
}

static void tell(struct missing *missing)
{
	struct session *session = missing->search->session;
	struct buf line = { 0 };

	search_line(&line, missing->search);
	missing->best = is_there(missing) && missing->missed > 0 && best_keep("miss", buf_text(&line), missing->missed, missing->runs);
	buf_free(&line);
	if (session->json)
		tell_json(session, missing);
	else
		tell_text(session, missing);
}

int challenge_miss(struct search *search, int runs)
{
	const struct explore_limits limits = { .work = CHALLENGE_WORK, .first_bad = true };
	struct search_progress progress = { .session = search->session };
	struct explore_watcher watcher = search_watcher(&progress);
	struct missing missing = { .search = search };
	char *error = NULL;
	int status = STATUS_OK;

	if (run_by_chance(&missing, runs, &watcher, &error) && !session_stopped(search->session))
		missing.found = explore(&search->options, &limits, &watcher, &error);
	search_progress_end(&progress);
	if (session_stopped(search->session))
		status = STATUS_INTERRUPTED;
	else if (missing.found)
		tell(&missing);
	else
		status = complain_system(search->session, "cannot-run", "%s", error ? error : "the run could not be made");
	free(error);
	exploration_free(missing.found);
	return status;
}
