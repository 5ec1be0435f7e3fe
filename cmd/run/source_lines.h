/*
 * source_lines.h - what a line of a person's own program says, as far as its text does: what it depends on, and what is asked there.
 */
#ifndef CMD_SOURCE_LINES_H
#define CMD_SOURCE_LINES_H

#include "lab/explain/hints.h"

/* Of a pattern that is none, nothing is known. It lasts as long as the pattern. */
struct hint_source source_lines(const struct pattern *);

#endif
