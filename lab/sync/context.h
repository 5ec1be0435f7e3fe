/*
 * context.h - a tree of signals to stop, with deadlines and values (Go's context).
 *
 * A context ends when it is cancelled, when its deadline or that of a context above it has passed, or
 * when a context above it ends; it ends once, and for one reason. Who works for it looks: with a case of
 * a select, by waiting, or by asking why. Nobody is stopped who does not look.
 *
 *     struct context *request = context_make_within(NULL, 50, "request");
 *     switch (select_on(FOREVER, RECV(answers, &answer), DONE(request))) ...
 */
#ifndef LAB_SYNC_CONTEXT_H
#define LAB_SYNC_CONTEXT_H

#include "lab/sync/select.h"

struct context;

enum context_end { CONTEXT_LIVES, CONTEXT_CANCELLED, CONTEXT_EXPIRED };
enum { CONTEXT_DONE, CONTEXT_CANCEL, CONTEXT_DERIVE, CONTEXT_LOOK };

#define context_make(parent, name)                    context_make_(parent, -1, NULL, NULL, name, HERE)
#define context_make_within(parent, ms, name)         context_make_(parent, ms, NULL, NULL, name, HERE)
#define context_make_with(parent, key, value, name)   context_make_(parent, -1, key, value, name, HERE)
#define context_cancel(context)                       context_cancel_(context, HERE)
#define context_wait(context)                         context_wait_(context, HERE)
#define context_why(context)                          context_why_(context, HERE)

/*
 * A context under `parent` (NULL: a root), which ends after `ms` milliseconds at the latest (-1: no such
 * end), and carries `value` under `key` (may be NULL; compared by address). It is the run's.
 */
struct context *context_make_(struct context *parent, int ms, const void *key, void *value, const char *name,
                              const char *here);

/* End it, and all below it, those above first. Again does nothing. */
void context_cancel_(struct context *, const char *here);

/* Wait until it has ended. */
void context_wait_(struct context *, const char *here);

/* Why it has ended; CONTEXT_LIVES when it has not. Never waits. */
enum context_end context_why_(struct context *, const char *here);

/* What this context or the next above it carries under `key`; NULL when none does. */
void *context_value(const struct context *, const void *key);

/* A case of a select: the context has ended. NULL: never. */
#define DONE(context) context_case_(context)
struct select_case context_case_(struct context *);

/* Declared uses: to look at it and to make others under it; to cancel it or those below. */
#define WATCHES(context) \
	((struct use){ (context), \
	               1u << CONTEXT_DONE | 1u << CONTEXT_LOOK | 1u << CONTEXT_DERIVE })
#define CANCELS(context) ((struct use){ (context), 1u << CONTEXT_CANCEL })

#endif
