/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* A structure that begins with its mutex is set to zero, then shared: the mutex and its bytes are two things. */
#include <assert.h>
#include <pthread.h>
#include <string.h>

struct account {
	pthread_mutex_t lock;
	int             balance;
};

static struct account account;

static void *deposit(void *arg)
{
	pthread_mutex_lock(&account.lock);
	account.balance++;
	pthread_mutex_unlock(&account.lock);
	return arg;
}

int main(void)
{
	pthread_t threads[2];

	account = (struct account){ .balance = 0 };
	pthread_mutex_init(&account.lock, NULL);
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, deposit, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert(account.balance == 2);
	return 0;
}
