/* html_fault.c - who went wrong, and when; and so many steps as a search and `step` count them. */
#include "lab/page/html_parts.h"

struct html_fault html_fault_of(struct reel *reel)
{
	const struct lanes *lanes = reel_lanes(reel);
	struct html_fault fault = { NO_TASK, reel_steps(reel) + 1, lanes->n_taken };

	for (long i = 0; i < lanes->n_marks; i++)
		if (lanes->marks[i].event->kind == EV_FAULT)
			fault = (struct html_fault){ lanes->marks[i].event->task, lanes->marks[i].step + 1, lanes->n_taken };
	return fault;
}
