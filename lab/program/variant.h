/*
 * variant.h - a program with certain values of its settings: compiled, loaded, and ready to be run again and again.
 */
#ifndef LAB_PROGRAM_VARIANT_H
#define LAB_PROGRAM_VARIANT_H

#include <stdint.h>

#include "lab/compile/words.h"
#include "lab/engine/outside.h"
#include "lab/engine/run.h"
#include "lab/program/finals.h"
#include "lab/program/globals.h"
#include "lab/program/memory.h"

struct built;
struct process;

struct variant {
	struct variant *older;
	char           *object;         /* the shared object */
	struct image   *image;
	struct debug   *debug;
	struct shared  *shared;         /* what its threads have been seen to share */
	struct finals   finals;         /* of what is shared */
	struct globals  globals;        /* its variables */
	int           (*main)(int, char **, char **);   /* called as the system does, whatever it takes */
	const struct early *early;      /* what it wants called before main and after it; NULL: nothing */
	bool            reads_clock;    /* any run has asked what time it is: time is part of what states are told apart by */
	bool            clock_in_force; /* they have been, since the last shared_settle() */
	bool            cancels;        /* it calls pthread_cancel */
	bool            asks_of_threads;        /* it asks how a thread is scheduled, what it is called or was made by */
	bool            asks_of_ends;   /* it may ask whether a thread has ended, and go on where it has not */
	bool            switches;       /* it calls makecontext: which frames are on which stack is not known, see frames.h */
	bool            main_leaves;    /* main may end before others do, who then end the program */
	bool            has_end;        /* it wants something called at its end */
	bool            signals;        /* in any run a semaphore of one permit was posted to by who had not taken it, or the like: such
	                                   permits are not only lent, see search/alone.c */
	bool            signals_in_force;       /* that was so, since the last shared_settle() */
	bool            refuses_memory; /* any run has asked for more than the lab gives, be it less than a machine may have */
	bool            strikes;        /* any run has let a cancel strike at any time */
	bool            unknown;        /* it calls what the lab does not know, which may give it memory of the C library's own */
	char           *doubt;          /* why nothing it is seen to do proves anything, as a phrase; NULL: nothing to doubt */
	struct lock     lock;           /* guards `debug`, which threads that run in parallel ask */
};

/*
 * The variant of a program with these values, and texts by setting (may be NULL); built and loaded when it is not yet. NULL
 * with a sentence in `*error`.
 */
struct variant *variant_of(const struct pattern *, const int *values, const char *const *files, char **error);

/* Only build it; by any thread. See build(). */
void variant_build(struct built *, const struct pattern *, const int *values, const char *const *files);

/* What a run reads from its standard input; NULL: it was given nothing. Its arguments. */
const struct lab_bytes *variant_input(const struct run *);
const struct words *variant_arguments(const struct run *);

/* The line that it must print; NULL: it may print what it likes. */
const char *variant_must_print(const struct run *);

/* So many waits at each condition variable may end for no reason. */
int variant_spurious(const struct run *);

/* For a pattern that is a program: its memory, and its run(). */
extern const struct outside program_outside;
void program_run(const int *values);

/* A task has asked what time it is; has let itself be cancelled at any time. */
void variant_read_clock(const struct run *);
void variant_strikes(const struct run *);

/* A task is about to be given memory that is the C library's own, by scanf's %m: what is done to that is not seen. */
void variant_is_given(const struct run *);

/* A semaphore has been used otherwise than to lend its permit; are they only used so, as far as is known? */
void variant_signals(const struct run *);
bool variant_only_lends(const struct run *);

/* What one run has of its variant. */
struct program_state {
	struct variant      *variant;
	enum memory_mode     mode;
	struct memory_state *memory;
	struct process      *process;   /* in the run's arena */
	struct run          *run;       /* whose it is; NULL before it has begun */
	struct words         arguments;
	const struct lab_bytes *input;  /* the run's */
	char                *must_print;        /* NULL: nothing */
	struct opened       *opened;    /* files; see opened.h */
	struct globals_seen  globals;   /* as they were last; nothing where nobody has asked */
};

static inline struct process *variant_process(const struct run *run)
{
	return ((const struct program_state *)run->outside)->process;
}

void variant_set_process(struct run *, struct process *);

/* Of an address in the program; see debug.h. */
const char *variant_line(struct variant *, uintptr_t return_address);
const char *variant_name(struct variant *, uintptr_t address, size_t size);

/* Are these bytes one number, as far as is known? */
bool variant_is_number(struct variant *, uintptr_t address, size_t size);

const char *variant_function(struct variant *, uintptr_t address);

#endif
