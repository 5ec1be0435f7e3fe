/* cmd_challenge.c - the `challenge` command: break it in the fewest steps, hide it from chance, what one has done best. */
#include <stdlib.h>

#include "cmd/quiz/challenge.h"
#include "cmd/quiz/commands.h"
#include "cmd/search/search_progress.h"
#include "cmd/search/search_report.h"
#include "cmd/session/best.h"
#include "cmd/session/out.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"

enum { MISS, N_OPTIONS };
enum { MOST_RUNS = 100000 };

static const struct spec own[N_OPTIONS] = {
	[MISS] = { .name = "miss", .help = "runs by chance that are to miss it; 0: none are made, it is stepped", .max = MOST_RUNS },
};

/* ---- What one has done ---- */

static void add_best(struct table *table, const struct best *best)
{
	struct buf done = { 0 }, of = { 0 };

	if (best_is_miss(best->what)) {
		buf_printf(&done, "missed by %ld run%s", best->steps, text_s(best->steps));
		buf_printf(&of, "of %ld", best->of);
	} else {
		buf_printf(&done, "%s in %ld step%s", best->what, best->steps, text_s(best->steps));
		buf_printf(&of, best->steps == best->of ? "no shorter way" : "shortest %ld", best->of);
	}
	table_row(table, (const char *const[]){ buf_text(&done), buf_text(&of), best->line });
	buf_free(&done);
	buf_free(&of);
}

static void list_text(struct session *session, const struct bests *bests)
{
	struct table table = { .n_columns = 3 };
	struct buf out = { 0 };

	if (bests->n == 0)
		buf_adds(&out, "No challenge has been met yet.\n");
	for (int i = 0; i < bests->n; i++)
		add_best(&table, &bests->at[i]);
	table_draw(&out, &table, &session->look);
	prose_try(&out, &session->look, "challenge dining order=same-handed seats=3\n"
	          "challenge lost-wakeup test=outside pause=0 miss=100");
	out_text(session, &out);
	buf_free(&out);
}

static void list_json(struct session *session, const struct bests *bests)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	json_array(&json, "best");
	for (int i = 0; i < bests->n; i++) {
		json_object(&json, NULL);
		json_text(&json, "what", bests->at[i].what);
		json_text(&json, "run", bests->at[i].line);
		json_int(&json, "steps", bests->at[i].steps);
		json_int(&json, "of", bests->at[i].of);
		json_end_object(&json);
	}
	json_end_array(&json);
	out_json_end(session, &json);
}

static int list(struct session *session)
{
	struct buf why = { 0 };
	struct bests bests;
	int status = STATUS_OK;

	if (!bests_load(&bests, &why))
		status = complain(session, "cannot-read", NULL, "%s", buf_text(&why));
	else if (session->json)
		list_json(session, &bests);
	else
		list_text(session, &bests);
	bests_free(&bests);
	buf_free(&why);
	return status;
}

/* ---- Breaking ---- */

/* Has the run of an end a last step? A livelock has none. */
static bool can_be_stepped_to(const struct ending *ending)
{
	return ending->verdict != VERDICT_LIVELOCK && ending->verdict != VERDICT_STALLED;
}

static int complain_unbreakable(struct search *search, const struct exploration *found, const struct ending *shortest)
{
	struct session *session = search->session;
	struct buf line = { 0 };
	int status;

	search_line(&line, search);
	if (shortest && !can_be_stepped_to(shortest))
		status = complain(session, "no-challenge", NULL, "%s ends badly only by going round for ever: that is no end to step to",
		                  buf_text(&line));
	else if (shortest)
		status = complain(session, "no-challenge", NULL, "%s ends badly before anybody has moved; `run` shows it",
		                  buf_text(&line));
	else if (found->proved)
		status = complain(session, "no-challenge", NULL, "it is proved that %s always ends well; `patterns %s` says how it "
		                  "breaks", buf_text(&line), search->pattern->name);
	else
		status = complain(session, "no-challenge", NULL, "no bad end of %s was found, and nothing is proved (%s); with smaller "
		                  "settings it may be", buf_text(&line), found->limit);
	buf_free(&line);
	return status;
}

static int step_it(struct search *search)
{
	const struct explore_limits limits = { .work = CHALLENGE_WORK };
	struct search_progress progress = { .session = search->session };
	struct explore_watcher watcher = search_watcher(&progress);
	char *error = NULL;
	struct exploration *found = explore(&search->options, &limits, &watcher, &error);
	const struct ending *shortest = found ? search_shortest(found) : NULL;
	int status;

	search_progress_end(&progress);
	if (session_stopped(search->session))
		status = STATUS_INTERRUPTED;
	else if (!found)
		status = complain_system(search->session, "cannot-explore", "%s", error ? error : "the run could not be made");
	else if (!shortest || shortest->n == 0 || !can_be_stepped_to(shortest))
		status = complain_unbreakable(search, found, shortest);
	else
		status = challenge_begin(search, found);
	free(error);
	exploration_free(found);
	return status;
}

static int run(struct session *session, const struct call *call)
{
	int values[N_OPTIONS], status;
	struct search search;

	if (call->n_args == 0)
		return list(session);
	status = search_read(session, call, own, N_OPTIONS, values, &search);
	if (!status)
		status = search_builds(session, &search);
	if (status)
		return status;
	return values[MISS] ? challenge_miss(&search, values[MISS]) : step_it(&search);
}

static const char *const words[] = { "miss=", NULL };

const struct command cmd_challenge = {
	.name = "challenge", .group = GROUP_LEARN,
	.args = "[pattern name=value ... [miss=RUNS]]",
	.summary = "break it in the fewest steps; or hide a fault from chance",
	.detail = "  challenge dining order=same-handed\n"
	          "                     you are the scheduler, as with `step`: bring it to a bad\n"
	          "                     end. At the end it is said how many steps the shortest\n"
	          "                     schedule has, which explore has found before. `back` takes\n"
	          "                     steps back; then they do not count\n"
	          "  challenge lost-wakeup test=outside miss=100\n"
	          "                     are there settings with which none of 100 runs by chance\n"
	          "                     (seeds 1..100) sees the fault that explore finds?\n"
	          "  challenge          your best of each; they are kept\n"
	          "What can go wrong, and which settings let it, `patterns NAME` says.",
	.example = { "challenge dining order=same-handed seats=3", "challenge lost-wakeup test=outside pause=0 miss=100" },
	.see_also = "quiz, step, explore, stress",
	.completer = COMPLETE_RUN, .words = words,
	.run = run,
};
