/*
 * words.h - what the words mean that the lab uses: the rows of the topic `words`, one at a time.
 */
#ifndef CMD_WORDS_H
#define CMD_WORDS_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/view/view.h"

/*
 * Append "cell - a variable that tasks share" for a word, however it is written: `cells`, `pre-emption`, `preemption`. False:
 * it is none of them.
 */
bool words_add(struct buf *, const char *word, const struct look *);

#endif
