/*
 * thread_program.h - small random C programs with threads as data: made up (thread_program_make.h), written as C
 * (thread_program_text.h), and every interleaving of their steps looked at (thread_program_runs.h), by nothing of the lab's.
 *
 * A step is one call, or one load or store. Main starts the others, may join them, and returns: that ends the program,
 * as exit() does. In some programs threads are cancelled.
 */
#ifndef TESTS_THREAD_PROGRAM_H
#define TESTS_THREAD_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

enum { TP_THREADS = 3, TP_STEPS = 14, TP_VARIABLES = 2, TP_MUTEXES = 2, TP_LOCKS = TP_MUTEXES + 1 };
enum { TP_RWLOCK = TP_MUTEXES };                /* the lock that is a read-write lock */
enum { TP_ON_HEAP = 1, TP_BLOCK = TP_VARIABLES, TP_PLACES };    /* the mutex that may be freed; its memory, as a place */
enum { TP_BYTES = 4, TP_LOW = 3, TP_HIGH = 12, TP_WHOLE = 15 }; /* which bytes of a variable; one, too */

enum { TP_LINE = 1 };
#define TP_INPUT "2103"                         /* the standard input */

enum tp_kind {
	TP_LOAD, TP_STORE,                      /* local = variable; variable = local + 1 */
	TP_INC_LOAD, TP_INC_STORE,              /* variable++, in two steps */
	TP_SET,                                 /* variable = n */
	TP_FILL, TP_FETCH,                      /* memset to n; memcpy to local */
	TP_COPY, TP_ASSIGN,                     /* of both variables in their structure: local = their sum; each = n */
	TP_LOCK, TP_TRY, TP_UNLOCK, TP_UNLOCK_IF,       /* local = did it succeed; unlock if local */
	TP_READ_LOCK,                           /* of the read-write lock, which TP_LOCK takes to write */
	TP_POST, TP_WAIT, TP_GO, TP_JOIN,
	TP_PRINT,                               /* local, on a line */
	TP_READ,                                /* local = the next digit of the standard input, 3 at its end */
	TP_USE, TP_USE_IF,                      /* the block, by what follows; if local */
	TP_FREE,                                /* the block; return from the function that has it */
	TP_SKIP,                                /* the next step, if local == n */
	TP_CHECK,                               /* abort, if local == n */
	TP_EXIT,                                /* with the status n */
	TP_LOOP,                                /* that does nothing and has no end */
	TP_CANCEL, TP_DETACH,                   /* of a thread; local = did it succeed */
	TP_TEST, TP_SHIELD,                     /* pthread_testcancel; pthread_setcancelstate, off if n */
	TP_PUSH, TP_POP,                        /* a handler that unlocks a mutex, or sets x0 when there is none; call it if n */
	TP_COND_WAIT, TP_SIGNAL, TP_BROADCAST,  /* with the first mutex */
	TP_ROBUST_LOCK, TP_ROBUST_TRY, TP_ROBUST_UNLOCK,        /* local = how it is; by who has it, else nothing */
	TP_CONSISTENT,                          /* it is again, if it was not and the thread has it */
	TP_OPEN, TP_UNLINK,                     /* the semaphore with the name, `part` permits at first; local = did it succeed */
	TP_NAMED_POST, TP_NAMED_WAIT,           /* what the thread has opened; else nothing */
	TP_SET_PRIORITY, TP_GET_PRIORITY,       /* of a thread; local = it */
	TP_TRY_JOIN                             /* local = TP_BUSY, if it has not ended */
};

/* How a semaphore is opened: made or not, only made, only where it is there. TP_NAMED of them can be made, and number 0. */
enum { TP_EITHER, TP_ANEW, TP_THERE, TP_NAMED = 6 };

enum { TP_NO_LOCK = -1, TP_HANDLER_SETS = 5, TP_HANDLERS = 4 };

struct tp_step {
	enum tp_kind kind;
	int          object, part, n;           /* variable, lock or thread; bytes; a number */
};

struct thread_program {
	uint64_t       seed;
	bool           parts;                   /* variables are touched in halves and bytes, too */
	bool           apart;                   /* mostly each thread has bytes of its own */
	bool           together;                /* they are one structure, which is copied as a whole, too */
	bool           by_value;                /* which calls are given, and give back, as it is */
	bool           pieces;                  /* some are touched by the C library */
	bool           nested;                  /* the first thread starts the second, and may join it; main does not */
	bool           reads;                   /* from the standard input */
	bool           prints;                  /* TP_LINE is a line that it must print */
	bool           frees;                   /* one of the mutexes is freed, perhaps too early */
	bool           leaves;                  /* by the return of a function of main's that has it on its stack */
	bool           cancels;
	bool           more;                    /* what thread_program_more.h is about: */
	bool           robust;                  /* both mutexes are */
	bool           tries;                   /* to join threads: that one ends is a step of its own */
	bool           spurious;                /* one wait for a signal may end without */
	int            n_threads, posted;       /* 0 is main; the semaphore's first value */
	int            n[TP_THREADS];
	struct tp_step steps[TP_THREADS][TP_STEPS];
};

#endif
