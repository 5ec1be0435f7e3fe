/*
 * It takes another way where the lab gives less memory than a machine may: nothing is proved by that
 * expect: run => ok
 * expect: explore => always ok open says "more memory than the lab gives"
 */
#include <assert.h>
#include <stdlib.h>

int main(void)
{
	volatile size_t much = (size_t)3 << 30;
	char *bytes = malloc(much);

	free(bytes);
	return 0;
}
