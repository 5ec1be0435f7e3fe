/*
 * hash.h - 128 bits of what was added, in order: two lanes of a multiply-and-rotate hash after wyhash (Wang Yi, 2019)
 * and xxHash (Collet). Not for adversaries.
 */
#ifndef LAB_BASE_HASH_H
#define LAB_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct hash {
	uint64_t a, b;          /* all zero at first */
};

static inline uint64_t hash_mix(uint64_t x)
{
	x ^= x >> 32;
	x *= 0xd6e8feb86659fd93u;
	x ^= x >> 32;
	x *= 0xd6e8feb86659fd93u;
	return x ^ x >> 32;
}

static inline void hash_word(struct hash *hash, uint64_t word)
{
	hash->a = (hash->a ^ word) * 0x9e3779b97f4a7c15u;
	hash->a ^= hash->a >> 29;
	hash->b = ((hash->b << 27 | hash->b >> 37) + word) * 0xc2b2ae3d27d4eb4fu;
	hash->b ^= hash->b >> 31;
}

static inline void hash_int(struct hash *hash, int64_t value)
{
	hash_word(hash, (uint64_t)value);
}

/* Four lanes side by side, which do not wait for each other; each is one-to-one in its words. Returns how many bytes. */
static inline size_t hash_stripes(struct hash *hash, const char *bytes, size_t size)
{
	uint64_t lane[4] = { 0x243f6a8885a308d3u, 0x13198a2e03707344u, 0xa4093822299f31d0u, 0x082efa98ec4e6c89u };
	uint64_t word;
	size_t at = 0;

	if (size < 64)
		return 0;
	for (; size - at >= 32; at += 32)
		for (int i = 0; i < 4; i++) {
			memcpy(&word, bytes + at + 8 * i, 8);
			lane[i] = (lane[i] ^ word) * 0x9e3779b97f4a7c15u;
			lane[i] ^= lane[i] >> 29;
		}
	for (int i = 0; i < 4; i++)
		hash_word(hash, lane[i]);
	return at;
}

static inline void hash_bytes(struct hash *hash, const void *bytes, size_t size)
{
	const char *at = bytes;
	uint64_t word;
	size_t striped;

	hash_word(hash, size);
	striped = hash_stripes(hash, at, size);
	at += striped;
	size -= striped;
	for (; size >= 8; at += 8, size -= 8) {
		memcpy(&word, at, 8);
		hash_word(hash, word);
	}
	word = 0;
	memcpy(&word, at, size);
	hash_word(hash, word);
}

static inline struct hash hash_end(struct hash hash)
{
	return (struct hash){ hash_mix(hash.a ^ hash.b * 3), hash_mix(hash.b + hash.a * 5) };
}

#endif
