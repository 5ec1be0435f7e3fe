/* dpor_again.c - going through settled choices again: see dpor_state.h. */
#include "lab/search/dpor_state.h"

static bool is_on_same_object(const struct op_case *c, const struct made *made)
{
	return c->object && c->object->id == made->object;
}

/* The operation that was completed at depth d, when the task is about to perform it once more; else NULL. */
static struct op *same_op(const struct dpor *s, const struct made *made)
{
	struct op *op;
	const struct op_case *c;

	if (made->task >= s->run->n_tasks)
		return NULL;
	op = (struct op *)(uintptr_t)turn_op(s->run, made->task);
	if (!op || op->here != made->here || op->n_cases != made->n_cases)
		return NULL;
	if (made->chosen < 0)
		return op;
	c = &op->cases[made->chosen];
	return is_on_same_object(c, made) && c->kind == made->kind ? op : NULL;
}

/* The same way to complete it, when it is there. */
static bool same_way(const struct dpor *s, const struct made *made, struct op_case *c, struct alternative *how)
{
	const struct op *other;

	*how = (struct alternative){ NULL, made->pick };
	if (made->partner != NO_TASK) {
		other = made->partner < s->run->n_tasks ? turn_op(s->run, made->partner) : NULL;
		if (!other || made->partner_case >= other->n_cases ||
		    !is_on_same_object(&other->cases[made->partner_case], made))
			return false;
		how->partner = &other->cases[made->partner_case];
	}
	return c->object->primitive->ready(c, &(struct alternative){ NULL, 0 }, 1) > 0;
}

/* Make the event at depth d again. False when it cannot be made. */
static bool make_again(struct dpor *s, int d)
{
	const struct made *made = &s->events[d].move;
	struct move move = { .task = made->task, .index = s->nodes[d].way, .chosen = made->chosen };
	const struct move *moves;
	struct op *op;

	if (turn_now(s->run) != s->nodes[d].now)
		turn_moves(s->run, &moves);     /* time passes */
	if (turn_now(s->run) != s->nodes[d].now || s->run->fault.over)
		return false;
	op = same_op(s, made);
	if (!op || (made->chosen >= 0 && !same_way(s, made, &op->cases[made->chosen], &move.how)))
		return false;
	turn_make(s->run, &move);
	return true;
}

bool dpor_go_again(struct dpor *s, int d)
{
	world_restart(s->world);
	for (int i = 0; i < d; i++)
		if (!make_again(s, i))
			return false;
	return true;
}

static struct key state_now(const struct dpor *s)
{
	const struct run *run = s->run;
	struct hash hash;

	hash_begin(&hash);
	hash_int(&hash, run->n_tasks);
	hash_int(&hash, run->fault.verdict);
	for (int i = 0; i < run->n_objects; i++) {
		hash_int(&hash, run->objects[i]->life);
		run->objects[i]->primitive->digest(run->objects[i], &hash);
	}
	return hash_end(&hash);
}

bool dpor_is_repeatable(struct dpor *s)
{
	struct key before = state_now(s), after;

	if (!dpor_go_again(s, s->n_events))
		return false;
	after = state_now(s);
	return before.a == after.a && before.b == after.b;
}
