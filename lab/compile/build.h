/*
 * build.h - a person's source file as a shared object, made by the system's compiler and kept in a cache.
 *
 * Invariants
 *   Nothing is written beside the person's file. What is made lies in the cache (files_cache()), under a name that is a
 *   digest of the source, the headers of the lab, the compiler and its options, so the second time costs nothing.
 *   Beside each object stands a list of the other files that it was made from, with their digests: when one has
 *   changed, the object is made anew.
 *   A file in the cache is whole or is not there: it is written beside and renamed.
 */
#ifndef LAB_COMPILE_BUILD_H
#define LAB_COMPILE_BUILD_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/compile/sources.h"

enum build_result {
	BUILD_OK,
	BUILD_FAILED,           /* the compiler says no: `said` is what it says */
	BUILD_NO_COMPILER,      /* there is none, or it cannot be started */
	BUILD_NO_CACHE,         /* there is nowhere to write */
	BUILD_UNSUPPORTED,      /* a program that calls what is refused */
	BUILD_NOTHING           /* neither a program nor a pattern */
};

struct built {
	enum build_result result;
	char *object;           /* path of the shared object; owned; NULL when nothing was read */
	char *why;              /* a sentence without full stop for whatever went wrong; owned, NULL when nothing did */
	struct buf said;        /* what the compiler printed, warnings too; empty when it came from the cache */
	bool  from_cache;
};

/* What is to be built. */
struct build_order {
	const char           *path;     /* as it was typed, for complaints */
	const struct sources *sources;  /* with their paths as the lines that operations name have them; their texts perhaps with
	                                   other values in them. One for a pattern */
	bool                  is_program;       /* it has a main of its own; else it is a pattern */
	const char           *cflags;   /* of a program: what cflags= takes; NULL: nothing */
};

/*
 * Build it. The compiler is $CONCLAB_CC, else $CC, else cc; a pattern sees the lab's headers under "lab/". Of a program
 * all calls in the lists of calls.h are renamed, so that the lab answers them. To be given back with built_free()
 * whatever came of it.
 */
void build(struct built *, const struct build_order *);
void built_free(struct built *);

#endif
