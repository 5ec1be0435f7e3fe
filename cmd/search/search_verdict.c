/* search_verdict.c - the first paragraph of an answer: what is so, of what, how far was looked, and what that rests on. */
#include "cmd/search/search_report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/program/beside.h"
#include "lab/program/program.h"
#include "lab/search/sample.h"
#include "lab/trace/snap_text.h"

/* Nothing bad was found, but something was left out: how much was looked at is all that can be said. */
static bool is_unsettled(const struct exploration *found)
{
	return !found->proved && search_kinds(found) > 0 && search_all_ok(found);
}

const struct final_values *search_statuses(const struct exploration *found)
{
	for (int i = 0; i < found->n_finals && found->failed; i++)
		if (!strcmp(found->finals[i].name, "exit status"))
			return &found->finals[i];
	return NULL;
}

bool search_always_fails(const struct exploration *found)
{
	const struct final_values *statuses = search_all_ok(found) ? search_statuses(found) : NULL;
	bool always = statuses != NULL;

	for (int i = 0; always && i < statuses->n; i++)
		always = statuses->values[i] != 0;
	return always;
}

/* ", exit status 0 or 1": said where all is ok but for that. */
static void add_statuses(struct buf *out, const struct exploration *found)
{
	const struct final_values *statuses = search_all_ok(found) ? search_statuses(found) : NULL;

	if (!statuses)
		return;
	buf_adds(out, ", exit status ");
	if (statuses->n > 3) {
		search_values(out, statuses);
		return;
	}
	for (int i = 0; i < statuses->n; i++)
		buf_printf(out, "%s%" PRId64, i == 0 ? "" : i < statuses->n - 1 ? ", " : " or ", statuses->values[i]);
}

static const struct stayed *stayed_of(const struct exploration *found)
{
	const struct stayed *stayed = &found->stayed;

	if (!*stayed->task && found->besides)
		stayed = &found->besides->stayed;
	return *stayed->task ? stayed : NULL;
}

/* "reader-1 waits in a call of the system (pipe.c:7), and does not come back" */
static void add_stayed(struct buf *out, const struct stayed *stayed)
{
	buf_printf(out, "%s %s", stayed->task, stayed->waits ? "waits in a call of the system" : "computes");
	if (stayed->here)
		buf_printf(out, " (%s)", snap_place(stayed->here));
	buf_adds(out, stayed->waits ? ", and does not come back" : ", and has not come to an operation");
}

/* "always ok", "sometimes deadlock, sometimes ok"; what is not proved is always so only so far. */
static void add_claim(struct buf *out, const struct exploration *found)
{
	const char *so_far = !found->proved && search_kinds(found) == 1 && !found->cut ? "so far " : "";
	int n = 0;

	if (is_unsettled(found)) {
		buf_adds(out, "no bad end among ");
		search_extent(out, found);
		add_statuses(out, found);
		return;
	}
	for (int i = VERDICT_COUNT - 1; i >= 0; i--)
		if (found->ends[i])
			buf_printf(out, "%s%s%s %s", n++ ? ", " : "", so_far, search_how_often(found, (enum verdict)i),
			           verdict_word((enum verdict)i));
	if (n == 0)
		buf_adds(out, "nothing has come to an end");
	if (n == 0 && (found->too_long || found->cut)) {
		buf_adds(out, ", for its runs are long");
	} else if (n == 0 && stayed_of(found)) {
		buf_adds(out, ": ");
		add_stayed(out, stayed_of(found));
	}
	add_statuses(out, found);
}

/* The number at the end of a name, and how long the name is without it; -1: there is none. */
static long number_in(const char *name, size_t *length)
{
	size_t n = strlen(name);

	while (n > 0 && name[n - 1] >= '0' && name[n - 1] <= '9')
		n--;
	*length = n;
	return name[n] && strlen(name + n) < 9 ? atol(name + n) : -1;
}

/* Is the second name the first with the next number? */
static bool follows(const char *name, const char *next)
{
	size_t length, other;
	long a = number_in(name, &length), b = number_in(next, &other);

	return a >= 0 && b == a + 1 && length == other && !strncmp(name, next, length);
}

/* "worker-0..3, reader-1" */
static void add_alike(struct buf *out, const struct exploration *found)
{
	size_t length;

	for (int i = 0, n = 0; i < found->n_tasks; i++) {
		int last = i;

		if (!task_set_has(&found->alike, i))
			continue;
		while (last + 1 < found->n_tasks && task_set_has(&found->alike, last + 1) &&
		       follows(found->tasks[last], found->tasks[last + 1]))
			last++;
		buf_printf(out, "%s%s", n++ ? ", " : " up to swapping ", found->tasks[i]);
		if (last > i)
			buf_printf(out, "..%ld", number_in(found->tasks[last], &length));
		i = last;
	}
}

void search_extent(struct buf *out, const struct exploration *found)
{
	if (search_by_states(found)) {
		buf_adds(out, found->proved ? "all " : "");
		search_count(out, found->states, "state");
		add_alike(out, found);
		return;
	}
	if (found->proved && found->schedules == 1)
		buf_adds(out, "the only schedule there is");
	else if (found->proved)
		buf_printf(out, "all ");
	if (!found->proved || found->schedules != 1)
		search_count(out, found->schedules, found->proved ? "inequivalent schedule" : "schedule");
	if (found->pruned && found->cores == 1) {       /* else it depends on who has lent what to whom */
		buf_adds(out, " (");
		text_count(out, found->pruned);
		buf_adds(out, " pruned)");
	}
	if (found->unended) {
		buf_printf(out, ", %s in ", found->unended < found->schedules ? "not all of which ended" :
		           found->schedules == 1 ? "which did not end" : "none of which ended");
		search_count(out, MAX_SAMPLE_STEPS, "step");
	}
	if (!found->proved && found->cores > 1 && found->states) {      /* most of the work went there */
		buf_adds(out, " and ");
		search_count(out, found->states, "state");
	}
}

/* A program's waits that may end for no reason, as POSIX allows: it has some, and nobody asked for that. */
static bool is_never_spurious(const struct search *search, const struct exploration *found)
{
	const char *source = program_is_program(search->pattern) ? program_source(search->pattern) : NULL;
	int spurious = pattern_n_settings(search->pattern) - N_BESIDE + BESIDE_SPURIOUS;

	return source && search_all_ok(found) && !search->all.values[spurious] && (strstr(source, "cond_wait") || strstr(source, "cnd_wait"));
}

static void add_caveat(struct buf *out, const struct search *search, const struct exploration *found, bool any_time)
{
	if (found->dry)
		buf_printf(out, "; it reads its standard input (%s), which is empty: stdin=FILE gives it one",
		           snap_place(found->dry));
	if (!found->proved) {
		buf_printf(out, "%s; %s", any_time ? "; time=any" : "", found->limit);
		if (stayed_of(found) && stayed_of(found)->waits && search_kinds(found) > 0) {
			buf_adds(out, "; ");
			add_stayed(out, stayed_of(found));
		}
		if (found->done > 0 && found->done < 1 && !found->states)
			buf_printf(out, "; a rough estimate: %.2g of all were looked at", found->done);
		return;
	}
	buf_adds(out, any_time ? "; time=any: the clock may go on at any moment"
	                       : "; time=virtual: computation takes no time");
	if (!any_time && found->any_time)
		buf_adds(out, "; it reads the clock: this holds for the time that shows");
	if (is_never_spurious(search, found))
		buf_adds(out, "; spurious=off: no wait ends for no reason");
	if (search_by_states(found))
		buf_adds(out, "; states are told apart by a hash of 128 bits");
	if (found->weak)
		buf_printf(out, "; the memory order at %s is weaker: races are judged by it, but a machine may come to more than was looked at",
		           snap_place(found->weak));
}

/* A livelock never ends: it is as long as what is shown of it. */
static long longest_of(const struct exploration *found)
{
	long longest = found->longest;

	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->bad[i] && found->bad[i]->n > longest)
			longest = found->bad[i]->n;
	return longest;
}

void search_verdict(struct buf *out, const struct search *search, const struct exploration *found,
                    const struct look *look)
{
	const char *word = found->proved ? "PROVED" : !strcmp(found->search, "sampled") ? "SAMPLED" : "BOUNDED";
	struct buf text = { 0 };

	add_claim(&text, found);
	if (found->weak)
		buf_adds(&text, ", as if every memory order were seq_cst");
	buf_adds(&text, ", for ");
	settings_print(&text, &search->all);
	buf_adds(&text, ": ");
	if (!is_unsettled(found)) {
		search_extent(&text, found);
		buf_adds(&text, ", ");
	}
	buf_adds(&text, "longest ");
	search_count(&text, longest_of(found), "step");
	buf_adds(&text, ", ");
	text_time(&text, found->elapsed);
	add_caveat(&text, search, found, search->options.turn.any_time);
	prose_colour(out, look, !search_all_ok(found) ? "35" : found->proved && !found->failed && !found->weak ? "32" : "33", word);
	buf_adds(out, ": ");
	text_wrap(out, buf_text(&text), text_columns(word) + 2, 2, look->width, look->ascii);
	buf_free(&text);
}
