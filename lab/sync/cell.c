/* cell.c - shared variables whose loads and stores are operations. */
#include "lab/sync/cell_over.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lab/engine/fast.h"

struct cell {
	struct object object;           /* must be first */
	int64_t       value;            /* guarded by object.lock */
	const void   *over;             /* where its value stands, which is not the cell's to change; NULL: in `value` */
	int           over_size;
};

static int64_t value_over(const struct cell *cell)
{
	int8_t i8;
	int16_t i16;
	int32_t i32;
	int64_t i64 = 0;

	switch (cell->over_size) {
	case 1: memcpy(&i8, cell->over, 1);   return i8;
	case 2: memcpy(&i16, cell->over, 2);  return i16;
	case 4: memcpy(&i32, cell->over, 4);  return i32;
	case 8: memcpy(&i64, cell->over, 8);  return i64;
	}
	return 0;
}

static int64_t value_of(const struct cell *cell)
{
	return cell->over ? value_over(cell) : cell->value;
}

static int ready(struct op_case *c, struct alternative *out, int max)
{
	(void)c, (void)max;
	out->partner = NULL;
	return 1;
}

static const char *apply(struct op_case *c, const struct alternative *how)
{
	struct cell *cell = (struct cell *)c->object;
	int64_t *value = c->value;

	(void)how;
	c->completed = true;
	if (c->kind == CELL_LOAD)
		*value = value_of(cell);
	else if (!cell->over)
		cell->value = *value;
	return NULL;
}

static enum access_mode access(const struct op_case *c)
{
	return c->kind == CELL_LOAD ? ACCESS_LOAD : ACCESS_STORE;
}

static void digest(const struct object *object, struct hash *hash)
{
	hash_int(hash, ((const struct cell *)object)->value);   /* what it is over is told apart by who owns that */
}

static int64_t value(const struct object *object)
{
	return value_of((const struct cell *)object);
}

static int freed_by(const struct op_case *c, struct role *out)
{
	(void)c, (void)out;
	return 0;               /* nobody ever waits for a cell */
}

static void describe(const struct object *object, char *text, size_t size)
{
	snprintf(text, size, "%" PRId64, value_of((const struct cell *)object));
}

static const struct op_kind kinds[] = {
	[CELL_LOAD]  = { "load", EV_CELL_LOAD, EV_CELL_LOAD },
	[CELL_STORE] = { "store", EV_CELL_STORE, EV_CELL_STORE },
};

static const struct primitive cell_primitive = {
	.name = "cell", .kinds = kinds, .n_kinds = 2,
	.ready = ready, .apply = apply, .access = access, .digest = digest, .value = value, .freed_by = freed_by, .describe = describe,
};

struct cell *cell_make_(int64_t value, const char *name)
{
	struct cell *cell = object_new(sizeof *cell, &cell_primitive, name, -1, sizeof cell->value);

	lock_take(&cell->object.lock);  /* it is listed already: a snapshot may describe it */
	cell->value = value;
	lock_give(&cell->object.lock);
	return cell;
}

int64_t cell_load_(struct cell *cell, const char *here)
{
	int64_t loaded;

	engine_do_fast(&cell->object, CELL_LOAD, &loaded, here, ready, apply);
	return loaded;
}

void cell_store_(struct cell *cell, int64_t value, const char *here)
{
	engine_do_fast(&cell->object, CELL_STORE, &value, here, ready, apply);
}

/* ---- Over somebody else's memory ---- */

struct cell *cell_over(void *address, int size, const char *name)
{
	struct cell *cell = object_new(sizeof *cell, &cell_primitive, name, -1, sizeof cell->value);

	lock_take(&cell->object.lock);
	cell->over = address;
	cell->over_size = size;
	lock_give(&cell->object.lock);
	return cell;
}

void cell_touch(struct cell *cell, bool store, const char *here)
{
	int64_t loaded;

	engine_do(&cell->object, store ? CELL_STORE : CELL_LOAD, store ? NULL : &loaded, here);
}
