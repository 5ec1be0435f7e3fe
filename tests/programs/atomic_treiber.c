/*
 * A stack of Treiber's, pushed and popped by two threads
 * expect: run => ok
 * expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

struct node { struct node *next; int v; };
static _Atomic(struct node *) top;
static void push(int v) {
	struct node *n = malloc(sizeof *n);
	n->v = v;
	n->next = atomic_load(&top);
	while (!atomic_compare_exchange_weak(&top, &n->next, n))
		;
}
static int pop(void) {
	struct node *n = atomic_load(&top);
	while (n && !atomic_compare_exchange_weak(&top, &n, n->next))
		;
	return n ? n->v : 0;
}
static int got[2];
static void *w(void *a) { int me = (int)(long)a; push(me + 1); got[me] = pop(); return NULL; }
int main(void) { pthread_t a, b; pthread_create(&a, NULL, w, (void *)0); pthread_create(&b, NULL, w, (void *)1); pthread_join(a, NULL); pthread_join(b, NULL); assert(got[0] + got[1] == 3); return 0; }
