/* run_file_finding.c - how a run ended and what was noticed, as records; see run_file.h. */
#include <limits.h>

#include "cmd/look/run_file_parts.h"

/* ---- What must be there, so that it can be told ---- */

static void check_ending(struct archive *a, const struct result *result)
{
	switch (result->verdict) {
	case VERDICT_PANIC: case VERDICT_BROKEN: case VERDICT_CRASH: case VERDICT_FAILED:
		if (!result->message)
			archive_fail(a, "it went wrong, but nothing says how");
		break;
	case VERDICT_RACE:
		if (!result->race)
			archive_fail(a, "it ended in a race, but there is none");
		break;
	default:
		break;
	}
}

/* ---- Records ---- */

static void walk_verdict(struct archive *a, struct result *result)
{
	const char *words[VERDICT_COUNT];
	int verdict = (int)result->verdict;

	for (int i = 0; i < VERDICT_COUNT; i++)
		words[i] = verdict_word((enum verdict)i);
	archive_begin(a, "verdict");
	archive_word(a, &verdict, words, VERDICT_COUNT);
	result->verdict = (enum verdict)verdict;
	archive_bool(a, &result->certain);
	archive_bool(a, &result->others_run);
	archive_bool(a, &result->abandoned);
	archive_int(a, &result->leaked, 0, INT_MAX);
	archive_end(a);
}

static void walk_facts(struct archive *a, struct result *result)
{
	long memory = (long)result->memory;

	archive_begin(a, "facts");
	archive_long(a, &result->events, 0, LONG_MAX);
	archive_int64(a, &result->elapsed);
	archive_long(a, &memory, 0, LONG_MAX);
	archive_text(a, &result->message);
	archive_bool(a, &result->exited);
	archive_int(a, &result->exited_by, NO_TASK, result->trace.n_tasks - 1);
	archive_int(a, &result->exit, INT_MIN, INT_MAX);
	archive_int(a, &result->culprit, NO_TASK, result->trace.n_tasks - 1);
	archive_int(a, &result->object, NO_OBJECT, result->trace.n_objects - 1);
	archive_text(a, &result->operation);
	archive_text(a, &result->here);
	archive_text(a, &result->weak);
	archive_text(a, &result->dry);
	archive_text(a, &result->unraced);
	archive_end(a);
	result->memory = (size_t)memory;
}

static void walk_input(struct archive *a, struct read_input *input)
{
	long size = (long)input->size;

	archive_begin(a, "input");
	archive_text(a, &input->setting);
	archive_int(a, &input->n_files, 0, INT_MAX);
	archive_long(a, &size, 0, LONG_MAX);
	archive_int(a, &input->n_left_out, 0, INT_MAX);
	archive_text(a, &input->left_out);
	archive_end(a);
	input->size = (size_t)size;
	if (archive_reads(a) && input->n_left_out > 0 && !input->left_out)
		archive_fail(a, "a file was left out, but has no name");
}

static void walk_lock_order(struct archive *a, struct lock_order *order, const struct trace *trace)
{
	archive_begin(a, "order");
	archive_count(a, &order->n);
	order->locks = archive_list(a, order->locks, order->n, sizeof *order->locks);
	order->tasks = archive_list(a, order->tasks, order->n, sizeof *order->tasks);
	order->places = archive_list(a, order->places, order->n, sizeof *order->places);
	for (int i = 0; i < order->n && archive_is_good(a); i++) {
		archive_int(a, &order->locks[i], 0, trace->n_objects - 1);
		archive_int(a, &order->tasks[i], 0, trace->n_tasks - 1);
		archive_text(a, &order->places[i]);
	}
	archive_end(a);
}

static void walk_lock_orders(struct archive *a, struct result *result)
{
	archive_begin(a, "orders");
	archive_count(a, &result->n_lock_orders);
	archive_end(a);
	result->lock_orders = archive_list(a, result->lock_orders, result->n_lock_orders, sizeof *result->lock_orders);
	for (int i = 0; i < result->n_lock_orders && archive_is_good(a); i++)
		walk_lock_order(a, &result->lock_orders[i], &result->trace);
}

static void walk_race(struct archive *a, struct result *result)
{
	bool any = result->race != NULL;

	archive_begin(a, "race");
	archive_bool(a, &any);
	if (any) {
		struct data_race *race = result->race = archive_list(a, result->race, 1, sizeof *race);

		archive_int(a, &race->cell, NO_OBJECT, result->trace.n_objects - 1);
		archive_text(a, &race->name);
		for (int i = 0; i < 2; i++) {
			archive_int(a, &race->tasks[i], 0, result->trace.n_tasks - 1);
			archive_bool(a, &race->stores[i]);
			archive_text(a, &race->places[i]);
		}
		archive_text(a, &race->text);
		if (archive_reads(a) && archive_is_good(a) && (!race->name || !race->text || !race->places[0] || !race->places[1]))
			archive_fail(a, "a race has no words");
	}
	archive_end(a);
}

/* Only of a race with memory that is given back; files of before do not have it. */
static void walk_freed(struct archive *a, struct data_race *race)
{
	if (!race || (archive_reads(a) ? !archive_comes(a, "freed") : !race->frees[0] && !race->frees[1]))
		return;
	archive_begin(a, "freed");
	for (int i = 0; i < 2; i++)
		archive_bool(a, &race->frees[i]);
	archive_end(a);
}

static void walk_breach(struct archive *a, struct breach *breach, const struct trace *trace)
{
	int kind = (int)breach->kind;

	archive_begin(a, "breach");
	archive_int(a, &kind, BREACH_DOES, BREACH_WIDENS);
	breach->kind = (enum breach_kind)kind;
	archive_text(a, &breach->task);
	archive_text(a, &breach->object);
	archive_text(a, &breach->verb);
	archive_text(a, &breach->operation);
	archive_text(a, &breach->use);
	archive_text(a, &breach->here);
	archive_text(a, &breach->other);
	archive_int(a, &breach->task_id, NO_TASK, trace->n_tasks - 1);
	archive_int(a, &breach->object_id, NO_OBJECT, trace->n_objects - 1);
	archive_end(a);
	if (archive_reads(a) && archive_is_good(a) && (!breach->task || (breach->object && !breach->use)))
		archive_fail(a, "a breach has no words");
}

static void walk_breaches(struct archive *a, struct result *result)
{
	struct breaches *breaches = &result->breaches;

	archive_begin(a, "breaches");
	archive_count(a, &breaches->n);
	archive_bool(a, &breaches->more);
	archive_end(a);
	breaches->list = archive_list(a, breaches->list, breaches->n, sizeof *breaches->list);
	for (int i = 0; i < breaches->n && archive_is_good(a); i++)
		walk_breach(a, &breaches->list[i], &result->trace);
}

/* Only of a run that a search has found; files of before do not have it. */
static void walk_shortest(struct archive *a, struct result *result)
{
	static const char *const words[] = { "unknown", "found", "proved" };
	int shortest = (int)result->shortest;

	if (archive_reads(a) ? !archive_comes(a, "shortest") : shortest == SHORTEST_UNKNOWN)
		return;
	archive_begin(a, "shortest");
	archive_word(a, &shortest, words, 3);
	archive_end(a);
	result->shortest = (enum how_short)shortest;
}

void run_file_finding(struct archive *a, struct result *result)
{
	walk_verdict(a, result);
	walk_facts(a, result);
	for (int i = 0; i < MAX_SETTINGS && archive_is_good(a); i++)
		if (archive_is_good(a))
			walk_input(a, &result->inputs[i]);
	walk_lock_orders(a, result);
	walk_race(a, result);
	walk_breaches(a, result);
	walk_shortest(a, result);
	walk_freed(a, result->race);
	if (archive_reads(a) && archive_is_good(a))
		check_ending(a, result);
}
