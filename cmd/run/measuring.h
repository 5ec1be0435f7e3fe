/*
 * measuring.h - the measures of a result: what its pattern wants told, and all of them as JSON.
 */
#ifndef CMD_MEASURING_H
#define CMD_MEASURING_H

#include "lab/base/json.h"
#include "lab/check/finding.h"
#include "lab/view/measure.h"

/* Is the time of this run virtual? */
bool measuring_is_virtual(const struct result *);

/* The caller frees them; the result must outlive them. */
struct measures *measuring(const struct result *);

/* The lines a pattern wants told after each run of it; nothing for most. */
void measuring_report(struct buf *, const struct result *, const struct look *);

/* "measures":[...], the same for programs; nothing where the pattern wants nothing. */
void measuring_report_json(struct json *, const struct result *);

/* The members of a `measure` object, narrowed as view_measures() is. */
void measuring_json(struct json *, const struct measures *, const struct result *, int task, int object);

#endif
