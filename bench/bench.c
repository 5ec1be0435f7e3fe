/*
 * bench.c - `make bench`: what an operation costs in the lab, traced and not, beside the same work on a queue of
 * pthreads and on Go's channels.
 *
 *     bench [WORD [GO]]
 *
 * WORD picks the works that have it in their name, "" all. GO is the program made of bench/go; without it Go's column
 * is empty. The contestants take turns, so a noisy minute hits all of them; the medians are shown.
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

static double median(double *values, int n)
{
	qsort(values, (size_t)n, sizeof *values, by_size);
	return values[n / 2];
}

/* The medians of one work, by contestant. */
static void measure(enum work work, const char *go, double medians[CONTESTANTS])
{
	double ns[CONTESTANTS][ROUNDS];
	int count = works[work].count;

	for (int round = 0; round < ROUNDS; round++) {
		ns[LAB_TRACED][round] = bench_lab(work, count, true);
		ns[LAB_UNTRACED][round] = bench_lab(work, count, false);
		ns[QUEUE][round] = bench_queue(work, count);
		ns[GO][round] = bench_go(go, work, count);
	}
	for (int i = 0; i < CONTESTANTS; i++)
		medians[i] = median(ns[i], ROUNDS);
}

/* "1.87", or a dash where there is nothing to compare with. */
static void print_ratio(double a, double b)
{
	if (a > 0 && b > 0)
		printf(" %9.2f", a / b);
	else
		printf(" %9s", "-");
}

static void print_ns(double ns)
{
	if (ns > 0)
		printf(" %9.1f", ns);
	else
		printf(" %9s", "-");
}

static void print_head(const char *go)
{
	printf("ns per operation, median of %d interleaved runs, on %ld processors.\n", ROUNDS,
	       sysconf(_SC_NPROCESSORS_ONLN));
	printf("pthreads: a bounded queue of one mutex and two condition variables; of one place where the lab's\n"
	       "channel has none; for select, four queues with one mutex and one condition \"something came\".\n");
	if (!go)
		printf("Go is not installed: its column is empty.\n");
	printf("\n%-40s %9s %9s %9s %9s %9s %9s %9s\n", "", "lab", "lab", "", "", "pthreads", "Go", "traced");
	printf("%-40s %9s %9s %9s %9s %9s %9s %9s\n", "", "traced", "untraced", "pthreads", "Go", "/ traced",
	       "/ traced", "/ untr.");
}

static void print_row(enum work work, const double *ns)
{
	printf("%-40s", works[work].operation);
	for (int i = 0; i < CONTESTANTS; i++)
		print_ns(ns[i]);
	print_ratio(ns[QUEUE], ns[LAB_TRACED]);
	print_ratio(ns[GO], ns[LAB_TRACED]);
	print_ratio(ns[LAB_TRACED], ns[LAB_UNTRACED]);
	putchar('\n');
	fflush(stdout);
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";
	const char *go = argc > 2 && access(argv[2], X_OK) == 0 ? argv[2] : NULL;
	double ns[CONTESTANTS];

	print_head(go);
	for (int work = 0; work < WORK_COUNT; work++)
		if (strstr(works[work].word, word)) {
			measure((enum work)work, go, ns);
			print_row((enum work)work, ns);
		}
	return 0;
}
