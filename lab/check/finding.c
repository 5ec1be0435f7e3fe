/* finding.c - giving a result back. */
#include "lab/check/finding.h"

void result_free(struct result *result)
{
	if (!result)
		return;
	trace_free(&result->trace);
	arena_free(result->arena);      /* the result itself lies in it */
}
