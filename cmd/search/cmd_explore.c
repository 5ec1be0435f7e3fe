/* cmd_explore.c - every schedule of a pattern: which ends are possible, and the shortest way to a bad one. */
#include <stdlib.h>
#include <string.h>

#include "cmd/run/perform.h"
#include "cmd/run/report.h"
#include "cmd/run/would_finish.h"
#include "cmd/search/explore_try.h"
#include "cmd/search/search.h"
#include "cmd/search/search_ending.h"
#include "cmd/search/search_progress.h"
#include "cmd/search/search_report.h"
#include "cmd/session/candidates.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

enum { SCHEDULES, SECONDS, SWITCHES, OUTCOME, SYMMETRY, SEARCH, CORES, N_OPTIONS };

/* Which end is told: the shortest bad one, one of a program with a status other than 0, or the one with this verdict. */
enum { OUTCOME_SHORTEST, OUTCOME_EXIT, OUTCOME_VERDICT };

static const char *const outcomes[] = {
	"shortest", "exit",
#define X(verdict, word, meaning) [OUTCOME_VERDICT + VERDICT_##verdict] = word,
	VERDICTS(X)
#undef X
};

enum { N_OUTCOMES = OUTCOME_VERDICT + VERDICT_STALLED + 1 };    /* those that a schedule can end in */

static const char *const off_on[] = { "off", "on" };
static const char *const searches[] = { [BY_EITHER] = "both", [BY_SCHEDULES] = "schedules", [BY_STATES] = "states" };

static const struct spec own[N_OPTIONS] = {
	[SCHEDULES] = { .name = "schedules", .help = "schedules looked at, at most; 0: no limit", .max = 1000000000 },
	[SECONDS]   = { .name = "seconds", .help = "of search, at most; 0: no limit",
	                .standard = EXPLORE_SECONDS, .max = 1000000 },
	[SWITCHES]  = { .name = "switches", .help = "schedules with more switches are not looked at; 0: no limit",
	                .max = 1000000 },
	[SYMMETRY]  = { .name = "symmetry", .help = "states count up to swapping tasks that are alike", .standard = 1,
	                .words = off_on, .n_words = 2, .max = 1 },
	[SEARCH]    = { .name = "search", .help = "which search is made; both take turns until one is complete",
	                .words = searches, .n_words = 3, .max = BY_STATES },
	[CORES]     = { .name = "cores", .help = "processes that search; 0: as many as there are processors", .max = MAX_CORES },
	[OUTCOME]   = { .name = "outcome", .help = "which outcome is told step by step", .words = outcomes,
	                .n_words = N_OUTCOMES, .max = N_OUTCOMES - 1 },
};

/* Of so much time what a search has left, but always a part of it; 0: no limit. */
static int64_t rest_of(int seconds, int64_t spent)
{
	int64_t all = seconds * (int64_t)1000000000;

	return all - spent > all / 4 ? all - spent : all / 4;
}

/* What would let it finish, where that is known at once. */
static void add_repair(struct buf *out, const struct search *search, enum verdict verdict, const struct exploration *found)
{
	struct search_progress progress = { .session = search->session };
	struct explore_watcher watcher = search_watcher(&progress);
	const struct look *look = &search->session->look;
	struct buf text = { 0 };

	search_progress_draw(&progress, "... trying what would end well");
	would_finish(&text, &search->options, verdict, found->work, rest_of(search->session->explore_seconds, found->elapsed), &watcher);
	search_progress_end(&progress);
	if (text.length)
		text_wrap(out, buf_text(&text), 0, 2, look->width, look->ascii);
	buf_free(&text);
}

static void add_told(struct buf *out, struct search *search, const struct exploration *found, const struct ending *ending)
{
	search_add_ending(out, search, ending);
	if (ending->verdict != VERDICT_OK && ending->verdict != VERDICT_UNDECLARED)
		add_repair(out, search, ending->verdict, found);
	explore_try(out, search, found, ending, &search->session->look);
}

static void tell(struct search *search, const struct exploration *found, const struct ending *told, bool asked)
{
	struct session *session = search->session;
	struct buf text = { 0 };
	struct json json;

	if (session->json) {
		json = out_json_begin(session, &text);
		search_json(&json, search, found);
		out_json_end(session, &json);
		return;
	}
	search_verdict(&text, search, found, &session->look);
	if (!session->quiet) {
		search_outcomes(&text, search, found, &session->look);
		if (session->last && (told || found->good))
			report_no_arguments(&text, session->last, &session->look);
		search_others(&text, found, told, asked, &session->look);
		if (told)
			add_told(&text, search, found, told);
		else
			explore_further(&text, search, found, &session->look);
	}
	out_text(session, &text);
	buf_free(&text);
}

/* For `explain`, when there is no bad end to explain. */
static void note_all_well(struct search *search, const struct exploration *found)
{
	const struct look *look = &search->session->look;
	struct buf run = { 0 }, line = { 0 }, text = { 0 };

	search_line(&run, search);
	search_extent(&line, found);
	if (found->proved && search_rests_on_time(search, found))
		buf_printf(&line, "; it rests on %s: %s", found->slept ? "sleeps" : "timeouts",
		           snap_place(found->slept ? found->slept : found->bided));
	else if (found->proved)
		buf_adds(&line, search->options.turn.any_time ? "; the clock may go on at any moment"
		                                              : "; computation takes no time");
	buf_printf(&text, found->proved && search_rests_on_time(search, found) ?
	           "There is nothing to explain: it is proved that %s ends %s where computation takes no time (%s)." :
	           found->proved ? "There is nothing to explain: it is proved that %s ends %s, whichever of its "
	           "tasks moves when (%s)." : "There is nothing to explain, and nothing is proved: explore found no bad "
	           "end of %s%s among %s.", buf_text(&run),
	           found->proved ? found->failed ? "by itself" : "well" : "", buf_text(&line));
	if (found->failed)
		buf_adds(&text, " But its status is not always 0: outcome=exit tells such an end.");
	buf_clear(&line);
	text_wrap(&line, buf_text(&text), 0, 2, look->width, look->ascii);
	buf_clear(&text);
	buf_printf(&text, "explore %s outcome=%s, patterns %s", buf_text(&run), found->failed ? "exit" : "ok",
	           search->pattern->name);
	prose_colour(&line, look, "2", "try:");
	buf_addc(&line, ' ');
	text_wrap(&line, buf_text(&text), 5, 5, look->width, look->ascii);
	session_all_well(search->session, buf_take(&line));
	buf_free(&run);
	buf_free(&text);
}

/* The end that was asked for, or the shortest bad one; NULL when none was found. */
static const struct ending *pick(const struct exploration *found, int outcome)
{
	if (outcome == OUTCOME_SHORTEST)
		return search_shortest(found);
	if (outcome == OUTCOME_EXIT)
		return found->failed;
	return outcome == OUTCOME_VERDICT + VERDICT_OK ? found->good : found->bad[outcome - OUTCOME_VERDICT];
}

/* Is the search by schedules asked for where there is none? Complains then. */
static int check_search(struct session *session, const struct search *search, const int *values)
{
	bool clock = search->options.turn.any_time, here = search->all.run_origin[RUN_TIME] == FROM_RUN_LINE;

	if (values[SEARCH] != BY_SCHEDULES || (!clock && !values[SWITCHES]))
		return STATUS_OK;
	if (clock && !here)
		return complain(session, "contradiction", NULL,
		                "time=any, which is set, is searched by states: say time=virtual or leave search=schedules away");
	return complain(session, "contradiction", NULL, "%s is searched by states: leave %s or search=schedules away",
	                clock ? "time=any" : "what has a bound on switches", clock ? "time=any" : "switches=");
}

static int run(struct session *session, const struct call *call)
{
	struct search_progress progress = { .session = session };
	struct explore_watcher watcher = search_watcher(&progress);
	struct explore_limits limits;
	const struct ending *told;
	struct exploration *found;
	struct search search;
	int values[N_OPTIONS], status;
	char *error = NULL;

	status = search_read(session, call, own, N_OPTIONS, values, &search);
	if (!status)
		status = check_search(session, &search, values);
	if (!status && call->n_args == 0)
		report_note_other(session, search.pattern, search.all.values);
	if (!status)
		status = search_builds(session, &search);
	if (status)
		return status;
	limits = (struct explore_limits){
		.schedules = values[SCHEDULES], .ns = values[SECONDS] * (int64_t)1000000000, .switches = values[SWITCHES],
		.named = !values[SYMMETRY], .by = (enum explore_by)values[SEARCH], .cores = values[CORES] ? values[CORES] : ALL_CORES,
	};
	session->explored = true;
	session->explore_seconds = values[SECONDS];
	found = explore(&search.options, &limits, &watcher, &error);
	search_progress_end(&progress);
	if (!found) {
		status = complain_system(session, "cannot-explore", "%s", error ? error : "the run could not be made");
		free(error);
		return status;
	}
	told = pick(found, values[OUTCOME]);
	if (told || found->good)
		search_remember_ending(&search, told ? told : found->good);
	if (!told && found->ends[VERDICT_OK] && search_all_ok(found))
		note_all_well(&search, found);
	tell(&search, found, told, values[OUTCOME] != OUTCOME_SHORTEST);
	status = search_judge(session, found, search.all.run[RUN_EXPECT]);
	if (told)
		status = status_worse(status, perform_watch(session, &search.all));
	exploration_free(found);
	return status;
}

/* Values of its own options, which are no settings; their names are among the words. */
static void offer_values(const struct session *session, const struct call *call, struct offers *offers)
{
	struct buf text = { 0 };

	(void)session;
	(void)call;
	for (int i = 0; i < N_OPTIONS; i++) {
		size_t length = strlen(own[i].name);

		if (!own[i].words || strncmp(offers->word, own[i].name, length) || offers->word[length] != '=')
			continue;
		for (int k = 0; k < own[i].n_words; k++) {
			buf_clear(&text);
			buf_printf(&text, "%s=%s", own[i].name, own[i].words[k]);
			offer(offers, buf_text(&text), NULL);
		}
		offers->all->append = ' ';
	}
	buf_free(&text);
}

static const char *const words[] = { "schedules=", "seconds=", "switches=", "outcome=", "search=", "symmetry=", "cores=", NULL };

const struct command cmd_explore = {
	.name = "explore", .alias = { "x" }, .group = GROUP_SEARCH,
	.args = "[pattern] [name=value ...] [schedules=N] [seconds=S] [switches=K] [outcome=O] [search=states] "
	        "[symmetry=off] [cores=N] [time=any]",
	.summary = "look at every schedule: what can happen, what cannot",
	.detail = "PROVED: no schedule was left out (but for those that differ only in the order\n"
	          "of operations nobody can tell apart), for computation that takes no time.\n"
	          "Chance in a pattern (lab_random) is a choice like others: each number is tried.\n"
	          "BOUNDED: a limit was reached, and nothing is known of the rest.\n"
	          "SAMPLED: it is too large to be searched; so many schedules by chance.\n"
	          "  schedules=N      look at so many, at most\n"
	          "  seconds=S        10 unless CONCLAB_SECONDS says otherwise; 0: no limit\n"
	          "  switches=K       only schedules that change tasks at most K times\n"
	          "  outcome=race     tell the shortest schedule that ends so, not the shortest\n"
	          "                   of all; outcome=ok: one that ends well; outcome=exit:\n"
	          "                   one in which a program ends with a status other than 0\n"
	          "  expect=race      status 0 if some schedule ends so, 1 and a word if none does\n"
	          "  search=schedules search by schedules alone, or with search=states by states\n"
	          "                   alone; both take turns otherwise until one is complete\n"
	          "  symmetry=off     tell tasks that are alike apart: workers on the same job are\n"
	          "                   swapped otherwise, and states that differ in nothing else are\n"
	          "                   one. What is found is the same; there are more states.\n"
	          "  cores=N          so many processes make the search, as long as it is one of the\n"
	          "                   two; as many as there are processors, where it is large,\n"
	          "                   unless you say so. What is found is the same.\n"
	          "What is counted: schedules, orders in which the tasks move (inequivalent: those\n"
	          "that nobody can tell apart are one); or, where that search was faster, states,\n"
	          "situations that the run comes to, and ends, those in which nothing moves any more.\n"
	          "(Not counted: situations in which some task goes on at once, all the same to the\n"
	          "others.)\n"
	          "The shortest bad schedule is told step by step and becomes the last run, so\n"
	          "`explain`, `graph` and `trace` are about it. Status 0: every outcome is ok,\n"
	          "and a program always ends with status 0.\n"
	          "With time=any the clock may go on at any moment, however slow that makes the\n"
	          "tasks: what ends well then does not rely on a timeout being long enough.\n"
	          "A program that reads the clock, as for a deadline, is BOUNDED then: the clock\n"
	          "could show it anything. What is proved of it holds in virtual time; a deadline\n"
	          "that is a constant far away can be searched with time=any.\n"
	          "Of a program's memory it is watched who races for it, the bounds of what\n"
	          "malloc gave, what is freed, and the stacks of threads that have ended; not\n"
	          "the bounds of arrays that are variables, or within a structure.\n"
	          "^C keeps what was found.",
	.example = { "explore dining order=same-handed seats=5", "explore mutex lock=none outcome=race" },
	.see_also = "run, stress, sweep, repair, explain, graph",
	.completer = COMPLETE_RUN, .offer = offer_values,
	.words = words,
	.run = run,
};
