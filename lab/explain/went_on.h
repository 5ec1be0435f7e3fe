/*
 * went_on.h - waits after which a task went on without another look, though it was not so yet or not any more: an `if` where a
 * `while` should be.
 *
 * Seen in the trace: it was woken, or woke for no reason, took its mutex and did not wait once more. What it had asked before is
 * read from the source and from the values of the variables, where both are known.
 */
#ifndef LAB_EXPLAIN_WENT_ON_H
#define LAB_EXPLAIN_WENT_ON_H

#include "lab/explain/hints_parts.h"

/* How sure it is that it should not have gone on. */
enum went_on_sure {
	WENT_ON_MAYBE,                  /* being woken does not say that it is so, no more is known */
	WENT_ON_OVERTAKEN,              /* another had the mutex between the signal and its turn */
	WENT_ON_WOKE,                   /* it woke for no reason */
	WENT_ON_KNOWN,                  /* what it had asked was as before */
};

struct went_on {
	enum went_on_sure sure;
	int               task;
	long              enter, woken, lock;   /* numbers of its events: it waits; it wakes; it has the mutex again */
	bool              spurious;             /* it woke for no reason */
	int               between;              /* who had the mutex between the signal and its turn; NO_TASK: nobody */
	long              taken;                /* the event by which */
	enum hint_line    line;
	const char       *at;                   /* of the wait, or of the call of the function that does no more */
	const char       *what;                 /* "buf.count is 0 again"; NULL: not known. In the arena */
	const char       *was;                  /* "buf.count was 0 again" */
};

enum { MOST_WENT_ON = 4 };

/*
 * Those of the run of which one is sure (WENT_ON_WOKE or more), the first at each line, as they came. Returns how many.
 */
int went_on_surely(const struct hinting *, struct went_on list[MOST_WENT_ON]);

/* The likeliest of the others, of the culprit before anybody else's. False: there is none. */
bool went_on_likely(const struct hinting *, struct went_on *);

#endif
