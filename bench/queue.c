/*
 * queue.c - the work done by what C programs have at hand: a bounded queue of one mutex and two condition variables.
 *
 * A queue has no rendezvous: where the lab's channel has capacity 0, the queue has one place. It has no select
 * either: there, the four queues share one mutex and one condition "something came", which is the best that can be
 * done without polling.
 */
#include "bench/bench.h"

#include <pthread.h>
#include <stdlib.h>

struct gate {
	pthread_mutex_t mutex;
	pthread_cond_t  came;           /* signalled when an item is put */
};

struct queue {
	struct gate   *gate;            /* its own, or shared by the queues of a select */
	struct gate    own;
	pthread_cond_t went;            /* signalled when an item is taken */
	int            capacity, length, first;
	bool           closed;
	int            items[BENCH_CAPACITY];
};

static void gate_init(struct gate *gate)
{
	pthread_mutex_init(&gate->mutex, NULL);
	pthread_cond_init(&gate->came, NULL);
}

static struct queue *queue_new(int capacity, struct gate *gate)
{
	struct queue *queue = calloc(1, sizeof *queue);

	if (!queue)
		abort();
	gate_init(&queue->own);
	queue->gate = gate ? gate : &queue->own;
	pthread_cond_init(&queue->went, NULL);
	queue->capacity = capacity;
	return queue;
}

static void queue_put(struct queue *queue, int item)
{
	pthread_mutex_lock(&queue->gate->mutex);
	while (queue->length == queue->capacity)
		pthread_cond_wait(&queue->went, &queue->gate->mutex);
	queue->items[(queue->first + queue->length++) % queue->capacity] = item;
	pthread_cond_signal(&queue->gate->came);
	pthread_mutex_unlock(&queue->gate->mutex);
}

static int take_first(struct queue *queue)
{
	int item = queue->items[queue->first];

	queue->first = (queue->first + 1) % queue->capacity;
	queue->length--;
	pthread_cond_signal(&queue->went);
	return item;
}

static bool queue_take(struct queue *queue, int *item)
{
	bool some;

	pthread_mutex_lock(&queue->gate->mutex);
	while (queue->length == 0 && !queue->closed)
		pthread_cond_wait(&queue->gate->came, &queue->gate->mutex);
	some = queue->length > 0;
	if (some)
		*item = take_first(queue);
	pthread_mutex_unlock(&queue->gate->mutex);
	return some;
}

/* Take from any of `n` queues that share `gate`; `from` is where to look first. */
static int queue_take_any(struct gate *gate, struct queue **queues, int n, int from)
{
	int item = 0;
	bool some = false;

	pthread_mutex_lock(&gate->mutex);
	while (!some) {
		for (int i = 0; i < n && !some; i++) {
			struct queue *queue = queues[(from + i) % n];

			some = queue->length > 0;
			if (some)
				item = take_first(queue);
		}
		if (!some)
			pthread_cond_wait(&gate->came, &gate->mutex);
	}
	pthread_mutex_unlock(&gate->mutex);
	return item;
}

static void queue_close(struct queue *queue)
{
	pthread_mutex_lock(&queue->gate->mutex);
	queue->closed = true;
	pthread_cond_broadcast(&queue->gate->came);
	pthread_mutex_unlock(&queue->gate->mutex);
}

static void queue_free(struct queue *queue)
{
	pthread_mutex_destroy(&queue->own.mutex);
	pthread_cond_destroy(&queue->own.came);
	pthread_cond_destroy(&queue->went);
	free(queue);
}

/* What a thread works on. */
struct job {
	struct queue    *in, *out;
	pthread_mutex_t *mutex;
	long            *shared;
	int              count;
};

static pthread_t start(void *(*body)(void *), struct job *job)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, body, job) != 0)
		abort();
	return thread;
}

static void *echo(void *arg)
{
	struct job *job = arg;
	int item;

	for (int i = 0; i < job->count && queue_take(job->in, &item); i++)
		queue_put(job->out, item);
	return NULL;
}

static void *produce(void *arg)
{
	struct job *job = arg;

	for (int i = 0; i < job->count; i++)
		queue_put(job->out, i);
	return NULL;
}

static void *consume(void *arg)
{
	struct job *job = arg;
	int item;

	while (queue_take(job->in, &item))
		;
	return NULL;
}

static void *feed(void *arg)
{
	struct job *job = arg;

	for (int i = 0; i < job->count; i++)
		queue_put(job->in, i);
	queue_close(job->in);
	return NULL;
}

static void *work(void *arg)
{
	struct job *job = arg;
	int item;

	while (queue_take(job->in, &item))
		queue_put(job->out, item);
	return NULL;
}

static void *count_up(void *arg)
{
	struct job *job = arg;

	for (int i = 0; i < job->count; i++) {
		pthread_mutex_lock(job->mutex);
		++*job->shared;
		pthread_mutex_unlock(job->mutex);
	}
	return NULL;
}

static void ping_pong(int count)
{
	struct job job = { queue_new(1, NULL), queue_new(1, NULL), .count = count };
	pthread_t thread = start(echo, &job);
	int item;

	for (int i = 0; i < count; i++) {
		queue_put(job.in, i);
		queue_take(job.out, &item);
	}
	pthread_join(thread, NULL);
	queue_free(job.in);
	queue_free(job.out);
}

/* `tasks` producers and as many consumers on one queue. */
static void stream(int count, int tasks)
{
	struct queue *queue = queue_new(BENCH_CAPACITY, NULL);
	struct job job = { queue, queue, .count = count / tasks };
	pthread_t producers[BENCH_TASKS], consumers[BENCH_TASKS];

	for (int i = 0; i < tasks; i++) {
		consumers[i] = start(consume, &job);
		producers[i] = start(produce, &job);
	}
	for (int i = 0; i < tasks; i++)
		pthread_join(producers[i], NULL);
	queue_close(queue);
	for (int i = 0; i < tasks; i++)
		pthread_join(consumers[i], NULL);
	queue_free(queue);
}

static void pool(int count)
{
	struct job job = { queue_new(1, NULL), queue_new(1, NULL), .count = count };
	pthread_t workers[BENCH_WORKERS], feeder;
	int item;

	for (int i = 0; i < BENCH_WORKERS; i++)
		workers[i] = start(work, &job);
	feeder = start(feed, &job);
	for (int i = 0; i < count; i++)
		queue_take(job.out, &item);
	pthread_join(feeder, NULL);
	for (int i = 0; i < BENCH_WORKERS; i++)
		pthread_join(workers[i], NULL);
	queue_free(job.in);
	queue_free(job.out);
}

static void take_from_four(int count, int capacity)
{
	struct gate gate;
	struct queue *queues[BENCH_TASKS];
	struct job jobs[BENCH_TASKS];
	pthread_t threads[BENCH_TASKS];

	gate_init(&gate);
	for (int i = 0; i < BENCH_TASKS; i++) {
		queues[i] = queue_new(capacity, &gate);
		jobs[i] = (struct job){ .out = queues[i], .count = count / BENCH_TASKS };
		threads[i] = start(produce, &jobs[i]);
	}
	for (int i = 0; i < count / BENCH_TASKS * BENCH_TASKS; i++)
		queue_take_any(&gate, queues, BENCH_TASKS, i);
	for (int i = 0; i < BENCH_TASKS; i++) {
		pthread_join(threads[i], NULL);
		queue_free(queues[i]);
	}
}

/* A second thread is alive, for the C library knows programs with only one. */
static void alone(int count)
{
	struct queue *queue = queue_new(BENCH_CAPACITY, NULL);
	struct job idle = { .in = queue_new(1, NULL) };
	pthread_t thread = start(consume, &idle);
	int item;

	for (int i = 0; i < count; i++) {
		queue_put(queue, i);
		queue_take(queue, &item);
	}
	queue_close(idle.in);
	pthread_join(thread, NULL);
	queue_free(idle.in);
	queue_free(queue);
}

static void locks(int count, int tasks)
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	long shared = 0;
	struct job job = { .mutex = &mutex, .shared = &shared, .count = count / tasks };
	pthread_t threads[BENCH_TASKS];

	for (int i = 0; i < tasks; i++)
		threads[i] = start(count_up, &job);
	for (int i = 0; i < tasks; i++)
		pthread_join(threads[i], NULL);
}

double bench_queue(enum work work, int count)
{
	int64_t begun = bench_now();

	switch (work) {
	case WORK_PING_PONG: ping_pong(count); break;
	case WORK_STREAM:    stream(count, 1); break;
	case WORK_CROWD:     stream(count, BENCH_TASKS); break;
	case WORK_POOL:      pool(count); break;
	case WORK_SELECT_0:  take_from_four(count, 1); break;
	case WORK_SELECT:    take_from_four(count, BENCH_CAPACITY); break;
	case WORK_ALONE:     alone(count); break;
	case WORK_LOCK:      locks(count, 1); break;
	case WORK_LOCKS:     locks(count, BENCH_TASKS); break;
	default:             abort();
	}
	return (double)(bench_now() - begun) / count;
}
