/* expect: explore => always race PROVED finals n=1,2 lacks "last"
 * expect: run seed=1 => race says "head"
 */
/* What a pointer is differs from one start of the lab to the next: it is no value to show, and none to compare. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct node { struct node *next; };

static struct node *head, *_Atomic last;
static int n;

static void *push(void *arg)
{
	struct node *node = malloc(sizeof *node);

	node->next = head;
	head = node;
	n++;
	last = node;
	return arg;
}

int main(void)
{
	pthread_t x, y;

	pthread_create(&x, NULL, push, NULL);
	pthread_create(&y, NULL, push, NULL);
	pthread_join(x, NULL);
	pthread_join(y, NULL);
	return last == NULL;
}
