/* expect: run seed=1 => ok says "complaints: 7 of 9: Invalid argument"
 * expect: explore => always ok PROVED finals exit+status=0,3
 * expect: explore OWN=1 => always ok PROVED finals exit+status=0,4
 * expect: explore must-print="complaints: no more" => sometimes broken PROVED
 */
/* err() and its kind print as the program does, and end it, not the lab; a program may have one of its own. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <error.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define OWN 0

#if OWN
void warnx(const char *text, ...)
{
	puts(text);
	exit(4);
}
#endif

static void *give_up(void *arg)
{
	if (OWN)
		warnx("mine");
	errx(3, "no more");
	return arg;
}

int main(void)
{
	pthread_t thread;

	error(0, EINVAL, "%d of %d", 7, 9);
	errno = ENOENT;
	warn("%s", "nothing");
	fputs_unlocked("unlocked", stdout);
	putchar_unlocked('\n');
	pthread_create(&thread, NULL, give_up, NULL);
	pthread_detach(thread);
	return 0;
}
