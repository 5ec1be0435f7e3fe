/* search_tale.c - one schedule of an exploration, step by step; see search_report.h. */
#include "cmd/search/search_report.h"

#include <string.h>

#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/trace/family.h"

enum { MOST_ROWS = 60, LAST_ROWS = 10, MOST_NAMES = 64 };       /* of a longer schedule: how it begins and ends */
enum { LEAST_FOLDED = 4 };      /* steps in a row that are alike */

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

static bool is_alike(const struct told_step *a, const struct told_step *b)
{
	return a->task == b->task && !a->n_waits && !b->n_waits && !strcmp(a->what, b->what) &&
	       (a->here && b->here ? !strcmp(a->here, b->here) : a->here == b->here);
}

/* How many steps from number `i` on share a row. */
static long in_a_row(const struct tale *tale, long i)
{
	long n = 1;

	while (i + n < tale->n && is_alike(&tale->steps[i + n], &tale->steps[i]))
		n++;
	return n >= LEAST_FOLDED ? n : 1;
}

static long count_rows(const struct tale *tale)
{
	long rows = 0;

	for (long i = 0; i < tale->n; i += in_a_row(tale, i))
		rows++;
	return rows;
}

/* A step, or `n` that are alike; and in lines without a number who has to wait from then on. */
static void add_row(struct table *table, const struct tale *tale, long i, long n)
{
	const struct told_step *told = &tale->steps[i];
	struct buf number = { 0 }, what = { 0 };

	buf_printf(&number, "%ld", i + 1);
	buf_adds(&what, told->what);
	if (n > 1) {
		buf_printf(&number, "..%ld", i + n);
		buf_printf(&what, ", %ld in a row", n);
	}
	table_row(table, (const char *const[]){ buf_text(&number), tale_who(tale, told->task), buf_text(&what), told->here });
	for (int k = 0; k < told->n_waits;)
		k += add_waits(table, tale, told, k);
	buf_free(&number);
	buf_free(&what);
}

/* What the last step came to. */
static void add_fault(struct buf *out, const struct tale *tale, const struct look *look)
{
	const struct told_step *last = tale->n > 0 ? &tale->steps[tale->n - 1] : NULL;
	struct buf text = { 0 };

	if (last ? !last->fault : !tale->fault)
		return;
	if (last)
		buf_printf(&text, "%s: %s", tale_who(tale, last->task), last->fault);
	else
		buf_printf(&text, "%s: %s%s%s%s", tale_who(tale, tale->culprit), tale->fault, *tale->fault_here ? "   (" : "",
		           tale->fault_here, *tale->fault_here ? ")" : "");
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

/* All rows, or how many steps are between the first and the last. */
static void add_rows(struct table *table, const struct tale *tale)
{
	long rows = count_rows(tale), row = 0, left_out = 0;

	for (long i = 0, n; i < tale->n; i += n, row++) {
		n = in_a_row(tale, i);
		if (rows <= MOST_ROWS || row < MOST_ROWS - LAST_ROWS || row >= rows - LAST_ROWS) {
			if (left_out)
				add_gap(table, left_out);
			left_out = 0;
			add_row(table, tale, i, n);
		} else {
			left_out += n;
		}
	}
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
	add_rows(&table, tale);
	table_draw(out, &table, look);
	add_fault(out, tale, look);
	buf_free(&text);
}
