/*
 * call.h - how a wrapper is written: CALL(int, pthread_join, (pthread_t t, void **result)) { ... } is what the lab answers
 * to pthread_join.
 */
#ifndef LAB_PROGRAM_CALL_H
#define LAB_PROGRAM_CALL_H

#include <stdint.h>

/* Declared where it is defined: nobody calls it but a loaded program, by name. */
#define CALL(type, name, arguments) \
	type conclab_##name arguments;  \
	type conclab_##name arguments

/*
 * Where the program called: an address in it. In a wrapper itself, not in what that calls. The frame of the function that
 * called, whose pointer is the first word of the wrapper's, is noted.
 */
#define CALLED_FROM (uintptr_t)__builtin_return_address(0), *(const uintptr_t *)__builtin_frame_address(0)
#define HERE_CALLED call_from(CALLED_FROM)
uintptr_t call_from(uintptr_t code, uintptr_t frame);

#endif
