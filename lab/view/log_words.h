/*
 * log_words.h - an event in words, in one of four forms; the views' own.
 */
#ifndef LAB_VIEW_LOG_WORDS_H
#define LAB_VIEW_LOG_WORDS_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/trace/trace.h"

enum form {
	SENTENCE,       /* sends 3 to jobs 1/4     waits to receive from jobs */
	ARROW,          /* send 3 → jobs 1/4       waits: receive jobs */
	TERSE,          /* 3 → jobs 1/4            waits ← jobs */
	BARE            /* 3 → jobs                waits jobs */
};

/* What is told, and where to. */
struct teller {
	struct buf         *out;
	const struct trace *trace;
	const struct event *event;
	bool                ascii;
};

/* Replace what `out` holds by the event in that form. */
void log_words(struct teller *, enum form);

#endif
