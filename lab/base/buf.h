/*
 * buf.h - a text that grows.
 *
 * Invariants
 *   An all-zero struct buf is an empty text.
 *   When `text` is not NULL, text[length] == '\0' and length < size.
 */
#ifndef LAB_BASE_BUF_H
#define LAB_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
	char  *text;    /* owned; NULL while nothing was added */
	size_t length, size;
};

/* Append.  The bytes may hold anything, '\0' included. */
void buf_add(struct buf *, const char *bytes, size_t length);
void buf_adds(struct buf *, const char *text);
void buf_addc(struct buf *, char c);
void buf_fill(struct buf *, char c, int count);         /* count <= 0 adds nothing */
void buf_printf(struct buf *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *, const char *format, va_list) __attribute__((format(printf, 2, 0)));

/* The text as a C string, "" when empty; valid until the next change. */
const char *buf_text(const struct buf *);

void buf_clear(struct buf *);   /* empty, memory kept */
void buf_free(struct buf *);    /* empty, memory given back; may be used again */

/* The text itself, now the caller's to free(); the buffer is empty after. Never NULL. */
char *buf_take(struct buf *);

#endif
