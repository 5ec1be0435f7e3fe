/* test_log.c - the event log, from wide to narrow. */
#include "tests/check_text.h"

#include "lab/view/view.h"

static const char *tasks[] = { "main", "feeder", "worker-0" };
static struct trace_object objects[] = {
	{ "main", "task", -1 }, { "jobs", "channel", 2 }, { "results", "channel", 0 },
	{ "pending", "wait group", -1 }, { "a", "mutex", -1 }, { "sum", "cell", -1 },
};

enum { JOBS = 1, RESULTS, PENDING, A, SUM };

static struct event at(int us, int task, enum event_kind kind, int object)
{
	return (struct event){
		.stamp = (uint64_t)us, .here = "patterns/worker_pool.c:41", .task = task, .object = object,
		.peer = NO_TASK, .kind = (uint8_t)kind,
	};
}

static struct event carrying(struct event event, int64_t value, int level)
{
	event.value = value;
	event.has_value = 1;
	event.level = level;
	return event;
}

static struct event parked(int us, int task, enum event_kind waits_for, int object, int cases)
{
	struct event event = at(us, task, EV_PARK, object);

	event.waits_for = (uint8_t)waits_for;
	event.n_cases = (uint8_t)cases;
	return event;
}

static struct trace trace_of(struct event *events, long n)
{
	return (struct trace){
		.events = events, .n_events = n, .n_tasks = 3, .n_objects = 6, .tasks = tasks, .objects = objects,
		.ns_per_tick = 1000,
	};
}

static char *draw(const struct trace *trace, const struct log_filter *filter, int width, bool ascii)
{
	struct look look = { .width = width, .ascii = ascii };
	struct buf out = { 0 };

	view_log_head(&out, trace, filter, &look);
	view_log(&out, trace, 0, trace->n_events, filter, &look);
	check_drawing(buf_text(&out), width, ascii);
	return buf_take(&out);
}

static void check(char *text, const char *expected)
{
	assert_string_equal(text, expected);
	free(text);
}

/* A hand-over of one job. */
static struct trace make_trace(struct event events[8])
{
	events[0] = at(12, 0, EV_TASK_GO, NO_OBJECT);
	events[0].peer = 1;
	events[1] = parked(20, 2, EV_CHAN_RECV, JOBS, 1);
	events[2] = carrying(at(31, 1, EV_CHAN_SEND, JOBS), 3, 1);
	events[3] = carrying(at(33, 2, EV_CHAN_RECV, JOBS), 3, 0);
	events[4] = at(40, 1, EV_CHAN_CLOSE, JOBS);
	events[5] = at(1234, 2, EV_CHAN_DRAINED, JOBS);
	events[6] = parked(1300, 2, EV_CHAN_SEND, RESULTS, 1);
	events[7] = at(1400, 1, EV_TASK_END, NO_OBJECT);
	return trace_of(events, 8);
}

static void test_a_column_per_task(void **state)
{
	struct event events[8];
	struct trace trace = make_trace(events);

	(void)state;
	check(draw(&trace, NULL, 80, false),
	      "      ms  line  main                 feeder               worker-0\n"
	      "   0.012  :41   start feeder         ·                    ·\n"
	      "   0.020  :41   ·                    ·                    waits ← jobs\n"
	      "   0.031  :41   ·                    3 → jobs 1/2         ·\n"
	      "   0.033  :41   ·                    ·                    3 ← jobs 0/2\n"
	      "   0.040  :41   ·                    close jobs           ·\n"
	      "   1.234  :41   ·                    ·                    closed: jobs\n"
	      "   1.300  :41   ·                    ·                    waits → results\n"
	      "   1.400  :41   ·                    end                  ·\n");
}

static void test_bare_where_columns_are_narrow(void **state)
{
	struct event events[8];
	struct trace trace = make_trace(events);

	(void)state;
	check(draw(&trace, NULL, 54, true),
	      "      ms  main          feeder        worker-0\n"
	      "   0.012  go feeder     .             .\n"
	      "   0.020  .             .             waits <- jobs\n"
	      "   0.031  .             3 -> jobs 1/2 .\n"
	      "   0.033  .             .             3 <- jobs 0/2\n"
	      "   0.040  .             close jobs    .\n"
	      "   1.234  .             .             closed: jobs\n"
	      "   1.300  .             .             waits -> res~\n"
	      "   1.400  .             end           .\n");
}

static void test_a_line_each_where_columns_do_not_fit(void **state)
{
	struct event events[8];
	struct trace trace = make_trace(events);

	(void)state;
	check(draw(&trace, NULL, 40, false),
	      "      ms  task: what\n"
	      "   0.012  main:     start feeder\n"
	      "   0.020  worker-0: waits ← jobs\n"
	      "   0.031  feeder:   3 → jobs 1/2\n"
	      "   0.033  worker-0: 3 ← jobs 0/2\n"
	      "   0.040  feeder:   close jobs\n"
	      "   1.234  worker-0: closed: jobs\n"
	      "   1.300  worker-0: waits → results\n"
	      "   1.400  feeder:   end\n");
}

/* A line each, and all of it: nothing is cut where it can go on below. */
static void test_twenty_columns(void **state)
{
	struct event events[8];
	struct trace trace = make_trace(events);

	(void)state;
	check(draw(&trace, NULL, 20, false),
	      "task: what\n"
	      "main:    go feeder\n"
	      "worker-0: waits ←\n"
	      "  jobs\n"
	      "feeder: 3 → jobs 1/2\n"
	      "worker-0: 3 ← jobs\n"
	      "  0/2\n"
	      "feeder:  close jobs\n"
	      "worker-0: closed:\n"
	      "  jobs\n"
	      "worker-0: waits →\n"
	      "  results\n"
	      "feeder:  end\n");
}

static void test_sentences_where_there_is_room(void **state)
{
	const char *names[64];
	struct event events[8];
	struct trace trace = make_trace(events);

	(void)state;
	for (int i = 0; i < 64; i++)
		names[i] = tasks[i < 3 ? i : 2];
	trace.n_tasks = 64;
	trace.tasks = names;
	check(draw(&trace, NULL, 80, false),
	      "      ms  line task: what\n"
	      "   0.012  :41  main:     starts feeder\n"
	      "   0.020  :41  worker-0: waits to receive from jobs\n"
	      "   0.031  :41  feeder:   sends 3 to jobs 1/2\n"
	      "   0.033  :41  worker-0: receives 3 from jobs 0/2\n"
	      "   0.040  :41  feeder:   closes jobs\n"
	      "   1.234  :41  worker-0: finds closed jobs\n"
	      "   1.300  :41  worker-0: waits to send to results\n"
	      "   1.400  :41  feeder:   ends\n");
}

static void test_the_other_kinds(void **state)
{
	struct event events[] = {
		carrying(at(1, 0, EV_WAIT_ADD, PENDING), 2, 2), at(2, 1, EV_WAIT_DONE, PENDING),
		at(3, 0, EV_WAIT_ZERO, PENDING), at(4, 1, EV_LOCK, A), at(5, 1, EV_UNLOCK, A),
		carrying(at(6, 1, EV_CELL_LOAD, SUM), 41, 0), carrying(at(7, 1, EV_CELL_STORE, SUM), 42, 0),
		parked(8, 0, EV_CHAN_RECV, JOBS, 3), parked(9, 0, EV_SLEEP, NO_OBJECT, 0),
		carrying(at(10, 0, EV_SLEEP, NO_OBJECT), 20, 0), parked(11, 0, EV_CHAN_SEND, NO_OBJECT, 1),
		at(12, 0, EV_LOCK_FAILED, A), at(13, 0, EV_TIMEOUT, NO_OBJECT), at(14, 0, EV_FAULT, NO_OBJECT),
	};
	struct trace trace = trace_of(events, sizeof events / sizeof *events);

	(void)state;
	check(draw(&trace, &(struct log_filter){ 0, NO_OBJECT, 0 }, 80, true),
	      "      ms  line  main\n"
	      "   0.001  :41   add pending=2\n"
	      "   0.003  :41   zero: pending\n"
	      "   0.008  :41   waits for any of 3\n"
	      "   0.009  :41   sleeps\n"
	      "   0.010  :41   sleep 20 ms\n"
	      "   0.011  :41   waits: send -> nil\n"
	      "   0.012  :41   try a: taken\n"
	      "   0.013  :41   time out\n"
	      "   0.014  :41   fault\n");
	check(draw(&trace, &(struct log_filter){ 1, NO_OBJECT, 0 }, 80, true),
	      "      ms  line  feeder\n"
	      "   0.002  :41   done pending=0\n"
	      "   0.004  :41   lock a\n"
	      "   0.005  :41   unlock a\n"
	      "   0.006  :41   load sum=41\n"
	      "   0.007  :41   store sum=42\n");
}

/* What a counter is now would be read as what it was: both are said. */
static void test_a_counter_goes_up_and_down(void **state)
{
	struct event events[] = {
		carrying(at(1, 0, EV_WAIT_ADD, PENDING), 2, 5), at(2, 1, EV_WAIT_DONE, PENDING),
		carrying(at(3, 0, EV_ACQUIRE, PENDING), 3, 0), carrying(at(4, 0, EV_RELEASE, PENDING), 1, 1),
	};
	const char *names[64];
	struct trace trace = trace_of(events, sizeof events / sizeof *events);

	(void)state;
	for (int i = 0; i < 64; i++)
		names[i] = tasks[i < 3 ? i : 2];
	trace.n_tasks = 64;
	trace.tasks = names;
	check(draw(&trace, NULL, 80, true),
	      "      ms  line task: what\n"
	      "   0.001  :41  main:     adds 2 to pending 3 -> 5\n"
	      "   0.002  :41  feeder:   counts down pending 1 -> 0\n"
	      "   0.003  :41  main:     acquires 3 from pending 3 -> 0\n"
	      "   0.004  :41  main:     releases 1 to pending 0 -> 1\n");
}

static void test_filters(void **state)
{
	struct event events[8];
	struct trace trace = make_trace(events);
	struct log_filter of_results = { NO_TASK, RESULTS, 0 }, last = { NO_TASK, NO_OBJECT, 2 }, both = { 2, JOBS, 1 };

	(void)state;
	check(draw(&trace, &of_results, 80, true),
	      "      ms  line  main                 feeder               worker-0\n"
	      "   1.300  :41   .                    .                    waits -> results\n");
	check(draw(&trace, &last, 80, true),
	      "      ms  line  main                 feeder               worker-0\n"
	      "   1.300  :41   .                    .                    waits -> results\n"
	      "   1.400  :41   .                    end                  .\n");
	check(draw(&trace, &both, 80, true),
	      "      ms  line  worker-0\n"
	      "   1.234  :41   closed: jobs\n");
}

/* A name gives way before the direction, the value and its own number do. */
static void test_a_long_name_is_shortened_in_the_middle(void **state)
{
	struct trace_object long_named[] = { { "main", "task", -1 }, { "intermediate-12", "channel", 1 },
	                                     { "intermediate-0.3", "cell", -1 } };
	struct event events[] = {
		carrying(at(1, 0, EV_CHAN_SEND, 1), 123, 1), parked(2, 0, EV_CHAN_RECV, 1, 1),
		carrying(at(3, 0, EV_CELL_STORE, 2), 23, 0), at(4, 0, EV_LOCK_FAILED, 1), at(5, 0, EV_TRY_LOCKED, 1),
	};
	struct trace trace = trace_of(events, sizeof events / sizeof *events);

	(void)state;
	trace.objects = long_named;
	check(draw(&trace, NULL, 80, true),
	      "      ms  line  main                 feeder               worker-0\n"
	      "   0.001  :41   123 -> interm~12 1/1 .                    .\n"
	      "   0.002  :41   waits <- intermed~12 .                    .\n"
	      "   0.003  :41   store interme~0.3=23 .                    .\n"
	      "   0.004  :41   try interm~12: taken .                    .\n"
	      "   0.005  :41   lock interm~12 (try) .                    .\n");
}

static void test_what_was_not_kept_is_counted(void **state)
{
	struct event events[8];
	struct trace trace = make_trace(events);
	char *text;

	(void)state;
	trace.dropped = 1204;
	text = draw(&trace, NULL, 80, true);
	check_has(text, "\n... 1,204 events not kept\n");
	free(text);
	trace.dropped = 1;
	text = draw(&trace, NULL, 20, true);
	check_has(text, "\n... 1 event not kept\n");
	free(text);
}

static void test_in_parts(void **state)
{
	struct event events[8];
	struct trace trace = make_trace(events);
	struct look look = { .width = 80 };
	struct buf parts = { 0 };
	char *whole;

	(void)state;
	trace.dropped = 7;
	view_log_head(&parts, &trace, NULL, &look);
	for (long i = 0; i < trace.n_events; i += 3)
		view_log(&parts, &trace, i, i + 3 < trace.n_events ? i + 3 : trace.n_events, NULL, &look);
	whole = draw(&trace, NULL, 80, false);
	assert_string_equal(buf_text(&parts), whole);
	free(whole);
	buf_free(&parts);
}

/* A head, then 200 events, drawn in parts of `part`, on a screen of so many rows. The caller frees it. */
static char *draw_paged(int rows, int part)
{
	struct event some[8], events[200];
	struct trace trace = make_trace(some);
	struct log_page page = { .rows = rows };
	struct look look = { .width = 40 };     /* where some of them take two lines */
	struct buf out = { 0 };

	for (int i = 0; i < 200; i++)
		events[i] = some[i % trace.n_events];
	trace.events = events;
	trace.n_events = 200;
	view_log_head(&out, &trace, NULL, &look);
	for (int i = 0; i < 200; i += part)
		view_log_paged(&out, &trace, i, i + part, NULL, &look, &page);
	check_drawing(buf_text(&out), 40, false);
	return buf_take(&out);
}

/* Wherever one looks at so many rows, the last of which is for the prompt, a head is among them; and not too often. */
static void check_heads(int rows)
{
	char *text = draw_paged(rows, 200);
	int lines = text_lines(text), since = 0, heads = 0;

	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		bool head = !strncmp(line, "      ms  task: what", 10);

		heads += head;
		since = head ? 1 : since + 1;
		assert_true(since <= rows);
	}
	assert_true(heads > 1 && heads <= 1 + lines / (rows - 2));
	free(text);
}

static void test_the_head_stays_on_the_screen(void **state)
{
	char *whole, *parts;

	(void)state;
	for (int rows = LOG_LEAST_ROWS; rows < 60; rows++)
		check_heads(rows);
	whole = draw_paged(24, 200);
	parts = draw_paged(24, 8);
	check(parts, whole);
	free(whole);
	whole = draw_paged(0, 200);             /* a file has one head */
	parts = draw_paged(LOG_LEAST_ROWS - 1, 200);
	check(parts, whole);
	assert_null(strstr(strstr(whole, "task: what") + 1, "task: what"));
	free(whole);
}

static void test_every_width(void **state)
{
	const char *names[1000];
	struct event events[8];
	struct trace trace = make_trace(events);

	(void)state;
	for (int i = 0; i < 1000; i++)
		names[i] = i % 2 ? "größe-日本語-12" : "w\033[31m-\xff";
	trace.tasks = names;
	events[2].value = INT64_MIN;
	for (int width = 20; width < 130; width++)
		for (int n = 3; n <= 1000; n = n < 10 ? n + 1 : n * 10) {
			trace.n_tasks = n;
			free(draw(&trace, NULL, width, width % 2));
		}
}

static void test_colour_has_a_meaning(void **state)
{
	struct event events[8];
	struct trace trace = make_trace(events);
	struct look look = { .width = 80, .colour = true };
	struct buf out = { 0 };

	(void)state;
	view_log(&out, &trace, 0, trace.n_events, NULL, &look);
	check_drawing(buf_text(&out), 80, false);
	check_has(buf_text(&out), "\033[31mwaits ← jobs\033[0m");
	check_has(buf_text(&out), "\033[32m3 → jobs 1/2\033[0m");
	check_has(buf_text(&out), "\033[2m   0.012  :41");
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_column_per_task),
		cmocka_unit_test(test_bare_where_columns_are_narrow),
		cmocka_unit_test(test_a_line_each_where_columns_do_not_fit),
		cmocka_unit_test(test_twenty_columns),
		cmocka_unit_test(test_sentences_where_there_is_room),
		cmocka_unit_test(test_the_other_kinds),
		cmocka_unit_test(test_a_counter_goes_up_and_down),
		cmocka_unit_test(test_filters),
		cmocka_unit_test(test_a_long_name_is_shortened_in_the_middle),
		cmocka_unit_test(test_what_was_not_kept_is_counted),
		cmocka_unit_test(test_in_parts),
		cmocka_unit_test(test_the_head_stays_on_the_screen),
		cmocka_unit_test(test_every_width),
		cmocka_unit_test(test_colour_has_a_meaning),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
