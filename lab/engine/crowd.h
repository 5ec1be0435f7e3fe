/*
 * crowd.h - who waits in one queue of an object, by what they are like: cases of one kind and one sort are a crowd, ready
 * together (primitive->sort). The others stand apart. For turn_kept.c.
 *
 * Apart stands, too, who goes on by itself: an operation with a default, or whose deadline is over; and one of several
 * cases at this object, which would meet itself.
 */
#ifndef LAB_ENGINE_CROWD_H
#define LAB_ENGINE_CROWD_H

#include "lab/base/bits.h"
#include "lab/engine/op.h"

/* There are so many crowds in a queue at most: who would make one more stands apart. */
enum { MOST_CROWDS = 64 };

struct crowd {
	struct crowd *next;
	int           kind;
	int64_t       sort;
	struct bits   members;          /* tasks, by id */
	int           n;
	bool          ready, can;       /* as one of them was found: it is ready; and moves, not only its partner */
	bool          listed;           /* who keeps the crowds knows it */
};

struct crowds {
	struct crowd *first;
	struct bits   apart;            /* tasks, by id */
};

struct crowds *crowds_new(void);
void crowds_free(struct crowds *);      /* may be NULL */

/*
 * A case has come to wait, of a task below n_tasks; it is so late now. Twice is once. Returns its crowd, or
 * NULL: it stands apart.
 */
struct crowd *crowds_enter(struct crowds *, const struct op_case *, int n_tasks, int64_t now);

/* The crowd that it stands in, or NULL. */
struct crowd *crowds_find(const struct crowds *, const struct op_case *);

/* It has left, wherever it stood; or it has never come. */
void crowds_leave(struct crowds *, const struct op_case *);

#endif
