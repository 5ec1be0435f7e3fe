/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* What malloc and its kind answer at their borders. */
#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
	volatile size_t huge = SIZE_MAX / 4;
	char *a, *b;
	void *aligned = NULL;

	errno = 0;
	assert(!malloc(huge) && errno == ENOMEM);
	assert(!calloc(huge, 8) && !calloc(SIZE_MAX / 2, 4));
	a = malloc(0);
	b = malloc(0);
	assert(a && b && a != b);
	free(a);
	free(b);
	free(NULL);
	a = calloc(4, 4);
	for (int i = 0; i < 16; i++)
		assert(a[i] == 0);
	strcpy(a, "kept");
	a = realloc(a, 4000);
	assert(!strcmp(a, "kept"));
	assert(!realloc(a, huge) && !strcmp(a, "kept"));
	a = realloc(a, 5);
	assert(!strcmp(a, "kept"));
	assert(!realloc(a, 0));
	a = realloc(NULL, 3);
	assert(a);
	free(a);
	assert(posix_memalign(&aligned, 256, 100) == 0 && (uintptr_t)aligned % 256 == 0);
	free(aligned);
	assert(posix_memalign(&aligned, 3, 100) == EINVAL);
	return 0;
}
