/*
 * outside.h - memory that a run uses outside of its arena: the variables and the heap of a person's own program.
 *
 * A pattern keeps all it has in the arena and on its tasks' stacks. A program does not know the lab: it has static
 * variables and calls malloc. Whoever loads programs (lab/program) gives the engine this table, and the engine saves,
 * restores and compares that memory as it does the arena. It does not know what a program is.
 *
 * Invariants
 *   Of several runs of one program one is resident: its memory is what tasks see. outside_enter() is called before a
 *   run's tasks move, and before its memory is saved, restored or digested.
 *   The bytes that save() writes are restore()'s to read, in any run of the same program with the same settings.
 */
#ifndef LAB_ENGINE_OUTSIDE_H
#define LAB_ENGINE_OUTSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lab/base/arena.h"
#include "lab/base/hash.h"
#include "lab/trace/trace.h"

struct pattern;
struct run;
struct trace_values;

/* What becomes of accesses to such memory that tasks share and nothing guards, atomic operations aside. */
enum memory_mode {
	MEMORY_STEPS,           /* each is an operation on a cell; what is done where nothing is said */
	MEMORY_RACES,           /* none is; a witness is told of each. A run is over where it has a race */
	MEMORY_OFF              /* neither */
};

/* What name() says of the place where a strtok() goes on: one for all threads. */
#define STRTOK_KEEPS "what strtok keeps between calls"

struct outside {
	/*
	 * What is needed for a run with its values and inputs; `files` are the texts of its settings, by setting, or NULL.
	 * NULL with a sentence in `*error` (malloc'ed).
	 */
	void  *(*open)(const struct run *, const char *const *files, char **error);
	void   (*close)(void *state);

	/* The run begins, or begins again: all is as it was loaded. */
	void   (*begin)(void *state);

	/* Make it the resident one. */
	void   (*enter)(void *state);

	size_t (*size)(void *state);                            /* of what save() writes now */
	void   (*save)(void *state, char *bytes);
	void   (*restore)(void *state, const char *bytes, size_t size);
	void   (*digest)(void *state, struct hash *);

	/*
	 * Has more been found out of what tasks share, by any run, than was in force? From now on it is. What was searched
	 * before, or is being run, does not count then.
	 */
	bool   (*learn)(void *state);

	/* Why nothing can be claimed of the orders of accesses, as a phrase; NULL where it can. `any_time`: see turn.h. */
	const char *(*doubt)(void *state, bool any_time);

	/* How its memory is dealt with. */
	enum memory_mode (*memory)(void *state);

	/* "pool.next": what these bytes are a part of; NULL where nothing is known. For ever. */
	const char *(*name)(void *state, struct extent);

	/* What the numbers that tasks share have come to, in a fixed order. */
	void   (*finals)(void *state, void (*note)(void *context, const char *name, int64_t value), void *context);

	/*
	 * Which variables are no longer what they were when this was asked last: noted as of after `step`, at most `most`
	 * changes in all. `values` NULL: what they are now is where they begin.
	 */
	void   (*values)(void *state, struct trace_values *, long step, long most);

	/* The status with which it has ended by itself, after run_exit(). */
	int    (*status)(void *state);

	/* A number of the lines that it has printed, in whatever order: the same for the same, and for no others but by chance. */
	uint64_t (*printed)(void *state);

	/* "prog.c:14": where this task was last seen, in a call or in an access to memory; NULL where that is not known. For ever. */
	const char *(*where)(void *state, int task);

	/*
	 * "in put(), called from produce() :31": which functions this task is in, up to its own, where it waits in one below that;
	 * NULL where it does not, or that is not known. It stands still. In the arena.
	 */
	const char *(*called)(void *state, int task, struct arena *);

	/* Where the functions were called that this task is in, see struct trace_call: fills `callers`, with NULL behind them. */
	void   (*callers)(void *state, int task, const char *callers[MOST_CALLERS]);

	/* "prog.c:14" of an instruction of the program; NULL for any other. */
	const char *(*line)(void *state, uintptr_t instruction);

	/* Is this instruction the program's own? Asked by a handler of signals. */
	bool   (*has_code)(void *state, uintptr_t instruction);

	size_t stack_bytes;                                     /* of each task */
};

#endif
