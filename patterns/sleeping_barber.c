/*
 * sleeping-barber - who sleeps when there is nothing to do, and who wakes whom.
 *
 *     customers --sit down--> chairs[2] --next--> barber
 *          '--leave when all chairs are taken
 *
 * Use it when   a server sleeps while nobody comes, and so many can wait, but
 *               no more.
 * Ends because  whoever sits down says so with a semaphore, which remembers
 *               it; when all have been, main says that the shop is closed.
 * Watch         chairs=1 customers=6 cost=5: how many find no chair?
 * Break it      variant=check-then-sleep: the barber looks, nobody is there,
 *               somebody sits down and sees a barber who is not asleep, the
 *               barber falls asleep. variant=lock-held: the barber waits for
 *               customers with the door locked.
 * Law           it can hang iff variant=check-then-sleep or variant=lock-held,
 *               whatever the numbers: only a semaphore remembers who came
 *               while nobody slept, and locks nobody out.
 */
#include "lab/lab.h"

enum { CHAIRS, CUSTOMERS, BARBERS, VARIANT, COST, GAP };        /* index settings[] below and p[] */
enum { VARIANT_SEMAPHORES, VARIANT_CHECK_THEN_SLEEP, VARIANT_LOCK_HELD };

struct shop {
	/* read-only once tasks have started */
	const int        *p;
	struct mutex     *lock;
	struct semaphore *arrived, *next;       /* one for each who has sat down, for each who is called */
	struct cond      *bell;                 /* with check-then-sleep */
	/* under lock */
	struct cell      *waiting, *asleep, *closed, *served, *turned_away;
};

static void add(struct cell *cell, int by)
{
	cell_store(cell, cell_load(cell) + by);
}

/* ---- The customer ---- */

static void call_barber(struct shop *shop)
{
	if (shop->p[VARIANT] != VARIANT_CHECK_THEN_SLEEP) {
		semaphore_release(shop->arrived);               //DOC: is-remembered
	} else if (cell_load(shop->asleep) > 0) {
		add(shop->asleep, -1);
		cond_signal(shop->bell);                        //DOC: only-if-asleep
	}
}

static void customer(void *arg)
{
	struct shop *shop = arg;
	bool room;

	mutex_lock(shop->lock);
	room = cell_load(shop->waiting) < shop->p[CHAIRS];
	add(room ? shop->waiting : shop->turned_away, 1);
	if (room)
		call_barber(shop);
	mutex_unlock(shop->lock);
	if (room)
		semaphore_acquire(shop->next);                  //DOC: waits-for-the-barber
}

/* ---- The barber ---- */

/* Sleep until somebody may be there; come back with the lock held. */
static void sleep_and_lock(struct shop *shop)
{
	int variant = shop->p[VARIANT];

	if (variant == VARIANT_SEMAPHORES)
		semaphore_acquire(shop->arrived);               //DOC: sleep
	if (variant == VARIANT_CHECK_THEN_SLEEP && !cell_load(shop->waiting) && !cell_load(shop->closed)) {
		task_sleep(shop->p[GAP]);
		mutex_lock(shop->lock);
		add(shop->asleep, 1);
		cond_wait(shop->bell, shop->lock);              //DOC: too-late
		return;
	}
	mutex_lock(shop->lock);
	if (variant == VARIANT_LOCK_HELD)
		semaphore_acquire(shop->arrived);               //DOC: door-locked
}

static void barber(void *arg)
{
	struct shop *shop = arg;

	for (bool open = true; open;) {
		bool somebody;

		sleep_and_lock(shop);
		somebody = cell_load(shop->waiting) > 0;
		open = somebody || !cell_load(shop->closed);
		if (somebody) {
			add(shop->waiting, -1);
			add(shop->served, 1);
		}
		mutex_unlock(shop->lock);
		if (somebody) {
			task_sleep(shop->p[COST]);
			semaphore_release(shop->next);
		}
	}
}

static void close_shop(struct shop *shop)
{
	mutex_lock(shop->lock);
	cell_store(shop->closed, 1);
	mutex_unlock(shop->lock);
	for (int i = 0; i < shop->p[BARBERS]; i++)
		semaphore_release(shop->arrived);
	cond_broadcast(shop->bell);
}

static struct uses uses_of(struct shop *shop)
{
	struct cell *cells[] = { shop->waiting, shop->asleep, shop->closed, shop->served, shop->turned_away };
	struct use *uses = lab_array(struct use, 18);
	int n = 1;

	for (int i = 0; i < 5; i++) {
		uses[n++] = LOADS(cells[i]);
		uses[n++] = STORES(cells[i]);
	}
	uses[n++] = LOCKS(shop->lock);
	uses[n++] = ACQUIRES(shop->arrived);
	uses[n++] = RELEASES(shop->arrived);
	uses[n++] = ACQUIRES(shop->next);
	uses[n++] = RELEASES(shop->next);
	uses[n++] = WAITS_ON(shop->bell);
	uses[n++] = SIGNALS(shop->bell);
	return USES_OF(uses, n);
}

static void make(struct shop *shop, const int *p)
{
	shop->p           = p;
	shop->lock        = mutex_make(MUTEX_NORMAL, "lock");
	shop->arrived     = semaphore_make(0, "arrived");
	shop->next        = semaphore_make(0, "next");
	shop->bell        = cond_make("bell");
	shop->waiting     = cell_make(0, "waiting");
	shop->asleep      = cell_make(0, "asleep");
	shop->closed      = cell_make(0, "closed");
	shop->served      = cell_make(0, "served");
	shop->turned_away = cell_make(0, "turned-away");
}

static void run(const int *p)
{
	struct shop *shop = lab_new(struct shop);
	struct task **customers = lab_array(struct task *, p[CUSTOMERS]);
	struct task **barbers = lab_array(struct task *, p[BARBERS]);

	make(shop, p);
	for (int i = 0; i < p[BARBERS]; i++)
		barbers[i] = task_go(barber, shop, uses_of(shop), "barber-%d", i);
	for (int i = 0; i < p[CUSTOMERS]; i++)
		customers[i] = task_go(customer, shop, uses_of(shop), "customer-%d", i);
	for (int i = 0; i < p[CUSTOMERS]; i++)
		task_join(customers[i]);
	close_shop(shop);
	for (int i = 0; i < p[BARBERS]; i++)
		task_join(barbers[i]);
	lab_compare(cell_load(shop->served) + cell_load(shop->turned_away), ==, p[CUSTOMERS],
	            "everybody is served or turned away");
}

const struct pattern pattern_sleeping_barber = {
	.name = "sleeping-barber", .summary = "who sleeps when there is nothing to do, and who wakes whom",
	.file = __FILE__, .is_scenario = 1,
	.settings = {
		[CHAIRS]    = NUMBER("chairs", 2, 0, 1000, "customers that can wait"),
		[CUSTOMERS] = NUMBER("customers", 4, 0, 1000, "customers that come"),
		[BARBERS]   = NUMBER("barbers", 1, 1, 100, "barbers"),
		[VARIANT]   = WORD("variant", VARIANT_SEMAPHORES, "how a barber sleeps",
		                   "semaphores", "check-then-sleep", "lock-held"),
		[COST]      = NUMBER("cost", 0, 0, 60000, "ms for one customer"),
		[GAP]       = NUMBER("gap", 20, 0, 60000, "ms between check and sleep"),
	},
	.run = run,
};
