/*
 * test_chan.c - what channels promise, on every engine.
 */
#include "tests/conf.h"

enum { N = 100, MANY = 8 };

static struct seen {
	int capacity, n, line;
	int values[N * MANY], from[MANY];
} *seen;

static struct chan *chan;

/* ---- Order ---- */

static void send_all(void *arg)
{
	(void)arg;
	for (int i = 0; i < N; i++)
		chan_send(chan, &i);
	chan_close(chan);
}

static void one_to_one(const int *p)
{
	int value;

	(void)p;
	chan = chan_make(int, seen->capacity, "chan");
	task_go(send_all, NULL, USES(SENDS(chan), CLOSES(chan)), "sender");
	while (chan_recv(chan, &value))
		seen->values[seen->n++] = value;
}

static void test_elements_come_out_in_the_order_they_went_in(void **state)
{
	static const int capacities[] = { 0, 1, 2, 7, N, 1000 };
	struct seen mine;

	(void)state;
	EACH_ENGINE(engine)
		for (int c = 0; c < COUNT(capacities); c++) {
			seen = &mine;
			memset(seen, 0, sizeof *seen);
			seen->capacity = capacities[c];
			conf_comes_to(engine, PROGRAM(one_to_one), VERDICT_OK);
			assert_int_equal(seen->n, N);
			for (int i = 0; i < N; i++)
				assert_int_equal(seen->values[i], i);
		}
}

static void send_tagged(void *arg)
{
	int *tag = arg;

	for (int i = 0; i < N; i++) {
		int value = *tag * N + i;

		chan_send(chan, &value);
	}
}

static void many_to_one(const int *p)
{
	(void)p;
	chan = chan_make(int, seen->capacity, "chan");
	for (int i = 0; i < MANY; i++) {
		seen->from[i] = i;
		task_go(send_tagged, &seen->from[i], USES(SENDS(chan)), "sender-%d", i);
	}
	for (seen->n = 0; seen->n < N * MANY; seen->n++)
		chan_recv(chan, &seen->values[seen->n]);
}

/* Each exactly once, and those of one sender in its order. */
static void test_each_senders_elements_stay_in_order(void **state)
{
	struct seen mine;

	(void)state;
	EACH_ENGINE(engine)
		for (int capacity = 0; capacity < 4; capacity++) {
			int next[MANY] = { 0 };

			seen = &mine;
			memset(seen, 0, sizeof *seen);
			seen->capacity = capacity;
			conf_comes_to(engine, PROGRAM(many_to_one), VERDICT_OK);
			for (int i = 0; i < N * MANY; i++)
				assert_int_equal(seen->values[i] % N, next[seen->values[i] / N]++);
			for (int i = 0; i < MANY; i++)
				assert_int_equal(next[i], N);
		}
}

static void receive_until_closed(void *arg)
{
	int *flags = arg, value;

	while (chan_recv(chan, &value))
		flags[value]++;
}

static void one_to_many(const int *p)
{
	(void)p;
	chan = chan_make(int, seen->capacity, "chan");
	for (int i = 0; i < MANY; i++)
		task_go(receive_until_closed, seen->values + i * N, USES(RECVS(chan)), "receiver-%d", i);
	send_all(NULL);
}

static void test_each_element_goes_to_one_receiver(void **state)
{
	struct seen mine;

	(void)state;
	EACH_ENGINE(engine)
		for (int capacity = 0; capacity < 4; capacity++) {
			seen = &mine;
			memset(seen, 0, sizeof *seen);
			seen->capacity = capacity;
			conf_comes_to(engine, PROGRAM(one_to_many), VERDICT_OK);
			for (int value = 0; value < N; value++) {
				int times = 0;

				for (int i = 0; i < MANY; i++)
					times += seen->values[i * N + value];
				assert_int_equal(times, 1);
			}
		}
}

/* ---- Capacity ---- */

/* A send on a channel that is full, or that nobody receives from, waits. */
static void fill_and_one_more(const int *p)
{
	int value = 7;

	(void)p;
	chan = chan_make(int, seen->capacity, "chan");
	task_uses(USES(SENDS(chan)));
	for (;; seen->n++)
		chan_send(chan, &value);
}

static void test_as_many_sends_as_the_capacity_go_through(void **state)
{
	struct seen mine;

	(void)state;
	EACH_ENGINE(engine)
		for (int capacity = 0; capacity < 9; capacity++) {
			struct result *result;
			const struct snap_object *object;

			seen = &mine;
			memset(seen, 0, sizeof *seen);
			seen->capacity = capacity;
			result = conf_run(engine, PROGRAM(fill_and_one_more), VERDICT_DEADLOCK);
			assert_int_equal(seen->n, capacity);
			object = &result->snapshot->objects[result->snapshot->tasks[0].cases[0].object];
			assert_string_equal(object->name, "chan");
			assert_int_equal(object->occupancy, capacity);
			assert_int_equal(object->capacity, capacity);
			result_free(result);
		}
}

static void negative(const int *p)
{
	(void)p;
	seen->line = __LINE__ + 1;
	chan_make(int, -1, "chan");
}

static void test_a_negative_capacity_is_a_finding(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine)
		conf_panics_at(engine, PROGRAM(negative), "channel chan of capacity -1: it must be 0 or more", "make", "main", &seen->line);
}

/* ---- Elements ---- */

struct wide {
	char bytes[100];
};

static void send_wide(void *arg)
{
	struct wide wide;

	(void)arg;
	for (int i = 0; i < 10; i++) {
		memset(&wide, i, sizeof wide);
		chan_send(chan, &wide);
	}
}

static void wide_elements(const int *p)
{
	struct wide wide;

	(void)p;
	chan = chan_make(struct wide, seen->capacity, "chan");
	task_go(send_wide, NULL, USES(SENDS(chan)), "sender");
	for (int i = 0; i < 10; i++) {
		chan_recv(chan, &wide);
		for (int k = 0; k < 100; k++)
			seen->n += wide.bytes[k] == i;
	}
}

static void test_elements_of_any_size(void **state)
{
	struct seen mine;

	(void)state;
	EACH_ENGINE(engine)
		for (int capacity = 0; capacity < 3; capacity++) {
			seen = &mine;
			memset(seen, 0, sizeof *seen);
			seen->capacity = capacity;
			conf_comes_to(engine, PROGRAM(wide_elements), VERDICT_OK);
			assert_int_equal(seen->n, 1000);
		}
}

static void wrong_size_sent(const int *p)
{
	char small = 1;

	(void)p;
	chan = chan_make(int, 1, "chan");
	seen->line = __LINE__ + 1;
	chan_send(chan, &small);
}

static void wrong_size_received(const int *p)
{
	long large;

	(void)p;
	chan = chan_make(int, 1, "chan");
	seen->line = __LINE__ + 1;
	chan_recv(chan, &large);
}

static void wrong_size_selected(const int *p)
{
	short small;

	(void)p;
	chan = chan_make(int, 1, "chan");
	seen->line = __LINE__ + 1;
	select_on(NOW, RECV(chan, &small));
}

static void test_a_wrong_element_size_is_a_finding(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_panics_at(engine, PROGRAM(wrong_size_sent), "chan carries elements of 4 bytes, not 1", "send", "main", &seen->line);
		conf_panics_at(engine, PROGRAM(wrong_size_received), "chan carries elements of 4 bytes, not 8", "receive", "main", &seen->line);
		conf_panics_at(engine, PROGRAM(wrong_size_selected), "chan carries elements of 4 bytes, not 2", "receive", "main", &seen->line);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_elements_come_out_in_the_order_they_went_in),
	cmocka_unit_test(test_each_senders_elements_stay_in_order),
	cmocka_unit_test(test_each_element_goes_to_one_receiver),
	cmocka_unit_test(test_as_many_sends_as_the_capacity_go_through),
	cmocka_unit_test(test_a_negative_capacity_is_a_finding),
	cmocka_unit_test(test_elements_of_any_size),
	cmocka_unit_test(test_a_wrong_element_size_is_a_finding)
)
