/*
 * judge_terms.h - what a task says must be kept, condition by condition: "mode=self sends>=5".
 */
#ifndef CMD_JUDGE_TERMS_H
#define CMD_JUDGE_TERMS_H

#include <stdbool.h>

#include "cmd/session/settings.h"

/* One condition: "sends>=5". */
struct term {
	char        text[64];           /* all of it */
	char        name[64];
	char        sign[3];
	const char *value;              /* in `text` */
};

/* Cut the next term off `*list`; false at the end. A term without a sign has sign "". */
bool term_next(const char **list, struct term *);

/* Is it about a setting of this pattern, with a sign and a value that make sense? Then what they are. */
bool term_understands(const struct term *, const struct pattern *, struct spec *, int *value);

bool term_compares(const char *sign, int a, int b);

#endif
