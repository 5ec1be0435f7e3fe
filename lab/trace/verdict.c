/* verdict.c - the tables made from the one list of verdicts. */
#include "lab/trace/verdict.h"

#include <string.h>

static const struct {
	const char *word, *meaning;
} verdicts[] = {
#define X(verdict, word, meaning) [VERDICT_##verdict] = { word, meaning },
	VERDICTS(X)
#undef X
};

const char *verdict_word(enum verdict verdict)
{
	return verdicts[verdict].word;
}

const char *verdict_meaning(enum verdict verdict)
{
	return verdicts[verdict].meaning;
}

enum verdict verdict_named(const char *word)
{
	int i = 0;

	while (i < VERDICT_COUNT && strcmp(verdicts[i].word, word) != 0)
		i++;
	return (enum verdict)i;
}
