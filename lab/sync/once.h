/*
 * once.h - do something once, however many ask for it (Go's sync.Once).
 *
 * Whoever comes while it is being done waits until it is done. So a body that comes back to its own
 * once, be it by way of another, waits for itself.
 */
#ifndef LAB_SYNC_ONCE_H
#define LAB_SYNC_ONCE_H

#include "lab/sync/here.h"

struct once;

enum { ONCE_BEGIN, ONCE_FINISH, ONCE_FORGET };

#define once_make(name)           once_make_(name)
#define once_do(once, body, arg)  once_do_(once, body, arg, HERE)

struct once *once_make_(const char *name);

/* Run body(arg), unless it has been done or is being done. When this returns it is done. */
void once_do_(struct once *, void (*body)(void *), void *arg, const char *here);

/* By who is at it, and will not finish: it is as if it had not begun. */
void once_forget_(struct once *, const char *here);

/* Declared use. */
#define DOES(once) ((struct use){ (once), 1u << ONCE_BEGIN | 1u << ONCE_FINISH | 1u << ONCE_FORGET })

#endif
