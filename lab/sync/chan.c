/*
 * chan.c - channels.
 *
 * Invariants (object.lock held)
 *   0 <= object.occupancy <= object.capacity; it counts the elements in items[].
 *   items[(head + i) % capacity], 0 <= i < occupancy, are those elements, the oldest first.
 *   capacity == 0: nothing is ever stored; a send and a receive meet.
 */
#include "lab/sync/chan.h"

#include <stdio.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/engine/fast.h"
#include "lab/sync/select.h"
#include "lab/sync/services.h"

struct chan {
	struct object object;           /* must be first */
	size_t        size;             /* of an element */
	int           head;
	bool          closed;
	char         *items;            /* capacity * size */
};

/* ---- The primitive ---- */

static struct chan *chan_of(const struct op_case *c)
{
	return (struct chan *)c->object;
}

static char *item(const struct chan *chan, int index)
{
	int at = chan->head + index;

	return chan->items + (size_t)(at < chan->object.capacity ? at : at - chan->object.capacity) * chan->size;
}

/* The partners of a rendezvous: waiting ops of the other kind. */
static int partners(struct op_case *c, int kind, struct alternative *out, int max)
{
	int n = 0;

	list_each(link, object_queue(c->object, kind)) {
		struct op_case *other = list_entry(link, struct op_case, link);

		if (n == max)
			break;
		if (other->kind == kind && other->op != c->op && task_waits(other->op->task))
			out[n++].partner = other;
	}
	return n;
}

static int ready(struct op_case *c, struct alternative *out, int max)
{
	struct chan *chan = chan_of(c);
	bool alone = true;

	out->partner = NULL;
	switch (c->kind) {
	case CHAN_SEND:
		alone = chan->closed || chan->object.occupancy < chan->object.capacity;
		break;
	case CHAN_RECV:
		alone = chan->closed || chan->object.occupancy > 0;
		break;
	}
	if (alone || chan->object.capacity > 0)
		return alone;
	return partners(c, c->kind == CHAN_SEND ? CHAN_RECV : CHAN_SEND, out, max);
}

static void meet(struct op_case *c, struct op_case *partner)
{
	bool sends = c->kind == CHAN_SEND;

	memcpy(sends ? partner->value : c->value, sends ? c->value : partner->value, chan_of(c)->size);
	partner->completed = true;
}

static void put(struct chan *chan, const void *value)
{
	memcpy(item(chan, chan->object.occupancy), value, chan->size);
	chan->object.occupancy++;
}

static void take(struct chan *chan, void *value)
{
	memcpy(value, item(chan, 0), chan->size);
	chan->head = chan->head + 1 < chan->object.capacity ? chan->head + 1 : 0;
	chan->object.occupancy--;
}

static const char *apply(struct op_case *c, const struct alternative *how)
{
	struct chan *chan = chan_of(c);

	c->completed = true;
	if (how->partner) {
		meet(c, how->partner);
	} else if (c->kind == CHAN_LEN) {
		*(int *)c->value = chan->object.occupancy;
	} else if (c->kind == CHAN_CLOSE) {
		if (chan->closed)
			return "close of a closed channel";
		chan->closed = true;
	} else if (c->kind == CHAN_SEND) {
		if (chan->closed)
			return "send on a closed channel";
		put(chan, c->value);
	} else if (chan->object.occupancy > 0) {
		take(chan, c->value);
	} else {
		memset(c->value, 0, chan->size);
		c->completed = false;           /* closed and drained */
	}
	return NULL;
}

static enum access_mode access(const struct op_case *c)
{
	const struct chan *chan = chan_of(c);

	if (c->kind == CHAN_CLOSE || c->kind == CHAN_LEN || chan->closed || chan->object.capacity == 0)
		return ACCESS_ALL;
	return c->kind == CHAN_SEND ? ACCESS_SEND : ACCESS_RECV;
}

static void digest(const struct object *object, struct hash *hash)
{
	const struct chan *chan = (const struct chan *)object;

	hash_int(hash, object->occupancy * 2 + chan->closed);
	hash_word(hash, chan->size);
	for (int i = 0; i < object->occupancy; i++)
		hash_content(hash, item(chan, i), chan->size);
}

static size_t fills(const struct op_case *c)
{
	return c->kind == CHAN_RECV ? chan_of(c)->size : c->kind == CHAN_LEN ? sizeof(int) : 0;
}

static int freed_by(const struct op_case *c, struct role *out)
{
	unsigned other = c->kind == CHAN_SEND ? 1u << CHAN_RECV : 1u << CHAN_SEND;

	out[0] = (struct role){ .object = c->object, .kinds = other };
	out[1] = (struct role){ .object = c->object, .kinds = 1u << CHAN_CLOSE };
	return 2;
}

static void describe(const struct object *object, char *text, size_t size)
{
	const struct chan *chan = (const struct chan *)object;

	snprintf(text, size, "%d/%d%s%s", object->occupancy, object->capacity,
	         object->capacity > 0 && object->occupancy == object->capacity ? " full" : "",
	         chan->closed ? " closed" : "");
}

static const struct op_kind kinds[] = {
	[CHAN_SEND]  = { "send", EV_CHAN_SEND, EV_CHAN_SEND, "SENDS" },
	[CHAN_RECV]  = { "receive", EV_CHAN_RECV, EV_CHAN_DRAINED, "RECVS" },
	[CHAN_CLOSE] = { "close", EV_CHAN_CLOSE, EV_CHAN_CLOSE, "CLOSES" },
	[CHAN_LEN]   = { "count", EV_CHAN_LEN, EV_CHAN_LEN, "COUNTS" },
};

static const struct primitive channel = {
	.name = "channel", .kinds = kinds, .n_kinds = 4,
	.meets = true, .ready = ready, .apply = apply, .sort = sort_alike, .access = access, .digest = digest, .fills = fills, .freed_by = freed_by,
	.describe = describe,
};

/* ---- What patterns call ---- */

FAST(CHAN_SEND)
FAST(CHAN_RECV)
FAST(CHAN_CLOSE)
FAST(CHAN_LEN)

struct chan *chan_make_(size_t size, bool objects, int capacity, const char *name, const char *here)
{
	struct chan *chan;

	if (capacity < 0)
		run_fail(task_self(), VERDICT_PANIC, NULL, "make", here, "channel %s of capacity %d: it must be 0 or more",
		         name, capacity);
	chan = object_new(sizeof *chan, &channel, name, capacity, size <= 8 ? (int)size : 0);
	chan->size = size;
	chan->object.carries_objects = objects;
	chan->items = object_room((size_t)capacity * size);
	return chan;
}

/* What is sent or received lies where the task says. */
static void check_size(const struct chan *chan, const void *value, size_t size, const char *word, const char *here)
{
	if (value)
		crash_try(value);
	if (chan && chan->size != size)
		run_fail(task_self(), VERDICT_PANIC, &chan->object, word, here,
		         "%s carries elements of %zu byte%s, not %zu", chan->object.name, chan->size, text_s((long)chan->size), size);
}

struct select_case chan_case_(struct chan *chan, int kind, void *value, size_t size, bool *ok, const char *here)
{
	check_size(chan, value, size, kinds[kind].word, here);
	return (struct select_case){
		.object = chan, .kind = kind, .value = value, .ok = ok, .nil = kinds[kind].done,
	};
}

/* An operation on a nil channel: a select of one case that is never ready. */
static __attribute__((noinline)) void wait_for_ever(int kind, void *value, size_t size, const char *here)
{
	struct select_case c = chan_case_(NULL, kind, value, size, NULL, here);

	select_(FOREVER, &c, 1, here);
}

void chan_send_(struct chan *chan, const void *value, size_t size, const char *here)
{
	void *from = (void *)(uintptr_t)value;

	check_size(chan, from, size, "send", here);
	if (!chan)
		wait_for_ever(CHAN_SEND, from, size, here);
	engine_do_fast((struct object *)chan, CHAN_SEND, from, here);
}

bool chan_recv_(struct chan *chan, void *value, size_t size, const char *here)
{
	check_size(chan, value, size, "receive", here);
	if (!chan)
		wait_for_ever(CHAN_RECV, value, size, here);
	return engine_do_fast((struct object *)chan, CHAN_RECV, value, here);
}

void chan_close_(struct chan *chan, const char *here)
{
	if (!chan)
		run_fail(task_self(), VERDICT_PANIC, NULL, "close", here, "close of a nil channel");
	engine_do_fast((struct object *)chan, CHAN_CLOSE, NULL, here);
}

int chan_len_(struct chan *chan, const char *here)
{
	int n = 0;

	if (chan)
		engine_do_fast((struct object *)chan, CHAN_LEN, &n, here);
	return n;
}
