/* must_print.c - see must_print.h. */
#include "lab/program/must_print.h"

#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/run.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"

enum { OTHER_LINE = -1 };

/* How much of the line stands in what was printed since the last end of one, if that is how it begins. */
static int after(const char *line, int matched, const char *text, size_t length)
{
	size_t left;

	if (matched == OTHER_LINE)
		return OTHER_LINE;
	left = strlen(line) - (size_t)matched;
	return length <= left && !memcmp(line + matched, text, length) ? matched + (int)length : OTHER_LINE;
}

void must_print_note(const char *text, size_t length, const char *here)
{
	struct must_print *line = process_self()->must_print;
	const char *wanted = variant_must_print(task_self()->run);
	int matched;
	bool ends;

	if (!line || !length)
		return;
	touch_inside(INSIDE_PRINTED, true, here);
	lock_take(&task_self()->run->lock);
	ends = text[length - 1] == '\n';
	matched = after(wanted, line->matched, text, length - ends);
	line->printed |= ends && matched == (int)strlen(wanted);
	line->matched = ends ? 0 : matched;
	lock_give(&task_self()->run->lock);
}

void must_print_end(bool flushes, const char *here)
{
	struct must_print *line = process_self()->must_print;
	const char *wanted = variant_must_print(task_self()->run);
	bool printed;

	if (!line)
		return;
	touch_inside(INSIDE_PRINTED, false, here);
	lock_take(&task_self()->run->lock);
	printed = line->printed || (flushes && *wanted && line->matched == (int)strlen(wanted));
	lock_give(&task_self()->run->lock);
	if (!printed)
		run_fail(task_self(), VERDICT_BROKEN, NULL, OPERATION_MUST_PRINT, *here ? here : NULL,
		         OPERATION_MUST_PRINT "=\"%s\", which it did not print", wanted);
}
