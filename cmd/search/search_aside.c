/* search_aside.c - what an answer does not speak of: who is left where a program ends, how long a sleep is; see search_report.h. */
#include "cmd/search/search_report.h"

#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

enum { MOST_LEFT = 8 };         /* of the tasks that are named */

bool search_rests_on_time(const struct search *search, const struct exploration *found)
{
	return (found->slept || found->bided) && search_all_ok(found) && !search->options.turn.any_time;
}

/* "it rests on sleeps (dining.c:22): no task is ever slower than another one sleeps" */
static void add_rests(struct buf *out, const struct search *search, const struct exploration *found, const struct look *look)
{
	struct buf text = { 0 };

	if (!search_rests_on_time(search, found))
		return;
	if (found->slept)
		buf_printf(&text, "it rests on sleeps (%s): that no task takes longer than another one sleeps",
		           snap_place(found->slept));
	else
		buf_printf(&text, "it rests on timeouts (%s): nobody is slower than another one waits at most",
		           snap_place(found->bided));
	if (found->any_time)
		buf_printf(&text, "; without that nothing can be proved of it: %s", found->any_time);
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
}

/* "it may end before w-1 and w-2 do: nobody has joined them then"; in the only schedule, too: how late they end is no step. */
static void add_left(struct buf *out, const struct exploration *found, const struct look *look)
{
	const char *names[MOST_IN_TASK_SET];
	struct buf text = { 0 };
	int n = 0;

	for (int i = 0; i < found->n_tasks; i++)
		if (task_set_has(&found->left, i))
			names[n++] = found->tasks[i];
	if (!n)
		return;
	buf_adds(&text, "it may end before ");
	for (int i = 0; i < n && i < MOST_LEFT; i++)
		buf_printf(&text, "%s%s", i == 0 ? "" : i == n - 1 ? " and " : ", ", names[i]);
	if (n > MOST_LEFT)
		buf_printf(&text, " and %d more", n - MOST_LEFT);
	buf_printf(&text, n == 1 ? " does" : " do");
	if (!task_set_has(&found->left, 0))
		buf_printf(&text, ": nobody has joined %s then", n == 1 ? "it" : "them");
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
}

/* Nobody has locked it after that, as it is. */
static void add_kept(struct buf *out, const struct exploration *found, const struct look *look)
{
	struct buf text = { 0 };

	if (!found->kept)
		return;
	buf_printf(&text, "in some schedule %s: whoever locked it then would wait for ever", found->kept);
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
}

void search_aside(struct buf *out, const struct search *search, const struct exploration *found, const struct look *look)
{
	add_left(out, found, look);
	add_kept(out, found, look);
	search_prints(out, search, found, look);
	add_rests(out, search, found, look);
}
