/* expect: run seed=1 args="-n 3 -v file" => ok
 * expect: run seed=1 args="file -vn3 -- -x" => ok
 * expect: run seed=1 args="file --count=3 --verbose" => ok
 * expect: run seed=1 args="-n" => broken
 * expect: run seed=1 args="-n2 file" => broken
 * expect: explore args="-n 3 -v file" => always ok PROVED
 * expect: explore TWICE=1 args="-n 3 -v file" => always ok PROVED
 * expect: explore BOTH=1 args="-n 3 -v file" memory=races => has race
 */
/* Options of the command line are read by getopt(), whose variables are the program's: set anew for each run, and seen. */
#include <assert.h>
#include <getopt.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define TWICE 0
/* Two threads read them. */
#define BOTH 0

static char **words;
static int n_words;

static void *read_options(void *arg)
{
	static const struct option names[] = {
		{ "count", required_argument, NULL, 'n' }, { "verbose", no_argument, NULL, 'v' }, { 0 },
	};
	int c, count = 0, verbose = 0;

	while ((c = getopt_long(n_words, words, "n:v", names, NULL)) != -1) {
		assert(c == 'n' || c == 'v');
		if (c == 'n')
			count = atoi(optarg);
		else
			verbose = 1;
	}
	if (BOTH)
		return arg;
	assert(count == 3 && verbose);
	assert(optind < n_words && strcmp(words[optind], "file") == 0);
	return arg;
}

int main(int argc, char **argv)
{
	pthread_t thread;

	n_words = argc;
	words = argv;
	if (BOTH)
		pthread_create(&thread, NULL, read_options, NULL);
	read_options(NULL);
	if (TWICE) {
		optind = 1;
		read_options(NULL);
	}
	if (BOTH)
		pthread_join(thread, NULL);
	return 0;
}
