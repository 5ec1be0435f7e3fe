/*
 * claim.h - a claim that was false, in words that are not read as if it held.
 *
 * The message of such a fault is the claim itself, with the numbers that were compared, if there are any, behind it:
 *
 *     each job is done exactly once
 *     no update is lost: 1 where 2 is claimed
 *     assert(n > 5)
 *     must-print="sum: 2", which it did not print
 */
#ifndef LAB_TRACE_CLAIM_H
#define LAB_TRACE_CLAIM_H

#include <stdbool.h>

#include "lab/base/buf.h"

/* Parts of a message; lengths with each. */
struct claim {
	bool        is_code;            /* it stands for itself: a program's own condition, assert(...), or must-print= */
	const char *text, *found, *wanted;      /* `found`: NULL where no numbers were compared */
	int         text_length, found_length, wanted_length;
};

struct claim claim_of(const char *message);

/* "broken claim: " goes before it: "\"no update is lost\", but it came to 1 instead of 2", "\"each job is done\"", "assert(n > 5)". */
void claim_words(struct buf *, const char *message);

#endif
