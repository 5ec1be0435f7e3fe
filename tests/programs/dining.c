/* expect: run => ok
 * expect: explore => always ok PROVED schedules 6
 * expect: explore SEATS=4 => always ok PROVED schedules 14
 * expect: explore SEATS=5 => always ok PROVED schedules 30
 * expect: explore SEATS=7 => always ok PROVED schedules 126
 * expect: explore ORDERED=0 => sometimes deadlock sometimes ok PROVED
 * with sanitizers
 * not with: clang
 */
#include <pthread.h>

#define SEATS 3
#define ORDERED 1       // take the fork with the lower number first

static pthread_mutex_t fork_[SEATS];

static void *eat(void *arg)
{
	long left = (long)arg, right = (left + 1) % SEATS;

	if (ORDERED && left > right) {
		left = right;
		right = (long)arg;
	}
	pthread_mutex_lock(&fork_[left]);
	pthread_mutex_lock(&fork_[right]);
	pthread_mutex_unlock(&fork_[right]);
	pthread_mutex_unlock(&fork_[left]);
	return NULL;
}

int main(void)
{
	pthread_t seat[SEATS];

	for (long i = 0; i < SEATS; i++)
		pthread_mutex_init(&fork_[i], NULL);
	for (long i = 0; i < SEATS; i++)
		pthread_create(&seat[i], NULL, eat, (void *)i);
	for (int i = 0; i < SEATS; i++)
		pthread_join(seat[i], NULL);
	return 0;
}
