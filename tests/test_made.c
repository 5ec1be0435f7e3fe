/*
 * test_made.c - objects that differ in nothing but how they were made: each program is explored in several ways, see
 * alike_ways.h.
 */
#include "tests/alike_ways.h"

/* Two tasks make one each; the first is handed to a third, which waits until both have ended. */
struct makers {
	struct mutex      *lock;
	struct wait_group *made;
	void              *first;       /* under the lock */
	struct context    *roots[2];
};

enum { ELEMENTS, ROOM, PARTIES, PERMITS, PERIOD, TICKS, VALUE, KEY, PARENT, SPURIOUS, WRITER, NAMES, MAKES };

static int keys[2];

static void *make_object(const struct makers *makers, bool other)
{
	switch (what) {
	case ELEMENTS: return other ? (void *)chan_make(int64_t, 0, "c") : (void *)chan_make(int, 0, "c");
	case ROOM:     return chan_make(int, 1 + other, "c");
	case PARTIES:  return barrier_make(1 + other, "b");
	case PERMITS:  return semaphore_make_weighted(1 + other, "s");
	case PERIOD:   return ticker_make(1 + other, ENDLESS, "t");
	case TICKS:    return ticker_make(1, 2 + other, "t");
	case VALUE:    return context_make_with(NULL, &keys[0], &keys[other], "x");
	case KEY:      return context_make_with(NULL, &keys[other], &keys[0], "x");
	case PARENT:   return context_make(makers->roots[other], "x");
	case SPURIOUS: return cond_make_spurious(other, "v");
	case WRITER:   return rwlock_make(other ? RWLOCK_PREFER_READER : RWLOCK_PREFER_WRITER, "l");
	case NAMES:    return cell_make(0, other ? "left" : "right");
	}
	return NULL;
}

static void make_one(struct makers *makers, bool other)
{
	void *object;

	mutex_lock(makers->lock);       /* whoever comes first makes the first */
	object = make_object(makers, other);
	if (what == PERMITS && other)
		semaphore_acquire((struct semaphore *)object);
	for (int i = 0; what == TICKS && i < 2 + other; i++)
		timer_wait((struct timer *)object);
	if (!makers->first)
		makers->first = object;
	mutex_unlock(makers->lock);
	wait_group_done(makers->made);
}

static void first_maker(void *arg)
{
	make_one(arg, false);
}

static void second_maker(void *arg)
{
	make_one(arg, true);
}

static void hear_again(struct timer *timer)
{
	struct select_case tick = TICK(timer);

	task_sleep(4);                  /* both kinds have come to the same tick */
	timer_wait(timer);
	task_sleep(1);
	lab_check(select_among(NOW, &tick, 1) == 0, "it ticks each millisecond");
}

static void set_again(struct timer *timer)
{
	timer_set(timer, 1);
	for (int i = 0; i < 3; i++)
		timer_wait(timer);
}

static void use_first(const struct makers *makers)
{
	void *object = makers->first;
	struct select_case receive;
	int item = 0;

	switch (what) {
	case ELEMENTS:
		receive = RECV((struct chan *)object, &item);
		select_among(NOW, &receive, 1);
		break;
	case ROOM:
		chan_send((struct chan *)object, &item);
		chan_send((struct chan *)object, &item);
		break;
	case PARTIES:  barrier_wait(object); break;
	case PERMITS:  semaphore_release((struct semaphore *)object); break;
	case PERIOD:   hear_again(object); break;
	case TICKS:    set_again(object); break;
	case VALUE:
	case KEY:
	case PARENT:   lab_check(context_value(object, &keys[0]) == &keys[0], "it has its value"); break;
	case SPURIOUS:
		mutex_lock(makers->lock);
		cond_wait(object, makers->lock);
		mutex_unlock(makers->lock);
		break;
	case WRITER:   rwlock_read_lock(object); rwlock_write_within(object, 1); break;
	case NAMES:    cell_store((struct cell *)object, 1); break;
	}
}

static void user(void *arg)
{
	const struct makers *makers = arg;

	wait_group_wait(makers->made);
	use_first(makers);
}

static void make_and_use(const int *settings)
{
	struct makers *makers = lab_new(struct makers);

	(void)settings;
	makers->lock = mutex_make(MUTEX_NORMAL, "lock");
	makers->made = wait_group_make("made");
	for (int i = 0; i < 2; i++) {
		makers->roots[i] = context_make_with(NULL, &keys[0], &keys[i], "root");
		context_cancel(makers->roots[i]);
	}
	wait_group_add(makers->made, 2);
	task_go(first_maker, makers, ANYTHING, "first");
	task_go(second_maker, makers, ANYTHING, "second");
	task_go(user, makers, ANYTHING, "user");
}

static void test_objects_are_told_by_how_they_were_made(void **state)
{
	static const unsigned verdicts[MAKES] = {
		[ELEMENTS] = BIT(OK) | BIT(PANIC), [ROOM] = BIT(OK) | BIT(LEAK), [PARTIES] = BIT(OK) | BIT(LEAK),
		[PERMITS] = BIT(OK) | BIT(PANIC), [PERIOD] = BIT(OK) | BIT(BROKEN), [TICKS] = BIT(OK) | BIT(LEAK),
		[VALUE] = BIT(OK) | BIT(BROKEN), [KEY] = BIT(OK) | BIT(BROKEN), [PARENT] = BIT(OK) | BIT(BROKEN),
		[SPURIOUS] = BIT(OK) | BIT(LEAK), [WRITER] = BIT(OK), [NAMES] = BIT(OK),
	};

	(void)state;
	if (!FIBERS)
		skip();                 /* there is no search by states */
	for (int i = 0; i < MAKES; i++)
		comes_to(make_and_use, i, verdicts[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_objects_are_told_by_how_they_were_made),
	};
	return conf_main(tests, COUNT(tests));
}
