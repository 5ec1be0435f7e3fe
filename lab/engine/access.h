/*
 * access.h - what completing an operation touches, for the explorer: which pairs of operations can be swapped.
 *
 * A primitive says in which mode a plain case touches its object; search/depend.c says which modes depend on each other.
 * ACCESS_ALL is always right, and costs schedules.
 */
#ifndef LAB_ENGINE_ACCESS_H
#define LAB_ENGINE_ACCESS_H

enum access_mode {
	ACCESS_NONE,            /* nothing another task could see */
	ACCESS_ALL,
	ACCESS_OFFER,           /* a task has arrived where operations meet: its partner may move now */
	ACCESS_LOCK, ACCESS_UNLOCK,
	ACCESS_READ, ACCESS_READ_UNLOCK,        /* of a lock that many can hold so; LOCK and UNLOCK are the writer's */
	ACCESS_SEND, ACCESS_RECV,       /* of a buffered channel: the k-th send is for the k-th receive */
	ACCESS_LOAD, ACCESS_STORE,
	ACCESS_DONE, ACCESS_WAIT,       /* of a counter: count down, wait for zero */
	ACCESS_RELEASE,                 /* of a stock: put one back */
	ACCESS_ACQUIRE,                 /* take the last one, which needs every release there was before */
	ACCESS_ACQUIRE_SPARE,           /* take one of several: perhaps without the last release */
	ACCESS_JOIN,                    /* after the last event of the task that is joined */
	ACCESS_END,                     /* the run ends for all: whatever was to come does not */
	/* of a task; a join among several cases, or only if it has ended, is ACCESS_ALL */
	ACCESS_TAKE,                    /* take it to be joined, detach it, or give it back */
	ACCESS_CANCEL,                  /* cancel it */
	ACCESS_CANCEL_LOOSE,            /* the same, while it is detached: it may have ended, and then that is refused */
	ACCESS_HEED,                    /* by itself: look whether it is cancelled */
	ACCESS_LAST,                    /* by itself: end */
	ACCESS_MODES                    /* how many there are */
};

#endif
