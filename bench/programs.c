/*
 * programs.c - how soon a person's own program runs: built for the first time, and from the cache; and how long a sweep
 * over one of its #defines takes, a cell a build. The compiler takes nearly all of the first.
 */
#define _DEFAULT_SOURCE         /* mkdtemp beside C11 */

#include "bench/bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* From fork to its end, in ms. */
static double one(const char *command, const char *file, const char *setting)
{
	const char *program = getenv("CONCLAB") ? getenv("CONCLAB") : "./conclab";
	int64_t start = bench_now();
	pid_t child = fork();

	if (child == 0) {
		int nowhere = open("/dev/null", O_WRONLY);

		dup2(nowhere, 1);
		dup2(nowhere, 2);
		execl(program, "conclab", command, file, setting, (char *)NULL);
		_exit(127);
	}
	waitpid(child, NULL, 0);
	return (double)(bench_now() - start) / 1e6;
}

static void print_ms(const char *label, double ms)
{
	printf("%-64s %9.2f ms\n", label, ms);
}

void bench_programs(void)
{
	char folder[] = "/tmp/conclab-bench-XXXXXX", file[64], clean[80];
	double ms[TRIES];

	printf("\nA program of one's own, 550 lines, from fork to the end of conclab.\n\n");
	if (!mkdtemp(folder))
		exit(1);
	snprintf(file, sizeof file, "%s/program.c", folder);
	snprintf(clean, sizeof clean, "rm -rf %s", folder);
	setenv("XDG_CACHE_HOME", folder, 1);
	setenv("XDG_STATE_HOME", folder, 1);
	write_program(file);
	print_ms("run, built for the first time", one("run", file, "seed=1"));
	for (int i = 0; i < TRIES; i++)
		ms[i] = one("run", file, "seed=1");
	print_ms("run, from the cache (median of 11)", bench_median(ms, TRIES));
	print_ms("explore, from the cache", one("explore", file, "seed=1"));
	print_ms("sweep ROUNDS=1..16, built for the first time", one("sweep", file, "ROUNDS=1..16"));
	print_ms("sweep ROUNDS=1..16, from the cache", one("sweep", file, "ROUNDS=1..16"));
	if (system(clean) != 0)
		fprintf(stderr, "bench: %s is left behind\n", folder);
}
