/*
 * strings.c - the C library's calls that move, compare and search bytes and texts: as they are, but that what they read
 * and write is told piece by piece (touch.h).
 *
 * Between two pieces others may move, and a run may be put back there: so all that is kept meanwhile lies on the stack.
 * A comparison or a search reads no further than it has to.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "lab/program/call.h"
#include "lab/program/copy.h"
#include "lab/program/memory.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"

/* ---- Bytes ---- */

CALL(void *, memcpy, (void *to, const void *from, size_t n))
{
	copy_forward(to, from, n, HERE_CALLED);
	return to;
}

CALL(void *, memmove, (void *to, const void *from, size_t n))
{
	if ((uintptr_t)to - (uintptr_t)from < n)
		copy_backward(to, from, n, HERE_CALLED);
	else
		copy_forward(to, from, n, HERE_CALLED);
	return to;
}

/* What newer compilers make of these. */

CALL(void *, __tsan_memcpy, (void *to, const void *from, size_t n))
{
	copy_forward(to, from, n, HERE_CALLED);
	return to;
}

CALL(void *, __tsan_memmove, (void *to, const void *from, size_t n))
{
	if ((uintptr_t)to - (uintptr_t)from < n)
		copy_backward(to, from, n, HERE_CALLED);
	else
		copy_forward(to, from, n, HERE_CALLED);
	return to;
}

static void fill(char *to, int c, size_t n, uintptr_t caller)
{
	size_t piece;

	for (size_t at = 0; at < n; at += piece) {
		piece = touch_some(to + at, n - at, true, caller);
		memset(to + at, c, piece);
	}
}

CALL(void *, memset, (void *to, int c, size_t n))
{
	fill(to, c, n, HERE_CALLED);
	return to;
}

CALL(void *, __tsan_memset, (void *to, int c, size_t n))
{
	fill(to, c, n, HERE_CALLED);
	return to;
}

CALL(void, bzero, (void *to, size_t n))
{
	fill(to, 0, n, HERE_CALLED);
}

/* Up to eight bytes of it, in `between`. Returns how many. */
static size_t read_piece(char between[8], const char *from, size_t n, uintptr_t caller)
{
	size_t piece = touch_some(from, n < 8 ? n : 8, false, caller);

	memcpy(between, from, piece);
	return piece;
}

CALL(int, memcmp, (const void *a, const void *b, size_t n))
{
	char first[8] = { 0 }, second[8] = { 0 };
	size_t piece;
	int order;

	for (size_t at = 0; at < n; at += piece) {
		piece = read_piece(first, (const char *)a + at, n - at, HERE_CALLED);
		piece = read_piece(second, (const char *)b + at, piece, HERE_CALLED);
		order = memcmp(first, second, piece);
		if (order)
			return order;
	}
	return 0;
}

CALL(void *, memchr, (const void *bytes, int c, size_t n))
{
	const char *from = bytes;
	const char *found;
	size_t piece;

	for (size_t at = 0; at < n; at += piece) {
		found = memchr(from + at, c, 8 < n - at ? 8 : n - at);
		piece = touch_some(from + at, found ? (size_t)(found - from) - at + 1 : 8 < n - at ? 8 : n - at, false,
		                   HERE_CALLED);
		found = memchr(from + at, c, piece);
		if (found)
			return (void *)(uintptr_t)found;
	}
	return NULL;
}

/* ---- Texts ---- */

CALL(size_t, strlen, (const char *text))
{
	return touch_whole_text(text, HERE_CALLED);
}

/* How long it is, of at most `most`. */
static size_t length_within(const char *text, size_t most, uintptr_t caller)
{
	size_t at = 0, room, piece, n;

	while (at < most) {
		room = 8 - (uintptr_t)(text + at) % 8;
		room = room < most - at ? room : most - at;
		n = strnlen(text + at, room);
		piece = touch_some(text + at, n < room ? n + 1 : room, false, caller);
		n = strnlen(text + at, piece);
		at += n;
		if (n < piece)
			return at;
	}
	return most;
}

CALL(size_t, strnlen, (const char *text, size_t most))
{
	return length_within(text, most, HERE_CALLED);
}

/* A text and its end, but at most `most` bytes of it. Returns how many were moved, its end included. */
static size_t copy_text(char *to, const char *from, size_t most, uintptr_t caller)
{
	char between[8] = { 0 };
	size_t at = 0, room, n, piece;

	while (at < most) {
		room = 8 - (uintptr_t)(from + at) % 8;
		room = room < most - at ? room : most - at;
		n = strnlen(from + at, room);
		piece = read_piece(between, from + at, n < room ? n + 1 : room, caller);
		n = strnlen(between, piece);
		copy_out_to(to + at, between, n < piece ? n + 1 : piece, caller);
		at += n < piece ? n + 1 : piece;
		if (n < piece)
			break;
	}
	return at;
}

CALL(char *, strcpy, (char *to, const char *from))
{
	copy_text(to, from, SIZE_MAX, HERE_CALLED);
	return to;
}

CALL(char *, stpcpy, (char *to, const char *from))
{
	return to + copy_text(to, from, SIZE_MAX, HERE_CALLED) - 1;
}

CALL(char *, strncpy, (char *to, const char *from, size_t n))
{
	size_t moved = copy_text(to, from, n, HERE_CALLED);

	fill(to + moved, 0, n - moved, HERE_CALLED);
	return to;
}

CALL(char *, strcat, (char *to, const char *from))
{
	copy_text(to + touch_whole_text(to, HERE_CALLED), from, SIZE_MAX, HERE_CALLED);
	return to;
}

CALL(char *, strncat, (char *to, const char *from, size_t n))
{
	char *end = to + touch_whole_text(to, HERE_CALLED);
	size_t length = length_within(from, n, HERE_CALLED);

	copy_forward(end, from, length, HERE_CALLED);
	copy_out_to(end + length, "", 1, HERE_CALLED);
	return to;
}

/* Of two texts: the first bytes that differ, or their ends; of at most `most`. */
static int compare(const char *a, const char *b, size_t most, bool fold, uintptr_t caller)
{
	char first[8] = { 0 }, second[8] = { 0 };
	size_t room, piece;
	int order;

	for (size_t at = 0; at < most; at += piece) {
		room = 8 - (uintptr_t)(a + at) % 8;
		room = strnlen(a + at, room < most - at ? room : most - at) + 1;
		room = room < most - at ? room : most - at;
		piece = read_piece(first, a + at, room, caller);
		room = strnlen(b + at, piece) + 1;
		piece = read_piece(second, b + at, room < piece ? room : piece, caller);
		order = fold ? strncasecmp(first, second, piece) : strncmp(first, second, piece);
		if (order || memchr(first, '\0', piece))
			return order;
	}
	return 0;
}

CALL(int, strcmp, (const char *a, const char *b))
{
	return compare(a, b, SIZE_MAX, false, HERE_CALLED);
}

CALL(int, strncmp, (const char *a, const char *b, size_t n))
{
	return compare(a, b, n, false, HERE_CALLED);
}

CALL(int, strcasecmp, (const char *a, const char *b))
{
	return compare(a, b, SIZE_MAX, true, HERE_CALLED);
}

CALL(int, strncasecmp, (const char *a, const char *b, size_t n))
{
	return compare(a, b, n, true, HERE_CALLED);
}

CALL(char *, strchr, (const char *text, int c))
{
	for (size_t n;; text += n) {
		n = touch_text(text, HERE_CALLED);
		for (size_t i = 0; i < n; i++)
			if (text[i] == (char)c || !text[i])
				return text[i] == (char)c ? (char *)(uintptr_t)text + i : NULL;
	}
}

/* Those that look at whole texts: both are touched, then it is done at once. */

CALL(char *, strrchr, (const char *text, int c))
{
	touch_whole_text(text, HERE_CALLED);
	return strrchr(text, c);
}

CALL(char *, strstr, (const char *text, const char *part))
{
	touch_whole_text(text, HERE_CALLED);
	touch_whole_text(part, HERE_CALLED);
	return strstr(text, part);
}

CALL(size_t, strspn, (const char *text, const char *set))
{
	touch_whole_text(text, HERE_CALLED);
	touch_whole_text(set, HERE_CALLED);
	return strspn(text, set);
}

CALL(size_t, strcspn, (const char *text, const char *set))
{
	touch_whole_text(text, HERE_CALLED);
	touch_whole_text(set, HERE_CALLED);
	return strcspn(text, set);
}

CALL(char *, strpbrk, (const char *text, const char *set))
{
	touch_whole_text(text, HERE_CALLED);
	touch_whole_text(set, HERE_CALLED);
	return strpbrk(text, set);
}

/* ---- Texts on the heap ---- */

static char *duplicate(const char *text, size_t length, uintptr_t caller)
{
	char *copy = thread_alloc(length + 1, 16);

	if (copy)
		copy_forward(copy, text, length, caller);       /* its end is there: what is given is zero */
	else
		thread_self()->error = ENOMEM;
	return copy;
}

CALL(char *, strdup, (const char *text))
{
	return duplicate(text, touch_whole_text(text, HERE_CALLED), HERE_CALLED);
}

CALL(char *, strndup, (const char *text, size_t n))
{
	return duplicate(text, length_within(text, n, HERE_CALLED), HERE_CALLED);
}

/* ---- Words of a text ---- */

static char *next_word(char *text, const char *set, char **rest, uintptr_t caller)
{
	touch_whole_text(set, caller);
	touch((uintptr_t)rest, sizeof *rest, false, caller);
	text = text ? text : *rest;
	if (!text)
		return NULL;
	touch_whole_text(text, caller);
	text += strspn(text, set);
	if (*text) {
		char *end = text + strcspn(text, set);

		if (*end)
			copy_out_to(end++, "", 1, caller);
		touch((uintptr_t)rest, sizeof *rest, true, caller);
		*rest = end;
		return text;
	}
	touch((uintptr_t)rest, sizeof *rest, true, caller);
	*rest = text;
	return NULL;
}

CALL(char *, strtok_r, (char *text, const char *set, char **rest))
{
	return next_word(text, set, rest, HERE_CALLED);
}

/* Where it goes on is one for all threads: they share it as they share a variable. */
CALL(char *, strtok, (char *text, const char *set))
{
	return next_word(text, set, process_self()->words, HERE_CALLED);
}

CALL(char *, strsep, (char **rest, const char *set))
{
	char *text, *end;

	touch_whole_text(set, HERE_CALLED);
	touch((uintptr_t)rest, sizeof *rest, false, HERE_CALLED);
	text = *rest;
	if (!text)
		return NULL;
	end = text + touch_whole_text(text, HERE_CALLED);
	end = strcspn(text, set) < (size_t)(end - text) ? text + strcspn(text, set) : NULL;
	if (end)
		copy_out_to(end++, "", 1, HERE_CALLED);
	touch((uintptr_t)rest, sizeof *rest, true, HERE_CALLED);
	*rest = end;
	return text;
}
