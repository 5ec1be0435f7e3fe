/*
 * hooks.c - what it costs that each access to memory of a person's program is told to the lab: beside the same program built
 * without, on real threads, where hardly anything is made of it, and in turns, where it is noted who holds which lock; and a
 * matrix product on four real threads. All in the processor's time.
 */
#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>

enum { TRIES = 5 };

/* Two threads that count in an array, one after the other, under a lock: two accesses a round. */
static const char counting[] =
	"#include <pthread.h>\n#include <stdlib.h>\n"
	"static int x[1024];\nstatic pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\nstatic long n;\n"
	"static void *work(void *arg)\n{\n\tlong rounds = n;\n\tpthread_mutex_lock(&m);\n"
	"\tfor (long i = 0; i < rounds; i++)\n\t\tx[i & 1023]++;\n\tpthread_mutex_unlock(&m);\n\treturn arg;\n}\n"
	"int main(int argc, char **argv)\n{\n\tpthread_t t[2];\n\tn = argc > 1 ? atol(argv[1]) : 0;\n"
	"\tfor (int i = 0; i < 2; i++)\n\t\tpthread_create(&t[i], 0, work, 0);\n"
	"\tfor (int i = 0; i < 2; i++)\n\t\tpthread_join(t[i], 0);\n\treturn 0;\n}\n";

static const char product[] =
	"#include <pthread.h>\n#define N 240\nstatic double a[N][N], b[N][N], c[N][N];\n"
	"static void *rows(void *which)\n{\n\tfor (int i = (int)(long)which; i < N; i += 4)\n\t\tfor (int j = 0; j < N; j++) {\n"
	"\t\t\tdouble sum = 0;\n\t\t\tfor (int k = 0; k < N; k++)\n\t\t\t\tsum += a[i][k] * b[k][j];\n\t\t\tc[i][j] = sum;\n\t\t}\n"
	"\treturn 0;\n}\nint main(void)\n{\n\tpthread_t t[4];\n\tfor (long i = 0; i < 4; i++)\n\t\tpthread_create(&t[i], 0, rows, (void *)i);\n"
	"\tfor (int i = 0; i < 4; i++)\n\t\tpthread_join(t[i], 0);\n\treturn 0;\n}\n";

static void write_file(const char *path, const char *text)
{
	FILE *out = fopen(path, "w");

	if (!out || fputs(text, out) < 0 || fclose(out) != 0)
		exit(1);
}

/* The processor's time that it takes, in ms: the median. */
static double timed(char *const words[])
{
	double ms[TRIES];

	for (int i = 0; i < TRIES; i++) {
		double before = bench_children_ms();

		bench_child(words);
		ms[i] = bench_children_ms() - before;
	}
	return bench_median(ms, TRIES);
}

/* How much longer it takes for so many rounds than for none. */
static double rounds_by_lab(char *file, long rounds, char *how)
{
	char args[40];
	char *const some[] = { bench_conclab(), "-q", "run", file, args, how, NULL };
	char *const none[] = { bench_conclab(), "-q", "run", file, "args=0", how, NULL };

	snprintf(args, sizeof args, "args=%ld", rounds);
	timed(none);                    /* built */
	return timed(some) - timed(none);
}

static double rounds_native(char *program, long rounds)
{
	char number[24];
	char *const some[] = { program, number, NULL }, *const none[] = { program, "0", NULL };

	snprintf(number, sizeof number, "%ld", rounds);
	return timed(some) - timed(none);
}

static void build_native(const char *file, const char *program)
{
	char command[300];

	snprintf(command, sizeof command, "cc -O0 -pthread -o %s %s", program, file);
	if (system(command) != 0)
		exit(1);
}

static void bench_accesses(char *file, char *program)
{
	enum { ROUNDS = 20000000, ROUNDS_IN_TURNS = 5000000, ACCESSES = 2 * 2 };        /* of two threads, a round */
	double native = rounds_native(program, ROUNDS) / ROUNDS, real = rounds_by_lab(file, ROUNDS, "patience=60000") / ROUNDS;
	double turns = rounds_by_lab(file, ROUNDS_IN_TURNS, "seed=1") / ROUNDS_IN_TURNS;

	printf("%-64s %9.2f ns\n", "an access to memory, on real threads: more than without the lab", (real - native) * 1e6 / ACCESSES);
	printf("%-64s %9.2f ns\n", "    in turns, checked", (turns - native) * 1e6 / ACCESSES);
}

static void bench_product(char *file, char *program)
{
	char *const native[] = { program, NULL }, *const lab[] = { bench_conclab(), "-q", "run", file, NULL };
	double ms, of = timed(native);

	timed(lab);                     /* built */
	ms = timed(lab);
	printf("%-64s %9.2f ms   %.1f times\n", "a product of matrices on four real threads, beside native", ms, ms / of);
}

void bench_hooks(void)
{
	const char *folder = bench_folder();
	char file[64], program[64];

	printf("\nWhat it costs that accesses to memory are told to the lab.\n\n");
	snprintf(file, sizeof file, "%s/program.c", folder);
	snprintf(program, sizeof program, "%s/program", folder);
	write_file(file, counting);
	build_native(file, program);
	bench_accesses(file, program);
	write_file(file, product);
	build_native(file, program);
	bench_product(file, program);
	bench_folder_end(folder);
}
