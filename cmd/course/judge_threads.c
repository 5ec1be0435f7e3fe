/* judge_threads.c - see judge_threads.h. */
#include "cmd/course/judge_threads.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/term/interrupt.h"
#include "lab/base/files.h"
#include "lab/base/text.h"
#include "lab/check/watchdog.h"
#include "lab/engine/engine.h"
#include "lab/engine/strategy.h"
#include "lab/program/program.h"

enum { RUNS = 3, MOST_TRIED = 8, MOST_STEPS = 100000 };

/* ---- Runs ---- */

/* What a run came to. */
struct outcome {
	bool         ran;
	enum verdict verdict;
	int          exit;
	int          threads;
	unsigned     busy;              /* a bit for each of the first threads: it did something to some object */
	struct buf   printed;
};

static bool interrupted(void *context)
{
	(void)context;
	return interrupt_pending();
}

static void read_result(struct outcome *outcome, const struct result *result)
{
	outcome->ran = true;
	outcome->verdict = result->verdict;
	outcome->exit = result->exit;
	outcome->threads = result->trace.n_tasks - 1;
	for (long i = 0; i < result->trace.n_events; i++) {
		const struct event *event = &result->trace.events[i];

		if (event->kind == EV_PRINT)
			buf_adds(&outcome->printed, event_text(event));
		else if (event_fields(event->kind) & EVENT_OBJECT && event->task > 0 && event->task <= MOST_TRIED)
			outcome->busy |= 1u << (event->task - 1);
	}
}

/* The tasks take turns as this seed has it. */
static struct outcome run_once(const struct pattern *pattern, const int *values, const char *const *files, int seed)
{
	struct rng rng = { .state = (uint64_t)seed };
	struct run_options options = {
		.pattern = pattern, .values = values, .files = files, .engine = &turn_engine,
		.turn = { .strategy = &strategy_random, .context = &rng },
	};
	struct watcher watcher = { .interrupted = interrupted, .most_steps = MOST_STEPS };
	struct outcome outcome = { 0 };
	char *error = NULL;
	struct result *result = watch_run(&options, &watcher, &error);

	if (result)
		read_result(&outcome, result);
	result_free(result);
	free(error);
	return outcome;
}

/* Of a program with its usual settings: how many threads it starts, and whether any of some runs prints something. */
static int threads_of(const struct pattern *model, bool *prints)
{
	const char *files[MAX_SETTINGS] = { NULL };
	int values[MAX_SETTINGS] = { 0 }, threads = 0;

	for (int i = 0; i < pattern_n_settings(model); i++)
		values[i] = model->settings[i].standard;
	*prints = false;
	for (int seed = RUNS; seed > 0; seed--) {
		struct outcome outcome = run_once(model, values, files, seed);

		threads = outcome.threads;
		*prints |= outcome.printed.length > 0;
		buf_free(&outcome.printed);
	}
	return threads;
}

/* ---- A program one of whose threads does nothing ---- */

static void add_prelude(struct buf *out, int idle, const char *path)
{
	buf_printf(out, "#include <pthread.h>\n"
	           "static _Atomic int started_;\n"
	           "static void *idle_(void *argument) { (void)argument; return 0; }\n"
	           "#define pthread_create(thread, how, start, argument) \\\n"
	           "\tpthread_create(thread, how, started_++ == %d ? idle_ : (start), argument)\n"
	           "#line 1 \"%s\"\n", idle, path);
}

/* It stays loaded, as all programs do. NULL: it cannot be built. */
static const struct pattern *load_idle(const struct pattern *pattern, int idle)
{
	const char *text = NULL, *path = program_file(pattern, 0, &text), *slash = strrchr(path, '/');
	struct buf copy = { 0 }, name = { 0 };
	struct program_outcome outcome = { 0 };
	const struct pattern *loaded = NULL;
	char *place;

	buf_printf(&name, "order/idle-%d-%s", idle, slash ? slash + 1 : path);
	place = files_cache(buf_text(&name));
	add_prelude(&copy, idle, slash ? slash + 1 : path);
	buf_adds(&copy, text);
	if (place && files_replace(place, copy.text, copy.length)) {
		program_load(&outcome, place, NULL);
		loaded = outcome.pattern;
		program_outcome_free(&outcome);
	}
	free(place);
	buf_free(&copy);
	buf_free(&name);
	return loaded;
}

/* The settings of one program for another that has the same; those it has not are left at their defaults. */
static void take_values(const struct pattern *to, int *values, const char **texts, const struct result *from)
{
	for (int i = 0; i < pattern_n_settings(to); i++) {
		values[i] = to->settings[i].standard;
		for (int j = 0; j < pattern_n_settings(from->pattern); j++)
			if (strcmp(to->settings[i].name, from->pattern->settings[j].name) == 0) {
				values[i] = from->values[j];
				texts[i] = from->files[j];
			}
	}
}

static bool same(const struct outcome *a, const struct outcome *b)
{
	return a->ran && b->ran && a->verdict == b->verdict && a->exit == b->exit &&
	       strcmp(buf_text(&a->printed), buf_text(&b->printed)) == 0;
}

/* Does each of some runs come to the same when this thread does nothing? */
static bool is_needless(const struct result *result, int idle)
{
	const struct pattern *pattern = load_idle(result->pattern, idle);
	const char *texts[MAX_SETTINGS] = { NULL };
	int values[MAX_SETTINGS] = { 0 };
	bool all = pattern != NULL;

	if (pattern)
		take_values(pattern, values, texts, result);
	for (int seed = 1; seed <= RUNS && all; seed++) {
		struct outcome whole = run_once(result->pattern, result->values, result->files, seed);
		struct outcome less = run_once(pattern, values, texts, seed);

		all = same(&whole, &less);
		buf_free(&whole.printed);
		buf_free(&less.printed);
	}
	return all;
}

static bool can_be_tried(const struct pattern *pattern)
{
	const char *text = NULL;

	return program_n_files(pattern) == 1 && program_file(pattern, 0, &text) && text && strstr(text, "pthread_create");
}

bool threads_needed(const struct pattern *model, const struct result *result, struct buf *why)
{
	int wanted, threads;
	struct outcome outcome;
	unsigned trusted;       /* a bit for each thread that has the benefit of the doubt */
	bool prints;

	if (!program_is_program(result->pattern) || !model || !program_is_program(model))
		return true;
	wanted = threads_of(model, &prints);
	outcome = run_once(result->pattern, result->values, result->files, 1);
	threads = outcome.threads;
	trusted = prints || outcome.printed.length ? 0 : outcome.busy;
	buf_free(&outcome.printed);
	if (threads < wanted) {
		buf_printf(why, "it starts %d thread%s, and the program of the task starts %d", threads, text_s(threads), wanted);
		return false;
	}
	for (int i = 0; i < threads && i < MOST_TRIED && can_be_tried(result->pattern) && !interrupt_pending(); i++)
		if (!(trusted >> i & 1) && is_needless(result, i)) {
			buf_printf(why, "it ends so, and prints the same, when thread %d of it does nothing at all", i + 1);
			return false;
		}
	return true;
}
