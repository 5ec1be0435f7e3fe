/* expect: explore must-print=one+1 => PROVED always ok
 * expect: explore must-print=two+2 => PROVED always ok
 * expect: explore must-print=last => PROVED always ok
 * expect: explore must-print=las => PROVED always broken
 * expect: explore must-print=one+ => PROVED always broken
 * expect: explore must-print=lasting => PROVED always broken
 * expect: explore must-print=end => PROVED always ok
 * expect: explore must-print=en => PROVED always broken
 * expect: explore must-print=one+1 search=states => PROVED always ok
 * expect: explore must-print=one+ search=states => PROVED always broken
 * expect: run must-print=two+2 => ok
 * expect: run must-print=two+22 => broken
 */
/* Lines in pieces, by two threads at a time; one that has no end; one that goes on after it was what is asked for. */
#include <pthread.h>
#include <stdio.h>

static void *say(void *arg)
{
	printf("%s", (const char *)arg);
	fputs("+", stdout);
	printf("%d\n", *(const char *)arg == 'o' ? 1 : 2);
	return NULL;
}

static void *leave(void *arg)
{
	printf("las");
	putchar('t');
	return arg;
}

int main(void)
{
	static char one[] = "one", two[] = "two";
	pthread_t thread[3];

	pthread_create(&thread[0], NULL, say, one);
	pthread_create(&thread[1], NULL, say, two);
	pthread_create(&thread[2], NULL, leave, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(thread[i], NULL);
	printf("en");
	printf("d\n");
	return 0;
}
