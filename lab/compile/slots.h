/*
 * slots.h - where a function's compiler keeps a number for a moment: places in its frame that no variable has.
 *
 * As registers do, they hold what was last added to a sum when nobody reads it any more. A slot is told by its distance
 * from the frame's pointer, is always used whole, and nobody is told where it lies: nor is any address below it, from
 * which one might go up to it. What has a name, so that a debugger would show it, is none. Of x86-64.
 */
#ifndef LAB_COMPILE_SLOTS_H
#define LAB_COMPILE_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_SLOTS = 40, MOST_NAMED_SLOTS = 4096 };

struct slot {
	int  offset, size;              /* 4 or 8 bytes */
	bool good;
};

struct named_slot {
	int function, offset;
};

struct slots {
	struct slot at[MOST_SLOTS];
	int   n;
	int   lowest;                   /* of what somebody may know the address */
	bool  none;                     /* in this function */
	bool  remarked;                 /* the compiler, clang, says itself which they are */
	struct named_slot *named;       /* what has a name, in all functions of the file */
	int   n_named;
	int   function;                 /* its number, as gcc tells functions apart by labels; -1: not known */
	bool  unknown;                  /* there are too many of these */
};

/* Before the first function of a text, and after the last. */
void slots_begin(struct slots *, const char *text);
void slots_end(struct slots *);

/* A line before a function, which may be the label that tells which one it is. */
void slots_name(struct slots *, const char *line);

/* Each line of a function, without its comment but with that behind it; then choose; then ask of each; then clear. */
void slots_find(struct slots *, const char *line, size_t length);
void slots_choose(struct slots *);
void slots_clear(struct slots *);

/* Which slots the line reads and sets: slot i is bit `first` + i. */
void slots_see(const struct slots *, const char *line, size_t length, int first, uint64_t *reads, uint64_t *sets);

#endif
