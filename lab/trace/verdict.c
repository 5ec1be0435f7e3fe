/* verdict.c - the tables made from the one list of verdicts. */
#include "lab/trace/verdict.h"

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
