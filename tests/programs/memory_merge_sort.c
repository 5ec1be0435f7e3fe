/* expect: explore memory=races => always ok PROVED
 * expect: explore EARLY=1 memory=races => has race open
 * expect: explore N=2 => always ok PROVED
 * expect: explore N=4 EARLY=1 => has race PROVED
 */
/* Each half of an array is sorted by a thread of its own, and merged by who has started them, when they have ended. */
#include <pthread.h>
#include <string.h>

#define N 8             /* how many numbers */
#define EARLY 0         /* merge before the second half is sorted */

static int numbers[16] = { 5, 3, 9, 1, 8, 2, 7, 4, 6, 0, 15, 11, 12, 10, 14, 13 }, merged[16];

struct part { int from, n; };

static void insert_all(const struct part *part)
{
	int *p = numbers + part->from;

	for (int i = 1; i < part->n; i++)
		for (int k = i; k > 0 && p[k - 1] > p[k]; k--) {
			int between = p[k];

			p[k] = p[k - 1];
			p[k - 1] = between;
		}
}

static void merge(const struct part *part)
{
	int left = part->from, middle = part->from + part->n / 2, right = middle, end = part->from + part->n;

	for (int i = part->from; i < end; i++)
		merged[i] = right >= end || (left < middle && numbers[left] <= numbers[right]) ? numbers[left++] : numbers[right++];
	memcpy(numbers + part->from, merged + part->from, (size_t)part->n * sizeof *numbers);
}

static void *sort(void *arg)
{
	const struct part *part = arg;
	struct part left = { part->from, part->n / 2 }, right = { part->from + part->n / 2, part->n - part->n / 2 };
	pthread_t x, y;

	if (part->n < N) {
		insert_all(part);
		return NULL;
	}
	pthread_create(&x, NULL, sort, &left);
	pthread_create(&y, NULL, sort, &right);
	pthread_join(x, NULL);
	if (EARLY)
		merge(part);
	pthread_join(y, NULL);
	if (!EARLY)
		merge(part);
	return NULL;
}

int main(void)
{
	struct part all = { 0, N };
	pthread_t thread;

	pthread_create(&thread, NULL, sort, &all);
	pthread_join(thread, NULL);
	for (int i = 1; i < N && !EARLY; i++)
		if (numbers[i - 1] > numbers[i])
			return 1;
	return 0;
}
