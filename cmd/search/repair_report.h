/*
 * repair_report.h - repairs, told: which there are, how long and in what time they last, and what was not decided.
 */
#ifndef CMD_REPAIR_REPORT_H
#define CMD_REPAIR_REPORT_H

#include "cmd/search/search.h"
#include "lab/explain/hints.h"
#include "lab/search/repair.h"

enum { REPAIR_SECONDS_MOST = 1000000 };

/*
 * On the session's `out`. So many seconds were allowed, 0 for no limit: what to type for more is said, too. Where the code of
 * a program may be mended is told besides.
 */
void repair_report(const struct search *, const struct repairs *, const struct hints *, int seconds);

#endif
