/*
 * measure_parts.h - what the files about measures share; the views' own.
 */
#ifndef LAB_VIEW_MEASURE_PARTS_H
#define LAB_VIEW_MEASURE_PARTS_H

#include "lab/view/measure.h"

/* What is measured of the trace, and in which time; `elapsed` as measures_new() has it. */
void measure_span(struct measures *, double elapsed);

/* "12.5", "1,204": so many a second. */
void words_rate(struct buf *, double rate);

/* Little's law on one channel, from the numbers of the run. False: there is nothing to show. */
bool words_little(struct buf *, const struct measures *, int object, const struct look *);

#endif
