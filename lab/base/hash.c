/*
 * hash.c - see hash.h. Small pieces are gathered and hashed at once, which is faster than handing each to the library;
 * only a text that is too long for that is streamed. A library that is linked at run time may have a state of another
 * size than its header, so the library makes the state.
 */
#include "lab/base/hash.h"

#include <xxhash.h>

/*
 * Of a short text, by the registers that all processors have: after the widest ones the next use of the others is slow, by more
 * than those gain on a few thousand bytes.
 */
static XXH128_hash_t key_of(const void *text, size_t size)
{
	return XXH3_128bits(text, size);
}

#ifdef HAVE_XXH_DISPATCH
#include <xxh_x86dispatch.h>     /* from here on, the same by the widest registers this processor has */
#endif

#include "lab/base/panic.h"

static void stream(struct hash *hash, const void *bytes, size_t size)
{
	if (XXH3_128bits_update(hash->before, bytes, size) != XXH_OK)
		panic("XXH3 takes no more bytes");
}

void hash_flush(struct hash *hash, const void *bytes, size_t size)
{
	if (!hash->before) {
		hash->before = XXH3_createState();
		if (!hash->before)
			panic("out of memory");
		XXH3_128bits_reset(hash->before);
	}
	stream(hash, hash->bytes, hash->n);
	stream(hash, bytes, size);
	hash->n = 0;
}

struct key hash_end(struct hash *hash)
{
	XXH128_hash_t key;

	if (!hash->before) {
		key = key_of(hash->bytes, hash->n);
	} else {
		stream(hash, hash->bytes, hash->n);
		key = XXH3_128bits_digest(hash->before);
		XXH3_freeState(hash->before);
		hash->before = NULL;
	}
	return (struct key){ key.low64, key.high64 };
}
