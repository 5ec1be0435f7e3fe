/* retrace.c - see retrace.h. */
#include "lab/search/retrace.h"

bool retrace_preempts(const struct run *run, int task, const struct move *move)
{
	bool meets = move->how.partner && move->how.partner->op->task->id == task;

	return task != NO_TASK && task != turn_after(task, move->task) && !meets && turn_op(run, task) && turn_can_move(run->tasks[task]);
}

const struct move *retrace_move(const struct move *moves, int n, const struct step *step)
{
	for (int i = 0; i < n; i++)
		if (moves[i].task == step->task && moves[i].index == step->index)
			return &moves[i];
	return NULL;
}

/* The next step, if it can be made. */
static const struct move *next_move(struct world *world, const struct step *step)
{
	const struct move *moves;
	int n = turn_moves(world->run, &moves);

	return world->run->fault.over ? NULL : retrace_move(moves, n, step);
}

bool retrace(struct world *world, const struct step *steps, long n)
{
	world_restart(world);
	for (long i = 0; i < n; i++) {
		const struct move *move = next_move(world, &steps[i]);

		if (!move)
			return false;
		turn_make(world->run, move);
	}
	return true;
}

bool retrace_count(struct world *world, struct ending *ending)
{
	const struct move *moves;
	int last = NO_TASK, leaked;

	world_restart(world);
	ending->switches = ending->preemptions = 0;
	for (long i = 0; i < ending->n; i++) {
		const struct move *move = next_move(world, &ending->steps[i]);

		if (!move)
			return false;
		ending->switches += last != NO_TASK && last != turn_after(last, move->task);
		ending->preemptions += retrace_preempts(world->run, last, move);
		last = turn_after(last, move->task);
		turn_make(world->run, move);
	}
	if (ending->cut || ending->verdict == VERDICT_LIVELOCK || ending->verdict == VERDICT_STALLED)
		return true;
	return world_is_over(world, turn_moves(world->run, &moves)) &&
	       world_verdict(world, &leaked) == ending->verdict;
}
