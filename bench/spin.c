/*
 * spin.c - Spin on the programs of searches.c: it writes a searching program in C for each model, which is compiled
 * once with partial order reduction, as it comes, and once without.
 */
#include "bench/searches.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"

enum { MOST_STEPS = 1000 };     /* of a path: more than any program here has */

const char *spin_version(void)
{
	static char version[80];
	FILE *out = popen("command -v cc >/dev/null && spin -V 2>/dev/null", "r");
	bool there = out && fgets(version, sizeof version, out);

	if (out)
		pclose(out);
	version[strcspn(version, "\n")] = '\0';
	return there ? version : NULL;
}

/* What the program is called: the model and its definitions, without blanks. */
static void add_name(char *name, size_t size, const struct program *program, bool whole)
{
	int n = snprintf(name, size, "%s%s%s", program->model, program->defines, whole ? "-whole" : "");

	for (int i = 0; i < n && i < (int)size - 1; i++)
		if (name[i] == ' ' || name[i] == '=')
			name[i] = '_';
}

double spin_make(const char *folder, const struct program *program, bool whole)
{
	char name[200], command[1000];
	double before = bench_children_ms();

	add_name(name, sizeof name, program, whole);
	snprintf(command, sizeof command,
	         "model=$PWD/bench/spin/%s.pml && mkdir -p '%s/%s' && cd '%s/%s' && "
	         "spin -a %s \"$model\" >spin.log 2>&1 && cc -O2 -DSAFETY %s -o pan pan.c 2>cc.log",
	         program->model, folder, name, folder, name, program->defines, whole ? "-DNOREDUCE" : "");
	if (system(command) != 0)
		return -1;
	return bench_children_ms() - before;
}

/* One line of what the program prints. */
static void read_line(const char *line, struct searched *found)
{
	const char *errors = strstr(line, "errors: ");
	double megabytes;

	if (strstr(line, "invalid end state ("))
		found->verdict = "deadlock";
	else if (strstr(line, "search depth too small") || strstr(line, "out of memory"))
		found->cut = true;
	else if (errors && strtol(errors + strlen("errors: "), NULL, 10) > 0 && strcmp(found->verdict, "ok") == 0)
		found->verdict = "error";
	if (strstr(line, "states, stored"))
		found->states = strtol(line, NULL, 10);
	if (strstr(line, "total actual memory") && sscanf(line, "%lf", &megabytes) == 1)
		found->bytes = megabytes * 1024 * 1024;
}

struct searched spin_search(const char *folder, const struct program *program, bool whole)
{
	struct searched found = { .verdict = "ok" };
	double before = bench_children_ms();
	char name[200], command[400], line[256];
	FILE *out;

	add_name(name, sizeof name, program, whole);
	snprintf(command, sizeof command, "cd '%s/%s' && exec ./pan -c0 -n -w%d -m%d 2>&1", folder, name,
	         whole ? program->places + 3 : program->places, MOST_STEPS);
	out = popen(command, "r");
	while (out && fgets(line, sizeof line, out))
		read_line(line, &found);
	found.there = out && pclose(out) == 0 && found.states > 0;
	found.ms = bench_children_ms() - before;
	return found;
}
