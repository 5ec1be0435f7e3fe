/* report_parts.h - between the files of the report. */
#ifndef CMD_REPORT_PARTS_H
#define CMD_REPORT_PARTS_H

#include "cmd/run/report.h"

/* All that was printed, before anything else is said. */
void report_output(struct buf *, const struct result *);

/* Of a program: its status, who was left, and what there is to know of what it was given and has printed. */
void report_program(struct buf *, const struct result *, const struct look *);

#endif
