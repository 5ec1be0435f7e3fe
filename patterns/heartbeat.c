/*
 * heartbeat - a worker that proves it is alive.
 *
 *     worker --result--> main
 *        '----beat-----> main --too long without?--> gives it up
 *
 * Use it when   you wait for somebody who may be stuck, and must know slow
 *               from dead.
 * Ends because  either all results come, or the beats stop and main gives the
 *               worker up.
 * Watch         unit=50 pulse=10: beats between results. stuck=3: when does
 *               main notice?
 * Break it      stuck=3 heeds=off: main waits for a result that never comes.
 *               timeout=5 pulse=20: main gives up a worker that is alive.
 *               pulse-send=blocking heeds=off: the worker waits for somebody
 *               to hear its beat.
 * Law           heeds=off hangs iff stuck > 0 and stuck <= units, or
 *               pulse-send=blocking and a beat is due before the end. With
 *               heeds=on and nobody stuck a false alarm comes iff units > 0
 *               and timeout < pulse and timeout < unit.
 */
#include "lab/lab.h"

enum { UNITS, PULSE, TIMEOUT, UNIT, HEEDS, PULSE_SEND, STUCK };         /* index settings[] below and p[] */
enum { HEEDS_ON, HEEDS_OFF };
enum { PULSE_SEND_TRY, PULSE_SEND_BLOCKING };

struct job {
	/* read-only once tasks have started */
	const int      *p;
	struct chan    *beats, *results;        /* of int */
	struct timer   *pulse;
	struct context *given_up;
};

/* Until `timer` ticks, or for ever (NULL): beat. Returns false when main has given the worker up. */
static bool beat_until(struct job *job, struct timer *timer)
{
	int beat = 1;

	for (;;) {
		int event = select_on(FOREVER, TICK(timer), TICK(job->pulse), DONE(job->given_up));

		if (event != 1)
			return event == 0;
		if (job->p[PULSE_SEND] == PULSE_SEND_TRY)
			select_on(NOW, SEND(job->beats, &beat));                //DOC: try
		else
			select_on(FOREVER, SEND(job->beats, &beat), DONE(job->given_up)); //DOC: blocking
	}
}

static void work(void *arg)
{
	struct job *job = arg;

	for (int unit = 1; unit <= job->p[UNITS]; unit++) {
		if (unit == job->p[STUCK])
			timer_stop(job->pulse);                                 //DOC: stuck
		if (!beat_until(job, unit == job->p[STUCK] ? NULL : timer_make(job->p[UNIT], "unit")))
			return;
		if (select_on(FOREVER, SEND(job->results, &unit), DONE(job->given_up)) == 1)
			return;
	}
}

/* Collect the results. Returns how many have come before there was silence for too long. */
static int watch(struct job *job)
{
	int wait = job->p[HEEDS] == HEEDS_ON ? job->p[TIMEOUT] : FOREVER, results = 0, value;

	while (results < job->p[UNITS])
		if (job->p[HEEDS] == HEEDS_OFF) {
			chan_recv(job->results, &value);                        //DOC: trusts
			results++;
		} else {
			int event = select_on(wait, RECV(job->results, &value), RECV(job->beats, &value));

			if (event == SELECT_TIMEOUT)
				break;                                          //DOC: silence
			results += event == 0;
		}
	return results;
}

static void run(const int *p)
{
	struct job *job = lab_new(struct job);
	struct task *worker;
	int found = p[STUCK] && p[STUCK] <= p[UNITS] ? p[STUCK] - 1 : p[UNITS], results;

	job->p        = p;
	job->beats    = chan_make(int, 0, "beats");
	job->results  = chan_make(int, 0, "results");
	job->pulse    = ticker_make(p[PULSE], ENDLESS, "pulse");
	job->given_up = context_make(NULL, "given-up");
	worker = task_go(work, job, USES(SENDS(job->beats), SENDS(job->results), HEARS(job->pulse),
	                                 SETS(job->pulse), WATCHES(job->given_up)), "worker");
	task_uses(USES(RECVS(job->beats), RECVS(job->results), CANCELS(job->given_up)));

	results = watch(job);
	context_cancel(job->given_up);                                          //DOC: give-up
	task_join(worker);
	lab_compare(results, ==, found, "only who is stuck is given up");
}

const struct pattern pattern_heartbeat = {
	.name = "heartbeat", .summary = "a worker that proves it is alive",
	.file = __FILE__,
	.settings = {
		[UNITS]      = NUMBER("units", 5, 0, 1000, "results the worker has to find"),
		[PULSE]      = NUMBER("pulse", 10, 1, 60000, "ms between beats"),
		[TIMEOUT]    = NUMBER("timeout", 500, 1, 60000, "ms of silence after which main gives up"),
		[UNIT]       = NUMBER("unit", 20, 0, 60000, "ms of work for a result"),
		[HEEDS]      = WORD("heeds", HEEDS_ON, "does main listen to beats, and give up without",
		                    "on", "off"),
		[PULSE_SEND] = WORD("pulse-send", PULSE_SEND_TRY, "how the worker sends a beat",
		                    "try", "blocking"),
		[STUCK]      = NUMBER("stuck", 0, 0, 1000,
		                      "the unit at which the worker gets stuck; 0: at none"),
	},
	.run = run,
	.measures = {
		{ MEASURE_GAPS, "main", "beats", "beats that are heard", NULL },
		{ MEASURE_WAITS, "main", NULL, "main hears nothing", NULL },
	},
};
