/*
 * channel - a queue with a capacity, between one who sends and one who receives.
 *
 *     sender --values[cap]--> main             mode=two
 *     main   --values[cap]--> main             mode=self: main sends all first
 *
 * Use it when   one task has what another one needs; with cap=0 they also
 *               wait for each other.
 * Ends because  the sender closes the channel; the receiver leaves when it is
 *               closed and drained.
 * Watch         cap=0, then cap=3: how far does the sender run ahead?
 * Break it      mode=self; receives=1 (the sender is left behind); close=off
 *               (the receiver waits for more); close=twice; close=receiver
 *               (it closes after its first value; the sender sends on);
 *               nil=on.
 * Law           with mode=self it hangs iff sends > cap: nobody else could
 *               take a value out.
 */
#include "lab/lab.h"

enum { CAP, SENDS, RECEIVES, MODE, CLOSE, NIL };        /* index settings[] below and p[] */
enum { MODE_TWO, MODE_SELF };
enum { CLOSE_ON, CLOSE_OFF, CLOSE_TWICE, CLOSE_RECEIVER };

struct line {
	/* read-only once the sender has started */
	struct chan *values;            /* of int: 1, 2, ...; NULL with nil=on */
	const int   *p;
};

static void sender(void *arg)
{
	struct line *line = arg;
	int close = line->p[CLOSE];

	for (int value = 1; value <= line->p[SENDS]; value++)
		chan_send(line->values, &value);        //DOC: send
	if (close == CLOSE_ON || close == CLOSE_TWICE)
		chan_close(line->values);               //DOC: the-sender-closes
	if (close == CLOSE_TWICE)
		chan_close(line->values);
}

/* Receive until closed; with fewer receives than sends, stop early. */
static void receiver(struct line *line)
{
	bool to_the_end = line->p[RECEIVES] >= line->p[SENDS];
	int value, taken = 0;

	while ((to_the_end || taken < line->p[RECEIVES]) && chan_recv(line->values, &value)) {
		lab_compare(value, ==, ++taken, "values arrive in the order they were sent");
		if (taken == 1 && line->p[CLOSE] == CLOSE_RECEIVER)
			chan_close(line->values);       //DOC: the-receiver-closes
	}
}

static void run(const int *p)
{
	struct line *line = lab_new(struct line);

	line->p = p;
	line->values = p[NIL] ? NULL : chan_make(int, p[CAP], "values"); //DOC: nil-is-never-ready
	if (p[MODE] == MODE_TWO) {			//DOC: two-tasks-or-one
		task_go(sender, line, USES(SENDS(line->values), CLOSES(line->values)), "sender");
		task_uses(USES(RECVS(line->values),
		               USE_IF(p[CLOSE] == CLOSE_RECEIVER, CLOSES(line->values))));
	} else {
		task_uses(USES(SENDS(line->values), RECVS(line->values), CLOSES(line->values)));
		sender(line);                   //DOC: all-sends-first
	}
	receiver(line);
}

const struct pattern pattern_channel = {
	.name = "channel", .summary = "a queue with a capacity; 0 makes sender and receiver meet",
	.file = __FILE__, .lesson = 2,
	.settings = {
		[CAP]      = NUMBER("cap", 0, 0, 1000000, "values the channel holds; 0: a rendezvous"),
		[SENDS]    = NUMBER("sends", 3, 0, 1000000, "values to send"),
		[RECEIVES] = NUMBER("receives", 3, 0, 1000000, "values to take; from sends on: until closed"),
		[MODE]     = WORD("mode", MODE_TWO, "two tasks, or main sends to itself",
		                  "two", "self"),
		[CLOSE]    = WORD("close", CLOSE_ON, "who closes, and how often",
		                  "on", "off", "twice", "receiver"),
		[NIL]      = WORD("nil", 0, "use a channel that was never made", "off", "on"),
	},
	.run = run,
};
