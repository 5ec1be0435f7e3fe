/* test_measure.c - waiting, throughput, levels: against arithmetic that can be done by hand. */
#include "tests/check_text.h"

#include <math.h>

#include "cmd/line/complete.h"
#include "lab/view/measure.h"
#include "tests/capture.h"

#define MS 1e6

enum { QUEUE = 1, LOCK, CLOCK };

static const struct wait_filter everybody = { NO_TASK, NO_OBJECT, NULL, false, false };

static const char *tasks[] = { "main", "worker-0", "worker-1" };
static struct trace_object objects[] = {
	{ "main", "task", -1 }, { "queue", "channel", 4 }, { "lock", "mutex", -1 }, { "clock", "timer", -1 },
};

/* ---- Traces made by hand; a stamp is a millisecond ---- */

static struct event at(int ms, int task, enum event_kind kind, int object, int level)
{
	return (struct event){
		.stamp = (uint64_t)ms, .here = "here:1", .task = task, .object = object, .peer = NO_TASK,
		.kind = (uint8_t)kind, .level = level,
	};
}

static struct event parked(int ms, int task, enum event_kind waits_for, int object, int n_cases)
{
	struct event event = at(ms, task, EV_PARK, object, 0);

	event.waits_for = (uint8_t)waits_for;
	event.n_cases = (uint8_t)n_cases;
	return event;
}

static struct trace trace_of(struct event *events, long n)
{
	return (struct trace){
		.events = events, .n_events = n, .n_tasks = 3, .n_objects = 4, .tasks = tasks,
		.objects = objects, .ns_per_tick = MS,
	};
}

static void near(double got, double expected)
{
	if (fabs(got - expected) > 1e-9 * (1 + fabs(expected)))
		print_error("%.12f is not %.12f\n", got, expected);
	assert_true(fabs(got - expected) <= 1e-9 * (1 + fabs(expected)));
}

/*
 * Sent at 1, 2, 3, received at 4, 6, 6, over at 10: they stay 3 + 4 + 3 = 10 ms in all, so W = 10/3 ms;
 * 3 come in 10 ms. One is there from 1 to 2, two to 3, three to 4, two to 6: 1 + 2 + 3 + 4 = 10, so L = 1.
 */
static long make_queue(struct event events[8])
{
	events[0] = at(1, 0, EV_CHAN_SEND, QUEUE, 1);
	events[1] = at(2, 0, EV_CHAN_SEND, QUEUE, 2);
	events[2] = at(3, 0, EV_CHAN_SEND, QUEUE, 3);
	events[3] = at(4, 1, EV_CHAN_RECV, QUEUE, 2);
	events[4] = at(6, 1, EV_CHAN_RECV, QUEUE, 1);
	events[5] = at(6, 2, EV_CHAN_RECV, QUEUE, 0);
	events[6] = at(10, 0, EV_TASK_END, NO_OBJECT, 0);
	return 7;
}

static void test_littles_law_by_hand(void **state)
{
	struct event events[8];
	struct trace trace = trace_of(events, make_queue(events));
	struct measures *m = measures_new(&trace, 0);
	struct little little;

	(void)state;
	assert_true(measure_little(m, QUEUE, &little));
	assert_int_equal(little.arrivals, 3);
	assert_int_equal(little.departures, 3);
	near(little.rate, 300);
	near(little.stay, 10 * MS / 3);
	near(little.product, 1);
	near(little.length, 1);
	assert_int_equal(m->objects[QUEUE].least, 0);
	assert_int_equal(m->objects[QUEUE].most, 3);
	assert_int_equal(m->objects[QUEUE].operations, 6);
	assert_false(measure_little(m, LOCK, &little));
	measures_free(m);
}

/* The last receive is missing: its item is in it from 3 to 10, so L = 1.4; W = (3 + 4) / 2 ms. */
static void test_what_is_still_in_it_counts_in_one_side(void **state)
{
	struct look look = { .width = 200, .ascii = true };
	struct buf text = { 0 };
	struct event events[8];
	struct trace trace;
	struct measures *m;
	struct little little;

	(void)state;
	make_queue(events);
	events[5] = events[6];
	trace = trace_of(events, 6);
	m = measures_new(&trace, 0);
	assert_true(measure_little(m, QUEUE, &little));
	near(little.length, 1.4);
	near(little.stay, 3.5 * MS);
	near(little.product, 300 * 0.0035);
	view_measures(&text, m, NO_TASK, QUEUE, false, &look);
	check_has(buf_text(&text), "lambda x W = 1.050, measured length L = 1.400: 25.0 % apart, "
	          "for 1 of 3 was still in it");
	buf_free(&text);
	measures_free(m);
}

static void test_a_level_over_time(void **state)
{
	struct measured_object object = { .has_level = true, .most = 7 };
	double slots[MEASURE_SLOTS];
	struct buf text = { 0 };

	(void)state;
	for (int i = 0; i < MEASURE_SLOTS; i++)
		slots[i] = i / 6;               /* 0 .. 7, each for an eighth of the time */
	object.slots = slots;
	view_spark(&text, &object, 24, true);
	assert_string_equal(buf_text(&text), "___...:::---===+++***###");
	buf_clear(&text);
	view_spark(&text, &object, 8, false);
	assert_string_equal(buf_text(&text), "▁▂▃▄▅▆▇█");
	buf_free(&text);
}

/* Slots are means: together they are the mean of all. */
static void test_slots_add_up_to_the_mean(void **state)
{
	struct event events[8];
	struct trace trace = trace_of(events, make_queue(events));
	struct measures *m = measures_new(&trace, 0);
	double sum = 0;

	(void)state;
	for (int i = 0; i < MEASURE_SLOTS; i++)
		sum += m->objects[QUEUE].slots[i];
	near(sum / MEASURE_SLOTS, m->objects[QUEUE].mean);
	near(m->objects[QUEUE].slots[0], 0);
	near(m->objects[QUEUE].slots[MEASURE_SLOTS - 1], 0);
	near(m->objects[QUEUE].slots[17], 3);                   /* 3.54 .. 3.75 of 10 ms */
	measures_free(m);
}

/* ---- Waits ---- */

static void test_percentiles_of_twenty_waits(void **state)
{
	struct event events[40];
	struct trace trace = trace_of(events, 40);
	struct wait_stats stats;
	struct measures *m;

	(void)state;
	for (int i = 0; i < 20; i++) {          /* 1, 2, .. 20 ms, mixed up */
		int length = i * 7 % 20 + 1;

		events[2 * i] = parked(i * 100, i % 2 + 1, EV_LOCK, LOCK, 1);
		events[2 * i + 1] = at(i * 100 + length, i % 2 + 1, EV_LOCK, LOCK, 1);
	}
	m = measures_new(&trace, 0);
	stats = measure_waits(m, &(struct wait_filter){ .task = NO_TASK, .object = LOCK });
	assert_int_equal(stats.n, 20);
	near(stats.mean, 10.5 * MS);
	near(stats.median, 10.5 * MS);
	near(stats.p95, 19 * MS);
	near(stats.longest->to - stats.longest->from, 20 * MS);
	near(stats.sum, 210 * MS);
	stats = measure_waits(m, &(struct wait_filter){ .task = 1, .object = NO_OBJECT });
	assert_int_equal(stats.n, 10);
	stats = measure_waits(m, &(struct wait_filter){ NO_TASK, NO_OBJECT, "worker", false, false });
	assert_int_equal(stats.n, 20);
	stats = measure_waits(m, &(struct wait_filter){ .task = NO_TASK, .object = QUEUE });
	assert_int_equal(stats.n, 0);
	assert_null(stats.longest);
	measures_free(m);
}

/* On real threads who is woken and finds the lock taken waits again: for the person it is one wait. */
static void test_a_wait_that_is_taken_up_again_is_one(void **state)
{
	struct event events[] = {
		parked(10, 1, EV_LOCK, LOCK, 1), parked(20, 1, EV_LOCK, LOCK, 1), at(35, 1, EV_LOCK, LOCK, 1),
		at(40, 1, EV_UNLOCK, LOCK, 0),
	};
	struct trace trace = trace_of(events, 4);
	struct measures *m = measures_new(&trace, 0);
	struct wait_stats stats = measure_waits(m, &everybody);

	(void)state;
	assert_int_equal(stats.n, 1);
	near(stats.mean, 25 * MS);
	near(m->objects[LOCK].mean, 5.0 / 40);          /* held from 35 to 40 */
	measures_free(m);
}

static void test_how_waits_end(void **state)
{
	struct event events[] = {
		parked(0, 1, EV_CHAN_RECV, QUEUE, 2),           /* a select that hears the lock's side */
		parked(0, 2, EV_CHAN_RECV, QUEUE, 2),           /* one that times out */
		at(5, 1, EV_LOCK, LOCK, 1), at(7, 2, EV_TIMEOUT, NO_OBJECT, 0),
		parked(10, 1, EV_CHAN_RECV, QUEUE, 1),          /* one that lasts */
		at(30, 0, EV_TASK_END, NO_OBJECT, 0),
	};
	struct trace trace = trace_of(events, 6);
	struct measures *m = measures_new(&trace, 40 * MS);     /* it ended later than its last event */
	struct wait_stats stats = measure_waits(m, &everybody);

	(void)state;
	assert_int_equal(m->n_waits, 3);
	assert_int_equal(m->waits[0].object, LOCK);
	assert_int_equal(m->waits[0].what, EV_LOCK);
	assert_int_equal(m->waits[1].end, WAIT_TIMED_OUT);
	assert_int_equal(m->waits[2].end, WAIT_LASTS);
	near(m->waits[2].to - m->waits[2].from, 30 * MS);
	assert_int_equal(stats.timed_out, 1);
	assert_int_equal(stats.lasting, 1);
	near(m->tasks[1].waiting, 35 * MS);
	measures_free(m);
}

static void test_shares_of_a_life(void **state)
{
	struct event events[] = {
		at(10, 0, EV_TASK_GO, NO_OBJECT, 0), at(20, 1, EV_SLEEP, NO_OBJECT, 0),
		parked(50, 1, EV_LOCK, LOCK, 1), at(60, 1, EV_LOCK, LOCK, 1),
		parked(70, 1, EV_TIMER_HEAR, CLOCK, 1), at(90, 1, EV_TIMER_HEAR, CLOCK, 0),
		at(110, 1, EV_TASK_END, NO_OBJECT, 0), at(200, 0, EV_TASK_END, NO_OBJECT, 0),
	};
	struct trace trace = trace_of(events, 8);
	struct measures *m;

	(void)state;
	events[0].peer = 1;
	m = measures_new(&trace, 0);
	near(m->tasks[1].from, 10 * MS);
	near(m->tasks[1].to, 110 * MS);
	near(m->tasks[1].asleep, 50 * MS);      /* 20 .. 50, and the clock: 70 .. 90 */
	near(m->tasks[1].waiting, 10 * MS);
	assert_true(m->tasks[2].from > m->tasks[2].to);
	measures_free(m);
}

static void test_only_what_is_kept_is_measured(void **state)
{
	struct look look = { .width = 200, .ascii = true };
	struct event events[8];
	struct trace trace = trace_of(events, make_queue(events));
	struct buf text = { 0 };
	struct measures *m;

	(void)state;
	trace.dropped = 12;
	trace.whole = 4;
	m = measures_new(&trace, 0);
	assert_int_equal(m->n_events, 4);
	near(m->duration, 4 * MS);
	near(m->objects[QUEUE].mean, 6.0 / 4);
	view_measures(&text, m, NO_TASK, NO_OBJECT, false, &look);
	check_has(buf_text(&text), "measured over 4.0 ms of real time, the first of 10.0 ms: "
	          "later on events were not kept, 12 in all");
	buf_free(&text);
	measures_free(m);
}

/* ---- Runs one task at a time: virtual time, so the numbers are exact ---- */

static void check_run(const char *run, const char *const *parts)
{
	struct capture c;

	capture_open(&c);
	c.session->look.width = 200;
	c.session->look.ascii = true;
	say(&c, run);
	for (; *parts; parts++)
		check_has(c.text, *parts);
	capture_close(&c);
}

/* How long a run takes in virtual time. */
static void check_time(const char *run, const char *ms)
{
	struct capture c;

	capture_open(&c);
	c.session->json = true;
	say(&c, run);
	say(&c, "measure");
	check_has(c.text, ms);
	capture_close(&c);
}

#define PARTS(...) (const char *const[]){ __VA_ARGS__, NULL }

/* sum(t) + (n - 1) x max(t), for any seed: 10 + 30 + 10 + 5 x 30. */
static void test_the_law_of_pipelines(void **state)
{
	(void)state;
	check_time("run pipeline items=6 stages=3 cost=10 slow=2 seed=1", "\"measured_ms\":200.000,");
	check_time("run pipeline items=6 stages=3 cost=10 seed=9", "\"measured_ms\":80.000,");
	check_time("run pipeline items=1 stages=5 cost=7 seed=2", "\"measured_ms\":35.000,");
}

/* ceil(n / w) x t */
static void test_the_law_of_pools(void **state)
{
	(void)state;
	check_time("run worker-pool jobs=10 workers=3 cost=10 seed=1", "\"measured_ms\":40.000,");
	check_time("run worker-pool jobs=9 workers=3 cost=10 seed=1", "\"measured_ms\":30.000,");
	check_time("run worker-pool jobs=9 workers=1 cost=10 seed=3", "\"measured_ms\":90.000,");
}

/*
 * One worker, 10 ms each, a burst of 4 at 20 ms: the first is served at once, the others stay 10, 20,
 * 30 ms. All is over at 60 ms. W = 60 / 4 = 15 ms, L = 60 / 60 = 1. They came in the first 20 ms: twice
 * as fast as one can serve.
 */
static void test_queuing(void **state)
{
	(void)state;
	check_run("run queuing workers=1 service=10 burst=4 requests=4 policy=drop-new seed=1 log=0",
	          PARTS("requests: 200 come a second, 10.0 ms to serve one, 1 to serve: "
	                "load 200/s x 10.0 ms / 1 = 2.00, more than they can serve",
	                "4 came in 60.0 ms, lambda = 66.7/s, and stayed W = 15.0 ms; "
	                "lambda x W = 1.000, measured length L = 1.000: the same",
	                "requests dropped: 0"));
	check_run("run queuing workers=1 service=10 burst=4 requests=4 policy=drop-new seed=8 log=0",
	          PARTS("stayed W = 15.0 ms; lambda x W = 1.000, measured length L = 1.000: the same"));
	check_run("run queuing seed=1 log=0", PARTS("200 come a second", "200/s x 8.0 ms / 2 = 0.80\n"));
}

/* By default four come every 20 ms: two of them stay 8 ms. Where nobody waits there is no law to be seen. */
static void test_the_default_shows_littles_law(void **state)
{
	(void)state;
	check_run("run queuing seed=1 log=0",
	          PARTS("and stayed W = 4.0 ms; lambda x W = 0.741, measured length L = 0.741: the same"));
	check_run("run queuing burst=1 seed=1 log=0",
	          PARTS("40 came in 208.0 ms, lambda = 192/s, and hardly stayed: where nobody waits the law only "
	                "says 0 = 0\n"));
}

/* Two workers do 50 a second, 200 come: the load is 4, whatever becomes of them. */
static void test_overload(void **state)
{
	static const char *const policies[] = {
		"policy=drop-new", "policy=drop-old", "policy=reject", "queue=1000", "queue=1000 burst=8"
	};
	struct buf line = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
		buf_clear(&line);
		buf_printf(&line, "run queuing service=40 %s seed=1 log=0", policies[i]);
		check_run(buf_text(&line), PARTS("requests: 200 come a second, 40.0 ms to serve one, 2 to serve: "
		                                 "load 200/s x 40.0 ms / 2 = 4.00, more than they can serve"));
	}
	/* who is held back until there is room comes as fast as he is served */
	check_run("run queuing service=40 requests=100 burst=1 seed=1 log=0",
	          PARTS("the source waits for room: 9", "/ 2 = 1.06, more than"));
	buf_free(&line);
}

/* Readers share: 20 readings of 5 ms, one after the other, but all readers at a time. */
static void test_a_writer_starves_where_readers_are_preferred(void **state)
{
	(void)state;
	check_run("run rwlock readers=4 loops=20 prefer=reader seed=1 log=0",
	          PARTS("writers wait for the lock: 1 time, 100.0 ms (writer-0)"));
	check_run("run rwlock readers=4 loops=20 prefer=writer seed=1 log=0",
	          PARTS("5.0 ms on average, longest 5.0 ms (writer-0)"));
}

/* Low works 3 x 2 ms; without inheriting also the two medium tasks, 3 x 2 ms each, before it. */
static void test_priority_inversion(void **state)
{
	(void)state;
	check_run("run priority-inversion seed=1 log=0",
	          PARTS("high waits for what low has: 1 time, 6.0 ms\n", "meanwhile: 0\n"));
	check_run("run priority-inversion inherit=off seed=1 log=0",
	          PARTS("high waits for what low has: 1 time, 18.0 ms\n", "meanwhile: 6\n"));
}

/* The n-th passes after (n x ask - burst) / rate s. */
static void test_rate_limit(void **state)
{
	(void)state;
	check_run("run rate-limit seed=1 log=0", PARTS("6 in 40.0 ms: 2 at once, then 100 a second\n"));
	check_run("run rate-limit rate=50 burst=3 requests=8 ask=3 seed=1 log=0",
	          PARTS("8 in 420.0 ms: 1 at once, then 16.7 a second, each with several: 50.0 a second\n"));
	/* 3.3 ms is no number of ms: never faster than asked for */
	check_run("run rate-limit rate=300 requests=20 seed=1 log=0", PARTS("then 250 a second\n"));
}

static void test_heartbeat(void **state)
{
	(void)state;
	check_run("run heartbeat unit=50 seed=1 log=0",
	          PARTS("one every 10.0 ms on average, longest pause 10.0 ms\n", "longest 10.0 ms\n"));
	check_run("run heartbeat stuck=3 seed=1 log=0", PARTS("longest 500.0 ms, 1 timed out\n"));
}

static void test_programs_are_told_the_same(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	say(&c, "run priority-inversion inherit=off seed=1");
	check_has(c.text, "\"measures\":[{\"text\":\"high waits for what low has\",\"tasks\":\"high\","
	          "\"object\":\"shared\",\"waits\":1,\"mean_ms\":18.000,");
	check_has(c.text, "\"value\":6}]");
	say(&c, "measure object=shared task=high");
	check_has(c.text, "\"command\":\"measure\",\"pattern\":\"priority-inversion\",\"time\":\"virtual\"");
	check_has(c.text, "\"longest_ms\":18.000,\"by\":\"high\"");
	check_has(c.text, "\"longest_for\":\"shared\"");
	capture_close(&c);
}

/* ---- Runs on real threads ---- */

static void test_littles_law_on_real_threads(void **state)
{
	struct capture c;
	struct little little;
	struct measures *m;

	(void)state;
	capture_open(&c);
	say(&c, "run queuing burst=8 requests=24 service=2 log=0");
	m = measures_new(&c.session->last->trace, (double)c.session->last->elapsed);
	assert_true(measure_little(m, measure_object(m, "queue"), &little));
	assert_int_equal(little.arrivals, 24);
	assert_int_equal(little.departures, 24);
	assert_true(little.length > 0);
	assert_true(fabs(little.product - little.length) < 1e-6 * little.length + 1e-9);
	assert_true(m->duration >= 120 * MS);   /* three bursts, 40 ms apart; it may be late, never early */
	measures_free(m);
	say(&c, "measure");
	check_has(c.text, "of real time");
	capture_close(&c);
}

static void test_a_deadlock_waits_to_the_end(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool feed=main workers=2 jobs=5 seed=1 log=0");
	say(&c, "measure");
	check_has(c.text, "to the end");
	check_has(c.text, "0.001 ms an event, for nobody slept");
	check_has(c.text, "  could move: ran, or was ready and waited for its turn\n");
	capture_close(&c);
}

/* Nothing is ever in a channel without a buffer. */
static void test_a_rendezvous_has_no_level(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool log=0");
	say(&c, "measure");
	check_lacks(c.text, "0..0");
	check_has(c.text, "  could move: ran, or was ready and waited for a processor\n");
	c.session->json = true;
	say(&c, "measure object=jobs");
	check_has(c.text, "\"level\":null");
	c.session->json = false;
	say(&c, "run worker-pool buffer=2 log=0");
	c.session->json = true;
	say(&c, "measure object=jobs");
	check_has(c.text, "\"level\":{\"least\":0,");
	capture_close(&c);
}

static void test_a_trace_with_a_limit_says_so(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run mutex tasks=3 loops=2000 keep=1000 log=0 seed=1");
	say(&c, "measure");
	check_has(c.text, "events were not kept");
	capture_close(&c);
}

/* ---- The command ---- */

static void test_drawings_fit(void **state)
{
	static const int widths[] = { 20, 40, 60, 80, 132 };
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run queuing burst=8 seed=1 log=0");
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		c.session->look.width = widths[i];
		for (int ascii = 0; ascii < 2; ascii++) {
			c.session->look.ascii = ascii;
			say(&c, "measure");
			check_drawing(c.text, widths[i], ascii);
			say(&c, "measure object=queue");
			check_drawing(c.text, widths[i], ascii);
			say(&c, "measure task=worker-0");
			check_drawing(c.text, widths[i], ascii);
		}
	}
	capture_close(&c);
}

static void test_mistakes(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "measure"), STATUS_USAGE);
	check_has(c.text, "nothing has run yet");
	say(&c, "run queuing seed=1 log=0");
	assert_int_equal(say(&c, "measure object=queeu"), STATUS_USAGE);
	check_has(c.text, "the last run has no object 'queeu'. Did you mean 'queue'?");
	assert_int_equal(say(&c, "measure task=worker"), STATUS_USAGE);
	check_has(c.text, "the last run has no task");
	check_has(c.text, "(there are: main, ");
	assert_int_equal(say(&c, "measure all"), STATUS_USAGE);
	check_has(c.text, "it can be narrowed by object= and task=");
	say(&c, "run queuing seed=1 log=0 trace=off");
	assert_int_equal(say(&c, "measure"), STATUS_OK);
	check_has(c.text, "recorded no events");
	capture_close(&c);
}

static void check_offers(const struct capture *c, const char *before, const char *word, const char *expected)
{
	struct candidates all;
	struct buf text = { 0 };

	complete(c->session, before, word, &all);
	for (int i = 0; i < all.n; i++)
		buf_printf(&text, "%s%s", i ? " " : "", all.at[i].text);
	assert_string_equal(buf_text(&text), expected);
	buf_free(&text);
	candidates_free(&all);
}

static void test_names_are_completed(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	check_offers(&c, "measure ", "", "object= task=");
	check_offers(&c, "measure ", "object=", "");
	say(&c, "run worker-pool workers=2 seed=1 log=0");
	check_offers(&c, "measure ", "object=", "object=jobs object=results object=working");
	check_offers(&c, "measure object=jobs ", "", "task=");
	check_offers(&c, "trace ", "task=w", "task=worker-0 task=worker-1");
	check_offers(&c, "trace ", "", "last= object= task=");
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_littles_law_by_hand),
		cmocka_unit_test(test_what_is_still_in_it_counts_in_one_side),
		cmocka_unit_test(test_a_level_over_time),
		cmocka_unit_test(test_slots_add_up_to_the_mean),
		cmocka_unit_test(test_percentiles_of_twenty_waits),
		cmocka_unit_test(test_a_wait_that_is_taken_up_again_is_one),
		cmocka_unit_test(test_how_waits_end),
		cmocka_unit_test(test_shares_of_a_life),
		cmocka_unit_test(test_only_what_is_kept_is_measured),
		cmocka_unit_test(test_the_law_of_pipelines),
		cmocka_unit_test(test_the_law_of_pools),
		cmocka_unit_test(test_queuing),
		cmocka_unit_test(test_the_default_shows_littles_law),
		cmocka_unit_test(test_overload),
		cmocka_unit_test(test_a_writer_starves_where_readers_are_preferred),
		cmocka_unit_test(test_priority_inversion),
		cmocka_unit_test(test_rate_limit),
		cmocka_unit_test(test_heartbeat),
		cmocka_unit_test(test_programs_are_told_the_same),
		cmocka_unit_test(test_littles_law_on_real_threads),
		cmocka_unit_test(test_a_deadlock_waits_to_the_end),
		cmocka_unit_test(test_a_rendezvous_has_no_level),
		cmocka_unit_test(test_a_trace_with_a_limit_says_so),
		cmocka_unit_test(test_drawings_fit),
		cmocka_unit_test(test_names_are_completed),
		cmocka_unit_test(test_mistakes),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(all, NULL, NULL);
}
