/*
 * dpor_lend.c - a search by schedules that several processes make: each lends parts of its own to others (lend.h).
 *
 * What is lent is one task that is still to be explored from a node, while another one is being explored from there: with all
 * that comes after it. To whoever borrows it that other one is asleep, as it will be to this process when it comes back to that
 * node: what its move touches is known, for it is in the last of its ways. So the two look at different schedules, and no
 * schedule is looked at twice, just as when one process explores one task after the other. A node lends one task at a time, for
 * of a second one it would have to be known what the first one's move touches.
 *
 * What the borrower finds to be explored from that node, or from one above it, it says when it is done; it explores only what
 * it has borrowed. This process does not leave a node from which it has lent before it has heard that. It may have found the
 * same, or something else that leads to the same orders: then a few runs more are given up half-way, and that is all.
 *
 * A borrower that died has said nothing: what it had borrowed is explored by this process. What one has found it reports as
 * schedules that show something new, which this process makes again, and as counts.
 */
#include "lab/search/dpor_state.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lab/search/retrace.h"

enum {
	MOST_BETWEEN = 128,             /* runs of one process between two that it forks, which takes as long as some dozen; at first less */
	WAIT = 500000                   /* ns, between looks at who is waited for */
};

static const char lost[] = "it was not searched to its end";
static const char stopped[] = "it was stopped";

struct counts {
	long ends[VERDICT_COUNT], schedules, pruned, failures;
};

/* What a borrower says. */
struct result {
	struct counts    counts;
	long             longest;
	const char      *limit;
	bool             learns;
	struct footprint touched;       /* by the move of the task that was borrowed, in all its ways */
	bits             back[];        /* of each node down to the one from which it was borrowed */
};

/* ---- Counts ---- */

static struct counts counts_of(const struct exploration *found)
{
	struct counts counts = { .schedules = found->schedules, .pruned = found->pruned, .failures = found->failures };

	memcpy(counts.ends, found->ends, sizeof counts.ends);
	return counts;
}

static void set_counts(struct exploration *found, const struct counts *counts)
{
	found->schedules = counts->schedules;
	found->pruned = counts->pruned;
	found->failures = counts->failures;
	memcpy(found->ends, counts->ends, sizeof counts->ends);
}

/* Add `times` as many. */
static void add_counts(struct counts *to, const struct counts *more, long times)
{
	to->schedules += times * more->schedules;
	to->pruned += times * more->pruned;
	to->failures += times * more->failures;
	for (int i = 0; i < VERDICT_COUNT; i++)
		to->ends[i] += times * more->ends[i];
}

/* ---- What a borrower reports ---- */

void dpor_tell(struct dpor *s)
{
	struct known known;
	struct learned learned;
	const struct step *steps;
	long n;

	if (!s->lend || !lend_is_borrower(s->lend))
		return;
	known = known_now(s->world->found);
	learned = learned_now(s->run);
	if (known_same(&known, &s->known) && learned_same(&learned, &s->learned))
		return;
	n = turn_steps(s->run, &steps);
	if (!lend_report(s->lend, steps, n))
		s->limit = lost;
	s->known = known;
	s->learned = learned;
}

/* Make again what it has reported; that counts for nothing. False when it cannot be. */
static bool hear(struct dpor *s, int borrower)
{
	struct counts before = counts_of(s->world->found);
	const struct step *steps;
	const struct move *moves;
	bool heard = true;
	long at = 0;

	for (long n; heard && lend_next_report(s->lend, borrower, &at, &steps, &n);) {
		heard = retrace(s->world, steps, n) && !run_braked(s->run);
		if (heard && world_is_over(s->world, turn_moves(s->run, &moves)))
			world_note_end(s->world);
		dpor_tell(s);
	}
	set_counts(s->world->found, &before);
	return heard;
}

/* ---- What was lent comes back ---- */

/* Of what was not heard to its end the bad ends are there: each counts once. */
static void count_shown(struct exploration *found)
{
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->bad[i] && !found->ends[i]) {
			found->ends[i] = 1;
			found->schedules++;
		}
}

/* From node d. */
static void take(struct dpor *s, int d, const struct result *result)
{
	struct node *node = &s->nodes[d];
	struct exploration *found = s->world->found;
	struct counts counts;

	if (!hear(s, node->borrower)) {
		count_shown(found);
		s->limit = s->limit ? s->limit : lost;
		return;
	}
	for (int i = 0; i <= d; i++)
		s->nodes[i].back |= result->back[i];
	dpor_sleep(node, lowest(node->lent), &result->touched);
	counts = counts_of(found);
	add_counts(&counts, &result->counts, 1);
	set_counts(found, &counts);
	if (result->longest > found->longest)
		found->longest = result->longest;
	if (result->limit && !s->limit)
		s->limit = result->limit;
	if (result->learns && !run_learns(s->run) && !s->limit)
		s->limit = lost;
}

/* Has what was lent from node d, if there is such a thing, come back? One that died leaves it to this process. */
static bool is_back(struct dpor *s, int d)
{
	struct node *node = &s->nodes[d];
	enum lent how;

	if (!node->lent)
		return true;
	how = lend_look(s->lend, node->borrower);
	if (how == LENT_GOES_ON)
		return false;
	if (how == LENT_DONE)
		take(s, d, lend_result_of(s->lend, node->borrower));
	lend_give_back(s->lend, node->borrower);
	node->lent = 0;
	return true;
}

static void wait_a_little(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = WAIT }, NULL);
}

bool dpor_awaits(struct dpor *s, int d)
{
	bool waits = s->lend && !is_back(s, d);

	if (waits != s->waits)
		(waits ? lend_rest : lend_go_on)(s->lend);
	s->waits = waits;
	if (waits)
		wait_a_little();
	return waits;
}

/* All that is still lent, from the path: those who have it were told to stop, or this process is one that was. */
static void gather(struct dpor *s)
{
	for (int d = s->n_nodes - 1; d >= 0; d--)
		while (!is_back(s, d)) {
			wait_a_little();
			lend_stopped(s->lend);
		}
}

/* ---- To lend ---- */

static bits left_at(const struct node *node)
{
	return node->back & ~node->sleep & ~BIT(node->task) & ~node->lent;
}

static bool has_more(const struct node *node)
{
	return left_at(node) || node->way + 1 < node->n_ways;
}

/* The node nearest to the first from which this process can lend, so that something is left below for itself; or -1. */
static int lender(const struct dpor *s)
{
	int d = s->root + 1;

	while (d < s->n_nodes && (!left_at(&s->nodes[d]) || s->nodes[d].lent || s->nodes[d].way + 1 < s->nodes[d].n_ways))
		d++;
	for (int below = d + 1; below < s->n_nodes; below++)
		if (has_more(&s->nodes[below]))
			return d;
	return -1;
}

/* What this process, which has borrowed, has found; `before`: what was counted then. */
static void fill(struct dpor *s, const struct counts *before)
{
	struct result *result = lend_result(s->lend);

	result->counts = counts_of(s->world->found);
	add_counts(&result->counts, before, -1);
	result->longest = s->world->found->longest;
	result->limit = s->limit;
	result->learns = run_learns(s->run);
	footprint_copy(&result->touched, &s->nodes[s->root].chosen);
	for (int i = 0; i <= s->root; i++)
		result->back[i] = s->nodes[i].back;
}

/* The brake of one that has borrowed: to stop is reason enough. */
static bool is_stopped(void *context)
{
	const struct dpor *s = context;

	return lend_stopped(s->lend) || (s->brake_before && s->brake_before->wanted(s->brake_before->context));
}

/* The life of one that has borrowed `task` from node d. */
static _Noreturn void borrow(struct dpor *s, int d, int task)
{
	struct counts before = counts_of(s->world->found);

	s->brake_before = s->run->brake;
	s->brake = (struct brake){ is_stopped, s };
	s->run->brake = &s->brake;
	s->known = known_now(s->world->found);
	s->learned = learned_now(s->run);
	s->root = d;
	for (int i = 0; i < s->n_nodes; i++)
		s->nodes[i].lent = 0;
	dpor_explore_instead(s, d, task);
	while (dpor_run(s)) {
		lend_count(s->lend, !s->waits);
		if (lend_stopped(s->lend) && !s->limit)
			s->limit = stopped;
	}
	gather(s);
	fill(s, &before);
	lend_end(s->lend);
}

void dpor_lend(struct dpor *s)
{
	int d, task, borrower;

	if (!s->lend || ++s->unlent < s->between || !lend_is_idle(s->lend))
		return;
	d = lender(s);
	if (d < 0)
		return;
	task = lowest(left_at(&s->nodes[d]));
	borrower = lend_fork(s->lend);
	s->unlent = 0;
	s->between = s->between < MOST_BETWEEN ? 2 * s->between : MOST_BETWEEN;
	if (borrower == LEND_BORROWER)
		borrow(s, d, task);
	if (borrower == LEND_NOBODY)
		return;
	s->has_lent = true;
	s->nodes[d].lent = BIT(task);
	s->nodes[d].borrower = borrower;
}

/* ---- To begin and to end ---- */

void dpor_share(struct dpor *s, int cores, long from)
{
	const struct exploration *found = s->world->found;

	if (!FIBERS || cores < 2 || s->lend || s->unshared || s->over || !s->checked || !found->schedules || found->schedules + found->pruned < from)
		return;
	s->lend = lend_new(cores, sizeof(struct result) + ((size_t)s->max_steps + 1) * sizeof(bits));
	s->unshared = !s->lend;
	if (s->lend)
		lend_count(s->lend, found->schedules + found->pruned);
	s->between = 1;
	s->has_lent = false;
	s->cores = cores;
	s->good = found->good;
}

void dpor_settle(struct dpor *s)
{
	if (!s->lend)
		return;
	lend_stop(s->lend);
	gather(s);
	if (s->good)
		s->world->found->good = s->good;        /* rather than a shorter one: who finds which depends on who lends */
	lend_free(s->lend);
	s->lend = NULL;
}

bool dpor_waits(const struct dpor *s)
{
	return s->waits;
}

long dpor_runs(const struct dpor *s)
{
	return s->lend ? lend_counted(s->lend) : s->world->found->schedules + s->world->found->pruned;
}

int dpor_cores(const struct dpor *s)
{
	return s->has_lent ? s->cores : 0;
}
