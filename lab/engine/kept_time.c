/* kept_time.c - time passes, where who can move is kept: see turn_kept.h. */
#include "lab/engine/kept_parts.h"

#include "lab/base/panic.h"

/* Whose operation an alarm was set for; NULL when it has gone on since. */
static struct op *rung_for(const struct kept *kept, const struct alarm *alarm)
{
	return kept->published[alarm->task] == alarm->op ? kept_op(kept, alarm->task) : NULL;
}

/* The first of the deadlines that are to come. */
static int64_t first_deadline(struct kept *kept)
{
	while (kept->alarms.n > 0 && !rung_for(kept, alarms_first(&kept->alarms)))
		alarms_drop_first(&kept->alarms);
	return kept->alarms.n > 0 ? alarms_first(&kept->alarms)->at : NO_DEADLINE;
}

static int64_t due(const struct kept *kept, int timed)
{
	const struct object *object = kept->run->objects[kept->timed[timed]];

	return object->primitive->due(object);
}

int64_t kept_first_awaited(const struct run *run)
{
	struct kept *kept = run->turn->kept;
	int64_t first = first_deadline(kept);

	for (int i = 0; i < kept->n_timed; i++) {
		const int *waiting = kept->objects[kept->timed[i]].waiting;

		if ((waiting[0] || waiting[1]) && due(kept, i) < first)
			first = due(kept, i);
	}
	return first;
}

int64_t kept_next_time(const struct run *run)
{
	struct kept *kept = run->turn->kept;
	int64_t next = first_deadline(kept);

	kept_make_room(kept);   /* for objects that have been made since */
	for (int i = 0; i < kept->n_timed; i++)
		if (due(kept, i) > run->turn->now && due(kept, i) < next)
			next = due(kept, i);
	return next;
}

/* Its deadline is over at that time. */
static void stand_apart(struct kept *kept, struct op *op, int64_t then)
{
	for (int i = 0; i < op->n_cases; i++) {
		struct op_case *c = &op->cases[i];
		struct crowds *crowds = c->object ? *kept_crowds_at(kept, c) : NULL;

		if (crowds) {
			crowds_leave(crowds, c);
			must(!crowds_enter(crowds, c, kept->tasks_room, then));
		}
	}
}

void kept_pass_time(struct run *run, int64_t to)
{
	struct kept *kept = run->turn->kept;

	while (first_deadline(kept) <= to) {
		struct op *op = rung_for(kept, alarms_first(&kept->alarms));

		alarms_drop_first(&kept->alarms);
		op->late = turn_is_served(op);
		bits_add(&kept->sets.look, op->task->id);
		stand_apart(kept, op, to);
	}
	turn_set_time(run, to);
	for (int i = 0; i < kept->n_timed; i++)
		if (due(kept, i) <= to)
			kept_change(kept, run->objects[kept->timed[i]]);
}
