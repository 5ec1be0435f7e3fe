/* must_print.c - see must_print.h. */
#include "lab/program/must_print.h"

#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/run.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"

enum { OTHER_LINE = -1 };

/* How much of the line stands in what the thread has printed since its last end of a line, if that is how it begins. */
static int after(const char *line, int matched, const char *text, size_t length)
{
	size_t left;

	if (matched == OTHER_LINE)
		return OTHER_LINE;
	left = strlen(line) - (size_t)matched;
	return length <= left && !memcmp(line + matched, text, length) ? matched + (int)length : OTHER_LINE;
}

/* To print it, and to print on in a line that was it, is an operation. */
void must_print_note(const char *text, size_t length, const char *here)
{
	struct process *process = process_self();
	const char *line = variant_must_print(task_self()->run);
	struct thread *thread;
	int matched, whole;
	bool ends;

	if (!line || !length)
		return;
	thread = thread_self();
	whole = (int)strlen(line);
	ends = text[length - 1] == '\n';
	matched = after(line, thread->matched, text, length - ends);
	if (matched == whole || thread->matched == whole)
		touch_inside(INSIDE_PRINTED, true, here);
	if (ends && matched == whole)
		__atomic_store_n(process->printed_line, 1, __ATOMIC_RELAXED);
	__atomic_store_n(&thread->matched, ends ? 0 : matched, __ATOMIC_RELAXED);
}

/* The last line of a program needs no end. */
static bool was_printed(struct process *process, int whole)
{
	bool printed = __atomic_load_n(process->printed_line, __ATOMIC_RELAXED);
	struct run *run = task_self()->run;

	lock_take(&run->lock);
	for (int i = 0; i < process->threads_room && !printed; i++)
		printed = process->threads[i] && whole > 0 &&
		          __atomic_load_n(&process->threads[i]->matched, __ATOMIC_RELAXED) == whole;
	lock_give(&run->lock);
	return printed;
}

void must_print_end(const char *here)
{
	struct process *process = process_self();
	const char *line = variant_must_print(task_self()->run);

	if (!line)
		return;
	touch_inside(INSIDE_PRINTED, false, here);
	if (!was_printed(process, (int)strlen(line)))
		run_fail(task_self(), VERDICT_BROKEN, NULL, OPERATION_MUST_PRINT, *here ? here : NULL, OPERATION_MUST_PRINT "=\"%s\", which it did not print", line);
}
