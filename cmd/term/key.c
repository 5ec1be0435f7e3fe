/* key.c - see key.h. */
#include "cmd/term/key.h"

#include <stddef.h>

static int key_of(int last, int number)
{
	static const struct {
		char last;
		int  number, key;
	} known[] = {
		{ 'A', 0, KEY_UP }, { 'B', 0, KEY_DOWN }, { 'C', 0, KEY_RIGHT }, { 'D', 0, KEY_LEFT },
		{ 'H', 0, KEY_HOME }, { 'F', 0, KEY_END }, { '~', 1, KEY_HOME }, { '~', 7, KEY_HOME }, { '~', 4, KEY_END },
		{ '~', 8, KEY_END }, { '~', 5, KEY_PAGE_UP }, { '~', 6, KEY_PAGE_DOWN },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].last == last && (last != '~' || known[i].number == number))
			return known[i].key;
	return KEY_UNKNOWN;
}

/* "[A", "OA", "[5~", "[1;5D" */
int key_after_escape(int (*next)(void *), void *context)
{
	int byte = next(context), number = 0;

	if (byte < 0 || byte > 255)
		return KEY_NONE;
	if (byte != '[' && byte != 'O')
		return KEY_UNKNOWN;
	while (((byte = next(context)) >= '0' && byte <= '9') || byte == ';')
		number = byte == ';' ? number : (10 * number + byte - '0') % 1000;
	return key_of(byte, number);
}
