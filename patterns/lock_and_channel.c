/*
 * lock-and-channel - a lock held while sending.
 *
 *     producer --lock, count, unlock--.
 *        '------items[cap]-------------> main: lock, count, unlock; receive
 *
 * Use it when   never under the lock: what is guarded is changed under it,
 *               what blocks comes after.
 * Ends because  nobody waits for anything while holding the lock.
 * Watch         send=under cap=1, then cap=3: who waits for whom, and when
 *               does nobody?
 * Break it      send=under: the producer holds the lock and waits for a
 *               receiver; main wants the lock before it receives. It hangs in
 *               nearly every run, though not in every schedule.
 * Law           it can hang iff send=under and items > cap: only then does a
 *               send wait, and the lock with it.
 */
#include "lab/lab.h"

enum { CAP, SEND_WHERE, ITEMS, HOLD };          /* index settings[] below and p[] */
enum { SEND_AFTER, SEND_UNDER };

struct shop {
	/* read-only once the producer has started */
	const int    *p;
	struct chan  *items;            /* of int: 1, 2, ... */
	struct mutex *lock;
	/* under the lock */
	struct cell  *made;             /* how many items there are */
};

static void producer(void *arg)
{
	struct shop *shop = arg;

	for (int item = 1; item <= shop->p[ITEMS]; item++) {
		mutex_lock(shop->lock);
		cell_store(shop->made, item);
		if (shop->p[SEND_WHERE] == SEND_UNDER)
			chan_send(shop->items, &item);          //DOC: under-the-lock
		mutex_unlock(shop->lock);
		if (shop->p[SEND_WHERE] == SEND_AFTER)
			chan_send(shop->items, &item);          //DOC: after-the-lock
	}
}

static void run(const int *p)
{
	struct shop *shop = lab_new(struct shop);
	int item;

	shop->p     = p;
	shop->items = chan_make(int, p[CAP], "items");
	shop->lock  = mutex_make(MUTEX_NORMAL, "shop");
	shop->made  = cell_make(0, "made");
	task_go(producer, shop, USES(LOCKS(shop->lock), STORES(shop->made), SENDS(shop->items)), "producer");
	task_uses(USES(LOCKS(shop->lock), LOADS(shop->made), RECVS(shop->items)));

	for (int i = 1; i <= p[ITEMS]; i++) {
		task_sleep(p[HOLD]);
		mutex_lock(shop->lock);                 //DOC: wants-the-lock-first
		lab_compare(cell_load(shop->made), >=, i - 1, "items are counted before they are sent");
		mutex_unlock(shop->lock);
		chan_recv(shop->items, &item);
		lab_compare(item, ==, i, "items arrive in order");
	}
}

const struct pattern pattern_lock_and_channel = {
	.name = "lock-and-channel", .summary = "a lock held while sending",
	.file = __FILE__, .lesson = 19, .is_scenario = 1,
	.settings = {
		[CAP]        = NUMBER("cap", 0, 0, 1000000, "items that wait; 0: a rendezvous"),
		[SEND_WHERE] = WORD("send", SEND_AFTER, "after the lock is given back, or under it",
		                    "after", "under"),
		[ITEMS]      = NUMBER("items", 3, 0, 1000000, "items to send"),
		[HOLD]       = NUMBER("hold", 0, 0, 60000, "ms that main does something else first"),
	},
	.run = run,
};
