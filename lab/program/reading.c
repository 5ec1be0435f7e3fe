/*
 * reading.c - scanf, fgets, getchar, read and their kind. The standard input is the run's (input.h); from any other file
 * the C library reads, and what it reads is moved to where the program wants it.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/cancel.h"
#include "lab/program/copy.h"
#include "lab/program/format.h"
#include "lab/program/heap_calls.h"
#include "lab/program/input.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"

/* Move what was taken to where it belongs. Returns how many bytes. */
static size_t give(char *to, const struct portion *taken, uintptr_t caller)
{
	if (taken->again)
		copy_out_to(to, &taken->first, 1, caller);
	copy_out_to(to + taken->again, taken->rest, taken->n_rest, caller);
	return taken->again + taken->n_rest;
}

static int fail(int error)
{
	thread_self()->error = error;
	return -1;
}

/* ---- Bytes ---- */

static int read_byte(FILE *file, uintptr_t caller)
{
	struct portion taken;

	if (file != stdin)
		return fgetc(file);
	taken = input_take(1, NO_STOP, caller);
	return taken.again ? (unsigned char)taken.first : taken.n_rest ? (unsigned char)*taken.rest : EOF;
}

#define READ_BYTE(name)                                                                                         \
	CALL(int, name, (FILE *file))                                                                           \
	{                                                                                                       \
		return read_byte(file, HERE_CALLED);                                                            \
	}

READ_BYTE(fgetc)
READ_BYTE(getc)
READ_BYTE(fgetc_unlocked)
READ_BYTE(getc_unlocked)

CALL(int, getchar, (void))
{
	return read_byte(stdin, HERE_CALLED);
}

CALL(int, getchar_unlocked, (void))
{
	return read_byte(stdin, HERE_CALLED);
}

CALL(int, ungetc, (int c, FILE *file))
{
	if (file != stdin)
		return ungetc(c, file);
	return c != EOF && input_put_back((unsigned char)c, HERE_CALLED) ? (unsigned char)c : EOF;
}

CALL(size_t, fread, (void *to, size_t size, size_t n, FILE *file))
{
	struct portion taken;

	if (size && n > SIZE_MAX / size)
		n = SIZE_MAX / size;
	if (file != stdin) {
		touch_all(to, size * n, true, HERE_CALLED);
		return fread(to, size, n, file);
	}
	if (!size)
		return 0;
	taken = input_take(size * n, NO_STOP, HERE_CALLED);
	return give(to, &taken, HERE_CALLED) / size;
}

/* Descriptors 1 and 2 are where it prints to. */
CALL(ssize_t, read, (int descriptor, void *to, size_t n))
{
	struct portion taken;
	ssize_t got;

	cancel_point(CALLER());
	if (descriptor == STDIN_FILENO) {
		taken = input_take(n < SSIZE_MAX ? n : SSIZE_MAX, NO_STOP, HERE_CALLED);
		return (ssize_t)give(to, &taken, HERE_CALLED);
	}
	if (descriptor == STDOUT_FILENO || descriptor == STDERR_FILENO)
		return fail(EBADF);
	touch_all(to, n, true, HERE_CALLED);
	got = read(descriptor, to, n);
	return got < 0 ? fail(errno) : got;
}

CALL(int, feof, (FILE *file))
{
	return file == stdin ? input_ended(HERE_CALLED) : feof(file);
}

CALL(int, ferror, (FILE *file))
{
	return file == stdin ? 0 : ferror(file);
}

CALL(void, clearerr, (FILE *file))
{
	if (file == stdin)
		input_forget_end(HERE_CALLED);
	else
		clearerr(file);
}

/* ---- Lines ---- */

CALL(char *, fgets, (char *to, int n, FILE *file))
{
	struct portion taken;
	size_t length;

	if (n <= 0)
		return NULL;
	if (file != stdin) {
		touch_all(to, (size_t)n, true, HERE_CALLED);
		return fgets(to, n, file);
	}
	taken = input_take((size_t)n - 1, '\n', HERE_CALLED);
	length = give(to, &taken, HERE_CALLED);
	if (!length && n > 1)
		return NULL;
	copy_out_to(to + length, "", 1, HERE_CALLED);
	return to;
}

/* Room for a line of this length and its end at *line, on the program's heap. False when there is none. */
static bool make_room(char **line, size_t *room, size_t length, uintptr_t caller)
{
	char *moved;

	touch((uintptr_t)line, sizeof *line, false, caller);
	touch((uintptr_t)room, sizeof *room, false, caller);
	if (*line && *room > length)
		return true;
	moved = program_realloc(*line, length < 119 ? 120 : length + 1, caller);
	if (!moved)
		return false;
	touch((uintptr_t)line, sizeof *line, true, caller);
	*line = moved;
	touch((uintptr_t)room, sizeof *room, true, caller);
	*room = length < 119 ? 120 : length + 1;
	return true;
}

static ssize_t give_line(char **line, size_t *room, const struct portion *taken, uintptr_t caller)
{
	size_t length = taken->again + taken->n_rest;

	if (!length)
		return -1;
	if (!make_room(line, room, length, caller))
		return fail(ENOMEM);
	give(*line, taken, caller);
	copy_out_to(*line + length, "", 1, caller);
	return (ssize_t)length;
}

static ssize_t read_line(char **line, size_t *room, int stop, FILE *file, uintptr_t caller)
{
	struct portion taken = { .again = false };
	size_t own_room = 0;
	char *own = NULL;
	ssize_t length;

	if (!line || !room)
		return fail(EINVAL);
	if (file == stdin) {
		taken = input_take(SSIZE_MAX, (unsigned char)stop, caller);
		return give_line(line, room, &taken, caller);
	}
	length = getdelim(&own, &own_room, stop, file);
	taken.rest = own;
	taken.n_rest = length > 0 ? (size_t)length : 0;
	length = give_line(line, room, &taken, caller);
	free(own);
	return length;
}

CALL(ssize_t, getline, (char **line, size_t *room, FILE *file))
{
	return read_line(line, room, '\n', file, HERE_CALLED);
}

CALL(ssize_t, getdelim, (char **line, size_t *room, int stop, FILE *file))
{
	return read_line(line, room, stop, file, HERE_CALLED);
}

CALL(ssize_t, __getdelim, (char **line, size_t *room, int stop, FILE *file))
{
	return read_line(line, room, stop, file, HERE_CALLED);
}

/* ---- By a format ---- */

struct scanning {
	struct needed needed;           /* must be first */
	const char   *format;
	va_list       args;
	int           n;                /* what scanf() gives */
};

/* The C library scans a file that is made of the bytes; how far it came is how many it has needed. */
static void scan(struct needed *needed, const char *bytes, size_t n)
{
	struct scanning *scanning = (struct scanning *)needed;
	FILE *file = fmemopen((char *)(uintptr_t)(n ? bytes : "\n"), n ? n : 1, "r");

	va_list args;

	scanning->n = EOF;
	if (!file)
		return;
	if (!n)
		fgetc(file);
	va_copy(args, scanning->args);
	scanning->n = vfscanf(file, scanning->format, args);
	va_end(args);
	needed->n = n ? (size_t)ftell(file) : 0;
	needed->met_end = feof(file) != 0;
	fclose(file);
}

static int scan_format(FILE *file, const char *format, va_list args, uintptr_t caller)
{
	struct scanning scanning = { .needed.use = scan, .format = format };

	format_touch_scan(format, args, caller);
	va_copy(scanning.args, args);
	if (file == stdin)
		input_look(&scanning.needed, caller);
	else
		scanning.n = vfscanf(file, format, scanning.args);
	va_end(scanning.args);
	format_touch_scanned(format, args, scanning.n > 0 ? scanning.n : 0, caller);
	return scanning.n;
}

#define SCAN(name)                                                                                              \
	CALL(int, name, (const char *format, ...))                                                              \
	{                                                                                                       \
		va_list args;                                                                                   \
		int n;                                                                                          \
                                                                                                                \
		va_start(args, format);                                                                         \
		n = scan_format(stdin, format, args, HERE_CALLED);                                              \
		va_end(args);                                                                                   \
		return n;                                                                                       \
	}

#define SCAN_FILE(name)                                                                                         \
	CALL(int, name, (FILE *file, const char *format, ...))                                                  \
	{                                                                                                       \
		va_list args;                                                                                   \
		int n;                                                                                          \
                                                                                                                \
		va_start(args, format);                                                                         \
		n = scan_format(file, format, args, HERE_CALLED);                                               \
		va_end(args);                                                                                   \
		return n;                                                                                       \
	}

#define SCAN_LIST(name)                                                                                         \
	CALL(int, name, (const char *format, va_list args))                                                     \
	{                                                                                                       \
		return scan_format(stdin, format, args, HERE_CALLED);                                           \
	}

#define SCAN_FILE_LIST(name)                                                                                    \
	CALL(int, name, (FILE *file, const char *format, va_list args))                                         \
	{                                                                                                       \
		return scan_format(file, format, args, HERE_CALLED);                                            \
	}

SCAN(scanf)
SCAN(__isoc99_scanf)
SCAN(__isoc23_scanf)
SCAN_FILE(fscanf)
SCAN_FILE(__isoc99_fscanf)
SCAN_FILE(__isoc23_fscanf)
SCAN_LIST(vscanf)
SCAN_LIST(__isoc99_vscanf)
SCAN_LIST(__isoc23_vscanf)
SCAN_FILE_LIST(vfscanf)
SCAN_FILE_LIST(__isoc99_vfscanf)
SCAN_FILE_LIST(__isoc23_vfscanf)
