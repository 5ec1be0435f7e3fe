/*
 * hash.h - what tells one state from another, in 128 bits: XXH3 (Yann Collet's xxHash, from 0.8), by its library.
 *
 * What is added is one text of bytes, and its key is XXH3_128bits() of that text, without a seed, however it was cut
 * into pieces. States that differ must differ in their texts: who adds a list says how long it is, or where it ends.
 *
 * PROVED by states rests on it that states with different texts have different keys. XXH3 is not cryptographic: who
 * looks for two texts with one key may find them (xxHash, doc/xxhash_spec.md). The assumption is that the texts of a
 * search, made without XXH3 in mind, meet no more often than keys drawn by chance. What speaks for it: xxHash's README
 * (SMHasher finds no fault), and its tests/collisions, where of 100 Gi texts of 512 bytes 321 met in the lower and 325
 * in the upper half of the key, with 312.5 to be expected, and of as many texts of 255 bytes none in the whole of it.
 *
 * Then any two of n states have one key with a chance below n^2 / 2^129, by the birthday bound: 1.5 * 10^-27 for a
 * million states, 1.5 * 10^-21 for a thousand million. Two that do are taken for one: what only the second leads to is
 * not looked at, so a bad end may be missed, with a chance below that same bound; one that is found is real all the
 * same. This is hash compaction (Wolper and Leroy, "Reliable Hashing without Collision Detection", 1993; Stern and
 * Dill, "Improved Probabilistic Verification by Hash Compaction", 1995; Holzmann compares it with bits alone, "An
 * Analysis of Bitstate Hashing", 1998), with more bits than the 40 to 64 that these reckon with.
 */
#ifndef LAB_BASE_HASH_H
#define LAB_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { HASH_ROOM = 4096 };

/* Who is told of what a digest says that is more than numbers: see search/alike.h. */
struct hash_listener {
	/* These bytes, as they stand in a digest, may hold addresses. */
	void (*content)(struct hash_listener *, const void *bytes, size_t size);
	/* `object` stands in that relation to `task`, both by address. True: it has been noted, and is not to be added. */
	bool (*relation)(struct hash_listener *, const void *object, const void *task, int64_t what);
};

/* Begun by hash_begin(), ended by hash_end() and by nothing else. */
struct hash {
	struct hash_listener *listener;         /* NULL: nobody */
	size_t                n;                /* bytes that wait in `bytes`, always less than HASH_ROOM */
	struct XXH3_state_s  *before;           /* has what was there before them; NULL: nothing was */
	unsigned char         bytes[HASH_ROOM];
};

/* What came of it. */
struct key {
	uint64_t a, b;
};

static inline void hash_begin(struct hash *hash)
{
	hash->listener = NULL;
	hash->n = 0;
	hash->before = NULL;
}

/* For what does not fit beside what waits. */
void hash_flush(struct hash *, const void *bytes, size_t size);

/* Exactly these bytes, of a size that is known without reading them. */
static inline void hash_raw(struct hash *hash, const void *bytes, size_t size)
{
	if (size >= HASH_ROOM - hash->n) {
		hash_flush(hash, bytes, size);
		return;
	}
	memcpy(hash->bytes + hash->n, bytes, size);
	hash->n += size;
}

static inline void hash_word(struct hash *hash, uint64_t word)
{
	hash_raw(hash, &word, sizeof word);
}

static inline void hash_int(struct hash *hash, int64_t value)
{
	hash_word(hash, (uint64_t)value);
}

/* How many, and then the bytes. */
static inline void hash_bytes(struct hash *hash, const void *bytes, size_t size)
{
	hash_word(hash, size);
	hash_raw(hash, bytes, size);
}

/* The same of what may hold addresses: what tasks have handed to each other. */
static inline void hash_content(struct hash *hash, const void *bytes, size_t size)
{
	if (hash->listener)
		hash->listener->content(hash->listener, bytes, size);
	hash_bytes(hash, bytes, size);
}

/* The key of all that was added. The hash is gone. */
struct key hash_end(struct hash *);

#endif
