/*
 * copy.c - see copy.h.
 *
 * What lies between a read and a write is kept on the task's own stack: others may move between the two, and a run may be
 * put back there.
 */
#include "lab/program/copy.h"

#include <string.h>

#include "lab/program/touch.h"

enum { AT_ONCE = 64 };

void copy_out_to(char *to, const char *own, size_t n, uintptr_t caller)
{
	size_t piece;

	for (size_t at = 0; at < n; at += piece) {
		piece = touch_some(to + at, n - at, true, caller);
		memcpy(to + at, own + at, piece);
	}
}

/* The first piece of up to AT_ONCE bytes. Returns how many. */
static size_t move_piece(char *to, const char *from, size_t n, uintptr_t caller)
{
	char between[AT_ONCE] = { 0 };
	size_t piece = touch_some(from, n < AT_ONCE ? n : AT_ONCE, false, caller);

	memcpy(between, from, piece);
	copy_out_to(to, between, piece, caller);
	return piece;
}

void copy_forward(char *to, const char *from, size_t n, uintptr_t caller)
{
	for (size_t at = 0; at < n;)
		at += move_piece(to + at, from + at, n - at, caller);
}

void copy_backward(char *to, const char *from, size_t n, uintptr_t caller)
{
	char between[8] = { 0 };
	size_t at, some;

	while (n) {
		size_t piece = (uintptr_t)(from + n) % 8;

		piece = piece ? piece : 8;
		piece = piece < n ? piece : n;
		n -= piece;
		for (at = 0; at < piece; at += some) {
			some = touch_some(from + n + at, piece - at, false, caller);
			memcpy(between + at, from + n + at, some);
		}
		copy_out_to(to + n, between, piece, caller);
	}
}
