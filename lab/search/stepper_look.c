/* stepper_look.c - the position of a stepped run: how each task stands, which steps there are; see stepper.h. */
#include "lab/search/stepper_parts.h"

#include "lab/check/conclude.h"
#include "lab/check/lock_order.h"
#include "lab/engine/record.h"

/* ---- Ways ---- */

/* What it is called before it is made: to look for a cancel is not yet to find one. */
static enum event_kind event_of(const struct op_case *c, int pick)
{
	const struct primitive *primitive = c->object->primitive;
	const struct op_kind *kind = &primitive->kinds[c->kind];
	bool baseless = primitive->baseless && primitive->baseless(c);

	return baseless || (kind->done == EV_CANCELLED && !pick) ? kind->not_done : kind->done;
}

struct way stepper_way(const struct run *run, const struct move *moves, int i)
{
	const struct move *move = &moves[i];
	const struct op *op = move->task == CLOCK_TASK ? NULL : turn_op(run, move->task);
	const struct op_case *c = move->chosen >= 0 ? &op->cases[move->chosen] : NULL;
	struct way way = {
		.move = i, .step = { move->task, move->index }, .partner = NO_TASK, .object = NO_OBJECT,
		.event = EV_SLEEP,
	};

	if (!op) {
		return way;
	} else if (c) {
		way.event = event_of(c, move->how.pick);
		way.object = task_told(c)->id;
		way.pick = move->how.pick;
		if (move->how.partner) {
			way.partner = move->how.partner->op->task->id;
			way.met = move->how.partner->object->primitive->kinds[move->how.partner->kind].done;
		}
	} else if (move->chosen == OP_DEFAULT) {
		way.event = EV_DEFAULT;
	} else {
		way.event = op_told(op) ? EV_TIMEOUT : EV_SLEEP;
	}
	return way;
}

/* ---- What a task is about to do ---- */

/* What the case brings along, where it does. */
static enum value_kind read_value(const struct op_case *c, enum event_kind event, int64_t *value)
{
	bool brings = event == EV_CHAN_SEND || event == EV_CELL_STORE || event == EV_WAIT_ADD;

	return c->object && brings ? case_value(c, value) : VALUE_NONE;
}

static void fill_deeds(struct stand *stand, const struct op *op, struct arena *arena)
{
	stand->n_deeds = op_told(op);
	stand->deeds = arena_alloc(arena, (size_t)stand->n_deeds * sizeof *stand->deeds);
	for (int i = 0; i < stand->n_deeds; i++) {
		const struct op_case *c = &op->cases[i];
		struct deed *deed = &stand->deeds[i];

		deed->event = c->object ? event_of(c, 0) : c->nil;
		deed->object = c->object ? task_told(c)->id : NO_OBJECT;
		deed->has_value = read_value(c, deed->event, &deed->value);
	}
}

/* ---- How it stands ---- */

/* Count the ways of each task; with room for them, fill them in. */
static void deal_ways(struct position *position, const struct way *all, int n)
{
	for (int i = 0; i < position->n_tasks; i++)
		position->tasks[i].n_ways = 0;
	for (int i = 0; i < n && all[i].step.task != CLOCK_TASK; i++) {
		struct stand *own = &position->tasks[all[i].step.task];
		struct stand *met = all[i].partner == NO_TASK ? NULL : &position->tasks[all[i].partner];

		if (own->ways)
			own->ways[own->n_ways] = all[i];
		own->n_ways++;
		if (met && met->ways)
			met->ways[met->n_ways] = all[i];
		if (met)
			met->n_ways++;
	}
}

static void fill_ways(struct stepper *stepper, struct position *position, struct arena *arena)
{
	const struct move *moves;
	int n = stepper_moves(stepper->run, &moves);
	struct way *all = arena_alloc(arena, (size_t)n * sizeof *all);

	for (int i = 0; i < n; i++)
		all[i] = stepper_way(stepper->run, moves, i);
	deal_ways(position, all, n);
	for (int i = 0; i < position->n_tasks; i++)
		position->tasks[i].ways = arena_alloc(arena, (size_t)position->tasks[i].n_ways *
		                                             sizeof *position->tasks[i].ways);
	deal_ways(position, all, n);
	position->clock = n && all[n - 1].step.task == CLOCK_TASK ? &all[n - 1] : NULL;
	position->due = turn_next_time(stepper->run);
	position->next = n ? &all[stepper_choose(stepper, moves, n)] : NULL;
}

/* When its time is up, or the first thing it waits for comes by itself; not what has come already. */
static int64_t wakes(const struct op *op, int64_t now)
{
	int64_t until = op_until(op);

	return until > now ? until : op->deadline;
}

static enum stance stance_of(const struct position *position, const struct task *task,
                             const struct stand *stand)
{
	if (task->ended)
		return STANCE_ENDED;
	if (stand->n_ways)
		return STANCE_CAN_MOVE;
	if (task->dead || (position->over && turn_can_move(task)))
		return STANCE_STOPPED;
	return stand->wakes == NO_DEADLINE ? STANCE_BLOCKED : STANCE_SLEEPING;
}

static void fill_tasks(struct stepper *stepper, struct position *position, struct arena *arena)
{
	struct run *run = stepper->run;

	position->n_tasks = run->n_tasks;
	position->tasks = arena_alloc(arena, (size_t)run->n_tasks * sizeof *position->tasks);
	fill_ways(stepper, position, arena);
	for (int i = 0; i < run->n_tasks; i++) {
		struct stand *stand = &position->tasks[i];
		const struct op *op = turn_op(run, i);

		stand->wakes = op ? wakes(op, position->now) : NO_DEADLINE;
		stand->here = op ? op->here : NULL;
		if (op)
			fill_deeds(stand, op, arena);
		stand->stance = stance_of(position, run->tasks[i], stand);
	}
}

/* What is wrong with the known next step, in the result's arena; then it is forgotten. NULL: nothing. */
static const char *find_misfit(struct stepper *stepper, struct arena *arena)
{
	long at = stepper_made(stepper);
	const struct move *moves;
	int n = stepper_moves(stepper->run, &moves);
	const char *sentence = NULL;
	struct buf why = { 0 };

	if (at < stepper->n_known && stepper_find(moves, n, stepper->known[at]) < 0) {
		stepper_misfit(stepper, &why);
		sentence = arena_text(arena, buf_text(&why));
		stepper->n_known = at;
	}
	buf_free(&why);
	return sentence;
}

const struct position *stepper_look(struct stepper *stepper)
{
	const struct move *moves;
	struct position *position;
	struct result *result;
	bool over;

	if (stepper->position)
		return stepper->position;
	over = stepper_moves(stepper->run, &moves) == 0;
	result = stepper->result = stepper_conclude(stepper, over);
	conclude_show(result, &stepper->run->trace);
	if (result->verdict == VERDICT_OK || result->verdict == VERDICT_UNDECLARED || result->verdict == VERDICT_LEAK)
		lock_order_find(result);
	position = stepper->position = arena_alloc(result->arena, sizeof *position);
	position->misfit = find_misfit(stepper, result->arena);
	position->step = stepper_made(stepper);
	position->known = stepper->n_known;
	position->over = over;
	position->now = turn_now(stepper->run);
	position->result = result;
	fill_tasks(stepper, position, result->arena);
	return position;
}
