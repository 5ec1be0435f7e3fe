/* cmd_repair.c - would end well if: the smallest change of a setting that makes every schedule end well. */
#include <stdlib.h>
#include <string.h>

#include "cmd/search/repair_hints.h"
#include "cmd/search/repair_report.h"
#include "cmd/search/search.h"
#include "cmd/search/search_progress.h"
#include "cmd/search/search_report.h"
#include "cmd/search/search_smaller.h"
#include "cmd/session/command.h"
#include "cmd/term/interrupt.h"
#include "lab/engine/fiber.h"
#include "lab/search/repair.h"

enum { SECONDS, N_OPTIONS };

/* Of one search: the answer is the same on every machine. Where threads carry the runs, a step takes as long as hundreds. */
enum { WORK = FIBERS ? 4000000 : 20000, SAMPLES = 20 };

static const struct spec own[N_OPTIONS] = {
	[SECONDS] = { .name = "seconds", .help = "of trying, at most; 0: no limit", .standard = 2, .max = REPAIR_SECONDS_MOST },
};

static int read(struct session *session, const struct call *call, int *values, struct search *search)
{
	int status = search_check_expect(session, call, "a repair has no verdict, and status 0 where there is one; leave it away");

	if (!status)
		status = search_read(session, call, own, N_OPTIONS, values, search);
	if (status)
		return status;
	if (search_means(call, search, session->last))
		search_as_last(search, call, session->last);
	return search_builds(session, search);
}

/* A search that has come to no end has not seen that all is well. */
static bool seems_well(const struct exploration *found)
{
	return search_all_ok(found) && !found->failed && found->ends[VERDICT_OK] > 0;
}

static bool has_no_end(const struct exploration *found)
{
	return search_kinds(found) == 0;
}

/* Its runs are too long for so much work: what they show by then. */
static struct exploration *look_by_chance(struct exploration *found, const struct search *search, int seconds,
                                          const struct explore_watcher *watcher, char **error)
{
	struct explore_limits limits = { .ns = seconds * (int64_t)1000000000, .schedules = SAMPLES, .first_bad = true };

	exploration_free(found);
	return explore(&search->options, &limits, watcher, error);
}

/*
 * What is known of it as it is; NULL with a sentence in `*error` when it cannot be run. Where little work shows nothing
 * bad and proves nothing it is searched twice as long as explore does: the two must not contradict each other.
 */
static struct exploration *look(const struct search *search, int seconds, const struct explore_watcher *watcher, char **error)
{
	struct explore_limits limits = { .work = WORK, .first_bad = true, .as_found = true };
	struct exploration *found = explore(&search->options, &limits, watcher, error);

	if (found && has_no_end(found) && !interrupt_pending())
		return look_by_chance(found, search, seconds, watcher, error);
	if (!found || found->proved || !seems_well(found) || interrupt_pending())
		return found;
	exploration_free(found);
	limits = (struct explore_limits){ .ns = 2 * session_seconds(search->session) * (int64_t)1000000000, .first_bad = true,
	                                  .as_found = true, .cores = ALL_CORES };
	return explore(&search->options, &limits, watcher, error);
}

static int complain_well(struct session *session, const struct search *search, const struct exploration *found)
{
	const char *name = search->pattern->name;

	if (found->proved)
		return complain(session, "nothing-to-repair", NULL, "%s ends well as it is: there is nothing to repair", name);
	return complain(session, "nothing-to-repair", NULL, "no bad end of %s is known, though not all of its schedules "
	                "have been tried: there is nothing to repair yet. `explore` searches for longer", name);
}

/* No run has come to an end, be it a good or a bad one. */
static int complain_long(struct session *session, const struct search *search, const struct exploration *found)
{
	struct buf smaller = { 0 };

	search_smaller(&smaller, search, found);
	complain(session, "nothing-to-repair", NULL, "no run of %s has come to an end, for its runs are long, and nothing bad was seen by "
	         "then%s%.*s", search->pattern->name, smaller.length ? "; smaller it can be looked at: " : "",
	         (int)strcspn(buf_text(&smaller), "#\n"), buf_text(&smaller));
	buf_free(&smaller);
	return STATUS_TIMEOUT;
}

static int repair(struct search *search, const struct exploration *found, int seconds, struct search_progress *progress,
                  const struct explore_watcher *watcher, char **error)
{
	struct repair_limits limits = {
		.work = WORK, .all = { .work = FIBERS ? 0 : WORK, .ns = seconds * (int64_t)1000000000 },
	};
	const struct explore_limits one = { .work = WORK, .ns = seconds * (int64_t)1000000000 };
	struct arena *arena = arena_new();
	struct repairs repairs;
	struct hints hints;

	if (!repair_find(&repairs, &search->options, &limits, watcher, error)) {
		arena_free(arena);
		return STATUS_SYSTEM;
	}
	hints = (struct hints){ 0 };
	if (!interrupt_pending())
		repair_hints(&hints, search, found, &one, watcher, arena);
	search_progress_end(progress);
	repair_report(search, &repairs, &hints, seconds);
	arena_free(arena);
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
	struct exploration *found;
	char *error = NULL;

	if (status)
		return status;
	search_progress_draw(&progress, "... trying changes");
	found = look(&search, values[SECONDS], &watcher, &error);
	if (found && !seems_well(found) && !has_no_end(found))
		status = repair(&search, found, values[SECONDS], &progress, &watcher, &error);
	search_progress_end(&progress);
	if (error)
		status = complain_system(session, "cannot-explore", "%s", error);
	else if (has_no_end(found))
		status = interrupt_pending() ? STATUS_INTERRUPTED : complain_long(session, &search, found);
	else if (seems_well(found))
		status = complain_well(session, &search, found);
	exploration_free(found);
	free(error);
	return status;
}

static const char *const words[] = { "seconds=", NULL };

const struct command cmd_repair = {
	.name = "repair", .group = GROUP_SEARCH,
	.args = "[pattern] [name=value ...] [seconds=S]",
	.summary = "would end well if: the smallest change that repairs it",
	.detail = "Without a pattern: the last run. Every other word of each setting and the\n"
	          "nearest numbers are tried, then two settings at a time; a repair is one only\n"
	          "when every schedule ends well, proved. Each is tried again with one more of\n"
	          "every other number that is not 0: what breaks it then, and not the pattern\n"
	          "by itself, shows a repair that does not last. Where the clock plays a part,\n"
	          "it is tried with time=any, too. What the time was too short for is listed.\n"
	          "Of a program of your own, what its shortest bad schedules show is told as\n"
	          "hints at lines of the code, too: not tried.\n"
	          "What seems to end well is first searched for longer than explore does.\n"
	          "Status 0: there is one.",
	.example = { "repair", "repair worker-pool feed=main workers=2 jobs=5" },
	.see_also = "explore, explain, law",
	.completer = COMPLETE_RUN,
	.words = words,
	.run = run,
};
