/* test_perfetto.c - traces for Perfetto, read back: slices nest, flows begin before they end, counters count. */
#include "tests/capture.h"
#include "tests/perfetto_read.h"
#include "tests/check_text.h"
#include "tests/sanitized.h"

#include "lab/engine/pattern.h"
#include "lab/export/perfetto.h"
#include "lab/export/protobuf.h"

static struct pf_file write_and_read(const struct trace *trace)
{
	char *bytes;
	size_t length;
	FILE *out = open_memstream(&bytes, &length);
	struct pf_file file;

	assert_true(perfetto_write(out, trace, "test", TRACE_STEP, NULL));
	fclose(out);
	file = pf_read(bytes, length);
	free(bytes);
	return file;
}

/* ---- What holds for every file ---- */

struct seen {
	uint64_t ns;
	int      depth;                 /* of open slices */
};

/* Time goes on along each track; what ends has begun; in the end all has ended. */
static void check_slices(const struct pf_file *file)
{
	struct seen *tracks = calloc((size_t)file->n_tracks + 2, sizeof *tracks);

	for (long i = 0; i < file->n_events; i++) {
		const struct pf_event *event = &file->events[i];
		struct seen *track = &tracks[pf_track(file, event->track) - file->tracks];

		assert_true(event->ns >= track->ns);
		track->ns = event->ns;
		if (event->type == 4) {
			assert_true(pf_track(file, event->track)->counter);
			assert_true(event->counter >= 0);
			continue;
		}
		assert_true(pf_track(file, event->track)->thread);
		assert_true(event->type == 1 || event->type == 2);
		track->depth += event->type == 1 ? 1 : -1;
		assert_true(track->depth >= 0);
		assert_true(event->type == 2 || (event->name && event->category > 0));
	}
	for (int i = 0; i < file->n_tracks; i++)
		assert_int_equal(tracks[i].depth, 0);
	free(tracks);
}

/* A flow: where it began, and what was carried. */
struct began {
	uint64_t               id;
	const struct pf_event *at;
};

static int by_id(const void *a, const void *b)
{
	const struct began *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* Each flow begins once, ends at most once, after its beginning, and carries one thing. */
static long check_flows(const struct pf_file *file)
{
	struct began *began = calloc((size_t)file->n_events + 1, MOST_FLOWS * sizeof *began), key, *found;
	size_t n = 0;
	long ends = 0;

	for (long i = 0; i < file->n_events; i++)
		for (int k = 0; k < file->events[i].n_flows; k++)
			began[n++] = (struct began){ file->events[i].flows[k], &file->events[i] };
	qsort(began, n, sizeof *began, by_id);
	for (size_t i = 1; i < n; i++)
		assert_true(began[i].id != began[i - 1].id);
	for (long i = 0; i < file->n_events; i++) {
		const struct pf_event *end = &file->events[i];

		key.id = end->flow_end;
		if (!key.id)
			continue;
		found = n ? bsearch(&key, began, n, sizeof *began, by_id) : NULL;
		assert_non_null(found);
		assert_non_null(found->at);
		assert_true(found->at < end && found->at->ns <= end->ns && found->at->type == 1 && end->type == 1);
		if (!strncmp(found->at->name, "send to", 7) && found->at->has_value && end->has_value)
			assert_int_equal(found->at->value, end->value);
		found->at = NULL;
		ends++;
	}
	free(began);
	return ends;
}

static long check_trace(const struct trace *trace)
{
	struct pf_file file = write_and_read(trace);
	long ends;

	check_slices(&file);
	ends = check_flows(&file);
	pf_free(&file);
	return ends;
}

/* ---- Every pattern, in turns and on real threads ---- */

static void check_run(struct capture *c, const char *name, const char *settings)
{
	const struct result *result;
	char line[300];
	long sends = 0, ends;

	snprintf(line, sizeof line, "run %s log=0 %s", name, settings);
	assert_int_not_equal(say(c, line), STATUS_USAGE);
	result = session_result(c->session);
	assert_non_null(result);
	ends = check_trace(&result->trace);
	for (long i = 0; i < result->trace.n_events; i++)
		sends += result->trace.events[i].kind == EV_CHAN_RECV;
	assert_true(ends >= (result->trace.dropped ? 0 : sends));       /* each receive knows its send */
}

static void test_every_pattern(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++) {
		check_run(&c, patterns[i]->name, "seed=1");
		check_run(&c, patterns[i]->name, "seed=2 keep=20");
		if (!SANITIZED || i % 4 == 0)
			check_run(&c, patterns[i]->name, "");
	}
	capture_close(&c);
}

static void test_ends_that_are_bad(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	check_run(&c, "dining", "order=same-handed schedule=\"1 3 2\"");
	check_run(&c, "worker-pool", "feed=main jobs=9 seed=3");
	check_run(&c, "lost-wakeup", "seed=4");
	check_run(&c, "rwlock", "seed=3 readers=6 writers=3");
	check_run(&c, "bounded-buffer", "seed=5 producers=4 consumers=4");
	capture_close(&c);
}

/* ---- One file, looked at closely ---- */

static bool has_slice(const struct pf_file *file, const char *task, const char *name, bool lasts)
{
	const char *open[16] = { 0 };
	int depth = 0;

	for (long i = 0; i < file->n_events; i++) {
		const struct pf_event *event = &file->events[i];

		if (event->type == 4 || strcmp(pf_track(file, event->track)->name, task))
			continue;
		if (event->type == 1)
			open[depth++] = event->name;
		else if (!strcmp(open[--depth], name) && event->lasts == lasts)
			return true;
	}
	return false;
}

static void test_a_deadlock(void **state)
{
	struct capture c;
	struct pf_file file;

	(void)state;
	capture_open(&c);
	say(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0");
	file = write_and_read(&session_result(c.session)->trace);
	assert_true(has_slice(&file, "philosopher-0", "holds fork-0", true));
	assert_true(has_slice(&file, "philosopher-0", "waits to lock fork-1", true));
	assert_true(has_slice(&file, "philosopher-2", "holds fork-2", true));
	assert_true(has_slice(&file, "philosopher-2", "lock fork-2", false));
	assert_false(has_slice(&file, "philosopher-2", "holds fork-0", true));
	pf_free(&file);
	capture_close(&c);
}

/* Locks that are not given back in the opposite order: the outer slice ends, the inner one goes on. */
static void test_locks_that_cross(void **state)
{
	struct event events[] = {
		{ .stamp = 1000, .task = 0, .object = 1, .kind = EV_LOCK, .level = 1, .peer = NO_TASK },
		{ .stamp = 2000, .task = 0, .object = 2, .kind = EV_LOCK, .level = 1, .peer = NO_TASK },
		{ .stamp = 3000, .task = 0, .object = 1, .kind = EV_UNLOCK, .peer = NO_TASK },
		{ .stamp = 4000, .task = 0, .object = 2, .kind = EV_UNLOCK, .peer = NO_TASK },
		{ .stamp = 5000, .task = 0, .object = 0, .kind = EV_TASK_END, .peer = NO_TASK },
	};
	const char *tasks[] = { "main" };
	struct trace_object objects[] = { { "main", "task", -1 }, { "a", "mutex", -1 }, { "b\xff", "mutex", -1 } };
	struct trace trace = { .events = events, .n_events = 5, .n_tasks = 1, .n_objects = 3, .tasks = tasks,
		.objects = objects, .ns_per_tick = 1 };
	static const char *const begun[] = {
		"alive", "holds a", "lock a", "holds b\xef\xbf\xbd", "lock b\xef\xbf\xbd", "holds b\xef\xbf\xbd", "unlock a",
		"unlock b\xef\xbf\xbd",
	};
	struct pf_file file = write_and_read(&trace);
	size_t n = 0;

	(void)state;
	check_slices(&file);
	for (long i = 0; i < file.n_events; i++)
		if (file.events[i].type == 1) {
			assert_true(n < sizeof begun / sizeof *begun);
			assert_string_equal(file.events[i].name, begun[n++]);
		}
	assert_int_equal(n, sizeof begun / sizeof *begun);
	pf_free(&file);
}

static void test_long_messages(void **state)
{
	struct buf out = { 0 };
	struct pf_field field, inner;
	struct pf_span in;
	size_t outer, mark;

	(void)state;
	outer = pb_begin(&out, 1);
	mark = pb_begin(&out, 2);
	for (int i = 0; i < 100; i++)
		pb_uint(&out, 3, UINT64_MAX);
	pb_end(&out, mark);
	pb_fixed64(&out, 4, 0x0123456789abcdef);
	pb_end(&out, outer);
	in = (struct pf_span){ (const unsigned char *)out.text, (const unsigned char *)out.text + out.length };
	assert_true(pf_next(&in, &field) && field.number == 1 && in.at == in.end);
	assert_true(pf_next(&field.bytes, &inner) && inner.number == 2 && inner.bytes.end - inner.bytes.at == 1100);
	assert_true(pf_next(&field.bytes, &inner) && inner.number == 4 && inner.value == 0x0123456789abcdef);
	assert_false(pf_next(&field.bytes, &inner));
	buf_free(&out);
}

/* ---- Who no longer wants it stops it ---- */

static bool stop(void *context, double done)
{
	++*(int *)context;
	return done < 0.5;
}

static void test_stopping(void **state)
{
	struct capture c;
	int told = 0;
	struct export_progress progress = { stop, &told };
	FILE *nowhere = fopen("/dev/null", "w");

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool jobs=3000 seed=1 log=0");
	assert_false(perfetto_write(nowhere, &session_result(c.session)->trace, "x", TRACE_STEP, &progress));
	assert_true(told >= 2);
	fclose(nowhere);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_pattern),
		cmocka_unit_test(test_ends_that_are_bad),
		cmocka_unit_test(test_a_deadlock),
		cmocka_unit_test(test_locks_that_cross),
		cmocka_unit_test(test_long_messages),
		cmocka_unit_test(test_stopping),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
