/*
 * arena.h - memory that is all given back at once.
 *
 * A run owns an arena: its tasks, objects and what its pattern allocates lie in it, and go with it.
 * Not for several threads at a time: the run's lock guards the run's arena.
 */
#ifndef LAB_BASE_ARENA_H
#define LAB_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* A new, empty arena; owned by the caller, given back with arena_free().  Panics when memory is exhausted. */
struct arena *arena_new(void);
void arena_free(struct arena *);

/*
 * Empty it, and keep the memory. From the second time on what is allocated in the same order, and no more in all, lies
 * at the same addresses.
 */
void arena_clear(struct arena *);

/* `size` zeroed bytes, aligned for any type, valid until arena_free().  Size 0 is legal. */
void *arena_alloc(struct arena *, size_t size);

/* A copy of `text` in the arena. */
char *arena_text(struct arena *, const char *text);

/* A formatted text in the arena. */
char *arena_printf(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Make an empty arena one block of at least `size` bytes. */
void arena_reserve(struct arena *, size_t size);

/*
 * An image of what is allocated: how many bytes, 0 when it does not all lie in one block; copy it; put it back at the same
 * addresses, forgetting what was allocated since, be it in further blocks. Not after arena_clear().
 */
size_t arena_image_size(const struct arena *);
void arena_image_save(const struct arena *, void *to);
void arena_image_restore(struct arena *, const void *from, size_t size);

/* Bytes the arena has taken from the system. */
size_t arena_bytes(const struct arena *);

#endif
