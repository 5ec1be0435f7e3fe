/* output.c - what a program prints: an event of the task that prints it. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/engine/record.h"
#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/process.h"

static int print(const char *format, va_list args)
{
	struct buf text = { 0 };
	int n;

	buf_vprintf(&text, format, args);
	n = (int)text.length;
	buf_free(&text);
	return n;
}

CALL(int, vprintf, (const char *format, va_list args))
{
	return print(format, args);
}

CALL(int, printf, (const char *format, ...))
{
	va_list args;
	int n;

	va_start(args, format);
	n = print(format, args);
	va_end(args);
	return n;
}

CALL(int, puts, (const char *text))
{
	return (int)strlen(text) + 1;
}

CALL(int, putchar, (int c))
{
	return (unsigned char)c;
}

CALL(int, vfprintf, (FILE *file, const char *format, va_list args))
{
	return file == stdout || file == stderr ? print(format, args) : vfprintf(file, format, args);
}

CALL(int, fprintf, (FILE *file, const char *format, ...))
{
	va_list args;
	int n;

	va_start(args, format);
	n = file == stdout || file == stderr ? print(format, args) : vfprintf(file, format, args);
	va_end(args);
	return n;
}

CALL(int, fputs, (const char *text, FILE *file))
{
	return file == stdout || file == stderr ? (int)strlen(text) : fputs(text, file);
}

CALL(int, fputc, (int c, FILE *file))
{
	return file == stdout || file == stderr ? (unsigned char)c : fputc(c, file);
}

CALL(int, putc, (int c, FILE *file))
{
	return file == stdout || file == stderr ? (unsigned char)c : fputc(c, file);
}

CALL(size_t, fwrite, (const void *bytes, size_t size, size_t n, FILE *file))
{
	return file == stdout || file == stderr ? n : fwrite(bytes, size, n, file);
}

CALL(int, fflush, (FILE *file))
{
	return file && file != stdout && file != stderr ? fflush(file) : 0;
}

CALL(void, perror, (const char *text))
{
	(void)text;
}
