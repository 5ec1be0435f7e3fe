/*
 * log_words.h - an event in words, in one of four forms; the views' own. All events of a table have one form.
 */
#ifndef LAB_VIEW_LOG_WORDS_H
#define LAB_VIEW_LOG_WORDS_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/trace/trace.h"

enum form {
	SENTENCE,       /* sends 3 to jobs 1/4     waits to receive from jobs      waits to join worker-0       acquires 1 from permits 2 → 1 */
	ARROW,          /* send 3 → jobs 1/4       waits: receive ← jobs           waits: join worker-0 */
	TERSE,          /* 3 → jobs 1/4            waits ← jobs                    waits: join worker-0 */
	BARE            /* 3 → jobs 1/4            waits ← jobs                    waits worker-0 */
};

/* What is told, and where to. */
struct teller {
	struct buf         *out;
	const struct trace *trace;
	const struct event *event;
	bool                ascii;
};

/*
 * Replace what `out` holds by the event in that form, in at most `columns`. What is too long loses the middle of its
 * object's or task's name: the direction, the value and the number a name ends in stay.
 */
void log_words(struct teller *, enum form, int columns);

#endif
