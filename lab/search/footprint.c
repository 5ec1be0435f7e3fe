/* footprint.c - see footprint.h. */
#include "lab/search/footprint.h"

static bool is_plain(const struct op *op)
{
	return op->n_cases == 1 && !op->has_default && op->deadline == NO_DEADLINE;
}

/* That it is cancelled is of the task itself, whatever else it waits for. */
static bool is_aside(const struct op *op, int i)
{
	return op->aside && i == op->n_cases - 1;
}

void footprint_of_op(struct footprint *footprint, const struct op *op)
{
	bool plain = is_plain(op);

	for (int i = 0; i < op->n_cases; i++) {
		const struct op_case *c = &op->cases[i];

		if (c->object)
			footprint_add(footprint, c->object->id,
			              plain || is_aside(op, i) ? c->object->primitive->access(c) : ACCESS_ALL);
	}
}

static bool offers(const struct op_case *c)
{
	return c->object && c->object->primitive->meets && c->object->capacity == 0 && c->kind < 2;
}

bool meets_others(const struct op *op)
{
	for (int i = 0; i < op->n_cases; i++)
		if (op->cases[i].object && op->cases[i].object->primitive->meets && op->cases[i].object->capacity == 0)
			return true;
	return false;
}

void footprint_of_offer(struct footprint *footprint, const struct op *op)
{
	for (int i = 0; i < op->n_cases; i++)
		if (offers(&op->cases[i]))
			footprint_add(footprint, op->cases[i].object->id, ACCESS_OFFER);
}
