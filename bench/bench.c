/*
 * bench.c - `make bench`: what an operation costs in the lab, traced and not, beside the same work on a queue of
 * pthreads and on Go's channels.
 *
 *     bench [WORD [GO [FOLDER]]]
 *
 * WORD picks the works that have it in their name, "" all; "answers" is answers.c, "busy" busy.c, "exports"
 * exports.c, "hooks" hooks.c, "cores" cores.c, "programs" programs.c, "proofs" proofs.c, "searches" searches.c, "turns" turns.c.
 * GO is the program made of bench/go; without it Go's column is empty. FOLDER is where searches.c has Spin make its
 * programs; without it the lab is alone there. The contestants take turns, so a noisy minute hits all of them. Each
 * column is a median over the rounds; so is each ratio, of what was measured in the same round: it need not be the
 * ratio of the medians.
 */
#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum contestant { LAB_TRACED, LAB_UNTRACED, QUEUE, GO, CONTESTANTS };

enum { ROUNDS = 5 };

static const struct {
	const char *word, *operation;
	int         count;
} works[] = {
#define X(work, word, operation, count) [WORK_##work] = { word, operation, count },
	WORKS(X)
#undef X
};

/* ns per operation, or 0 where Go is not there. */
static double bench_go(const char *program, enum work work, int count)
{
	char command[512];
	double ns = 0;
	FILE *out;

	if (!program)
		return 0;
	snprintf(command, sizeof command, "'%s' %s %d", program, works[work].word, count);
	out = popen(command, "r");
	if (!out || fscanf(out, "%lf", &ns) != 1) {
		fprintf(stderr, "bench: %s did not answer\n", command);
		exit(1);
	}
	pclose(out);
	return ns;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double bench_percentile(double *values, int n, int percent)
{
	int at = n * percent / 100;

	qsort(values, (size_t)n, sizeof *values, by_size);
	return values[at < n ? at : n - 1];
}

double bench_median(double *values, int n)
{
	return bench_percentile(values, n, 50);
}

/* What was measured of one work, by contestant and round; 0 where there was nothing to measure. */
struct times {
	double ns[CONTESTANTS][ROUNDS];
};

static void measure(enum work work, const char *go, struct times *times)
{
	int count = works[work].count;

	for (int round = 0; round < ROUNDS; round++) {
		times->ns[LAB_TRACED][round] = bench_lab(work, count, true);
		times->ns[LAB_UNTRACED][round] = bench_lab(work, count, false);
		times->ns[QUEUE][round] = bench_queue(work, count);
		times->ns[GO][round] = bench_go(go, work, count);
	}
}

static void print_number(double number, int decimals)
{
	if (number > 0)
		printf(" %9.*f", decimals, number);
	else
		printf(" %9s", "-");
}

static void print_ratio(const struct times *times, enum contestant a, enum contestant b)
{
	double ratios[ROUNDS];

	for (int round = 0; round < ROUNDS; round++)
		ratios[round] = times->ns[a][round] / times->ns[b][round];
	print_number(bench_median(ratios, ROUNDS), 2);
}

static void print_head(const char *go)
{
	printf("ns per operation, median of %d interleaved runs, on %ld processors.\n", ROUNDS,
	       sysconf(_SC_NPROCESSORS_ONLN));
	printf("pthreads: a bounded queue of one mutex and two condition variables; of one place where the lab's\n"
	       "channel has none; for select, four queues with one mutex and one condition \"something came\".\n"
	       "Two threads that wait for each other pay for two switches of the system's, in the lab as with pthreads; Go's\n"
	       "goroutines do not. A lock and its unlock are two atomic instructions in both; what the lab takes besides is\n"
	       "what lets it know who holds what, and who waits.\n");
	if (!go)
		printf("Go is not installed: its column is empty.\n");
	printf("\n%-40s %9s %9s %9s %9s %9s %9s %9s\n", "", "lab", "lab", "", "", "pthreads", "Go", "traced");
	printf("%-40s %9s %9s %9s %9s %9s %9s %9s\n", "", "traced", "untraced", "pthreads", "Go", "/ traced",
	       "/ traced", "/ untr.");
}

static void print_row(enum work work, const struct times *times)
{
	struct times copy = *times;     /* bench_median() sorts */

	printf("%-40s", works[work].operation);
	for (int i = 0; i < CONTESTANTS; i++)
		print_number(bench_median(copy.ns[i], ROUNDS), 1);
	print_ratio(times, QUEUE, LAB_TRACED);
	print_ratio(times, GO, LAB_TRACED);
	print_ratio(times, LAB_TRACED, LAB_UNTRACED);
	putchar('\n');
	fflush(stdout);
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";
	const char *go = argc > 2 && access(argv[2], X_OK) == 0 ? argv[2] : NULL;
	struct times times;
	bool named = false;

	for (int work = 0; work < WORK_COUNT && !named; work++)
		named = strstr(works[work].word, word) != NULL;
	if (named)
		print_head(go);
	for (int work = 0; work < WORK_COUNT; work++)
		if (strstr(works[work].word, word)) {
			measure((enum work)work, go, &times);
			print_row((enum work)work, &times);
		}
	if (strstr("answers", word))
		bench_answers();
	if (strstr("busy", word))
		bench_busy();
	if (strstr("exports", word))
		bench_exports();
	if (strstr("hooks", word))
		bench_hooks();
	if (strstr("programs", word))
		bench_programs();
	if (strstr("proofs", word))
		bench_proofs();
	if (strstr("cores", word))
		bench_cores();
	if (strstr("searches", word))
		bench_searches(argc > 3 ? argv[3] : NULL);
	if (strstr("turns", word))
		bench_turns();
	return 0;
}
