/* strategy.c - see strategy.h. */
#include "lab/engine/strategy.h"

#include <string.h>

/* ---- Chance ---- */

static int random_way(struct rng *rng, int n)
{
	return n > 1 ? (int)rng_below(rng, (uint32_t)n) : 0;
}

static int who_by_chance(void *context, struct run *run, const struct movers *movers)
{
	int n = bits_count(movers->tasks), pick = random_way(context, n + movers->clock);

	(void)run;
	return pick < n ? bits_nth(movers->tasks, pick) : CLOCK_TASK;
}

static int way_by_chance(void *context, int n)
{
	return random_way(context, n);
}

const struct strategy strategy_random = { "random", who_by_chance, way_by_chance };

/* ---- A fixed order ---- */

static int who_is_next(void *context, struct run *run, const struct movers *movers)
{
	struct round_robin *robin = context;
	int next = bits_next(movers->tasks, robin->last + 1);

	(void)run;
	if (next < 0)
		next = bits_next(movers->tasks, 0);
	if (next < 0)
		next = CLOCK_TASK;
	robin->last = turn_after(robin->last, next);
	return next;
}

static int first_way(void *context, int n)
{
	(void)context, (void)n;
	return 0;
}

const struct strategy strategy_round_robin = { "round-robin", who_is_next, first_way };

/* ---- PCT ---- */

void pct_init(struct pct *pct, uint64_t seed, int depth, long length)
{
	memset(pct, 0, sizeof *pct);
	pct->rng.state = seed;
	pct->n_changes = depth - 1 < PCT_CHANGES ? depth - 1 : PCT_CHANGES;
	for (int i = 0; i < pct->n_changes; i++)
		pct->changes[i] = (long)rng_below(&pct->rng, (uint32_t)(length > 0 ? length : 1));
	pct->patience = length < PCT_LEAST_PATIENCE ? PCT_LEAST_PATIENCE : length > PCT_MOST_PATIENCE ? PCT_MOST_PATIENCE : length;
}

static struct standing *standing_of(struct pct *pct, int task)
{
	struct standing *standing = task == CLOCK_TASK ? &pct->clock : &pct->tasks[task % PCT_TASKS];

	if (standing->priority == 0)
		standing->priority = 1 + (int64_t)(rng_next(&pct->rng) >> 34);
	return standing;
}

static void fall(struct pct *pct, int task)
{
	standing_of(pct, task)->priority = --pct->lowest;
}

/* Slots of tasks, as a set of PCT_TASKS: word w of a set of tasks is of the slots of word w % SLOT_WORDS. */
enum { SLOT_WORDS = PCT_TASKS / 64 };

_Static_assert(PCT_TASKS % 64 == 0, "a slot stands at the same place in each word of tasks");

/* Who can move and has no priority yet draws one, in order. */
static void draw(struct pct *pct, const struct movers *movers)
{
	for (int at = 0; at < movers->tasks->n_words; at++) {
		uint64_t *drawn = &pct->drawn[at % SLOT_WORDS], left = movers->tasks->words[at] & ~*drawn;

		for (*drawn |= left; left; left &= left - 1)
			standing_of(pct, 64 * at + __builtin_ctzll(left));
	}
	if (movers->clock)
		standing_of(pct, CLOCK_TASK);
}

/* The first task of one of these slots; NO_TASK: none. */
static int first_of(const struct movers *movers, const uint64_t *slots)
{
	for (int at = 0; at < movers->tasks->n_words; at++) {
		uint64_t word = movers->tasks->words[at] & slots[at % SLOT_WORDS];

		if (word)
			return 64 * at + __builtin_ctzll(word);
	}
	return NO_TASK;
}

/* The slots of those that can move. */
static void slots_of(const struct movers *movers, uint64_t *slots)
{
	memset(slots, 0, SLOT_WORDS * sizeof *slots);
	for (int at = 0; at < movers->tasks->n_words; at++)
		slots[at % SLOT_WORDS] |= movers->tasks->words[at];
}

#define EACH_SLOT(slot, slots)                                                          \
	for (int at_ = 0; at_ < SLOT_WORDS; at_++)                                      \
		for (uint64_t left_ = (slots)[at_]; left_; left_ &= left_ - 1)          \
			for (int slot = 64 * at_ + __builtin_ctzll(left_), once_ = 1; once_; once_ = 0)

/* The first of those with the highest priority; `slots` are those of all of them. */
static int highest(const struct pct *pct, const struct movers *movers, const uint64_t *slots)
{
	uint64_t best[SLOT_WORDS] = { 0 };
	int64_t most = INT64_MIN;

	EACH_SLOT(slot, slots) {
		int64_t priority = pct->tasks[slot].priority;

		if (priority < most)
			continue;
		if (priority > most)
			memset(best, 0, sizeof best);
		most = priority;
		best[slot / 64] |= (uint64_t)1 << slot % 64;
	}
	return movers->clock && pct->clock.priority > most ? CLOCK_TASK : first_of(movers, best);
}

/* The first that is starved, or NO_TASK. */
static int starved(const struct pct *pct, const struct movers *movers, const uint64_t *slots)
{
	uint64_t starved[SLOT_WORDS] = { 0 };
	int first;

	EACH_SLOT(slot, slots)
		if (pct->tasks[slot].waited >= pct->patience)
			starved[slot / 64] |= (uint64_t)1 << slot % 64;
	first = first_of(movers, starved);
	return first == NO_TASK && movers->clock && pct->clock.waited >= pct->patience ? CLOCK_TASK : first;
}

/* The move is made, and the others wait. */
static void note_waiting(struct pct *pct, const struct movers *movers, int picked)
{
	for (int at = 0; at < movers->tasks->n_words; at++)
		for (uint64_t left = movers->tasks->words[at]; left; left &= left - 1)
			pct->tasks[at % SLOT_WORDS * 64 + __builtin_ctzll(left)].waited++;
	pct->clock.waited += movers->clock;
	standing_of(pct, picked)->waited = 0;
}

static int who_by_priority(void *context, struct run *run, const struct movers *movers)
{
	struct pct *pct = context;
	uint64_t slots[SLOT_WORDS];
	int best, waits;

	(void)run;
	draw(pct, movers);
	slots_of(movers, slots);
	best = highest(pct, movers, slots);
	waits = starved(pct, movers, slots);
	for (int i = 0; i < pct->n_changes; i++)
		if (pct->changes[i] == pct->at) {
			fall(pct, best);
			best = highest(pct, movers, slots);
		}
	while (waits != NO_TASK && standing_of(pct, best)->priority > standing_of(pct, waits)->priority) {
		fall(pct, best);
		best = highest(pct, movers, slots);
	}
	note_waiting(pct, movers, best);
	pct->at++;
	return best;
}

static int way_by_priority(void *context, int n)
{
	struct pct *pct = context;

	return random_way(&pct->rng, n);
}

const struct strategy strategy_pct = { "pct", who_by_priority, way_by_priority };

/* ---- A saved schedule ---- */

static int who_is_saved(void *context, struct run *run, const struct movers *movers)
{
	struct replay *replay = context;
	const struct step *step = &replay->steps[replay->at];

	replay->goes_on = replay->at >= replay->n;
	if (replay->goes_on)
		return replay->stop_after ? HALT : who_is_next(&replay->then, run, movers);
	replay->at++;
	replay->then.last = turn_after(replay->then.last, step->task);
	if (step->task == CLOCK_TASK ? movers->clock : bits_has(movers->tasks, step->task))
		return step->task;
	replay->misfit = replay->at;
	replay->ways = 0;
	return HALT;
}

static int saved_way(void *context, int n)
{
	struct replay *replay = context;
	const struct step *step = &replay->steps[replay->at - 1];

	if (replay->goes_on)
		return 0;
	if (step->index < n)
		return step->index;
	replay->misfit = replay->at;
	replay->ways = n;
	return HALT;
}

const struct strategy strategy_replay = { "replay", who_is_saved, saved_way };
