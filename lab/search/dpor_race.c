/*
 * dpor_race.c - which events happen before which, and which of them race: see dpor_state.h.
 *
 * The events that a new one depends on happen before it. It races with those among them that do not come before it by
 * way of something else; for each race the other order must be explored as well (source sets, section 4 of the paper
 * named in dpor.c), as far as it is another one.
 *
 * Three things are not in the paper. Two operations may meet: the event is the sender's, and its receiver's operation
 * has races of its own. An operation that arrives where others meet is seen by them: the event after which it arrives
 * has races on account of it. Buffered channels have exact edges, from the k-th send to the k-th receive and from there
 * to the send that takes its slot, so that sends and receives need not depend on each other.
 */
#include "lab/search/dpor_state.h"

enum { MAX_CANDIDATES = 64 };

/* The end of a task comes before the event at depth d: into s->edges. */
static void add_end(struct dpor *s, int d, const struct task *task)
{
	if (s->last[task->id] >= 0)
		set_merge(s->edges, past_of(s, s->last[task->id]), words_for(d));
}

/* What must have happened before the case completes, beside what it depends on: into s->edges. */
static void find_edges(struct dpor *s, int d, const struct op_case *c)
{
	const struct task *joined = (const struct task *)c->object;

	if (c->object->primitive != &task_primitive)
		count_traffic(s, d, c);
	else if (c->kind == TASK_OP_JOIN)
		add_end(s, d, joined);
	else if (c->kind == TASK_OP_JOIN_ALL)
		for (int i = 0; i < s->known_tasks; i++)
			if (s->run->tasks[i]->parent == joined->id)
				add_end(s, d, s->run->tasks[i]);
}

/* ---- Races ---- */

/* Something that races with earlier events: an operation, made or pending, or what an event's tasks offer after it. */
struct racer {
	int                     task;
	const struct footprint *op;
	const uint64_t         *prior;          /* what happens before it by its task's doing */
	const uint64_t         *edges;          /* what else must have happened; may be NULL */
	int                     leader;         /* who makes the move when `task` is only the partner, or NO_TASK */
	const uint64_t         *leader_prior;
	bool                    complete;       /* `op` says where its tasks arrive, too */
};

/* The events between e and d that e does not precede, into s->apart: the tasks that can begin them, into *initials. */
static bits events_apart(struct dpor *s, int e, int d, bits *initials)
{
	int words = words_for(d);
	bits moved = 0;

	*initials = 0;
	set_clear(s->apart, words);
	for (int k = e + 1; k < d; k++) {
		const struct made *move = &s->events[k].move;

		if (set_has(past_of(s, k), e))
			continue;
		if (!(moved & BIT(move->task)) && !set_meets(past_of(s, k), s->apart, words))
			*initials |= BIT(move->task);
		moved |= BIT(move->task);
		if (move->partner != NO_TASK)
			moved |= BIT(move->partner);
		set_put(s->apart, k);
	}
	return moved;
}

/* One of these is to be explored from `node`, best the `favourite`: nothing to do when one is already. */
static void explore_one_of(struct node *node, bits initials, int favourite)
{
	initials &= node->enabled;
	if (!initials || initials & node->back)
		return;
	if (initials & BIT(favourite))
		node->back |= BIT(favourite);
	else
		node->back |= BIT(lowest(initials & ~node->sleep ? initials & ~node->sleep : initials));
}

/*
 * The racer, which needs s->full to have happened, races with event e: make sure that from node e some task is explored
 * that leads to the other order. A partner may come first in two ways: its task moves, or its leader meets it. Where it
 * would arrive after that is not known: perhaps where the events between have met, and then it cannot come before them.
 */
static void reverse(struct dpor *s, int e, int d, const struct racer *racer)
{
	int words = words_for(d), leader = racer->leader;
	bits initials, moved = events_apart(s, e, d, &initials);
	bool first = !set_meets(s->full, s->apart, words) &&
	             (racer->complete || !set_meets(s->meeting, s->apart, words));

	explore_one_of(&s->nodes[e], initials | (first ? BIT(racer->task) & ~moved : 0), racer->task);
	if (leader == NO_TASK || set_has(racer->leader_prior, e))
		return;
	first = first && !set_meets(racer->leader_prior, s->apart, words);
	explore_one_of(&s->nodes[e], initials | (first ? BIT(leader) & ~moved : 0), leader);
}

static void find_races(struct dpor *s, int d, const struct racer *racer)
{
	int words = words_for(d), word = words - 1, n = 0, candidates[MAX_CANDIDATES];
	uint64_t *seen = s->seen, *full = s->full;
	bool many = false;

	set_copy(seen, racer->prior, words);
	set_clear(full, words);
	if (racer->edges)
		set_merge(full, racer->edges, words);
	find_related(s, d, racer->op);
	for (int b; (b = next_related(s, &word)) >= 0;) {
		enum dependence how = footprint_depends(&s->events[b].touched, racer->op);

		if (how == DEPENDS_NONE)
			continue;
		if (how >= DEPENDS_RACES && !set_has(seen, b)) {
			if (n < MAX_CANDIDATES)
				candidates[n++] = b;
			else
				many = true;
			if (how == DEPENDS_RACES)
				set_merge(seen, past_of(s, b), words);  /* it hides what it comes after */
		}
		set_merge(full, past_of(s, b), words);
	}
	if (n == 0)
		return;
	set_merge(full, seen, words);
	for (int i = 0; i < n; i++)
		reverse(s, candidates[i], d, racer);
	for (int b = 0; many && b < d; b++)             /* too many to remember: be generous */
		s->nodes[b].back |= s->nodes[b].enabled;
}

void races_of_pending(struct dpor *s, int d, bits but)
{
	for (int task = 0; task < s->known_tasks; task++) {
		const struct op *op = turn_op(s->run, task);
		struct footprint footprint;

		if (but & BIT(task) || !op)
			continue;
		footprint_clear(&footprint);
		footprint_of_op(&footprint, op);
		find_races(s, d, &(struct racer){ task, &footprint, prior_of(s, task), NULL, NO_TASK, NULL, false });
	}
}

/* ---- Events ---- */

void know_tasks(struct dpor *s, int d)
{
	for (; s->known_tasks < s->run->n_tasks && s->known_tasks < MAX_EXPLORED_TASKS; s->known_tasks++)
		s->last[s->known_tasks] = d;
	if (s->run->n_tasks > MAX_EXPLORED_TASKS)
		s->limit = too_many_tasks;
}

/* Also before the event at depth d: the events it depends on. */
static void add_dependences(struct dpor *s, int d, const struct footprint *touched)
{
	uint64_t *past = past_of(s, d);
	int words = words_for(d), word = words - 1;

	find_related(s, d, touched);
	for (int b; (b = next_related(s, &word)) >= 0;)
		if (!set_has(past, b) && footprint_depends(&s->events[b].touched, touched))
			set_merge(past, past_of(s, b), words);
}

static void describe_move(struct made *made, const struct move *move, const struct op *op)
{
	const struct op_case *partner = move->how.partner;
	const struct op_case *c = move->chosen >= 0 ? &op->cases[move->chosen] : NULL;

	*made = (struct made){
		.task = move->task, .chosen = move->chosen, .pick = move->how.pick,
		.partner = partner ? partner->op->task->id : NO_TASK,
		.partner_case = partner ? (int)(partner - partner->op->cases) : 0,
		.here = op->here, .object = c ? c->object->id : NO_OBJECT, .kind = c ? c->kind : 0, .n_cases = op->n_cases,
	};
}

/*
 * The event at depth d has made these tasks arrive at their next operations: who waits for them there may move now. An
 * exit that nobody could come before has been made with it, which depends on everything.
 */
static void arrivals(struct dpor *s, int d, struct footprint *arrived)
{
	const struct event_made *event = &s->events[d];

	footprint_clear(arrived);
	if (s->run->fault.over && s->run->fault.verdict == VERDICT_OK)
		footprint_everything(arrived);
	for (int task = 0; task < s->known_tasks; task++)
		if (task == event->move.task || task == event->move.partner || task >= event->known_tasks) {
			const struct op *op = turn_op(s->run, task);

			if (op)
				footprint_of_offer(arrived, op);
		}
}

/* The races of the operations that make up the event at depth d, which is about to be made. */
static void races_of_event(struct dpor *s, int d, const struct footprint *own, const struct op *partner_op)
{
	struct event_made *event = &s->events[d];
	int task = event->move.task, partner = event->move.partner;
	struct footprint other;

	find_races(s, d, &(struct racer){ task, own, prior_of(s, task), s->edges, NO_TASK, NULL, false });
	if (!partner_op)
		return;
	s->nodes[d].back |= s->nodes[d].enabled & BIT(partner);         /* it could have moved in other ways */
	footprint_clear(&other);
	footprint_of_op(&other, partner_op);
	find_races(s, d, &(struct racer){ partner, &other, prior_of(s, partner), NULL, task, prior_of(s, task), false });
	footprint_merge(&event->touched, &other);
}

/* What happened before the event at depth d, which has just been made; the races of what has arrived by it. */
static void settle_event(struct dpor *s, int d)
{
	struct event_made *event = &s->events[d];
	uint64_t *past = past_of(s, d);
	struct footprint arrived;
	int words = words_for(d);

	set_copy(past, prior_of(s, event->move.task), words);
	if (event->move.partner != NO_TASK)
		set_merge(past, prior_of(s, event->move.partner), words);
	set_merge(past, s->edges, words);
	for (int b = 0; b < s->nodes[d].barrier; b++)
		set_put(past, b);               /* the clock has jumped since */
	add_dependences(s, d, &event->touched);
	arrivals(s, d, &arrived);
	if (arrived.mask) {
		find_races(s, d, &(struct racer){ event->move.task, &arrived, past, NULL, NO_TASK, NULL, true });
		add_dependences(s, d, &arrived);
		footprint_merge(&event->touched, &arrived);
	}
	set_put(past, d);
	if (s->run->fault.verdict == VERDICT_BROKEN)
		footprint_everything(&event->touched);  /* what others do decides what the cells come to */
	index_event(s, d);
}

static void set_last(struct dpor *s, int d)
{
	struct event_made *event = &s->events[d];

	event->last = s->last[event->move.task];
	s->last[event->move.task] = d;
	if (event->move.partner != NO_TASK) {
		event->partner_last = s->last[event->move.partner];
		s->last[event->move.partner] = d;
	}
}

void make_event(struct dpor *s, int d, const struct move *choice)
{
	const struct move move = *choice;
	struct event_made *event = &s->events[d];
	const struct op *op = turn_op(s->run, move.task);

	event->known_tasks = s->known_tasks;
	event->traffic = NULL;
	event->meeting = meets_others(op);
	describe_move(&event->move, &move, op);
	footprint_clear(&event->touched);
	footprint_of_op(&event->touched, op);
	set_clear(s->edges, words_for(d));
	if (move.chosen >= 0)
		find_edges(s, d, &op->cases[move.chosen]);
	races_of_event(s, d, &event->touched, move.how.partner ? move.how.partner->op : NULL);
	turn_make(s->run, &move);
	know_tasks(s, d);
	settle_event(s, d);
	set_last(s, d);
	s->n_events = d + 1;
}

void forget_event(struct dpor *s, int d)
{
	struct event_made *event = &s->events[d];

	s->last[event->move.task] = event->last;
	if (event->move.partner != NO_TASK)
		s->last[event->move.partner] = event->partner_last;
	uncount_traffic(s, d);
	s->known_tasks = event->known_tasks;
	s->n_events = d;
	unindex_event(s, d);
}
