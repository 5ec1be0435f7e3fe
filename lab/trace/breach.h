/*
 * breach.h - a breach: what a task did, or let another do, though what it has declared does not say so.
 *
 * A breach ends no run. All those of a run are told together, each with the word that would have declared it.
 */
#ifndef LAB_TRACE_BREACH_H
#define LAB_TRACE_BREACH_H

#include <stdbool.h>

#include "lab/base/arena.h"
#include "lab/base/buf.h"

enum breach_kind {
	BREACH_DOES,             /* an operation */
	BREACH_GIVES,            /* it starts a task that may do more than it may itself */
	BREACH_WIDENS            /* it declares more than it had declared before */
};

enum { MOST_BREACHES = 200 };     /* kept */

/* Two that are equal in all but the ids are one. */
struct breach {
	enum breach_kind kind;
	const char     *task;           /* its name */
	const char     *object;         /* NULL: it is about ANYTHING */
	const char     *verb;           /* "sends to"; BREACH_DOES only. Static storage, as what follows */
	const char     *operation;      /* "send", "start", "declare" */
	const char     *use;            /* "SENDS"; NULL when object is */
	const char     *here;           /* "patterns/worker_pool.c:41"; NULL: nowhere known */
	const char     *other;          /* the name of the task that is started; BREACH_GIVES only */
	int             task_id, object_id;     /* in the run in which it was seen; NO_OBJECT: none */
};

struct breaches {
	struct breach *list;             /* in the order in which they were first seen */
	int           n;
	bool          more;             /* than are kept */
};

bool breach_equal(const struct breach *, const struct breach *);

/* Add to `into` copies, in `arena`, of those that are not there yet. */
void breaches_add(struct breaches *into, const struct breaches *from, struct arena *arena);

/*
 * Those that are equal in all but the task count as one line. breach_line() adds that of breach `at` as a sentence without a
 * full stop: "ping (ping_pong.c:31) sends to `pong`, which USES does not say: add SENDS(pong)". False when the line was
 * that of an earlier one: nothing is added.
 */
bool breach_line(struct buf *, const struct breaches *, int at);

#endif
