/* hidden.c - see hidden.h. */
#include "lab/search/hidden.h"

#include "lab/base/rng.h"
#include "lab/search/state.h"

enum { WALKS = 8, LONGEST_WALK = 200, MADE_ANEW = 2 };

/* A move by what does not depend on the order of tasks: which of several partners a pick means does. */
struct made {
	int  task, chosen, pick;
	int  partner, its_case;         /* NO_TASK: none */
	bool picks_task;                /* as a signal does */
};

/* A run by chance: what was shared before each move, and at the end, and who might have been swapped then. */
struct walk {
	int         n;
	bool        over, faulty;       /* how it ended */
	bool        overwrites;         /* something was about to be overwritten, and nobody was seen to read it */
	struct made made[LONGEST_WALK];
	struct key  shared[LONGEST_WALK + 1];
	struct task_set alike[LONGEST_WALK + 1];
};

struct seek {
	struct world      *world;
	struct state_look *look;
	struct rng         rng;
	struct walk        walk;
	int                a, b;        /* who is in whose place; NO_TASK: nobody */
	int                from;        /* from that move on: there they were the same in every way */
	uint32_t           pairs;       /* met in the walk, one of which these two are */
	bool               other_bytes; /* where some are about to be overwritten */
};

static bool is_signal(const struct run *run, const struct move *move)
{
	const struct op *op = move->task == CLOCK_TASK ? NULL : turn_op(run, move->task);
	const struct op_case *c = op && move->chosen >= 0 ? &op->cases[move->chosen] : NULL;

	return c && c->object && c->object->primitive->kinds[c->kind].done == EV_SIGNAL;
}

static struct made made_by(const struct run *run, const struct move *move)
{
	const struct op_case *partner = move->how.partner;

	if (partner)
		return (struct made){
			move->task, move->chosen, 0, partner->op->task->id, (int)(partner - partner->op->cases), false,
		};
	return (struct made){ move->task, move->chosen, move->how.pick, NO_TASK, 0, is_signal(run, move) };
}

/* Who makes a move of that task, the i-th of the walk, in the other one. */
static int renamed(const struct seek *s, int i, int task)
{
	return i < s->from ? task : task == s->a ? s->b : task == s->b ? s->a : task;
}

/* But for the pick, which means nothing where there is but one. */
static bool is_renamed(const struct seek *s, int i, const struct made *made)
{
	const struct made *first = &s->walk.made[i];

	return made->task == renamed(s, i, first->task) && made->chosen == first->chosen &&
	       made->partner == renamed(s, i, first->partner) && made->its_case == first->its_case;
}

static bool picks_the_same(const struct seek *s, int i, const struct made *made)
{
	const struct made *first = &s->walk.made[i];

	return made->pick == (made->picks_task ? renamed(s, i, first->pick) : first->pick);
}

/* The ways to move now; 0 where the run is over. */
static int ways(const struct seek *s, const struct move **moves)
{
	int n = turn_moves(s->world->run, moves);

	return world_is_over(s->world, n) || run_braked(s->world->run) ? 0 : n;
}

static struct key look(const struct seek *s, struct task_set *alike)
{
	struct hash hash;

	hash_begin(&hash);
	state_hash_shared(s->look, &hash, s->world->run);
	task_set_copy(alike, state_swapped(s->look));
	return hash_end(&hash);
}

/*
 * Before one of them moves two tasks are the same in every way: from then on each can be in the other's place. One such pair of
 * all that there are in the walk.
 */
static void meet_twins(struct seek *s, const struct made *next)
{
	const int *twins = state_twins(s->look);
	struct run *run = s->world->run;
	struct hash hash;

	hash_begin(&hash);
	state_hash(s->look, &hash, run, NO_TASK);
	hash_end(&hash);
	for (int i = 1; i < run->n_tasks && i < MOST_IN_TASK_SET; i++) {
		int twin = twins[i];
		bool moves = next->task == i || next->task == twin || next->partner == i || next->partner == twin;

		if (twin != i && moves && rng_below(&s->rng, ++s->pairs) == 0) {
			s->a = twin;
			s->b = i;
			s->from = s->walk.n;
		}
	}
}

static void walk(struct seek *s)
{
	struct walk *walk = &s->walk;
	struct run *run = s->world->run;
	const struct move *moves;

	world_restart(s->world);
	walk->overwrites = false;
	s->pairs = 0;
	for (walk->n = 0;; walk->n++) {
		int n = ways(s, &moves), taken;

		walk->shared[walk->n] = look(s, &walk->alike[walk->n]);
		walk->overwrites |= state_overwrites(s->look);
		walk->over = n == 0;
		walk->faulty = run->fault.over;
		if (n == 0 || walk->n == LONGEST_WALK)
			return;
		taken = (int)rng_below(&s->rng, (uint32_t)n);
		walk->made[walk->n] = made_by(run, &moves[taken]);
		meet_twins(s, &walk->made[walk->n]);
		turn_make(run, &moves[taken]);
	}
}

/* Is nobody told apart who is in another's place? */
static bool can_compare(const struct seek *s, const struct task_set *set)
{
	return s->a == NO_TASK || (task_set_has(set, s->a) && task_set_has(set, s->b));
}

/* The i-th move of the walk, as it is to be made now. */
static const struct move *find(const struct seek *s, int i, const struct move *moves, int n)
{
	const struct move *found = NULL, *only = NULL;
	int several = 0;

	for (int k = 0; k < n; k++) {
		struct made made = made_by(s->world->run, &moves[k]);

		if (!is_renamed(s, i, &made))
			continue;
		several++;
		only = &moves[k];
		if (picks_the_same(s, i, &made))
			found = &moves[k];
	}
	return several > 1 ? found : only;
}

/* The same walk, but for that: does it come to something else? */
static bool differs(const struct seek *s)
{
	const struct walk *walk = &s->walk;
	struct run *run = s->world->run;
	const struct move *moves, *move;

	world_restart(s->world);
	for (int i = 0;; i++) {
		int n = ways(s, &moves);
		struct task_set alike;
		struct key shared = look(s, &alike);
		bool compare = can_compare(s, &alike) && can_compare(s, &walk->alike[i]);

		if (run_braked(run))
			return false;
		if (compare && (shared.a != walk->shared[i].a || shared.b != walk->shared[i].b))
			return true;
		if (i == walk->n)
			return compare && (walk->over != (n == 0) || walk->faulty != run->fault.over);
		move = find(s, i, moves, n);
		if (!move)
			return compare;
		if (s->other_bytes)
			state_overwrite(s->look, run);
		turn_make(run, move);
	}
}

static bool differs_renamed(struct seek *s)
{
	s->other_bytes = false;
	return s->pairs > 0 && differs(s);
}

static bool differs_overwritten(struct seek *s)
{
	s->other_bytes = true;
	s->a = s->b = NO_TASK;
	s->from = 0;
	return s->walk.overwrites && differs(s);
}

struct hidden hidden_find(struct world *world)
{
	struct seek s = { .world = world, .rng = { 1 } };
	struct hidden hidden = { false, false };

	if (world->run->outside)
		return hidden;                  /* nobody is swapped there, and all counts */
	s.look = state_look_new(true);
	world->watched = false;
	for (int i = 0; i <= MADE_ANEW; i++)
		world_restart(world);           /* from now on all lies where it lay */
	for (int i = 0; i < WALKS && world->started; i++) {
		walk(&s);
		hidden.who = hidden.who || differs_renamed(&s);
		hidden.reads = hidden.reads || differs_overwritten(&s);
	}
	state_look_free(s.look);
	return hidden;
}
