/* expect: explore => always ok PROVED
 * expect: explore WHOLE=1 => always race PROVED
 */
/* Halves of a number are two things, until somebody reads the whole of it. */
#include <pthread.h>

#define WHOLE 0

static union { int whole; short half[2]; char byte[4]; } u;

static void *low(void *arg)
{
	u.half[0] = 1;
	return arg;
}

static void *high(void *arg)
{
	u.byte[2] = 1;
	return arg;
}

static void *highest(void *arg)
{
	u.byte[3] = 1;
	return arg;
}

int main(void)
{
	pthread_t x, y, z;
	int seen = 0;

	pthread_create(&x, NULL, low, NULL);
	pthread_create(&y, NULL, high, NULL);
	pthread_create(&z, NULL, highest, NULL);
	if (WHOLE)
		seen = u.whole;
	pthread_join(x, NULL);
	pthread_join(y, NULL);
	pthread_join(z, NULL);
	return u.whole + seen == 0;
}
