/* child.c - bench.h: other programs, run to their ends, and a folder for what they write. */
#define _DEFAULT_SOURCE         /* mkdtemp beside C11 */

#include "bench/bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

char *bench_conclab(void)
{
	char *path = getenv("CONCLAB");

	return path ? path : "./conclab";
}

double bench_child(char *const words[])
{
	int64_t start = bench_now();
	pid_t child = fork();

	if (child == 0) {
		int nowhere = open("/dev/null", O_WRONLY);

		dup2(nowhere, 1);
		dup2(nowhere, 2);
		execvp(words[0], words);
		_exit(127);
	}
	waitpid(child, NULL, 0);
	return (double)(bench_now() - start) / 1e6;
}

double bench_children_ms(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

const char *bench_folder(void)
{
	static char folder[sizeof "/tmp/conclab-bench-XXXXXX"];

	snprintf(folder, sizeof folder, "/tmp/conclab-bench-XXXXXX");
	if (!mkdtemp(folder))
		exit(1);
	setenv("XDG_CACHE_HOME", folder, 1);
	setenv("XDG_STATE_HOME", folder, 1);
	return folder;
}

void bench_folder_end(const char *folder)
{
	char clean[80];

	snprintf(clean, sizeof clean, "rm -rf %s", folder);
	if (system(clean) != 0)
		fprintf(stderr, "bench: %s is left behind\n", folder);
}
