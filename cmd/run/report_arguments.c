/* report_arguments.c - a program that was given no arguments, and ends as if it had wanted some; see report.h. */
#include "cmd/run/report.h"

#include <string.h>

#include "cmd/session/settings.h"
#include "lab/base/text.h"
#include "lab/compile/arguments.h"
#include "lab/program/beside.h"
#include "lab/program/program.h"

/* Has it printed how it wants to be called? */
static bool printed_usage(const struct result *result)
{
	for (long i = 0; i < result->trace.n_events; i++)
		if (result->trace.events[i].kind == EV_PRINT && strstr(event_text(&result->trace.events[i]), "sage"))
			return true;
	return false;
}

static bool has_arguments(const struct result *result)
{
	struct spec spec;
	const char *args = spec_find(&spec, result->pattern, beside_settings[BESIDE_ARGS].name) ? result->files[spec.index] : "";

	return args && *args;
}

void report_no_arguments(struct buf *out, const struct result *result, const struct look *look)
{
	if (!program_is_program(result->pattern) || has_arguments(result) || !(result->exit || printed_usage(result)) ||
	    !arguments_used(program_source(result->pattern)))
		return;
	buf_adds(out, "  ");
	text_wrap(out, "it was given no arguments, and looks at them: args=\"...\" gives it some", 2, 4, look->width, look->ascii);
}
