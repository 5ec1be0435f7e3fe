/*
 * explain_livelock.c - a run that can go on for ever: who goes round, and whom an unfair lock keeps waiting.
 */
#include "lab/explain/report.h"

/* The lock that the task waits for, or is about to take; NO_OBJECT for none. */
static int wanted_lock(const struct snap_task *task)
{
	if (task->state == TASK_BLOCKED && task->n_cases == 1 && task->cases->event == EV_LOCK)
		return task->cases->object;
	return task->state != TASK_BLOCKED && task->n_next == 1 && task->next == EV_LOCK ? task->next_object : NO_OBJECT;
}

/* Who has the lock now, or has had it last, and `task` never; NO_TASK for nobody. */
static int keeper_of(const struct report *report, int lock, int task)
{
	const struct trace *trace = &report->result->trace;
	int keeper = report->snapshot->objects[lock].owner;

	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		if (event->object != lock || event->kind != EV_LOCK)
			continue;
		if (event->task == task)
			return NO_TASK;
		if (report->snapshot->objects[lock].owner == NO_TASK)
			keeper = event->task;
	}
	return keeper == task ? NO_TASK : keeper;
}

/* Who waits for a lock that somebody else gives back and takes again: that goes on only as long as the lock is so unfair. */
static void explain_unfair(struct report *report)
{
	const struct snapshot *snapshot = report->snapshot;

	for (int i = 0; snapshot && i < snapshot->n_tasks; i++) {
		int lock = wanted_lock(&snapshot->tasks[i]), keeper = lock == NO_OBJECT ? NO_TASK : keeper_of(report, lock, i);

		if (keeper == NO_TASK)
			continue;
		report_gap(report);
		report_line(report, "%s would get %s whenever %s gives it back, but for one thing: a mutex lets in whoever comes first, "
		            "and %s may come first each time. On real threads that seldom goes on for long, and nothing rules it "
		            "out; who waits on a condition variable, and does not ask again and again, is let in.",
		            snapshot->tasks[i].name, snapshot->objects[lock].name, snapshot->tasks[keeper].name,
		            snapshot->tasks[keeper].name);
		return;
	}
}

void report_livelock(struct report *report)
{
	const struct result *result = report->result;

	if (result->message) {          /* a loop that does nothing, ever */
		report_line(report, "%s%s.", result->message, report_place(report, result->here));
		report_stuck(report);
		return;
	}
	report_line(report, "%s: %s. What was possible once is possible again, for ever.", verdict_word(VERDICT_LIVELOCK),
	            verdict_meaning(VERDICT_LIVELOCK));
	report_moment(report);
	explain_unfair(report);
}
