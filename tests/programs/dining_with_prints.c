/* expect: explore memory=races schedules=1500 => has deadlock has ok open
 * expect: explore ALIKE=0 MEALS=0 => always ok PROVED
 */
/*
 * What is printed goes through a lock of its own. So there are very many orders, and a search that takes one after the
 * other does not come to the one in which all hold their first fork: chance does.
 */
#include <pthread.h>
#include <stdio.h>

#define SEATS 5
#define MEALS 1
/* All take the fork on their left first. */
#define ALIKE 1

static pthread_mutex_t forks[SEATS] = {
	PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
	PTHREAD_MUTEX_INITIALIZER,
};
static pthread_mutex_t paper = PTHREAD_MUTEX_INITIALIZER;

static void say(long seat, const char *what)
{
	pthread_mutex_lock(&paper);
	printf("%ld %s\n", seat, what);
	pthread_mutex_unlock(&paper);
}

static void *dine(void *arg)
{
	long seat = (long)arg, other = (seat + 1) % SEATS;
	long first = !ALIKE && other < seat ? other : seat, second = first == seat ? other : seat;

	for (int i = 0; i < MEALS; i++) {
		say(seat, "thinks");
		say(seat, "is hungry");
		pthread_mutex_lock(&forks[first]);
		say(seat, "has one");
		pthread_mutex_lock(&forks[second]);
		say(seat, "eats");
		pthread_mutex_unlock(&forks[second]);
		pthread_mutex_unlock(&forks[first]);
	}
	return NULL;
}

int main(void)
{
	pthread_t seats[SEATS];

	for (long i = 0; i < SEATS; i++)
		pthread_create(&seats[i], NULL, dine, (void *)i);
	for (int i = 0; i < SEATS; i++)
		pthread_join(seats[i], NULL);
	return 0;
}
