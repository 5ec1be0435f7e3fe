/*
 * cell_over.h - a cell over memory that is somebody else's: of a program that does not know the lab.
 *
 * The access itself is made by the program, right after the operation, and before any other task moves.
 */
#ifndef LAB_SYNC_CELL_OVER_H
#define LAB_SYNC_CELL_OVER_H

#include "lab/sync/cell.h"

/* A cell over `size` bytes; they are no part of its digest. A number when it has 1, 2, 4 or 8 bytes. */
struct cell *cell_over(void *address, int size, const char *name);

/* A load or a store is about to be made. */
void cell_touch(struct cell *, bool store, const char *here);

#endif
