/* search_prints.c - lines that a program prints in one schedule and not in another; see search_report.h. */
#include "cmd/search/search_report.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/search/search_ending.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/program/beside.h"

enum { MOST_COMPARED = 1000, MOST_SAID = 3, MOST_COLUMNS = 60 };

/* What one schedule prints: the lines, each of one thread's, in the order of strcmp(). */
struct printed {
	char **line;
	int    n;
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_line(struct printed *printed, struct buf *text)
{
	if (printed->n < MOST_COMPARED)
		printed->line[printed->n++] = buf_take(text);
	buf_clear(text);
}

/* A thread's texts, put together, up to each end of a line. */
static void add_lines_of(struct printed *printed, const struct trace *trace, int task)
{
	struct buf text = { 0 };

	for (long i = 0; i < trace->n_events; i++) {
		const char *said = event_text(&trace->events[i]);
		size_t n;

		if (trace->events[i].kind != EV_PRINT || trace->events[i].task != task || !*said)
			continue;
		n = strcspn(said, "\n");
		buf_add(&text, said, n);
		if (said[n])
			add_line(printed, &text);
	}
	if (text.length)
		add_line(printed, &text);
	buf_free(&text);
}

static void make_again(struct printed *printed, const struct search *search, const struct ending *ending)
{
	struct result *result = search_replay_ending(search, ending);

	printed->n = 0;
	printed->line = calloc(MOST_COMPARED, sizeof *printed->line);
	must(printed->line);
	for (int i = 0; result && i < result->trace.n_tasks; i++)
		add_lines_of(printed, &result->trace, i);
	if (printed->n > 1)
		qsort(printed->line, (size_t)printed->n, sizeof *printed->line, by_text);
	result_free(result);
}

static void let_go(struct printed *printed)
{
	for (int i = 0; i < printed->n; i++)
		free(printed->line[i]);
	free(printed->line);
}

/* Those that the other has, too, are left out; both are in order. */
static void leave_out_same(struct printed *a, struct printed *b)
{
	struct printed only[2] = { { a->line, 0 }, { b->line, 0 } };
	int i = 0, k = 0, order;

	while (i < a->n || k < b->n) {
		order = i == a->n ? 1 : k == b->n ? -1 : strcmp(a->line[i], b->line[k]);
		if (order == 0) {
			free(a->line[i++]);
			free(b->line[k++]);
		} else if (order < 0) {
			only[0].line[only[0].n++] = a->line[i++];
		} else {
			only[1].line[only[1].n++] = b->line[k++];
		}
	}
	*a = only[0];
	*b = only[1];
}

/* False where there are no two that differ in their first lines. */
static bool compare(struct printed *a, struct printed *b, const struct search *search, const struct exploration *found)
{
	if (!found->printed[1].ending)
		return false;
	make_again(a, search, found->printed[0].ending);
	make_again(b, search, found->printed[1].ending);
	leave_out_same(a, b);
	if (a->n || b->n)
		return true;
	let_go(a);
	let_go(b);
	return false;
}

static void quote_some(struct buf *text, const struct printed *printed)
{
	for (int i = 0; i < printed->n && i < MOST_SAID; i++) {
		buf_adds(text, i ? ", \"" : "\"");
		text_cut(text, printed->line[i], MOST_COLUMNS, false);
		buf_addc(text, '"');
	}
	if (printed->n > MOST_SAID)
		buf_printf(text, " and %d more", printed->n - MOST_SAID);
}

void search_prints(struct buf *out, const struct search *search, const struct exploration *found, const struct look *look)
{
	int asked = pattern_n_settings(search->pattern) - N_BESIDE + BESIDE_MUST_PRINT;
	struct printed a, b;
	struct buf text = { 0 };

	if (!compare(&a, &b, search, found))
		return;
	buf_adds(&text, "it does not always print the same: one schedule prints ");
	quote_some(&text, a.n ? &a : &b);
	buf_adds(&text, a.n && b.n ? ", another " : ", another does not");
	if (a.n && b.n)
		quote_some(&text, &b);
	if (!search->all.files[asked] || !*search->all.files[asked])
		buf_adds(&text, "; must-print=LINE makes each schedule broken that does not print LINE");
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
	let_go(&a);
	let_go(&b);
}

static void json_lines(struct json *json, const struct printed *printed)
{
	json_array(json, NULL);
	for (int i = 0; i < printed->n; i++)
		json_text(json, NULL, printed->line[i]);
	json_end_array(json);
}

void search_json_prints(struct json *json, const struct search *search, const struct exploration *found)
{
	struct printed a, b;

	if (!compare(&a, &b, search, found))
		return;
	json_array(json, "prints");
	json_lines(json, &a);
	json_lines(json, &b);
	json_end_array(json);
	let_go(&a);
	let_go(&b);
}
