/* expect: explore => open always ok says "fopen"
 * expect: explore search=states => open always ok
 * expect: run seed=1 => ok
 * expect: run => ok
 * expect: explore GIVEN=1 => open always ok
 * expect: run GIVEN=1 => ok
 * expect: explore GIVEN=2 => PROVED always ok
 * expect: explore GIVEN=3 => open always ok says "open"
 * expect: explore GIVEN=3 search=states => open always ok
 * expect: run GIVEN=3 => ok
 * expect: explore GIVEN=4 => open always ok says "scanf"
 * expect: run GIVEN=4 => ok
 */
/* Files that one thread opens, others write to, and main closes; memory that the C library got by itself; asprintf. */
#define _GNU_SOURCE
#include <assert.h>
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define GIVEN 0

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static FILE *file;
static int descriptor = -1;

static void *work(void *arg)
{
	char *text = NULL;

	pthread_mutex_lock(&lock);
	if (GIVEN == 1)
		text = getcwd(NULL, 0);
	else if (GIVEN == 2 && asprintf(&text, "%s", "work") != 4)
		abort();
	else if (GIVEN == 3)
		assert(write(descriptor, "a line\n", 7) == 7);
	else if (GIVEN == 4)
		assert(sscanf("a word", "%ms", &text) == 1);
	else if (GIVEN == 0)
		fprintf(file, "a line\n");
	pthread_mutex_unlock(&lock);
	free(text);
	return arg;
}

int main(void)
{
	pthread_t one, two;
#if GIVEN == 0
	DIR *directory = opendir("/");

	file = fopen("/dev/null", "w");
	if (!file || !directory)
		return 1;
	closedir(directory);
#endif
	if (GIVEN == 3)
		descriptor = open("/dev/null", O_WRONLY | O_CREAT, 0600);
	pthread_create(&one, NULL, work, NULL);
	pthread_create(&two, NULL, work, NULL);
	pthread_join(one, NULL);
	pthread_join(two, NULL);
	if (GIVEN == 3)
		assert(close(descriptor) == 0);
#if GIVEN == 0
	fclose(file);
#endif
	return 0;
}
