/*
 * lock-order - tasks that need two locks at once: transfers between accounts.
 *
 *     task-0: account-0, then account-1       task-1: account-1, then account-0
 *
 *     task-0 --wants--> account-1 --held by--> task-1
 *        ^--held by-- account-0 <--wants----------'
 *
 * Use it when   one change touches two things, each with a lock of its own.
 * Ends because  everybody takes the locks in one and the same order, so
 *               nobody who holds the last one waits.
 * Watch         order=opposite: who holds what while it waits for what? Then
 *               gate: what do the tasks wait for now?
 * Break it      order=opposite: from its own account to the next, whatever
 *               their numbers. hold=0 makes it a matter of luck: try
 *               loops=100000.
 * Law           it can hang iff order=opposite and tasks >= locks and loops >
 *               0: only then do the waits close to a ring.
 */
#include "lab/lab.h"

enum { TASKS, LOCKS, ORDER, LOOPS, HOLD };      /* index settings[] below and p[] */
enum { ORDER_SAME, ORDER_OPPOSITE, ORDER_GATE };

struct bank {
	/* read-only once tasks have started */
	const int     *p;
	struct mutex **locks;           /* by account */
	struct cell  **money;           /* under the account's lock */
	struct mutex  *gate;
};

struct client {
	/* read-only once its task has started */
	struct bank *bank;
	int          from, to;
};

static void lock_both(struct bank *bank, int from, int to)
{
	bool swap = bank->p[ORDER] == ORDER_SAME && from > to;          //DOC: same-order

	mutex_lock(bank->locks[swap ? to : from]);
	task_sleep(bank->p[HOLD]);
	mutex_lock(bank->locks[swap ? from : to]);                      //DOC: second-lock
}

static void transfer(struct bank *bank, int from, int to)
{
	if (bank->p[ORDER] == ORDER_GATE)
		mutex_lock(bank->gate);                                 //DOC: gate
	lock_both(bank, from, to);
	cell_store(bank->money[from], cell_load(bank->money[from]) - 1);
	cell_store(bank->money[to], cell_load(bank->money[to]) + 1);
	mutex_unlock(bank->locks[to]);
	mutex_unlock(bank->locks[from]);
	if (bank->p[ORDER] == ORDER_GATE)
		mutex_unlock(bank->gate);
}

static void work(void *arg)
{
	struct client *client = arg;

	for (int i = 0; i < client->bank->p[LOOPS]; i++)
		transfer(client->bank, client->from, client->to);
}

static struct task *start(struct bank *bank, int number)
{
	struct client *client = lab_new(struct client);
	int from = number % bank->p[LOCKS], to = (number + 1) % bank->p[LOCKS];

	*client = (struct client){ bank, from, to };
	return task_go(work, client,
	               USES(LOCKS(bank->gate), LOCKS(bank->locks[from]), LOCKS(bank->locks[to]),
	                    LOADS(bank->money[from]), STORES(bank->money[from]),
	                    LOADS(bank->money[to]), STORES(bank->money[to])), "task-%d", number);
}

static void run(const int *p)
{
	struct bank *bank = lab_new(struct bank);
	struct task **tasks = lab_array(struct task *, p[TASKS]);
	int64_t sum = 0;

	bank->p     = p;
	bank->locks = lab_array(struct mutex *, p[LOCKS]);
	bank->money = lab_array(struct cell *, p[LOCKS]);
	bank->gate  = p[ORDER] == ORDER_GATE ? mutex_make(MUTEX_NORMAL, "gate") : NULL;
	for (int i = 0; i < p[LOCKS]; i++) {
		bank->locks[i] = mutex_make(MUTEX_NORMAL, lab_name("account-%d", i));
		bank->money[i] = cell_make(0, lab_name("money-%d", i));
	}
	for (int i = 0; i < p[TASKS]; i++)
		tasks[i] = start(bank, i);

	for (int i = 0; i < p[TASKS]; i++)
		task_join(tasks[i]);
	for (int i = 0; i < p[LOCKS]; i++)
		sum += cell_load(bank->money[i]);
	lab_compare(sum, ==, 0, "no money appears or disappears");
}

const struct pattern pattern_lock_order = {
	.name = "lock-order", .summary = "tasks that need two locks at once",
	.file = __FILE__, .lesson = 14, .is_scenario = 1,
	.settings = {
		[TASKS] = NUMBER("tasks", 2, 1, 1000, "tasks that transfer"),
		[LOCKS] = NUMBER("locks", 2, 2, 1000, "accounts, each with a lock; task i uses i, i + 1"),
		[ORDER] = WORD("order", ORDER_SAME, "lowest number first, own first, or a gate around both",
		               "same", "opposite", "gate"),
		[LOOPS] = NUMBER("loops", 1, 0, 1000000, "transfers a task makes"),
		[HOLD]  = NUMBER("hold", 20, 0, 60000, "ms between the first lock and the second"),
	},
	.run = run,
};
