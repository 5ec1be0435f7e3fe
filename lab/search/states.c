/*
 * states.c - see states.h; depth first, with Tarjan's strongly connected components along the way ("Depth-First Search
 * and Linear Graph Algorithms", 1972), because a livelock is one of those. Invariants: states_parts.h.
 */
#include "lab/search/states_parts.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/search/alone.h"

static const size_t MOST_PATH_BYTES = (size_t)4 << 30;

/* What tells this state from others; with a bound on switches also how it was reached. */
static struct key key_here(struct states *s, int last, int switches, bool end)
{
	const struct fault *fault = &s->run->fault;
	struct hash hash;

	hash_begin(&hash);
	state_hash(s->look, &hash, s->run, fault->over ? fault->task : s->options.max_switches ? last : NO_TASK);
	task_set_unite(&s->swapped, state_swapped(s->look));
	if (s->world->watched && end)
		hash_int(&hash, race_found(s->world->watch.race) != NULL);
	if (s->options.max_switches)
		hash_int(&hash, switches);
	if (fault->over) {
		hash_int(&hash, fault->verdict + 1);
		hash_word(&hash, (uint64_t)(uintptr_t)fault->here);
		hash_int(&hash, s->run->outside ? s->run->pattern->outside->status(s->run->outside) : 0);
	}
	return hash_end(&hash);
}

/* ---- One move ---- */

/* Something is left out. */
static void give_up(struct states *s, const char *limit)
{
	s->limit = limit;
	if (s->share)
		share_set_limit(s->share, limit);
}

static void note_end(struct states *s, int last, int switches)
{
	struct key key = key_here(s, last, switches, true);
	bool added;

	if (s->share) {
		states_share_end(s, key);
		return;
	}
	state_set_put(&s->ends, key, 0, &added);
	if (added)
		world_note_end(s->world);
}

/* All moves have been made from the last state of the path. */
static void leave(struct states *s)
{
	struct frame *frame = states_top(s), *before = s->depth > 1 ? frame - 1 : NULL;

	s->depth--;
	s->at_top = false;
	if (frame->low == frame->number) {
		while (s->where[s->open[s->n_open - 1]] != CLOSED && s->open[s->n_open - 1] != frame->number)
			states_close(s, s->open[--s->n_open], false);
		states_close(s, s->open[--s->n_open], frame->passed || frame->alone > 0);
		if (frame->facts.cycle && !frame->facts.leaves && facts_are_fair(&frame->facts, frame->n_tasks))
			states_note_livelock(s, &frame->lasso);
		free(frame->lasso.steps);
		if (before) {
			before->facts.leaves |= frame->by_choice;
			before->facts.exits = true;
		}
		return;
	}
	s->where[frame->number] = OPEN;
	facts_merge(&before->facts, &frame->facts);
	before->facts.cycle = true;
	facts_note_moved(&before->facts, frame->movers);
	before->facts.ticks |= frame->ticked;
	if (frame->low < before->low)
		before->low = frame->low;
	if (frame->lasso.steps)
		lasso_offer(&before->lasso, frame->lasso);
}

/* A move has led to a state that was seen before. In a cycle tasks must go by their names: see states_parts.h. */
static void meet_again(struct states *s, int64_t number, struct made_by movers, bool ticked, bool by_choice)
{
	struct frame *frame = states_top(s);

	if (states_where(s, number) == CLOSED) {
		frame->facts.leaves |= by_choice;
		frame->facts.exits = true;
		return;
	}
	s->met_cycle = true;
	if (s->share) {
		share_stop(s->share, SHARE_ALONE);
		return;
	}
	if (!task_set_is_empty(&s->swapped))
		state_look_name(s->look);
	if (!task_set_is_empty(&s->swapped) || s->has_slept) {
		s->begun = false;
		return;
	}
	frame->alone = 0;
	frame->mistaken = false;
	frame->facts.cycle = true;
	facts_note_moved(&frame->facts, movers);
	frame->facts.ticks |= ticked;
	if (number < frame->low)
		frame->low = number;
	if (s->where[number] > 0)
		states_note_lasso(s, s->where[number] - 1, movers, ticked);
}

static int switches_after(const struct frame *frame, const struct move *move)
{
	return frame->switches + (frame->last != NO_TASK && frame->last != turn_after(frame->last, move->task));
}

/* The number of the state where the run stands; *added: it is new. -1: somebody has stopped the search. */
static int64_t number_here(struct states *s, int last, int switches, bool *added)
{
	struct key key = key_here(s, last, switches, false);
	int64_t first, number;

	if (s->share)
		return states_share_put(s, key, added);
	first = number = *state_set_put(&s->set, key, s->n_states, added);
	if (s->world->watched) {
		struct race_view view = race_view(s->world->watch.race, s->run, state_places(s->look));

		number = *added ? first : versions_find(&s->versions, first, view);
		*added = *added || number < 0;
		if (*added) {
			number = s->n_states;
			versions_add(&s->versions, number, first, view);
		}
	}
	s->n_states += *added;
	return number;
}

/* The move has been made: where are we? Which moves there are is looked at only where nobody has been before. */
static void arrive(struct states *s, const struct move *move, struct made_by movers, int64_t then, bool quiet)
{
	struct frame *frame = states_top(s), *entered;
	bool by_choice = frame_has_choice(frame, move), added, ticked;
	int switches = switches_after(frame, move), last = turn_after(frame->last, move->task), n;
	const struct move *moves;
	bool goes_on = turn_can_go_on(s->run);
	int64_t number;

	n = goes_on ? 1 : turn_moves(s->run, &moves);
	ticked = turn_now(s->run) != then;
	if (frame->alone && frame->n > 1 && s->run->fault.over) {
		frame_postpone(frame, move->task);
		return;
	}
	frame->mistaken |= frame->alone && !quiet;
	if (!quiet)
		frame->alone = 0;
	if (world_is_over(s->world, n)) {
		frame->facts.leaves |= by_choice;
		frame->facts.exits = true;
		note_end(s, last, switches);
		return;
	}
	number = number_here(s, last, switches, &added);
	if (number < 0)
		return;
	if (!added) {
		meet_again(s, number, movers, ticked, by_choice);
		return;
	}
	if (s->depth >= s->options.max_steps || s->n_states >= s->options.max_states) {
		frame->facts.exits = true;
		give_up(s, s->depth >= s->options.max_steps ? too_many_steps : "more states than are kept");
		s->over |= s->n_states >= s->options.max_states;
		states_number(s, number);
		states_close(s, number, false);
		s->n_open--;
		return;
	}
	if (goes_on)
		n = turn_moves(s->run, &moves);
	entered = states_enter(s, number, moves, n, movers);
	entered->ticked = ticked;
	entered->by_choice = by_choice;
	entered->switches = switches;
	entered->last = last;
	if (s->path_bytes > MOST_PATH_BYTES) {
		give_up(s, "what is kept of the way to a state takes too much memory");
		s->over = true;
	}
}

/*
 * That is room for the run, a look at races, or room for what is known there; or has something come up that makes fewer moves
 * private?
 */
bool states_outgrown(struct states *s)
{
	struct world *world = s->world;

	if (s->run->contested && !s->contested)
		return s->contested = true;
	if (s->run->breaches.n && !task_set_is_empty(&s->swapped)) {
		state_look_name(s->look);       /* whose they are is told */
		task_set_clear(&s->swapped);
		return true;
	}
	if (arena_image_size(s->run->arena) == 0) {
		s->run->reserve *= 4;
		return true;
	}
	if (!world->watched)
		return s->has_cells = s->run->n_objects > s->n_objects && run_has_cells(s->run);
	if (race_over(world->watch.race))
		world->racers *= 2;
	return race_over(world->watch.race) || !race_fits(world->watch.race);
}

/* Races are watched for where there are cells. */
static int start(struct states *s, const struct move **moves)
{
	int n;

	do {
		s->world->watched = true;
		world_restart(s->world);
		n = turn_moves(s->run, moves);
		s->has_cells |= run_has_cells(s->run);
		s->n_objects = s->run->n_objects;
	} while (states_outgrown(s));
	s->world->watched = s->has_cells;
	if (!s->has_cells)
		race_watch_end(s->run);
	return n;
}

/* With so many tasks it does not go on. */
static void count_tasks(struct states *s)
{
	int n = s->run->n_tasks;

	if (n <= (s->has_cells ? RACE_MOST_VIEWED : MAX_STATES_TASKS))
		return;
	give_up(s, n > MAX_STATES_TASKS ? too_many_tasks : too_many_racers);
	s->over = true;
}

static void begin(struct states *s)
{
	const struct move *moves;
	struct frame *frame;
	bool added;
	int n;

	states_forget(s);
	world_forget(s->world);
	n = start(s, &moves);
	s->begun = true;
	count_tasks(s);
	if (s->over)
		return;
	if (world_is_over(s->world, n)) {
		note_end(s, 0, 0);
		s->over = true;
		return;
	}
	frame = states_enter(s, number_here(s, 0, 0, &added), moves, n, (struct made_by){ NO_TASK, NO_TASK });
	frame->switches = 0;
	frame->last = NO_TASK;
}

static bool is_allowed(const struct states *s, const struct frame *frame, const struct move *move)
{
	return !s->options.max_switches || switches_after(frame, move) <= s->options.max_switches;
}

static void go_back(struct states *s, const struct frame *frame)
{
	checkpoint_return(&frame->here, s->run);
	if (s->world->watched)
		race_return(s->world->watch.race, &frame->known);
}

static void begin_again(struct states *s)
{
	if (s->share)
		states_share_again(s);
	else
		s->begun = false;
}

static void make(struct states *s, struct frame *frame)
{
	struct made_by movers = { NO_TASK, NO_TASK };
	struct move move;
	int64_t then;
	int n_tasks;
	bool known, quiet;

	if (!s->at_top)
		go_back(s, frame);
	s->at_top = true;
	if (frame->mistaken)
		states_look_alone(s, frame);
	move = frame->moves[frame->next++];
	if (!is_allowed(s, frame, &move)) {
		s->limit = "limit of switches";
		return;
	}
	s->at_top = false;
	if (move.task != CLOCK_TASK)
		movers.task = move.task;
	if (move.how.partner)
		movers.partner = move.how.partner->op->task->id;
	then = turn_now(s->run);
	n_tasks = s->run->n_tasks;
	known = states_begin_event(s, frame, &move);
	turn_make(s->run, &move);
	count_tasks(s);
	if (s->over)
		return;
	quiet = (known || frame->alone) && alone_quiet(s->run, move.task, n_tasks);
	if (known)
		states_end_event(s, frame, movers, n_tasks, quiet);
	if (s->share)
		states_share_tell(s);
	if (states_outgrown(s))
		begin_again(s);
	else
		arrive(s, &move, movers, then, quiet);
}

/*
 * Some schedules have a race: is it known whether others have none? Else once more, exactly; but not
 * where nothing is claimed once there is a race.
 */
bool states_conclude(struct states *s)
{
	const struct exploration *found = s->world->found;

	bool known = found->ends[VERDICT_OK] && (found->ends[VERDICT_UNDECLARED] || !s->run->breaches.n);

	if (s->limit || s->versions.exact || !s->versions.merged || !found->ends[VERDICT_RACE] || known ||
	    run_memory(s->run) == MEMORY_RACES)
		return true;
	s->versions.exact = true;
	s->begun = false;
	return false;
}

bool states_run(struct states *s, long moves)
{
	for (; moves > 0 && !s->over; moves--) {
		struct frame *frame;

		if (s->share)
			states_share_look(s);
		if (s->over)
			break;
		if (run_braked(s->run)) {
			give_up(s, s->run->n_tasks > MAX_STATES_TASKS ? too_many_tasks : "it was stopped in the middle of a run");
			s->over = true;
			break;
		}
		if (!s->begun)
			begin(s);
		if (s->over || s->depth == 0)
			break;
		frame = states_top(s);
		if (frame_is_done(frame))
			leave(s);
		else
			make(s, frame);
		if (s->share && s->depth == 0)
			share_stop(s->share, SHARE_DONE);
		else
			s->over = s->over || (s->begun && s->depth == 0 && states_conclude(s));
	}
	return !s->over;
}
