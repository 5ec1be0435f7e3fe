/*
 * cell.h - a shared variable whose loads and stores are operations.
 *
 * Each load and each store is atomic and sequentially consistent; nothing else is: two tasks that load, add and store
 * lose updates.
 */
#ifndef LAB_SYNC_CELL_H
#define LAB_SYNC_CELL_H

#include <stdint.h>

#include "lab/sync/here.h"

struct cell;

enum { CELL_LOAD, CELL_STORE };

#define cell_make(value, name)  cell_make_(value, name)
#define cell_load(cell)         cell_load_(cell, HERE)
#define cell_store(cell, value) cell_store_(cell, value, HERE)

struct cell *cell_make_(int64_t value, const char *name);
int64_t cell_load_(struct cell *, const char *here);
void cell_store_(struct cell *, int64_t value, const char *here);

/* Declared uses. */
#define LOADS(cell)  ((struct use){ (cell), 1u << CELL_LOAD })
#define STORES(cell) ((struct use){ (cell), 1u << CELL_STORE })
#define LOADS_STORES(cell) ((struct use){ (cell), 1u << CELL_LOAD | 1u << CELL_STORE })

#endif
