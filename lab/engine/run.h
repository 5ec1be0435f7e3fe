/*
 * run.h - one execution of a pattern with its settings.
 *
 * A run owns an arena, its tasks, its objects and its trace; run_free() gives all of it back, whatever state the
 * pattern was in. Life: run_new, run_start, (run_wait, run_freeze, run_collect)*, run_stop, run_free; all of them by
 * one thread, the supervisor, which is not a task of the run.
 */
#ifndef LAB_ENGINE_RUN_H
#define LAB_ENGINE_RUN_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lab/base/arena.h"
#include "lab/engine/bytes.h"
#include "lab/engine/engine.h"
#include "lab/engine/fiber.h"
#include "lab/engine/moment.h"
#include "lab/engine/outside.h"
#include "lab/engine/pattern.h"
#include "lab/engine/task.h"
#include "lab/engine/turn.h"
#include "lab/trace/snapshot.h"
#include "lab/trace/breach.h"
#include "lab/trace/verdict.h"

enum { DEFAULT_TRACE_LIMIT = 200000 };

/* Tasks of a run: about as many threads as a system lets a process have. Where threads carry them those that were joined do not count. */
enum { MOST_RUN_TASKS = 20000 };

/* Asked now and then by a task that computes without coming to an operation: is the run to end where it is? */
struct brake {
	bool (*wanted)(void *context);
	void  *context;
};

struct run_options {
	const struct pattern *pattern;
	const int            *values;           /* by setting; the caller's, not needed after run_new() */
	const char *const    *files;            /* by setting, a path or NULL; may be NULL. Read by run_new() */
	const struct engine  *engine;
	bool                  untraced;
	bool                  named;            /* somebody reads objects' names though nothing is recorded */
	long                  trace_limit;      /* events kept; 0: DEFAULT_TRACE_LIMIT */
	int64_t               pace;             /* ns between operations, 0: as fast as they go */
	const struct brake   *brake;            /* the caller's, as long as the run is there; NULL: never */
	int                   most_tasks;       /* who starts one more brakes the run; 0: as many as can be */
	struct turn_options   turn;             /* the turn engine only */
};

/* What ended a run while tasks could still move: a misuse, a false claim, a refusal of the system; or an exit. */
struct fault {
	bool         over;              /* the run has ended by it; false: there is none */
	enum verdict verdict;           /* VERDICT_OK: nothing went wrong, a program has said that it is at its end */
	int          task;
	int          object;            /* id, or NO_OBJECT */
	const char  *operation;         /* "send"; of a crash the signal, "SIGSEGV"; or NULL */
	const char  *here;              /* of a crash: of the last operation before it; NULL: there was none */
	const char  *text;              /* static, or the run's memory */
};

/*
 * Who is told of every completed operation of a turn run when it happens, whether or not it is recorded; and of accesses
 * to memory that are none, see outside.h. The span is of the bytes that were touched; empty where they are not known.
 */
struct witness {
	void (*tell)(struct witness *, const struct run *, const struct event *, struct extent);
};

struct run {
	/* read-only once started */
	const struct pattern *pattern;
	const struct engine  *engine;
	int                   values[MAX_SETTINGS];
	struct input         *inputs[MAX_SETTINGS];
	void                 *outside;          /* the state of pattern->outside; NULL when it has none */
	bool                  untraced;
	bool                  named;            /* or traced: what objects are called is worth looking up */
	long                  trace_limit;
	bool                  at_once;          /* see fast.h */
	const struct brake   *brake;
	int                   most_tasks;
	int64_t               pace;
	uint64_t              seed;             /* of the tasks' random numbers */
	int64_t               started;          /* ns of CLOCK_MONOTONIC */

	struct lock           lock;             /* guards what follows, up to the blank line */
	struct arena         *arena;
	struct task         **tasks;            /* by id */
	struct object       **objects;          /* by id */
	int                   n_tasks, n_objects, tasks_room, objects_room;
	struct memory        *memory;           /* what the pattern has allocated, the newest first */
	struct task          *ended;            /* those whose threads are to be joined */
	struct fault          fault;            /* the first */
	struct breaches         breaches;           /* all of them, run_again() and checkpoints notwithstanding */
	int64_t               next_turn;        /* of the pace */

	atomic_long           trace_budget;
	atomic_int            joined;           /* tasks that somebody has joined */
	atomic_int            awake;            /* tasks that are not TASK_ASLEEP and have not ended */
	atomic_int            alive;            /* threads that have not come to their end */
	atomic_bool           stopping;
	struct yielding       yielding;
	atomic_bool           timed;            /* a deadline was set, now or before run_again(): the clock plays a part */
	atomic_int            news;             /* a word the supervisor sleeps on: changes when awake reaches 0, on a fault */

	/* the supervisor's */
	struct trace          trace;
	int                   given_span;       /* which accounts of given.h are meant: a number */
	struct turn          *turn;             /* the turn engine's state; NULL otherwise */
	struct witness       *witness;          /* the caller's, of a turn run; NULL: nobody */
	struct turn_options   turn_options;
	atomic_bool           contested;        /* in whatever schedule a task was to be joined or detached twice, or something was done to a
	                                           program's mutex that its unlock may not be swapped with: see search/alone.h */
	_Atomic(const char *) weak;             /* where an atomic operation was not sequentially consistent; NULL: nowhere */
	struct stayed         stayed;           /* the first; whatever became of the run since */
	_Atomic(const char *) dry;              /* where a program read its standard input, but was given none; NULL: nowhere */
	_Atomic(const char *) slept;            /* where a task slept; NULL: nowhere */
	_Atomic(const char *) bided;            /* where one waited for a while at most; NULL: nowhere */
	_Atomic(const char *) cut;              /* where a program printed what was not kept any more; NULL: nowhere */
	atomic_long           unkept;           /* so often it did */
	size_t                reserve;          /* run_again(): bytes of the arena that lie in one block, at least */
	uint64_t             *clock;            /* of the stamps; NULL: the processor's */
};

/* What a pattern has allocated for itself: a header before the bytes. */
struct memory {
	struct memory *older;
	size_t         size;
	_Alignas(max_align_t) char bytes[];
};

/*
 * A run, ready to start. NULL with a sentence in `*error` (malloc'ed, the caller frees it) when a file setting cannot
 * be read.
 */
struct run *run_new(const struct run_options *, char **error);

/* Start main. Whatever the system refuses becomes the run's fault. */
void run_start(struct run *);

/*
 * Sleep until nothing will happen any more unless the run is stopped: every task is blocked without a timer or has
 * ended, or there is a fault. Or until `deadline` (ns of CLOCK_MONOTONIC), until a signal, or for no reason. Returns
 * which: true for the former.
 */
bool run_wait(struct run *, int64_t deadline);

/* A fault, when there is one, else NULL. Valid until run_free(). */
const struct fault *run_fault(struct run *);

/* The run is over by this, unless it is already. Its texts stay the caller's. */
void run_set_fault(struct run *, const struct fault *);

/* The state of the run at this moment; everything stands still while it is taken. Made in `arena`. */
struct snapshot *run_freeze(struct run *, struct arena *arena);

/* Move newly recorded events into run->trace. Returns the index of the first new one; `run->trace.n_events` ends them. */
long run_collect(struct run *);

/*
 * Cancel every wait, let every task unwind to its start, join all threads, and make run->trace whole: what was not
 * collected before stands at its end, for trace_sort() to put into order. Harmless on a run that has ended. Returns false
 * when some task has not ended though all that are left were given `patience` ns since (see given.h): it computes, or
 * sleeps outside of the lab, without reaching an operation. Then the run is abandoned: it must not be freed, and its
 * memory is lost.
 */
bool run_stop(struct run *, int64_t patience);

void run_free(struct run *);

/*
 * Turn engine: forget what has happened and start again from the beginning, in the same memory: what is allocated in
 * the same order lies at the same addresses.
 */
void run_again(struct run *);

/* Progress so far: events that are not idle, over all tasks. While tasks are busy with idle ones it may be too little. */
long run_progress(struct run *);
long run_events(struct run *);

/* What the run has outside its arena is what its tasks see from now on; nothing for most runs. */
static inline void run_enter(const struct run *run)
{
	if (run->outside)
		run->pattern->outside->enter(run->outside);
}

/* See outside->learn. False for a run that has nothing outside. */
static inline bool run_learns(const struct run *run)
{
	return run->outside && run->pattern->outside->learn(run->outside);
}

/* See outside->memory; of a run that has nothing outside cells are all there is, and they are steps. */
static inline enum memory_mode run_memory(const struct run *run)
{
	return run->outside ? run->pattern->outside->memory(run->outside) : MEMORY_STEPS;
}

/* See outside->doubt. */
static inline const char *run_doubt(const struct run *run)
{
	return run->outside ? run->pattern->outside->doubt(run->outside, run->turn_options.any_time) : NULL;
}

/* Why nothing could be proved with time=any, as a phrase; NULL: there is nothing to doubt. */
static inline const char *run_doubt_at_any_time(const struct run *run)
{
	return run->outside ? run->pattern->outside->doubt(run->outside, true) : NULL;
}

/* An operation with a memory order that is not sequentially consistent is being made: remembered for ever. */
static inline void run_note_weak(struct run *run, const char *here)
{
	if (!atomic_load_explicit(&run->weak, memory_order_relaxed))
		atomic_store_explicit(&run->weak, here, memory_order_relaxed);
}

/* A task sleeps, or waits for a while at most: remembered for ever. */
static inline void run_note_timed(struct run *run, bool sleeps, const char *here)
{
	_Atomic(const char *) *place = sleeps ? &run->slept : &run->bided;

	if (!atomic_load_explicit(place, memory_order_relaxed))
		atomic_store_explicit(place, here, memory_order_relaxed);
}

/* A program reads its standard input, and was given none: remembered for ever. */
static inline void run_note_dry(struct run *run, const char *here)
{
	if (!atomic_load_explicit(&run->dry, memory_order_relaxed))
		atomic_store_explicit(&run->dry, here, memory_order_relaxed);
}

/* A program prints, and what it prints is not kept: it has printed too much. */
static inline void run_note_cut(struct run *run, const char *here)
{
	if (!atomic_load_explicit(&run->cut, memory_order_relaxed))
		atomic_store_explicit(&run->cut, here, memory_order_relaxed);
	atomic_fetch_add_explicit(&run->unkept, 1, memory_order_relaxed);
}

/* How large the stack of a task on a fiber is. */
static inline size_t run_stack_bytes(const struct pattern *pattern)
{
	return pattern->outside ? pattern->outside->stack_bytes : FIBER_STACK_BYTES;
}

/* ---- For engines and primitives ---- */

/*
 * A new task of the calling task's run (main, when there is no calling task), not started. `uses` is copied; NULL: it
 * may touch anything. `name` is copied. To give more than the calling task has declared itself is a breach.
 */
struct task *run_add_task(struct run *, void (*body)(void *), void *arg, const struct use *uses, int n_uses,
                          const char *here, const char *name);

/* With the run's lock held: number and list a zeroed object; extend what a task has declared. */
void run_add_object(struct run *, struct object *, const struct primitive *, const char *name, int capacity,
                    int value_size);
void run_add_use(struct task *, struct use);

/* How many tasks there are, and one of them. */
int run_n_tasks(struct run *);

/* The first task after that one (by id) which `parent`, that is running, has started; or NO_TASK. */
int run_next_child(const struct task *parent, int id);
struct task *run_task(struct run *, int id);

/* Wake the supervisor. */
void run_tell(struct run *);

/*
 * The calling task has done something wrong between two operations, or before its first. That is an operation of its
 * own, for on real threads others may move before it, and be the first to do wrong. When it is made, record the fault if
 * it is the run's first, and unwind. The supervisor stops the run. `object` and `here` may be NULL.
 */
_Noreturn void run_fail(struct task *, enum verdict, const struct object *, const char *operation, const char *here,
                        const char *format, ...) __attribute__((format(printf, 6, 7)));

/* The same of what an operation that has just been completed has done: nothing can come between. `text` is static. */
_Noreturn void run_fail_at_once(struct task *, enum verdict, const struct object *, const char *operation,
                                const char *here, const char *text);

/*
 * By a task that has been computing for long: when the run is being stopped it unwinds, and when the brake is wanted the
 * run ends here: it is braked, and nothing is known of how it would have gone on.
 */
void run_look_up(struct task *);

/* It does, whatever the brake says. `here`: where it is, or NULL; `waits`: in a call in which the system lets it wait. */
_Noreturn void run_brake(struct task *, const char *here, bool waits);

static inline bool run_braked(const struct run *run)
{
	return run->fault.over && run->fault.verdict == VERDICT_INTERRUPTED;
}

/* The calling task ends the run for all, and all is well: as exit() does. Whatever was to come does not. */
_Noreturn void run_exit(struct task *, const char *here);

#endif
