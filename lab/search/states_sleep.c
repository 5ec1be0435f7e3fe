/*
 * states_sleep.c - which moves need not be made from a state: sleep sets (Godefroid, "Partial-Order Methods for the
 * Verification of Concurrent Systems", 1996, chapter 5), for a search that keeps its states.
 *
 * Let x and u be moves of state p that do not depend on each other, and all that follows x be known when u is made. Then x need
 * not be made from the state that u leads to: that state, and all that follows it, also comes after x. So x sleeps there, and
 * goes on sleeping until something is done that it depends on.
 *
 * Why nothing is lost, and no state has to be entered again. Call a move covered when every end that can follow it is found, and
 * nothing that follows it goes on for ever. As long as no move has led to an open state, a move that was made is covered when the
 * search comes back from it: what it led to is closed. A move that sleeps leads to what can also be reached by a move made, or
 * asleep, earlier: which was covered by then. So, one after the other, all moves of a state that is closed are covered. Where
 * some of them are enough (alone.h), these are. From the first move on that leads to an open state nobody falls asleep any more; and
 * where somebody has slept the search begins again, for what is said of a cycle is said of every move on it.
 *
 * A move after which the run is over depends on everything: nothing comes after it. Two that make something depend on each other
 * for one reason only: what is made first lies elsewhere, so that they would be other states, and how many are found would depend
 * on the order of the search. But for those through which a single task passes alone, which are not counted for that reason, as
 * many are found in any order.
 */
#include "lab/search/states_parts.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/search/alone.h"
#include "lab/search/footprint.h"

/* A task whose moves were all, or in part, made from a state; or one whose moves were not, for those of `like` stand for them. */
struct made {
	int              task;
	bool             quiet;         /* they let nobody move who waits for an arrival: see alone.h */
	struct footprint touched;
};

struct twin {
	int task, like;
};

/* A task that sleeps; what its moves do, or those of a twin did. That is kept by a frame before this one. */
struct nap {
	int                task;
	const struct made *as;
};

/* What a frame has of all that. Nothing is freed before the search is. */
struct naps {
	struct made **made;
	struct twin  *twins;
	struct nap   *asleep;
	int           n_made, n_twins, n_asleep, has_made, made_room, twins_room, asleep_room;
};

static void *grown(void *list, int *room, size_t size)
{
	*room = *room ? 2 * *room : 4;
	list = realloc(list, (size_t)*room * size);
	if (!list)
		panic("out of memory");
	return list;
}

static struct naps *naps_of(struct frame *frame)
{
	if (!frame->naps)
		frame->naps = calloc(1, sizeof *frame->naps);
	if (!frame->naps)
		panic("out of memory");
	return frame->naps;
}

void frame_wake_all(struct frame *frame)
{
	if (frame->naps)
		frame->naps->n_made = frame->naps->n_twins = frame->naps->n_asleep = 0;
}

void frame_free_naps(struct frame *frame)
{
	struct naps *naps = frame->naps;

	if (!naps)
		return;
	for (int i = 0; i < naps->has_made; i++)
		free(naps->made[i]);
	free(naps->made);
	free(naps->twins);
	free(naps->asleep);
	free(naps);
	frame->naps = NULL;
}

size_t frame_naps_bytes(const struct frame *frame)
{
	const struct naps *naps = frame->naps;

	if (!naps)
		return 0;
	return sizeof *naps + (size_t)naps->has_made * sizeof **naps->made + (size_t)naps->made_room * sizeof *naps->made +
	       (size_t)naps->twins_room * sizeof *naps->twins + (size_t)naps->asleep_room * sizeof *naps->asleep;
}

/* NULL: it is awake. */
static const struct made *nap_of(const struct frame *frame, int task)
{
	for (int i = 0; i < frame->naps->n_asleep; i++)
		if (frame->naps->asleep[i].task == task)
			return frame->naps->asleep[i].as;
	return NULL;
}

void frame_note_twin(struct frame *frame, int task, int like)
{
	struct naps *naps = naps_of(frame);

	if (naps->n_twins == naps->twins_room)
		naps->twins = grown(naps->twins, &naps->twins_room, sizeof *naps->twins);
	naps->twins[naps->n_twins++] = (struct twin){ task, like };
}

/* ---- What a move touches ---- */

enum { PLACES = INT32_MAX };    /* as if it were an object: where the next task, object or piece of memory will lie */

static struct room room_now(const struct run *run)
{
	return (struct room){ run->n_tasks, run->n_objects, arena_image_size(run->arena),
		              run->outside ? run->pattern->outside->size(run->outside) : 0 };
}

static bool is_same_room(struct room a, struct room b)
{
	return a.n_tasks == b.n_tasks && a.n_objects == b.n_objects && a.bytes == b.bytes && a.outside == b.outside;
}

static bool may_sleep(const struct states *s)
{
	return !s->options.awake && !s->met_cycle && !s->options.max_switches && !s->run->turn_options.any_time;
}

bool states_begin_event(struct states *s, const struct frame *frame, const struct move *move)
{
	bool matters = frame->n > 1 || (frame->naps && frame->naps->n_asleep);

	s->event_known = matters && may_sleep(s) && move->task != CLOCK_TASK;
	if (!s->event_known)
		return false;
	s->room_before = room_now(s->run);
	footprint_clear(&s->event);
	footprint_of_op(&s->event, turn_op(s->run, move->task));
	if (move->how.partner)
		footprint_of_op(&s->event, move->how.partner->op);
	return true;
}

/* Who waits for those who have arrived may move now. */
static void add_arrivals(struct states *s, struct made_by movers, int n_tasks)
{
	for (int i = 0; i < s->run->n_tasks; i++)
		if (i == movers.task || i == movers.partner || i >= n_tasks) {
			const struct op *op = turn_op(s->run, i);

			if (op)
				footprint_of_offer(&s->event, op);
		}
}

/* Where it is kept what the moves of `task` from here touch: nothing at first. */
static struct made *made_of(struct frame *frame, int task)
{
	struct naps *naps = naps_of(frame);
	struct made *made;

	for (int i = 0; i < naps->n_made; i++)
		if (naps->made[i]->task == task)
			return naps->made[i];
	if (naps->n_made == naps->made_room)
		naps->made = grown(naps->made, &naps->made_room, sizeof *naps->made);
	if (naps->n_made == naps->has_made) {
		naps->made[naps->has_made] = malloc(sizeof **naps->made);
		if (!naps->made[naps->has_made++])
			panic("out of memory");
	}
	made = naps->made[naps->n_made++];
	made->task = task;
	made->quiet = true;
	footprint_clear(&made->touched);
	return made;
}

void states_end_event(struct states *s, struct frame *frame, struct made_by movers, int n_tasks, bool quiet)
{
	struct made *made;

	if (s->run->fault.over)
		footprint_everything(&s->event);
	add_arrivals(s, movers, n_tasks);
	if (!is_same_room(s->room_before, room_now(s->run)))
		footprint_add(&s->event, PLACES, ACCESS_ALL);   /* what another makes would lie elsewhere */
	if (frame->n < 2)
		return;
	made = made_of(frame, movers.task);
	made->quiet &= quiet;
	footprint_merge(&made->touched, &s->event);
}

/* ---- Who sleeps ---- */

/* Was the last move from there the last of its task? */
static bool is_finished(const struct frame *frame, int task)
{
	for (int i = frame->next - 1; i < frame->n; i++)
		if (frame->moves[i].task == task)
			return false;
	return true;
}

/* Does its operation do no more than when its moves were made? What is done to a wait group may be too much by now. */
static bool is_as_before(const struct states *s, int task, const struct footprint *touches)
{
	struct footprint now;

	footprint_clear(&now);
	footprint_of_op(&now, turn_op(s->run, task));
	for (int i = 0; i < now.n; i++)
		if (!footprint_has(touches, now.list[i]))
			return false;
	return !now.everything;
}

/* Do the moves of one task from there not depend on the event just made? */
static bool slept_through(const struct states *s, const struct frame *frame, int task, const struct footprint *touches)
{
	return task != frame->movers.task && task != frame->movers.partner && !footprint_depends(&s->event, touches) &&
	       !footprint_depends(touches, &s->event) && is_as_before(s, task, touches);
}

static void fall_asleep(const struct states *s, struct frame *frame, int task, const struct made *as)
{
	struct naps *naps;

	if (!slept_through(s, frame, task, &as->touched))
		return;
	naps = naps_of(frame);
	if (naps->n_asleep == naps->asleep_room)
		naps->asleep = grown(naps->asleep, &naps->asleep_room, sizeof *naps->asleep);
	naps->asleep[naps->n_asleep++] = (struct nap){ task, as };
}

/* Does it touch no task? Then it is what the moves of a twin would touch, too. */
static bool touches_no_task(const struct states *s, const struct footprint *touches)
{
	for (int i = 0; i < touches->n; i++)
		if (touches->list[i].object != PLACES && s->run->objects[touches->list[i].object]->primitive == &task_primitive)
			return false;
	return true;
}

/* All moves of this task were made before the last one: it sleeps, and so do those whose moves they stand for. */
static void let_sleep(const struct states *s, const struct frame *before, struct frame *frame, const struct made *made)
{
	const struct naps *naps = before->naps;

	fall_asleep(s, frame, made->task, made);
	for (int i = 0; i < naps->n_twins; i++)
		if (naps->twins[i].like == made->task && touches_no_task(s, &made->touched))
			fall_asleep(s, frame, naps->twins[i].task, made);
}

static void drop_moves(struct states *s, struct frame *frame)
{
	int awake = 0;

	for (int i = 0; i < frame->n; i++)
		if (!nap_of(frame, frame->moves[i].task))
			frame->moves[awake++] = frame->moves[i];
	s->has_slept |= awake < frame->n;
	frame->n = awake;
}

/* Do the moves of one task that sleeps suffice? */
static bool sleeps_alone(const struct states *s, const struct frame *frame)
{
	for (int i = 0; i < frame->n; i++) {
		const struct made *as = nap_of(frame, frame->moves[i].task);

		if (as && as->quiet && alone_task(s->run, &frame->moves[i], 1) != NO_TASK)
			return true;
	}
	return false;
}

void states_sleep(struct states *s, bool may_be_alone)
{
	struct frame *frame = states_top(s), *before = frame - 1;
	const struct naps *naps;

	if (s->depth < 2 || !s->event_known || s->event.everything)
		return;
	naps = before->naps;
	for (int i = 0; naps && i < naps->n_asleep; i++)
		fall_asleep(s, frame, naps->asleep[i].task, naps->asleep[i].as);
	for (int i = 0; naps && i < naps->n_made; i++)
		if (is_finished(before, naps->made[i]->task))
			let_sleep(s, before, frame, naps->made[i]);
	if (!frame->naps || !frame->naps->n_asleep)
		return;
	if (may_be_alone && sleeps_alone(s, frame)) {
		s->has_slept = true;
		frame->n = 0;
		frame->passed = true;
	} else {
		drop_moves(s, frame);
	}
}
