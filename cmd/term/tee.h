/*
 * tee.h - a stream that writes on into another one, while somebody hears all of it.
 *
 * Invariants
 *   Where the other is a terminal, this one counts as that terminal (terminal.h): answers are as wide and as coloured.
 *   What is written is passed on at the end of each line and at each fflush(), so that what moves is seen moving.
 */
#ifndef CMD_TEE_H
#define CMD_TEE_H

#include <stddef.h>
#include <stdio.h>

struct tee {
	FILE *stream;           /* to be written to */
	FILE *behind;           /* the caller's */
	void (*hear)(void *context, const char *bytes, size_t n);
	void *context;
};

/* At most two at a time: for answers and for complaints. `tee` must stay where it is. */
void tee_open(struct tee *, FILE *behind, void (*hear)(void *context, const char *bytes, size_t n), void *context);
void tee_close(struct tee *);

#endif
