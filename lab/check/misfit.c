/* misfit.c - see misfit.h. */
#include "lab/check/misfit.h"

#include "lab/trace/snap_text.h"

/* "it waits to receive from jobs", for a task that is no way to move. */
static void why_not(struct buf *out, const struct snapshot *snapshot, const struct snap_task *task)
{
	if (task->state == TASK_ENDED) {
		buf_adds(out, "it has ended");
	} else if (task->n_cases > 0) {
		buf_adds(out, "it waits to ");
		snap_wait(out, snapshot, task);
	} else if (task->state == TASK_SLEEPING) {
		buf_adds(out, "it sleeps");
	} else {
		buf_adds(out, "here it meets another task: the step is the other one's");
	}
}

void misfit_step(struct buf *out, const struct snapshot *snapshot, long number, struct step step, int ways,
                 bool over, enum verdict verdict)
{
	bool clock = step.task == CLOCK_TASK;
	const struct snap_task *task = !clock && step.task < snapshot->n_tasks ? &snapshot->tasks[step.task] : NULL;

	buf_printf(out, "step %ld lets ", number);
	if (clock)
		buf_adds(out, "the clock");
	else if (task)
		buf_adds(out, task->name);
	else
		buf_printf(out, "task %d", (int)step.task);
	buf_adds(out, " move, but ");
	if (over)
		buf_printf(out, "the run is over after step %ld: %s", number - 1, verdict_word(verdict));
	else if (clock)
		buf_adds(out, "nobody waits for a later time");
	else if (!task && snapshot->n_tasks == 1)
		buf_printf(out, "there is only task 0, %s", snapshot->tasks[0].name);
	else if (!task)
		buf_printf(out, "there are only tasks 0 to %d", snapshot->n_tasks - 1);
	else if (ways == 1)
		buf_printf(out, "it has only one way to move, .0, and not .%d", (int)step.index);
	else if (ways > 1)
		buf_printf(out, "it has only the ways .0 to .%d to move, and not .%d", ways - 1, (int)step.index);
	else
		why_not(out, snapshot, task);
}

bool misfit_explain(struct buf *out, const struct result *result, const struct replay *replay)
{
	bool over = result->verdict != VERDICT_INTERRUPTED && result->verdict != VERDICT_STALLED;
	long number = replay->misfit ? replay->misfit : replay->at + 1;

	if (!replay->misfit && (replay->at >= replay->n || !over))
		return false;
	misfit_step(out, result->snapshot, number, replay->steps[number - 1], replay->ways, !replay->misfit,
	            result->verdict);
	return true;
}
