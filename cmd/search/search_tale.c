/* search_tale.c - one schedule of an exploration, step by step; see search_report.h. */
#include "cmd/search/search_report.h"

#include <string.h>

#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/trace/family.h"

enum { MOST_STEPS = 60, LAST_STEPS = 10, MOST_NAMES = 64 };     /* of a longer schedule: how it begins and ends */

/* "customer-1..5  block on lock (held by customer-0)": wait `i` and those like it that follow. Returns how many. */
static int add_waits(struct table *table, const struct tale *tale, const struct told_step *told, int i)
{
	const char *names[MOST_NAMES];
	struct buf who = { 0 }, what = { 0 };
	int n = 0;

	do
		names[n] = tale->tasks[told->waits[i + n].task];
	while (++n < MOST_NAMES && i + n < told->n_waits && !strcmp(told->waits[i + n].what, told->waits[i].what) &&
	       name_alike(tale->tasks[told->waits[i + n].task], names[0]));
	name_range(&who, names, n);
	buf_printf(&what, "block%s on %s", n == 1 ? "s" : "", told->waits[i].what);
	table_row(table, (const char *const[]){ "", buf_text(&who), buf_text(&what), "" });
	buf_free(&who);
	buf_free(&what);
	return n;
}

/* A step, and in lines without a number who has to wait from then on. */
static void add_step(struct table *table, const struct tale *tale, long i)
{
	const struct told_step *told = &tale->steps[i];
	struct buf number = { 0 };

	buf_printf(&number, "%ld", i + 1);
	table_row(table, (const char *const[]){ buf_text(&number), tale_who(tale, told->task), told->what, told->here });
	for (int k = 0; k < told->n_waits;)
		k += add_waits(table, tale, told, k);
	buf_free(&number);
}

/* What the last step came to. */
static void add_fault(struct buf *out, const struct tale *tale, const struct look *look)
{
	const struct told_step *last = tale->n > 0 ? &tale->steps[tale->n - 1] : NULL;
	struct buf text = { 0 };

	if (!last || !last->fault)
		return;
	buf_printf(&text, "%s: %s", tale_who(tale, last->task), last->fault);
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
}

static void add_gap(struct table *table, long n)
{
	struct buf text = { 0 };

	buf_printf(&text, "%ld more step%s", n, text_s(n));
	table_row(table, (const char *const[]){ "...", "", buf_text(&text), "" });
	buf_free(&text);
}

void search_tale(struct buf *out, const struct ending *ending, const struct tale *tale, const struct look *look)
{
	const char *least = ending->minimal ? " (minimum)" : "";
	struct table table = { .n_columns = 4 };
	struct buf text = { 0 };

	buf_printf(&text, "%s: %ld step%s%s, %d switch%s%s, %d pre-emption%s%s",
	           ending->verdict == VERDICT_OK ? "a schedule that ends so" : "the shortest schedule found", ending->n,
	           text_s(ending->n), least, ending->switches, ending->switches == 1 ? "" : "es", least,
	           ending->preemptions, text_s(ending->preemptions), least);
	prose_colour(out, look, ending->verdict == VERDICT_OK ? "32" : "35", verdict_word(ending->verdict));
	buf_adds(out, ", ");
	text_wrap(out, buf_text(&text), text_columns(verdict_word(ending->verdict)) + 2, 2, look->width, look->ascii);
	for (long i = 0; i < tale->n; i++)
		if (tale->n <= MOST_STEPS || i < MOST_STEPS - LAST_STEPS || i >= tale->n - LAST_STEPS)
			add_step(&table, tale, i);
		else if (i == MOST_STEPS - LAST_STEPS)
			add_gap(&table, tale->n - MOST_STEPS);
	table_draw(out, &table, look);
	add_fault(out, tale, look);
	buf_free(&text);
}
