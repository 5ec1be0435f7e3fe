/*
 * dining - philosophers around a table, a fork between each two; to eat, one needs both.
 *
 *                  philosopher-0
 *            fork-0             fork-1
 *        philosopher-2       philosopher-1         seats=3
 *                     fork-2
 *
 * Use it when   tasks need several locks at once, and every lock is wanted by
 *               more than one.
 * Ends because  all take the fork with the lower number first: whoever holds
 *               the highest fork waits for nobody.
 * Watch         order=seats-1: who waits at the door, and how many eat at the
 *               same time?
 * Break it      order=same-handed: everybody takes the left fork, and waits
 *               for the right one. That takes hold=20: without it they hardly
 *               ever get so far at the same time. Then order=one-left
 *               hold=20: a single left-hander is enough.
 * Law           it can hang iff order=same-handed and meals > 0, whatever the
 *               seats: in every other order there is one whom nobody can keep
 *               from eating.
 */
#include "lab/lab.h"

enum { SEATS, MEALS, ORDER, HOLD };     /* index settings[] below and p[] */
enum { ORDER_ORDERED, ORDER_SAME_HANDED, ORDER_ONE_LEFT, ORDER_SEATS_1 };

struct philosopher {
	/* read-only once its task has started */
	const int    *p;
	struct mutex *first, *second;
	struct chan  *room;             /* as many places as may sit; NULL but with order=seats-1 */
	/* its task's, until that has ended */
	int           eaten;
};

static void eat(struct philosopher *self)
{
	mutex_lock(self->first);                        //DOC: first-fork
	task_sleep(self->p[HOLD]);
	mutex_lock(self->second);                       //DOC: second-fork
	self->eaten++;
	mutex_unlock(self->second);
	mutex_unlock(self->first);
}

static void dine(void *arg)
{
	struct philosopher *self = arg;
	char place = 0;

	for (int meal = 0; meal < self->p[MEALS]; meal++) {
		if (self->room)
			chan_send(self->room, &place);  //DOC: sits-down
		eat(self);
		if (self->room)
			chan_recv(self->room, &place);
	}
}

/* Does this one take the fork to the right first? */
static bool starts_right(const int *p, int number)
{
	if (p[ORDER] == ORDER_ORDERED)
		return number == p[SEATS] - 1;          //DOC: the-lower-number-first
	return p[ORDER] == ORDER_ONE_LEFT && number == 0;       //DOC: one-left-hander
}

static void run(const int *p)
{
	int n = p[SEATS];
	struct chan *room = p[ORDER] == ORDER_SEATS_1 ? chan_make(char, n - 1, "room") : NULL;
	struct mutex **forks = lab_array(struct mutex *, n);
	struct philosopher *all = lab_array(struct philosopher, n);
	struct task **tasks = lab_array(struct task *, n);

	for (int i = 0; i < n; i++)
		forks[i] = mutex_make(MUTEX_NORMAL, lab_name("fork-%d", i));
	for (int i = 0; i < n; i++) {
		struct mutex *left = forks[i], *right = forks[(i + 1) % n];
		bool swap = starts_right(p, i);

		all[i] = (struct philosopher){ p, swap ? right : left, swap ? left : right, room, 0 };
		tasks[i] = task_go(dine, &all[i], USES(LOCKS(left), LOCKS(right), SENDS(room), RECVS(room)), "philosopher-%d", i);
	}

	task_uses(USES());
	for (int i = 0; i < n; i++) {
		task_join(tasks[i]);
		lab_compare(all[i].eaten, ==, p[MEALS], "everybody has eaten");
	}
}

const struct pattern pattern_dining = {
	.name = "dining", .summary = "philosophers around a table, a fork between each two",
	.file = __FILE__, .lesson = 14, .is_scenario = 1,
	.settings = {
		[SEATS] = NUMBER("seats", 5, 2, 1000, "philosophers, and forks"),
		[MEALS] = NUMBER("meals", 1, 0, 1000000, "times that each one eats"),
		[ORDER] = WORD("order", ORDER_ORDERED, "which fork first, or who may sit down",
		               "ordered", "same-handed", "one-left", "seats-1"),
		[HOLD]  = NUMBER("hold", 0, 0, 60000, "ms between the first fork and the second"),
	},
	.run = run,
};
