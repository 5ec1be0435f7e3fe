/* expect: run => panic
 * expect: explore => always panic
 */
/* A semaphore must be initialised. */
#include <semaphore.h>

static sem_t s;

int main(void)
{
	sem_post(&s);
	return 0;
}
