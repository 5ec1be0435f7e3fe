/*
 * dwarf_line.h - which line of a source an address is of, as the debug information says.
 */
#ifndef LAB_COMPILE_DWARF_LINE_H
#define LAB_COMPILE_DWARF_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/buf.h"

struct Dwfl;

/* Append "prog.c:14": the last part of the file's path. False, with nothing appended, when that is not known. */
bool dwarf_line(struct buf *out, struct Dwfl *, uint64_t address);

#endif
