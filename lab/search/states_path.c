/* states_path.c - the path of the search by states, and what is known of the states visited: see states_parts.h. */
#include "lab/search/states_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/record.h"
#include "lab/search/alone.h"

enum { FIRST_RESERVE = 64 * 1024, FIRST_RACERS = 8 };

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
	s->look = state_look_new(!options->named);
	if (options->whole)
		state_look_whole(s->look);
	s->run->reserve = FIRST_RESERVE;
	turn_clean_stacks(s->run);
	s->world->racers = FIRST_RACERS;
	return s;
}

void states_forget(struct states *s)
{
	for (long i = 0; i < s->depth; i++)
		free(s->frames[i].lasso.steps);
	versions_forget(&s->versions);
	s->n_states = s->n_passed = 0;
	s->has_slept = false;
	task_set_clear(&s->swapped);
	s->bytes = 0;
	state_set_free(&s->set);
	state_set_free(&s->ends);
	free(s->where);
	free(s->open);
	s->where = s->open = NULL;
	s->n_open = s->open_room = s->room = s->depth = 0;
}

void states_free(struct states *s)
{
	share_free(s->share);
	states_forget(s);
	for (long i = 0; i < s->frames_room; i++) {
		checkpoint_free(&s->frames[i].here);
		race_image_free(&s->frames[i].known);
		free(s->frames[i].moves);
		frame_free_naps(&s->frames[i]);
	}
	free(s->frames);
	state_look_free(s->look);
	free(s);
}

const char *states_limit(const struct states *s)
{
	return s->limit;
}

const struct task_set *states_swapped(const struct states *s)
{
	return &s->swapped;
}

long states_count(const struct states *s)
{
	if (s->share)
		return share_states(s->share) - share_passed(s->share) + share_ends(s->share);
	return s->n_states - s->n_passed + s->ends.n;
}

size_t states_bytes(const struct states *s)
{
	size_t bytes = state_set_bytes(&s->set) + state_set_bytes(&s->ends) + versions_bytes(&s->versions) + s->bytes;

	bytes += (size_t)s->room * sizeof *s->where + (size_t)s->open_room * sizeof *s->open;
	bytes += (size_t)s->frames_room * sizeof *s->frames;
	for (long i = 0; i < s->frames_room; i++) {
		const struct frame *frame = &s->frames[i];

		bytes += checkpoint_bytes(&frame->here) + frame->known.room + (size_t)frame->room * sizeof *frame->moves;
		bytes += frame_naps_bytes(frame);
	}
	return bytes;
}

/* ---- Frames ---- */

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
	frame->mistaken = frame->passed = false;
	frame->postponed = 0;
	frame_wake_all(frame);
	facts_clear(&frame->facts);
	frame->lasso = (struct lasso){ .fair = false };
	return frame;
}

/*
 * Would another move, of those that are made, lead to the same state? That of a twin, by whom or with whom it is made. Races
 * are about more than is in a state. (With a bound on switches who moved last has no twin.)
 */
static int partner_of(const struct move *move)
{
	return move->how.partner ? move->how.partner->op->task->id : NO_TASK;
}

/* Its task has a twin whose move would. */
static bool is_twin(const struct states *s, const struct move *move)
{
	int twin = state_twins(s->look)[move->task];

	return twin != move->task && twin != partner_of(move);
}

static bool is_double(const struct states *s, const struct move *move)
{
	const int *twins = state_twins(s->look);
	int partner = partner_of(move);

	if (s->world->watched || task_set_is_empty(&s->swapped) || move->task == CLOCK_TASK)
		return false;
	if (is_twin(s, move))
		return true;
	return partner != NO_TASK && twins[partner] != partner && twins[partner] != move->task;
}

static bool has_moves(const struct frame *frame, int task)
{
	for (int i = 0; i < frame->n; i++)
		if (frame->moves[i].task == task)
			return true;
	return false;
}

/* Tasks none of whose moves are made, for a twin's are. */
static void note_twins(const struct states *s, struct frame *frame, const struct move *moves, int n)
{
	for (int i = 0; i < n; i++)
		if (moves[i].task != CLOCK_TASK && is_twin(s, &moves[i]) && !has_moves(frame, moves[i].task))
			frame_note_twin(frame, moves[i].task, state_twins(s->look)[moves[i].task]);
}

static void keep_moves(const struct states *s, struct frame *frame, const struct move *moves, int n)
{
	int kept = 0;

	if (n > frame->room) {
		frame->room = 2 * n;
		frame->moves = realloc(frame->moves, (size_t)frame->room * sizeof *frame->moves);
		if (!frame->moves)
			panic("out of memory");
	}
	for (int i = 0; i < n; i++)
		if (!is_double(s, &moves[i]))
			frame->moves[kept++] = moves[i];
	frame->n = kept;
	if (kept < n)
		note_twins(s, frame, moves, n);
}

/* Does the clock move as it likes, and can it? Its move is the last. */
static bool is_clocked(const struct frame *frame)
{
	return frame->n > 0 && frame->moves[frame->n - 1].task == CLOCK_TASK;
}

/* Put the moves of `task` before the others that are still to be made. */
static void put_first(struct frame *frame, int task)
{
	int to = frame->next;

	for (int i = frame->next; i < frame->n; i++)
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
			task_set_add(&facts->unable, i);
		if (op && !any_time && op_until(op) != NO_DEADLINE)
			facts->calm = false;
	}
}

/* ---- States ---- */

void states_number(struct states *s, int64_t number)
{
	if (number >= s->room) {
		long before = s->room;

		s->room = number + number / 4 + 1024;
		s->where = realloc(s->where, (size_t)s->room * sizeof *s->where);
		if (!s->where)
			panic("out of memory");
		memset(s->where + before, 0, (size_t)(s->room - before) * sizeof *s->where);     /* OPEN */
	}
	if (s->n_open == s->open_room) {
		s->open_room = s->open_room ? 2 * s->open_room : 256;
		s->open = realloc(s->open, (size_t)s->open_room * sizeof *s->open);
		if (!s->open)
			panic("out of memory");
	}
	s->open[s->n_open++] = (int32_t)number;
}

void states_close(struct states *s, int64_t number, bool passed)
{
	s->where[number] = CLOSED;
	if (s->share)
		share_close(s->share, number, passed);
	else
		s->n_passed += passed;
}

int32_t states_where(const struct states *s, int64_t number)
{
	if (s->share && share_is_closed(s->share, number))
		return CLOSED;
	return number < s->room ? s->where[number] : OPEN;
}

/*
 * May a move be made alone? Not when switches are counted, for the order matters then. Nor when the clock moves as it
 * likes: whoever moves before it may set a deadline earlier than after it, so it cannot be swapped with anything.
 */
static bool may_reduce(const struct states *s)
{
	return !s->options.max_switches && !s->run->turn_options.any_time;
}

/* The run as it stands, and what is known of races; where the frame before needs no more what it has, in the same place. */
static void keep_run(struct states *s, struct frame *frame)
{
	size_t before;

	if (s->depth > 1 && frame_is_done(frame - 1)) {
		struct checkpoint here = frame[-1].here;
		struct race_image known = frame[-1].known;

		frame[-1].here = frame->here;
		frame[-1].known = frame->known;
		frame->here = here;
		frame->known = known;
	}
	before = checkpoint_bytes(&frame->here) + frame->known.room;
	must(checkpoint_take(&frame->here, s->run));
	if (s->world->watched)
		race_keep(s->world->watch.race, &frame->known);
	s->path_bytes += checkpoint_bytes(&frame->here) + frame->known.room - before;
}

static bool has_moved(const struct frame *frame, int task)
{
	for (int i = 0; i < frame->next; i++)
		if (frame->moves[i].task == task)
			return true;
	return false;
}

void frame_postpone(struct frame *frame, int task)
{
	int n = 0, last = frame->n - 1;

	for (; n < frame->alone && frame->moves[frame->alone - 1 - n].task == task; n++)
		;
	frame->next = frame->alone - n;
	for (int i = 0; i < n; i++) {
		struct move move = frame->moves[frame->next];

		memmove(&frame->moves[frame->next], &frame->moves[frame->next + 1], (size_t)(last - frame->next) * sizeof move);
		frame->moves[last] = move;
	}
	frame->postponed += n;
	frame->alone = 0;
	frame->mistaken = true;
}

void states_look_alone(const struct states *s, struct frame *frame)
{
	frame->mistaken = false;
	frame->alone = 0;
	for (int i = frame->next; i < frame->n - frame->postponed && may_reduce(s); i++) {
		int task = frame->moves[i].task;

		if (!has_moved(frame, task) && alone_task(s->run, &frame->moves[i], 1) == task && task != NO_TASK) {
			put_first(frame, task);
			return;
		}
	}
}

/* Enter a state not seen before, in which n moves can be made. */
struct frame *states_enter(struct states *s, int64_t number, const struct move *moves, int n, struct made_by movers)
{
	struct frame *frame;

	states_number(s, number);
	frame = frame_add(s);
	frame->movers = movers;
	keep_moves(s, frame, moves, n);
	frame->number = frame->low = number;
	frame->n_tasks = s->run->n_tasks;
	s->where[number] = (int32_t)s->depth;
	note_state(s, frame);
	states_sleep(s, may_reduce(s));
	states_look_alone(s, frame);
	if (s->share)
		states_order(s, frame);
	if (frame->n > 1)
		keep_run(s, frame);
	s->at_top = true;
	return frame;
}

/* ---- Livelocks ---- */

/* The last move, by these, has led back to the state at this depth of the path. */
void states_note_lasso(struct states *s, long depth, struct made_by movers, bool ticked)
{
	struct facts facts = { .cycle = true, .ticks = ticked, .exits = true };
	const struct step *steps;
	struct lasso lasso;

	facts_note_moved(&facts, movers);
	for (long i = depth; i < s->depth; i++) {
		const struct frame *frame = &s->frames[i];

		task_set_unite(&facts.unable, &frame->facts.unable);
		facts.calm |= frame->facts.calm;
		if (i > depth) {
			facts_note_moved(&facts, frame->movers);
			facts.ticks |= frame->ticked;
		}
	}
	lasso.fair = facts_are_fair(&facts, s->run->n_tasks);
	lasso.n = turn_steps(s->run, &steps);
	lasso.round = s->depth - depth;
	lasso.steps = malloc((size_t)lasso.n * sizeof *steps);
	if (!lasso.steps)
		panic("out of memory");
	memcpy(lasso.steps, steps, (size_t)lasso.n * sizeof *steps);
	lasso_offer(&s->frames[depth].lasso, lasso);
}

void states_note_livelock(struct states *s, const struct lasso *lasso)
{
	struct ending *kept;

	if (!lasso->steps)
		return;
	world_note_schedule(s->world, VERDICT_LIVELOCK, lasso->steps, lasso->n);
	kept = s->world->found->bad[VERDICT_LIVELOCK];
	if (kept->n == lasso->n && !memcmp(kept->steps, lasso->steps, (size_t)lasso->n * sizeof *lasso->steps))
		kept->round = lasso->fair && lasso->round <= lasso->n ? lasso->round : 0;
}
