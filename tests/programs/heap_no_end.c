/* expect: run => panic
 * expect: run HOW=1 => panic
 * expect: run HOW=2 => panic
 * expect: run HOW=3 => ok
 */
/* Calls that read or write on beyond a block of the heap. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOW 0

int main(void)
{
	char *text = malloc(16), *word = malloc(3);
	size_t n = 0;

	memset(text, 'x', 16);
	if (HOW == 0)
		n = strlen(text);
	if (HOW == 1)
		printf("%s\n", text);
	if (HOW == 2)
		sscanf("a-long-word", "%s", word);
	if (HOW == 3)
		printf("%.*s\n", 16, text);
	free(text);
	free(word);
	return (int)n;
}
