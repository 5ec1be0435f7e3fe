/*
 * searches.c - how fast the lab looks at every schedule: each of its two searches alone, and Spin on the same
 * programs.
 *
 * All times are processor time, so that a busy machine counts less; Spin's contain the start of its program, about a
 * millisecond. The contestants take turns.
 */
#include "bench/searches.h"

#include <stdio.h>
#include <string.h>

#include "bench/bench.h"
#include "lab/base/buf.h"
#include "lab/base/text.h"
#include "lab/trace/verdict.h"

enum { ROUNDS = 5, MOST = 4000000, ENOUGH = 10000 };      /* states for a mean to mean something */

static const struct program programs[] = {
	{ "dining", "seats=5 meals=1", "dining", "-DSEATS=5 -DMEALS=1", 13, true },
	{ "dining", "seats=5 meals=2", "dining", "-DSEATS=5 -DMEALS=2", 16, true },
	{ "dining", "seats=7 meals=1", "dining", "-DSEATS=7 -DMEALS=1", 17, false },
	{ "dining", "seats=5 meals=1 order=same-handed", "dining", "-DSEATS=5 -DMEALS=1 -DSAME_HANDED", 13, false },
	{ "worker-pool", "workers=2 buffer=1 results=1 jobs=3", "worker_pool",
	  "-DWORKERS=2 -DBUFFER=1 -DRESULTS=1 -DJOBS=3", 12, true },
	{ "worker-pool", "workers=2 buffer=1 results=0 jobs=3", "worker_pool",
	  "-DWORKERS=2 -DBUFFER=1 -DRESULTS=0 -DJOBS=3", 12, false },
	{ "worker-pool", "workers=2 buffer=1 results=0 jobs=6 feed=main", "worker_pool",
	  "-DWORKERS=2 -DBUFFER=1 -DRESULTS=0 -DJOBS=6 -DMAIN_FEEDS", 12, false },
	{ "worker-pool", "workers=3 buffer=2 results=1 jobs=6", "worker_pool",
	  "-DWORKERS=3 -DBUFFER=2 -DRESULTS=1 -DJOBS=6", 16, true },
};

enum { N_PROGRAMS = sizeof programs / sizeof *programs };

enum contestant { BY_SCHEDULES, BY_STATES, SPIN, SPIN_WHOLE, CONTESTANTS };

static const char *const names[CONTESTANTS] = {
	"lab, by schedules", "lab, by states", "Spin", "Spin without reduction",
};

/* All rounds of one program. */
struct rounds {
	struct searched done[CONTESTANTS][ROUNDS];
	double          making;         /* ms for Spin and the compiler, less than 0: they cannot */
};

/* ---- Measuring ---- */

static struct searched search(const struct program *program, enum contestant who, const char *folder)
{
	switch (who) {
	case BY_SCHEDULES: return search_by_schedules(program, MOST);
	case BY_STATES:    return search_by_states(program, MOST, false);
	default:           return spin_search(folder, program, who == SPIN_WHOLE);
	}
}

/* `folder` is NULL where there is no Spin. */
static void measure(const struct program *program, const char *folder, struct rounds *rounds)
{
	bool takes_part[CONTESTANTS] = { true, true };

	memset(rounds, 0, sizeof *rounds);
	rounds->making = folder ? spin_make(folder, program, false) : -1;
	takes_part[SPIN] = rounds->making >= 0;
	takes_part[SPIN_WHOLE] = takes_part[SPIN] && program->whole && spin_make(folder, program, true) >= 0;
	for (int round = 0; round < ROUNDS; round++)
		for (int who = 0; who < CONTESTANTS; who++)
			if (takes_part[who])
				rounds->done[who][round] = search(program, (enum contestant)who, folder);
}

/* The rounds of one contestant in one: all are the same but for the time. */
static struct searched in_the_middle(const struct searched *rounds)
{
	struct searched done = rounds[0];
	double ms[ROUNDS];

	for (int i = 0; i < ROUNDS; i++)
		ms[i] = rounds[i].ms;
	done.ms = bench_median(ms, ROUNDS);
	return done;
}

/* ---- Printing ---- */

static void print_count(long n, int width)
{
	struct buf text = { 0 };

	if (n > 0)
		text_count(&text, n);
	printf(" %*s", width, n > 0 ? buf_text(&text) : "-");
	buf_free(&text);
}

static void print_row(const char *name, const struct searched *done)
{
	long n = done->states ? done->states : done->schedules + done->pruned;

	printf("  %-24s %-10s", name, done->cut ? "cut" : done->verdict);
	print_count(done->schedules, 10);
	print_count(done->pruned, 8);
	print_count(done->states, 9);
	printf(" %9.2f", done->ms);
	print_count((long)((double)n / done->ms * 1e3), 11);
	print_count(done->states >= ENOUGH ? (long)(done->bytes / (double)done->states) : 0, 8);
	putchar('\n');
}

/* The faster one of the lab's, and Spin with reduction. */
static void print_ratios(const struct searched *done, double making)
{
	const struct searched *lab = &done[BY_SCHEDULES], *spin = &done[SPIN];

	if (done[BY_STATES].there && done[BY_STATES].ms < lab->ms)
		lab = &done[BY_STATES];
	printf("  lab / Spin: %.2f of the time", lab->ms / spin->ms);
	if (done[BY_STATES].there)
		printf(", %.2f of the states", (double)done[BY_STATES].states / (double)spin->states);
	printf("; %.3f of the time with making Spin's program, %.0f ms\n", lab->ms / (spin->ms + making), making);
	if (strcmp(lab->verdict, spin->verdict) != 0)
		printf("  they do not agree\n");
}

static void bench_program(const struct program *program, const char *folder)
{
	struct searched done[CONTESTANTS];
	struct rounds rounds;

	measure(program, folder, &rounds);
	printf("%s %s\n", program->pattern, program->settings);
	for (int who = 0; who < CONTESTANTS; who++) {
		done[who] = in_the_middle(rounds.done[who]);
		if (done[who].there)
			print_row(names[who], &done[who]);
	}
	if (done[SPIN].there)
		print_ratios(done, rounds.making);
	else if (folder)
		printf("  Spin or the compiler failed: see spin.log and cc.log under %s\n", folder);
	fflush(stdout);
}

void bench_searches(const char *folder)
{
	const char *version = folder ? spin_version() : NULL;

	printf("\nEvery schedule: processor time, median of %d interleaved runs.\n", ROUNDS);
	if (version)
		printf("%s, on bench/spin: -DSAFETY, compiled with -O2.\n", version);
	else
		printf("%s: the lab is alone.\n", folder ? "Spin is not installed, or there is no cc" : "No folder for Spin");
	printf("\n%-37s%11s %8s %9s %9s %11s %8s\n", "", "", "", "", "", "schedules", "bytes");
	printf("%-37s%11s %8s %9s %9s %11s %8s\n", "", "schedules", "pruned", "states", "ms", "or states/s",
	       "a state");
	for (int i = 0; i < N_PROGRAMS; i++)
		bench_program(&programs[i], version ? folder : NULL);
	bench_goals();
}
