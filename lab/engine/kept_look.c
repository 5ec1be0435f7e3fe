/* kept_look.c - looking again at what may have changed: see turn_kept.h. */
#include "lab/engine/kept_parts.h"

#include "lab/base/panic.h"
#include "lab/engine/record.h"

/* Is the case ready? Sets *can where its own task moves then, not only its partner. */
static bool look_at_case(struct kept *kept, struct op_case *c, bool *can)
{
	struct alternative way;
	bool ready = c->object->primitive->ready(c, &way, 1) > 0;

	kept->looked_at++;
	*can |= ready && (!way.partner || c->kind < way.partner->kind);
	return ready;
}

void kept_look_at_crowd(struct kept *kept, struct crowd *crowd, const struct object *object)
{
	struct op *op = kept_op(kept, bits_next(&crowd->members, 0));
	int at = 0;

	while (op->cases[at].object != object)
		at++;
	crowd->can = false;
	crowd->ready = look_at_case(kept, &op->cases[at], &crowd->can);
}

static void look_at_queue(struct kept *kept, struct object *object, int queue)
{
	const struct crowds *crowds = kept->objects[object->id].crowds[queue];

	if (!crowds) {
		list_each(link, &object->waiting[queue])
			bits_add(&kept->sets.look, list_entry(link, struct op_case, link)->op->task->id);
		return;
	}
	bits_unite(&kept->sets.look, &crowds->apart);
	for (struct crowd *crowd = crowds->first; crowd; crowd = crowd->next)
		if (crowd->n > 0)
			kept_look_at_crowd(kept, crowd, object);
}

static void look_at_objects(struct kept *kept)
{
	while (kept->n_changed > 0) {
		struct object *object = kept->run->objects[kept->changed[--kept->n_changed]];

		kept->objects[object->id].changed = false;
		look_at_queue(kept, object, 0);
		look_at_queue(kept, object, 1);
	}
}

static void put(struct bits *bits, int id, bool in)
{
	if (in)
		bits_add(bits, id);
	else
		bits_drop(bits, id);
}

/* As turn_moves.c's add_moves(). Whoever goes on by itself stands in no crowd: all its cases are looked at. */
static void look_at_task(struct kept *kept, int id)
{
	struct op *op = kept_op(kept, id);
	bool ready = false, can = false;

	for (int i = 0; i < op->n_cases; i++)
		if (op->cases[i].object && !kept_crowd_of(kept, &op->cases[i]))
			ready |= look_at_case(kept, &op->cases[i], &can);
	can |= op->has_default && !ready;
	can |= op->deadline <= kept->run->turn->now && !(ready && op->late);
	put(&kept->sets.alone_ready, id, ready);
	put(&kept->sets.alone_can, id, can);
}

#define EACH_OF(id, word, at)                                                   \
	for (uint64_t left_ = (word); left_; left_ &= left_ - 1)                \
		for (int id = 64 * (at) + __builtin_ctzll(left_), once_ = 1; once_; once_ = 0)

static void look_at_tasks(struct kept *kept)
{
	struct bits *look = &kept->sets.look;

	for (int at = 0; at < look->n_words; at++) {
		EACH_OF(id, look->words[at], at)
			look_at_task(kept, id);
		look->words[at] = 0;
	}
}

static void unite_all(struct kept *kept)
{
	struct sets *sets = &kept->sets;

	bits_copy(&sets->ready, &sets->alone_ready);
	bits_copy(&sets->can, &sets->alone_can);
	for (int i = 0; i < kept->n_crowds; i++) {
		const struct crowd *crowd = kept->crowds[i];

		if (crowd->n > 0 && crowd->ready)
			bits_unite(&sets->ready, &crowd->members);
		if (crowd->n > 0 && crowd->can)
			bits_unite(&sets->can, &crowd->members);
	}
}

/* Those that must wait say so, in the order of their tasks. */
static void note_waits(struct kept *kept)
{
	struct sets *sets = &kept->sets;

	for (int at = 0; at < sets->silent.n_words; at++) {
		uint64_t wait = sets->silent.words[at] & ~sets->ready.words[at] & ~sets->can.words[at];

		sets->silent.words[at] &= ~wait;
		EACH_OF(id, wait, at)
			turn_note_wait(kept_op(kept, id));
	}
}

const struct bits *kept_settle(struct run *run)
{
	struct kept *kept = run->turn->kept;

	look_at_objects(kept);
	look_at_tasks(kept);
	unite_all(kept);
	note_waits(kept);
	return &kept->sets.can;
}

long kept_looked_at(const struct kept *kept)
{
	return kept->looked_at;
}

/* ---- Checking ---- */

void kept_check(struct run *run)
{
	struct kept *kept = run->turn->kept;
	int64_t awaited = kept_first_awaited(run), next = kept_next_time(run);
	long noted = run->turn->noted;
	int n = 0;

	run->turn->kept = NULL;
	must(awaited == turn_first_awaited(run) || bits_count(&kept->sets.can) > 0);
	must(next == turn_next_time(run));
	turn_find_now(run);
	run->turn->kept = kept;
	must(run->turn->noted == noted);
	for (int i = 0; i < run->turn->n_moves; i++) {
		must(bits_has(&kept->sets.can, run->turn->moves[i].task));
		n += i == 0 || run->turn->moves[i].task != run->turn->moves[i - 1].task;
	}
	must(n == bits_count(&kept->sets.can));
}
