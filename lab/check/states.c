/*
 * states.c - see states.h; depth first, with Tarjan's strongly connected components along the way ("Depth-First Search
 * and Linear Graph Algorithms", 1972), because a livelock is one of those.
 *
 * Invariants
 *   frames[0 .. depth-1] is the path to the present state; frames[i + 1] was reached by a move from frames[i].
 *   A state is open from its first visit until its component is complete; components complete from the inside out.
 *   A component's facts are gathered in the frame through which it was entered first.
 *   Where a move may be made alone (alone.h) it must not lead back to an open state: else a cycle could leave out the
 *   moves of the others for ever, and all moves are made.
 */
#include "lab/check/states.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/check/alone.h"
#include "lab/check/doubt.h"
#include "lab/check/livelock.h"
#include "lab/check/state.h"
#include "lab/engine/checkpoint.h"
#include "lab/engine/record.h"

#define BIT(task) ((uint64_t)1 << (task))

enum { CLOSED = -1, OPEN = 0 };         /* of a state; more than 0: on the path, at this depth + 1 */

enum { FIRST_RESERVE = 64 * 1024 };

struct frame {
	struct checkpoint here;         /* when there is more than one move */
	struct move      *moves;
	int               n, next, room;
	int               n_tasks;
	int               alone;        /* the first so many moves suffice; 0: all are needed */
	int64_t           number, low;
	struct facts      facts;
	struct lasso      lasso;
	/* how it was reached */
	uint64_t          movers;
	bool              ticked, by_choice;
	bool              raced;        /* by now a race is certain */
	int               switches;
	int               last;         /* whose turn it was; NO_TASK at first */
};

struct states {
	struct world          *world;
	struct run            *run;
	struct states_options  options;
	struct state_set       set, ends;
	int32_t               *where;           /* by number of state */
	int32_t               *open;            /* their numbers, the order of their visits */
	long                   n_open, room;
	struct frame          *frames;
	long                   depth, frames_room;
	bool                   at_top;          /* the run stands at the state of the last frame */
	bool                   begun, over;
	struct doubts          doubts;
	const char            *limit;
};

bool states_possible(const struct world *world)
{
	return checkpoint_possible(world->run);
}

struct states *states_new(struct world *world, const struct states_options *options)
{
	struct states *s = calloc(1, sizeof *s);

	if (!s)
		panic("out of memory");
	s->world = world;
	s->run = world->run;
	s->options = *options;
	s->run->reserve = FIRST_RESERVE;
	return s;
}

static void forget(struct states *s)
{
	for (long i = 0; i < s->depth; i++)
		free(s->frames[i].lasso.steps);
	doubt_free(&s->doubts);
	state_set_free(&s->set);
	state_set_free(&s->ends);
	free(s->where);
	free(s->open);
	s->where = s->open = NULL;
	s->n_open = s->room = s->depth = 0;
}

void states_free(struct states *s)
{
	forget(s);
	for (long i = 0; i < s->frames_room; i++) {
		checkpoint_free(&s->frames[i].here);
		free(s->frames[i].moves);
	}
	free(s->frames);
	free(s);
}

const char *states_limit(const struct states *s)
{
	return s->limit;
}

long states_count(const struct states *s)
{
	return s->set.n + s->ends.n;
}

size_t states_bytes(const struct states *s)
{
	size_t bytes = state_set_bytes(&s->set) + state_set_bytes(&s->ends);

	bytes += (size_t)s->room * (sizeof *s->where + sizeof *s->open);
	bytes += (size_t)s->frames_room * sizeof *s->frames;
	for (long i = 0; i < s->frames_room; i++) {
		const struct frame *frame = &s->frames[i];

		bytes += checkpoint_bytes(&frame->here) + (size_t)frame->room * sizeof *frame->moves;
	}
	return bytes;
}

/* ---- Frames ---- */

static struct frame *top(struct states *s)
{
	return &s->frames[s->depth - 1];
}

static struct frame *frame_add(struct states *s)
{
	struct frame *frame;

	if (s->depth == s->frames_room) {
		long room = s->frames_room ? 2 * s->frames_room : 64;

		s->frames = realloc(s->frames, (size_t)room * sizeof *s->frames);
		if (!s->frames)
			panic("out of memory");
		memset(s->frames + s->frames_room, 0, (size_t)(room - s->frames_room) * sizeof *s->frames);
		s->frames_room = room;
	}
	frame = &s->frames[s->depth++];
	frame->next = frame->alone = 0;
	frame->facts = (struct facts){ .cycle = false };
	frame->lasso = (struct lasso){ .fair = false };
	return frame;
}

static void keep_moves(struct frame *frame, const struct move *moves, int n)
{
	if (n > frame->room) {
		frame->room = 2 * n;
		frame->moves = realloc(frame->moves, (size_t)frame->room * sizeof *frame->moves);
		if (!frame->moves)
			panic("out of memory");
	}
	memcpy(frame->moves, moves, (size_t)n * sizeof *moves);
	frame->n = n;
}

/* Does the clock move as it likes, and can it? Its move is the last. */
static bool is_clocked(const struct frame *frame)
{
	return frame->n > 0 && frame->moves[frame->n - 1].task == CLOCK_TASK;
}

/* Put the moves of `task` first. */
static void put_first(struct frame *frame, int task)
{
	int to = 0;

	for (int i = 0; i < frame->n; i++)
		if (frame->moves[i].task == task) {
			struct move move = frame->moves[i];

			memmove(&frame->moves[to + 1], &frame->moves[to], (size_t)(i - to) * sizeof move);
			frame->moves[to++] = move;
		}
	frame->alone = to;
}

/* Where the clock moves as it likes, it is kept waiting wherever it could. */
static void note_state(struct states *s, struct frame *frame)
{
	bool any_time = s->run->turn_options.any_time;
	struct facts *facts = &frame->facts;

	facts->calm = !is_clocked(frame);
	for (int i = 0; i < s->run->n_tasks; i++) {
		const struct op *op = turn_op(s->run, i);

		if (!turn_can_move(s->run->tasks[i]))
			facts->unable |= BIT(i);
		if (op && !any_time && op_until(op) != NO_DEADLINE)
			facts->calm = false;
	}
}

/* ---- States ---- */

static void number_state(struct states *s, int64_t number)
{
	if (number >= s->room) {
		s->room = s->room ? 2 * s->room : 1024;
		s->where = realloc(s->where, (size_t)s->room * sizeof *s->where);
		s->open = realloc(s->open, (size_t)s->room * sizeof *s->open);
		if (!s->where || !s->open)
			panic("out of memory");
	}
	s->open[s->n_open++] = (int32_t)number;
}

/*
 * May a move be made alone? Not when switches are counted, for the order matters then. Nor when the clock moves as it
 * likes: whoever moves before it may set a deadline earlier than after it, so it cannot be swapped with anything.
 */
static bool may_reduce(const struct states *s)
{
	return !s->options.max_switches && !s->run->turn_options.any_time;
}

/* Enter a state not seen before, in which n moves can be made. */
static struct frame *enter(struct states *s, int64_t number, const struct move *moves, int n)
{
	struct frame *frame;
	int alone;

	number_state(s, number);
	frame = frame_add(s);
	keep_moves(frame, moves, n);
	frame->number = frame->low = number;
	frame->n_tasks = s->run->n_tasks;
	s->where[number] = (int32_t)s->depth;
	note_state(s, frame);
	alone = n > 1 && may_reduce(s) ? alone_task(s->run, moves, n) : NO_TASK;
	if (alone != NO_TASK)
		put_first(frame, alone);
	if (n > 1)
		must(checkpoint_take(&frame->here, s->run));
	s->at_top = true;
	return frame;
}

/* What tells this state from others; with a bound on switches also how it was reached. */
static struct key key_here(struct states *s, int last, int switches)
{
	struct hash hash = { .n = 0 };

	state_hash(&hash, s->run);
	if (s->options.max_switches)
		hash_int(&hash, (int64_t)switches << 32 | last);
	hash_int(&hash, s->world->raced);
	if (s->run->fault.verdict != VERDICT_OK) {
		hash_int(&hash, (int64_t)s->run->fault.verdict << 32 | s->run->fault.task);
		hash_word(&hash, (uint64_t)(uintptr_t)s->run->fault.here);
	}
	return hash_end(&hash);
}

/* ---- Livelocks ---- */

/* The last move, by `movers`, has led back to the state at this depth of the path. */
static void note_lasso(struct states *s, long depth, uint64_t movers, bool ticked)
{
	struct facts facts = { .cycle = true, .moved = movers, .ticks = ticked };
	const struct step *steps;
	struct lasso lasso;

	for (long i = depth; i < s->depth; i++) {
		const struct frame *frame = &s->frames[i];

		facts.unable |= frame->facts.unable;
		facts.calm |= frame->facts.calm;
		if (i > depth) {
			facts.moved |= frame->movers;
			facts.ticks |= frame->ticked;
		}
	}
	lasso.fair = facts_are_fair(&facts, s->run->n_tasks);
	lasso.n = turn_steps(s->run, &steps);
	lasso.steps = malloc((size_t)lasso.n * sizeof *steps);
	if (!lasso.steps)
		panic("out of memory");
	memcpy(lasso.steps, steps, (size_t)lasso.n * sizeof *steps);
	lasso_offer(&s->frames[depth].lasso, lasso);
}

static void note_livelock(struct states *s, const struct lasso *lasso)
{
	if (lasso->steps)
		world_note_schedule(s->world, VERDICT_LIVELOCK, lasso->steps, lasso->n);
}

/* ---- One move ---- */

/* Does the run seem to have ended well, but there are cells? */
static bool is_in_doubt(const struct states *s)
{
	int leaked;

	return run_has_cells(s->run) && world_verdict(s->world, &leaked) == VERDICT_OK;
}

/* Where we are now, is a race certain to be seen? `before`: it was already. */
static void look_for_race(struct states *s, bool before)
{
	s->world->raced = before || race_is_next(s->run);
	s->doubts.raced |= s->world->raced;
}

static void note_end(struct states *s, int last, int switches)
{
	bool added;

	state_set_put(&s->ends, key_here(s, last, switches), 0, &added);
	if (!added)
		return;
	if (is_in_doubt(s))
		doubt_note(&s->doubts, s->world);
	world_note_end(s->world);
}

/* All moves have been made from the last state of the path. */
static void leave(struct states *s)
{
	struct frame *frame = top(s), *before = s->depth > 1 ? frame - 1 : NULL;

	s->depth--;
	s->at_top = false;
	if (frame->low == frame->number) {
		while (s->where[s->open[s->n_open - 1]] != CLOSED && s->open[s->n_open - 1] != frame->number)
			s->where[s->open[--s->n_open]] = CLOSED;
		s->where[s->open[--s->n_open]] = CLOSED;
		if (frame->facts.cycle && !frame->facts.leaves && facts_are_fair(&frame->facts, frame->n_tasks))
			note_livelock(s, &frame->lasso);
		free(frame->lasso.steps);
		if (before)
			before->facts.leaves |= frame->by_choice;
		return;
	}
	s->where[frame->number] = OPEN;
	facts_merge(&before->facts, &frame->facts);
	before->facts.cycle = true;
	before->facts.moved |= frame->movers;
	before->facts.ticks |= frame->ticked;
	if (frame->low < before->low)
		before->low = frame->low;
	if (frame->lasso.steps)
		lasso_offer(&before->lasso, frame->lasso);
}

/* A move has led to a state that was seen before. */
static void meet_again(struct states *s, int64_t number, uint64_t movers, bool ticked, bool by_choice)
{
	struct frame *frame = top(s);

	if (s->where[number] == CLOSED) {
		frame->facts.leaves |= by_choice;
		return;
	}
	frame->alone = 0;
	frame->facts.cycle = true;
	frame->facts.moved |= movers;
	frame->facts.ticks |= ticked;
	if (number < frame->low)
		frame->low = number;
	if (s->where[number] > 0)
		note_lasso(s, s->where[number] - 1, movers, ticked);
}

/* Has the task of this move other ways, too? */
static bool has_choice(const struct frame *frame, const struct move *move)
{
	for (int i = 0; i < frame->n; i++)
		if (frame->moves[i].task == move->task && frame->moves[i].index != move->index)
			return true;
	return false;
}

static int switches_after(const struct frame *frame, const struct move *move)
{
	return frame->switches + (frame->last != NO_TASK && frame->last != turn_after(frame->last, move->task));
}

/* The move has been made: where are we? */
static void arrive(struct states *s, const struct move *move, uint64_t movers, int64_t then, bool quiet)
{
	struct frame *frame = top(s), *entered;
	bool by_choice = has_choice(frame, move), added, ticked;
	int switches = switches_after(frame, move), last = turn_after(frame->last, move->task), n;
	const struct move *moves;
	int64_t *number;

	n = turn_moves(s->run, &moves);
	ticked = turn_now(s->run) != then;
	look_for_race(s, frame->raced);
	if (!quiet)
		frame->alone = 0;
	if (n == 0 || s->run->fault.verdict != VERDICT_OK) {
		frame->facts.leaves |= by_choice;
		note_end(s, last, switches);
		return;
	}
	number = state_set_put(&s->set, key_here(s, last, switches), s->set.n, &added);
	if (!added) {
		meet_again(s, *number, movers, ticked, by_choice);
		return;
	}
	if (s->depth >= s->options.max_steps || s->set.n >= s->options.max_states) {
		s->limit = s->depth >= s->options.max_steps ? "a run with too many steps was cut"
		                                            : "more states than are kept";
		s->over |= s->set.n >= s->options.max_states;
		number_state(s, *number);
		s->where[*number] = CLOSED;
		s->n_open--;
		return;
	}
	entered = enter(s, *number, moves, n);
	entered->movers = movers;
	entered->ticked = ticked;
	entered->by_choice = by_choice;
	entered->switches = switches;
	entered->last = last;
	entered->raced = s->world->raced;
}

static void begin(struct states *s)
{
	const struct move *moves;
	struct frame *frame;
	bool added;
	int n;

	forget(s);
	world_forget(s->world);
	for (;;) {
		world_restart(s->world);
		n = turn_moves(s->run, &moves);
		if (arena_image_size(s->run->arena) > 0)
			break;
		s->run->reserve *= 4;
	}
	s->begun = true;
	s->world->watched = false;
	look_for_race(s, false);
	if (n == 0 || s->run->fault.verdict != VERDICT_OK) {
		note_end(s, 0, 0);
		s->over = true;
		return;
	}
	state_set_put(&s->set, key_here(s, 0, 0), 0, &added);
	frame = enter(s, 0, moves, n);
	frame->switches = 0;
	frame->last = NO_TASK;
	frame->raced = s->world->raced;
}

static bool is_allowed(const struct states *s, const struct frame *frame, const struct move *move)
{
	return !s->options.max_switches || switches_after(frame, move) <= s->options.max_switches;
}

static void make(struct states *s, struct frame *frame)
{
	struct move move = frame->moves[frame->next++];
	uint64_t movers = move.task == CLOCK_TASK ? 0 : BIT(move.task);
	int64_t then;
	int n_tasks;

	if (!is_allowed(s, frame, &move)) {
		s->limit = "limit of switches";
		return;
	}
	if (!s->at_top)
		checkpoint_return(&frame->here, s->run);
	s->at_top = false;
	if (move.how.partner)
		movers |= BIT(move.how.partner->op->task->id);
	then = turn_now(s->run);
	n_tasks = s->run->n_tasks;
	turn_make(s->run, &move);
	if (s->run->n_tasks > MAX_EXPLORED_TASKS) {
		s->limit = "more tasks than the explorer can hold apart";
		s->over = true;
	} else if (arena_image_size(s->run->arena) == 0) {
		s->run->reserve *= 4;
		s->begun = false;
	} else {
		arrive(s, &move, movers, then, frame->alone && alone_quiet(s->run, move.task, n_tasks));
	}
}

void states_settle(struct states *s)
{
	if (!doubt_settle(&s->doubts, s->world, s->over && !s->limit) && !s->limit)
		s->limit = "some schedules have a race, and whether others have none is not known";
	s->over = true;
}

bool states_run(struct states *s, long moves)
{
	for (; moves > 0 && !s->over; moves--) {
		struct frame *frame;

		if (!s->begun)
			begin(s);
		if (s->over || s->depth == 0)
			break;
		frame = top(s);
		if (frame->next == frame->n || (frame->alone && frame->next == frame->alone))
			leave(s);
		else
			make(s, frame);
		s->over = s->over || (s->begun && s->depth == 0);
	}
	return !s->over;
}
