/*
 * dpor_index.c - finding the events that matter: those that touch an object, those that moved an item through a buffered
 * channel. Both forget an event when the search goes back before it.
 */
#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/search/dpor_state.h"

/* ---- Which events touch what ---- */

static uint64_t *touching(struct dpor *s, int object)
{
	struct index *index = &s->touching;

	if (object >= index->n) {
		index->of = realloc(index->of, ((size_t)object + 1) * sizeof *index->of);
		if (!index->of)
			panic("out of memory");
		for (; index->n <= object; index->n++) {
			index->of[index->n] = calloc((size_t)s->words, sizeof **index->of);
			if (!index->of[index->n])
				panic("out of memory");
		}
	}
	return index->of[object];
}

void index_event(struct dpor *s, int d)
{
	const struct footprint *touched = &s->events[d].touched;

	for (int i = 0; i < touched->n; i++)
		set_put(touching(s, touched->list[i].object), d);
	if (touched->everything)
		set_put(s->touching.wild, d);
	if (s->events[d].meeting)
		set_put(s->meeting, d);
}

void unindex_event(struct dpor *s, int d)
{
	const struct footprint *touched = &s->events[d].touched;

	for (int i = 0; i < touched->n; i++)
		set_drop(touching(s, touched->list[i].object), d);
	set_drop(s->touching.wild, d);
	set_drop(s->meeting, d);
}

void find_related(struct dpor *s, int d, const struct footprint *op)
{
	int words = words_for(d);

	set_copy(s->related, s->touching.wild, words);
	for (int i = 0; i < op->n; i++)
		set_merge(s->related, touching(s, op->list[i].object), words);
	for (int b = 0; op->everything && b < d; b++)
		set_put(s->related, b);
}

int next_related(struct dpor *s, int *word)
{
	for (; *word >= 0; --*word)
		if (s->related[*word]) {
			int depth = highest(s->related[*word]);

			s->related[*word] &= ~((uint64_t)1 << depth);
			return *word * 64 + depth;
		}
	return -1;
}

/* ---- Buffered channels: which send is for which receive ---- */

static struct traffic *traffic_of(struct dpor *s, int object)
{
	if (object >= s->n_traffic) {
		s->traffic = realloc(s->traffic, ((size_t)object + 1) * sizeof *s->traffic);
		if (!s->traffic)
			panic("out of memory");
		while (s->n_traffic <= object)
			s->traffic[s->n_traffic++] = NULL;
	}
	if (!s->traffic[object])
		s->traffic[object] = calloc(1, sizeof *s->traffic[object]);
	if (!s->traffic[object])
		panic("out of memory");
	return s->traffic[object];
}

static void make_room(struct traffic *traffic)
{
	int most = traffic->n_sends > traffic->n_recvs ? traffic->n_sends : traffic->n_recvs;

	if (most < traffic->room)
		return;
	traffic->room = 2 * traffic->room + 16;
	traffic->sends = realloc(traffic->sends, (size_t)traffic->room * sizeof *traffic->sends);
	traffic->recvs = realloc(traffic->recvs, (size_t)traffic->room * sizeof *traffic->recvs);
	if (!traffic->sends || !traffic->recvs)
		panic("out of memory");
}

static void count_send(struct dpor *s, int d, struct traffic *traffic, int capacity)
{
	int slot = traffic->n_sends - capacity;

	traffic->sends[traffic->n_sends++] = d;
	if (slot >= 0 && slot < traffic->n_recvs)
		set_merge(s->edges, past_of(s, traffic->recvs[slot]), words_for(d));
}

static void count_receive(struct dpor *s, int d, struct traffic *traffic)
{
	int item = traffic->n_recvs;

	traffic->recvs[traffic->n_recvs++] = d;
	if (item < traffic->n_sends)
		set_merge(s->edges, past_of(s, traffic->sends[item]), words_for(d));
}

void count_traffic(struct dpor *s, int d, const struct op_case *c)
{
	const struct object *object = c->object;
	struct event_made *event = &s->events[d];

	if (!object->primitive->meets || object->capacity == 0 || c->kind > 1)
		return;
	if (c->kind == 1 && object->occupancy == 0)
		return;                         /* it is closed: nothing is received */
	event->traffic = traffic_of(s, object->id);
	event->sent = c->kind == 0;
	make_room(event->traffic);
	if (event->sent)
		count_send(s, d, event->traffic, object->capacity);
	else
		count_receive(s, d, event->traffic);
}

void uncount_traffic(struct dpor *s, int d)
{
	struct event_made *event = &s->events[d];

	if (event->traffic && event->sent)
		event->traffic->n_sends--;
	else if (event->traffic)
		event->traffic->n_recvs--;
}

/* ---- Freeing ---- */

static void traffic_free(struct dpor *s)
{
	for (int i = 0; i < s->n_traffic; i++)
		if (s->traffic[i]) {
			free(s->traffic[i]->sends);
			free(s->traffic[i]->recvs);
			free(s->traffic[i]);
		}
	free(s->traffic);
}

void dpor_index_free(struct dpor *s)
{
	for (int i = 0; i < s->touching.n; i++)
		free(s->touching.of[i]);
	free(s->touching.of);
	traffic_free(s);
}
