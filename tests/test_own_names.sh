#!/bin/sh
# test_own_names.sh - what threads share is called as in the program: variables of functions that have not returned, what
# variables point to, and else the line that asked malloc for it.
#
# Environment: O, the build folder; VARIANT.
set -eu
. tests/own_file.sh

{
	cat <<'END_C'
#include <pthread.h>
#include <stdlib.h>
struct queue {
	pthread_mutex_t lock;
	pthread_cond_t more;
	int n;
};
struct pool { struct queue *in, *out; };
static struct queue *global, *two[2];
static struct pool pool;
static void *worker(void *x)
{
	void **shared = x;
	pthread_mutex_lock(shared[0]);
	++*(int *)shared[1];
	pthread_mutex_unlock(shared[0]);
	++*(int *)shared[1];
	return NULL;
}
static void *user(void *x)
{
	struct queue *q = x;
	pthread_mutex_lock(&q->lock);
	q->n++;
	pthread_mutex_unlock(&q->lock);
	q->n++;
	return NULL;
}
static void use(struct queue *queue)
{
	pthread_t t;
	pthread_create(&t, NULL, user, queue);
	pthread_mutex_lock(&queue->lock);
	queue->n++;
	pthread_mutex_unlock(&queue->lock);
	pthread_join(t, NULL);
}
static void *boss(void *x)
{
	pthread_t t;
	pthread_mutex_t own[2] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };
	int mine = 0;
	void *shared[] = { &own[1], &mine };
	pthread_create(&t, NULL, worker, shared);
	pthread_mutex_lock(&own[1]);
	mine++;
	pthread_mutex_unlock(&own[1]);
	pthread_join(t, NULL);
	return x;
}
int main(void)
{
	pthread_t t;
	struct queue here = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };
	struct queue *local = malloc(sizeof *local);
	void *hidden = &here;
	boss(NULL);
	pthread_create(&t, NULL, boss, NULL);
	pthread_join(t, NULL);
	use(&here);
	global = calloc(1, sizeof *global);
	two[1] = malloc(sizeof *two[1]);
	pool.out = malloc(2 * sizeof *pool.out);
	pthread_mutex_init(&global->lock, NULL);
	pthread_mutex_init(&two[1]->lock, NULL);
	pthread_mutex_init(&pool.out[1].lock, NULL);
	pthread_mutex_init(&local->lock, NULL);
	use(global);
	use(two[1]);
	use(&pool.out[1]);
	use(local);
	hidden = malloc(100);
	pthread_mutex_init(hidden, NULL);
	pthread_mutex_lock(hidden);
	return 0;
}
END_C
} >names.c

# named FILE WORDS: the log of a run has all of these names.
named() {
	for name in boss.own'[1]' boss.mine here.lock here.n 'global->lock' 'global->n' 'two[1]->lock' 'two[1]->n' \
		'pool.out[1].lock' 'pool.out[1].n' 'local->lock' 'local->n' 'malloc at names.c:72'; do
		has "$name"
	done
	lacks "mutex-"
	lacks "memory-"
}

compilers=cc
if command -v clang >/dev/null 2>&1; then
	compilers="cc clang"
fi
for compiler in $compilers; do
	export CONCLAB_CC=$compiler
	says 1 "race" run ./names.c seed=2 log=1000
	named
	rm -f names.json
	says 0 "ok" -c 'run ./names.c' -c 'export trace names.json'     # a log in columns may cut names short
	for name in 'boss.own[1]' 'pool.out[1].lock'; do
		grep -qF "\"$name\"" names.json || fail "on real threads nothing is called $name"
	done
	! grep -F '"mutex-' names.json || fail "on real threads a mutex has no name"
done

[ "$failures" -eq 0 ]
