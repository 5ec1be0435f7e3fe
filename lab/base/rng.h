/*
 * rng.h - small repeatable random numbers: splitmix64 (Steele, Lea, Flood, OOPSLA 2014).
 *
 * The same seed gives the same numbers on every machine.
 */
#ifndef LAB_BASE_RNG_H
#define LAB_BASE_RNG_H

#include <stdint.h>

struct rng {
	uint64_t state;         /* the seed at first; any value is legal */
};

static inline uint64_t rng_next(struct rng *rng)
{
	uint64_t z = rng->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* A number in 0 .. n-1; n must be at least 1.  The bias is below n / 2^32. */
static inline uint32_t rng_below(struct rng *rng, uint32_t n)
{
	return (uint32_t)((rng_next(rng) >> 32) * n >> 32);
}

#endif
