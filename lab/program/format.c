/* format.c - see format.h. The directives are those of C11, 7.21.6.1 and 7.21.6.2, with POSIX's m, but without n$. */
#define _GNU_SOURCE

#include "lab/program/format.h"

#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "lab/engine/crash.h"
#include "lab/engine/run.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"

/* An argument's size, as its letters h, hh, l, ll, q, j, z, t, L say. */
enum length { PLAIN, CHAR, SHORT, LONG, LONGER, MAX, SIZE, DIFFERENCE, LONG_DOUBLE };

static enum length read_length(const char **at)
{
	switch (*(*at)++) {
	case 'h':
		return **at == 'h' ? ++*at, CHAR : SHORT;
	case 'l':
		return **at == 'l' ? ++*at, LONGER : LONG;
	case 'q':
		return LONGER;
	case 'j':
		return MAX;
	case 'z':
		return SIZE;
	case 't':
		return DIFFERENCE;
	case 'L':
		return LONG_DOUBLE;
	default:
		--*at;
		return PLAIN;
	}
}

static size_t size_of_integer(enum length length)
{
	static const size_t sizes[] = {
		[PLAIN] = sizeof(int), [CHAR] = 1, [SHORT] = sizeof(short), [LONG] = sizeof(long),
		[LONGER] = sizeof(long long), [MAX] = sizeof(intmax_t), [SIZE] = sizeof(size_t),
		[DIFFERENCE] = sizeof(ptrdiff_t), [LONG_DOUBLE] = sizeof(long long),
	};

	return sizes[length];
}

/* ---- printf ---- */

/* A list of arguments, as something that can be passed on. */
struct arguments {
	va_list list;
};

/* "*", a number or nothing. */
static int read_number(const char **at, struct arguments *args)
{
	int number = -1;

	if (**at == '*') {
		++*at;
		return va_arg(args->list, int);
	}
	if (isdigit((unsigned char)**at))
		number = 0;
	for (; isdigit((unsigned char)**at); ++*at)
		number = number > 100000000 ? number : 10 * number + (**at - '0');
	return number;
}

static void touch_printed(const char *text, int most, uintptr_t caller)
{
	size_t n;

	if (!text)
		return;                 /* glibc prints (null) */
	if (most < 0) {
		touch_whole_text(text, caller);
		return;
	}
	n = strnlen(text, (size_t)most);
	touch_all(text, n < (size_t)most ? n + 1 : n, false, caller);
}

/* A character is at least a byte of what is printed, so no more of them are read. */
static void touch_printed_wide(const wchar_t *text, int most, uintptr_t caller)
{
	size_t n, limit = most < 0 ? SIZE_MAX / sizeof *text : (size_t)most;

	if (!text)
		return;
	crash_try(text);
	n = wcsnlen(text, limit);
	touch_all(text, (n < limit ? n + 1 : n) * sizeof *text, false, caller);
}

static void pass_integer(struct arguments *args, enum length length)
{
	if (size_of_integer(length) <= sizeof(int))
		va_arg(args->list, int);
	else
		va_arg(args->list, long long);
}

static void touch_argument(char directive, enum length length, int precision, struct arguments *args, uintptr_t caller)
{
	if (strchr("diouxX", directive))
		pass_integer(args, length);
	else if (directive == 'c')
		va_arg(args->list, int);
	else if (strchr("aAeEfFgG", directive) && length == LONG_DOUBLE)
		va_arg(args->list, long double);
	else if (strchr("aAeEfFgG", directive))
		va_arg(args->list, double);
	else if (directive == 's' && length != LONG)
		touch_printed(va_arg(args->list, const char *), precision, caller);
	else if (directive == 'n')
		touch((uintptr_t)va_arg(args->list, void *), size_of_integer(length), true, caller);
	else if (strchr("sS", directive))
		touch_printed_wide(va_arg(args->list, const wchar_t *), precision, caller);
	else if (directive == 'p')
		va_arg(args->list, void *);
}

void format_touch(const char *format, va_list list, uintptr_t caller)
{
	const char *at = format, *end = format + touch_whole_text(format, caller);
	struct arguments args;
	enum length length;
	int precision;

	va_copy(args.list, list);
	while (at < end && (at = strchr(at, '%'))) {
		at++;
		at += strspn(at, "-+ #0'I");
		read_number(&at, &args);
		precision = -1;
		if (*at == '.') {
			at++;
			precision = read_number(&at, &args);
			precision = precision < 0 && at[-1] == '.' ? 0 : precision;
		}
		length = read_length(&at);
		if (!*at)
			break;
		if (*at != '%' && *at != 'm')
			touch_argument(*at, length, precision, &args, caller);
		at++;
	}
	va_end(args.list);
}

/* ---- scanf ---- */

/* Behind the set of %[...], at its `]`. */
static const char *end_of_set(const char *at)
{
	at += at[1] == '^' ? 2 : 1;
	at += *at == ']';
	return at + strcspn(at, "]");
}

static size_t size_scanned(char directive, enum length length, int width)
{
	if (strchr("aAeEfFgG", directive))
		return length == LONG_DOUBLE ? sizeof(long double) : length == LONG ? sizeof(double) : sizeof(float);
	if (directive == 'p')
		return sizeof(void *);
	if (directive == 'c')
		return width > 0 ? (size_t)width : 1;
	return directive == 's' || directive == '[' ? 1 : size_of_integer(length);
}

/* What is done with each target: `n` is its number, from 0. */
static void touch_target(char *target, char directive, size_t size, int n, int written, uintptr_t caller)
{
	if (written < 0)
		touch((uintptr_t)target, size, true, caller);
	else if (n < written && (directive == 's' || directive == '['))
		touch_all(target, strlen(target) + 1, true, caller);
}

/* `written`: how many targets have been written to, or -1 before that. */
static void scan(const char *format, va_list list, int written, uintptr_t caller)
{
	const char *at = format;
	struct arguments args;
	enum length length;
	bool passed;
	int width, n = 0;
	char directive;

	va_copy(args.list, list);
	while ((at = strchr(at, '%'))) {
		at++;
		passed = *at == '*';
		at += passed;
		width = read_number(&at, &args);
		length = read_length(&at);
		directive = *at;
		if (!directive)
			break;
		if (directive == '[')
			at = end_of_set(at);
		if (directive != '%' && !passed)
			touch_target(va_arg(args.list, char *), directive, size_scanned(directive, length, width), n++, written,
			             caller);
		at += *at != '\0';
	}
	va_end(args.list);
}

/* Does it let the C library get memory for a text, as %ms does? */
static bool gives_memory(const char *format)
{
	for (const char *at = strchr(format, '%'); at; at = *at ? strchr(at + 1, '%') : NULL) {
		at++;
		at += strspn(at, "*0123456789");
		if (*at == 'm')
			return true;
	}
	return false;
}

void format_touch_scan(const char *format, va_list args, uintptr_t caller)
{
	touch_whole_text(format, caller);
	if (gives_memory(format))
		variant_is_given(task_self()->run);
	scan(format, args, -1, caller);
}

void format_touch_scanned(const char *format, va_list args, int n, uintptr_t caller)
{
	scan(format, args, n, caller);
}
