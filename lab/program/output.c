/*
 * output.c - what a program prints: an event of the task that prints it, a line each.
 *
 * The texts lie in the run's arena; of a flood the first MOST_KEPT_OUTPUT bytes are kept. Where nothing is recorded nothing is
 * kept, but what is printed is read all the same. Output that goes elsewhere is the C library's business.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lab/base/buf.h"
#include "lab/base/rng.h"
#include "lab/engine/record.h"
#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/cancel.h"
#include "lab/program/format.h"
#include "lab/program/must_print.h"
#include "lab/program/process.h"
#include "lab/program/spin.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"

static bool is_ours(const FILE *file)
{
	return file == stdout || file == stderr;
}

/* A copy in the run's arena, while there is room for it; NULL when there is none any more. */
static const char *keep(struct task *self, const char *text, size_t length)
{
	struct process *process = process_self();
	char *kept = NULL;

	lock_take(&self->run->lock);
	if (process->printed + length <= MOST_KEPT_OUTPUT) {
		process->printed += length;
		kept = arena_alloc(self->run->arena, length + 1);
		memcpy(kept, text, length);
		kept[length] = '\0';
	} else if (process->printed <= MOST_KEPT_OUTPUT) {
		process->printed = MOST_KEPT_OUTPUT + 1;
		kept = arena_text(self->run->arena, "(what is printed from here on is not kept)\n");
	}
	lock_give(&self->run->lock);
	return kept;
}

/* Lines count, not whose they are nor which comes first: FNV-1a of each, added up. */
static const uint64_t NO_LINE = 0xcbf29ce484222325u;

static uint64_t with_line(uint64_t lines, uint64_t line)
{
	return lines + rng_next(&(struct rng){ line });
}

static void add_printed(struct holding *own, const char *text, size_t length)
{
	uint64_t line = own->line ? own->line : NO_LINE;
	bool ends = text[length - 1] == '\n';

	for (size_t i = 0; i < length - ends; i++)
		line = (line ^ (unsigned char)text[i]) * 0x100000001b3u;
	own->lines = ends ? with_line(own->lines, line) : own->lines;
	own->line = ends ? 0 : line;
}

uint64_t process_printed(const struct process *process)
{
	uint64_t lines = 0;

	for (int i = 0; i < process->threads_room; i++) {
		const struct holding *of = process->threads[i] ? process->threads[i]->holding : NULL;

		if (of)
			lines += of->line ? with_line(of->lines, of->line) : of->lines;
	}
	return lines;
}

static void print(const char *text, size_t length, uintptr_t caller)
{
	struct task *self = task_self();
	const char *here = process_line(caller), *kept;

	cancel_point_maybe(here);
	for (size_t n; length > 0; text += n, length -= n) {
		const char *end = memchr(text, '\n', length);

		n = end ? (size_t)(end - text) + 1 : length;
		must_print_note(text, n, here);
		add_printed(self->outside, text, n);
		kept = self->log.off ? NULL : keep(self, text, n);
		if (kept || self->log.off)
			record_print(self, here, kept);
		else
			run_note_cut(self->run, here);
		spin_printed(kept || self->log.off);
	}
}

/*
 * Frees the text. A cancel is looked for before it is printed, and to print a line may be an operation. A search may go back to
 * where that was done: there it finds again what lies in the run's memory, but not what the C library has taken back.
 */
static void print_text(struct buf *text, uintptr_t caller)
{
	struct task *self = task_self();
	size_t length = text->length;
	char *kept;

	if (!self->heeds && !variant_must_print(self->run)) {
		print(buf_text(text), length, caller);
		buf_free(text);
		return;
	}
	lock_take(&self->run->lock);
	kept = arena_alloc(self->run->arena, length + 1);
	lock_give(&self->run->lock);
	memcpy(kept, buf_text(text), length);
	buf_free(text);
	print(kept, length, caller);
}

static int print_format(FILE *file, const char *format, va_list args, uintptr_t caller)
{
	struct buf text = { 0 };
	int n;

	format_touch(format, args, caller);
	if (!is_ours(file))
		return vfprintf(file, format, args);
	buf_vprintf(&text, format, args);
	n = (int)text.length;
	print_text(&text, caller);
	return n;
}

CALL(int, vprintf, (const char *format, va_list args))
{
	return print_format(stdout, format, args, HERE_CALLED);
}

CALL(int, vfprintf, (FILE *file, const char *format, va_list args))
{
	return print_format(file, format, args, HERE_CALLED);
}

CALL(int, printf, (const char *format, ...))
{
	va_list args;
	int n;

	va_start(args, format);
	n = print_format(stdout, format, args, HERE_CALLED);
	va_end(args);
	return n;
}

CALL(int, fprintf, (FILE *file, const char *format, ...))
{
	va_list args;
	int n;

	va_start(args, format);
	n = print_format(file, format, args, HERE_CALLED);
	va_end(args);
	return n;
}

CALL(int, dprintf, (int descriptor, const char *format, ...))
{
	va_list args;
	int n;

	va_start(args, format);
	n = print_format(descriptor == 2 ? stderr : stdout, format, args, HERE_CALLED);
	va_end(args);
	return n;
}

CALL(int, puts, (const char *text))
{
	size_t length = touch_whole_text(text, HERE_CALLED);
	struct buf line = { 0 };

	buf_add(&line, text, length);
	buf_addc(&line, '\n');
	print_text(&line, HERE_CALLED);
	return (int)length + 1;
}

static int print_char(int c, FILE *file, uintptr_t caller)
{
	char text = (char)c;

	if (!is_ours(file))
		return fputc(c, file);
	print(&text, 1, caller);
	return (unsigned char)c;
}

CALL(int, putchar, (int c))
{
	return print_char(c, stdout, HERE_CALLED);
}

CALL(int, fputc, (int c, FILE *file))
{
	return print_char(c, file, HERE_CALLED);
}

CALL(int, putc, (int c, FILE *file))
{
	return print_char(c, file, HERE_CALLED);
}

CALL(int, fputs, (const char *text, FILE *file))
{
	size_t length = touch_whole_text(text, HERE_CALLED);

	if (!is_ours(file))
		return fputs(text, file);
	print(text, length, HERE_CALLED);
	return (int)length;
}

CALL(size_t, fwrite, (const void *bytes, size_t size, size_t n, FILE *file))
{
	touch_all(bytes, size * n, false, HERE_CALLED);
	if (!is_ours(file))
		return fwrite(bytes, size, n, file);
	print(bytes, size * n, HERE_CALLED);
	return n;
}

/* The three that are open from the start are the lab's own: they stay open. */
static bool is_the_labs(const FILE *file)
{
	return is_ours(file) || file == stdin;
}

CALL(ssize_t, write, (int descriptor, const void *bytes, size_t n))
{
	ssize_t written = (ssize_t)n;

	touch_all(bytes, n, false, HERE_CALLED);
	if (descriptor == STDOUT_FILENO || descriptor == STDERR_FILENO) {
		print(bytes, n, HERE_CALLED);
		return written;
	}
	cancel_point_maybe(CALLER());
	written = write(descriptor, bytes, n);
	if (written < 0)
		thread_self()->error = errno;
	return written;
}

CALL(int, fflush, (FILE *file))
{
	if (file && !is_the_labs(file))
		return fflush(file);
	cancel_point_maybe(CALLER());
	return 0;
}

CALL(int, setvbuf, (FILE *file, char *bytes, int mode, size_t size))
{
	return is_the_labs(file) ? 0 : setvbuf(file, bytes, mode, size);
}

CALL(void, setbuf, (FILE *file, char *bytes))
{
	if (!is_the_labs(file))
		setbuf(file, bytes);
}

CALL(void, perror, (const char *text))
{
	struct buf line = { 0 };

	if (text && touch_whole_text(text, HERE_CALLED))
		buf_printf(&line, "%s: ", text);
	buf_printf(&line, "%s\n", strerror(thread_self()->error));
	print_text(&line, HERE_CALLED);
}
