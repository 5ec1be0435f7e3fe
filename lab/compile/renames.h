/*
 * renames.h - which names of a program's object file the lab takes over; made from calls.h.
 */
#ifndef LAB_COMPILE_RENAMES_H
#define LAB_COMPILE_RENAMES_H

#include <stdbool.h>

/* A line "NAME conclab_NAME" for each call that is wrapped and each hook, as objcopy reads them. Static storage. */
const char *renames_text(void);

struct buf;
struct built;

/*
 * Can the lab run what is in this object file: has it a main, and calls nothing that is refused? False, with why in
 * `built`. Calls of which nothing is known are let
 * through: see renames_unknown().
 */
bool renames_check(struct built *, const char *object, const char *path);

/* Append what a shared object made from such a file calls that is neither wrapped nor harmless: "strtok, qsort". */
void renames_unknown(struct buf *out, const char *object);

/* The name of a source file that the lab brings along because an object file asks for something in it; or NULL. */
const char *renames_brought(const char *object);

/* Append the first name that a shared object asks for and that nobody has; nothing when there is none. */
void renames_missing(struct buf *out, const char *object);

/* Does such a shared object call this, be it wrapped or not? */
bool renames_calls(const char *object, const char *name);

/* Append what it calls that is answered with one of many answers: "rand, srand". */
void renames_chosen(struct buf *out, const char *object);

/* Append what it calls that opens something outside of it: "fopen". */
void renames_opened(struct buf *out, const char *object);

#endif
