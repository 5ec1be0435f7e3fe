/*
 * hash.h - 128 bits of what was added, in order: four lanes of a multiply-and-rotate hash after wyhash (Wang Yi, 2019)
 * and xxHash (Collet). Not for adversaries.
 *
 * Words go to the lanes in turn, so that no step waits for the one before. A lane is 128 bits: x is one-to-one in each
 * word, y sums up what x was, turned. Each lane turns by amounts of its own.
 */
#ifndef LAB_BASE_HASH_H
#define LAB_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What was added so far: all zero at first. */
struct hash {
	uint64_t x[4], y[4];
	uint64_t n;             /* words */
};

/* What came of it. */
struct key {
	uint64_t a, b;
};

static inline uint64_t hash_mix(uint64_t x)
{
	x ^= x >> 32;
	x *= 0xd6e8feb86659fd93u;
	x ^= x >> 32;
	x *= 0xd6e8feb86659fd93u;
	return x ^ x >> 32;
}

static inline void hash_step(uint64_t *x, uint64_t *y, uint64_t word, int shift)
{
	uint64_t mixed = (*x ^ word) * 0x9e3779b97f4a7c15u;

	*x = mixed ^ mixed >> shift;
	*y = (*y << shift | *y >> (64 - shift)) + *x;
}

static inline void hash_word(struct hash *hash, uint64_t word)
{
	int lane = (int)(hash->n++ % 4);

	hash_step(&hash->x[lane], &hash->y[lane], word, 29);
}

static inline void hash_int(struct hash *hash, int64_t value)
{
	hash_word(hash, (uint64_t)value);
}

static inline uint64_t hash_load(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof word);
	return word;
}

/* As many words at a time as there are lanes. Returns how many bytes. */
static inline size_t hash_stripes(struct hash *hash, const char *bytes, size_t size)
{
	uint64_t x0 = hash->x[0], x1 = hash->x[1], x2 = hash->x[2], x3 = hash->x[3];
	uint64_t y0 = hash->y[0], y1 = hash->y[1], y2 = hash->y[2], y3 = hash->y[3];
	size_t at = 0;

	for (; size - at >= 32; at += 32) {
		hash_step(&x0, &y0, hash_load(bytes + at), 29);
		hash_step(&x1, &y1, hash_load(bytes + at + 8), 30);
		hash_step(&x2, &y2, hash_load(bytes + at + 16), 31);
		hash_step(&x3, &y3, hash_load(bytes + at + 24), 32);
	}
	hash->x[0] = x0, hash->x[1] = x1, hash->x[2] = x2, hash->x[3] = x3;
	hash->y[0] = y0, hash->y[1] = y1, hash->y[2] = y2, hash->y[3] = y3;
	return at;
}

static inline void hash_bytes(struct hash *hash, const void *bytes, size_t size)
{
	const char *at = bytes;
	uint64_t rest = 0;
	size_t striped;

	hash_word(hash, size);
	striped = hash_stripes(hash, at, size);
	at += striped;
	size -= striped;
	for (; size >= 8; at += 8, size -= 8)
		hash_word(hash, hash_load(at));
	if (size) {
		memcpy(&rest, at, size);
		hash_word(hash, rest);
	}
}

static inline struct key hash_end(const struct hash *hash)
{
	struct key key = { hash->n, hash->n };

	for (int i = 0; i < 4; i++) {
		key.a = (key.a ^ hash->x[i]) * 0xc2b2ae3d27d4eb4fu;
		key.a ^= key.a >> 31;
		key.b = (key.b ^ hash->y[i]) * 0xd6e8feb86659fd93u;
		key.b ^= key.b >> 32;
	}
	return (struct key){ hash_mix(key.a), hash_mix(key.b) };
}

#endif
