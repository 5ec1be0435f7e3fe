/* expect: explore must-print=one+1 => PROVED sometimes ok sometimes broken
 * expect: explore must-print=one+1 search=states => PROVED sometimes ok sometimes broken
 * expect: explore must-print=two+2 LOCKED=1 => PROVED always ok
 * expect: explore must-print=one+ LOCKED=1 => PROVED always broken
 * expect: explore must-print=one+ LOCKED=1 search=states => PROVED always broken
 * expect: explore must-print=last LOCKED=1 => PROVED always broken
 * expect: explore must-print=lastend LOCKED=1 => PROVED always ok
 * expect: explore must-print=rest LOCKED=1 => PROVED always ok
 * expect: explore must-print=rest LOCKED=1 CUT=1 => PROVED always broken
 * expect: explore must-print=res LOCKED=1 => PROVED always broken
 * expect: run must-print=two+2 LOCKED=1 => ok
 * expect: run must-print=two+22 LOCKED=1 => broken
 */
/* Lines in pieces, which others tear; one that goes on after it was what is asked for; one without an end, which _exit() drops. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define LOCKED 0
#define CUT 0

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *say(void *arg)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	printf("%s", (const char *)arg);
	fputs("+", stdout);
	printf("%d\n", *(const char *)arg == 'o' ? 1 : 2);
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return NULL;
}

int main(void)
{
	static char one[] = "one", two[] = "two";
	pthread_t thread[2];

	pthread_create(&thread[0], NULL, say, one);
	pthread_create(&thread[1], NULL, say, two);
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	printf("las");
	putchar('t');
	fprintf(stderr, "end\n");
	write(1, "rest", 4);
	if (CUT)
		_exit(0);
	return 0;
}
