/*
 * test_alike.c - programs made to make two states one that are not: each is searched by states up to swapping tasks that are
 * alike, by states with names, and by schedules, and all three must find the same.
 */
#include "tests/conf.h"

#include "lab/search/dpor.h"
#include "lab/search/states.h"

enum { MOST_STEPS = 1000, MOST_OF_THEM = 1000000, MOVES_AT_ONCE = 1000 };

/* Which program of a family. */
static int what;

static const char *search_states(struct world *world, bool named, uint64_t *swapped)
{
	struct states_options options = { .max_steps = MOST_STEPS, .max_states = MOST_OF_THEM, .named = named };
	struct states *states = states_new(world, &options);
	const char *limit;

	while (states_run(states, MOVES_AT_ONCE))
		;
	limit = states_limit(states);
	*swapped |= states_swapped(states);
	states_free(states);
	return limit;
}

static const char *search_schedules(struct world *world)
{
	struct dpor *dpor = dpor_new(world, MOST_STEPS);
	const char *limit;

	while (dpor_run(dpor))
		;
	limit = dpor_limit(dpor);
	dpor_free(dpor);
	return limit;
}

enum way { SWAPPED, NAMED, SCHEDULES, WAYS };

/* The caller frees found->arena. */
static void search(struct exploration *found, void (*body)(const int *), enum way way, uint64_t *swapped)
{
	static const int none[1];
	struct pattern pattern = { .name = "test", .summary = "a test", .file = __FILE__, .run = body };
	struct run_options options = { .pattern = &pattern, .values = none };
	struct world world;
	char *error = NULL;

	*found = (struct exploration){ .arena = arena_new(), .search = way == SCHEDULES ? "dpor" : "states" };
	assert_true(world_open(&world, &options, found, &error));
	assert_null(way == SCHEDULES ? search_schedules(&world) : search_states(&world, way == NAMED, swapped));
	world_close(&world);
	exploration_settle_finals(found);       /* which object lies where is nobody's business */
}

static bool is_same(const struct exploration *a, const struct exploration *b)
{
	bool same = a->leaked_least == b->leaked_least && a->leaked_most == b->leaked_most && a->n_finals == b->n_finals;

	for (int v = 0; v < VERDICT_COUNT; v++)
		same = same && (a->ends[v] > 0) == (b->ends[v] > 0);
	return same;
}

static bool same_finals(const struct exploration *a, const struct exploration *b)
{
	for (int i = 0; i < a->n_finals; i++)
		for (int k = 0; k < b->n_finals; k++)
			if (!strcmp(a->finals[i].name, b->finals[k].name) &&
			    (a->finals[i].n != b->finals[k].n ||
			     memcmp(a->finals[i].values, b->finals[k].values, (size_t)a->finals[i].n * sizeof *a->finals[i].values)))
				return false;
	return true;
}

static void print_ends(const struct exploration *found, enum way way)
{
	static const char *const words[WAYS] = { "swapped", "by names", "by schedules" };

	print_error("  %s:", words[way]);
	for (int v = 0; v < VERDICT_COUNT; v++)
		if (found->ends[v])
			print_error(" %s", verdict_word((enum verdict)v));
	print_error(", %d to %d leaked\n", found->leaked_least, found->leaked_most);
}

/* All searches find these verdicts, a bit for each, and no others. Returns the tasks that were swapped. */
static uint64_t comes_to(void (*body)(const int *), int which, unsigned verdicts)
{
	struct exploration found[WAYS];
	unsigned there = 0;
	uint64_t swapped = 0;
	bool same = true;

	what = which;
	for (int way = 0; way < WAYS; way++)
		search(&found[way], body, (enum way)way, &swapped);
	for (int way = 1; way < WAYS; way++)
		same = same && is_same(&found[0], &found[way]) && same_finals(&found[0], &found[way]);
	for (int v = 0; v < VERDICT_COUNT; v++)
		there |= (unsigned)(found[SCHEDULES].ends[v] > 0) << v;
	if (!same || there != verdicts) {
		print_error("program %d:\n", which);
		for (int way = 0; way < WAYS; way++)
			print_ends(&found[way], (enum way)way);
	}
	assert_true(same);
	assert_int_equal(there, verdicts);
	for (int way = 0; way < WAYS; way++)
		arena_free(found[way].arena);
	return swapped;
}

#define BIT(word) (1u << VERDICT_ ## word)

/* ---- Objects that differ in nothing but how they were made ---- */

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

/* ---- Where somebody's address may stand ---- */

/*
 * Two like tasks have a local each. One of them shows it, forgets that it has, and so that nobody else can tell, has a number
 * that is 0 or 1, as has the other. Then somebody writes there. That is wrong if the number of the one is 1.
 */
enum { IN_MEMORY, IN_MEMORY_PACKED, IN_A_CHANNEL, IN_A_CHANNEL_PACKED, ON_A_STACK, ON_A_STACK_PACKED, IN_A_CELL, IN_AN_ATOM,
       IN_A_CONTEXT, PLACES };

struct __attribute__((packed)) packed {
	char tag[3];
	int *address;
};

struct showing {
	struct mutex   *lock;
	struct barrier *shown, *written;
	struct cell    *cell;
	struct atom    *atom;
	struct chan    *plain, *packed; /* of int *, of struct packed */
	struct chan    *next;           /* of int: nobody sends */
	/* under the lock, or between the barriers */
	struct context *context;
	int             sum;
	bool            is_shown;
	int            *address;
	struct packed   hidden;
};

static void show(struct showing *all, int *mine)
{
	struct packed packed = { "", mine };

	switch (what) {
	case IN_MEMORY:        all->address = mine; break;
	case IN_MEMORY_PACKED: all->hidden = packed; break;
	case IN_A_CHANNEL:
	case ON_A_STACK:       chan_send(all->plain, &mine); break;
	case IN_A_CHANNEL_PACKED:
	case ON_A_STACK_PACKED: chan_send(all->packed, &packed); break;
	case IN_A_CELL:        cell_store(all->cell, (int64_t)(uintptr_t)mine); break;
	case IN_AN_ATOM:       atom_store(all->atom, (int64_t)(uintptr_t)mine); break;
	case IN_A_CONTEXT:     all->context = context_make_with(NULL, keys, mine, "c"); break;
	}
}

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

static __attribute__((noinline)) int *look(struct showing *all)
{
	int *address = NULL;
	struct packed packed;

	switch (what) {
	case IN_MEMORY:        return all->address;
	case IN_MEMORY_PACKED: return all->hidden.address;
	case IN_A_CHANNEL:     chan_recv(all->plain, &address); return address;
	case IN_A_CHANNEL_PACKED: chan_recv(all->packed, &packed); return packed.address;
	case IN_A_CELL:        return (int *)(uintptr_t)cell_load(all->cell);
	case IN_AN_ATOM:       return (int *)(uintptr_t)atom_load(all->atom);
	case IN_A_CONTEXT:     return context_value(all->context, keys);
	}
	return NULL;
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_objects_are_told_by_how_they_were_made),
		cmocka_unit_test(test_who_is_named_somewhere_is_not_swapped),
		cmocka_unit_test(test_what_others_may_read_counts_until_it_is_overwritten),
	};

	return conf_main(tests, COUNT(tests));
}
