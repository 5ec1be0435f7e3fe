/*
 * suggest.h - the words nearest to a mistyped one.
 */
#ifndef CMD_SUGGEST_H
#define CMD_SUGGEST_H

#include "lab/base/buf.h"

enum { MAX_SUGGESTIONS = 3 };

struct suggestions {
	int         n;
	const char *word[MAX_SUGGESTIONS];      /* nearest first; not owned */
};

/* The best words offered so far. Start with { .typed = word }. */
struct suggester {
	const char        *typed;
	struct suggestions best;
	int                score[MAX_SUGGESTIONS];
};

/*
 * Edits (insert, delete, replace, swap two neighbours) that turn one word into the other: the optimal string
 * alignment distance. A large number when a word is longer than SUGGEST_LONGEST.
 */
enum { SUGGEST_LONGEST = 64 };
int suggest_distance(const char *, const char *);

/* Consider `word`, which must outlive the suggester: near in spelling, else beginning alike. */
void suggest_offer(struct suggester *, const char *word);

/* The words there are, for the end of a complaint; not for ever: after so many they are only counted. */
enum { LISTED_AT_MOST = 12 };

struct listing {
	int        n;
	struct buf text;
};

void listing_add(struct listing *, const char *word);

/* " (there are: counter, guard and 8 more)", nothing without words; lives until listing_free(). */
const char *listing_text(struct listing *);
void listing_free(struct listing *);

/* " Did you mean 'seats' or 'sets'?", with the space; nothing for no suggestions. */
void suggest_text(struct buf *, const struct suggestions *);

#endif
