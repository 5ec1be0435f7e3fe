/*
 * part.h - which part of a variable stands at an offset, by its type as the debug information has it.
 */
#ifndef LAB_PROGRAM_PART_H
#define LAB_PROGRAM_PART_H

#include <elfutils/libdw.h>
#include <stdint.h>

#include "lab/base/buf.h"

/* Append the part of a value of this type that stands at `offset`: ".lock", "[2].left", "[2][1]"; nothing for all of it. */
void part_name(struct buf *, Dwarf_Die type, uintptr_t offset);

#endif
