/*
 * Tells what the two clerks of homework.c would have come to, and starts none.
 *
 * A plain program, as the lesson about homework has it: what is proved of it is proved of no clerk.
 */
#include <stdio.h>

#define CLERKS 2        /* who would have moved money, once each */

int main(void)
{
	printf("moves: %d\n", CLERKS);
	return 0;
}
