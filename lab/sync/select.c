/* select.c - an operation with several cases. */
#include "lab/sync/select.h"

#include <string.h>

#include "lab/engine/run.h"

_Static_assert((int)SELECT_DEFAULT == (int)OP_DEFAULT && (int)SELECT_TIMEOUT == (int)OP_TIMEOUT &&
               (int)MOST_CASES == (int)MAX_CASES, "a pattern knows the answers by other names");

static int64_t deadline_of(int wait)
{
	return wait < 0 ? NO_DEADLINE : engine_deadline(wait * (int64_t)1000000);
}

/* What the engine wants to know of the cases; padding is zeroed, too: stacks are compared. */
static void make_cases(struct op_case *cases, const struct select_case *of, int n, struct op *op)
{
	memset(cases, 0, (size_t)n * sizeof *cases);
	for (int i = 0; i < n; i++) {
		cases[i].object = of[i].object;
		cases[i].kind = of[i].kind;
		cases[i].value = of[i].value;
		cases[i].ok = of[i].ok;
		cases[i].nil = (enum event_kind)of[i].nil;
		cases[i].op = op;
	}
}

int select_(int wait, const struct select_case *of, int n, const char *here)
{
	struct op op = { .task = task_self(), .here = here, .n_cases = n, .has_default = wait == NOW };

	if (n < 0 || n > MAX_CASES)
		run_fail(op.task, VERDICT_PANIC, NULL, "select", here, "a select of %d cases: at most %d", n, MAX_CASES);

	struct op_case cases[n + 1];    /* as many as there are, for the stack is copied at each step of a search */

	make_cases(cases, of, n, &op);
	op.cases = cases;
	op.deadline = deadline_of(wait);
	return engine_perform(&op);
}
