/*
 * semaphore.c - counting and weighted semaphores.
 *
 * Who does not get permits of a weighted semaphore at once draws a ticket, and waits until its ticket is
 * the first in line and there is enough.
 *
 * Invariants (object.lock held)
 *   object.occupancy is the number of permits left, and is not negative.
 *   Tickets first .. next - 1 stand in line; of a counting semaphore there are none.
 */
#include "lab/sync/semaphore.h"

#include <limits.h>
#include <stdio.h>

#include "lab/engine/fast.h"
#include "lab/sync/life.h"

struct semaphore {
	struct object object;           /* must be first */
	int           permits;          /* at first */
	int64_t       first, next;
};

/* What the ops carry. */
struct demand {
	int     n;                      /* must be first: it is what the log shows */
	int64_t ticket;
	bool    if_room;                /* a release that is not done when there are too many, instead of a misuse */
};

static bool is_weighted(const struct semaphore *semaphore);

static struct semaphore *semaphore_of(const struct op_case *c)
{
	return (struct semaphore *)c->object;
}

static const struct demand *demand_of(const struct op_case *c)
{
	return c->value;
}

static int ready(struct op_case *c, struct alternative *out, int max)
{
	const struct semaphore *semaphore = semaphore_of(c);
	const struct demand *demand = demand_of(c);

	(void)max;
	out->partner = NULL;
	if (c->kind != SEMAPHORE_ACQUIRE || demand->n < 1 || is_lost(c->object))
		return 1;
	return demand->n <= semaphore->object.occupancy && demand->ticket == semaphore->first;
}

static int64_t sort(const struct op_case *c)
{
	return c->kind != SEMAPHORE_ACQUIRE ? 0 : is_weighted(semaphore_of(c)) || demand_of(c)->n < 1 ? SORT_OWN : demand_of(c)->n;
}

/* Of those who stand in line, only the first may get what it waits for. */
static int concerns(const struct op_case *c)
{
	if (!is_weighted(semaphore_of(c)) || c->kind == SEMAPHORE_INIT || c->kind == SEMAPHORE_DESTROY)
		return ANYBODY;
	list_each(link, object_queue(c->object, SEMAPHORE_ACQUIRE)) {
		const struct op_case *other = list_entry(link, struct op_case, link);

		if (other->kind == SEMAPHORE_ACQUIRE && demand_of(other)->ticket == semaphore_of(c)->first)
			return other->op->task->id;
	}
	return NO_TASK;
}

static const char *init(struct op_case *c)
{
	const char *wrong = life_begin(c->object, false);

	if (!wrong)
		c->object->occupancy = semaphore_of(c)->permits = demand_of(c)->n;
	return wrong;
}

static const char *release(struct semaphore *semaphore, int n)
{
	if (is_weighted(semaphore) && n > semaphore->permits - semaphore->object.occupancy)
		return "release of more permits than were lent";
	if (n > INT_MAX - semaphore->object.occupancy)
		return "the number of permits grows too large";
	semaphore->object.occupancy += n;
	return NULL;
}

static void take_or_stand(struct semaphore *semaphore, struct op_case *c)
{
	struct demand *demand = c->value;

	c->completed = semaphore->first == semaphore->next && demand->n <= semaphore->object.occupancy;
	if (c->completed)
		semaphore->object.occupancy -= demand->n;
	else if (c->kind == SEMAPHORE_STAND)
		demand->ticket = semaphore->next++;
}

static const char *apply(struct op_case *c, const struct alternative *how)
{
	struct semaphore *semaphore = semaphore_of(c);
	int n = demand_of(c)->n;

	(void)how;
	c->completed = true;
	if (c->kind == SEMAPHORE_INIT)
		return init(c);
	if (is_lost(c->object))
		return life_wrong(c->object);
	if (c->kind == SEMAPHORE_DESTROY)
		return life_end(c->object, false);
	if (c->kind == SEMAPHORE_LOOK) {
		((struct demand *)c->value)->n = c->object->occupancy;
		return NULL;
	}
	if (n < 1)
		return "a semaphore lends at least one permit";
	if (n > 1 && !is_weighted(semaphore))
		return "a counting semaphore lends one permit at a time";
	if (c->kind == SEMAPHORE_RELEASE) {
		c->completed = !demand_of(c)->if_room || c->object->occupancy < INT_MAX;
		return c->completed ? release(semaphore, n) : NULL;
	}
	if (c->kind == SEMAPHORE_ACQUIRE) {
		semaphore->object.occupancy -= n;
		semaphore->first += is_weighted(semaphore);
	} else {
		take_or_stand(semaphore, c);
	}
	return NULL;
}

static enum access_mode access(const struct op_case *c)
{
	if (is_weighted(semaphore_of(c)) || demand_of(c)->n != 1 || c->object->occupancy == INT_MAX || is_lost(c->object))
		return ACCESS_ALL;
	switch (c->kind) {
	case SEMAPHORE_RELEASE:
		return ACCESS_RELEASE;
	case SEMAPHORE_ACQUIRE:
		return c->object->occupancy > 1 ? ACCESS_ACQUIRE_SPARE : ACCESS_ACQUIRE;
	}
	return ACCESS_ALL;
}

static void digest(const struct object *object, struct hash *hash)
{
	const struct semaphore *semaphore = (const struct semaphore *)object;

	hash_int(hash, object->occupancy);
	hash_int(hash, semaphore->permits);
	hash_int(hash, semaphore->first);
	hash_int(hash, semaphore->next);
}

/* Whoever gives back; and for who stands in line behind others, those who take what they stand for. */
static int freed_by(const struct op_case *c, struct role *out)
{
	bool behind = is_weighted(semaphore_of(c)) && demand_of(c)->ticket != semaphore_of(c)->first;

	*out = (struct role){ .object = c->object,
	                      .kinds = 1u << SEMAPHORE_RELEASE | (behind ? 1u << SEMAPHORE_ACQUIRE : 0) };
	return 1;
}

static void describe(const struct object *object, char *text, size_t size)
{
	const struct semaphore *semaphore = (const struct semaphore *)object;
	int in_line = (int)(semaphore->next - semaphore->first);

	if (in_line)
		snprintf(text, size, "%d left, %d in line", object->occupancy, in_line);
	else
		snprintf(text, size, "%d left", object->occupancy);
}

static const struct op_kind kinds[] = {
	[SEMAPHORE_ACQUIRE] = { "acquire", EV_ACQUIRE, EV_ACQUIRE, "ACQUIRES" },
	[SEMAPHORE_RELEASE] = { "release", EV_RELEASE, EV_REFUSED, "RELEASES" },
	[SEMAPHORE_TRY]     = { "try to acquire", EV_ACQUIRE, EV_ACQUIRE_FAILED, "ACQUIRES" },
	[SEMAPHORE_STAND]   = { "acquire", EV_ACQUIRE, EV_ACQUIRE_AHEAD, "ACQUIRES" },
	[SEMAPHORE_LOOK]    = { "look at", EV_LOOKED, EV_LOOKED, "ACQUIRES" },
	[SEMAPHORE_INIT]    = { "initialise", EV_MADE, EV_MADE, "DESTROYS_SEMAPHORE" },
	[SEMAPHORE_DESTROY] = { "destroy", EV_DESTROYED, EV_DESTROYED, "DESTROYS_SEMAPHORE" },
};

static const struct primitive counting = {
	.name = "semaphore", .kinds = kinds, .n_kinds = 7,
	.ready = ready, .apply = apply, .sort = sort, .concerns = concerns, .access = access, .digest = digest,
	.freed_by = freed_by, .describe = describe,
};

static const struct primitive weighted_semaphore = {
	.name = "weighted semaphore", .kinds = kinds, .n_kinds = 7, .any_order = true,
	.ready = ready, .apply = apply, .sort = sort, .concerns = concerns, .access = access, .digest = digest,
	.freed_by = freed_by, .describe = describe,
};

static bool is_weighted(const struct semaphore *semaphore)
{
	return semaphore->object.primitive == &weighted_semaphore;
}

/* ---- What patterns call ---- */

FAST(SEMAPHORE_ACQUIRE)
FAST(SEMAPHORE_RELEASE)
FAST(SEMAPHORE_TRY)
FAST(SEMAPHORE_LOOK)

struct semaphore *semaphore_make_(int permits, bool weighted, const char *name, const char *here)
{
	struct semaphore *semaphore;

	if (permits < 0)
		run_fail(task_self(), VERDICT_PANIC, NULL, "make", here,
		         "semaphore %s of %d permits: it must be 0 or more", name, permits);
	semaphore = object_new(sizeof *semaphore, weighted ? &weighted_semaphore : &counting, name, -1,
	                       sizeof(int));
	semaphore->permits = permits;
	semaphore->object.occupancy = permits;
	return semaphore;
}

void semaphore_acquire_(struct semaphore *semaphore, int n, const char *here)
{
	struct demand demand = { n, 0, false };

	if (!is_weighted(semaphore) || !engine_do(&semaphore->object, SEMAPHORE_STAND, &demand, here))
		engine_do_fast(&semaphore->object, SEMAPHORE_ACQUIRE, &demand, here);
}

void semaphore_release_(struct semaphore *semaphore, int n, const char *here)
{
	struct demand demand = { n, 0, false };

	engine_do_fast(&semaphore->object, SEMAPHORE_RELEASE, &demand, here);
}

bool semaphore_try_(struct semaphore *semaphore, int n, const char *here)
{
	struct demand demand = { n, 0, false };

	return engine_do_fast(&semaphore->object, SEMAPHORE_TRY, &demand, here);
}

bool semaphore_release_if_(struct semaphore *semaphore, const char *here)
{
	struct demand demand = { 1, 0, true };

	return engine_do_fast(&semaphore->object, SEMAPHORE_RELEASE, &demand, here);
}

bool semaphore_acquire_until_(struct semaphore *semaphore, int64_t deadline, const char *here)
{
	struct demand demand = { 1, 0, false };

	return engine_wait_until(&semaphore->object, SEMAPHORE_ACQUIRE, &demand, deadline, here) == DONE_WELL;
}

bool semaphore_acquire_within_(struct semaphore *semaphore, int ms, const char *here)
{
	return semaphore_acquire_until_(semaphore, engine_deadline(ms * (int64_t)1000000), here);
}

int semaphore_look_(struct semaphore *semaphore, const char *here)
{
	struct demand demand = { 0, 0, false };

	engine_do_fast(&semaphore->object, SEMAPHORE_LOOK, &demand, here);
	return demand.n;
}

void semaphore_init_(struct semaphore *semaphore, int permits, const char *here)
{
	struct demand demand = { permits, 0, false };

	engine_do(&semaphore->object, SEMAPHORE_INIT, &demand, here);
}

void semaphore_destroy_(struct semaphore *semaphore, const char *here)
{
	struct demand demand = { 0, 0, false };

	engine_do(&semaphore->object, SEMAPHORE_DESTROY, &demand, here);
}
