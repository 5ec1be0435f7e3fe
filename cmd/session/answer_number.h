/*
 * answer_number.h - a number as a person types it: 1700, 1,700, `1.7 s` where milliseconds are asked for, three, none.
 */
#ifndef CMD_ANSWER_NUMBER_H
#define CMD_ANSWER_NUMBER_H

#include <stdbool.h>

#include "lab/base/buf.h"

/*
 * Append the number that `typed` is, in digits and in the unit that the question asks for. `asked` is the question's
 * text, NULL for none: words behind a number are allowed when they stand in it ("3 rounds", "2 of the tasks"). False when
 * it is no number, or one in a unit that cannot be meant.
 */
bool number_read(const char *asked, const char *typed, struct buf *answer);

#endif
