/*
 * address.h - is a number an address? Those differ from one start of the lab to the next, so nobody is shown one.
 */
#ifndef LAB_BASE_ADDRESS_H
#define LAB_BASE_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

/* Whatever the system maps for a program, and so for the lab, it puts into the upper half of the addresses there are. */
static inline bool is_address(int64_t number)
{
	int bits = 64 - __builtin_clzll((uint64_t)(uintptr_t)__builtin_frame_address(0));

	return bits > 32 && (uint64_t)number >> (bits - 1) == 1;
}

#endif
