/*
 * test_kept.c - who can move, kept as it changes: the same as what is found anew, at each step, and looked at no more often
 * than in proportion to the steps.
 *
 * Environment: PART, see part.h.
 */
#include "lab/engine/strategy.h"

#include "lab/base/panic.h"
#include "tests/conf.h"
#include "tests/part.h"
#include "tests/print_result.h"
#include "tests/program_make.h"
#include "tests/verdicts.h"

/* Under sanitizers threads carry every run. */
enum {
	SEEDS = SANITIZED ? 1 : 3, PROGRAMS = THREAD_SANITIZED ? 5 : SANITIZED ? 20 : 300, HERDS = SANITIZED ? 5 : 150,
	MOST_STEPS = 20000
};

/* ---- The same run ---- */

enum who { BY_CHANCE, IN_ORDER, BY_PRIORITY, WHOS };

static const char *const whos[] = { "random", "round-robin", "pct" };

struct way {
	enum who who;
	bool     any_time;
	uint64_t seed;
};

/* The whole run as a text. The caller frees it. */
static char *run_kept(const struct run_options *of, struct way way, enum keeping keeping)
{
	const struct strategy *const strategies[] = { &strategy_random, &strategy_round_robin, &strategy_pct };
	struct rng rng = { way.seed };
	struct round_robin robin = { 0 };
	struct pct pct;
	void *contexts[] = { &rng, &robin, &pct };
	struct run_options options = *of;
	const struct watcher watcher = { .most_steps = MOST_STEPS };
	struct result *result;
	struct buf text = { 0 };
	char *error = NULL;

	pct_init(&pct, way.seed, 3, 50);
	options.engine = &turn_engine;
	options.turn = (struct turn_options){ .strategy = strategies[way.who], .context = contexts[way.who],
	                                      .any_time = way.any_time, .keeping = keeping };
	result = watch_run(&options, &watcher, &error);
	must(result);
	print_result(&text, result);
	result_free(result);
	return buf_take(&text);
}

static bool same_run(const struct run_options *options, struct way way)
{
	char *anew = run_kept(options, way, KEEP_NEVER);
	char *kept = run_kept(options, way, way.seed % 2 ? KEEP_CHECKED_LATE : KEEP_CHECKED);
	bool same = !strcmp(anew, kept);

	if (!same)
		print_error("%s, strategy=%s seed=%llu%s: another run\n", options->pattern->name, whos[way.who],
		            (unsigned long long)way.seed, way.any_time ? " time=any" : "");
	free(anew);
	free(kept);
	return same;
}

/* By each strategy, with both clocks. */
static bool same_runs(const struct run_options *options, uint64_t seed)
{
	bool same = true;

	for (int who = 0; who < WHOS; who++)
		for (int any_time = 0; any_time < 2; any_time++)
			same &= same_run(options, (struct way){ (enum who)who, any_time, seed });
	return same;
}

/* ---- Patterns ---- */

static bool same_pattern(const char *name, const char *settings, int seeds)
{
	struct run_options options;
	struct turned turned;
	bool same = true;

	turn(&turned, name, settings);
	options = (struct run_options){ .pattern = turned.pattern, .values = turned.values, .files = turned.files };
	for (int seed = 0; seed < seeds; seed++)
		same &= same_runs(&options, (uint64_t)seed);
	return same;
}

static void test_every_pattern_with_every_verdict(void **state)
{
	struct verdicts *all = verdicts_read();
	bool same = true;

	(void)state;
	for (int i = 0; i < all->n; i++)
		if (!all->lines[i].is_law && (!SANITIZED || i % 20 == 0) && in_part(i))
			same &= same_pattern(all->lines[i].pattern, all->lines[i].settings, SEEDS);
	verdicts_free(all);
	assert_true(same);
}

/* So many tasks that they stand in crowds. */
static void test_patterns_of_many_tasks(void **state)
{
	static const char *const many[][2] = {
		{ "worker-pool", "workers=150 jobs=150 buffer=0 results=0" },
		{ "worker-pool", "workers=150 jobs=150 buffer=3 results=3" },
		{ "semaphore", "tasks=150 permits=3" },
		{ "semaphore", "tasks=100 permits=5 each=2 take=all" },
		{ "fan-in", "sources=150" },
		{ "barrier", "threads=90 parties=30 rounds=3" },
		{ "mutex", "tasks=150" },
		{ "rwlock", "readers=100 writers=80" },
		{ "context", "tasks=150" },
		{ "bounded-buffer", "producers=90 consumers=90 items=2" },
		{ "once", "tasks=150" },
		{ "wait-group", "tasks=150 add=150 done=150" },
		{ "pooling", "tasks=150" },
		{ "pub-sub", "subscribers=100" },
	};
	bool same = true;

	(void)state;
	if (THREAD_SANITIZED)
		skip();                 /* each task is a thread there */
	for (int i = 0; i < COUNT(many); i++)
		if ((!SANITIZED || i % 4 == 0) && in_part(i))
			same &= same_pattern(many[i][0], many[i][1], 1);
	assert_true(same);
}

/* ---- Programs ---- */

static void test_random_programs(void **state)
{
	static const int none[1];
	struct run_options options = { .pattern = &gen_pattern, .values = none };
	long first = 0, count = part_of_seeds(PROGRAMS, &first);
	bool same = true;

	(void)state;
	for (int class = 0; class < COUNT(gen_classes); class++)
		for (uint64_t seed = (uint64_t)first; seed < (uint64_t)(first + count); seed++) {
			struct program p;
			struct way way = { (enum who)(seed % WHOS), seed / WHOS % 2, seed };

			gen_make(&p, &gen_classes[class], seed);
			gen_program = &p;
			if (!same_run(&options, way)) {
				print_error("class %s seed %llu\n", gen_classes[class].name, (unsigned long long)seed);
				same = false;
			}
		}
	assert_true(same);
}

/* ---- Herds: many tasks at a few objects of every kind ---- */

/* All of a herd are fond of the same few things, so that many come together there. */
enum { HERD = 3 * 64, DEEDS = 6, FEW = 4 };

static struct herd {
	uint64_t           seed;
	struct chan       *narrow, *wide, *ends;
	struct mutex      *mutex, *again;
	struct semaphore  *permits, *weights;
	struct rwlock     *readers_first, *writers_first;
	struct cond       *cond;
	struct barrier    *barrier;
	struct wait_group *group;
	struct context    *context, *brief;
	struct timer      *timer;
	struct once       *once;
	struct cell       *cell;
} herd;

static void nothing(void *arg)
{
	(void)arg;
}

/* Of one case or of several, without waiting, for a while, or for as long as it takes. */
static void wait_in_a_select(int pick)
{
	int wait = pick % 3 == 0 ? NOW : pick % 3 == 1 ? 1 + pick / 3 % 3 : FOREVER, value = pick, other;

	switch (pick / 9 % 6) {
	case 0:  select_on(wait, SEND(herd.narrow, &value)); break;
	case 1:  select_on(wait, RECV(herd.narrow, &other)); break;
	case 2:  select_on(wait, RECV(herd.wide, &other), DONE(herd.brief)); break;
	case 3:  select_on(wait, RECV(herd.wide, &other), RECV(herd.narrow, &other)); break;
	case 4:  select_on(wait, SEND(herd.narrow, &value), RECV(herd.narrow, &other), DONE(herd.context)); break;
	default: select_on(wait, RECV(herd.wide, &other), RECV(herd.wide, &value), TICK(herd.timer)); break;
	}
}

static void lock_something(int pick)
{
	switch (pick % 6) {
	case 0:
		mutex_lock(herd.mutex);
		cond_wait(herd.cond, herd.mutex);
		mutex_unlock(herd.mutex);
		break;
	case 1:
		mutex_lock(herd.again);
		mutex_lock(herd.again);
		mutex_unlock(herd.again);
		mutex_unlock(herd.again);
		break;
	case 2:
		rwlock_read_lock(herd.readers_first);
		rwlock_read_unlock(herd.readers_first);
		break;
	case 3:
		rwlock_write_lock(herd.writers_first);
		rwlock_write_unlock(herd.writers_first);
		break;
	case 4:
		rwlock_read_lock(herd.writers_first);
		rwlock_read_unlock(herd.writers_first);
		break;
	case 5:
		if (mutex_lock_within(herd.mutex, 1))
			mutex_unlock(herd.mutex);
		break;
	}
}

static void use_weights(int n)
{
	semaphore_acquire_many(herd.weights, n);
	semaphore_release_many(herd.weights, n);
}

static void do_something(int pick)
{
	int value = pick;

	switch (pick % 16) {
	case 0:  chan_send(herd.narrow, &value); break;
	case 1:  chan_recv(herd.narrow, &value); break;
	case 2:  chan_send(herd.wide, &value); break;
	case 3:  chan_recv(herd.wide, &value); break;
	case 4:  semaphore_acquire(herd.permits); semaphore_release(herd.permits); break;
	case 5:  use_weights(1 + pick / 16 % 3); break;
	case 6:  cond_signal(herd.cond); break;
	case 7:  cond_broadcast(herd.cond); break;
	case 8:  barrier_wait(herd.barrier); break;
	case 9:  wait_in_a_select(pick / 16); break;
	case 10: cell_store(herd.cell, cell_load(herd.cell) + 1); break;
	case 11: once_do(herd.once, nothing, NULL); break;
	case 12: task_sleep(pick / 16 % 3); break;
	case 13: timer_set(herd.timer, 1); break;
	case 14: timer_wait(herd.timer); break;
	default: lock_something(pick / 16); break;
	}
}

static void graze(void *arg)
{
	int number = (int)(intptr_t)arg;
	struct rng rng = { herd.seed * 1000003 + (uint64_t)number }, kinds = { herd.seed };
	int fond_of[FEW];

	for (int i = 0; i < FEW; i++)
		fond_of[i] = (int)rng_below(&kinds, 16);
	for (int i = 0; i < DEEDS; i++)
		do_something((int)rng_below(&rng, 1 << 16) * 16 + fond_of[rng_below(&rng, FEW)]);
	if (number % 64 == 1)
		context_wait(herd.context);
	if (number % 64 == 2)
		context_cancel(herd.context);
	wait_group_done(herd.group);
}

static void run_herd(const int *p)
{
	(void)p;
	herd.narrow = chan_make(int, 0, "narrow");
	herd.wide = chan_make(int, 5, "wide");
	herd.mutex = mutex_make(MUTEX_NORMAL, "mutex");
	herd.again = mutex_make(MUTEX_RECURSIVE, "again");
	herd.permits = semaphore_make(3, "permits");
	herd.weights = semaphore_make_weighted(4, "weights");
	herd.readers_first = rwlock_make(RWLOCK_PREFER_READER, "readers-first");
	herd.writers_first = rwlock_make(RWLOCK_PREFER_WRITER, "writers-first");
	herd.cond = cond_make("cond");
	herd.barrier = barrier_make(7, "barrier");
	herd.group = wait_group_make("group");
	herd.context = context_make(NULL, "context");
	herd.brief = context_make_within(NULL, 3, "brief");
	herd.timer = timer_make(2, "timer");
	herd.once = once_make("once");
	herd.cell = cell_make(0, "cell");
	wait_group_add(herd.group, HERD);
	for (int i = 0; i < HERD; i++)
		task_go(graze, (void *)(intptr_t)i, ANYTHING, "cow-%d", i);
	wait_group_wait(herd.group);
}

static void test_herds(void **state)
{
	struct run_options options = { .pattern = PROGRAM(run_herd) };
	long first = 0, count = part_of_seeds(HERDS, &first);
	bool same = true;

	(void)state;
	for (uint64_t seed = (uint64_t)first; seed < (uint64_t)(first + count); seed++) {
		herd.seed = seed;
		same &= same_run(&options, (struct way){ (enum who)(seed % WHOS), seed / WHOS % 2, seed });
	}
	assert_true(same);
}

/* ---- How often it is looked ---- */

struct looked {
	long looks, steps;
};

static struct looked looked_at(const char *name, const char *settings, enum who who)
{
	const struct strategy *const strategies[] = { &strategy_random, &strategy_round_robin, &strategy_pct };
	struct rng rng = { 1 };
	struct round_robin robin = { 0 };
	struct pct pct;
	void *contexts[] = { &rng, &robin, &pct };
	struct run_options options = { .engine = &turn_engine };
	struct turned turned;
	const struct step *steps;
	struct looked looked;
	char *error = NULL;
	struct run *run;

	turn(&turned, name, settings);
	pct_init(&pct, 1, 3, 1000);
	options.pattern = turned.pattern;
	options.values = turned.values;
	options.turn = (struct turn_options){ .strategy = strategies[who], .context = contexts[who], .keeping = KEEP_ALWAYS };
	run = run_new(&options, &error);
	must(run);
	run_start(run);
	while (!run_wait(run, INT64_MAX))
		;
	looked = (struct looked){ turn_looked_at(run), turn_steps(run, &steps) };
	run_stop(run, INT64_MAX / 2);
	run_free(run);
	return looked;
}

/* Finding all anew would be hundreds of looks a step. */
enum { LOOKS_A_STEP = 10 };

static bool looks_often(struct looked looked)
{
	return looked.looks > LOOKS_A_STEP * looked.steps;
}

static void check_linear(const char *name, const char *few, const char *twice)
{
	for (int who = 0; who < WHOS; who++) {
		struct looked once = looked_at(name, few, (enum who)who), more = looked_at(name, twice, (enum who)who);

		if (looks_often(once) || looks_often(more))
			print_error("%s, strategy=%s: %ld looks in %ld steps, then %ld in %ld\n", name, whos[who], once.looks,
			            once.steps, more.looks, more.steps);
		assert_false(looks_often(once) || looks_often(more));
	}
}

static void test_looks_are_in_proportion_to_steps(void **state)
{
	static const char *const of[][3] = {
		{ "worker-pool", "workers=500 jobs=500", "workers=1000 jobs=1000" },
		{ "fan-in", "sources=500", "sources=1000" },
		{ "semaphore", "tasks=500", "tasks=1000" },
		{ "semaphore", "tasks=500 each=2 take=all", "tasks=1000 each=2 take=all" },
		{ "mutex", "tasks=500", "tasks=1000" },
		{ "barrier", "threads=80 parties=80", "threads=160 parties=160" },
		{ "rwlock", "readers=500 writers=50", "readers=1000 writers=100" },
		{ "wait-group", "tasks=500 add=500 done=500", "tasks=1000 add=1000 done=1000" },
		{ "tasks", "tasks=500", "tasks=1000" },
		{ "sleeping-barber", "customers=500", "customers=1000" },
		{ "context", "tasks=500", "tasks=1000" },
		{ "pooling", "tasks=500", "tasks=1000" },
		{ "replicated-requests", "replicas=500", "replicas=1000" },
		{ "pub-sub", "subscribers=500", "subscribers=1000" },
		{ "dining", "seats=500", "seats=1000" },
		{ "error-group", "tasks=500 limit=10", "tasks=1000 limit=10" },
	};

	(void)state;
	if (THREAD_SANITIZED)
		skip();                 /* each task is a thread there */
	for (int i = 0; i < COUNT(of); i++)
		if ((!SANITIZED || i % 4 == 0) && in_part(i))
			check_linear(of[i][0], of[i][1], of[i][2]);
}

CONF_MAIN(
	cmocka_unit_test(test_every_pattern_with_every_verdict),
	cmocka_unit_test(test_patterns_of_many_tasks),
	cmocka_unit_test(test_random_programs),
	cmocka_unit_test(test_herds),
	cmocka_unit_test(test_looks_are_in_proportion_to_steps),
)
