/*
 * pub-sub - every message goes to every subscriber.
 *
 *           .--news-0[buffer]--> subscriber-0
 *     main -+--news-1[buffer]--> subscriber-1
 *           '--news-2[buffer]--> subscriber-2
 *
 * Use it when   several tasks must all hear the same news.
 * Ends because  main closes every subscriber's channel after the last
 *               message; a subscriber leaves when it is drained.
 * Watch         policy=drop-new messages=50: who hears how much?
 * Break it      dead=1: one subscriber stops reading after its first message,
 *               and policy=block waits for it: all are held up by one.
 *               unsubscribe=under-lock: the first subscriber wants to leave,
 *               and needs the lock that main holds while it waits for room in
 *               that subscriber's channel. It rarely shows: main must find
 *               the channel full just then. buffer=0 makes it likely.
 * Law           dead=1 hangs with policy=block iff messages > buffer + 1;
 *               with any other policy never.
 */
#include "lab/lab.h"

/* Index settings[] below and p[]. */
enum { SUBSCRIBERS, MESSAGES, BUFFER, DEAD, POLICY, UNSUBSCRIBE };
enum { POLICY_BLOCK, POLICY_DROP_NEW, POLICY_DROP_OLD, POLICY_KICK };

struct subscriber {
	/* read-only once its task has started */
	const int    *p;
	int           number;
	struct chan  *news;             /* of int: 1, 2, ... */
	struct mutex *list;             /* NULL with unsubscribe=off */
	/* under the lock; main's, without one */
	bool          gone;
	/* its task's, until that has ended */
	int           heard;
};

static void leave(struct subscriber *subscriber)
{
	mutex_lock(subscriber->list);                   //DOC: wants-the-lock
	subscriber->gone = true;
	mutex_unlock(subscriber->list);
}

static void subscribe(void *arg)
{
	struct subscriber *self = arg;
	int message, last = 0;

	while (chan_recv(self->news, &message)) {
		lab_compare(message, >, last, "messages arrive in their order");
		last = message;
		self->heard++;
		if (self->list && self->number == 0)
			leave(self);
		if (self->number < self->p[DEAD] || (self->list && self->number == 0))
			return;                         //DOC: stops-reading
	}
}

static void publish(struct subscriber *to, int message)
{
	int old;

	if (to->p[POLICY] == POLICY_BLOCK) {
		chan_send(to->news, &message);          //DOC: waits-for-the-slowest
		return;
	}
	if (select_on(NOW, SEND(to->news, &message)) == 0 || to->p[POLICY] == POLICY_DROP_NEW)
		return;
	if (to->p[POLICY] == POLICY_KICK) {
		to->gone = true;
		chan_close(to->news);                   //DOC: kicked
		return;
	}
	select_on(NOW, RECV(to->news, &old));           //DOC: drops-the-oldest
	select_on(NOW, SEND(to->news, &message));
}

/* One round: `message` to everybody; or, when it is 0, the end of the news. */
static void publish_to_all(struct subscriber *all, struct mutex *list, int message)
{
	if (list)
		mutex_lock(list);
	for (int i = 0; i < all[0].p[SUBSCRIBERS]; i++)
		if (!all[i].gone && message)
			publish(&all[i], message);      //DOC: under-the-lock
		else if (!all[i].gone)
			chan_close(all[i].news);
	if (list)
		mutex_unlock(list);
}

static void run(const int *p)
{
	int n = p[SUBSCRIBERS];
	struct mutex *list = p[UNSUBSCRIBE] ? mutex_make(MUTEX_NORMAL, "list") : NULL; //DOC: or-none
	struct subscriber *all = lab_array(struct subscriber, n);
	struct task **tasks = lab_array(struct task *, n);
	struct use *uses = lab_array(struct use, 3 * n + 1);

	uses[3 * n] = LOCKS(list);
	for (int i = 0; i < n; i++) {
		struct chan *news = chan_make(int, p[BUFFER], lab_name("news-%d", i));

		all[i] = (struct subscriber){ .p = p, .number = i, .news = news, .list = list };
		tasks[i] = task_go(subscribe, &all[i], USES(RECVS(news), LOCKS(list)), "subscriber-%d", i);
		uses[3 * i]     = SENDS(news);
		uses[3 * i + 1] = CLOSES(news);
		uses[3 * i + 2] = USE_IF(p[POLICY] == POLICY_DROP_OLD, RECVS(news));
	}
	task_uses(USES_OF(uses, 3 * n + 1));
	for (int message = 1; message <= p[MESSAGES]; message++)
		publish_to_all(all, list, message);
	publish_to_all(all, list, 0);

	for (int i = 0; i < n; i++) {
		task_join(tasks[i]);
		if (p[POLICY] == POLICY_BLOCK && i >= p[DEAD] && !(list && i == 0))
			lab_compare(all[i].heard, ==, p[MESSAGES], "every subscriber hears every message");
	}
}

const struct pattern pattern_pub_sub = {
	.name = "pub-sub", .summary = "every message goes to every subscriber",
	.file = __FILE__,
	.settings = {
		[SUBSCRIBERS] = NUMBER("subscribers", 3, 1, 1000, "tasks that listen"),
		[MESSAGES]    = NUMBER("messages", 5, 0, 1000000, "messages that main publishes"),
		[BUFFER]      = NUMBER("buffer", 1, 0, 1000000, "messages that wait, for each subscriber"),
		[DEAD]        = NUMBER("dead", 0, 0, 1000, "subscribers that read one message and no more"),
		[POLICY]      = WORD("policy", POLICY_BLOCK, "what main does when a subscriber has no room",
		                     "block", "drop-new", "drop-old", "kick"),
		[UNSUBSCRIBE] = WORD("unsubscribe", 0, "the first one leaves, under the lock of the list",
		                     "off", "under-lock"),
	},
	.run = run,
};
