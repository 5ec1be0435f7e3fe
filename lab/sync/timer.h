/*
 * timer.h - something becomes ready by time: once (a timer), or again and again (a ticker).
 *
 * A tick is for one task: whoever hears it first. A ticker whose last tick nobody has heard yet keeps
 * that one and drops those that follow, as Go's does: who is late is not flooded.
 */
#ifndef LAB_SYNC_TIMER_H
#define LAB_SYNC_TIMER_H

#include "lab/sync/select.h"

struct timer;

enum { TIMER_HEAR, TIMER_SET, TIMER_STOP };
enum { ENDLESS = -1 };

#define timer_make(ms, name)          timer_make_(ms, 1, name, HERE)
#define ticker_make(ms, ticks, name)  timer_make_(ms, ticks, name, HERE)
#define timer_wait(timer)             timer_wait_(timer, HERE)
#define timer_set(timer, ms)          timer_set_(timer, ms, HERE)
#define timer_stop(timer)             timer_stop_(timer, HERE)

/*
 * Ready `ms` >= 0 milliseconds from now; a ticker (ms >= 1) every `ms`, `ticks` times in all or ENDLESS.
 * Every schedule can be explored only where the number is small.
 */
struct timer *timer_make_(int ms, int ticks, const char *name, const char *here);

/* Hear its next tick. Waits for ever when it has been stopped, or has no more. */
void timer_wait_(struct timer *, const char *here);

/* Start it again: its next or only tick comes `ms` from now. Returns whether there was a tick to come. */
bool timer_set_(struct timer *, int ms, const char *here);

/* No more ticks, not even one that nobody has heard yet. Returns whether there was a tick to come. */
bool timer_stop_(struct timer *, const char *here);

/* A case of a select: a tick. NULL: never. */
#define TICK(timer) timer_case_(timer)
struct select_case timer_case_(struct timer *);

/* Declared uses: to hear its ticks, to set or stop it. */
#define HEARS(timer) ((struct use){ (timer), 1u << TIMER_HEAR })
#define SETS(timer)  ((struct use){ (timer), 1u << TIMER_SET | 1u << TIMER_STOP })

#endif
