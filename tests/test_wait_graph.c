/*
 * test_wait_graph.c - who is found stuck: snapshots made by hand, and random systems against all they could ever do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/base/rng.h"
#include "lab/check/wait_graph.h"
#include "tests/make_snapshot.h"
#include "tests/sanitized.h"

static long judge(struct maker *m, bool quiet)
{
	return wait_graph_judge(&m->snapshot, quiet, m->arena);
}

/* The stuck tasks, as a set of bits. */
static unsigned stuck(const struct maker *m)
{
	unsigned set = 0;

	for (int i = 0; i < m->snapshot.n_tasks; i++)
		set |= (unsigned)m->snapshot.tasks[i].stuck << i;
	return set;
}

static struct snap_task *task_of(struct maker *m, int id)
{
	return &m->snapshot.tasks[id];
}

/* ---- Owners ---- */

/* task-1 waits for a lock of task-2, which waits for one of task-3, which ... main, which moves. */
static void test_a_chain_of_owners_ends_at_one_that_moves(void **state)
{
	struct maker m = maker_new();
	int lock;

	(void)state;
	add_task(&m, "main");
	for (int i = 1; i <= 5; i++)
		add_task(&m, "task-%d", i);
	for (int i = 1; i <= 5; i++) {
		lock = add_mutex(&m, "lock", (i + 1) % 6);
		add_locker(&m, i, lock, "here");
	}
	judge(&m, false);
	assert_int_equal(stuck(&m), 0);
	task_of(&m, 0)->state = TASK_SLEEPING;
	judge(&m, false);
	assert_int_equal(stuck(&m), 0);
	task_of(&m, 0)->state = TASK_ENDED;
	judge(&m, false);
	assert_int_equal(stuck(&m), 0x3e);      /* the holder has ended: nobody will ever unlock */
	assert_int_equal(m.snapshot.n_cycle, 0);
	assert_int_equal(task_of(&m, 5)->n_freed_by, 0);
	assert_int_equal(task_of(&m, 4)->n_freed_by, 1);
	assert_int_equal(task_of(&m, 4)->freed_by[0], 5);
	maker_free(&m);
}

static void test_a_ring_of_owners_is_a_cycle(void **state)
{
	(void)state;
	for (int n = 1; n <= 5; n++) {
		struct maker m = make_lock_ring(n);

		task_of(&m, 0)->state = TASK_RUNNING;
		task_of(&m, 0)->n_cases = 0;
		judge(&m, false);
		assert_int_equal(m.snapshot.n_stuck, n);
		assert_int_equal(m.snapshot.n_cycle, n);
		for (int i = 0; i < n; i++)
			assert_int_equal(task_of(&m, m.snapshot.cycle[i])->freed_by[0], m.snapshot.cycle[(i + 1) % n]);
		assert_false(task_of(&m, 0)->stuck);
		maker_free(&m);
	}
}

static void test_a_free_lock_will_be_taken(void **state)
{
	struct maker m = maker_new();

	(void)state;
	add_task(&m, "main");
	add_task(&m, "task");
	add_wait(&m, 1, EV_LOCK, add_mutex(&m, "lock", NO_TASK), NO_TASK, 0, "here");
	task_of(&m, 1)->cases[0].n_helpers = 0;
	task_of(&m, 0)->state = TASK_ENDED;
	judge(&m, false);
	assert_int_equal(stuck(&m), 0);
	maker_free(&m);
}

/* ---- Roles ---- */

static void test_a_receiver_is_stuck_when_no_live_task_may_send(void **state)
{
	struct maker m = maker_new();
	int jobs;

	(void)state;
	add_task(&m, "main");
	add_task(&m, "receiver");
	add_task(&m, "other");
	jobs = add_channel(&m, "jobs", 0, 0);
	task_of(&m, 0)->declared = true;
	add_receiver(&m, 1, jobs, "here");
	add_use(&m, 1, jobs, RECV);
	add_use(&m, 2, jobs, RECV);
	judge(&m, false);
	assert_int_equal(stuck(&m), 2);
	assert_int_equal(task_of(&m, 1)->n_freed_by, 0);
	add_use(&m, 2, jobs, CLOSE);
	judge(&m, false);
	assert_int_equal(stuck(&m), 0);
	task_of(&m, 2)->state = TASK_ENDED;
	judge(&m, false);
	assert_int_equal(stuck(&m), 2);
	maker_free(&m);
}

/* Main, which moves and has declared nothing, may do anything. */
static void test_an_undeclared_task_may_free_anybody(void **state)
{
	struct maker m = maker_new();
	int jobs;

	(void)state;
	add_task(&m, "main");
	add_task(&m, "receiver");
	jobs = add_channel(&m, "jobs", 0, 0);
	add_receiver(&m, 1, jobs, "here");
	judge(&m, false);
	assert_int_equal(stuck(&m), 0);
	add_receiver(&m, 0, jobs, "there");
	judge(&m, false);
	assert_int_equal(stuck(&m), 3);
	assert_int_equal(task_of(&m, 1)->n_freed_by, 1);
	assert_int_equal(task_of(&m, 1)->freed_by[0], 0);
	maker_free(&m);
}

/* A knot: each of a group waits for any of the group; one outside that can serve any of them frees all. */
static void test_a_knot_is_stuck_until_one_outside_can_help(void **state)
{
	enum { GROUP = 6 };
	struct maker m = maker_new();
	int chans[GROUP];

	(void)state;
	add_task(&m, "main");
	task_of(&m, 0)->declared = true;
	for (int i = 0; i < GROUP; i++)
		add_task(&m, "task-%d", i);
	for (int i = 0; i < GROUP; i++)
		chans[i] = add_channel(&m, "chan", 0, 0);
	for (int i = 0; i < GROUP; i++) {
		add_use(&m, i + 1, chans[(i + 1) % GROUP], SEND);
		add_use(&m, i + 1, chans[(i + 2) % GROUP], SEND);
		add_receiver(&m, i + 1, chans[i], "here");
	}
	judge(&m, false);
	assert_int_equal(m.snapshot.n_stuck, GROUP);
	assert_true(m.snapshot.n_cycle > 0);
	add_use(&m, 0, chans[3], SEND);
	judge(&m, false);
	assert_int_equal(m.snapshot.n_stuck, 0);
	maker_free(&m);
}

/* Those that wait for what each of them could bring are one group; nobody of it waits for itself. */
static void test_who_waits_alike_waits_for_the_others(void **state)
{
	(void)state;
	for (int able = 1; able <= 4; able++) {
		struct maker m = maker_new();
		int jobs = add_channel(&m, "jobs", 0, 0);

		for (int i = 0; i < 4; i++) {
			add_task(&m, "peer-%d", i);
			task_of(&m, i)->declared = true;
			if (i >= 4 - able)
				add_use(&m, i, jobs, SEND);
			add_receiver(&m, i, jobs, "here");
		}
		judge(&m, false);
		assert_int_equal(m.snapshot.n_stuck, 4);
		assert_int_equal(m.snapshot.n_cycle, able);
		for (int i = 0; i < able; i++)
			assert_int_equal(m.snapshot.cycle[i], 4 - able + i);
		for (int i = 0; i < 4; i++)
			assert_int_equal(task_of(&m, i)->n_freed_by, able);
		maker_free(&m);
	}
}

/* A select is stuck only when each of its cases is; a nil case never helps. */
static void test_one_case_that_can_be_freed_is_enough(void **state)
{
	struct maker m = maker_new();
	int left, right;

	(void)state;
	add_task(&m, "main");
	add_task(&m, "selector");
	add_task(&m, "sender");
	task_of(&m, 0)->declared = true;
	left = add_channel(&m, "left", 0, 0);
	right = add_channel(&m, "right", 0, 0);
	add_receiver(&m, 1, left, "here");
	add_receiver(&m, 1, right, "here");
	add_wait(&m, 1, EV_CHAN_RECV, NO_OBJECT, NO_TASK, 0, "here");
	add_use(&m, 2, right, SEND);
	judge(&m, false);
	assert_int_equal(stuck(&m), 0);
	task_of(&m, 2)->uses[0].kinds = RECV;
	judge(&m, false);
	assert_int_equal(stuck(&m), 2);
	maker_free(&m);
}

/* A writer waits for each of the readers: one that is stuck is enough. */
static void test_one_helper_that_is_stuck_is_enough_where_all_are_needed(void **state)
{
	struct maker m = maker_new();
	struct snap_helper readers[3];
	int lock;

	(void)state;
	for (int i = 0; i < 5; i++)
		add_task(&m, "task-%d", i);
	task_of(&m, 0)->declared = true;
	lock = add_mutex(&m, "lock", NO_TASK);
	for (int i = 0; i < 3; i++)
		readers[i] = (struct snap_helper){ .task = i + 1, .object = NO_OBJECT };
	add_wait(&m, 4, EV_WAIT_ZERO, lock, NO_TASK, 0, "here");
	task_of(&m, 4)->cases[0].needs_all = true;
	task_of(&m, 4)->cases[0].n_helpers = 3;
	task_of(&m, 4)->cases[0].helpers = readers;
	judge(&m, false);
	assert_int_equal(stuck(&m), 0);
	add_joiner(&m, 2, 0, "here");           /* main moves: it may end */
	judge(&m, false);
	assert_int_equal(stuck(&m), 0);
	add_joiner(&m, 0, 4, "here");           /* no more */
	judge(&m, false);
	assert_int_equal(stuck(&m), 1 << 0 | 1 << 2 | 1 << 4);
	assert_int_equal(m.snapshot.n_cycle, 3);
	maker_free(&m);
}

static void test_a_join_of_one_that_has_ended_or_is_stuck(void **state)
{
	struct maker m = maker_new();

	(void)state;
	for (int i = 0; i < 4; i++)
		add_task(&m, "task-%d", i);
	task_of(&m, 3)->declared = false;
	add_joiner(&m, 0, 1, "here");
	add_joiner(&m, 1, 2, "here");
	add_joiner(&m, 2, 1, "here");
	judge(&m, false);
	assert_int_equal(stuck(&m), 7);         /* task-3 moves and may do anything, but end another */
	assert_int_equal(m.snapshot.n_cycle, 2);
	task_of(&m, 2)->state = TASK_SLEEPING;
	judge(&m, false);
	assert_int_equal(stuck(&m), 0);
	maker_free(&m);
}

/* When all is quiet, whoever waits is stuck, whatever anybody has declared. */
static void test_quiet_means_stuck(void **state)
{
	struct maker m = maker_new();
	int jobs;

	(void)state;
	add_task(&m, "main");
	add_task(&m, "worker");
	task_of(&m, 0)->declared = true;
	jobs = add_channel(&m, "jobs", 0, 0);
	add_use(&m, 1, jobs, SEND);
	add_receiver(&m, 0, jobs, "here");
	task_of(&m, 1)->state = TASK_ENDED;
	judge(&m, true);
	assert_int_equal(stuck(&m), 1);
	assert_int_equal(task_of(&m, 0)->n_freed_by, 0);
	maker_free(&m);
}

/* ---- Large ---- */

/* How many, and the most links to follow for each of them: no task is looked at again for each other. */
enum { LARGE = SANITIZED ? 2000 : 10000, LINKS_A_TASK = 12 };

/* A maker with room for a large system. */
static struct maker large_maker(void)
{
	struct maker m = { arena_new(), { 0 } };

	m.snapshot.tasks = arena_alloc(m.arena, (LARGE + 1) * sizeof *m.snapshot.tasks);
	m.snapshot.objects = arena_alloc(m.arena, (2 * LARGE + 2) * sizeof *m.snapshot.objects);
	for (int i = 0; i < LARGE; i++)
		add_task(&m, "task-%d", i);
	return m;
}

static void check_fast(struct maker *m, int n_stuck)
{
	long followed = judge(m, false);

	assert_int_equal(m->snapshot.n_stuck, n_stuck);
	print_message("%ld links followed for %d tasks\n", followed, LARGE);
	assert_in_range(followed, 1, LINKS_A_TASK * LARGE);
	maker_free(m);
}

/* Each joins the next, as tasks that start tasks do; the last moves. And the same the other way round, and in a ring. */
static void test_ten_thousand_that_join_each_other(void **state)
{
	struct maker m = large_maker();

	(void)state;
	for (int i = 0; i + 1 < LARGE; i++)
		add_joiner(&m, i, i + 1, "here");
	check_fast(&m, 0);
	m = large_maker();
	for (int i = 1; i < LARGE; i++)
		add_joiner(&m, i, i - 1, "here");
	check_fast(&m, 0);
	m = large_maker();
	for (int i = 0; i < LARGE; i++)
		add_joiner(&m, i, (i + 1) % LARGE, "here");
	check_fast(&m, LARGE);
}

/* A chain through channels: each receives from the one after it. */
static void test_ten_thousand_in_a_pipeline(void **state)
{
	for (int live = 0; live < 2; live++) {
		struct maker m = large_maker();
		int first = 0;

		(void)state;
		task_of(&m, 0)->declared = true;
		for (int i = 0; i < LARGE; i++) {
			int chan = add_channel(&m, "chan", 0, 0);

			first = i ? first : chan;
			add_use(&m, i, chan, RECV);
			add_use(&m, i, i ? chan - 1 : chan, SEND);
		}
		for (int i = 0; i + live < LARGE; i++)
			add_receiver(&m, i, first + i, "here");
		check_fast(&m, live ? 0 : LARGE);
	}
}

/* All share a few channels. */
static void test_ten_thousand_at_one_channel(void **state)
{
	struct maker m = large_maker();
	int jobs = add_channel(&m, "jobs", 0, 0), results = add_channel(&m, "results", 1, 1);

	(void)state;
	task_of(&m, 0)->declared = true;
	for (int i = 0; i < LARGE; i++) {
		add_use(&m, i, jobs, RECV);
		add_use(&m, i, results, i % 2 ? SEND : SEND | RECV);
		if (i % 2)
			add_receiver(&m, i, jobs, "here");
		else
			add_sender(&m, i, results, "there");
	}
	check_fast(&m, LARGE);
}

/* One waits for all of them, and each of those for nothing that comes: no cycle, and many ways that lead nowhere. */
static void test_ten_thousand_that_lead_nowhere(void **state)
{
	struct maker m = large_maker();
	int group = add_wait_group(&m, "all", LARGE);

	(void)state;
	task_of(&m, 0)->declared = true;
	for (int i = 1; i < LARGE; i++) {
		add_use(&m, i, group, DONE);
		add_wait(&m, i, EV_CHAN_RECV, NO_OBJECT, NO_TASK, 0, "here");
	}
	add_wait(&m, 0, EV_WAIT_ZERO, group, NO_TASK, DONE, "there");
	check_fast(&m, LARGE);
}

/* Each of half of them could be helped by itself alone, and by one that has ended. */
static void test_five_thousand_whose_partners_have_ended(void **state)
{
	struct maker m = large_maker();

	(void)state;
	task_of(&m, 0)->declared = true;
	for (int i = 0; i + 1 < LARGE; i += 2) {
		int chan = add_channel(&m, "chan", 0, 0);

		add_use(&m, i, chan, SEND | RECV);
		add_use(&m, i + 1, chan, SEND);
		add_receiver(&m, i, chan, "here");
		task_of(&m, i + 1)->state = TASK_ENDED;
	}
	check_fast(&m, LARGE / 2);
}

/* ---- Random systems, against everything they could ever do ---- */

/*
 * Tasks with declared roles, channels of capacity 0 or 1, mutexes. A task that moves may do anything its roles allow:
 * that is what declarations say. All states that can be reached are walked; a task that gets past its wait in none of
 * them is truly stuck. To be found stuck and get past it in some is a false alarm, and must never happen.
 *
 * A moving task need not be followed into a wait: where it can be met there, it can as well come later and meet.
 */
enum { TASKS = 4, CHANS = 3, MUTEXES = 2, MAX_WAITS = 2 };
enum status { MOVES, WAITS, GONE };
enum { STATES = 81 * 8 * 8 * 25 };

struct waiting {
	enum event_kind event;          /* EV_CHAN_SEND, EV_CHAN_RECV, EV_LOCK, EV_TASK_JOIN */
	int             on;             /* channel, mutex or task; -1: nil */
};

struct system {
	bool           declared[TASKS];
	unsigned       roles[TASKS][CHANS];     /* of SEND, RECV, CLOSE */
	bool           locks[TASKS][MUTEXES];
	int            capacity[CHANS];
	int            n_waits[TASKS];
	struct waiting waits[TASKS][MAX_WAITS];
};

struct world {
	int status[TASKS], items[CHANS], closed[CHANS], owner[MUTEXES];   /* owner: task + 1, or 0 */
};

struct walk {
	const struct system *system;
	unsigned             moved;     /* tasks that got past their wait in some state */
	char                 been[STATES];
	struct world         queue[STATES];
	int                  head, tail;
};

static int number_of(const struct world *w)
{
	int n = 0;

	for (int i = 0; i < TASKS; i++)
		n = n * 3 + w->status[i];
	for (int c = 0; c < CHANS; c++)
		n = (n * 2 + w->items[c]) * 2 + w->closed[c];
	for (int l = 0; l < MUTEXES; l++)
		n = n * (TASKS + 1) + w->owner[l];
	return n;
}

static void reach(struct walk *walk, struct world w)
{
	int n = number_of(&w);

	if (!walk->been[n]) {
		walk->been[n] = 1;
		walk->queue[walk->tail++] = w;
	}
}

static bool role(const struct system *s, int task, int chan, unsigned kind)
{
	return !s->declared[task] || s->roles[task][chan] & kind;
}

/* Could this wait end now, without a partner? */
static bool is_over(const struct system *s, const struct world *w, const struct waiting *wait)
{
	if (wait->on < 0)
		return false;
	switch (wait->event) {
	case EV_CHAN_SEND: return w->closed[wait->on] || w->items[wait->on] < s->capacity[wait->on];
	case EV_CHAN_RECV: return w->closed[wait->on] || w->items[wait->on] > 0;
	case EV_LOCK:      return w->owner[wait->on] == 0;
	default:           return w->status[wait->on] == GONE;
	}
}

/* A waiting task goes on alone. */
static void go_on(struct walk *walk, const struct world *w, int task, const struct waiting *wait)
{
	struct world next = *w;

	if (!is_over(walk->system, w, wait))
		return;
	walk->moved |= 1u << task;
	next.status[task] = MOVES;
	if (wait->event == EV_LOCK)
		next.owner[wait->on] = task + 1;
	else if (wait->event == EV_CHAN_SEND && w->closed[wait->on])
		return;                 /* a misuse: the run ends */
	else if (wait->event == EV_CHAN_SEND)
		next.items[wait->on]++;
	else if (wait->event == EV_CHAN_RECV && w->items[wait->on])
		next.items[wait->on]--;
	reach(walk, next);
}

/* A moving task meets those that wait for the other end of an unbuffered channel. */
static void meet(struct walk *walk, const struct world *w, int chan, enum event_kind other)
{
	for (int t = 0; t < TASKS; t++)
		for (int i = 0; w->status[t] == WAITS && i < walk->system->n_waits[t]; i++)
			if (walk->system->waits[t][i].event == other && walk->system->waits[t][i].on == chan) {
				struct world next = *w;

				next.status[t] = MOVES;
				walk->moved |= 1u << t;
				reach(walk, next);
			}
}

static void use_channel(struct walk *walk, const struct world *w, int task, int chan)
{
	const struct system *s = walk->system;
	struct world next = *w;

	if (role(s, task, chan, SEND) && !w->closed[chan]) {
		meet(walk, w, chan, s->capacity[chan] ? EVENT_KIND_COUNT : EV_CHAN_RECV);
		if (w->items[chan] < s->capacity[chan]) {
			next.items[chan]++;
			reach(walk, next);
			next = *w;
		}
	}
	if (role(s, task, chan, RECV)) {
		meet(walk, w, chan, s->capacity[chan] || w->closed[chan] ? EVENT_KIND_COUNT : EV_CHAN_SEND);
		if (w->items[chan]) {
			next.items[chan]--;
			reach(walk, next);
			next = *w;
		}
	}
	if (role(s, task, chan, CLOSE) && !w->closed[chan]) {
		next.closed[chan] = 1;
		reach(walk, next);
	}
}

static void use_mutex(struct walk *walk, const struct world *w, int task, int mutex)
{
	struct world next = *w;

	if (w->owner[mutex] == task + 1)
		next.owner[mutex] = 0;
	else if (w->owner[mutex] == 0 && (walk->system->locks[task][mutex] || !walk->system->declared[task]))
		next.owner[mutex] = task + 1;
	reach(walk, next);
}

static void follow(struct walk *walk, const struct world *w, int task)
{
	struct world next = *w;

	if (w->status[task] == WAITS)
		for (int i = 0; i < walk->system->n_waits[task]; i++)
			go_on(walk, w, task, &walk->system->waits[task][i]);
	if (w->status[task] != MOVES)
		return;
	for (int c = 0; c < CHANS; c++)
		use_channel(walk, w, task, c);
	for (int l = 0; l < MUTEXES; l++)
		use_mutex(walk, w, task, l);
	next.status[task] = GONE;
	reach(walk, next);
}

/* The tasks that get past their wait in some future. */
static unsigned all_futures(struct walk *walk, const struct system *s, const struct world *start)
{
	memset(walk->been, 0, sizeof walk->been);
	walk->system = s;
	walk->head = walk->tail = 0;
	walk->moved = 0;
	reach(walk, *start);
	while (walk->head < walk->tail) {
		struct world w = walk->queue[walk->head++];

		for (int t = 0; t < TASKS; t++)
			follow(walk, &w, t);
	}
	return walk->moved;
}

/* ---- Making random systems ---- */

static void random_wait(struct rng *rng, struct system *s, int task)
{
	bool select = rng_below(rng, 3) == 0;

	s->n_waits[task] = select ? MAX_WAITS : 1;
	for (int i = 0; i < s->n_waits[task]; i++) {
		struct waiting *wait = &s->waits[task][i];

		switch (rng_below(rng, select ? 9 : 12)) {
		case 0: case 1: case 2: case 3:
			*wait = (struct waiting){ EV_CHAN_SEND, (int)rng_below(rng, CHANS) };
			break;
		case 8:
			*wait = (struct waiting){ EV_CHAN_RECV, -1 };
			break;
		case 9:
			*wait = (struct waiting){ EV_TASK_JOIN, (int)rng_below(rng, TASKS) };
			break;
		case 10: case 11:
			*wait = (struct waiting){ EV_LOCK, (int)rng_below(rng, MUTEXES) };
			break;
		default:
			*wait = (struct waiting){ EV_CHAN_RECV, (int)rng_below(rng, CHANS) };
		}
	}
}

static void random_system(struct rng *rng, struct system *s, struct world *w)
{
	memset(s, 0, sizeof *s);
	memset(w, 0, sizeof *w);
	for (int c = 0; c < CHANS; c++) {
		s->capacity[c] = (int)rng_below(rng, 2);
		w->items[c] = s->capacity[c] && rng_below(rng, 2);
		w->closed[c] = rng_below(rng, 6) == 0;
	}
	for (int t = 0; t < TASKS; t++) {
		s->declared[t] = rng_below(rng, 8) > 0;
		w->status[t] = rng_below(rng, 10) < 7 ? WAITS : rng_below(rng, 2) ? MOVES : GONE;
		for (int c = 0; c < CHANS; c++)
			s->roles[t][c] = rng_below(rng, 8) & rng_below(rng, 8);
		for (int l = 0; l < MUTEXES; l++)
			s->locks[t][l] = rng_below(rng, 2);
		if (w->status[t] == WAITS)
			random_wait(rng, s, t);
	}
	for (int l = 0; l < MUTEXES; l++) {
		w->owner[l] = (int)rng_below(rng, TASKS + 1);
		if (w->owner[l])
			s->locks[w->owner[l] - 1][l] = true;
	}
}

static bool waits_for(const struct system *s, const struct world *w, int task, enum event_kind event, int chan)
{
	for (int i = 0; w->status[task] == WAITS && i < s->n_waits[task]; i++)
		if (s->waits[task][i].event == event && s->waits[task][i].on == chan)
			return true;
	return false;
}

/* A frozen run shows nobody waiting for what could happen at once, but for a lock that is free. */
static bool is_settled(const struct system *s, const struct world *w)
{
	for (int t = 0; t < TASKS; t++)
		for (int i = 0; w->status[t] == WAITS && i < s->n_waits[t]; i++) {
			const struct waiting *wait = &s->waits[t][i];

			if (wait->event != EV_LOCK && is_over(s, w, wait))
				return false;
			for (int o = 0; wait->event == EV_CHAN_SEND && o < TASKS; o++)
				if (o != t && s->capacity[wait->on] == 0 && waits_for(s, w, o, EV_CHAN_RECV, wait->on))
					return false;
		}
	return true;
}

/* The same as a snapshot: tasks 0 .. TASKS-1. */
static struct maker snapshot_of(const struct system *s, const struct world *w)
{
	struct maker m = { arena_new(), { 0 } };
	int chans, mutexes;

	m.snapshot.tasks = arena_alloc(m.arena, TASKS * sizeof *m.snapshot.tasks);
	m.snapshot.objects = arena_alloc(m.arena, (TASKS + CHANS + MUTEXES) * sizeof *m.snapshot.objects);
	for (int t = 0; t < TASKS; t++)
		add_task(&m, "task-%d", t);
	chans = m.snapshot.n_objects;
	for (int c = 0; c < CHANS; c++)
		add_channel(&m, "chan", w->items[c], s->capacity[c]);
	mutexes = m.snapshot.n_objects;
	for (int l = 0; l < MUTEXES; l++)
		add_mutex(&m, "mutex", w->owner[l] - 1);
	for (int t = 0; t < TASKS; t++) {
		task_of(&m, t)->declared = s->declared[t];
		task_of(&m, t)->state = w->status[t] == GONE ? TASK_ENDED : TASK_RUNNING;
		for (int c = 0; s->declared[t] && c < CHANS; c++)
			add_use(&m, t, chans + c, s->roles[t][c]);
		for (int i = 0; w->status[t] == WAITS && i < s->n_waits[t]; i++) {
			const struct waiting *wait = &s->waits[t][i];

			if (wait->on < 0)
				add_wait(&m, t, wait->event, NO_OBJECT, NO_TASK, 0, "here");
			else if (wait->event == EV_CHAN_SEND)
				add_wait(&m, t, wait->event, chans + wait->on, NO_TASK, RECV | CLOSE, "here");
			else if (wait->event == EV_CHAN_RECV)
				add_wait(&m, t, wait->event, chans + wait->on, NO_TASK, SEND | CLOSE, "here");
			else if (wait->event == EV_TASK_JOIN)
				add_joiner(&m, t, wait->on, "here");
			else if (w->owner[wait->on])
				add_locker(&m, t, mutexes + wait->on, "here");
			else {
				add_wait(&m, t, EV_LOCK, mutexes + wait->on, NO_TASK, 0, "here");
				task_of(&m, t)->cases[0].n_helpers = 0;
			}
		}
	}
	return m;
}

static unsigned helpers_of(const struct maker *m, int task)
{
	unsigned set = 0;

	for (int i = 0; m->snapshot.tasks[task].stuck && i < m->snapshot.tasks[task].n_freed_by; i++)
		set |= 1u << m->snapshot.tasks[task].freed_by[i];
	return set & stuck(m);
}

/* There is a cycle when some task can be reached from itself, and it goes from each to one that could free it. */
static void check_cycle_is_true(const struct maker *m)
{
	const struct snapshot *s = &m->snapshot;
	unsigned reached[TASKS];
	bool any = false;

	for (int t = 0; t < TASKS; t++)
		reached[t] = helpers_of(m, t);
	for (int via = 0; via < TASKS; via++)
		for (int t = 0; t < TASKS; t++)
			if (reached[t] >> via & 1)
				reached[t] |= reached[via];
	for (int t = 0; t < TASKS; t++)
		any = any || (reached[t] >> t & 1);
	assert_int_equal(s->n_cycle > 0, any);
	for (int i = 0; i < s->n_cycle; i++)
		assert_true(helpers_of(m, s->cycle[i]) >> s->cycle[(i + 1) % s->n_cycle] & 1);
	if (reached[0] & 1)
		assert_int_equal(s->cycle[0], 0);
}

static void test_nobody_is_called_stuck_who_could_move(void **state)
{
	struct walk *walk = malloc(sizeof *walk);
	struct rng rng = { 20260 };
	int systems = 0, truly = 0, found = 0, wrong = 0;

	(void)state;
	assert_non_null(walk);
	while (systems < 3000) {
		struct system system;
		struct world world;
		struct maker m;
		unsigned waiting = 0, said, past;

		random_system(&rng, &system, &world);
		if (!is_settled(&system, &world))
			continue;
		systems++;
		for (int t = 0; t < TASKS; t++)
			waiting |= (unsigned)(world.status[t] == WAITS) << t;
		m = snapshot_of(&system, &world);
		judge(&m, false);
		said = stuck(&m);
		check_cycle_is_true(&m);
		judge(&m, true);        /* all that wait are stuck: more cycles, and more ways that lead nowhere */
		check_cycle_is_true(&m);
		past = all_futures(walk, &system, &world);
		wrong += (said & past) != 0 || (said & ~waiting) != 0;
		for (int t = 0; t < TASKS; t++) {
			truly += (waiting & ~past) >> t & 1;
			found += (said & ~past) >> t & 1;
		}
		maker_free(&m);
	}
	free(walk);
	print_message("%d systems, %d tasks truly stuck, %d of them found\n", systems, truly, found);
	assert_int_equal(wrong, 0);
	assert_true(truly > systems);
	assert_true(found > truly * 9 / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_chain_of_owners_ends_at_one_that_moves),
		cmocka_unit_test(test_a_ring_of_owners_is_a_cycle),
		cmocka_unit_test(test_a_free_lock_will_be_taken),
		cmocka_unit_test(test_a_receiver_is_stuck_when_no_live_task_may_send),
		cmocka_unit_test(test_an_undeclared_task_may_free_anybody),
		cmocka_unit_test(test_a_knot_is_stuck_until_one_outside_can_help),
		cmocka_unit_test(test_who_waits_alike_waits_for_the_others),
		cmocka_unit_test(test_one_case_that_can_be_freed_is_enough),
		cmocka_unit_test(test_one_helper_that_is_stuck_is_enough_where_all_are_needed),
		cmocka_unit_test(test_a_join_of_one_that_has_ended_or_is_stuck),
		cmocka_unit_test(test_quiet_means_stuck),
		cmocka_unit_test(test_ten_thousand_that_join_each_other),
		cmocka_unit_test(test_ten_thousand_in_a_pipeline),
		cmocka_unit_test(test_ten_thousand_at_one_channel),
		cmocka_unit_test(test_ten_thousand_that_lead_nowhere),
		cmocka_unit_test(test_five_thousand_whose_partners_have_ended),
		cmocka_unit_test(test_nobody_is_called_stuck_who_could_move),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
