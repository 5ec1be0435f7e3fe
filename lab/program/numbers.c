/*
 * numbers.c - texts as numbers, and random numbers.
 *
 * Random numbers are a sequence of each thread's own, which begins with its number and goes on from its srand(): so what
 * one thread draws says nothing of when others did, and a run draws the same each time. They are one sequence of many: a
 * program that asks for them is explored, never proved (calls.h, CHOSEN).
 */
#define _DEFAULT_SOURCE

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "lab/base/rng.h"
#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"

/* ---- Texts ---- */

/* The text is touched, then read at once; what is said by errno and by `end` is said. */
#define TO_NUMBER(type, name, as)                                                                               \
	CALL(type, name, (const char *text, char **end, int base))                                              \
	{                                                                                                       \
		char *stop;                                                                                     \
		type number;                                                                                    \
                                                                                                                \
		touch_whole_text(text, HERE_CALLED);                                                            \
		errno = 0;                                                                                      \
		number = as(text, &stop, base);                                                                 \
		if (errno)                                                                                      \
			thread_self()->error = errno;                                                           \
		if (end) {                                                                                      \
			touch((uintptr_t)end, sizeof *end, true, HERE_CALLED);                                  \
			*end = stop;                                                                            \
		}                                                                                               \
		return number;                                                                                  \
	}

TO_NUMBER(long, strtol, strtol)
TO_NUMBER(long long, strtoll, strtoll)
TO_NUMBER(unsigned long, strtoul, strtoul)
TO_NUMBER(unsigned long long, strtoull, strtoull)
TO_NUMBER(long, __isoc23_strtol, strtol)
TO_NUMBER(long long, __isoc23_strtoll, strtoll)
TO_NUMBER(unsigned long, __isoc23_strtoul, strtoul)
TO_NUMBER(unsigned long long, __isoc23_strtoull, strtoull)

CALL(double, strtod, (const char *text, char **end))
{
	char *stop;
	double number;

	touch_whole_text(text, HERE_CALLED);
	errno = 0;
	number = strtod(text, &stop);
	if (errno)
		thread_self()->error = errno;
	if (end) {
		touch((uintptr_t)end, sizeof *end, true, HERE_CALLED);
		*end = stop;
	}
	return number;
}

CALL(int, atoi, (const char *text))
{
	touch_whole_text(text, HERE_CALLED);
	return atoi(text);
}

CALL(long, atol, (const char *text))
{
	touch_whole_text(text, HERE_CALLED);
	return atol(text);
}

CALL(long long, atoll, (const char *text))
{
	touch_whole_text(text, HERE_CALLED);
	return atoll(text);
}

CALL(double, atof, (const char *text))
{
	touch_whole_text(text, HERE_CALLED);
	return atof(text);
}

/* ---- Random numbers ---- */

static uint64_t draw(void)
{
	struct rng rng = { thread_self()->random };
	uint64_t number = rng_next(&rng);

	thread_self()->random = rng.state;
	return number;
}

CALL(int, rand, (void))
{
	return (int)(draw() >> 33);
}

CALL(long, random, (void))
{
	return (long)(draw() >> 33);
}

CALL(long, lrand48, (void))
{
	return (long)(draw() >> 33);
}

CALL(long, mrand48, (void))
{
	return (int32_t)(draw() >> 32);
}

CALL(double, drand48, (void))
{
	return (double)(draw() >> 11) / 9007199254740992.0;     /* 2 to the 53rd */
}

CALL(void, srand, (unsigned seed))
{
	thread_self()->random = seed;
}

CALL(void, srandom, (unsigned seed))
{
	thread_self()->random = seed;
}

CALL(void, srand48, (long seed))
{
	thread_self()->random = (uint64_t)seed;
}

/* This one keeps nothing: it is the C library's own. */
CALL(int, rand_r, (unsigned *seed))
{
	unsigned state;
	int number;

	touch((uintptr_t)seed, sizeof *seed, false, HERE_CALLED);
	state = *seed;
	number = rand_r(&state);
	touch((uintptr_t)seed, sizeof *seed, true, HERE_CALLED);
	*seed = state;
	return number;
}
