/* cell.c - shared variables whose loads and stores are operations. */
#include "lab/sync/cell.h"

#include <inttypes.h>
#include <stdio.h>

#include "lab/engine/fast.h"

struct cell {
	struct object object;           /* must be first */
	int64_t       value;            /* guarded by object.lock */
};

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
		*value = cell->value;
	else
		cell->value = *value;
	return NULL;
}

static enum access_mode access(const struct op_case *c)
{
	return c->kind == CELL_LOAD ? ACCESS_LOAD : ACCESS_STORE;
}

static void digest(const struct object *object, struct hash *hash)
{
	hash_content(hash, &((const struct cell *)object)->value, sizeof(int64_t));
}

static size_t fills(const struct op_case *c)
{
	return c->kind == CELL_LOAD ? sizeof(int64_t) : 0;
}

static int64_t value(const struct object *object)
{
	return ((const struct cell *)object)->value;
}

static bool loads(const struct op_case *c, int64_t *value)
{
	*value = ((const struct cell *)c->object)->value;
	return c->kind == CELL_LOAD;
}

static int freed_by(const struct op_case *c, struct role *out)
{
	(void)c, (void)out;
	return 0;               /* nobody ever waits for a cell */
}

static void describe(const struct object *object, char *text, size_t size)
{
	snprintf(text, size, "%" PRId64, ((const struct cell *)object)->value);
}

static const struct op_kind kinds[] = {
	[CELL_LOAD]  = { "load", EV_CELL_LOAD, EV_CELL_LOAD, "LOADS" },
	[CELL_STORE] = { "store", EV_CELL_STORE, EV_CELL_STORE, "STORES" },
};

static const struct primitive cell_primitive = {
	.name = "cell", .kinds = kinds, .n_kinds = 2,
	.ready = ready, .apply = apply, .sort = sort_alike, .access = access, .digest = digest, .fills = fills, .value = value, .loads = loads,
	.freed_by = freed_by, .describe = describe,
};

FAST(CELL_LOAD)
FAST(CELL_STORE)

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

	engine_do_fast(&cell->object, CELL_LOAD, &loaded, here);
	return loaded;
}

void cell_store_(struct cell *cell, int64_t value, const char *here)
{
	engine_do_fast(&cell->object, CELL_STORE, &value, here);
}
