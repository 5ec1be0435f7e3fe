/*
 * semaphore - at most so many at a time.
 *
 *     task-0 --acquire--> permits --release--> task-2     2 permits, 4 tasks
 *     task-1 --acquire-->
 *     task-0 .. task-3 --result--> results --> main
 *
 * Use it when   many tasks want something of which there is only so much:
 *               connections, memory, seats.
 * Ends because  whoever has its permits gives them back without waiting for
 *               anybody else.
 * Watch         tasks=8 cost=20: how many work at a time? Then permits=4.
 * Break it      each=2: two permits, taken one by one, while others hold the
 *               ones that are missing. send-inside=on: a task keeps its
 *               permit until somebody takes its result, and main first waits
 *               until everybody has been let in.
 * Law           take=one-by-one can hang iff tasks > 0 and tasks x (each - 1)
 *               >= permits: all permits may be with tasks that lack one.
 *               take=all hangs iff tasks > 0 and each > permits; with
 *               send-inside=on it hangs iff tasks > 0 and each > permits or
 *               tasks > permits / each + results: so many have been let in when
 *               main waits for the next.
 */
#include "lab/lab.h"

enum { TASKS, PERMITS, EACH, TAKE, SEND_INSIDE, RESULTS, COST };        /* index settings[] below and p[] */
enum { TAKE_ONE_BY_ONE, TAKE_ALL };
enum { SEND_INSIDE_OFF, SEND_INSIDE_ON };

struct office {
	/* read-only once tasks have started */
	const int         *p;
	struct semaphore  *permits;
	struct wait_group *waiting;     /* for those that have not been let in yet */
	struct mutex      *lock;
	struct chan       *results;     /* of int */
	/* under lock */
	struct cell       *inside;      /* permits that are taken */
};

static void take(struct office *office)
{
	int each = office->p[EACH];

	if (office->p[TAKE] == TAKE_ALL) {
		semaphore_acquire_many(office->permits, each);          //DOC: all-at-once
		return;
	}
	for (int i = 0; i < each; i++) {
		if (i > 0)
			task_sleep(office->p[COST]);
		semaphore_acquire(office->permits);                     //DOC: hold-and-wait
	}
}

static void give_back(struct office *office)
{
	if (office->p[TAKE] == TAKE_ALL)
		semaphore_release_many(office->permits, office->p[EACH]);
	else
		for (int i = 0; i < office->p[EACH]; i++)
			semaphore_release(office->permits);
}

static void count(struct office *office, int by)
{
	mutex_lock(office->lock);
	cell_store(office->inside, cell_load(office->inside) + by);
	lab_compare(cell_load(office->inside), <=, office->p[PERMITS],
	            "no more permits are taken than there are");
	mutex_unlock(office->lock);
}

static void work(void *arg)
{
	struct office *office = arg;
	bool inside = office->p[SEND_INSIDE] == SEND_INSIDE_ON;		//DOC: with-a-permit-in-hand
	int result = 1;

	take(office);
	wait_group_done(office->waiting);
	count(office, office->p[EACH]);
	task_sleep(office->p[COST]);
	if (inside)
		chan_send(office->results, &result);                    //DOC: send-inside
	count(office, -office->p[EACH]);
	give_back(office);
	if (!inside)
		chan_send(office->results, &result);
}

static void run(const int *p)
{
	struct office *office = lab_new(struct office);
	int result, sum = 0;

	office->p       = p;
	office->permits = p[TAKE] == TAKE_ALL ? semaphore_make_weighted(p[PERMITS], "permits") :
	                                        semaphore_make(p[PERMITS], "permits");
	office->waiting = wait_group_make("waiting");
	office->lock    = mutex_make(MUTEX_NORMAL, "lock");
	office->results = chan_make(int, p[RESULTS], "results");
	office->inside  = cell_make(0, "inside");
	wait_group_add(office->waiting, p[TASKS]);
	for (int i = 0; i < p[TASKS]; i++)
		task_go(work, office,
		        USES(ACQUIRES(office->permits), RELEASES(office->permits), DONES(office->waiting),
		             LOCKS(office->lock), LOADS(office->inside), STORES(office->inside),
		             SENDS(office->results)), "task-%d", i);
	task_uses(USES(WAITS(office->waiting), RECVS(office->results)));

	wait_group_wait(office->waiting);                               //DOC: all-let-in
	for (int i = 0; i < p[TASKS]; i++) {
		chan_recv(office->results, &result);
		sum += result;
	}
	lab_compare(sum, ==, p[TASKS], "everybody has had a turn");
}

const struct pattern pattern_semaphore = {
	.name = "semaphore", .summary = "at most so many at a time",
	.file = __FILE__,
	.settings = {
		[TASKS]       = NUMBER("tasks", 4, 0, 10000, "tasks that want permits"),
		[PERMITS]     = NUMBER("permits", 2, 0, 10000, "permits there are"),
		[EACH]        = NUMBER("each", 1, 1, 100, "permits that a task needs"),
		[TAKE]        = WORD("take", TAKE_ONE_BY_ONE, "how a task takes several",
		                     "one-by-one", "all"),
		[SEND_INSIDE] = WORD("send-inside", SEND_INSIDE_OFF,
		                     "does a task send its result before it gives back", "off", "on"),
		[RESULTS]     = NUMBER("results", 0, 0, 10000, "results that fit between tasks and main"),
		[COST]        = NUMBER("cost", 5, 0, 60000,
		                       "ms of work, and between taking one and the next"),
	},
	.run = run,
};
