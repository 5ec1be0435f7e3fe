/* sweep_make.c - a line of `sweep` or `law` read: its options, and the grid that it makes or reads from files. */
#include <stdlib.h>
#include <string.h>

#include "cmd/search/sweep.h"
#include "cmd/search/sweep_from.h"
#include "cmd/term/prose.h"

enum { PART, SCHEDULES, SECONDS, BY, N, BEYOND, N_OPTIONS };    /* the first is sweep's alone, the last law's */

static const char *const by_words[] = { "explore", "run" };

static bool check_part(const char *text, struct buf *why)
{
	int part, n_parts;

	if (sweep_part_read(text, &part, &n_parts))
		return true;
	buf_printf(why, "part must be one of so many, as 3/8, at most %d, got ", MOST_CELLS);
	quote_typed(why, text);
	return false;
}

static const struct spec own[N_OPTIONS] = {
	[PART]      = { .name = "part", .help = "only every so many-th cell: 3/8 is the third of eight parts", .max = 1,
	                .range = "K/N", .check = check_part },
	[SCHEDULES] = { .name = "schedules", .help = "looked at in one cell, at most; 0: no limit", .max = 1000000000 },
	[SECONDS]   = { .name = "seconds", .help = "for one cell, at most; 0: no limit", .standard = 5, .max = 1000000 },
	[BY]        = { .name = "by", .help = "explore every schedule, or run on real threads", .words = by_words,
	                .n_words = 2, .max = 1 },
	[N]         = { .name = "n", .help = "by=run: runs of one cell", .standard = 10, .min = 1, .max = 1000000 },
	[BEYOND]    = { .name = "beyond", .help = "cells beyond the grid at which a law is to be right; 0: try none",
	                .standard = 24, .max = 1000 },
};

const struct spec *sweep_beyond(void)
{
	return &own[BEYOND];
}

/* A number from 1, and what follows it; 0: there is none. */
static int read_number(const char *text, const char **end)
{
	char *behind;
	long value = *text >= '1' && *text <= '9' ? strtol(text, &behind, 10) : 0;

	*end = value ? behind : text;
	return value <= MOST_CELLS ? (int)value : 0;
}

bool sweep_part_read(const char *text, int *part, int *n_parts)
{
	const char *end;

	*part = read_number(text, &end);
	if (!*part || *end != '/')
		return false;
	*n_parts = read_number(end + 1, &end);
	return *n_parts >= *part && !*end;
}

/* The part that the line names last. */
static void take_part(struct sweep *sweep, const struct call *call)
{
	for (int i = 0; i < call->n_args; i++)
		if (call->args[i].name && !strcmp(call->args[i].name, own[PART].name))
			sweep_part_read(call->args[i].value, &sweep->part, &sweep->n_parts);
}

int sweep_make(struct session *session, const struct call *call, bool for_law)
{
	bool read = sweep_from_asked(call);
	int first = for_law, values[N_OPTIONS] = { 0 }, status;
	struct search search;
	struct sweep *sweep;

	values[BEYOND] = own[BEYOND].standard;
	if (read)
		sweep = sweep_from(session, call, own + first, N_OPTIONS - 1, values + first, &search, !for_law, &status);
	else
		sweep = sweep_read(session, call, own + first, N_OPTIONS - 1, values + first, &search, &status);
	if (!sweep)
		return status;
	status = read ? STATUS_OK : search_check_time(session, &search, values[BY] == 1);
	if (status) {
		sweep_free(sweep);
		return status;
	}
	sweep->read = read;
	sweep->real = values[BY] == 1;
	sweep->any_time = search.options.turn.any_time;
	sweep->expected = read ? 0 : search.all.run[RUN_EXPECT];
	sweep->limits = (struct sweep_limits){ values[SCHEDULES], values[SECONDS] * (int64_t)1000000000, values[N], values[BEYOND] };
	if (values[PART])
		take_part(sweep, call);
	if (!read)
		status = sweep_run(session, sweep, for_law);
	sweep_keep(session, sweep);
	return status;
}
