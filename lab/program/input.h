/*
 * input.h - a program's standard input: the file that stdin= names, or nothing.
 *
 * Its bytes are read before the run begins and are the same in all of it. Where the program stands in them is a number on
 * its heap, so it begins anew with each run, and is saved, put back and compared with it. Who reads first gets the
 * first bytes: each call is one operation on that number, which all threads can tell the order of.
 */
#ifndef LAB_PROGRAM_INPUT_H
#define LAB_PROGRAM_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that were taken: at most one that had been put back, and those behind it. */
struct portion {
	bool        again;
	char        first;
	const char *rest;
	size_t      n_rest;
};

enum { NO_STOP = -1 };

/* Take up to `most` bytes, up to and with the first that is `stop`. None: the end; it is noted for feof(). */
struct portion input_take(size_t most, int stop, uintptr_t caller);

/*
 * All of them: what is not needed is left. `use` is told the bytes and says how many it has needed; it may be told again,
 * when others have taken some meanwhile, and then what it said before is nothing.
 */
struct needed {
	void (*use)(struct needed *, const char *bytes, size_t n);
	size_t n;
	bool   met_end;
};
void input_look(struct needed *, uintptr_t caller);

/* Put a byte back: the next to be taken. False when there is one already. */
bool input_put_back(unsigned char byte, uintptr_t caller);

/* Has the end been met? It has not, from now on. */
bool input_ended(uintptr_t caller);
void input_forget_end(uintptr_t caller);

#endif
