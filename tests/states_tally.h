/*
 * states_tally.h - how many states with the names of tasks one up to swapping stands for: at most as many as there are orders
 * of the tasks that are alike. One that stands for more has swallowed another.
 */
#ifndef TESTS_STATES_TALLY_H
#define TESTS_STATES_TALLY_H

#include "lab/engine/checkpoint.h"
#include "lab/search/hidden.h"
#include "lab/search/state.h"
#include "lab/search/state_set.h"
#include "tests/brute.h"

enum { TALLY_DEPTH = 60 };

struct tally {
	struct world       world;
	struct state_look *by_name, *swapped;
	struct state_set   names;               /* seen */
	struct state_set   orders;              /* up to swapping, with how many there are of each */
	bool               marks;               /* states differ by who has moved last, too */
	int64_t            most, wrong;         /* so many may stand for one, 0: any number; how many are too many */
	struct tally_frame {
		struct checkpoint here;
		struct move      *moves;
		int               n, next;
	} frames[TALLY_DEPTH];
	int depth;
};

static struct key tally_key(struct state_look *look, struct run *run, int marked)
{
	struct hash hash;

	hash_begin(&hash);
	state_hash(look, &hash, run, marked);
	return hash_end(&hash);
}

/* False when the state was seen before. */
static bool tally_note(struct tally *t, int last)
{
	int marked = t->marks ? last : NO_TASK;
	bool added;
	int32_t *n;

	state_set_put(&t->names, tally_key(t->by_name, t->world.run, marked), 0, &added);
	if (!added)
		return false;
	n = state_set_put(&t->orders, tally_key(t->swapped, t->world.run, marked), 0, &added);
	t->wrong += t->most && ++*n > t->most;
	return true;
}

/* The run stands where it has come to by a move of `last`. */
static void tally_enter(struct tally *t, int last)
{
	struct tally_frame *frame = &t->frames[t->depth];
	const struct move *moves;
	int n = turn_moves(t->world.run, &moves);

	if (!tally_note(t, last) || world_is_over(&t->world, n) || t->depth == TALLY_DEPTH ||
	    !checkpoint_take(&frame->here, t->world.run))
		return;
	t->depth++;
	frame->n = n;
	frame->next = 0;
	frame->moves = realloc(frame->moves, (size_t)n * sizeof *moves);
	must(frame->moves);
	memcpy(frame->moves, moves, (size_t)n * sizeof *moves);
}

static void tally_free(struct tally *t)
{
	for (int i = 0; i < TALLY_DEPTH; i++) {
		checkpoint_free(&t->frames[i].here);
		free(t->frames[i].moves);
	}
	state_look_free(t->by_name);
	state_look_free(t->swapped);
	state_set_free(&t->names);
	state_set_free(&t->orders);
}

static const char *hidden_words(struct hidden hidden)
{
	return hidden.who ? "tasks are told apart that are alike" : hidden.reads ? "what is to be overwritten is read before" : NULL;
}

/*
 * All states of the program that so many moves come to, depth first: what is wrong with them up to swapping? NULL: nothing. Nor
 * does anybody hide an address.
 */
static const char *tally_states(const struct program *p, int64_t orders, bool marks, long moves)
{
	static struct tally t;
	struct exploration found = { .arena = arena_new(), .search = "states" };
	const char *what;

	t = (struct tally){ .by_name = state_look_new(false), .swapped = state_look_new(true), .marks = marks, .most = orders };
	must(world_of(&t.world, &found, p));
	t.world.watched = false;
	world_restart(&t.world);
	tally_enter(&t, NO_TASK);
	for (; t.depth > 0 && moves > 0; moves--) {
		struct tally_frame *frame = &t.frames[t.depth - 1];
		struct move move;

		if (frame->next == frame->n) {
			t.depth--;
			continue;
		}
		move = frame->moves[frame->next++];
		checkpoint_return(&frame->here, t.world.run);
		turn_make(t.world.run, &move);
		tally_enter(&t, move.task);
	}
	what = t.wrong ? "states are one that are not the same but for names" :
	       hidden_words(hidden_find(&t.world));
	tally_free(&t);
	world_close(&t.world);
	arena_free(found.arena);
	return what;
}

#endif
