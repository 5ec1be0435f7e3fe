/* expect: explore => always ok PROVED
 * expect: explore LOCKED=0 => has race
 * not with: clang
 * A list on the heap to which several add. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#define LOCKED 1

struct item {
	struct item *next;
	long value;
};

static struct item *head;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *add(void *arg)
{
	struct item *item = malloc(sizeof *item);

	item->value = (long)arg;
	if (LOCKED)
		pthread_mutex_lock(&lock);
	item->next = head;
	head = item;
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return NULL;
}

int main(void)
{
	pthread_t task[2];
	long sum = 0;

	for (long i = 0; i < 2; i++)
		pthread_create(&task[i], NULL, add, (void *)(i + 1));
	for (int i = 0; i < 2; i++)
		pthread_join(task[i], NULL);
	for (struct item *item = head, *next; item; item = next) {
		next = item->next;
		sum += item->value;
		free(item);
	}
	if (LOCKED)
		assert(sum == 3);
	return 0;
}
