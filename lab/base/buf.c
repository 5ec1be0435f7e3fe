/* buf.c - see buf.h. */
#include "lab/base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

/* Room for `more` bytes and the closing '\0'. */
static void reserve(struct buf *buf, size_t more)
{
	size_t need = buf->length + more + 1, size = buf->size ? buf->size : 64;

	if (need <= buf->size)
		return;
	while (size < need)
		size *= 2;
	buf->text = realloc(buf->text, size);
	if (!buf->text)
		panic("out of memory: %zu bytes", size);
	buf->size = size;
}

void buf_add(struct buf *buf, const char *bytes, size_t length)
{
	reserve(buf, length);
	if (length)
		memcpy(buf->text + buf->length, bytes, length);
	buf->length += length;
	buf->text[buf->length] = '\0';
}

void buf_adds(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_addc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_fill(struct buf *buf, char c, int count)
{
	for (; count > 0; count--)
		buf_addc(buf, c);
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
	va_list again;
	int length;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, args);
	must(length >= 0);
	reserve(buf, (size_t)length);
	vsnprintf(buf->text + buf->length, (size_t)length + 1, format, again);
	buf->length += (size_t)length;
	va_end(again);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(buf, format, args);
	va_end(args);
}

const char *buf_text(const struct buf *buf)
{
	return buf->text ? buf->text : "";
}

void buf_clear(struct buf *buf)
{
	buf->length = 0;
	if (buf->text)
		buf->text[0] = '\0';
}

void buf_free(struct buf *buf)
{
	free(buf->text);
	*buf = (struct buf){ 0 };
}

char *buf_take(struct buf *buf)
{
	char *text;

	reserve(buf, 0);
	buf->text[buf->length] = '\0';
	text = buf->text;
	*buf = (struct buf){ 0 };
	return text;
}
