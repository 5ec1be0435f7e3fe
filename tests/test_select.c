/*
 * test_select.c - what select promises, on every engine.
 */
#include "tests/conf.h"

enum { ROUNDS = 4000, LEAST = 700, WAYS = 4 };

static struct seen {
	int n, way, taken[MAX_CASES + 1], values[MAX_CASES + 1], line, left, right;
	bool ok;
} *seen;

/* ---- How many cases ---- */

static void no_case(const int *p)
{
	(void)p;
	seen->way = select_among(NOW, NULL, 0);
	seen->n = select_among(1, NULL, 0);
	select_among(FOREVER, NULL, 0);
}

static void test_a_select_without_cases_waits_for_ever(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_comes_to(engine, PROGRAM(no_case), VERDICT_DEADLOCK);
		assert_int_equal(seen->way, SELECT_DEFAULT);
		assert_int_equal(seen->n, SELECT_TIMEOUT);
	}
}

static void many_cases(const int *p)
{
	struct select_case cases[MAX_CASES + 1];
	struct chan *chans[MAX_CASES + 1];

	(void)p;
	for (int i = 0; i < seen->n; i++) {
		chans[i] = chan_make(int, 1, lab_name("chan-%d", i));
		chan_send(chans[i], &i);
	}
	for (int round = 0; round < seen->n; round++) {
		int way;

		for (int i = 0; i < seen->n; i++)
			cases[i] = RECV(chans[i], &seen->values[i]);
		way = select_among(FOREVER, cases, seen->n);
		seen->taken[way]++;
		lab_check(seen->values[way] == way, "the value is that of the case taken");
	}
	for (int i = 0; i < seen->n; i++)
		cases[i] = RECV(chans[i], &seen->values[i]);
	seen->way = select_among(NOW, cases, seen->n);
}

static void test_up_to_64_cases(void **state)
{
	static const int numbers[] = { 1, 2, 3, 63, 64 };
	struct seen mine;

	(void)state;
	EACH_ENGINE(engine)
		for (int k = 0; k < COUNT(numbers); k++) {
			seen = &mine;
			memset(seen, 0, sizeof *seen);
			seen->n = numbers[k];
			conf_comes_to(engine, PROGRAM(many_cases), VERDICT_OK);
			for (int i = 0; i < seen->n; i++)
				assert_int_equal(seen->taken[i], 1);
			assert_int_equal(seen->way, SELECT_DEFAULT);
		}
}

static void too_many_cases(const int *p)
{
	struct select_case cases[MAX_CASES + 1];
	struct chan *chan = chan_make(int, 1, "chan");

	(void)p;
	for (int i = 0; i <= MAX_CASES; i++)
		cases[i] = RECV(chan, &seen->values[i]);
	seen->line = __LINE__ + 1;
	select_among(FOREVER, cases, MAX_CASES + 1);
}

static void test_more_than_64_cases_are_a_finding(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_comes_to(engine, PROGRAM(too_many_cases), VERDICT_PANIC);
		conf_panics(engine, PROGRAM(too_many_cases), "a select of 65 cases: at most 64", "select", "main", seen->line);
	}
}

/* A waiting select of 64: whichever partner comes, its case is taken, and the others' queues are left. */
static void send_last(void *arg)
{
	struct chan *chan = arg;
	int value = 42;

	chan_send(chan, &value);
}

static void wait_on_many(const int *p)
{
	struct select_case cases[MAX_CASES];
	struct chan *chans[MAX_CASES];

	(void)p;
	for (int i = 0; i < MAX_CASES; i++)
		chans[i] = chan_make(int, i % 2, lab_name("chan-%d", i));
	for (int i = 0; i < MAX_CASES; i++) {
		for (int k = 0; k < MAX_CASES; k++)
			cases[k] = RECV(chans[k], &seen->values[k]);
		task_go(send_last, chans[i], USES(SENDS(chans[i])), "sender-%d", i);
		seen->taken[i] = select_among(FOREVER, cases, MAX_CASES);
	}
}

static void test_a_waiting_select_of_64_cases(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_comes_to(engine, PROGRAM(wait_on_many), VERDICT_OK);
		for (int i = 0; i < MAX_CASES; i++) {
			assert_int_equal(seen->taken[i], i);
			assert_int_equal(seen->values[i], 42);
		}
	}
}

/* ---- Fairness ---- */

static void always_ready(const int *p)
{
	struct chan *chans[WAYS];
	int value = 1;

	(void)p;
	for (int i = 0; i < WAYS; i++) {
		chans[i] = chan_make(int, 1, lab_name("chan-%d", i));
		chan_send(chans[i], &value);
	}
	for (int round = 0; round < ROUNDS; round++) {
		int way = select_on(FOREVER, RECV(chans[0], &value), RECV(chans[1], &value), RECV(chans[2], &value),
		                    RECV(chans[3], &value));

		seen->taken[way]++;
		chan_send(chans[way], &value);
	}
}

/* The chance of fewer than 700 of 4,000 with probability 1/4: 1000 - 11 sigma. */
static void test_each_ready_case_is_taken_about_as_often(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(always_ready), VERDICT_OK);
		for (int i = 0; i < WAYS; i++)
			assert_true(seen->taken[i] >= LEAST);
	}
}

/* ---- Default and timeout ---- */

static void default_and_timeout(const int *p)
{
	struct chan *chan = chan_make(int, 1, "chan"), *full = chan_make(int, 0, "full");
	int value = 5;

	(void)p;
	seen->taken[0] = select_on(NOW, RECV(chan, &value), SEND(full, &value));
	seen->taken[1] = select_on(0, RECV(chan, &value), SEND(full, &value));
	seen->taken[2] = select_on(1, RECV(chan, &value), SEND(full, &value));
	seen->taken[3] = select_on(NOW, RECV((struct chan *)NULL, &value));
	seen->taken[4] = select_on(1, RECV((struct chan *)NULL, &value));
	seen->taken[5] = select_on(NOW, SEND(chan, &value));
	seen->taken[6] = select_on(0, RECV(chan, &value));
	seen->taken[7] = select_on(FOREVER, RECV((struct chan *)NULL, &value), SEND(chan, &value));
}

static void test_default_and_timeout(void **state)
{
	static const int expected[] = {
		SELECT_DEFAULT, SELECT_TIMEOUT, SELECT_TIMEOUT, SELECT_DEFAULT, SELECT_TIMEOUT, 0, 0, 1
	};
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_comes_to(engine, PROGRAM(default_and_timeout), VERDICT_OK);
		assert_memory_equal(seen->taken, expected, sizeof expected);
	}
}

static void only_nil(const int *p)
{
	int value;

	(void)p;
	select_on(FOREVER, RECV((struct chan *)NULL, &value), SEND((struct chan *)NULL, &value));
}

static void test_nil_cases_are_never_taken(void **state)
{
	(void)state;
	EACH_ENGINE(engine)
		conf_comes_to(engine, PROGRAM(only_nil), VERDICT_DEADLOCK);
}

/* ---- The same channel more than once ---- */

static void same_channel_twice(const int *p)
{
	struct chan *chan = chan_make(int, seen->n, "chan");
	int sent = 7, value = 0;

	(void)p;
	if (seen->n) {
		chan_send(chan, &sent);
	} else {
		task_go(send_last, chan, USES(SENDS(chan)), "sender");
	}
	seen->way = select_on(FOREVER, RECV(chan, &value), RECV(chan, &value));
	seen->values[0] = value;
	seen->values[1] = select_on(NOW, RECV(chan, &value), RECV(chan, &value));
}

static void test_the_same_channel_twice(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine)
		for (seen->n = 0; seen->n < 2; seen->n++) {
			conf_comes_to(engine, PROGRAM(same_channel_twice), VERDICT_OK);
			assert_true(seen->way == 0 || seen->way == 1);
			assert_int_equal(seen->values[0], seen->n ? 7 : 42);
			assert_int_equal(seen->values[1], SELECT_DEFAULT);
		}
}

/* It does not meet itself. */
static void send_and_receive_alone(const int *p)
{
	struct chan *chan = chan_make(int, 0, "chan");
	int out = 1, in = 0;

	(void)p;
	seen->way = select_on(NOW, SEND(chan, &out), RECV(chan, &in));
	task_uses(USES(SENDS(chan), RECVS(chan)));
	select_on(FOREVER, SEND(chan, &out), RECV(chan, &in));
}

static void test_a_select_does_not_meet_itself(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_comes_to(engine, PROGRAM(send_and_receive_alone), VERDICT_DEADLOCK);
		assert_int_equal(seen->way, SELECT_DEFAULT);
	}
}

static struct chan *between;

static void either_way(int *sent, int *received)
{
	for (int i = 0; i < ROUNDS; i++) {
		int out = i, in;

		if (select_on(FOREVER, SEND(between, &out), RECV(between, &in)) == 0)
			++*sent;
		else
			++*received;
	}
}

static void other_side(void *arg)
{
	(void)arg;
	either_way(&seen->left, &seen->right);
}

static void two_that_do_either(const int *p)
{
	int sent = 0, received = 0;

	(void)p;
	between = chan_make(int, 0, "chan");
	task_go(other_side, NULL, USES(SENDS(between), RECVS(between)), "other");
	either_way(&sent, &received);
	seen->taken[0] = sent;
	seen->taken[1] = received;
}

static void test_two_selects_that_send_and_receive_meet_each_other(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(two_that_do_either), VERDICT_OK);
		assert_int_equal(seen->taken[0], seen->right);
		assert_int_equal(seen->taken[1], seen->left);
		assert_int_equal(seen->left + seen->right, ROUNDS);
		assert_true(seen->left > 0 && seen->right > 0);
	}
}

/* ---- Losing a partner to another ---- */

enum { RIVALS = 4, GOODS = 2000 };

static struct chan *left, *right, *quit;

static void rival(void *arg)
{
	int *sum = arg, value;

	for (;;)
		switch (select_on(FOREVER, RECV(left, &value), RECV(right, &value), RECV(quit, &value))) {
		case 2:
			return;
		default:
			*sum += value;
		}
}

static void supply(void *arg)
{
	struct chan *chan = arg;

	for (int i = 0; i < GOODS; i++)
		chan_send(chan, &(int){ 1 });
}

static void rivals(const int *p)
{
	struct task *suppliers[2], *takers[RIVALS];

	(void)p;
	left = chan_make(int, 0, "left");
	right = chan_make(int, 1, "right");
	quit = chan_make(int, 0, "quit");
	for (int i = 0; i < RIVALS; i++)
		takers[i] = task_go(rival, &seen->values[i], USES(RECVS(left), RECVS(right), RECVS(quit)), "rival-%d", i);
	suppliers[0] = task_go(supply, left, USES(SENDS(left)), "left-supplier");
	suppliers[1] = task_go(supply, right, USES(SENDS(right)), "right-supplier");
	task_join(suppliers[0]);
	task_join(suppliers[1]);
	while (select_on(NOW, SEND(right, &(int){ 0 })) != 0)
		task_sleep(1);          /* until the last is taken */
	chan_close(quit);
	for (int i = 0; i < RIVALS; i++)
		task_join(takers[i]);
}

static void test_each_offer_goes_to_one_of_the_rivals(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		int sum = 0;

		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(rivals), VERDICT_OK);
		for (int i = 0; i < RIVALS; i++)
			sum += seen->values[i];
		assert_int_equal(sum, 2 * GOODS);
	}
}

/* Selects against selects: whom one has in view, another may take on another channel, or he gives up. */
enum { TRIES = 3000 };

static struct chan *three[3];

static int64_t *received_sum, *sent_sum;

static void offer_on_all(void *arg)
{
	int id = *(int *)arg;

	for (int i = 0; i < TRIES; i++) {
		int value = id * TRIES + i;

		if (select_on(i % 2 ? NOW : 0, SEND(three[0], &value), SEND(three[1], &value), SEND(three[2], &value)) >= 0)
			sent_sum[id] += value;
	}
}

static void take_from_all(void *arg)
{
	int id = *(int *)arg;

	for (int i = 0; i < TRIES; i++) {
		int value = -1;
		bool ok = true;

		if (select_on(i % 3 ? 0 : NOW, RECV_OK(three[(id + i) % 3], &value, &ok),
		              RECV_OK(three[(id + i + 1) % 3], &value, &ok)) >= 0) {
			lab_check(ok && value >= 0, "what is received has been sent");
			received_sum[id] += value;
		}
	}
}

static void all_against_all(const int *p)
{
	static int ids[3] = { 0, 1, 2 };
	struct task *tasks[6];

	(void)p;
	for (int i = 0; i < 3; i++)
		three[i] = chan_make(int, 0, lab_name("chan-%d", i));
	for (int i = 0; i < 3; i++) {
		tasks[2 * i] = task_go(offer_on_all, &ids[i], ANYTHING, "sender-%d", i);
		tasks[2 * i + 1] = task_go(take_from_all, &ids[i], ANYTHING, "receiver-%d", i);
	}
	for (int i = 0; i < 6; i++)
		task_join(tasks[i]);
}

static void test_selects_that_take_each_others_partners(void **state)
{
	int64_t received[3], sent[3];

	(void)state;
	received_sum = received;
	sent_sum = sent;
	EACH_ENGINE(engine)
		for (int round = 0; round < 5; round++) {
			memset(received, 0, sizeof received);
			memset(sent, 0, sizeof sent);
			conf_comes_to(engine, PROGRAM(all_against_all), VERDICT_OK);
			assert_true(received[0] + received[1] + received[2] == sent[0] + sent[1] + sent[2]);
		}
}

/* ---- Time ---- */

static void give_up_soon(void *arg)
{
	int value, *taken = arg;

	for (int i = 0; i < 300; i++)
		if (select_on(i % 3, RECV(between, &value)) == 0)
			++*taken;
}

static void try_to_send(void *arg)
{
	int *sent = arg;

	for (int i = 0; i < 300; i++)
		if (select_on((i + 1) % 3, SEND(between, &i)) == 0)
			++*sent;
}

static void timeouts_against_partners(const int *p)
{
	struct task *tasks[6];

	(void)p;
	between = chan_make(int, 0, "chan");
	for (int i = 0; i < 3; i++) {
		tasks[2 * i] = task_go(give_up_soon, &seen->taken[i], USES(RECVS(between)), "receiver-%d", i);
		tasks[2 * i + 1] = task_go(try_to_send, &seen->values[i], USES(SENDS(between)), "sender-%d", i);
	}
	for (int i = 0; i < 6; i++)
		task_join(tasks[i]);
}

/* Both agree on what became of a meeting, however near the deadline it was. */
static void test_a_timeout_and_a_partner_do_not_both_win(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(timeouts_against_partners), VERDICT_OK);
		assert_int_equal(seen->taken[0] + seen->taken[1] + seen->taken[2],
		                 seen->values[0] + seen->values[1] + seen->values[2]);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_a_select_without_cases_waits_for_ever),
	cmocka_unit_test(test_up_to_64_cases),
	cmocka_unit_test(test_more_than_64_cases_are_a_finding),
	cmocka_unit_test(test_a_waiting_select_of_64_cases),
	cmocka_unit_test(test_each_ready_case_is_taken_about_as_often),
	cmocka_unit_test(test_default_and_timeout),
	cmocka_unit_test(test_nil_cases_are_never_taken),
	cmocka_unit_test(test_the_same_channel_twice),
	cmocka_unit_test(test_a_select_does_not_meet_itself),
	cmocka_unit_test(test_two_selects_that_send_and_receive_meet_each_other),
	cmocka_unit_test(test_each_offer_goes_to_one_of_the_rivals),
	cmocka_unit_test(test_selects_that_take_each_others_partners),
	cmocka_unit_test(test_a_timeout_and_a_partner_do_not_both_win)
)
