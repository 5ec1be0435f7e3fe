/* search_report.c - see search_report.h. */
#include "cmd/search/search_report.h"

#include <inttypes.h>
#include <string.h>

#include "cmd/run/report.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/search/sample.h"

/* ---- What was found ---- */

static long n_ends(const struct exploration *found)
{
	long n = 0;

	for (int i = 0; i < VERDICT_COUNT; i++)
		n += found->ends[i];
	return n;
}

bool search_always(const struct exploration *found, enum verdict verdict)
{
	return found->ends[verdict] == n_ends(found) && (!found->cut || !found->ends[verdict]);
}

bool search_all_ok(const struct exploration *found)
{
	return found->ends[VERDICT_OK] == n_ends(found);
}

const char *search_how_often(const struct exploration *found, enum verdict verdict)
{
	if (found->ends[verdict] == 0)
		return "never";
	return search_always(found, verdict) ? "always" : "sometimes";
}

static bool is_shorter(const struct ending *a, const struct ending *b)
{
	if (a->n != b->n)
		return a->n < b->n;
	return a->switches < b->switches;
}

const struct ending *search_shortest(const struct exploration *found)
{
	const struct ending *best = NULL;

	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->bad[i] && i != VERDICT_RACE && (!best || is_shorter(found->bad[i], best)))
			best = found->bad[i];
	return best ? best : found->bad[VERDICT_RACE];  /* what comes of a race says more than that there is one */
}

void search_values(struct buf *out, const struct final_values *finals)
{
	buf_addc(out, '{');
	for (int i = 0, last; i < finals->n; i = last + 1) {
		for (last = i; last + 1 < finals->n && finals->values[last + 1] == finals->values[last] + 1; last++)
			;
		if (last == i + 1)
			last = i;
		buf_printf(out, "%s%" PRId64, i ? ", " : "", finals->values[i]);
		if (last > i)
			buf_printf(out, "..%" PRId64, finals->values[last]);
	}
	buf_addc(out, '}');
}

/* How many verdicts have been seen. */
int search_kinds(const struct exploration *found)
{
	int n = 0;

	for (int i = 0; i < VERDICT_COUNT; i++)
		n += found->ends[i] > 0;
	return n;
}

bool search_by_states(const struct exploration *found)
{
	return !strcmp(found->search, "states");
}

void search_count(struct buf *out, long n, const char *what)
{
	text_count(out, n);
	buf_printf(out, " %s%s", what, text_s(n));
}

/* ---- Outcomes ---- */

enum { MOST_FINALS = 20 };

static void add_leaked(struct buf *out, const struct exploration *found)
{
	if (found->leaked_least == found->leaked_most)
		buf_printf(out, "%d task%s left behind", found->leaked_most, text_s(found->leaked_most));
	else
		buf_printf(out, "%d..%d tasks left behind", found->leaked_least, found->leaked_most);
}

static void add_outcome(struct table *table, const struct exploration *found, enum verdict verdict)
{
	const char *how_often = !found->proved && search_kinds(found) == 1 && !found->cut ? "so far" : search_how_often(found, verdict);
	struct buf count = { 0 }, more = { 0 };

	search_count(&count, found->ends[verdict], search_by_states(found) ? "end" : "schedule");
	if (found->bad[verdict]) {
		buf_adds(&count, ", shortest ");
		search_count(&count, found->bad[verdict]->n, "step");
	}
	if (verdict == VERDICT_LEAK)
		add_leaked(&more, found);
	table_row(table, (const char *const[]){ verdict_word(verdict), how_often, buf_text(&count),
	                                        buf_text(&more) });
	buf_free(&count);
	buf_free(&more);
}

/* Of those that were left nothing more is known. */
static void add_cut(struct table *table, const struct exploration *found)
{
	struct buf count = { 0 };

	if (!found->cut)
		return;
	search_count(&count, found->cut, "schedule");
	buf_adds(&count, ", left after ");
	search_count(&count, MAX_SAMPLE_STEPS, "step");
	table_row(table, (const char *const[]){ "cut", search_kinds(found) ? "sometimes" : "so far", buf_text(&count), "" });
	buf_free(&count);
}

/* "counter {2..6}, tries {1..100}" */
static void add_finals(struct buf *out, const struct exploration *found, const struct look *look)
{
	struct buf text = { 0 };
	int shown = found->n_finals < MOST_FINALS ? found->n_finals : MOST_FINALS;

	for (int i = 0; i < shown; i++) {
		buf_printf(&text, "%s%s ", i ? ", " : "", found->finals[i].name);
		search_values(&text, &found->finals[i]);
	}
	if (shown < found->n_finals)
		buf_printf(&text, " and %d more", found->n_finals - shown);
	if (shown) {
		buf_adds(out, "  ");
		text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	}
	buf_free(&text);
}

void search_outcomes(struct buf *out, const struct search *search, const struct exploration *found, const struct look *look)
{
	struct table table = { .n_columns = 4 };

	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->ends[i])
			add_outcome(&table, found, (enum verdict)i);
	add_cut(&table, found);
	table_draw(out, &table, look);
	report_breaches(out, &found->breaches, !found->ends[VERDICT_UNDECLARED], look);
	add_finals(out, found, look);
	search_aside(out, search, found, look);
}

/* Has this outcome a schedule, another one than that? Of ok that is worth a word only where there are others. */
static bool is_told_apart(const struct exploration *found, enum verdict verdict, const struct ending *told)
{
	const struct ending *ending = verdict == VERDICT_OK && search_shortest(found) ? found->good : found->bad[verdict];

	return ending && ending != told && found->ends[verdict];
}

void search_others(struct buf *out, const struct exploration *found, const struct ending *told, bool asked,
                   const struct look *look)
{
	struct buf text = { 0 };
	int n = 0;

	for (int i = 0; i < VERDICT_COUNT; i++)
		if (is_told_apart(found, (enum verdict)i, told))
			buf_printf(&text, "%soutcome=%s", n++ ? " or " : "", verdict_word((enum verdict)i));
	if (found->failed && found->failed != told && (told || asked))
		buf_printf(&text, "%soutcome=exit", n++ ? " or " : "");
	if (n && told)
		buf_adds(&text, n == 1 ? " tells the other one" : " tells another one");
	else
		buf_adds(&text, n ? ": that was found, what was asked for was not" : "");
	if (n) {
		buf_adds(out, "  ");
		text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	}
	buf_free(&text);
}

int search_status(const struct exploration *found, int expected)
{
	if (interrupt_pending())
		return STATUS_INTERRUPTED;
	if (expected > 0)
		return found->ends[expected - 1] ? STATUS_OK : STATUS_FINDING;
	if (!search_all_ok(found) || found->failures)
		return STATUS_FINDING;
	return found->ends[VERDICT_OK] && !found->cut ? STATUS_OK : STATUS_TIMEOUT;
}

int search_judge(struct session *session, const struct exploration *found, int expected)
{
	int status = search_status(found, expected);
	struct buf got = { 0 };

	session->missed = expected > 0 && status == STATUS_FINDING;
	for (int i = 0; i < VERDICT_COUNT && session->missed && !session->json; i++)
		if (found->ends[i])
			buf_printf(&got, "%s%s", got.length ? ", " : "", verdict_word((enum verdict)i));
	if (session->missed && !session->json)
		findings_missed(session, (enum verdict)(expected - 1), got.length ? buf_text(&got) : "no end");
	buf_free(&got);
	return status;
}
