/*
 * process.h - one run of a program: its threads, and which object of the lab stands behind which address.
 *
 * Invariants
 *   All of it lies in the run's arena, so it is saved and put back with the run.
 *   Thread 0 is main. What a thread can tell of itself and of what it is given (its number, addresses of its heap) does
 *   not depend on when other threads were started.
 */
#ifndef LAB_PROGRAM_PROCESS_H
#define LAB_PROGRAM_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lab/base/hash.h"
#include "lab/compile/debug.h"
#include "lab/engine/task.h"
#include "lab/program/call.h"
#include "lab/program/heap.h"
#include "lab/program/shared.h"

struct variant;

enum { MOST_HELD = 16, MOST_CALLS = 64, NAME_BYTES = 16 };

/* The functions that a thread has called last, wherever they have returned: what they left on its stack is told by them. */
struct calls {
	unsigned n;                     /* number n - 1 is the newest; number i stands at i % MOST_CALLS */
	struct frame at[MOST_CALLS];
};

/* What a thread has done since its last operation: see spin.h. */
struct spin {
	long      events;               /* how many it had recorded then */
	long      reads;                /* since then and since its last write */
	long      look_at;              /* so many reads, and what follows is noted */
	uintptr_t address, caller;      /* of a read; 0: none is noted */
	struct key locals;              /* the thread's variables when it was made */
	int       tries;                /* how often it was compared with another */
	long      done;                 /* events but for what it printed, when it was last looked up; */
	long      printed;              /* so many were that */
	long      prints;               /* how often it has printed, and */
	long      prints_first;         /* had when it was first made to rest */
	int       rests;                /* operations in a row that it was made to do while nobody else did any */
	long      rested;               /* all that it was ever made to do */
	long      others;               /* what the others had done when it was last made to rest */
};

/*
 * What a thread has at hand where it touches memory (task->outside). Which locks it holds: once they are more than MOST_HELD,
 * none is told until all are given back.
 */
struct holding {
	struct heap_view heap;          /* the program's */
	uintptr_t variables;            /* and where its variables lie, in so many bytes */
	size_t    variables_size;
	struct glance *glances;         /* of what threads share; NULL: they run in parallel, and nothing is noted */
	struct calls *calls;            /* NULL: nobody would read of them */
	uintptr_t code, frame;          /* where it was when it last called or was looked at, and that function's; 0: not known */
	struct process *process;
	int         n;
	struct held held[MOST_HELD];
	bool        lost;               /* there were more */
	int         n_lent;             /* permits of semaphores that it has taken and not given back */
	const void *lent[MOST_HELD];    /* of which; only the first so many */
	int         joined;             /* threads that it has joined */
	int         epoch;              /* see struct toucher */
	uint64_t    print;              /* of the thread, its epoch and the locks in `held`, in whatever order */
	struct spin spin;
	uint64_t    line;               /* of what it has printed since its last end of a line; of all its lines: see output.c */
	uint64_t    lines;
};

struct thread {
	uintptr_t number;               /* its pthread_t: it follows from who started it, and as which one */
	uint64_t  n_started;            /* by it */
	void *(*start)(void *);
	void  *arg, *result;
	char  *tls;                     /* its thread-local storage: on the program's heap; NULL for none */
	int    error;                   /* errno */
	bool   is_c11;                  /* started by thrd_create: `start` gives an int */
	uint64_t n_opened;              /* files */
	uint64_t random;                /* the state of what it draws: see numbers.c */
	struct task *task;
	struct specific *specific;      /* by key: see keys.c */
	int    n_specific;
	int    cancel_state, cancel_type;
	int    policy, priority;        /* see scheduling.c; SCHED_OTHER and 0 at first */
	uint64_t processors;            /* 0: all there are */
	char   name[NAME_BYTES];              /* for the system; "": the program's own */
	int    strikes;                 /* see cancel.c */
	bool   at_end;                  /* it runs its cleanup handlers and destructors */
	struct __pthread_unwind_buf_t *cleanup;         /* see cleanup.c */
	struct holding *holding;        /* not in the memory that states are compared by: it follows from who owns what */
};

/* What a program's address stands for. */
struct standing {
	const void    *address;         /* NULL: free */
	struct object *object;
	int            sort;            /* enum sort */
	unsigned       generation;      /* how many objects have stood there */
};

enum sort { SORT_MUTEX, SORT_COND, SORT_RWLOCK, SORT_SEMAPHORE, SORT_BARRIER, SORT_ONCE, SORT_SPIN, SORT_VARIABLE };

/* What is called when the program ends by exit() or by main's return. In the memory that states are compared by. */
enum { MOST_AT_EXIT = 32 };

struct at_exit {
	int    n;
	void (*call[MOST_AT_EXIT])(void);
};

/* Of the line that it must print: has it been, and how many bytes of it stand since the last end of a line; -1: it is another. */
struct must_print {
	int printed, matched;
};

/* What the C library keeps for all threads, and that a line has been printed: see must_print.h. */
enum inside { INSIDE_KEYS, INSIDE_AT_EXIT, INSIDE_INPUT, INSIDE_THREADS, INSIDE_NAMES, INSIDE_PRINTED, N_INSIDE };

struct process {
	struct variant  *variant;
	struct heap_view heap;          /* the program's */
	struct thread  **threads;       /* by task id; NULL where none is */
	int              threads_room;
	struct standing *standing;      /* a table with open addressing */
	size_t           n_standing, n_slots;
	int              n_created;     /* threads but for main */
	int              n_left;        /* threads that are over; counted only where something is called then */
	int              status;        /* of exit() */
	struct lock      making;        /* objects are made one at a time */
	uint64_t        *inside;        /* N_INSIDE: whoever looks at such a thing, or changes it, touches its number here */
	struct key_slot *keys;          /* keys.c */
	int              n_keys;        /* there is room for */
	struct named_table *named;      /* semaphores by their names; NULL: none */
	struct at_exit  *at_exit;       /* NULL: nothing */
	size_t           printed;       /* bytes that were kept of what it printed */
	struct sites    *sites;         /* where its heap was asked for: places.c */
	struct freed    *freed;         /* where it was given back: likewise */
	struct must_print *must_print;  /* NULL: it may print what it likes; in the memory that states are compared by */
	char           **words;         /* where strtok() goes on: on the program's heap, as `inside` is */
};

/* Of the calling task, which is a thread of a program. */
struct process *process_self(void);
struct thread  *thread_self(void);

/* By main, before anything else. */
struct process *process_begin(struct variant *);

/* Memory on the program's heap, of the calling thread's: see heap_alloc(). */
void *thread_alloc(size_t size, size_t align);

/* A new thread's record, not started, which the calling thread starts; the thread with this pthread_t, or NULL. */
struct thread *thread_new(struct process *, void *(*start)(void *), void *arg);
struct thread *thread_find(struct process *, uintptr_t number);

/* The thread that this task is; NULL for none. */
const struct thread *thread_of_task(struct process *, int task);

/* The record of a task has been made: list it. */
void thread_list(struct process *, struct thread *, struct task *);

/* It is there in its code now, in a function whose frame's pointer is this. In parallel others may look at the same moment. */
static inline void note_frame(struct holding *holding, uintptr_t code, uintptr_t frame)
{
	__atomic_store_n(&holding->code, code, __ATOMIC_RELAXED);
	__atomic_store_n(&holding->frame, frame, __ATOMIC_RELAXED);
}

/* Is the order of the task's accesses with those of all others known: has none begun, or has main joined each? */
static inline bool holding_is_ordered(const struct holding *holding, const struct task *self)
{
	return self->id == 0 && holding->joined == holding->process->n_created;
}

/* On the heap, or a variable's that is none of a function's: such memory does not come and go unseen. */
static inline bool holding_is_lasting(const struct holding *holding, uintptr_t address)
{
	return address - holding->variables < holding->variables_size || address - holding->heap.start < HEAP_ROOM;
}

/*
 * By who is called from a program, in a run by turns: what lies below on the stack is zero from now on. What its own calls leave
 * there without writing to it tells states apart; and what was there depends on which accesses were noted before, or passed by.
 */
void clean_below(void);

/* What stands at the address, be it a variable or not; NULL when nothing does. */
struct standing *standing_find(struct process *, const void *address, bool variable);

/* Let this object stand there from now on, in place of what did. */
struct standing *standing_put(struct process *, const void *address, int sort, struct object *);

/* Told apart by what the process has printed so far: which lines, in whatever order, and by whomever. Once in 2^64 it is not. */
uint64_t process_printed(const struct process *);

/* Is there another thread that nobody has joined? */
bool process_has_others(void);

/*
 * The calling thread has a permit of the semaphore at this address from now on; not any more: false where it is not known to
 * have had one.
 */
void lent_add(const void *semaphore);
bool lent_remove(const void *semaphore);

/* Of a lock in holding->held: where it lies. */
#define HELD_ADDRESS (((uintptr_t)1 << 48) - 1)

/* The calling thread holds the lock at this address from now on; not any more. */
void holding_add(const void *lock, bool to_write);
void holding_remove(const void *lock);

/*
 * These bytes are given back: no object stands there any more. A variable does, without its value: whoever touches it
 * later touches the same.
 */
void standing_forget(struct process *, const void *address, size_t size);

/* The name of the variable that has these bytes: see places.h; else "mutex-3", with the sort's word. The run's. */
const char *standing_name(struct process *, const void *address, size_t size, const char *word);

/* "prog.c:14" of the caller of a wrapper. */
#define CALLER() process_line(HERE_CALLED)
const char *process_line(uintptr_t return_address);

#endif
