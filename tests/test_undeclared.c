/*
 * test_undeclared.c - tasks that do what they have not declared: the run goes on, all of it is told at once, with the word
 * that would declare it, and no search proves that all is well.
 */
#include "tests/conf_ways.h"

#include "lab/engine/declared.h"
#include "lab/engine/fiber.h"
#include "lab/explain/explain.h"
#include "lab/search/explore.h"

static struct chan *chan, *other;
static struct mutex *mutex;
static struct cell *cell;
static int line;                /* of what is not declared */

static void nothing(void *arg)
{
	(void)arg;
}

/* ---- What is told of a run ---- */

static bool has_line(const struct breaches *breaches, const char *wanted)
{
	bool found = false;

	for (int i = 0; i < breaches->n && !found; i++) {
		struct buf text = { 0 };

		found = breach_line(&text, breaches, i) && !strcmp(buf_text(&text), wanted);
		buf_free(&text);
	}
	return found;
}

/* In every way the run ends in `verdict`, and tells this of line `line`: a format with a %d for it. No more than `n` lines. */
static void tells_of(const struct pattern *pattern, enum verdict verdict, const char *format, int n)
{
	EACH_WAY(way) {
		struct result *result = way_run(way, pattern, verdict);
		struct buf text = { 0 };

		buf_printf(&text, format, line);
		if (!has_line(&result->breaches, buf_text(&text)) || result->breaches.n != n) {
			print_error("way %d: %d lines, not: %s\n", way, result->breaches.n, buf_text(&text));
			for (int i = 0; i < result->breaches.n; i++) {
				buf_clear(&text);
				breach_line(&text, &result->breaches, i);
				print_error("  %s\n", buf_text(&text));
			}
			fail();
		}
		assert_int_equal(result->breaches.n, n);
		buf_free(&text);
		result_free(result);
	}
}

static void send_one(void *arg)
{
	int value = 1;

	(void)arg;
	line = __LINE__ + 1;
	chan_send(chan, &value);
	chan_send(chan, &value);
}

static void another_kind(const int *p)
{
	(void)p;
	chan = chan_make(int, 4, "jobs");
	task_go(send_one, NULL, USES(RECVS(chan), CLOSES(chan)), "worker-%d", 7);
}

static void another_object(const int *p)
{
	(void)p;
	chan = chan_make(int, 4, "jobs");
	task_go(send_one, NULL, USES(), "worker-7");
}

static void select_one(void *arg)
{
	struct chan *mine = chan_make(int, 1, "mine");
	int value = 1;

	(void)arg;
	chan_send(mine, &value);
	line = __LINE__ + 1;
	select_on(FOREVER, RECV(mine, &value), RECV(chan, &value));
}

static void another_case(const int *p)
{
	(void)p;
	chan = chan_make(int, 4, "jobs");
	task_go(select_one, NULL, USES(SENDS(chan)), "worker-7");
}

static void narrow_and_send(const int *p)
{
	int value = 1;

	(void)p;
	chan = chan_make(int, 2, "jobs");
	task_uses(USES(SENDS(chan), RECVS(chan)));
	chan_send(chan, &value);
	task_uses(USES(RECVS(chan)));
	line = __LINE__ + 1;
	chan_send(chan, &value);
}

static void test_an_operation_that_is_not_declared_is_told_and_the_run_goes_on(void **state)
{
	static const char sends[] = "worker-7 (test_undeclared.c:%d) sends to `jobs`, which USES does not say: add SENDS(jobs)";

	(void)state;
	tells_of(PROGRAM(another_kind), VERDICT_UNDECLARED, sends, 1);
	tells_of(PROGRAM(another_object), VERDICT_UNDECLARED, sends, 1);
	tells_of(PROGRAM(another_case), VERDICT_UNDECLARED,
	         "worker-7 (test_undeclared.c:%d) receives from `jobs`, which USES does not say: add RECVS(jobs)", 1);
	tells_of(PROGRAM(narrow_and_send), VERDICT_UNDECLARED,
	         "main (test_undeclared.c:%d) sends to `jobs`, which USES does not say: add SENDS(jobs)", 1);
}

static void give_more(void *arg)
{
	(void)arg;
	line = __LINE__ + 1;
	task_go(nothing, NULL, USES(RECVS(chan), SENDS(chan)), "child");
}

static void child_with_more(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "jobs");
	task_go(give_more, NULL, USES(RECVS(chan)), "parent");
}

static void give_anything(void *arg)
{
	(void)arg;
	line = __LINE__ + 1;
	task_go(nothing, NULL, ANYTHING, "child");
}

static void child_with_anything(const int *p)
{
	(void)p;
	task_go(give_anything, NULL, USES(), "parent");
}

static void widen(const int *p)
{
	int value = 1;

	(void)p;
	chan = chan_make(int, 2, "jobs");
	chan_send(chan, &value);
	task_uses(USES(RECVS(chan)));
	line = __LINE__ + 1;
	chan_recv(chan, &value);
	task_uses(USES(RECVS(chan), SENDS(chan)));
	chan_send(chan, &value);
}

static void widen_to_anything(const int *p)
{
	int value = 1;

	(void)p;
	chan = chan_make(int, 2, "jobs");
	task_uses(USES(SENDS(chan)));
	line = __LINE__ + 1;
	chan_send(chan, &value);
	task_uses(ANYTHING);
	chan_recv(chan, &value);
}

static void test_what_a_task_gives_or_declares_beyond_what_it_had_declared_is_told(void **state)
{
	(void)state;
	tells_of(PROGRAM(child_with_more), VERDICT_UNDECLARED, "parent (test_undeclared.c:%d) starts child with SENDS(jobs), "
	         "which its own USES does not say: add it there, too", 1);
	tells_of(PROGRAM(child_with_anything), VERDICT_UNDECLARED, "parent (test_undeclared.c:%d) starts child, which may touch "
	         "anything, though it has said itself what it uses: give child a USES", 1);
	tells_of(PROGRAM(widen), VERDICT_UNDECLARED, "main (test_undeclared.c:%d) declares SENDS(jobs), which it had not declared "
	         "before: add it there, too", 1);
	tells_of(PROGRAM(widen_to_anything), VERDICT_UNDECLARED, "main (test_undeclared.c:%d) goes back to ANYTHING, though it had "
	         "said what it uses: say all it uses at first", 1);
}

/* ---- All at once ---- */

static void do_much(void *arg)
{
	int value = 1;

	(void)arg;
	mutex_lock(mutex);
	mutex_unlock(mutex);
	chan_send(chan, &value);
	chan_recv(chan, &value);
}

static void much(const int *p)
{
	int value = 1;

	(void)p;
	chan = chan_make(int, 4, "jobs");
	other = chan_make(int, 1, "results");
	mutex = mutex_make(MUTEX_NORMAL, "lock");
	for (int i = 0; i < 6; i++)
		task_go(do_much, NULL, USES(SENDS(chan)), "worker-%d", i);
	task_uses(USES());
	chan_send(other, &value);
	chan_close(other);
}

static void test_everything_that_is_not_declared_is_told_at_once(void **state)
{
	struct buf text = { 0 };

	(void)state;
	EACH_WAY(way) {
		struct result *result = way_run(way, PROGRAM(much), VERDICT_UNDECLARED);
		int lines = 0;

		assert_int_equal(result->breaches.n, 6 * 2 + 2);
		for (int i = 0; i < result->breaches.n; i++)
			lines += breach_line(&text, &result->breaches, i);
		assert_int_equal(lines, 4);
		buf_clear(&text);
		explain_result(&text, result, 200, true);
		assert_non_null(strstr(buf_text(&text), "locks `lock`, which USES does not say: add LOCKS(lock); worker-"));
		assert_non_null(strstr(buf_text(&text), " and 2 more do so, too"));
		assert_non_null(strstr(buf_text(&text), "receives from `jobs`, which USES does not say: add RECVS(jobs)"));
		assert_non_null(strstr(buf_text(&text), "sends to `results`, which USES does not say: add SENDS(results)"));
		assert_non_null(strstr(buf_text(&text), "closes `results`, which USES does not say: add CLOSES(results)"));
		result_free(result);
	}
	buf_free(&text);
}

/* What else goes wrong is the verdict; what was not declared is told all the same. */
static void send_and_hang(const int *p)
{
	(void)p;
	chan = chan_make(int, 1, "jobs");
	task_go(send_one, NULL, USES(RECVS(chan)), "worker-7");
	task_uses(USES());
}

static void send_and_break(const int *p)
{
	(void)p;
	chan = chan_make(int, 2, "jobs");
	task_join(task_go(send_one, NULL, USES(), "worker-7"));
	lab_check(false, "this holds");
}

static void test_a_worse_end_stays_the_verdict(void **state)
{
	static const char sends[] = "worker-7 (test_undeclared.c:%d) sends to `jobs`, which USES does not say: add SENDS(jobs)";

	(void)state;
	tells_of(PROGRAM(send_and_hang), VERDICT_LEAK, sends, 1);
	tells_of(PROGRAM(send_and_break), VERDICT_BROKEN, sends, 1);
}

/* Whoever has done more than declared may do more still: nobody is said to be stuck for want of it. */
static void free_main(void *arg)
{
	int value = 1;

	(void)arg;
	chan_send(other, &value);
	task_sleep(300);
	chan_send(chan, &value);
}

static void freed_by_more(const int *p)
{
	int value;

	(void)p;
	chan = chan_make(int, 0, "jobs");
	other = chan_make(int, 0, "results");
	task_go(free_main, NULL, USES(), "worker-7");
	task_uses(USES(RECVS(chan), RECVS(other)));
	chan_recv(other, &value);
	chan_recv(chan, &value);
}

static void test_nothing_is_made_of_what_such_a_task_has_declared(void **state)
{
	(void)state;
	EACH_WAY(way)
		way_comes_to(way, PROGRAM(freed_by_more), VERDICT_UNDECLARED);
}

/* ---- The words ---- */

static int n_unlike;

/* The kinds that a word declares. */
static unsigned declared_by(const char *word)
{
#define SAYS(w) if (!strcmp(word, #w)) return w(NULL).kinds;
	SAYS(SENDS) SAYS(RECVS) SAYS(CLOSES) SAYS(COUNTS) SAYS(LOCKS) SAYS(DESTROYS_MUTEX) SAYS(ADDS) SAYS(DONES) SAYS(WAITS)
	SAYS(LOADS) SAYS(STORES) SAYS(ACQUIRES) SAYS(RELEASES) SAYS(DESTROYS_SEMAPHORE) SAYS(READS) SAYS(WRITES)
	SAYS(DESTROYS_RWLOCK) SAYS(WAITS_ON) SAYS(SIGNALS) SAYS(DESTROYS_COND) SAYS(MEETS) SAYS(DESTROYS_BARRIER)
	SAYS(WATCHES) SAYS(CANCELS) SAYS(HEARS) SAYS(SETS) SAYS(DOES) SAYS(LOADS_ATOM) SAYS(STORES_ATOM) SAYS(CHANGES_ATOM)
#undef SAYS
	return 0;
}

/* Each kind of operation has a word, and that word declares it. */
static void compare_words(void *made)
{
	const struct primitive *primitive = ((struct object *)made)->primitive;

	for (int kind = 0; kind < primitive->n_kinds; kind++)
		if (!(declared_by(primitive->kinds[kind].use) >> kind & 1)) {
			print_error("%s %s: %s\n", primitive->name, primitive->kinds[kind].word, primitive->kinds[kind].use);
			n_unlike++;
		}
}

static void make_all(const int *p)
{
	(void)p;
	n_unlike = 0;
	compare_words(chan_make(int, 1, "chan"));
	compare_words(mutex_make(MUTEX_NORMAL, "mutex"));
	compare_words(wait_group_make("group"));
	compare_words(cell_make(0, "cell"));
	compare_words(semaphore_make(1, "semaphore"));
	compare_words(rwlock_make(RWLOCK_PREFER_WRITER, "rwlock"));
	compare_words(cond_make("cond"));
	compare_words(barrier_make(1, "barrier"));
	compare_words(context_make(NULL, "context"));
	compare_words(timer_make(0, "timer"));
	compare_words(once_make("once"));
	compare_words(atom_make(0, "atom"));
}

static void test_every_operation_has_a_word_that_declares_it(void **state)
{
	(void)state;
	conf_comes_to(&free_engine, PROGRAM(make_all), VERDICT_OK);
	assert_int_equal(n_unlike, 0);
}

/* ---- Searches ---- */

static struct exploration *explored(void (*run)(const int *), bool any_time)
{
	static const int none[1];
	struct pattern pattern = { .name = "test", .summary = "a test", .file = __FILE__, .run = run };
	struct run_options options = { .pattern = &pattern, .values = none, .turn = { .any_time = any_time } };
	char *error = NULL;

	return explore(&options, NULL, NULL, &error);
}

static void add(void *arg)
{
	(void)arg;
	cell_store(cell, cell_load(cell) + 1);
}

/*
 * Two tasks count in a cell, and only the first has declared it. If that were believed, the first would move alone, and a
 * lost update would not be seen.
 */
static void lost_update(const int *p)
{
	struct task *tasks[2];

	(void)p;
	cell = cell_make(0, "count");
	tasks[0] = task_go(add, NULL, USES(LOADS_STORES(cell)), "one");
	tasks[1] = task_go(add, NULL, USES(), "two");
	task_uses(USES(LOADS(cell)));
	task_join(tasks[0]);
	task_join(tasks[1]);
	lab_check(cell_load(cell) == 2, "no update is lost");
}

static void test_no_search_relies_on_what_does_not_hold(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	for (int any_time = 0; any_time < 2; any_time++) {      /* with it only the search by states proves anything */
		struct exploration *found = explored(lost_update, any_time);

		assert_true(found->proved);
		assert_true(found->ends[VERDICT_BROKEN] > 0 && found->ends[VERDICT_RACE] > 0);
		assert_int_equal(found->ends[VERDICT_OK] + found->ends[VERDICT_UNDECLARED], 0);
		assert_int_equal(found->breaches.n, 2);
		exploration_free(found);
	}
}

static void send_if_first(void *arg)
{
	int value = 1;

	(void)arg;
	if (mutex_trylock(mutex))
		return;
	chan_send(chan, &value);
}

/* Who comes too late sends, which it has not declared: in some schedules nobody does. */
static void sometimes(const int *p)
{
	struct task *task;

	(void)p;
	chan = chan_make(int, 1, "jobs");
	mutex = mutex_make(MUTEX_NORMAL, "lock");
	task = task_go(send_if_first, NULL, USES(LOCKS(mutex)), "worker-7");
	if (mutex_trylock(mutex))
		mutex_unlock(mutex);
	task_join(task);
}

static void test_a_use_that_is_sometimes_undeclared_is_sometimes_told(void **state)
{
	(void)state;
	for (int any_time = 0; any_time < (FIBERS ? 2 : 1); any_time++) {
		struct exploration *found = explored(sometimes, any_time);

		assert_true(found->proved);
		assert_true(found->ends[VERDICT_OK] > 0 && found->ends[VERDICT_UNDECLARED] > 0);
		assert_int_equal(found->breaches.n, 1);
		assert_string_equal(found->breaches.list[0].use, "SENDS");
		assert_non_null(found->bad[VERDICT_UNDECLARED]);
		exploration_free(found);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_an_operation_that_is_not_declared_is_told_and_the_run_goes_on),
	cmocka_unit_test(test_what_a_task_gives_or_declares_beyond_what_it_had_declared_is_told),
	cmocka_unit_test(test_everything_that_is_not_declared_is_told_at_once),
	cmocka_unit_test(test_a_worse_end_stays_the_verdict),
	cmocka_unit_test(test_nothing_is_made_of_what_such_a_task_has_declared),
	cmocka_unit_test(test_every_operation_has_a_word_that_declares_it),
	cmocka_unit_test(test_no_search_relies_on_what_does_not_hold),
	cmocka_unit_test(test_a_use_that_is_sometimes_undeclared_is_sometimes_told)
)
