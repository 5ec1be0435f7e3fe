/* claim.c - see claim.h. */
#include "lab/trace/claim.h"

#include <string.h>

#include "lab/trace/verdict.h"

static bool is_of_code(const char *message)
{
	return strncmp(message, "assert(", strlen("assert(")) == 0 ||
	       strncmp(message, OPERATION_MUST_PRINT "=", strlen(OPERATION_MUST_PRINT "=")) == 0;
}

struct claim claim_of(const char *message)
{
	static const char where[] = " where ", is_claimed[] = " is claimed";
	size_t length = strlen(message), tail = strlen(is_claimed);
	struct claim claim = { .is_code = is_of_code(message), .text = message, .text_length = (int)length };
	const char *number = NULL, *against;

	for (const char *at = strstr(message, ": "); at; at = strstr(at + 1, ": "))
		number = at;
	against = number ? strstr(number, where) : NULL;
	if (!against || length < tail || strcmp(message + length - tail, is_claimed) != 0)
		return claim;
	claim.text_length = (int)(number - message);
	claim.found = number + 2;
	claim.found_length = (int)(against - claim.found);
	claim.wanted = against + strlen(where);
	claim.wanted_length = (int)(message + length - tail - claim.wanted);
	return claim;
}

void claim_words(struct buf *out, const char *message)
{
	struct claim claim = claim_of(message);

	if (claim.is_code)
		buf_adds(out, message);
	else if (claim.found)
		buf_printf(out, "\"%.*s\", but it came to %.*s instead of %.*s", claim.text_length, claim.text, claim.found_length,
		           claim.found, claim.wanted_length, claim.wanted);
	else
		buf_printf(out, "\"%s\"", message);
}
