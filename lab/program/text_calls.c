/*
 * text_calls.c - sprintf and sscanf and their kind.
 *
 * What is printed into memory is made on the task's stack, and moved to where it belongs piece by piece; what does not
 * fit there is made in the run's memory.
 */
#define _GNU_SOURCE

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/copy.h"
#include "lab/program/format.h"
#include "lab/program/heap_calls.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"

enum { ON_STACK = 512 };

static char *run_bytes(size_t size)
{
	struct run *run = task_self()->run;
	char *bytes;

	lock_take(&run->lock);
	bytes = arena_alloc(run->arena, size);
	lock_give(&run->lock);
	return bytes;
}

/* At most `room` bytes, the end included; nothing for a room of 0. */
static int print_into(char *to, size_t room, const char *format, va_list args, uintptr_t caller)
{
	char small[ON_STACK] = { 0 }, *text = small;
	va_list again;
	int n;

	format_touch(format, args, caller);
	va_copy(again, args);
	n = vsnprintf(small, sizeof small, format, again);
	va_end(again);
	if (n < 0 || room == 0)
		return n;
	if (n >= ON_STACK) {
		text = run_bytes((size_t)n + 1);
		vsnprintf(text, (size_t)n + 1, format, args);
	}
	if ((size_t)n >= room)
		text[room - 1] = '\0';
	copy_out_to(to, text, strlen(text) + 1, caller);
	return n;
}

/* Into memory of the program's own, as much as it takes. */
static int print_new(char **to, const char *format, va_list args, uintptr_t caller)
{
	struct buf text = { 0 };
	char *made;
	int n;

	format_touch(format, args, caller);
	buf_vprintf(&text, format, args);
	n = (int)text.length;
	made = program_realloc(NULL, text.length + 1, caller);
	if (made)
		memcpy(made, buf_text(&text), text.length + 1);
	buf_free(&text);
	touch_all(to, sizeof *to, true, caller);
	*to = made;
	return made ? n : -1;
}

CALL(int, vasprintf, (char **to, const char *format, va_list args))
{
	return print_new(to, format, args, HERE_CALLED);
}

CALL(int, asprintf, (char **to, const char *format, ...))
{
	va_list args;
	int n;

	va_start(args, format);
	n = print_new(to, format, args, HERE_CALLED);
	va_end(args);
	return n;
}

CALL(int, vsnprintf, (char *to, size_t room, const char *format, va_list args))
{
	return print_into(to, room, format, args, HERE_CALLED);
}

CALL(int, vsprintf, (char *to, const char *format, va_list args))
{
	return print_into(to, SIZE_MAX, format, args, HERE_CALLED);
}

CALL(int, snprintf, (char *to, size_t room, const char *format, ...))
{
	va_list args;
	int n;

	va_start(args, format);
	n = print_into(to, room, format, args, HERE_CALLED);
	va_end(args);
	return n;
}

CALL(int, sprintf, (char *to, const char *format, ...))
{
	va_list args;
	int n;

	va_start(args, format);
	n = print_into(to, SIZE_MAX, format, args, HERE_CALLED);
	va_end(args);
	return n;
}

/* ---- Reading ---- */

static int scan_text(const char *text, const char *format, va_list args, uintptr_t caller)
{
	va_list again;
	int n;

	touch_whole_text(text, caller);
	format_touch_scan(format, args, caller);
	va_copy(again, args);
	n = vsscanf(text, format, again);
	va_end(again);
	format_touch_scanned(format, args, n > 0 ? n : 0, caller);
	return n;
}

#define SCAN_TEXT(name)                                                                                         \
	CALL(int, name, (const char *text, const char *format, ...))                                            \
	{                                                                                                       \
		va_list args;                                                                                   \
		int n;                                                                                          \
                                                                                                                \
		va_start(args, format);                                                                         \
		n = scan_text(text, format, args, HERE_CALLED);                                                 \
		va_end(args);                                                                                   \
		return n;                                                                                       \
	}

SCAN_TEXT(sscanf)
SCAN_TEXT(__isoc99_sscanf)
SCAN_TEXT(__isoc23_sscanf)

/* What it gives is the lab's own: a program does not write there. */
CALL(char *, getenv, (const char *name))
{
	touch_whole_text(name, HERE_CALLED);
	return getenv(name);
}
