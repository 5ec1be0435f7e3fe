/*
 * body.h - a function as the compiler has written it in assembler, and which registers are still read where.
 *
 * Found as compilers do it: from the end of the function backwards, until nothing changes. Whatever is not plain to see
 * counts as a read: what a line mentions otherwise than as the whole of what it sets, an instruction that is not known
 * here, what a person wrote in assembler and cannot be followed (see inline_asm.h), where a jump may lead that names no label. Of x86-64.
 */
#ifndef LAB_COMPILE_BODY_H
#define LAB_COMPILE_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lab/base/buf.h"
#include "lab/compile/slots.h"

/* The first are those that a call preserves, but for the frame's; the others it does not. Behind them come the slots. */
enum { N_PRESERVED = 5, N_REGISTERS = 14 };

struct line {
	const char *text;                       /* it ends at a newline, after so many bytes */
	size_t      length, said;               /* so many of them are no comment */
	uint64_t    reads, sets, live;          /* of registers and slots; `live`: those read from here on before they are set */
	bool        falls;                      /* the next line may follow */
	int         to;                         /* the line it may jump to; -1: none */
};

/* The lines of one function. */
struct body {
	struct line *at;
	int          n, room;
	uint64_t     mentioned;                 /* registers and slots that it has any use for */
	struct slots slots;
	bool         left_alone;                /* an exception may come back to it: what is read then is not known */
};

/* Append the text, with each function in it as `write` writes it. */
void bodies_rewrite(struct buf *out, const char *text, void (*write)(struct buf *out, const struct body *));

/* What a register is called: all of it, and its lower half. */
const char *register_wide(int i);
const char *register_word(int i);

/* Its first word. Is it an instruction? Is it a label that jumps lead to? What only the debug information names is none. */
const char *line_word(const struct line *);
bool line_is_instruction(const struct line *);
bool line_is_target(const struct line *);

/* Does the line have this in it? Is its first word one of these, which end in a blank each? */
bool line_holds(const struct line *, const char *word);
bool line_begins(const struct line *, const char *words);

#endif
