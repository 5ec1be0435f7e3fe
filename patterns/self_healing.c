/*
 * self-healing - a steward restarts a ward that stops beating.
 *
 *     steward --starts, and ends by a context--> ward-1, ward-2, ...
 *        ^------------------------beats-----------'
 *
 * Use it when   a task may get stuck for reasons you cannot remove, and its
 *               work can go on where it was left.
 * Ends because  each ward leaves when its context ends, and the last one does
 *               what is left.
 * Watch         lives=4: what does each ward do, and what is done when it
 *               begins?
 * Break it      listen=off: wards that got stuck stay: zombies. start=400: a
 *               ward is given up before it has begun, again and again.
 *               resume=off: each begins from nothing.
 * Law           leaks iff listen=off and lives > 1: lives - 1 of them. It can
 *               break iff start >= timeout: a ward may be given up before its
 *               first beat; and does iff resume=off and lives > 1.
 */
#include "lab/lab.h"

enum { LIVES, TIMEOUT, START, LISTEN, RESUME };           /* index settings[] below and p[] */
enum { LISTEN_ON, LISTEN_OFF };
enum { RESUME_ON, RESUME_OFF };

struct house {
	/* read-only once tasks have started */
	const int   *p;
	struct chan *beats;             /* of int: how much has been done */
	struct chan *never;             /* of int: what wards get stuck on */
};

struct ward {
	/* read-only once its task has started */
	struct house   *house;
	struct context *life;
	int             number;         /* from 1 */
	int             done;           /* when it begins */
};

/* Stuck: only who listens gets out. */
static void get_stuck(struct ward *ward)
{
	int nothing;

	if (ward->house->p[LISTEN] == LISTEN_OFF)
		chan_recv(ward->house->never, &nothing);                //DOC: zombie
	else
		select_on(FOREVER, RECV(ward->house->never, &nothing), DONE(ward->life));       //DOC: listens
}

/* Each ward does one unit and gets stuck, the last one does all that is left. */
static void work(void *arg)
{
	struct ward *ward = arg;
	const int *p = ward->house->p;
	bool last = ward->number == p[LIVES];

	task_sleep(p[START]);
	for (int done = ward->done + 1; done <= p[LIVES]; done++) {
		if (select_on(FOREVER, SEND(ward->house->beats, &done), DONE(ward->life)) == 1) //DOC: beat
			return;
		if (!last || p[RESUME] == RESUME_OFF) {			//DOC: stops-beating
			get_stuck(ward);
			return;
		}
	}
}

static struct context *start(struct house *house, int number, int done)
{
	struct ward *ward = lab_new(struct ward);

	*ward = (struct ward){ house, context_make(NULL, lab_name("life-%d", number)), number, done };
	task_go(work, ward, USES(SENDS(house->beats), RECVS(house->never), WATCHES(ward->life)),
	        "ward-%d", number);
	return ward->life;
}

/* Watch one ward as long as it beats. Returns what has been done. */
static int watch(struct house *house, int done)
{
	int beat;

	while (done < house->p[LIVES] && select_on(house->p[TIMEOUT], RECV(house->beats, &beat)) == 0)
		done = beat;                                            //DOC: progress
	return done;
}

static void run(const int *p)
{
	struct house *house = lab_new(struct house);
	int done = 0;

	house->p     = p;
	house->beats = chan_make(int, 0, "beats");
	house->never = chan_make(int, 0, "never");
	for (int number = 1; number <= p[LIVES] && done < p[LIVES]; number++) {
		struct context *life = start(house, number, p[RESUME] == RESUME_ON ? done : 0);

		done = watch(house, done);
		context_cancel(life);                                   //DOC: give-up
	}
	task_uses(USES());
	lab_compare(done, ==, p[LIVES], "all is done in the end");
}

const struct pattern pattern_self_healing = {
	.name = "self-healing", .summary = "a steward restarts a ward that stops beating",
	.file = __FILE__,
	.settings = {
		[LIVES]   = NUMBER("lives", 3, 1, 100, "wards, one after the other; and units of work"),
		[TIMEOUT] = NUMBER("timeout", 250, 1, 60000,
		                   "ms without a beat after which a ward is given up"),
		[START]   = NUMBER("start", 5, 0, 60000, "ms that a ward takes to begin"),
		[LISTEN]  = WORD("listen", LISTEN_ON, "does a ward that is stuck see its end", "on", "off"),
		[RESUME]    = WORD("resume", RESUME_ON, "does a ward go on where the last one stopped",
		                   "on", "off"),
	},
	.run = run,
};
