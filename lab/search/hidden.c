/* hidden.c - see hidden.h. */
#include "lab/search/hidden.h"

#include "lab/base/rng.h"
#include "lab/search/alike.h"
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
	uint64_t    alike[LONGEST_WALK + 1];
};

struct seek {
	struct world      *world;
	struct state_look *look;
	struct rng         rng;
	struct walk        walk;
	int                a, b;        /* who is in whose place; NO_TASK: nobody */
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

static int renamed(const struct seek *s, int task)
{
	return task == s->a ? s->b : task == s->b ? s->a : task;
}

/* But for the pick, which means nothing where there is but one. */
static bool is_renamed(const struct seek *s, const struct made *first, const struct made *made)
{
	return made->task == renamed(s, first->task) && made->chosen == first->chosen &&
	       made->partner == renamed(s, first->partner) && made->its_case == first->its_case;
}

static bool picks_the_same(const struct seek *s, const struct made *first, const struct made *made)
{
	return made->pick == (made->picks_task ? renamed(s, first->pick) : first->pick);
}

/* The ways to move now; 0 where the run is over. */
static int ways(const struct seek *s, const struct move **moves)
{
	int n = turn_moves(s->world->run, moves);

	return world_is_over(s->world, n) || run_braked(s->world->run) ? 0 : n;
}

static struct key look(const struct seek *s, uint64_t *alike)
{
	struct hash hash;

	hash_begin(&hash);
	*alike = state_hash_shared(s->look, &hash, s->world->run);
	return hash_end(&hash);
}

static void walk(struct seek *s)
{
	struct walk *walk = &s->walk;
	struct run *run = s->world->run;
	const struct move *moves;

	world_restart(s->world);
	walk->overwrites = false;
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
		turn_make(run, &moves[taken]);
	}
}

/* Two that are alike at the end of the walk, or were at some time. */
static bool choose(struct seek *s)
{
	struct run *run = s->world->run;
	uint64_t set = 0;
	uint32_t n = 0;

	for (int i = 0; i <= s->walk.n; i++)
		set |= s->walk.alike[i];
	for (int b = 1; b < run->n_tasks && b < MAX_EXPLORED_TASKS; b++)
		for (int a = 1; a < b; a++)
			if (set >> a & 1 && set >> b & 1 && alike_tasks(run->tasks[a], run->tasks[b]) && rng_below(&s->rng, ++n) == 0) {
				s->a = a;
				s->b = b;
			}
	return n > 0;
}

/* Is nobody told apart who is in another's place? */
static bool can_compare(const struct seek *s, uint64_t set)
{
	return s->a == NO_TASK || (set >> s->a & 1 && set >> s->b & 1);
}

static const struct move *find(const struct seek *s, const struct made *first, const struct move *moves, int n)
{
	const struct move *found = NULL, *only = NULL;
	int several = 0;

	for (int i = 0; i < n; i++) {
		struct made made = made_by(s->world->run, &moves[i]);

		if (!is_renamed(s, first, &made))
			continue;
		several++;
		only = &moves[i];
		if (picks_the_same(s, first, &made))
			found = &moves[i];
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
		uint64_t alike;
		struct key shared = look(s, &alike);
		bool compare = can_compare(s, alike) && can_compare(s, walk->alike[i]);

		if (run_braked(run))
			return false;
		if (compare && (shared.a != walk->shared[i].a || shared.b != walk->shared[i].b))
			return true;
		if (i == walk->n)
			return compare && (walk->over != (n == 0) || walk->faulty != run->fault.over);
		move = find(s, &walk->made[i], moves, n);
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
	return choose(s) && differs(s);
}

static bool differs_overwritten(struct seek *s)
{
	s->other_bytes = true;
	s->a = s->b = NO_TASK;
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
