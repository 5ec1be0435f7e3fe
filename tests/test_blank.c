/*
 * test_blank.c - what an operation is about to overwrite, and what it only may: each program is explored in several ways, see
 * alike_ways.h.
 */
#include "tests/alike_shown.h"

/* ---- What is about to be overwritten, and may be read before ---- */

/* A task shows where its number is, 0 or 1, and waits for another number there. Meanwhile somebody looks. */
static __attribute__((noinline)) void choose_and_show(struct showing *all, int *mine)
{
	int number = lab_random(2);

	mutex_lock(all->lock);
	show(all, mine);
	mutex_unlock(all->lock);
	*mine = number;
}

static void task_that_is_read(void *arg)
{
	struct showing *all = arg;
	int mine = 0;

	choose_and_show(all, &mine);
	chan_recv(all->next, &mine);
}

static void task_that_reads(void *arg)
{
	struct showing *all = arg;

	for (int i = 0; i < 2; i++)
		lab_random(1);
	mutex_lock(all->lock);
	if (what != ON_A_STACK && what != ON_A_STACK_PACKED) {
		int *number = look(all);

		lab_check(!number || *(volatile int *)number == 0, "the number is 0");
	}
	mutex_unlock(all->lock);
}

static void show_and_read(const int *settings)
{
	struct showing *all = lab_new(struct showing);

	(void)settings;
	all->lock = mutex_make(MUTEX_NORMAL, "lock");
	all->cell = cell_make(0, "cell");
	all->atom = atom_make(0, "atom");
	all->plain = chan_make(int *, 1, "plain");
	all->packed = chan_make(struct packed, 1, "packed");
	all->next = chan_make(int, 0, "next");
	task_go(task_that_is_read, all, ANYTHING, "is-read");
	task_go(task_that_reads, all, ANYTHING, "reads");
}

static void test_what_others_may_read_counts_until_it_is_overwritten(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();                 /* there is no search by states */
	for (int i = 0; i < PLACES; i++)
		comes_to(show_and_read, i, i == ON_A_STACK || i == ON_A_STACK_PACKED ? BIT(LEAK) : BIT(LEAK) | BIT(BROKEN));
}

/* ---- What is not overwritten, or only perhaps ---- */

/* A number, 0 or 1, where an operation may write, or does beside it; later it is wrong if it is 1. */
enum { NOT_IN_TIME, BESIDE_IT, WHERE_ALL_LOOK, WRITES };

struct writing {
	struct chan *numbers;           /* of int */
	int          number;            /* for all to see */
};

static void not_in_time(struct writing *all)
{
	int number = lab_random(2);
	struct select_case receive = RECV(all->numbers, &number);

	select_among(1, &receive, 1);
	lab_check(number == 0, "it was 0, and nobody has sent");
}

static void beside_it(struct writing *all)
{
	struct { int received, number; } pair = { 0, lab_random(2) };

	chan_recv(all->numbers, &pair.received);
	lab_check(pair.number == 0, "it was 0");
}

static void where_all_look(struct writing *all)
{
	all->number = lab_random(2);
	chan_recv(all->numbers, &all->number);
}

static void task_that_is_written_to(void *arg)
{
	static void (*const ways_to_wait[WRITES])(struct writing *) = {
		[NOT_IN_TIME] = not_in_time, [BESIDE_IT] = beside_it, [WHERE_ALL_LOOK] = where_all_look,
	};

	ways_to_wait[what](arg);
}

static void write_later(const int *settings)
{
	struct writing *all = lab_new(struct writing);
	int number = 0;

	(void)settings;
	all->numbers = chan_make(int, 0, "numbers");
	task_go(task_that_is_written_to, all, ANYTHING, "waits");
	task_sleep(2);                  /* it does, or has waited long enough */
	if (what == WHERE_ALL_LOOK)
		lab_check(all->number == 0, "it is 0");
	if (what != NOT_IN_TIME)
		chan_send(all->numbers, &number);
}

static void test_what_is_not_overwritten_counts(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();                 /* there is no search by states */
	for (int i = 0; i < WRITES; i++)
		comes_to(write_later, i, BIT(OK) | BIT(BROKEN));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_others_may_read_counts_until_it_is_overwritten),
		cmocka_unit_test(test_what_is_not_overwritten_counts),
	};
	return conf_main(tests, COUNT(tests));
}
