/* depend.c - the dependence table. Raising an entry only costs schedules; lowering one loses outcomes. */
#include "lab/search/depend.h"

static bool is_of_tasks(enum access_mode mode)
{
	return mode == ACCESS_JOIN || (mode >= ACCESS_TAKE && mode <= ACCESS_LAST);
}

static bool is_cancel(enum access_mode mode)
{
	return mode == ACCESS_CANCEL || mode == ACCESS_CANCEL_LOOSE;
}

/*
 * Of tasks, with ACCESS_ALL for a join that is one of several cases: it may end by another before the task has ended; and for
 * one that is not made where the task has not ended. A plain join comes after its task's last event: an edge of its own. What a task does to itself is in its own order.
 */
static bool concern(enum access_mode a, enum access_mode b)
{
	switch (a) {
	case ACCESS_TAKE: return b == ACCESS_TAKE || is_cancel(b);
	case ACCESS_JOIN: return is_cancel(b);          /* of a task that was joined that is refused */
	case ACCESS_HEED: return is_cancel(b);
	case ACCESS_LAST: return b == ACCESS_CANCEL_LOOSE || b == ACCESS_ALL;
	case ACCESS_ALL:  return b == ACCESS_TAKE || b == ACCESS_ALL || is_cancel(b);
	default:          return false;
	}
}

enum dependence depends(enum access_mode earlier, enum access_mode later)
{
	if (earlier == ACCESS_END || later == ACCESS_END)
		return DEPENDS_MAY_RACE;
	if (earlier == ACCESS_NONE || later == ACCESS_NONE)
		return DEPENDS_NONE;
	if (is_of_tasks(earlier) || is_of_tasks(later))
		return concern(earlier, later) || concern(later, earlier) ? DEPENDS_MAY_RACE : DEPENDS_NONE;
	if (earlier == ACCESS_OFFER && later == ACCESS_OFFER)
		return DEPENDS_NONE;
	if (earlier == ACCESS_ALL || later == ACCESS_ALL || earlier == ACCESS_OFFER || later == ACCESS_OFFER)
		return DEPENDS_MAY_RACE;
	switch (earlier) {
	case ACCESS_LOCK:
		return later == ACCESS_LOCK || later == ACCESS_READ ? DEPENDS_RACES : DEPENDS_NONE;
	case ACCESS_UNLOCK:
		return later == ACCESS_LOCK || later == ACCESS_READ ? DEPENDS_ENABLES : DEPENDS_NONE;
	case ACCESS_READ:
		return later == ACCESS_LOCK ? DEPENDS_MAY_RACE : DEPENDS_NONE;  /* others may have been reading before */
	case ACCESS_READ_UNLOCK:
		return later == ACCESS_LOCK ? DEPENDS_ENABLES : DEPENDS_NONE;
	case ACCESS_ACQUIRE:
	case ACCESS_ACQUIRE_SPARE:
		if (later == ACCESS_RELEASE)
			return DEPENDS_RACES;           /* with that one it might not have needed those before */
		return later == ACCESS_ACQUIRE || later == ACCESS_ACQUIRE_SPARE ? DEPENDS_RACES : DEPENDS_NONE;
	case ACCESS_RELEASE:
		return later == ACCESS_ACQUIRE ? DEPENDS_ENABLES :
		       later == ACCESS_ACQUIRE_SPARE ? DEPENDS_MAY_RACE : DEPENDS_NONE;
	case ACCESS_SEND:
	case ACCESS_RECV:
		return later == earlier ? DEPENDS_RACES : DEPENDS_NONE; /* item and slot: edges of their own */
	case ACCESS_LOAD:
		return later == ACCESS_STORE ? DEPENDS_RACES : DEPENDS_NONE;
	case ACCESS_STORE:
		return DEPENDS_RACES;
	case ACCESS_DONE:
		return later == ACCESS_WAIT ? DEPENDS_ENABLES : DEPENDS_NONE;
	default:
		return DEPENDS_NONE;
	}
}

void footprint_everything(struct footprint *footprint)
{
	footprint->everything = true;
	footprint->mask = UINT64_MAX;
}

void footprint_copy(struct footprint *footprint, const struct footprint *from)
{
	footprint->n = from->n;
	footprint->everything = from->everything;
	footprint->mask = from->mask;
	for (int i = 0; i < from->n; i++)
		footprint->list[i] = from->list[i];
}

bool footprint_has(const struct footprint *footprint, struct access access)
{
	for (int i = 0; i < footprint->n; i++)
		if (footprint->list[i].object == access.object && footprint->list[i].mode == access.mode)
			return true;
	return false;
}

void footprint_add(struct footprint *footprint, int object, enum access_mode mode)
{
	if (mode == ACCESS_NONE)
		return;
	if (mode == ACCESS_END) {
		footprint_everything(footprint);
		return;
	}
	if (footprint_has(footprint, (struct access){ object, mode }))
		return;
	if (footprint->n == MAX_ACCESSES) {
		footprint_everything(footprint);
		return;
	}
	footprint->list[footprint->n++] = (struct access){ object, mode };
	footprint->mask |= (uint64_t)1 << (object & 63);
}

void footprint_merge(struct footprint *footprint, const struct footprint *from)
{
	for (int i = 0; i < from->n; i++)
		footprint_add(footprint, from->list[i].object, from->list[i].mode);
	if (from->everything)
		footprint_everything(footprint);
}

enum dependence footprint_depends(const struct footprint *earlier, const struct footprint *later)
{
	enum dependence strongest = DEPENDS_NONE;

	if (earlier->everything || later->everything)
		return DEPENDS_MAY_RACE;        /* even where the other touches nothing */
	if (!(earlier->mask & later->mask))
		return DEPENDS_NONE;
	for (int i = 0; i < earlier->n; i++)
		for (int j = 0; j < later->n; j++)
			if (earlier->list[i].object == later->list[j].object) {
				enum dependence how = depends(earlier->list[i].mode, later->list[j].mode);

				if (how > strongest)
					strongest = how;
			}
	return strongest;
}
