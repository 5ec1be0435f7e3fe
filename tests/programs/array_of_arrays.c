/* expect: explore => has race, finals grid[2][1]=1,2
 * expect: explore => finals boxes[1].cells[0][3][1]=0,5
 */
/* A place in an array of arrays has a name with all its indices. */
#include <pthread.h>

static int grid[3][2];
static struct { char cells[2][4][2]; } boxes[2];

static void *work(void *unused)
{
	int now = grid[2][1];

	grid[2][1] = now + 1;
	boxes[1].cells[0][3][1] ^= 5;
	return unused;
}

int main(void)
{
	pthread_t threads[2];

	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
