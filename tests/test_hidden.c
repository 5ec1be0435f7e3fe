/*
 * test_hidden.c - an address that does not stand anywhere as it is tells tasks apart that look alike, or lets somebody read
 * what is about to be overwritten: that is found out, and in every way of exploring it comes to the same.
 */
#include "tests/alike_ways.h"

/* ---- Who is who ---- */

/*
 * Two like tasks have a number each, 0 or 1. Who comes first hides its address. It is wrong if the number of that one is 1, and
 * that of the other is not.
 */
enum { TURNED_OVER, MIXED, AT_A_DISTANCE, SHIFTED, MARKED, FAR_BEHIND, IN_HALVES, BACKWARDS, ADDRESSES,
       AS_A_SLOT = ADDRESSES, AS_A_TASK, FORMS };

struct hiding {
	struct mutex   *lock;
	struct barrier *chosen;
	struct chan    *next;           /* of int: nobody sends */
	/* under the lock */
	int             sum;
	bool            is_hidden, slots[256];
	uint32_t        low, nothing, high;
	unsigned char   backwards[sizeof(uintptr_t)];
	uintptr_t       word;
};

static const uintptr_t mark = (uintptr_t)1 << (8 * sizeof mark - 1), far = (uintptr_t)1 << 30;

static int slot_of(const int *mine)
{
	return (int)((uintptr_t)mine >> 14 & 255);
}

static void hide(struct hiding *all, int *mine)
{
	uintptr_t word = (uintptr_t)mine;

	all->is_hidden = true;
	switch (what) {
	case TURNED_OVER:   all->word = ~word; break;
	case MIXED:         all->word = word ^ (uintptr_t)all; break;
	case AT_A_DISTANCE: all->word = word - (uintptr_t)all; break;
	case SHIFTED:       all->word = word >> 2; break;
	case MARKED:        all->word = word | mark; break;
	case FAR_BEHIND:    all->word = word + far; break;
	case AS_A_TASK:     all->word = (uintptr_t)task_me() - (uintptr_t)all; break;
	case AS_A_SLOT:     all->slots[slot_of(mine)] = true; break;
	case IN_HALVES:
		all->low = (uint32_t)word;
		all->high = (uint32_t)(word >> 32);
		break;
	case BACKWARDS:
		for (size_t i = 0; i < sizeof word; i++)
			all->backwards[sizeof word - 1 - i] = (unsigned char)(word >> 8 * i);
		break;
	}
}

static int *find(const struct hiding *all)
{
	uintptr_t word = 0;

	switch (what) {
	case TURNED_OVER:   word = ~all->word; break;
	case MIXED:         word = all->word ^ (uintptr_t)all; break;
	case AT_A_DISTANCE: word = all->word + (uintptr_t)all; break;
	case SHIFTED:       word = all->word << 2; break;
	case MARKED:        word = all->word & ~mark; break;
	case FAR_BEHIND:    word = all->word - far; break;
	case IN_HALVES:     word = all->low | (uintptr_t)all->high << 32; break;
	case BACKWARDS:
		for (size_t i = 0; i < sizeof word; i++)
			word = word << 8 | all->backwards[i];
		break;
	}
	return (int *)word;
}

static bool is_mine(const struct hiding *all, const int *mine)
{
	if (what == AS_A_SLOT)
		return all->slots[slot_of(mine)];
	return what == AS_A_TASK ? all->word == (uintptr_t)task_me() - (uintptr_t)all : find(all) == mine;
}

/* In such an order that the first that is tried is all right, whoever has come first; and who that was is forgotten. */
static __attribute__((noinline)) int hide_or_not(struct hiding *all, int *mine)
{
	bool first;
	int number;

	mutex_lock(all->lock);
	first = !all->is_hidden;
	if (first)
		hide(all, mine);
	mutex_unlock(all->lock);
	number = lab_random(2);
	return first ? number : 1 - number;
}

static void hiding_task(void *arg)
{
	struct hiding *all = arg;
	int mine = 0, number = hide_or_not(all, &mine);

	mutex_lock(all->lock);
	all->sum += number;
	mutex_unlock(all->lock);
	barrier_wait(all->chosen);
	lab_check(number == 0 || all->sum != 1 || !is_mine(all, &mine), "the number of who has come first is 0");
}

static void hide_and_seek(const int *settings)
{
	struct hiding *all = lab_new(struct hiding);

	(void)settings;
	all->lock = mutex_make(MUTEX_NORMAL, "lock");
	all->chosen = barrier_make(2, "chosen");
	for (int i = 0; i < 2; i++)
		task_go(hiding_task, all, ANYTHING, "hides-%d", i);
}

static void test_who_is_told_apart_by_what_is_hidden_is_not_swapped(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();                 /* there is no search by states */
	for (int i = 0; i < FORMS; i++)
		comes_to(hide_and_seek, i, BIT(OK) | BIT(BROKEN));
}

/* ---- What is about to be overwritten ---- */

static __attribute__((noinline)) void choose_and_hide(struct hiding *all, int *mine)
{
	int number = lab_random(2);

	mutex_lock(all->lock);
	hide(all, mine);
	mutex_unlock(all->lock);
	*mine = number;
}

static void task_that_is_read(void *arg)
{
	struct hiding *all = arg;
	int mine = 0;

	choose_and_hide(all, &mine);
	chan_recv(all->next, &mine);
}

static void task_that_reads(void *arg)
{
	struct hiding *all = arg;

	for (int i = 0; i < 2; i++)
		lab_random(1);
	mutex_lock(all->lock);
	if (all->is_hidden)
		lab_check(*(volatile int *)find(all) == 0, "the number is 0");
	mutex_unlock(all->lock);
}

static void hide_and_read(const int *settings)
{
	struct hiding *all = lab_new(struct hiding);

	(void)settings;
	all->lock = mutex_make(MUTEX_NORMAL, "lock");
	all->next = chan_make(int, 0, "next");
	task_go(task_that_is_read, all, ANYTHING, "is-read");
	task_go(task_that_reads, all, ANYTHING, "reads");
}

static void test_what_is_read_in_secret_counts_until_it_is_overwritten(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();                 /* there is no search by states */
	for (int i = 0; i < ADDRESSES; i++)
		comes_to(hide_and_read, i, BIT(LEAK) | BIT(BROKEN));
}

/* ---- Nothing ---- */

/* The same tasks, which hide nothing: they are swapped all the same. */
static void hiding_nothing(void *arg)
{
	struct hiding *all = arg;
	int number = lab_random(2);

	mutex_lock(all->lock);
	all->sum += number;
	mutex_unlock(all->lock);
	barrier_wait(all->chosen);
	lab_check(all->sum < 2, "not all numbers are 1");
}

static void hide_nothing(const int *settings)
{
	struct hiding *all = lab_new(struct hiding);

	(void)settings;
	all->lock = mutex_make(MUTEX_NORMAL, "lock");
	all->chosen = barrier_make(2, "chosen");
	for (int i = 0; i < 2; i++)
		task_go(hiding_nothing, all, ANYTHING, "hides-%d", i);
}

static void test_who_hides_nothing_is_swapped(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	assert_int_equal(comes_to(hide_nothing, 0, BIT(OK) | BIT(BROKEN)), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_is_told_apart_by_what_is_hidden_is_not_swapped),
		cmocka_unit_test(test_what_is_read_in_secret_counts_until_it_is_overwritten),
		cmocka_unit_test(test_who_hides_nothing_is_swapped),
	};

	hides = true;
	return conf_main(tests, COUNT(tests));
}
