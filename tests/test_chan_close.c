/*
 * test_chan_close.c - what closing a channel does, on every engine; and what a channel that is none does.
 */
#include "tests/conf.h"

enum { MANY = 8 };

static struct seen {
	int  capacity, n, line;
	int  values[2 * MANY], flags[2 * MANY];
	bool ok;
} *seen;

static struct chan *chan;

/* ---- Closing ---- */

static void drain_closed(const int *p)
{
	int value;

	(void)p;
	chan = chan_make(int, 5, "chan");
	for (int i = 1; i <= 3; i++)
		chan_send(chan, &i);
	chan_close(chan);
	for (int i = 0; i < 5; i++) {
		value = 99;
		seen->flags[i] = chan_recv(chan, &value);
		seen->values[i] = value;
	}
}

static void test_a_closed_channel_is_drained_and_then_gives_zero(void **state)
{
	static const int values[] = { 1, 2, 3, 0, 0 }, flags[] = { 1, 1, 1, 0, 0 };
	struct seen mine;

	(void)state;
	EACH_ENGINE(engine) {
		seen = &mine;
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(drain_closed), VERDICT_OK);
		assert_memory_equal(seen->values, values, sizeof values);
		assert_memory_equal(seen->flags, flags, sizeof flags);
	}
}

/* The receivers note what they got; the closer waits until they are (nearly always) blocked. */
static void receive_one(void *arg)
{
	int *slot = arg, value = 99;

	slot[0] = chan_recv(chan, &value);
	slot[1] = value;
}

static void close_on_receivers(const int *p)
{
	struct task *tasks[MANY];

	(void)p;
	chan = chan_make(int, seen->capacity, "chan");
	for (int i = 0; i < MANY; i++)
		tasks[i] = task_go(receive_one, seen->values + 2 * i, USES(RECVS(chan)), "receiver-%d", i);
	task_sleep(2);
	chan_close(chan);
	for (int i = 0; i < MANY; i++)
		task_join(tasks[i]);
	seen->ok = true;
}

static void test_close_frees_blocked_receivers(void **state)
{
	struct seen mine;

	(void)state;
	EACH_ENGINE(engine)
		for (int capacity = 0; capacity < 2; capacity++) {
			seen = &mine;
			memset(seen, -1, sizeof *seen);
			seen->capacity = capacity;
			conf_comes_to(engine, PROGRAM(close_on_receivers), VERDICT_OK);
			assert_true(seen->ok);
			for (int i = 0; i < 2 * MANY; i++)
				assert_int_equal(seen->values[i], 0);
		}
}

static void send_one(void *arg)
{
	int value = 5;

	(void)arg;
	seen->line = __LINE__ + 1;
	chan_send(chan, &value);
	seen->n++;
}

static void close_on_sender(const int *p)
{
	int value = 1;
	struct task *task;

	(void)p;
	chan = chan_make(int, seen->capacity, "chan");
	for (int i = 0; i < seen->capacity; i++)
		chan_send(chan, &value);
	task = task_go(send_one, NULL, USES(SENDS(chan)), "sender");
	task_sleep(2);
	chan_close(chan);
	task_join(task);
}

static void test_close_on_a_blocked_sender_is_the_senders_finding(void **state)
{
	struct seen mine;

	(void)state;
	EACH_ENGINE(engine)
		for (int capacity = 0; capacity < 3; capacity++) {
			seen = &mine;
			memset(seen, 0, sizeof *seen);
			seen->capacity = capacity;
			conf_panics_at(engine, PROGRAM(close_on_sender), "send on a closed channel", "send", "sender", &seen->line);
			assert_int_equal(seen->n, 0);
		}
}

static void select_two(void *arg)
{
	int value = 99;
	bool ok = true;

	(void)arg;
	seen->values[0] = select_on(FOREVER, RECV(NULL, &value), RECV_OK(chan, &value, &ok));
	seen->values[1] = value;
	seen->values[2] = ok;
}

static void close_on_select(const int *p)
{
	(void)p;
	chan = chan_make(int, seen->capacity, "chan");
	task_go(select_two, NULL, USES(RECVS(chan)), "selector");
	task_sleep(2);
	chan_close(chan);
}

static void select_send(void *arg)
{
	int value = 1;

	(void)arg;
	seen->line = __LINE__ + 1;
	select_on(FOREVER, SEND(NULL, &value), SEND(chan, &value));
	seen->n++;
}

static void close_on_select_that_sends(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "chan");
	task_go(select_send, NULL, USES(SENDS(chan)), "selector");
	task_sleep(2);
	chan_close(chan);
}

static void test_close_frees_a_blocked_select(void **state)
{
	struct seen mine;

	(void)state;
	EACH_ENGINE(engine) {
		for (int capacity = 0; capacity < 2; capacity++) {
			seen = &mine;
			memset(seen, 0, sizeof *seen);
			seen->capacity = capacity;
			conf_comes_to(engine, PROGRAM(close_on_select), VERDICT_OK);
			assert_int_equal(seen->values[0], 1);
			assert_int_equal(seen->values[1], 0);
			assert_int_equal(seen->values[2], 0);
		}
		conf_panics_at(engine, PROGRAM(close_on_select_that_sends), "send on a closed channel", "send", "selector", &seen->line);
		assert_int_equal(seen->n, 0);
	}
}

static void send_on_closed(const int *p)
{
	int value = 1;

	(void)p;
	chan = chan_make(int, 4, "chan");
	chan_close(chan);
	seen->line = __LINE__ + 1;
	chan_send(chan, &value);
}

static void close_twice(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "chan");
	chan_close(chan);
	seen->line = __LINE__ + 1;
	chan_close(chan);
}

static void close_nil(const int *p)
{
	(void)p;
	chan = NULL;
	seen->line = __LINE__ + 1;
	chan_close(chan);
}

static void test_misuses(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_panics_at(engine, PROGRAM(send_on_closed), "send on a closed channel", "send", "main", &seen->line);
		conf_panics_at(engine, PROGRAM(close_twice), "close of a closed channel", "close", "main", &seen->line);
		conf_panics_at(engine, PROGRAM(close_nil), "close of a nil channel", "close", "main", &seen->line);
	}
}

/* ---- nil ---- */

static void send_nil(const int *p)
{
	int value = 1;

	(void)p;
	chan_send((struct chan *)NULL, &value);
}

static void receive_nil(const int *p)
{
	int value;

	(void)p;
	chan_recv((struct chan *)NULL, &value);
}

static void test_an_operation_on_a_nil_channel_waits_for_ever(void **state)
{
	(void)state;
	EACH_ENGINE(engine) {
		struct result *result = conf_run(engine, PROGRAM(send_nil), VERDICT_DEADLOCK);

		assert_int_equal(result->snapshot->tasks[0].n_cases, 1);
		assert_int_equal(result->snapshot->tasks[0].cases[0].object, NO_OBJECT);
		assert_int_equal(result->snapshot->tasks[0].cases[0].event, EV_CHAN_SEND);
		result_free(result);
		result = conf_run(engine, PROGRAM(receive_nil), VERDICT_DEADLOCK);
		assert_int_equal(result->snapshot->tasks[0].cases[0].event, EV_CHAN_RECV);
		result_free(result);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_a_closed_channel_is_drained_and_then_gives_zero),
	cmocka_unit_test(test_close_frees_blocked_receivers),
	cmocka_unit_test(test_close_on_a_blocked_sender_is_the_senders_finding),
	cmocka_unit_test(test_close_frees_a_blocked_select),
	cmocka_unit_test(test_misuses),
	cmocka_unit_test(test_an_operation_on_a_nil_channel_waits_for_ever)
)
