/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* A list under a lock, whose nodes one thread makes and the other gives back. */
#include <pthread.h>
#include <stdlib.h>

#define N 2

struct node {
	struct node *next;
	int value;
};

static struct node *head;
static int sum;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;

static void *produce(void *arg)
{
	for (int i = 1; i <= N; i++) {
		struct node *node = malloc(sizeof *node);

		node->value = i;
		pthread_mutex_lock(&lock);
		node->next = head;
		head = node;
		pthread_cond_signal(&filled);
		pthread_mutex_unlock(&lock);
	}
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, produce, NULL);
	for (int i = 0; i < N; i++) {
		struct node *node;

		pthread_mutex_lock(&lock);
		while (!head)
			pthread_cond_wait(&filled, &lock);
		node = head;
		head = node->next;
		pthread_mutex_unlock(&lock);
		sum += node->value;
		free(node);
	}
	pthread_join(thread, NULL);
	return sum != N * (N + 1) / 2;
}
