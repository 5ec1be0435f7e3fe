/*
 * measure_words.h - measures in sentences; the views' own.
 */
#ifndef LAB_VIEW_MEASURE_WORDS_H
#define LAB_VIEW_MEASURE_WORDS_H

#include "lab/view/measure.h"

/* "12.5", "1,204": so many a second. */
void words_rate(struct buf *, double rate);

/* Little's law on one channel, from the numbers of the run. False: there is nothing to show. */
bool words_little(struct buf *, const struct measures *, int object, const struct look *);

#endif
