/*
 * alarms.h - which published operations wait for the clock, and until when: a heap, the earliest first.
 *
 * An alarm is not taken away when its task goes on: who looks at it compares the number of the operation that set it.
 */
#ifndef LAB_ENGINE_ALARMS_H
#define LAB_ENGINE_ALARMS_H

#include <stdint.h>

struct alarm {
	int64_t at;             /* on the run's clock */
	int     task;
	long    op;             /* the how-manieth of its task */
};

/* All zero: none. */
struct alarms {
	struct alarm *list;     /* a heap: none is earlier than the one at half its place */
	int           n, room;
};

void alarms_add(struct alarms *, struct alarm);

/* The earliest of n >= 1; take it away. */
static inline const struct alarm *alarms_first(const struct alarms *alarms)
{
	return &alarms->list[0];
}

void alarms_drop_first(struct alarms *);
void alarms_free(struct alarms *);

#endif
