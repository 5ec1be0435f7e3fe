/* race.c - what events do with what is known: see race.h, for what orders what; race_parts.h, for the invariants. */
#include "lab/check/race_parts.h"

#include <string.h>

/* ---- Channels ---- */

static void make_buffer(struct race *race, struct place *place)
{
	if (place->items)
		return;
	place->items = race_allocate(race, place->capacity, sizeof *place->items);
	place->slots = race_allocate(race, place->capacity, sizeof *place->slots);
}

static void send(struct race *race, struct place *place, const struct event *event)
{
	if (place->capacity == 0)
		return;                         /* told with its receive */
	make_buffer(race, place);
	race_learn(race, event->task, place->slots[place->sent % place->capacity]);
	race_teach_anew(race, event->task, &place->items[place->sent++ % place->capacity]);
}

static void meet(struct race *race, int task, int other)
{
	uint32_t *mine = race_clock_of(race, task), *theirs = race_clock_of(race, other);

	race_merge(race, mine, theirs);
	race_merge(race, theirs, mine);
	mine[task]++;
	theirs[other]++;
}

static void receive(struct race *race, struct place *place, const struct event *event)
{
	if (place->capacity == 0) {
		meet(race, event->task, event->peer);
		return;
	}
	make_buffer(race, place);
	race_learn(race, event->task, place->items[place->received % place->capacity]);
	race_teach_anew(race, event->task, &place->slots[place->received++ % place->capacity]);
}

/* ---- Where tasks wait for one another ---- */

static struct seat *seat_of(struct race *race, struct place *place, int task)
{
	if (!place->seats)
		place->seats = race_allocate(race, race->width, sizeof *place->seats);
	return &place->seats[task];
}

static void hand(struct race *race, struct place *place, int from, int to)
{
	struct seat *seat = seat_of(race, place, to);

	race_teach_anew(race, from, &seat->clock);
	seat->handed = true;
	seat->waits = false;
}

static void hand_all(struct race *race, struct place *place, int from)
{
	for (int i = 0; place->seats && i < race->width; i++)
		if (place->seats[i].waits)
			hand(race, place, from, i);
}

static void go_on(struct race *race, struct place *place, int task)
{
	struct seat *seat = seat_of(race, place, task);

	if (seat->handed)
		race_learn(race, task, seat->clock);
	seat->handed = seat->waits = false;
}

static void open_barrier(struct race *race, struct place *place, int task)
{
	race_learn(race, task, place->gathered);
	if (place->gathered)
		memset(place->gathered, 0, (size_t)race->width * sizeof *place->gathered);
	hand_all(race, place, task);
}

/* ---- Atoms ---- */

/* What is known to whoever acquires the value that is there: now, or at a fence to come. */
static void read_atom(struct race *race, const struct place *place, const struct event *event)
{
	uint32_t **heard = &race->known->heard[event->task];

	for (int i = 0; place->seats && i < race->width; i++) {
		if (!place->seats[i].handed)
			continue;
		if (!*heard)
			*heard = race_allocate(race, race->width, sizeof **heard);
		if (order_acquires(event->order))
			race_learn(race, event->task, place->seats[i].clock);
		else
			race_merge(race, *heard, place->seats[i].clock);
	}
}

/* A release sequence goes on with changes by any task, and with stores by the one that has begun it. */
static void write_atom(struct race *race, struct place *place, const struct event *event)
{
	const uint32_t *fenced = race->known->fenced[event->task];
	struct seat *seat = seat_of(race, place, event->task);

	for (int i = 0; event->kind == EV_ATOM_STORE && i < race->width; i++)
		if (i != event->task)
			place->seats[i].handed = false;
	if (!seat->handed && seat->clock)
		memset(seat->clock, 0, (size_t)race->width * sizeof *seat->clock);
	if (fenced) {
		if (!seat->clock)
			seat->clock = race_allocate(race, race->width, sizeof *seat->clock);
		race_merge(race, seat->clock, fenced);
	}
	if (order_releases(event->order))
		race_teach(race, event->task, &seat->clock);
	seat->handed |= fenced || order_releases(event->order);
}

static void use_atom(struct race *race, struct place *place, const struct event *event, struct extent span)
{
	if (event->kind != EV_ATOM_STORE)
		read_atom(race, place, event);
	race_access(race, event, span);
	if (race_sort((enum event_kind)event->kind) == AN_ATOMIC_STORE)
		write_atom(race, place, event);
}

static void set_fence(struct race *race, const struct event *event)
{
	if (order_acquires(event->order) && race->known->heard[event->task])
		race_learn(race, event->task, race->known->heard[event->task]);
	if (order_releases(event->order))
		race_teach_anew(race, event->task, &race->known->fenced[event->task]);
}

/* ---- Events ---- */

static const unsigned char roles[EVENT_KIND_COUNT] = {
	[EV_LOCK] = LEARNS, [EV_TRY_LOCKED] = LEARNS, [EV_UNLOCK] = TEACHES,
	[EV_READ_LOCK] = LEARNS, [EV_READ_UNLOCK] = TEACHES_WRITERS,
	[EV_WRITE_LOCK] = LEARNS | LEARNS_READERS, [EV_UPGRADE] = LEARNS | LEARNS_READERS, [EV_WRITE_UNLOCK] = TEACHES,
	[EV_ACQUIRE] = LEARNS, [EV_RELEASE] = TEACHES,
	[EV_WAIT_ZERO] = LEARNS, [EV_WAIT_DONE] = TEACHES,
	[EV_CHAN_DRAINED] = LEARNS, [EV_CHAN_CLOSE] = TEACHES,
	[EV_ONCE_AGAIN] = LEARNS, [EV_ONCE_DONE] = TEACHES,
	[EV_CONTEXT_OVER] = LEARNS, [EV_CONTEXT_ENDED] = LEARNS, [EV_CONTEXT_CHILD] = LEARNS, [EV_CONTEXT_CANCEL] = TEACHES,
	[EV_TIMER_HEAR] = LEARNS, [EV_TIMER_SET] = TEACHES_ANEW,
};

unsigned race_role(enum event_kind kind)
{
	return roles[kind];
}

static void play(struct race *race, struct place *place, int task, unsigned role)
{
	if (role & LEARNS)
		race_learn(race, task, place->released);
	if (role & LEARNS_READERS)
		race_learn(race, task, place->read_released);
	if (role & TEACHES)
		race_teach(race, task, &place->released);
	if (role & TEACHES_WRITERS)
		race_teach(race, task, &place->read_released);
	if (role & TEACHES_ANEW)
		race_teach_anew(race, task, &place->released);
}

static void happen(struct race *race, struct place *place, const struct event *event, struct extent span)
{
	switch (event->kind) {
	case EV_ATOM_LOAD:
	case EV_ATOM_STORE:
	case EV_ATOM_EXCHANGE:
	case EV_ATOM_ADD:
	case EV_ATOM_USE:
	case EV_ATOM_SUB:
	case EV_ATOM_BITS:
	case EV_ATOM_SWAPPED:
	case EV_ATOM_NOT_SWAPPED:
		use_atom(race, place, event, span);
		break;
	case EV_CHAN_SEND:
		send(race, place, event);
		break;
	case EV_CHAN_RECV:
		receive(race, place, event);
		break;
	case EV_WAIT_ADD:
		play(race, place, event->task, event->value < 0 ? TEACHES : 0);
		break;
	case EV_COND_ENTER:
		seat_of(race, place, event->task)->waits = true;
		break;
	case EV_SIGNAL:
		hand(race, place, event->task, event->peer);
		break;
	case EV_BROADCAST:
		hand_all(race, place, event->task);
		break;
	case EV_BARRIER_ARRIVE:
		seat_of(race, place, event->task)->waits = true;
		race_teach(race, event->task, &place->gathered);
		break;
	case EV_BARRIER_OPEN:
		open_barrier(race, place, event->task);
		break;
	case EV_COND_PASSED:
		go_on(race, place, event->task);
		hand(race, place, event->task, event->peer);
		break;
	case EV_COND_LEFT:
	case EV_COND_WAKE:
	case EV_COND_SPURIOUS:
	case EV_BARRIER_PASS:
		go_on(race, place, event->task);
		break;
	default:
		play(race, place, event->task, roles[event->kind]);
	}
}

/* What tasks do to each other without an object between them. */
static bool happen_to_task(struct race *race, const struct event *event)
{
	switch (event->kind) {
	case EV_TASK_GO:
		race_begin(race, event->peer);
		race_teach(race, event->task, &race->known->clocks[event->peer]);
		return true;
	case EV_TASK_JOIN:
		race_learn(race, event->task, race_clock_of(race, event->peer));
		return true;
	case EV_TASK_END:
		race->known->ended[event->task] = true;
		return true;
	case EV_ATOM_FENCE:
		set_fence(race, event);
		return true;
	case EV_PARK:                   /* it names an object, but nothing has happened to it */
		return true;
	}
	return event->object == NO_OBJECT;
}

void race_event(struct race *race, const struct event *event, int capacity, struct extent span)
{
	struct known *known = race->known;

	if (known->any || known->over)
		return;
	known->over = event->task >= race->width || event->peer >= race->width;
	if (known->over)
		return;
	if (event->kind == EV_CELL_LOAD || event->kind == EV_CELL_STORE || event->kind == EV_CELL_FREE)
		race_access(race, event, span);
	else if (!happen_to_task(race, event))
		happen(race, race_place_of(race, event->object, capacity), event, span);
}
