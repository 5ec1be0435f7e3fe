/*
 * test_alike.c - programs made to make two states one that are not: each is explored up to swapping tasks that are alike, and
 * with names, in several ways, and both must find the same.
 */
#include "tests/alike_shown.h"

/* ---- Where somebody's address may stand ---- */

/* Which number? In such an order that the first that is tried is all right, whoever has shown it. */
static __attribute__((noinline)) int show_or_not(struct showing *all, int *mine)
{
	bool shows;
	int number;

	mutex_lock(all->lock);
	shows = !all->is_shown;
	if (shows)
		show(all, mine);
	all->is_shown = true;
	mutex_unlock(all->lock);
	number = lab_random(2);
	return shows ? number : 1 - number;
}

static void showing_task(void *arg)
{
	struct showing *all = arg;
	int mine = 0, number = show_or_not(all, &mine);

	mutex_lock(all->lock);
	all->sum += number;
	mutex_unlock(all->lock);
	barrier_wait(all->shown);
	barrier_wait(all->written);
	lab_check(*(volatile int *)&mine == 0 || number == 0 || all->sum != 1, "it is not written where the number is 1");
}

/* What was shown lies on its stack. */
static void wait_with_it(struct showing *all)
{
	struct packed packed = { "", NULL };
	int *address;

	if (what == ON_A_STACK) {
		chan_recv(all->plain, &address);
		barrier_wait(all->shown);
		*address = 1;
		return;
	}
	chan_recv(all->packed, &packed);
	barrier_wait(all->shown);
	*packed.address = 1;
}

static void writing_task(void *arg)
{
	struct showing *all = arg;

	if (what == ON_A_STACK || what == ON_A_STACK_PACKED) {
		wait_with_it(all);
	} else {
		barrier_wait(all->shown);
		*look(all) = 1;
	}
	barrier_wait(all->written);
}

static void show_and_write(const int *settings)
{
	struct showing *all = lab_new(struct showing);

	(void)settings;
	all->lock = mutex_make(MUTEX_NORMAL, "lock");
	all->shown = barrier_make(3, "shown");
	all->written = barrier_make(3, "written");
	all->cell = cell_make(0, "cell");
	all->atom = atom_make(0, "atom");
	all->plain = chan_make(int *, 1, "plain");
	all->packed = chan_make(struct packed, 1, "packed");
	for (int i = 0; i < 2; i++)
		task_go(showing_task, all, ANYTHING, "shows-%d", i);
	task_go(writing_task, all, ANYTHING, "writes");
}

static void test_who_is_named_somewhere_is_not_swapped(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();                 /* there is no search by states */
	for (int i = 0; i < PLACES; i++)
		comes_to(show_and_write, i, BIT(OK) | BIT(BROKEN));
}

/* ---- Who is joined ---- */

/*
 * Two like tasks have a number each, 0 or 1; who has 1 is stuck. Somebody joins the first of them. Once that has ended the sum
 * is not 1, he says; which is wrong where it is the other who is stuck.
 */
enum { JOINS_AT_ONCE, JOINS_LATER, JOINS_WHAT_IS_IN_MEMORY, JOINS_AND_FORGETS, JOINS_FOR_ANOTHER, JOINS_BEFORE_THE_OTHER, TAKES, JOINS_BOTH,
       JOINERS };

struct joining {
	struct mutex   *lock;
	struct chan    *never;          /* of int: nobody sends */
	struct barrier *there;          /* both are: where one comes later */
	struct task    *first;          /* for who looks there */
	int             sum;            /* under the lock */
	bool            joined;
};

static void task_that_is_joined(void *arg)
{
	struct joining *all = arg;
	int number;

	if (what == JOINS_BEFORE_THE_OTHER)
		barrier_wait(all->there);
	mutex_lock(all->lock);
	number = lab_random(2);
	all->sum += number;
	mutex_unlock(all->lock);
	if (number)
		chan_recv(all->never, &number);
}

static void check_sum(struct joining *all)
{
	int sum;

	mutex_lock(all->lock);
	sum = all->sum;
	mutex_unlock(all->lock);
	lab_check(sum != 1, "nobody is stuck, or both are");
}

static void task_that_joins(void *arg)
{
	struct joining *all = arg;

	task_join(all->first);
	all->joined = true;
	check_sum(all);
}

static __attribute__((noinline)) struct task *start_one(struct joining *all, int i)
{
	return task_go(task_that_is_joined, all, ANYTHING, "is-joined-%d", i);
}

static void start_both(struct joining *all, struct task *tasks[2])
{
	for (int i = 0; i < 2; i++)
		tasks[i] = start_one(all, i);
}

/* The operation is all that says whom. */
static __attribute__((noinline)) void join_and_forget(struct joining *all)
{
	struct task *tasks[2];

	start_both(all, tasks);
	all->first = tasks[0];
	tasks[0] = tasks[1] = NULL;
	__asm__ volatile("" : : "r"(tasks) : "memory");
	task_join(__atomic_exchange_n(&all->first, NULL, __ATOMIC_RELAXED));
}

static void task_that_does_nothing(void *arg)
{
	(void)arg;
}

/* When somebody already waits for the first, and nothing but that says so, there is another like it. Others are alike before. */
static void start_another_later(struct joining *all)
{
	for (int i = 0; i < 2; i++)
		task_go(task_that_does_nothing, all, ANYTHING, "does-nothing-%d", i);
	all->first = start_one(all, 0);
	task_go(task_that_joins, all, ANYTHING, "joins");
	task_sleep(1);                  /* whoever waits does */
	all->first = NULL;
	start_one(all, 1);
	task_sleep(1);
	if (!all->joined && all->sum == 1)
		mutex_unlock(all->lock);        /* a misuse: it is the first who is stuck */
}

static void join_some(struct joining *all)
{
	struct task *tasks[2];

	start_both(all, tasks);
	if (what == JOINS_WHAT_IS_IN_MEMORY || what == JOINS_FOR_ANOTHER)
		all->first = tasks[0];
	if (what == JOINS_FOR_ANOTHER) {
		task_go(task_that_joins, all, USES(JOINS(all->first), LOCKS(all->lock)), "joins");
		return;
	}
	if (what == JOINS_LATER)
		for (int i = 0; i < 2; i++)
			lab_random(1);
	if (what == JOINS_WHAT_IS_IN_MEMORY)
		memset(tasks, 0, sizeof tasks);
	if (what == TAKES)
		task_take_(tasks[0], HERE);
	else
		task_join(all->first ? all->first : tasks[0]);
	if (what == JOINS_BOTH)
		task_join(tasks[1]);
	check_sum(all);
}

static void join_one(const int *settings)
{
	struct joining *all = lab_new(struct joining);

	(void)settings;
	all->lock = mutex_make(MUTEX_NORMAL, "lock");
	all->never = chan_make(int, 0, "never");
	all->there = barrier_make(2, "there");
	if (what == JOINS_BEFORE_THE_OTHER) {
		start_another_later(all);
	} else if (what == JOINS_AND_FORGETS) {
		join_and_forget(all);
		check_sum(all);
	} else {
		join_some(all);
	}
}

static void test_who_is_joined_is_not_swapped(void **state)
{
	static const unsigned verdicts[JOINERS] = {
		[JOINS_AT_ONCE] = BIT(OK) | BIT(DEADLOCK) | BIT(LEAK) | BIT(BROKEN),
		[JOINS_LATER] = BIT(OK) | BIT(DEADLOCK) | BIT(LEAK) | BIT(BROKEN),
		[JOINS_WHAT_IS_IN_MEMORY] = BIT(OK) | BIT(DEADLOCK) | BIT(LEAK) | BIT(BROKEN),
		[JOINS_AND_FORGETS] = BIT(OK) | BIT(DEADLOCK) | BIT(LEAK) | BIT(BROKEN),
		[JOINS_FOR_ANOTHER] = BIT(OK) | BIT(LEAK) | BIT(BROKEN),
		[JOINS_BEFORE_THE_OTHER] = BIT(OK) | BIT(LEAK) | BIT(BROKEN) | BIT(PANIC), [TAKES] = BIT(OK) | BIT(DEADLOCK) | BIT(LEAK) | BIT(BROKEN),
		[JOINS_BOTH] = BIT(OK) | BIT(DEADLOCK),
	};

	(void)state;
	if (!FIBERS)
		skip();                 /* there is no search by states */
	for (int i = 0; i < JOINERS; i++) {
		comes_to(join_one, i, verdicts[i]);
		assert_int_equal(states_there[0], states_there[1]);     /* none is one with another */
	}
}

/* ---- An address in an operation, or in a value that is about to be overwritten ---- */

/*
 * As above, but what was shown is taken by somebody who waits: with an operation that is to write there, or for something else in
 * its place, which others can see.
 */
enum { IN_AN_OPERATION, IN_A_VALUE, KEEPERS };

static int kept_in;

struct keepers {
	struct showing  showing;        /* must be first */
	struct barrier *kept;
	struct chan    *numbers;        /* of int */
	int           **where;
};

static __attribute__((noinline)) int *take_address(struct keepers *all)
{
	int *address = all->showing.address;

	all->showing.address = NULL;
	return address;
}

static __attribute__((noinline)) void keep_in_an_operation(struct keepers *all)
{
	chan_recv(all->numbers, take_address(all));
}

static __attribute__((noinline)) void keep_in_a_value(struct keepers *all)
{
	int *kept = take_address(all);

	all->where = &kept;
	chan_recv(all->showing.plain, &kept);
}

static void keeping_task(void *arg)
{
	struct keepers *all = arg;

	barrier_wait(all->showing.shown);
	barrier_wait(all->kept);
	(kept_in == IN_A_VALUE ? keep_in_a_value : keep_in_an_operation)(all);
	barrier_wait(all->showing.written);
}

static void task_that_writes_what_is_kept(void *arg)
{
	struct keepers *all = arg;
	int number = 1, *nowhere = NULL;

	barrier_wait(all->kept);
	task_sleep(1);                  /* whoever waits does */
	if (kept_in == IN_AN_OPERATION) {
		chan_send(all->numbers, &number);
		return;
	}
	**all->where = 1;
	chan_send(all->showing.plain, &nowhere);
}

static void show_and_keep(const int *settings)
{
	struct keepers *all = lab_new(struct keepers);

	(void)settings;
	all->showing.lock = mutex_make(MUTEX_NORMAL, "lock");
	all->showing.shown = barrier_make(3, "shown");
	all->showing.written = barrier_make(3, "written");
	all->showing.plain = chan_make(int *, 0, "plain");
	all->numbers = chan_make(int, 0, "numbers");
	all->kept = barrier_make(2, "kept");
	for (int i = 0; i < 2; i++)
		task_go(showing_task, all, ANYTHING, "shows-%d", i);
	task_go(keeping_task, all, ANYTHING, "keeps");
	task_go(task_that_writes_what_is_kept, all, ANYTHING, "writes");
}

static void test_who_is_named_by_who_waits_is_not_swapped(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();                 /* there is no search by states */
	for (kept_in = 0; kept_in < KEEPERS; kept_in++)
		comes_to(show_and_keep, IN_MEMORY, BIT(OK) | BIT(BROKEN));
}

/* ---- Where one is ---- */

/* Two like tasks come to different operations by chance, and nothing on their stacks says to which. */
enum { OTHER_OBJECT, OTHER_LINE, OTHER_KIND, OTHER_VALUE, OTHER_USES, BEHIND_MUCH, PLACES_TO_BE };

struct at_places {
	struct semaphore *open, *shut;
	struct chan      *numbers;      /* of int */
};

static __attribute__((noinline)) void use_only(struct semaphore *semaphore)
{
	task_uses(USES(ACQUIRES(semaphore)));
}

/* More than is kept of a stack: see seen.h. */
static __attribute__((noinline)) void go_behind_much(struct at_places *all)
{
	volatile char much[8000];

	for (size_t i = 0; i < sizeof much; i++)
		much[i] = 0;
	semaphore_acquire(lab_random(2) ? all->shut : all->open);
	much[0] = 1;
}

static __attribute__((noinline)) void go_somewhere(struct at_places *all, int *left, int *right)
{
	switch (what) {
	case OTHER_OBJECT:
		semaphore_acquire(lab_random(2) ? all->shut : all->open);
		break;
	case OTHER_LINE:
		if (lab_random(2)) {
			semaphore_acquire(all->open);
		} else {
			semaphore_acquire(all->open);
			semaphore_acquire(all->shut);
		}
		break;
	case OTHER_KIND:
		if (lab_random(2))
			semaphore_acquire(all->open);
		else
			semaphore_release(all->open);
		semaphore_acquire(all->open);
		break;
	case OTHER_VALUE:
		chan_recv(all->numbers, lab_random(2) ? left : right);
		break;
	case OTHER_USES:
		use_only(lab_random(2) ? all->shut : all->open);
		semaphore_acquire(all->open);
		break;
	case BEHIND_MUCH:
		go_behind_much(all);
		break;
	}
}

static void task_somewhere(void *arg)
{
	int left = 0, right = 0;

	go_somewhere(arg, &left, &right);
	lab_check(left == 0, "it came to the right");
}

static void be_somewhere(const int *settings)
{
	struct at_places *all = lab_new(struct at_places);
	int number = 1;

	(void)settings;
	all->open = semaphore_make(2, "open");
	all->shut = semaphore_make(0, "shut");
	all->numbers = chan_make(int, 2, "numbers");
	for (int i = 0; i < 2; i++)
		chan_send(all->numbers, &number);
	for (int i = 0; i < 2; i++)
		task_go(task_somewhere, all, ANYTHING, "somewhere-%d", i);
}

static void test_where_one_is_counts(void **state)
{
	static const unsigned verdicts[PLACES_TO_BE] = {
		[OTHER_OBJECT] = BIT(OK) | BIT(LEAK), [OTHER_LINE] = BIT(OK) | BIT(LEAK), [OTHER_KIND] = BIT(OK) | BIT(LEAK),
		[OTHER_VALUE] = BIT(OK) | BIT(BROKEN), [OTHER_USES] = BIT(OK) | BIT(UNDECLARED), [BEHIND_MUCH] = BIT(OK) | BIT(LEAK),
	};

	(void)state;
	if (!FIBERS)
		skip();                 /* there is no search by states */
	for (int i = 0; i < PLACES_TO_BE; i++)
		assert_int_equal(comes_to(be_somewhere, i, verdicts[i]) != 0, i != OTHER_USES);  /* what is not declared is told by names */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_is_named_somewhere_is_not_swapped),
		cmocka_unit_test(test_who_is_joined_is_not_swapped),
		cmocka_unit_test(test_who_is_named_by_who_waits_is_not_swapped),
		cmocka_unit_test(test_where_one_is_counts),
	};
	return conf_main(tests, COUNT(tests));
}
