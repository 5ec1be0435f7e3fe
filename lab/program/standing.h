/*
 * standing.h - the object of the lab behind an object of a program: a mutex behind a pthread_mutex_t.
 *
 * It is made when the program first does something to that address. From then on the first four bytes there are a mark.
 * Where the mark is gone the program has written there: the memory has become something else, or has been initialised
 * by an assignment, so what stands there is new.
 *
 * Invariant: for one address, one sort and one mark there is one object. So an initialisation, a destruction and a use
 * are operations on the same object, in whatever order they come.
 */
#ifndef LAB_PROGRAM_STANDING_H
#define LAB_PROGRAM_STANDING_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/program/process.h"

enum { MARK_BYTES = 4 };

/* What an object is to be like that is made for an address, as its bytes or an attribute say. */
struct nature {
	bool given;                     /* the bytes are those of a static initialiser */
	int  type;                      /* what the sort makes of it: 0 .. 15 */
};

struct sort_maker {
	enum sort   sort;
	const char *word;               /* "mutex": for a name, where the variable has none */
	size_t      size;               /* of the program's own object */
	struct nature   (*nature)(const void *address);
	struct object *(*make)(const struct nature *, const char *name, const char *here);
};

/* The object behind this address. */
struct object *standing_object(const struct sort_maker *, void *address, const char *here);

/* It has been initialised, with this type. The type of what stands at an address; 0 where the mark is gone. */
void standing_set_type(const struct sort_maker *, void *address, int type);
int  standing_type(const struct sort_maker *, const void *address);

/* All of these bytes are zero: a static initialiser, mostly. */
bool is_all_zero(const void *address, size_t size);

#endif
