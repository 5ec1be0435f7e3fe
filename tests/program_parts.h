/*
 * program_parts.h - a small random program as data: objects, tasks, and the steps that these make.
 */
#ifndef TESTS_PROGRAM_PARTS_H
#define TESTS_PROGRAM_PARTS_H

#include <stdbool.h>
#include <stdint.h>

enum { GEN_OBJECTS = 4, GEN_TASKS = 4, GEN_STEPS = 12, GEN_CASES = 3, GEN_NIL = -1 };

/* X(step, word) */
#define GEN_STEP_KINDS(X)                                                                       \
	X(SEND, "send") X(RECV, "receive") X(CLOSE, "close") X(SELECT, "select")                \
	X(LOCK, "lock") X(TRYLOCK, "try") X(UNLOCK, "unlock")                                   \
	X(ADD, "add") X(DONE, "done") X(WAIT, "wait") X(LOAD, "load") X(STORE, "store")         \
	X(SLEEP, "sleep") X(RANDOM, "random") X(CHECK, "check local !=") X(SKIP, "skip next if local ==") \
	X(ACQUIRE, "acquire") X(TAKE, "try to acquire") X(RELEASE, "release")                   \
	X(READ, "read-lock") X(READ_END, "read-unlock") X(WRITE, "write-lock")                  \
	X(WRITE_END, "write-unlock") X(UPGRADE, "upgrade")                                      \
	X(HEAR, "wait on") X(SIGNAL, "signal") X(BROADCAST, "broadcast") X(MEET, "meet at")     \
	X(CANCEL, "cancel") X(WATCH, "wait for the end of") X(WHY, "ask")                       \
	X(TICK, "wait for") X(SET, "set") X(STOP, "stop") X(ONCE, "do")                         \
	X(GO, "start") X(JOIN, "join") X(NARROW, "narrow uses") X(CRASH, "crash if local !=") \
	X(LOCK_WITHIN, "lock within 1 ms") X(ACQUIRE_WITHIN, "acquire within 1 ms")             \
	X(READ_WITHIN, "read-lock within 1 ms") X(WRITE_WITHIN, "write-lock within 1 ms")       \
	X(HEAR_WITHIN, "wait within 1 ms on") X(TRY_READ, "try to read-lock") X(TRY_WRITE, "try to write-lock") \
	X(LOOK, "look at") X(INIT, "initialise") X(DESTROY, "destroy") X(TAKE_TASK, "take") X(DETACH, "detach") \
	X(PEEK, "load atomically") X(PUT, "store atomically") X(SWAP, "exchange")               \
	X(INCREASE, "add to") X(COMPARE, "compare and exchange") X(FENCE, "fence") X(COUNT, "count")             \
	X(FORGET, "forget local") X(SHOW, "show local") X(WRITE_SHOWN, "write what is shown") X(READ_SHOWN, "read what is shown") \
	X(KEEP, "keep what is shown, hide it") X(AGAIN, "again if local ==") X(JOIN_ALL, "join all")

enum gen_step_kind {
#define X(step, word) GEN_##step,
	GEN_STEP_KINDS(X)
#undef X
	GEN_STEP_COUNT
};

enum gen_object_kind {
	GEN_CHAN, GEN_MUTEX, GEN_GROUP, GEN_CELL, GEN_SEMAPHORE, GEN_WEIGHTED, GEN_RWLOCK, GEN_COND, GEN_BARRIER,
	GEN_CONTEXT, GEN_TIMER, GEN_A_ONCE,
	GEN_ATOM, GEN_PLACE             /* of memory, with accesses that are not atomic, too */
};

struct gen_step {
	enum gen_step_kind kind;
	int                object;      /* of the program, GEN_NIL for a nil channel */
	int                n;           /* number, task, ms, the wait of a select, mutex of a wait, once in a once, memory order */
	int                n_cases;
	struct { int object, kind; } cases[GEN_CASES];
};

/* What a task that has forgotten a use says when it narrows its uses: the same, that one too, or nothing. */
enum gen_narrowing { GEN_KEEPS, GEN_OWNS_UP, GEN_GIVES_UP };

struct gen_task {
	bool            declared, late;         /* late: started by a step of its parent, not by main at once */
	int             forgets;                /* the object + 1 that it does not declare; 0: none */
	enum gen_narrowing narrowing;
	int             like;                   /* the task whose steps it does, and which it is like; 0: its own */
	bool            like_others;            /* some do so with its own */
	int             parent, n;
	struct gen_step steps[GEN_STEPS];
};

struct program {
	uint64_t        seed;
	const char     *class;
	bool            any_time;               /* the clock moves as it likes */
	bool            unbound;                /* a search is not to rely on what is declared */
	int             n_objects, n_tasks;
	struct { enum gen_object_kind kind; int arg; } objects[GEN_OBJECTS];
	struct gen_task tasks[GEN_TASKS];       /* 0 is main */
};

#endif
