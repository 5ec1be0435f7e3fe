/*
 * lab.c - the work done by the lab, as a pattern that is run as any other: on the free engine, under the watchdog.
 */
#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "lab/check/watchdog.h"
#include "lab/lab.h"

enum { WORK, COUNT };

static double ns;               /* what the last run of the pattern took per operation */

struct shared {
	struct chan  *in, *out;
	struct mutex *mutex;
	long          total;
	int           count;
};

static void echo(void *arg)
{
	struct shared *shared = arg;
	int item;

	for (int i = 0; i < shared->count && chan_recv(shared->in, &item); i++)
		chan_send(shared->out, &item);
}

static void produce(void *arg)
{
	struct shared *shared = arg;

	for (int i = 0; i < shared->count; i++)
		chan_send(shared->out, &i);
}

static void consume(void *arg)
{
	struct shared *shared = arg;
	int item;

	while (chan_recv(shared->in, &item))
		;
}

static void feed(void *arg)
{
	struct shared *shared = arg;

	for (int i = 0; i < shared->count; i++)
		chan_send(shared->in, &i);
	chan_close(shared->in);
}

static void work(void *arg)
{
	struct shared *shared = arg;
	int item;

	while (chan_recv(shared->in, &item))
		chan_send(shared->out, &item);
}

static void count_up(void *arg)
{
	struct shared *shared = arg;

	for (int i = 0; i < shared->count; i++) {
		mutex_lock(shared->mutex);
		shared->total++;
		mutex_unlock(shared->mutex);
	}
}

static void ping_pong(struct shared *shared)
{
	struct task *task;
	int item;

	shared->in = chan_make(int, 0, "ping");
	shared->out = chan_make(int, 0, "pong");
	task = task_go(echo, shared, USES(RECVS(shared->in), SENDS(shared->out)), "echo");
	for (int i = 0; i < shared->count; i++) {
		chan_send(shared->in, &i);
		chan_recv(shared->out, &item);
	}
	task_join(task);
}

/* `tasks` producers and as many consumers on one channel. */
static void stream(struct shared *shared, int tasks)
{
	struct task *producers[BENCH_TASKS], *consumers[BENCH_TASKS];

	shared->count /= tasks;
	shared->in = shared->out = chan_make(int, BENCH_CAPACITY, "stream");
	for (int i = 0; i < tasks; i++) {
		consumers[i] = task_go(consume, shared, USES(RECVS(shared->in)), "consumer-%d", i);
		producers[i] = task_go(produce, shared, USES(SENDS(shared->out)), "producer-%d", i);
	}
	for (int i = 0; i < tasks; i++)
		task_join(producers[i]);
	chan_close(shared->out);
	for (int i = 0; i < tasks; i++)
		task_join(consumers[i]);
}

static void pool(struct shared *shared)
{
	struct task *workers[BENCH_WORKERS], *feeder;
	int item;

	shared->in = chan_make(int, 0, "jobs");
	shared->out = chan_make(int, 0, "results");
	for (int i = 0; i < BENCH_WORKERS; i++)
		workers[i] = task_go(work, shared, USES(RECVS(shared->in), SENDS(shared->out)), "worker-%d", i);
	feeder = task_go(feed, shared, USES(SENDS(shared->in), CLOSES(shared->in)), "feeder");
	for (int i = 0; i < shared->count; i++)
		chan_recv(shared->out, &item);
	task_join(feeder);
	for (int i = 0; i < BENCH_WORKERS; i++)
		task_join(workers[i]);
}

static void take_from_four(int count, int capacity)
{
	struct shared *each = lab_array(struct shared, BENCH_TASKS);
	struct task *tasks[BENCH_TASKS];
	int item;

	for (int i = 0; i < BENCH_TASKS; i++) {
		each[i].count = count / BENCH_TASKS;
		each[i].out = chan_make(int, capacity, "source");
		tasks[i] = task_go(produce, &each[i], USES(SENDS(each[i].out)), "producer-%d", i);
	}
	for (int i = 0; i < count / BENCH_TASKS * BENCH_TASKS; i++)
		select_on(FOREVER, RECV(each[0].out, &item), RECV(each[1].out, &item),
		          RECV(each[2].out, &item), RECV(each[3].out, &item));
	for (int i = 0; i < BENCH_TASKS; i++)
		task_join(tasks[i]);
}

/* A second task is alive, for the C library knows programs with only one thread. */
static void alone(struct shared *shared)
{
	struct chan *chan = chan_make(int, BENCH_CAPACITY, "own");
	struct task *idle;
	int item;

	shared->in = chan_make(int, 0, "end");
	idle = task_go(consume, shared, USES(RECVS(shared->in)), "idle");
	for (int i = 0; i < shared->count; i++) {
		chan_send(chan, &i);
		chan_recv(chan, &item);
	}
	chan_close(shared->in);
	task_join(idle);
}

static void locks(struct shared *shared, int n)
{
	struct task *tasks[BENCH_TASKS];

	shared->count /= n;
	shared->mutex = mutex_make(MUTEX_NORMAL, "mutex");
	for (int i = 0; i < n; i++)
		tasks[i] = task_go(count_up, shared, USES(LOCKS(shared->mutex)), "counter-%d", i);
	for (int i = 0; i < n; i++)
		task_join(tasks[i]);
}

static void run(const int *p)
{
	struct shared *shared = lab_new(struct shared);
	int64_t begun = bench_now();

	shared->count = p[COUNT];
	switch ((enum work)p[WORK]) {
	case WORK_PING_PONG: ping_pong(shared); break;
	case WORK_STREAM:    stream(shared, 1); break;
	case WORK_CROWD:     stream(shared, BENCH_TASKS); break;
	case WORK_POOL:      pool(shared); break;
	case WORK_SELECT_0:  take_from_four(p[COUNT], 0); break;
	case WORK_SELECT:    take_from_four(p[COUNT], BENCH_CAPACITY); break;
	case WORK_ALONE:     alone(shared); break;
	case WORK_LOCK:      locks(shared, 1); break;
	case WORK_LOCKS:     locks(shared, BENCH_TASKS); break;
	default:             abort();
	}
	ns = (double)(bench_now() - begun) / p[COUNT];
}

static const struct pattern pattern = {
	.name = "bench",
	.summary = "the work that is measured",
	.file = __FILE__,
	.settings = {
		[WORK]  = { "work",  0, 0, WORK_COUNT - 1, "which work", { NULL }, 0 },
		[COUNT] = { "count", 1, 1, INT32_MAX,      "operations", { NULL }, 0 },
	},
	.run = run,
};

double bench_lab(enum work work, int count, bool traced)
{
	struct run_options options = {
		.pattern = &pattern,
		.values = (int[MAX_SETTINGS]){ [WORK] = (int)work, [COUNT] = count },
		.engine = &free_engine,
		.untraced = !traced,
	};
	struct watcher watcher = { 0 };
	char *error = NULL;
	struct result *result = watch_run(&options, &watcher, &error);

	if (!result || result->verdict != VERDICT_OK) {
		fprintf(stderr, "bench: the lab's run failed: %s\n",
		        error ? error : verdict_word(result->verdict));
		exit(1);
	}
	result_free(result);
	return ns;
}
