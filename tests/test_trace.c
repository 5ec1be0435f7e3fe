/*
 * test_trace.c - the trace: its order is causal, its count is exact, and it can be read while it is written.
 */
#include "lab/base/rng.h"
#include "tests/conf.h"

enum { CHANS = 4, SENDERS = 4, RECEIVERS = 3, EACH = 1500 };

/* ---- A log by itself ---- */

static void write_events(struct trace_log *log, int task, long from, long n)
{
	uint64_t stamp = 0;

	for (long i = from; i < from + n; i++) {
		struct event *event = trace_next(log, i % 3 ? EV_CELL_LOAD : EV_PARK);

		if (!event)
			continue;
		event->stamp = trace_stamp(log, &stamp);
		event->task = task;
		event->value = i;
		event->has_value = 1;
		trace_publish(log);
	}
}

/* What is kept of n events when the budget is `limit`: the first ones, then the newest TRACE_TAIL. */
static void check_kept(long n, long limit)
{
	struct trace trace = { 0 };
	struct trace_log log;
	atomic_long budget = limit;
	long head, next;

	trace_log_init(&log, &budget, false, NULL);
	write_events(&log, 3, 0, n);
	assert_int_equal(atomic_load(&log.count), n);
	assert_int_equal(atomic_load(&log.idle), (n + 2) / 3);
	trace_collect_all(&trace, &log);
	assert_int_equal(trace.n_events + trace.dropped, n);
	for (head = 0; head < trace.n_events && trace.events[head].value == head; head++)
		;
	assert_true(trace.dropped == 0 || head <= limit);
	next = n - (trace.n_events - head);
	for (long i = head; i < trace.n_events; i++)
		assert_int_equal(trace.events[i].value, next++);
	assert_true(trace.dropped == 0 || trace.n_events - head == TRACE_TAIL);
	assert_true(trace.n_events >= (n < TRACE_TAIL ? n : TRACE_TAIL));
	assert_true(trace.n_events <= limit + TRACE_TAIL);
	trace_log_free(&log);
	trace_free(&trace);
}

static void test_a_log_keeps_the_first_and_the_newest(void **state)
{
	static const long limits[] = { 0, 1, 7, 8, 9, 71, 72, 73, 1000 };

	(void)state;
	for (int l = 0; l < COUNT(limits); l++)
		for (long n = 0; n < 300; n += n < 150 ? 1 : 37)
			check_kept(n, limits[l]);
	check_kept(100000, 1000);
}

static void test_a_log_that_is_off_counts(void **state)
{
	struct trace trace = { 0 };
	struct trace_log log;
	atomic_long budget = 100;

	(void)state;
	trace_log_init(&log, &budget, true, NULL);
	write_events(&log, 0, 0, 300);
	assert_int_equal(atomic_load(&log.count), 300);
	assert_int_equal(atomic_load(&log.idle), 100);
	assert_int_equal(trace_collect(&trace, &log), 0);
	trace_collect_all(&trace, &log);
	assert_int_equal(trace.dropped, 300);
	assert_int_equal(trace.n_events, 0);
	assert_int_equal(trace_log_bytes(&log), 0);
	trace_log_free(&log);
}

/* Collected in pieces it is the same as collected at once. */
static void test_a_log_is_collected_in_pieces(void **state)
{
	struct rng rng = { 42 };

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct trace trace = { 0 };
		struct trace_log log;
		atomic_long budget = rng_below(&rng, 500);
		long n = 0;

		trace_log_init(&log, &budget, false, NULL);
		while (n < 600) {
			long more = rng_below(&rng, 80);

			write_events(&log, 0, n, more);
			n += more;
			trace_collect(&trace, &log);
			for (long i = 0; i < trace.n_events; i++)
				assert_int_equal(trace.events[i].value, i);
		}
		trace_collect_all(&trace, &log);
		assert_int_equal(trace.n_events + trace.dropped, n);
		for (long i = 1; i < trace.n_events; i++)
			assert_true(trace.events[i].value > trace.events[i - 1].value);
		assert_int_equal(trace.events[trace.n_events - 1].value, n - 1);
		trace_log_free(&log);
		trace_free(&trace);
	}
}

static void test_stamps_grow_past_both_clocks(void **state)
{
	struct trace_log log;
	atomic_long budget = 0;
	uint64_t object = UINT64_MAX / 2, before;

	(void)state;
	trace_log_init(&log, &budget, true, NULL);
	assert_true(trace_stamp(&log, &object) == UINT64_MAX / 2 + 1);
	assert_true(object == UINT64_MAX / 2 + 1 && log.stamp == object);
	before = object;
	assert_true(trace_stamp(&log, NULL) == before + 1);
	object = 0;
	assert_true(trace_stamp(&log, &object) == before + 2 && object == before + 2);
}

/* ---- Whole runs ---- */

static struct shared {
	struct chan  *chans[CHANS];
	struct mutex *mutex;
	struct cell  *cell;
	int           ids[SENDERS];
} *shared;

static void send_many(void *arg)
{
	int id = *(int *)arg;

	for (int i = 0; i < EACH; i++) {
		int value = id * EACH + i, k = lab_random(CHANS);

		if (i % 7 == 0) {
			mutex_lock(shared->mutex);
			cell_store(shared->cell, value);
			mutex_unlock(shared->mutex);
		}
		if (i % 5 == 0)
			select_on(FOREVER, SEND(shared->chans[k], &value), SEND(shared->chans[(k + 1) % CHANS], &value));
		else
			chan_send(shared->chans[k], &value);
	}
}

/* Until the end is told on the first channel, and then what is left in the others. */
static void receive_many(void *arg)
{
	int value[CHANS] = { 0 };

	(void)arg;
	while (select_on(value[0] < 0 ? NOW : FOREVER, RECV(value[0] < 0 ? NULL : shared->chans[0], &value[0]),
	                 RECV(shared->chans[1], &value[1]), RECV(shared->chans[2], &value[2]),
	                 RECV(shared->chans[3], &value[3])) >= 0)
		;
}

#define ALL_SENDS USES(SENDS(shared->chans[0]), SENDS(shared->chans[1]), SENDS(shared->chans[2]), \
	SENDS(shared->chans[3]), LOCKS(shared->mutex), LOADS(shared->cell), STORES(shared->cell))
#define ALL_RECVS USES(RECVS(shared->chans[0]), RECVS(shared->chans[1]), RECVS(shared->chans[2]), \
	RECVS(shared->chans[3]))

/* Unbuffered, buffered, selects, a mutex, a cell; each value is sent once. */
static void busy(const int *p)
{
	struct task *senders[SENDERS];
	int end = -1;

	(void)p;
	shared = lab_new(struct shared);
	for (int i = 0; i < CHANS; i++)
		shared->chans[i] = chan_make(int, i * i, lab_name("chan-%d", i));
	shared->mutex = mutex_make(MUTEX_NORMAL, "mutex");
	shared->cell = cell_make(0, "cell");
	for (int i = 0; i < RECEIVERS; i++)
		task_go(receive_many, NULL, ALL_RECVS, "receiver-%d", i);
	for (int i = 0; i < SENDERS; i++) {
		shared->ids[i] = i;
		senders[i] = task_go(send_many, &shared->ids[i], ALL_SENDS, "sender-%d", i);
	}
	for (int i = 0; i < SENDERS; i++)
		task_join(senders[i]);
	for (int i = 0; i < RECEIVERS; i++)
		chan_send(shared->chans[0], &end);
}

static struct result *run_busy(const struct engine *engine, long limit, const struct watcher *watcher, bool untraced)
{
	struct run_options options = {
		.pattern = PROGRAM(busy), .engine = engine, .trace_limit = limit, .untraced = untraced,
	};
	char *error = NULL;
	struct result *result = watch_run(&options, watcher, &error);

	assert_non_null(result);
	assert_int_equal(result->verdict, VERDICT_OK);
	assert_int_equal(result->trace.n_events + result->trace.dropped, result->events);
	result->pattern = NULL;         /* it ends with this function */
	return result;
}

/* What a channel has carried, as the trace tells it. */
struct carried {
	int64_t sent[SENDERS * EACH + RECEIVERS], received[SENDERS * EACH + RECEIVERS];
	int     n_sent, n_received;
};

static void replay_channel(struct carried *c, const struct event *event, int capacity)
{
	assert_true(event->has_value);
	if (event->kind == EV_CHAN_SEND) {
		c->sent[c->n_sent++] = event->value;
	} else {
		assert_true(c->n_received < c->n_sent);
		assert_int_equal(event->value, c->sent[c->n_received]);
		c->received[c->n_received++] = event->value;
	}
	if (capacity > 0)
		assert_int_equal(event->level, c->n_sent - c->n_received);
	assert_true(c->n_sent - c->n_received <= (capacity > 0 ? capacity : 1));
}

/* Nothing before its cause: no receive before its send, no lock of a held mutex, nothing of a task before its start. */
static void check_order(const struct trace *trace)
{
	struct carried *carried = calloc((size_t)trace->n_objects, sizeof *carried);
	bool started[64] = { true }, ended[64] = { false };
	int holder = NO_TASK;

	assert_non_null(carried);
	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		assert_true(i == 0 || trace->events[i - 1].stamp <= event->stamp);
		assert_true(started[event->task] && !ended[event->task]);
		switch (event->kind) {
		case EV_CHAN_SEND:
		case EV_CHAN_RECV:
			replay_channel(&carried[event->object], event, trace->objects[event->object].capacity);
			break;
		case EV_LOCK:
			assert_int_equal(holder, NO_TASK);
			holder = event->task;
			break;
		case EV_UNLOCK:
			assert_int_equal(holder, event->task);
			holder = NO_TASK;
			break;
		case EV_TASK_GO:
			started[event->peer] = true;
			break;
		case EV_TASK_JOIN:
			assert_true(ended[event->peer]);
			break;
		case EV_TASK_END:
			ended[event->task] = true;
			break;
		}
	}
	for (int i = 0; i < trace->n_objects; i++)
		assert_int_equal(carried[i].n_sent, carried[i].n_received);
	free(carried);
}

static void test_the_merged_order_is_causal(void **state)
{
	(void)state;
	EACH_ENGINE(engine)
		for (int round = 0; round < (SANITIZED ? 3 : 10); round++) {
			struct result *result = run_busy(engine, 0, NULL, false);

			assert_int_equal(result->trace.dropped, 0);
			check_order(&result->trace);
			result_free(result);
		}
}

static void test_past_the_limit_the_count_is_exact(void **state)
{
	static const long limits[] = { 1, 50, 500, 5000 };

	(void)state;
	EACH_ENGINE(engine) {
		for (int l = 0; l < COUNT(limits); l++) {
			struct result *result = run_busy(engine, limits[l], NULL, false);
			const struct trace *trace = &result->trace;

			assert_true(trace->dropped > 0);
			assert_true(trace->n_events <= limits[l] + TRACE_TAIL * trace->n_tasks);
			for (long i = 1; i < trace->n_events; i++)
				assert_true(trace->events[i - 1].stamp <= trace->events[i].stamp);
			assert_int_equal(trace->events[trace->n_events - 1].kind, EV_TASK_END);
			result_free(result);
		}
		result_free(run_busy(engine, 0, NULL, true));
	}
}

/* ---- Live ---- */

struct live {
	long seen, ticks, wrong;
};

static void look(void *context, const struct trace *trace, long from, int64_t elapsed_ns)
{
	struct live *live = context;

	(void)elapsed_ns;
	live->wrong += from != live->seen;
	for (long i = from; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		live->wrong += event->kind >= EVENT_KIND_COUNT || event->task < 0 || event->task >= trace->n_tasks;
		live->wrong += event->object >= trace->n_objects || (i > from && event[-1].stamp > event->stamp);
	}
	live->seen = trace->n_events;
	live->ticks++;
}

static void test_it_is_read_while_it_is_written(void **state)
{
	(void)state;
	EACH_ENGINE(engine)
		for (int round = 0; round < 5; round++) {
			struct live live = { 0 };
			struct watcher watcher = { .tick = look, .context = &live, .interval_ms = 1 };
			struct result *result = run_busy(engine, 0, &watcher, false);

			assert_int_equal(live.wrong, 0);
			assert_int_equal(live.seen, result->trace.n_events);
			assert_true(live.ticks >= 1);
			check_order(&result->trace);
			result_free(result);
		}
}

CONF_MAIN(
	cmocka_unit_test(test_a_log_keeps_the_first_and_the_newest),
	cmocka_unit_test(test_a_log_that_is_off_counts),
	cmocka_unit_test(test_a_log_is_collected_in_pieces),
	cmocka_unit_test(test_stamps_grow_past_both_clocks),
	cmocka_unit_test(test_the_merged_order_is_causal),
	cmocka_unit_test(test_past_the_limit_the_count_is_exact),
	cmocka_unit_test(test_it_is_read_while_it_is_written)
)
