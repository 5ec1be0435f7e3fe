/*
 * replicated-requests - ask several, take the first answer.
 *
 *     replica-0 --.
 *     replica-1 ---replies[reply-cap]--> main
 *     replica-2 --'         done <---------'
 *
 * Use it when   any of several can answer, and the slowest should not decide
 *               how long it takes.
 * Ends because  a replica puts its answer where there is room, or hears that
 *               the answer is no longer wanted.
 * Watch         latency=100: who is first? Run it again.
 * Break it      cancel=off reply-cap=0: those who come too late hold out
 *               their answers for ever.
 * Law           cancel=off leaks iff replicas - 1 > reply-cap, and so many as
 *               it is more: one answer is taken, reply-cap find room.
 */
#include "lab/lab.h"

enum { REPLICAS, REPLY_CAP, CANCEL, LATENCY };          /* index settings[] below and p[] */
enum { CANCEL_ON, CANCEL_OFF };

struct request {
	/* read-only once tasks have started */
	int          latency;
	struct chan *replies;           /* of int: a replica's number */
	struct chan *done;              /* closing it is the message; NULL with cancel=off */
};

struct replica {
	struct request *request;
	int             number;
};

static void replica(void *arg)
{
	struct replica *self = arg;
	struct request *request = self->request;
	char nothing;

	task_sleep(lab_random(request->latency + 1));
	if (request->done)                              //DOC: can-be-told
		select_on(FOREVER, SEND(request->replies, &self->number), RECV(request->done, &nothing));
	else
		chan_send(request->replies, &self->number);     //DOC: holds-it-out
}

static void run(const int *p)
{
	struct request *request = lab_new(struct request);
	int first;

	request->latency = p[LATENCY];
	request->replies = chan_make(int, p[REPLY_CAP], "replies");
	request->done    = p[CANCEL] == CANCEL_ON ? chan_make(char, 0, "done") : NULL;
	for (int i = 0; i < p[REPLICAS]; i++) {
		struct replica *self = lab_new(struct replica);

		*self = (struct replica){ request, i };
		task_go(replica, self, USES(SENDS(request->replies), RECVS(request->done)), "replica-%d", i);
	}
	task_uses(USES(RECVS(request->replies), CLOSES(request->done)));

	chan_recv(request->replies, &first);                    //DOC: the-first
	if (request->done)
		chan_close(request->done);                      //DOC: no-longer-wanted
	lab_check(first >= 0 && first < p[REPLICAS], "one of those who were asked has answered");
}

const struct pattern pattern_replicated_requests = {
	.name = "replicated-requests", .summary = "ask several, take the first answer",
	.file = __FILE__, .lesson = 13,
	.settings = {
		[REPLICAS]  = NUMBER("replicas", 3, 1, 10000, "tasks that are asked"),
		[REPLY_CAP] = NUMBER("reply-cap", 2, 0, 10000, "answers for which there is room"),
		[CANCEL]    = WORD("cancel", CANCEL_ON, "does main tell the others that it has an answer",
		                   "on", "off"),
		[LATENCY]   = NUMBER("latency", 0, 0, 60000, "ms that an answer takes at most"),
	},
	.run = run,
};
