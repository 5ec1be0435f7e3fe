/* digest.c - program_digest(): by what a program is known again. */
#include <inttypes.h>
#include <string.h>

#include "lab/base/hash.h"
#include "lab/program/program.h"

void program_digest(struct buf *out, const struct pattern *pattern)
{
	struct hash hash;
	struct key key;

	hash_begin(&hash);
	for (int i = 0; i < program_n_files(pattern); i++) {
		const char *text = "";

		program_file(pattern, i, &text);
		hash_bytes(&hash, text, strlen(text));
	}
	key = hash_end(&hash);
	buf_printf(out, "%016" PRIx64 "%016" PRIx64, key.a, key.b);
}
