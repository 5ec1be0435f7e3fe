/* html_fault.c - who went wrong, and when; and so many steps as a search and `step` count them. */
#include "lab/export/html_parts.h"

struct html_fault html_fault_of(struct reel *reel)
{
	const struct lanes *lanes = reel_lanes(reel);
	long n = reel_steps(reel);
	struct html_fault fault = { NO_TASK, n + 1, n };

	for (long i = 0; i < lanes->n_marks; i++)
		if (lanes->marks[i].event->kind == EV_FAULT)
			fault = (struct html_fault){ lanes->marks[i].event->task, lanes->marks[i].step + 1, n };
	if (fault.task != NO_TASK && fault.step == n && n > 0)
		fault.steps = n - 1;
	return fault;
}
