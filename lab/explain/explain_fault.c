/*
 * explain_fault.c - what one task did wrong: a misuse, with what went before it; a false claim; a crash; a dangerous
 * order.
 */
#include <string.h>

#include "lab/engine/outside.h"
#include "lab/explain/report.h"
#include "lab/trace/claim.h"
#include "lab/trace/snap_text.h"

enum { MOST_PRINTS = 4 };

static const char *task_name(struct report *report, int id)
{
	const struct trace *trace = &report->result->trace;

	if (report->snapshot && id >= 0 && id < report->snapshot->n_tasks)
		return report->snapshot->tasks[id].name;
	return id >= 0 && id < trace->n_tasks ? trace->tasks[id] : "a task";
}

/* The object that was misused, or NULL. */
static const struct snap_object *misused(struct report *report)
{
	int id = report->result->object;

	return report->snapshot && id >= 0 && id < report->snapshot->n_objects ? &report->snapshot->objects[id] : NULL;
}

/* The kind of the operation that was misused, or -1. */
static int misused_kind(struct report *report, const struct snap_object *object)
{
	for (int kind = 0; object && report->result->operation && kind < object->n_operations; kind++)
		if (strcmp(object->operations[kind], report->result->operation) == 0)
			return kind;
	return -1;
}

/* What was last done to the object before it was misused: its closing, when it was closed. */
static void explain_before(struct report *report, const struct snap_object *object)
{
	const struct trace *trace = &report->result->trace;
	const struct event *last = NULL;

	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		if (event->object == report->result->object && event->kind != EV_FAULT && event->kind != EV_PARK &&
		    (event->kind == EV_CHAN_CLOSE || !last || last->kind != EV_CHAN_CLOSE))
			last = event;
	}
	if (last)
		report_more(report, "before that, %.3f ms into the run: %s %s %s%s", trace_ns(trace, last) / 1e6,
		            trace->tasks[last->task], event_verb(last->kind), object->name,
		            report_place(report, last->here));
}

/* Who declared the operation, when several did. */
static void explain_claimants(struct report *report, const struct snap_object *object, int kind)
{
	const struct snapshot *snapshot = report->snapshot;
	int *ids = arena_alloc(report->arena, (size_t)snapshot->n_tasks * sizeof *ids), n = 0;
	struct families all;

	for (int i = 0; i < snapshot->n_tasks; i++)
		for (int j = 0; j < snapshot->tasks[i].n_uses; j++)
			if (snapshot->tasks[i].uses[j].object == report->result->object &&
			    snapshot->tasks[i].uses[j].kinds & 1u << kind)
				ids[n++] = i;
	all = families_of(snapshot, ids, n, alike_in_uses, report->arena);
	if (n > 1)
		report_more(report, "%d tasks are declared to %s %s: %s", n, object->operations[kind], object->name,
		            report_names(report, &all));
}

void report_panic(struct report *report)
{
	const struct result *result = report->result;
	const struct snap_object *object = misused(report);
	int kind = misused_kind(report, object);
	struct buf deed = { 0 };

	if (kind >= 0) {
		snap_deed(&deed, report->snapshot, object->events[kind], result->object);
		report_line(report, "%s tried to %s%s: %s", task_name(report, result->culprit), buf_text(&deed),
		            report_place(report, result->here), result->message);
		explain_before(report, object);
		if (object->events[kind] == EV_CHAN_CLOSE)
			explain_claimants(report, object, kind);
	} else {
		report_line(report, "%s%s: %s", task_name(report, result->culprit), report_place(report, result->here),
		            result->message);
	}
	buf_free(&deed);
}

/* What it has printed instead, the last of it. */
static void explain_printed(struct report *report)
{
	const struct trace *trace = &report->result->trace;
	long first = trace->n_events;

	for (int told = 0; first > 0 && told < MOST_PRINTS; )
		told += trace->events[--first].kind == EV_PRINT;
	for (long i = first; i < trace->n_events; i++) {
		const char *text = event_text(&trace->events[i]);
		int length = trace->events[i].kind == EV_PRINT ? (int)strcspn(text, "\n") : 0;

		if (length > 0)
			report_more(report, "%s printed \"%.*s\"%s", task_name(report, trace->events[i].task), length, text,
			            report_place(report, trace->events[i].here));
	}
}

void report_broken(struct report *report)
{
	const struct result *result = report->result;
	struct buf claim = { 0 };

	if (result->operation && strcmp(result->operation, OPERATION_MUST_PRINT) == 0) {
		report_line(report, "A claim about the program is false: %s", result->message);
		report_more(report, "%s has ended it%s", task_name(report, result->culprit), report_place(report, result->here));
		explain_printed(report);
		return;
	}
	claim_words(&claim, result->message);
	report_line(report, "A claim of the %s is false: %s", result->pattern->outside ? "program" : "pattern", buf_text(&claim));
	buf_free(&claim);
	report_more(report, "checked by %s%s", task_name(report, result->culprit), report_place(report, result->here));
	report_claim(report);
}

/* Where the crash may be, as the lab knows no more than the operations before and after it. */
static void explain_whereabouts(struct report *report, const char *name)
{
	const struct result *result = report->result;
	const struct snap_task *task = report->snapshot && result->culprit >= 0 ? &report->snapshot->tasks[result->culprit]
	                                                                      : NULL;

	if (result->here)
		report_more(report, "Look at what %s does from %s on, up to its next operation: it got there, and no "
		            "further.", name, snap_place(result->here));
	else if (task && task->started_at)
		report_more(report, "Look at how %s begins, up to its first operation; it was started at %s.", name,
		            snap_place(task->started_at));
	else
		report_more(report, "Look at how %s begins, up to its first operation.", name);
}

void report_crash(struct report *report)
{
	const struct result *result = report->result;
	const char *name = task_name(report, result->culprit);

	if (result->here)
		report_line(report, result->pattern->outside ? "%s crashed at %s: %s" :
		            "%s crashed after its operation at %s: %s", name, snap_place(result->here), result->message);
	else
		report_line(report, "%s crashed before its first operation: %s", name, result->message);
	if (!result->pattern->outside || !result->here)
		explain_whereabouts(report, name);
	report_more(report, "Outside of the lab the system would have ended the whole program there. Here only this run has "
	            "ended: the others were stopped where they were.");
	if (result->schedule)
		report_more(report, "`replay last` makes the same steps again; under gdb, with carrier=threads, it stops at the "
		            "very line.");
	else
		report_more(report, "`explore` says whether it comes about always, and how soon.");
}

static void explain_access(struct report *report, const struct data_race *race, int i)
{
	report_more(report, "%s %s it%s%s", task_name(report, race->tasks[i]), race_verb(race, i),
	            race_leaves(race, i) ? ", for the function that had it is over" : "", report_place(report, race->places[i]));
}

/* What a race is about decides what is said of it. */
struct race_words {
	const char *what;               /* "one of them stores" */
	const char *otherwise;          /* "the other order the load may see another value" */
	const char *advice;
};

static struct race_words words_of(const struct data_race *race)
{
	static const char lock[] = "A lock held around both, or a message from the one to the other, rules it out.";
	struct race_words words = { "one of them stores", "the other order the load may see another value", lock };

	if (race->stores[0] && race->stores[1]) {
		words.what = "both store";
		words.otherwise = "the other order the other store would be the last";
	}
	if (race->frees[0] || race->frees[1]) {
		words.what = "one of them gives the memory back";
		words.otherwise = "one of the two orders the memory is gone";
	}
	if (race_leaves(race, 0) || race_leaves(race, 1)) {
		words.what = "after one of them it is no longer there";
		words.advice = "Who has it on its stack must wait until all others are done with it: a join does, or a message after "
		               "their last access.";
	}
	if (!strcmp(race->name, STRTOK_KEEPS))
		words.advice = "strtok keeps but one place where it goes on, for all threads: strtok_r has one for each text.";
	return words;
}

void report_race(struct report *report)
{
	const struct data_race *race = report->result->race;
	struct race_words words;

	if (report->result->unraced)
		report_line(report, "Races were not looked for: %s.", report->result->unraced);
	if (!race)
		return;
	words = words_of(race);
	report_line(report, "Data race: nothing orders two accesses to %s, and %s.", race->name, words.what);
	explain_access(report, race, 0);
	explain_access(report, race, 1);
	report_more(report, "In this run they came in this order; no lock, channel or join between them says that they "
	            "must. In %s, and in plain C such a program has no meaning at all. %s", words.otherwise, words.advice);
}

void report_undeclared(struct report *report)
{
	const struct breaches *breaches = &report->result->breaches;
	struct buf text = { 0 };

	if (!breaches->n)
		return;
	report_line(report, "Tasks did what they had not declared:");
	for (int i = 0; i < breaches->n; i++) {
		buf_clear(&text);
		if (breach_line(&text, breaches, i))
			report_more(report, "%s", buf_text(&text));
	}
	if (breaches->more)
		report_more(report, "... and more");
	report_more(report, "From what tasks declare the lab draws who may touch what, and knows who could still free whom. So "
	            "nothing is made of what these have declared, until it says all they do.");
	buf_free(&text);
}

void report_lock_order(struct report *report, const struct lock_order *order)
{
	const struct snapshot *snapshot = report->snapshot;

	report_line(report, "POTENTIAL deadlock: it did not happen in this run, but these tasks take the same locks in "
	            "different orders:");
	for (int i = 0; i < order->n; i++)
		report_more(report, "%s holds %s and then locks %s%s", task_name(report, order->tasks[i]),
		            snapshot->objects[order->locks[i]].name,
		            snapshot->objects[order->locks[(i + 1) % order->n]].name,
		            report_place(report, order->places[i]));
	report_more(report, "If nothing else keeps them apart, all can get so far at the same moment; then each waits "
	            "for the next, for ever. `explore` settles whether they can. One order for all tasks rules it out.");
}
