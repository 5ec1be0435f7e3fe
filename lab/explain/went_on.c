/* went_on.c - see went_on.h. */
#include "lab/explain/went_on.h"

#include <string.h>

#include "lab/base/buf.h"
#include "lab/explain/explain.h"
#include "lab/explain/past.h"
#include "lab/explain/report.h"
#include "lab/trace/snap_text.h"

enum { MOST_LOOKED_AT = 5000 };         /* events */

/* ---- What was asked ---- */

/* "count" of "pool[1].count", "state" of "state[2]": the word by which a line has it. */
static const char *word_of(const struct hinting *h, const char *name)
{
	const char *dot = strrchr(name, '.');
	char *word = arena_text(h->arena, dot ? dot + 1 : name);

	word[strcspn(word, "[")] = '\0';
	return word;
}

static void say(const struct hinting *h, struct went_on *found, int variable, const struct trace_value *value, bool changed)
{
	const char *name = h->result->trace.values.variables[variable].name, *when = changed ? "again" : "still";
	struct buf text = { 0 };

	if (value->text)
		buf_adds(&text, value->text);
	else
		buf_printf(&text, "%lld", (long long)value->number);
	found->what = changed ? arena_printf(h->arena, "%s is %s again", name, buf_text(&text))
	                      : arena_printf(h->arena, "%s is still %s", name, buf_text(&text));
	found->was = changed ? arena_printf(h->arena, "%s was %s %s", name, buf_text(&text), when)
	                     : arena_printf(h->arena, "%s was %s %s", name, when, buf_text(&text));
	buf_free(&text);
}

/* Have all variables of the question the values with which it began to wait? -1: one has another; 0: not known. */
static int is_as_before(const struct hinting *h, struct went_on *found)
{
	const struct trace *trace = &h->result->trace;
	const struct trace_values *values = &trace->values;
	const char *here = trace->events[found->enter].here;
	long from = past_step(trace, found->enter), to = past_step(trace, found->lock) - 1;
	int same = 0;

	if (!h->source || !here || found->line != LINE_IN_IF || from < 0 || to < from || !values_known(values, to))
		return 0;
	for (int i = 0; i < values->n_variables; i++) {
		const struct trace_value *value;

		if (!h->source->asked(h->source->context, found->at, word_of(h, values->variables[i].name)))
			continue;
		value = past_value(values, i, to);
		if (!value_same(value, past_value(values, i, from)))
			return -1;
		say(h, found, i, value, past_changed(values, i, from, to) >= 0);
		same = 1;
	}
	return same;
}

/* ---- Finding ---- */

/* What the task did from this waking on; false when it looked again, went no further, or that was right. */
static bool judge(const struct hinting *h, long woken, struct went_on *found)
{
	const struct trace *trace = &h->result->trace;
	const struct event *event = &trace->events[woken];
	bool is_culprit = event->task == h->result->culprit;
	long next;
	int same;

	*found = (struct went_on){ .task = event->task, .woken = woken, .spurious = event->kind == EV_COND_SPURIOUS };
	found->enter = hint_last(trace, event->task, event->object, EV_COND_ENTER, woken);
	found->lock = past_next(trace, event->task, woken);
	if (found->enter < 0 || found->lock < 0 || trace->events[found->lock].kind != EV_LOCK)
		return false;
	next = past_next(trace, event->task, found->lock);
	if (next < 0 ? !is_culprit : trace->events[next].kind == EV_COND_ENTER && trace->events[next].object == event->object)
		return false;
	found->line = hint_look(h, found->enter, &found->at);
	if (found->line == LINE_IN_LOOP)
		return false;
	found->taken = past_taken(trace, event->task, trace->events[found->lock].object,
	                             past_signal(trace, event->task, event->object, found->enter, woken), found->lock);
	found->between = found->taken < 0 ? NO_TASK : trace->events[found->taken].task;
	same = is_as_before(h, found);
	if (same < 0)
		found->what = found->was = NULL;
	found->sure = same > 0 ? WENT_ON_KNOWN : same == 0 && found->spurious && found->line != LINE_UNKNOWN ? WENT_ON_WOKE :
	              found->between != NO_TASK || found->spurious ? WENT_ON_OVERTAKEN : WENT_ON_MAYBE;
	if (found->sure >= WENT_ON_WOKE)
		return true;
	if (!is_culprit && (same < 0 || found->sure == WENT_ON_MAYBE))
		return false;
	return found->line == LINE_IN_IF || (is_culprit && found->sure == WENT_ON_OVERTAKEN);
}

static bool is_waking(const struct event *event)
{
	return event->kind == EV_COND_WAKE || event->kind == EV_COND_SPURIOUS;
}

static bool is_known(const struct went_on *list, int n, const char *at)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(hint_place(list[i].at), hint_place(at)))
			return true;
	return false;
}

/* Of a long run the end: each event takes a look at all. */
static long first_looked_at(const struct trace *trace)
{
	return trace->n_events > MOST_LOOKED_AT ? trace->n_events - MOST_LOOKED_AT : 0;
}

int went_on_surely(const struct hinting *h, struct went_on list[MOST_WENT_ON])
{
	const struct trace *trace = &h->result->trace;
	int n = 0;

	for (long i = first_looked_at(trace); i < trace->n_events && n < MOST_WENT_ON; i++)
		if (is_waking(&trace->events[i]) && judge(h, i, &list[n]) && list[n].sure >= WENT_ON_WOKE &&
		    !is_known(list, n, list[n].at))
			n++;
	return n;
}

bool went_on_likely(const struct hinting *h, struct went_on *found)
{
	const struct trace *trace = &h->result->trace;
	struct went_on now;
	bool any = false;

	for (long i = first_looked_at(trace); i < trace->n_events; i++) {
		if (!is_waking(&trace->events[i]) || !judge(h, i, &now))
			continue;
		if (!any || now.task == h->result->culprit)     /* of the culprit the last: what it did then went wrong */
			*found = now;
		any = true;
	}
	return any;
}

/* ---- Telling ---- */

static void tell(struct report *report, const struct went_on *found)
{
	const struct trace *trace = &report->result->trace;
	const char *who = trace->tasks[found->task], *at = snap_place(trace->events[found->enter].here);
	const struct event *taken = found->taken < 0 ? NULL : &trace->events[found->taken];

	if (found->spurious)
		report_line(report, "Look at this: %s woke for no reason at %s, and did not look again%s%s.", who, at,
		            found->was ? ", though " : "", found->was ? found->was : "");
	else if (taken)
		report_line(report, "Look at this: %s went on after its wait at %s and did not look again, though %s. After the signal "
		            "and before its turn %s took %s%s.", who, at, found->was, trace->tasks[taken->task],
		            trace->objects[taken->object].name, report_place(report, taken->here));
	else
		report_line(report, "Look at this: %s was woken at %s and did not look again, though %s.", who, at, found->was);
}

void explain_looks(struct buf *out, const struct result *result, const struct hint_source *source, int width, bool ascii)
{
	struct arena *arena = arena_new();
	struct hinting h = { NULL, result, source, arena };
	struct report report = { .out = out, .result = result, .snapshot = result->snapshot, .arena = arena, .width = width, .ascii = ascii };
	struct went_on list[MOST_WENT_ON];
	int n = result->snapshot && !result->trace.dropped && result->verdict != VERDICT_OK ? went_on_surely(&h, list) : 0;

	for (int i = 0; i < n; i++)
		tell(&report, &list[i]);
	arena_free(arena);
}
