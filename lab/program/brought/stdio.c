/*
 * stdio.c - err() and error() and their kind, and what prints without a lock, as a program of somebody's gets them: compiled
 * with it, like a file of its own. In the C library they would write past the lab, and end it.
 *
 * Each is weak: a program may have a function of its own of that name.
 */
#define _GNU_SOURCE

#include <err.h>
#include <errno.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#undef putc_unlocked
#undef putchar_unlocked

#define WEAK __attribute__((weak))

static const char *name = "";

__attribute__((constructor)) static void find_name(int argc, char **argv)
{
	const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;

	name = slash ? slash + 1 : argc > 0 ? argv[0] : "";
}

/* ---- <err.h> and <error.h> ---- */

enum { LONGEST = 1000 };

/* "prog: what: why", a line at once. */
static void complain(const char *format, va_list args, int error)
{
	char text[LONGEST] = "";

	if (format)
		vsnprintf(text, sizeof text, format, args);
	fprintf(stderr, "%s: %s%s%s\n", name, text, format && error ? ": " : "", error ? strerror(error) : "");
}

WEAK void vwarn(const char *format, va_list args)
{
	complain(format, args, errno);
}

WEAK void vwarnx(const char *format, va_list args)
{
	complain(format, args, 0);
}

WEAK void verr(int status, const char *format, va_list args)
{
	complain(format, args, errno);
	exit(status);
}

WEAK void verrx(int status, const char *format, va_list args)
{
	complain(format, args, 0);
	exit(status);
}

WEAK void warn(const char *format, ...)
{
	int error = errno;
	va_list args;

	va_start(args, format);
	complain(format, args, error);
	va_end(args);
}

WEAK void warnx(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(format, args, 0);
	va_end(args);
}

WEAK void err(int status, const char *format, ...)
{
	int error = errno;
	va_list args;

	va_start(args, format);
	complain(format, args, error);
	va_end(args);
	exit(status);
}

WEAK void errx(int status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(format, args, 0);
	va_end(args);
	exit(status);
}

WEAK void error(int status, int number, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(format, args, number);
	va_end(args);
	if (status)
		exit(status);
}

/* ---- Without a lock ---- */

WEAK int putc_unlocked(int c, FILE *file)
{
	return putc(c, file);
}

WEAK int fputc_unlocked(int c, FILE *file)
{
	return fputc(c, file);
}

WEAK int putchar_unlocked(int c)
{
	return putchar(c);
}

WEAK int fputs_unlocked(const char *text, FILE *file)
{
	return fputs(text, file);
}

WEAK size_t fwrite_unlocked(const void *bytes, size_t size, size_t n, FILE *file)
{
	return fwrite(bytes, size, n, file);
}

WEAK int fflush_unlocked(FILE *file)
{
	return fflush(file);
}
