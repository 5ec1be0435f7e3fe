/*
 * lend.h - processes that lend each other parts of one search.
 *
 * Who has more than one part before it, while a processor has nothing to do, forks a process that does one of them: a borrower,
 * which may itself lend. What a borrower has to say lies in a mapping that all of them share. So there is a tree of processes,
 * each of which knows those that it has forked, and nobody else; one that has died is seen by who lent to it.
 *
 * Nobody waits for a lock: a borrower's place in the mapping is written by it alone until it has said that it is done, and is
 * read by who lent to it alone after that.
 */
#ifndef LAB_SEARCH_LEND_H
#define LAB_SEARCH_LEND_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/trace/schedule.h"

struct lend;

enum lent { LENT_GOES_ON, LENT_DONE, LENT_DIED };

/* What lend_fork() returns beside the number of a borrower, which is 0 or more. */
enum { LEND_NOBODY = -1, LEND_BORROWER = -2 };

/* At most `cores` processes are at work at one time. Each has room for a result so large. NULL: the system gives no memory for it. */
struct lend *lend_new(int cores, size_t result);

/* By who began it, when all that was lent is done or has died. NULL is harmless. */
void lend_free(struct lend *);

/* Has a processor nothing to do? */
bool lend_is_idle(const struct lend *);

/* Fork a borrower. Its number; LEND_NOBODY, when none can be; LEND_BORROWER in the one that was forked. */
int lend_fork(struct lend *);

/* Is this process one? Which sees no more of what its parent has lent. */
bool lend_is_borrower(const struct lend *);

/* How is it with that borrower? Once it has died nothing of it is to be used. Either way its place is to be given back. */
enum lent lend_look(struct lend *, int borrower);
void lend_give_back(struct lend *, int borrower);

/* This process has nothing to do for a while; it goes on. */
void lend_rest(struct lend *);
void lend_go_on(struct lend *);

/* All are to come to an end, as soon as they see it. A borrower leaves at once when who lent to it is no more. */
void lend_stop(struct lend *);
bool lend_stopped(struct lend *);

/* What a borrower has to say: zero at first. Of this process, which is one; of one that is done. */
void *lend_result(struct lend *);
const void *lend_result_of(struct lend *, int borrower);

/* By a borrower: add a schedule to its report. False when there is no room for it. */
bool lend_report(struct lend *, const struct step *, long n);

/* The schedules of a borrower that is done, one after the other: `*at` is 0 at first. False: there is no other. */
bool lend_next_report(struct lend *, int borrower, long *at, const struct step **, long *n);

/* By a borrower: the result is there, and it leaves. */
_Noreturn void lend_end(struct lend *);

/* Runs that were made by all of them: for who looks on. */
void lend_count(struct lend *, long more);
long lend_counted(const struct lend *);

#endif
