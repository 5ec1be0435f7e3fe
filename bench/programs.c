/*
 * programs.c - how soon a person's own program runs: built for the first time, and from the cache; and how long a sweep
 * over one of its #defines takes, a cell a build. The compiler takes nearly all of the first. Then what a search costs, in
 * the processor's time: with 4 MiB of variables that are hardly touched beside the same with few, by schedules and (for who
 * waits by looking again and again) by states; and of a program beside the same pattern.
 */
#include "bench/bench.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { FUNCTIONS = 60, TRIES = 11 };

/* A program of 550 lines with two threads. */
static void write_program(const char *path)
{
	FILE *out = fopen(path, "w");

	if (!out)
		exit(1);
	fprintf(out, "#include <pthread.h>\n#include <stdio.h>\n#define ROUNDS 3 // of each\nstatic int sum;\n"
	        "static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;\n");
	for (int i = 0; i < FUNCTIONS; i++)
		fprintf(out, "static int work_%d(int n)\n{\n\tint all = 0;\n\tfor (int i = 0; i < n; i++)\n\t\tall += i ^ n;\n"
		        "\tpthread_mutex_lock(&lock);\n\tsum += all;\n\treturn pthread_mutex_unlock(&lock);\n}\n", i);
	fprintf(out, "static void *add(void *arg)\n{\n\twork_1(ROUNDS);\n\treturn arg;\n}\nint main(void)\n{\n\tpthread_t t[2];\n"
	        "\tfor (int i = 0; i < 2; i++)\n\t\tpthread_create(&t[i], 0, add, 0);\n"
	        "\tfor (int i = 0; i < 2; i++)\n\t\tpthread_join(t[i], 0);\n\treturn 0;\n}\n");
	fclose(out);
}

/* From fork to its end, in ms; `setting` may be NULL. */
static double one(char *command, char *file, char *setting)
{
	return bench_child((char *const[]){ bench_conclab(), command, file, setting, NULL });
}

/* Three threads that count under a lock, one of pthread's or one that spins, in a program with so large an array. */
static void write_counting(const char *path, long array, bool spins)
{
	FILE *out = fopen(path, "w");

	if (!out)
		exit(1);
	fprintf(out, "#include <pthread.h>\n#include <stdatomic.h>\nstatic char large[%ld];\nstatic int n;\n"
	        "static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\nstatic atomic_int taken;\n"
	        "static void *add(void *arg)\n{\n\tfor (int i = 0; i < 3; i++) {\n\t\t%s;\n\t\tn++;\n"
	        "\t\tlarge[sizeof large - 1 - n %% 3]++;\n\t\t%s;\n\t}\n\treturn arg;\n}\n", array,
	        spins ? "while (atomic_exchange(&taken, 1))\n\t\t\t" : "pthread_mutex_lock(&m)",
	        spins ? "atomic_store(&taken, 0)" : "pthread_mutex_unlock(&m)");
	fprintf(out, "int main(void)\n{\n\tpthread_t t[3];\n\tfor (int i = 0; i < 3; i++)\n\t\tpthread_create(&t[i], 0, add, 0);\n"
	        "\tfor (int i = 0; i < 3; i++)\n\t\tpthread_join(t[i], 0);\n\treturn large[7];\n}\n");
	fclose(out);
}

/* An exploration, built before. */
static double explore_spends(char *file, char *setting)
{
	double ms[TRIES];

	one("explore", file, setting);
	for (int i = 0; i < TRIES; i++) {
		double before = bench_children_ms();

		one("explore", file, setting);
		ms[i] = bench_children_ms() - before;
	}
	return bench_median(ms, TRIES);
}

static void print_ms(const char *label, double ms)
{
	printf("%-64s %9.2f ms\n", label, ms);
}

static void print_pair(const char *label, double ms, double of)
{
	printf("%-64s %9.2f ms   %.2f times\n", label, ms, ms / of);
}

static void bench_searches_of_programs(char *file)
{
	for (int spins = 0; spins < 2; spins++) {
		double few, many;

		write_counting(file, 16, spins);
		few = explore_spends(file, NULL);
		write_counting(file, 4L << 20, spins);
		many = explore_spends(file, NULL);
		print_ms(spins ? "explore by states, processor time" : "explore by schedules, processor time", few);
		print_pair("    the same with 4 MiB of variables", many, few);
	}
	print_pair("dining, 5 seats, 2 meals, as a program beside the pattern",
	           explore_spends("patterns/pthread/dining.c", "MEALS=2"), explore_spends("dining", "meals=2"));
}

void bench_programs(void)
{
	const char *folder = bench_folder();
	char file[64];
	double ms[TRIES];

	printf("\nA program of one's own, 550 lines, from fork to the end of conclab.\n\n");
	snprintf(file, sizeof file, "%s/program.c", folder);
	write_program(file);
	print_ms("run, built for the first time", one("run", file, "seed=1"));
	for (int i = 0; i < TRIES; i++)
		ms[i] = one("run", file, "seed=1");
	print_ms("run, from the cache (median of 11)", bench_median(ms, TRIES));
	print_ms("explore, from the cache", one("explore", file, "seed=1"));
	print_ms("sweep ROUNDS=1..16, built for the first time", one("sweep", file, "ROUNDS=1..16"));
	print_ms("sweep ROUNDS=1..16, from the cache", one("sweep", file, "ROUNDS=1..16"));
	bench_searches_of_programs(file);
	bench_folder_end(folder);
}
