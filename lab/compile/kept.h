/*
 * kept.h - a call put into a function as the compiler has written it, which must leave everything as it was.
 *
 * What is in use where: of registers as body.h has found it; vector registers since the last call, for none preserves
 * them; the flags when a line behind looks at them. What nobody uses is not kept: it would tell states apart. Of x86-64.
 */
#ifndef LAB_COMPILE_KEPT_H
#define LAB_COMPILE_KEPT_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/buf.h"
#include "lab/compile/body.h"

struct kept {
	unsigned registers;             /* bit i: that of register_wide(i) */
	uint32_t vectors;
	bool     flags, x87, wide;
};

/*
 * What is to be kept wherever in the function a call is put: where there are long doubles at all, there may be one. And,
 * with that, around a call before this line.
 */
struct kept kept_anywhere(const struct body *);
struct kept kept_find(const struct body *, int line, const struct kept *anywhere);

/* Append what keeps it, on the stack; and what puts it back. */
void kept_write(struct buf *out, const struct kept *);
void kept_write_back(struct buf *out, const struct kept *);

#endif
