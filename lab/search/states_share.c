/*
 * states_share.c - a search by states made by several processes, each going depth first on its own, in another order.
 *
 * A process does not enter a state that is closed: that everything after it is known. One that another has entered and not yet
 * closed it enters, too: the two take its moves from different ends, and soon meet what the other has closed. So nobody waits
 * for anybody, and nothing is handed over: who comes back to the first state closes it, and all is done. (The scheme is that of
 * Laarman, Langerak, van de Pol, Weber, Wijs, "Multi-Core Nested Depth-First Search", 2011, without the second search.)
 *
 * Why that is everything. A process closes a state when, of each of the moves that are needed there, it has made the move and
 * found what it leads to closed, or closed it itself. So in the order in which states were closed, each comes after all that
 * follow it: had there been a cycle, the first of it to be closed would have been followed by one that was not. A process that
 * comes upon a state on its own path gives the search back instead: cycles (livelocks, and the moves that may be made alone) are
 * for one process, which begins anew. Where races are watched for, every version of a state (versions.h) is one of its own from
 * then on: which stand for others would depend on the order. So there may be some more states than one process finds; or fewer, for
 * what is known of accesses in another order is another version, and of two orders that come to the same one is left out.
 *
 * What a process finds besides states goes to the one who began as schedules, which that one makes again: an end of which
 * something is new, or a move by which the run has learned something. It is reported before the state before it is closed;
 * another process, to which it was not reported, has to come upon it itself before it can close that state. So it is with ends:
 * one is there for others, and counts, when it has been reported; until then whoever comes to it reports it, too.
 */
#include "lab/search/states_parts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/base/panic.h"
#include "lab/search/retrace.h"

enum {
	MOVES_A_LOOK = 1000,            /* of a process that helps: then it sees whether it is on its own */
	COUNT_FAILURES = VERDICT_COUNT  /* which count; before it: ends by verdict */
};

_Static_assert((int)COUNT_FAILURES < (int)SHARE_COUNTS, "a count for each verdict");

/* ---- The order of moves ---- */

static void swap_moves(struct move *a, struct move *b)
{
	struct move kept = *a;

	*a = *b;
	*b = kept;
}

static void turn_round(struct move *moves, int n)
{
	for (int i = 0; i < n / 2; i++)
		swap_moves(&moves[i], &moves[n - 1 - i]);
}

/* The first goes from the front, the second from the back, the others begin somewhere between. */
static void turn_about(struct move *moves, int n, int me, int64_t number)
{
	int by = n > 1 && me > 1 ? (int)((uint64_t)number * 2654435761u % (uint64_t)(n - 1) + (uint64_t)me) % n : 0;

	turn_round(moves, by);
	turn_round(moves + by, n - by);
	if (me % 2 == 0)
		turn_round(moves, n);
}

/* Those that are still to be made; the ones that suffice stay before the others, the postponed ones behind them. */
void states_order(const struct states *s, struct frame *frame)
{
	int split = frame->alone > frame->next ? frame->alone : frame->next, end = frame->n - frame->postponed;

	if (s->me == 0)
		return;
	turn_about(frame->moves + frame->next, split - frame->next, s->me, frame->number);
	if (end > split)
		turn_about(frame->moves + split, end - split, s->me, frame->number);
}

/* ---- What is reported ---- */

/* False when the search is stopped. */
static bool report(struct states *s)
{
	const struct step *steps;
	long n = turn_steps(s->run, &steps);

	return share_report(s->share, steps, n);
}

void states_share_tell(struct states *s)
{
	struct learned now;

	if (s->me == 0)
		return;
	now = learned_now(s->run);
	if (!learned_same(&now, &s->learned))
		report(s);
	s->learned = now;
}

/* Who began it is told by the same schedule, be it its own. */
void states_share_again(struct states *s)
{
	report(s);
	share_stop(s->share, SHARE_AGAIN);
}

void states_share_end(struct states *s, struct key key)
{
	struct known before = known_now(s->world->found), now;
	int leaked;

	if (run_braked(s->run) || share_has_end(s->share, key))
		return;
	world_note_end(s->world);
	now = known_now(s->world->found);
	if (s->me && !known_same(&before, &now) && !report(s))
		return;
	share_put_end(s->share, key, world_verdict(s->world, &leaked), world_has_failed(s->world) ? COUNT_FAILURES : -1);
}

/* ---- States ---- */

int64_t states_share_put(struct states *s, struct key key, bool *added)
{
	int64_t number;

	if (s->world->watched)
		key = versions_key(key, race_view(s->world->watch.race, s->run, state_places(s->look)));
	share_note(s->share, &s->swapped);
	number = share_put(s->share, key, added);
	*added = number >= 0 && states_where(s, number) == OPEN;        /* and not on the path: it is entered, by whomever before */
	return number;
}

/* ---- To begin, and to help ---- */

/* Only where one process has seen no cycle so far, and where what it has found does not depend on the order. */
static bool may_share(const struct states *s)
{
	return !s->alone && !s->met_cycle && s->begun && !s->over && !s->limit && s->depth > 0 && !s->options.max_switches;
}

/* States are numbered anew. */
static void rename_states(struct states *s, const int64_t *name, int32_t *where)
{
	for (long i = 0; i < s->depth; i++)
		s->frames[i].number = s->frames[i].low = name[s->frames[i].number];
	for (long i = 0; i < s->n_open; i++)
		s->open[i] = (int32_t)name[s->open[i]];
	free(s->where);
	s->where = where;
}

static void give_state(struct states *s, struct key key, int64_t number, int64_t *name, int32_t *where)
{
	int64_t shared;
	bool added;

	if (s->world->watched)
		key = versions_key(key, versions_view(&s->versions, number));
	shared = share_put(s->share, key, &added);
	must(added);
	name[number] = shared;
	where[shared] = s->where[number];
	if (s->where[number] == CLOSED)
		share_close(s->share, shared, false);
}

/* From now on every version is told apart. What was merged before stays so, and it is remembered that it was. */
static void forget_versions(struct states *s)
{
	bool merged = s->versions.merged;

	versions_forget(&s->versions);
	s->versions.merged = merged;
}

static void give_states(struct states *s)
{
	int64_t *name = calloc((size_t)s->room, sizeof *name);
	int32_t *where = calloc((size_t)s->room, sizeof *where);

	if (!name || !where)
		panic("out of memory");
	for (long i = 0; i < s->set.room; i++)
		for (int64_t n = s->set.numbers[i]; n >= 0; n = s->world->watched ? versions_next(&s->versions, n) : -1)
			give_state(s, s->set.keys[i], n, name, where);
	share_pass(s->share, s->n_passed);
	rename_states(s, name, where);
	free(name);
	state_set_free(&s->set);
	forget_versions(s);
}

static void give_ends(struct states *s)
{
	const struct exploration *found = s->world->found;

	for (long i = 0; i < s->ends.room; i++)
		if (s->ends.numbers[i] >= 0)
			share_put_end(s->share, s->ends.keys[i], -1, -1);
	state_set_free(&s->ends);
	for (int i = 0; i < VERDICT_COUNT; i++)
		share_count(s->share, i, found->ends[i]);
	share_count(s->share, COUNT_FAILURES, found->failures);
}

/* The life of a process that helps. */
static _Noreturn void help(struct states *s)
{
	for (long i = 0; i < s->depth; i++)
		states_order(s, &s->frames[i]);
	while (states_run(s, MOVES_A_LOOK))
		share_look(s->share);
	share_stop(s->share, SHARE_LIMITED);
	_exit(0);
}

void states_share(struct states *s, int cores, long from)
{
	if (cores == ALL_CORES)
		cores = share_processors();
	if (cores < 2 || s->share || s->n_states < from || !may_share(s))
		return;
	s->share = share_new(s->options.max_states);
	if (!s->share) {
		s->alone = true;
		return;
	}
	give_states(s);
	give_ends(s);
	s->good = s->world->found->good;
	s->learned = learned_now(s->run);
	s->me = share_fork(s->share, cores - 1);
	if (s->me)
		help(s);
	if (share_cores(s->share) > s->cores)
		s->cores = share_cores(s->share);
}

/* ---- To end ---- */

static void take_counts(struct states *s)
{
	struct exploration *found = s->world->found;

	found->schedules = 0;
	for (int i = 0; i < VERDICT_COUNT; i++)
		found->schedules += found->ends[i] = share_counted(s->share, i);
	found->failures = share_counted(s->share, COUNT_FAILURES);
}

/* Make again what was reported. False when it cannot be, or not in time. *outgrown: some of it makes the search begin again. */
static bool hear(struct states *s, bool *outgrown)
{
	const struct step *steps;
	const struct move *moves;

	for (long n; share_next_report(s->share, &steps, &n);) {
		if (!retrace(s->world, steps, n) || run_braked(s->run))
			return false;
		if (world_is_over(s->world, turn_moves(s->run, &moves)))
			world_note_end(s->world);
		else
			*outgrown |= states_outgrown(s);
	}
	return true;
}

void states_settle(struct states *s)
{
	struct share *share = s->share;
	enum share_state state;
	bool outgrown = false, heard;

	if (!share)
		return;
	share_look(share);
	share_stop(share, SHARE_LIMITED);       /* unless it has come to an end */
	heard = hear(s, &outgrown);
	take_counts(s);
	if (s->good)
		s->world->found->good = s->good;        /* rather than a shorter one: which there are depends on the order */
	s->n_states = share_states(share);
	s->n_passed = share_passed(share);
	s->ends.n = share_ends(share);
	share_noted(share, &s->swapped);
	if (!s->limit)
		s->limit = share_limit(share);
	state = heard ? share_state(share) : SHARE_LOST;
	if (state == SHARE_DONE)
		s->n_passed = s->n_states - share_known(share); /* what others had just entered is left out */
	if (state == SHARE_FULL)
		s->limit = "more states than are kept";
	s->bytes = share_bytes(share);
	s->share = NULL;
	share_free(share);
	s->alone |= state == SHARE_ALONE || state == SHARE_LOST || (state == SHARE_AGAIN && !outgrown);
	s->begun = state != SHARE_ALONE && state != SHARE_LOST && state != SHARE_AGAIN;
	if (state == SHARE_DONE)
		states_conclude(s);
	s->over = s->begun;
	if (!s->begun)
		s->cores = 0;
	if (s->over && state != SHARE_DONE && !s->limit)
		s->limit = "it was not searched to its end";
}

void states_share_look(struct states *s)
{
	if (share_state(s->share) == SHARE_GOES_ON)
		return;
	if (s->me)
		_exit(0);
	states_settle(s);
}

bool states_shared(const struct states *s)
{
	return s->share != NULL;
}

int states_cores(const struct states *s)
{
	return s->cores;
}
