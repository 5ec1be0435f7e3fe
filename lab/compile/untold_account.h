/*
 * untold_account.h - for untold.c: what hooks have told of and nobody has touched yet, and which registers have addresses in the
 * frame, from one line of a function to the next. All zero at its beginning, but for what is kept anywhere.
 */
#ifndef LAB_COMPILE_UNTOLD_ACCOUNT_H
#define LAB_COMPILE_UNTOLD_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/compile/body.h"
#include "lab/compile/kept.h"

enum { NAME = 6 };

/* An operand in memory, "8(%rax,%rcx)": so many bytes of the line. */
struct operand {
	const char *text;
	size_t      length;
	bool        last;               /* of the line's operands */
};

/* What is known at a line. */
struct account {
	long     read, write;           /* bytes that hooks have told of and nobody has touched yet */
	char     own[16][NAME];         /* registers that were set from the frame, by their names */
	int      n_own;
	long     range;                 /* the last number in the register of a hook's second argument */
	bool     written;               /* between #APP and #NO_APP */
	struct kept anywhere;
};

/* The operand of a line that is in memory. False: none is. */
bool untold_operand(const struct line *, struct operand *);

/* The register in its parentheses, or what comes first there; "" where that is none. */
void untold_base(struct operand, char name[NAME]);

/* Has this register, by its whole name, an address in the frame? */
bool account_owns(const struct account *, const char *name);

/* The line has been passed. */
void account_see(struct account *, const struct line *);

#endif
