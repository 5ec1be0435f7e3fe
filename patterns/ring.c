/*
 * ring - stages in a circle, each passing on to the next what it got from the one before.
 *
 *     stage-0 --link-0--> stage-1 --link-1--> stage-2 --link-2--> stage-0
 *
 * Use it when   work goes round: a token that allows something, or a value
 *               refined turn by turn.
 * Ends because  somebody starts by sending and somebody by receiving, so that
 *               there is always one who can go on; each stage stops after
 *               `rounds` turns.
 * Watch         tokens=1, then 2: who sends while who waits?
 * Break it      tokens=0: everybody waits to receive first. start=send:
 *               everybody sends first.
 * Law           start=receive hangs iff rounds > 0 and (tokens = 0 or tokens >=
 *               stages and buffer = 0): all wait to receive, or all to send.
 *               start=send hangs iff rounds > 0 and buffer = 0.
 */
#include "lab/lab.h"

enum { STAGES, TOKENS, BUFFER, START, ROUNDS };         /* index settings[] below and p[] */
enum { START_RECEIVE, START_SEND };

struct stage {
	/* read-only once its task has started */
	const int   *p;
	int          number;
	struct chan *in, *out;          /* of int: how far the token has come */
	/* its task's, until that has ended */
	int          turns;
};

static void work(void *arg)
{
	struct stage *stage = arg;
	bool has_token = stage->number < stage->p[TOKENS] || stage->p[START] == START_SEND;
	int token = 0;

	for (stage->turns = 0; stage->turns < stage->p[ROUNDS]; stage->turns++) {
		if (has_token)                                  //DOC: who-sends-first
			chan_send(stage->out, &token);          //DOC: send-first
		chan_recv(stage->in, &token);                   //DOC: receive
		token++;
		if (!has_token)
			chan_send(stage->out, &token);
	}
}

static void run(const int *p)
{
	int n = p[STAGES];
	struct chan **links = lab_array(struct chan *, n);
	struct stage *stages = lab_array(struct stage, n);
	struct task **tasks = lab_array(struct task *, n);

	for (int i = 0; i < n; i++)
		links[i] = chan_make(int, p[BUFFER], lab_name("link-%d", i));
	for (int i = 0; i < n; i++) {
		stages[i] = (struct stage){ p, i, links[(i + n - 1) % n], links[i], 0 };
		tasks[i] = task_go(work, &stages[i], USES(RECVS(stages[i].in), SENDS(stages[i].out)),
		                   "stage-%d", i);
	}
	task_uses(USES());
	for (int i = 0; i < n; i++) {
		task_join(tasks[i]);
		lab_compare(stages[i].turns, ==, p[ROUNDS], "every stage has had its turns");
	}
}

const struct pattern pattern_ring = {
	.name = "ring", .summary = "stages in a circle, each passing on to the next",
	.file = __FILE__, .is_scenario = 1,
	.settings = {
		[STAGES] = NUMBER("stages", 3, 2, 1000, "tasks in the circle"),
		[TOKENS] = NUMBER("tokens", 1, 0, 1000, "stages that have a token, and start by sending it"),
		[BUFFER] = NUMBER("buffer", 0, 0, 1000000, "tokens that a link holds; 0: a rendezvous"),
		[START]  = WORD("start", START_RECEIVE, "what the stages without a token do first",
		                "receive", "send"),
		[ROUNDS] = NUMBER("rounds", 1, 0, 1000000, "turns that each stage takes"),
	},
	.run = run,
};
