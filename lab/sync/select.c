/* select.c - an operation with several cases. */
#include "lab/sync/select.h"

#include "lab/engine/run.h"

static int64_t deadline_of(int wait)
{
	return wait < 0 ? NO_DEADLINE : engine_deadline(wait * (int64_t)1000000);
}

int select_(int wait, struct op_case *cases, int n, const char *here)
{
	struct op op = { .task = task_self(), .here = here, .cases = cases, .n_cases = n, .has_default = wait == NOW };

	if (n < 0 || n > MAX_CASES)
		run_fail(op.task, VERDICT_PANIC, NULL, "select", here, "a select of %d cases: at most %d", n, MAX_CASES);
	for (int i = 0; i < n; i++)
		cases[i].op = &op;
	op.deadline = deadline_of(wait);
	return engine_perform(&op);
}
