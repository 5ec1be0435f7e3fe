/*
 * Semaphores that are known by a name: who opens the same name has the same one.
 *
 * expect: run => ok
 * expect: run carrier=threads => ok
 * expect: explore => always ok PROVED
 * expect: explore PERMITS=2 => sometimes broken, sometimes ok PROVED
 * expect: explore PERMITS=0 => always deadlock PROVED
 * expect: run seed=1 PERMITS=0 => deadlock says "mutual-exclusion"
 * expect: explore UNLINK=1 => sometimes broken, sometimes ok PROVED
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>

#define PERMITS 1
#define UNLINK 0        /* main takes the name back at once: a thread may open a new one */

static int inside;

static void *work(void *arg)
{
	sem_t *semaphore = sem_open("/mutual-exclusion", UNLINK ? O_CREAT : 0, 0600, PERMITS);

	assert(semaphore != SEM_FAILED);
	sem_wait(semaphore);
	if (PERMITS == 1 && !UNLINK)
		assert(++inside == 1);
	else
		assert(__atomic_add_fetch(&inside, 1, __ATOMIC_SEQ_CST) == 1);
	__atomic_sub_fetch(&inside, 1, __ATOMIC_SEQ_CST);
	sem_post(semaphore);
	assert(sem_close(semaphore) == 0);
	return arg;
}

static void check_answers(sem_t *semaphore)
{
	static sem_t other;
	int value;

	assert(sem_open("/mutual-exclusion", O_CREAT | O_EXCL, 0600, 1) == SEM_FAILED && errno == EEXIST);
	assert(sem_open("mutual-exclusion", 0) == semaphore && sem_close(semaphore) == 0);
	assert(sem_open("/nothing", 0) == SEM_FAILED && errno == ENOENT);
	assert(sem_open("/a/b", O_CREAT, 0600, 1) == SEM_FAILED && errno == EINVAL);
	assert(sem_open("/many", O_CREAT, 0600, -1) == SEM_FAILED && errno == EINVAL);
	assert(sem_unlink("/nothing") == -1 && errno == ENOENT);
	assert(sem_close(&other) == -1 && errno == EINVAL);
	assert(sem_getvalue(semaphore, &value) == 0 && value == PERMITS);
}

int main(void)
{
	pthread_t threads[2];
	sem_t *semaphore;

	sem_unlink("/mutual-exclusion");
	semaphore = sem_open("/mutual-exclusion", O_CREAT, 0600, PERMITS);
	assert(semaphore != SEM_FAILED);
	check_answers(semaphore);
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	if (UNLINK)
		assert(sem_unlink("/mutual-exclusion") == 0);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert(sem_close(semaphore) == 0);
	assert(sem_unlink("/mutual-exclusion") == 0 || UNLINK);
	return 0;
}
