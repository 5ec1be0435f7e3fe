/*
 * dpor.c - see dpor.h; the algorithm is in "Optimal Dynamic Partial Order Reduction" (POPL 2014), section 4, extended to
 * operations that meet, to operations with several ways to complete, and to virtual time.
 *
 * Words: an event is a move that was made; a node is the state before it. Depth d has node d and, once chosen, event d.
 *
 * Invariants
 *   past(e) holds the depths of the events that happen before e, and of e itself.
 *   A task sleeps at a node when everything that begins with its move there has been explored from an earlier sibling;
 *   what that move touches is kept, and wakes it when a dependent event is made.
 *   A task that is alone at a node (all its ways) is explored before it goes to sleep.
 */
#include "lab/check/dpor.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/check/footprint.h"

typedef uint64_t bits;                  /* a set of tasks */

#define BIT(task) ((bits)1 << (task))

struct event_made {
	int              task, partner;         /* partner NO_TASK: it moved alone */
	struct footprint touched;               /* its own operation's, its partner's, and what their next ones offer */
};

struct node {
	bits              enabled, sleep, back; /* back: to be explored from here, or explored */
	int               task, way, n_ways;    /* the choice; n_ways 0: not known yet */
	struct footprint  chosen;               /* what the ways of the choice have touched so far */
	struct footprint *asleep;               /* by task, of those that sleep; NULL until one does */
};

/* The sends and receives of a buffered channel in this run, by depth. */
struct traffic {
	int *sends, *recvs;
	int  n_sends, n_recvs, room;
};

struct dpor {
	struct world      *world;
	struct run        *run;
	long               max_steps;
	int                words;               /* of a set of depths */
	struct node       *nodes;
	struct event_made *events;
	uint64_t          *pasts;               /* words of each event */
	int                n_nodes;             /* nodes on the path */
	int                replay;              /* choices of nodes below this depth are settled */
	int                last[MAX_EXPLORED_TASKS];    /* the last event of each task, -1 for none */
	int                known_tasks;
	int                barrier;             /* events below this depth came before the clock last jumped */
	int64_t            now;
	struct traffic    *traffic;             /* by object */
	int                n_traffic;
	uint64_t          *scratch;             /* 5 sets of depths */
	const char        *limit;
	bool               over;
};

/* ---- Sets of depths ---- */

static uint64_t *past_of(const struct dpor *s, int event)
{
	return s->pasts + (size_t)event * (size_t)s->words;
}

static int words_for(int depth)
{
	return depth / 64 + 1;
}

static void set_clear(uint64_t *set, int words)
{
	memset(set, 0, (size_t)words * sizeof *set);
}

static void set_merge(uint64_t *set, const uint64_t *from, int words)
{
	for (int i = 0; i < words; i++)
		set[i] |= from[i];
}

static bool set_meets(const uint64_t *a, const uint64_t *b, int words)
{
	for (int i = 0; i < words; i++)
		if (a[i] & b[i])
			return true;
	return false;
}

static void set_put(uint64_t *set, int depth)
{
	set[depth / 64] |= (uint64_t)1 << depth % 64;
}

static bool set_has(const uint64_t *set, int depth)
{
	return set[depth / 64] >> depth % 64 & 1;
}

/* ---- Making and freeing ---- */

struct dpor *dpor_new(struct world *world, long max_steps)
{
	struct dpor *s = calloc(1, sizeof *s);
	size_t n = (size_t)max_steps + 1;

	if (!s)
		panic("out of memory");
	s->world = world;
	s->run = world->run;
	s->max_steps = max_steps;
	s->words = words_for((int)max_steps);
	s->nodes = calloc(n, sizeof *s->nodes);
	s->events = calloc(n, sizeof *s->events);
	s->pasts = calloc(n * (size_t)s->words, sizeof *s->pasts);
	s->scratch = calloc(5 * (size_t)s->words, sizeof *s->scratch);
	if (!s->nodes || !s->events || !s->pasts || !s->scratch)
		panic("out of memory");
	return s;
}

void dpor_free(struct dpor *s)
{
	for (long i = 0; i <= s->max_steps; i++)
		free(s->nodes[i].asleep);
	for (int i = 0; i < s->n_traffic; i++) {
		free(s->traffic[i].sends);
		free(s->traffic[i].recvs);
	}
	free(s->traffic);
	free(s->nodes);
	free(s->events);
	free(s->pasts);
	free(s->scratch);
	free(s);
}

const char *dpor_limit(const struct dpor *s)
{
	return s->limit;
}

/* ---- Buffered channels: which send is for which receive ---- */

static struct traffic *traffic_of(struct dpor *s, int object)
{
	if (object >= s->n_traffic) {
		s->traffic = realloc(s->traffic, ((size_t)object + 1) * sizeof *s->traffic);
		if (!s->traffic)
			panic("out of memory");
		memset(s->traffic + s->n_traffic, 0, ((size_t)object + 1 - (size_t)s->n_traffic) * sizeof *s->traffic);
		s->n_traffic = object + 1;
	}
	return &s->traffic[object];
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

/*
 * The event at depth d completes `c`: when that is a send or a receive of a buffered channel, count it, and add what
 * must have come before to `edges`: the k-th send before the k-th receive, the k-th receive before the send that takes
 * its slot.
 */
static void count_traffic(struct dpor *s, int d, const struct op_case *c, uint64_t *edges)
{
	const struct object *object = c->object;
	struct traffic *traffic;
	int k;

	if (!object->primitive->meets || object->capacity == 0 || c->kind > 1)
		return;
	traffic = traffic_of(s, object->id);
	make_room(traffic);
	if (c->kind == 0) {
		k = traffic->n_sends;
		traffic->sends[traffic->n_sends++] = d;
		if (k >= object->capacity && k - object->capacity < traffic->n_recvs)
			set_merge(edges, past_of(s, traffic->recvs[k - object->capacity]), words_for(d));
	} else if (object->occupancy > 0) {
		k = traffic->n_recvs;
		traffic->recvs[traffic->n_recvs++] = d;
		if (k < traffic->n_sends)
			set_merge(edges, past_of(s, traffic->sends[k]), words_for(d));
	}
}

/* ---- Races ---- */

static int lowest(bits set)
{
	int i = 0;

	while (!(set >> i & 1))
		i++;
	return i;
}

/*
 * Task `p`'s operation, which needs `full` to have happened, races with event e: make sure that from node e some task is
 * explored that leads to the other order (a source set).
 */
static void reverse(struct dpor *s, int e, int d, int p, const uint64_t *full, int leader, const uint64_t *leads)
{
	struct node *node = &s->nodes[e];
	uint64_t *apart = s->scratch + 4 * (size_t)s->words;    /* events between e and d that e does not precede */
	int words = words_for(d);
	bits initials = 0, seen = 0;

	set_clear(apart, words);
	for (int k = e + 1; k < d; k++) {
		const struct event_made *event = &s->events[k];

		if (set_has(past_of(s, k), e))
			continue;
		if (!(seen & BIT(event->task)) && !set_meets(past_of(s, k), apart, words))
			initials |= BIT(event->task);
		seen |= BIT(event->task);
		if (event->partner != NO_TASK)
			seen |= BIT(event->partner);
		set_put(apart, k);
	}
	if (!(seen & BIT(p)) && !set_meets(full, apart, words))
		initials |= BIT(p);
	if (leader != NO_TASK && !set_has(leads, e) && !(seen & BIT(leader)) && !set_meets(full, apart, words) && !set_meets(leads, apart, words))
		initials |= BIT(leader);
	initials &= node->enabled;
	if (!initials || initials & node->back)
		return;
	if (initials & BIT(p))
		node->back |= BIT(p);
	else
		node->back |= BIT(lowest(initials & ~node->sleep ? initials & ~node->sleep : initials));
}

/*
 * Task `p` does (or would do) at depth d what `op` touches. `prior` is what happened before by its own doing, `edges`
 * what else had to happen first (may be NULL).
 */
static void find_races(struct dpor *s, int d, int p, const struct footprint *op, const uint64_t *prior,
                       const uint64_t *edges, int leader, const uint64_t *leads)
{
	uint64_t *seen = s->scratch, *full = s->scratch + s->words;
	int words = words_for(d), n = 0, candidates[64];
	bool many = false;

	memcpy(seen, prior, (size_t)words * sizeof *seen);
	set_clear(full, words);
	if (edges)
		set_merge(full, edges, words);
	for (int b = d - 1; b >= 0; b--) {
		enum dependence how = footprint_depends(&s->events[b].touched, op);

		if (how == DEPENDS_NONE)
			continue;
		if (how >= DEPENDS_RACES && !set_has(seen, b)) {
			if (n < 64)
				candidates[n++] = b;
			else
				many = true;
			if (how == DEPENDS_RACES)
				set_merge(seen, past_of(s, b), words);  /* it hides what it comes after */
		}
		set_merge(full, past_of(s, b), words);
	}
	set_merge(full, seen, words);
	for (int i = 0; i < n; i++)
		reverse(s, candidates[i], d, p, full, leader, leads);
	for (int b = 0; many && b < d; b++)             /* too many to remember: be generous */
		s->nodes[b].back |= s->nodes[b].enabled;
}

/* ---- One run ---- */

static const uint64_t *prior_of(struct dpor *s, int task, uint64_t *nothing)
{
	if (s->last[task] >= 0)
		return past_of(s, s->last[task]);
	set_clear(nothing, s->words);
	return nothing;
}

/* The pending operation of `task` takes part in races, though it is not made. */
static void races_of_pending(struct dpor *s, int d, int task)
{
	uint64_t *nothing = s->scratch + 2 * (size_t)s->words;
	const struct op *op = turn_op(s->run, task);
	struct footprint footprint = { 0 };

	if (!op)
		return;
	footprint_of_op(&footprint, op);
	find_races(s, d, task, &footprint, prior_of(s, task, nothing), NULL, NO_TASK, NULL);
}

static void races_of_all_pending(struct dpor *s, int d, bits but)
{
	for (int task = 0; task < s->run->n_tasks; task++)
		if (!(but & BIT(task)))
			races_of_pending(s, d, task);
}

static bits enabled_by(const struct move *moves, int n)
{
	bits enabled = 0;

	for (int i = 0; i < n; i++)
		enabled |= BIT(moves[i].task);
	return enabled;
}

/* Tasks that were started since the last look began after the event at depth d. */
static void know_tasks(struct dpor *s, int d)
{
	for (; s->known_tasks < s->run->n_tasks && s->known_tasks < MAX_EXPLORED_TASKS; s->known_tasks++)
		s->last[s->known_tasks] = d;
	if (s->run->n_tasks > MAX_EXPLORED_TASKS)
		s->limit = "more tasks than the explorer can hold apart";
}

/* A node that has not been here before: which task first? The one that moved last, so that switches are few. */
static bool new_node(struct dpor *s, int d, bits enabled)
{
	struct node *node = &s->nodes[d];
	bits awake = enabled & ~node->sleep;
	int before = d > 0 ? s->events[d - 1].task : 0;

	node->enabled = enabled;
	if (!awake)
		return false;
	node->task = awake >> before & 1 ? before : lowest(awake);
	node->back = BIT(node->task);
	node->way = 0;
	node->n_ways = 0;
	node->chosen = (struct footprint){ 0 };
	return true;
}

static const struct move *chosen_move(struct node *node, const struct move *moves, int n)
{
	const struct move *chosen = NULL;
	int ways = 0;

	for (int i = 0; i < n; i++)
		if (moves[i].task == node->task) {
			if (moves[i].index == node->way)
				chosen = &moves[i];
			ways++;
		}
	node->n_ways = ways;
	return chosen;
}

/* Who still sleeps after the event at depth d: those it does not touch. */
static void pass_sleep(struct dpor *s, int d)
{
	struct node *node = &s->nodes[d], *next = &s->nodes[d + 1];
	const struct event_made *event = &s->events[d];
	bits candidates = node->sleep & ~BIT(event->task);

	if (event->partner != NO_TASK)
		candidates &= ~BIT(event->partner);
	next->sleep = 0;
	for (int x = 0; candidates >> x; x++) {
		if (!(candidates >> x & 1) || footprint_depends(&event->touched, &node->asleep[x]) ||
		    footprint_depends(&node->asleep[x], &event->touched))
			continue;
		if (!next->asleep)
			next->asleep = calloc(MAX_EXPLORED_TASKS, sizeof *next->asleep);
		if (!next->asleep)
			panic("out of memory");
		next->asleep[x] = node->asleep[x];
		next->sleep |= BIT(x);
	}
}

/* What happened before the event at depth d: by its task, by its partner, by dependence, by edges, by the clock. */
static void settle_past(struct dpor *s, int d, const uint64_t *prior, const uint64_t *partner_prior,
                        const uint64_t *edges)
{
	uint64_t *past = past_of(s, d);
	int words = words_for(d);

	memcpy(past, prior, (size_t)words * sizeof *past);
	if (partner_prior)
		set_merge(past, partner_prior, words);
	set_merge(past, edges, words);
	for (int b = d - 1; b >= 0; b--)
		if (!set_has(past, b) && (b < s->barrier || footprint_depends(&s->events[b].touched, &s->events[d].touched)))
			set_merge(past, past_of(s, b), words);
	set_put(past, d);
}

/* The event that ended the task which `op` joins comes before. */
static void add_join(struct dpor *s, int d, const struct op_case *c, uint64_t *edges)
{
	const struct task *joined = (const struct task *)c->object;

	if (s->last[joined->id] >= 0)
		set_merge(edges, past_of(s, s->last[joined->id]), words_for(d));
}

static void add_edges(struct dpor *s, int d, const struct op_case *c, uint64_t *edges)
{
	if (c->object->primitive == &task_primitive) {
		if (c->kind == TASK_OP_JOIN)
			add_join(s, d, c, edges);
	} else {
		count_traffic(s, d, c, edges);
	}
}

/* Make the move at depth d and write down the event. `fresh`: it has not been made from here before. */
static void make_event(struct dpor *s, int d, const struct move *choice, bool fresh)
{
	struct move move = *choice;
	struct event_made *event = &s->events[d];
	const struct op *op = turn_op(s->run, move.task), *partner_op = NULL;
	uint64_t *edges = s->scratch + 3 * (size_t)s->words;
	uint64_t *none = s->scratch + 2 * (size_t)s->words;
	uint64_t prior[32], partner_prior[32];
	struct footprint own = { 0 }, other = { 0 }, arrived = { 0 };
	int known = s->known_tasks;

	must(s->words <= 32);
	memcpy(prior, prior_of(s, move.task, none), (size_t)s->words * sizeof *prior);
	footprint_of_op(&own, op);
	event->task = move.task;
	event->partner = NO_TASK;
	event->touched = own;
	set_clear(edges, s->words);
	if (move.chosen >= 0)
		add_edges(s, d, &op->cases[move.chosen], edges);
	if (move.how.partner) {
		partner_op = move.how.partner->op;
		event->partner = partner_op->task->id;
		memcpy(partner_prior, prior_of(s, event->partner, none), (size_t)s->words * sizeof *prior);
		footprint_of_op(&other, partner_op);
		footprint_merge(&event->touched, &other);
		if (s->nodes[d].enabled >> event->partner & 1)
			s->nodes[d].back |= BIT(event->partner);
		if (fresh)
			find_races(s, d, event->partner, &other, partner_prior, NULL, move.task, prior);
	}
	if (fresh)
		find_races(s, d, move.task, &own, prior, edges, NO_TASK, NULL);
	turn_make(s->run, &move);
	know_tasks(s, d);
	settle_past(s, d, prior, partner_op ? partner_prior : NULL, edges);
	for (int task = 0; task < s->known_tasks; task++)
		if ((task == event->task || task == event->partner || task >= known) && turn_op(s->run, task))
			footprint_of_offer(&arrived, turn_op(s->run, task));
	if (arrived.n > 0) {
		if (fresh)
			find_races(s, d, move.task, &arrived, past_of(s, d), NULL, NO_TASK, NULL);
		footprint_merge(&event->touched, &arrived);
		settle_past(s, d, prior, partner_op ? partner_prior : NULL, edges);
	}
	s->last[event->task] = d;
	if (event->partner != NO_TASK)
		s->last[event->partner] = d;
	if (s->run->fault.verdict == VERDICT_BROKEN) {
		event->touched.everything = true;
		event->touched.mask = UINT64_MAX;
	}
	footprint_merge(&s->nodes[d].chosen, &event->touched);
	if (d + 1 >= s->replay)         /* the next node is new: nothing from it has been explored */
		pass_sleep(s, d);
}

static void begin(struct dpor *s)
{
	world_restart(s->world);
	s->known_tasks = 0;
	s->barrier = 0;
	s->now = 0;
	for (int i = 0; i < s->n_traffic; i++)
		s->traffic[i].n_sends = s->traffic[i].n_recvs = 0;
}

/* The run has ended after d events. */
static void end(struct dpor *s, int d)
{
	if (s->run->fault.verdict != VERDICT_OK && d > 0)
		s->nodes[d - 1].back |= s->nodes[d - 1].enabled;        /* the fault has kept all others from moving */
	races_of_all_pending(s, d, 0);
	world_note_end(s->world);
}

static void run_once(struct dpor *s)
{
	const struct move *moves, *move;
	int d = 0, n;

	begin(s);
	for (;; d++) {
		n = turn_moves(s->run, &moves);
		if (d == 0)
			know_tasks(s, -1);
		if (turn_now(s->run) != s->now) {
			s->now = turn_now(s->run);
			s->barrier = d;
		}
		s->n_nodes = d;
		if (n == 0 || s->run->fault.verdict != VERDICT_OK) {
			end(s, d);
			return;
		}
		if (d >= s->max_steps || s->limit) {
			s->limit = s->limit ? s->limit : "a run with too many steps was cut";
			return;
		}
		if (d >= s->replay && !new_node(s, d, enabled_by(moves, n))) {
			races_of_all_pending(s, d, enabled_by(moves, n));
			s->world->found->pruned++;
			return;
		}
		move = chosen_move(&s->nodes[d], moves, n);
		if (!move) {
			s->limit = "the same choices led elsewhere: the pattern is not deterministic";
			s->over = true;
			return;
		}
		make_event(s, d, move, d >= s->replay - 1);
	}
}

/* ---- The search ---- */

static void fall_asleep(struct node *node)
{
	if (!node->asleep)
		node->asleep = calloc(MAX_EXPLORED_TASKS, sizeof *node->asleep);
	if (!node->asleep)
		panic("out of memory");
	node->asleep[node->task] = node->chosen;
	node->sleep |= BIT(node->task);
}

/* The deepest choice that can still be made otherwise. False when there is none. */
static bool next_choice(struct dpor *s)
{
	for (int d = s->n_nodes - 1; d >= 0; d--) {
		struct node *node = &s->nodes[d];
		bits left;

		s->replay = d + 1;
		if (++node->way < node->n_ways)
			return true;
		fall_asleep(node);
		left = node->back & ~node->sleep;
		if (left) {
			node->task = lowest(left);
			node->way = 0;
			node->n_ways = 0;
			node->chosen = (struct footprint){ 0 };
			return true;
		}
	}
	return false;
}

bool dpor_run(struct dpor *s)
{
	if (s->over)
		return false;
	s->nodes[0].sleep = s->replay ? s->nodes[0].sleep : 0;
	run_once(s);
	s->over = s->over || !next_choice(s);
	return !s->over;
}

static int size_of(bits set)
{
	int n = 0;

	for (; set; set &= set - 1)
		n++;
	return n;
}

double dpor_done(const struct dpor *s)
{
	double done = 0, weight = 1;

	if (s->over)
		return 1;
	for (int d = 0; d < s->replay; d++) {
		const struct node *node = &s->nodes[d];
		int all = size_of(node->back), behind = size_of(node->back & node->sleep);

		if (all == 0)
			continue;
		done += weight * behind / all;
		weight /= all;
	}
	return done;
}
