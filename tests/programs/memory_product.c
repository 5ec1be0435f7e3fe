/* expect: explore => always ok PROVED
 * expect: explore memory=races => always ok PROVED
 * expect: explore memory=off => always ok PROVED
 * expect: explore SUM=1 memory=races => has race open
 * expect: run seed=1 SUM=1 memory=races => race says "trace"
 */
/* A product of matrices: each thread has rows of its own, so nothing is shared that is written; but a sum would be. */
#include <pthread.h>

#define N 8
#define SUM 0

enum { THREADS = 4 };

static int a[N][N], b[N][N], c[N][N], trace;

static void *multiply(void *arg)
{
	int me = (int)(long)arg;

	for (int i = me * N / THREADS; i < (me + 1) * N / THREADS; i++)
		for (int j = 0; j < N; j++) {
			for (int k = 0; k < N; k++)
				c[i][j] += a[i][k] * b[k][j];
			if (SUM && i == j)
				trace += c[i][j];
		}
	return NULL;
}

int main(void)
{
	pthread_t thread[THREADS];

	for (int i = 0; i < N * N; i++) {
		a[i / N][i % N] = i;
		b[i / N][i % N] = i / N == i % N;
	}
	for (long i = 0; i < THREADS; i++)
		pthread_create(&thread[i], NULL, multiply, (void *)i);
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	return c[1][2] != a[1][2];
}
