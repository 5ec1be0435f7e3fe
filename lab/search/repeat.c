/* repeat.c - see repeat.h. */
#include "lab/search/repeat.h"

#include "lab/base/address.h"
#include "lab/base/rng.h"

enum { LONGEST = 2000 };

/* Addresses may be others, for the run may lie elsewhere. */
static void hash_values(struct hash *hash, const struct run *run)
{
	for (int i = 0; i < run->n_objects; i++) {
		const struct object *object = run->objects[i];
		int64_t value = object->primitive->value ? object->primitive->value(object) : 0;

		hash_int(hash, object->life);
		hash_int(hash, is_address(value) ? 0 : value);
	}
}

static void hash_moves(struct hash *hash, const struct move *moves, int n)
{
	hash_int(hash, n);
	for (int i = 0; i < n; i++) {
		hash_int(hash, moves[i].task);
		hash_int(hash, moves[i].index);
	}
}

bool repeat_once(struct world *world, struct key *key)
{
	struct run *run = world->run;
	struct rng rng = { 1 };
	const struct move *moves;
	struct hash hash;
	long before, made = 0;
	int n, leaked;

	hash_begin(&hash);
	world->watched = world->started = false;
	world_restart(world);
	before = turn_extra(run);
	for (; made + turn_extra(run) - before < LONGEST; made++) {
		n = turn_moves(run, &moves);
		hash_moves(&hash, moves, n);
		if (world_is_over(world, n))
			break;
		turn_make(run, &moves[rng_below(&rng, (uint32_t)n)]);
	}
	hash_int(&hash, turn_now(run));
	hash_int(&hash, world_verdict(world, &leaked));
	hash_int(&hash, leaked);
	hash_int(&hash, run->n_tasks);
	hash_values(&hash, run);
	*key = hash_end(&hash);
	return !run_braked(run);
}
