/*
 * life.h - objects that are initialised and destroyed by operations, as those of a person's own program are: what is
 * wrong about that. The object's lock is held. See enum object_life.
 */
#ifndef LAB_SYNC_LIFE_H
#define LAB_SYNC_LIFE_H

#include "lab/engine/object.h"

/* Whatever is done to it but an initialisation is a misuse, and so it need not wait. */
static inline bool is_lost(const struct object *object)
{
	return object->life >= LIFE_NEVER;
}

/* Which misuse; NULL for none. */
static inline const char *life_wrong(const struct object *object)
{
	switch (object->life) {
	case LIFE_NEVER: return "use of what has not been initialised";
	case LIFE_GONE:  return "use of what has been destroyed";
	default:         return NULL;
	}
}

/* It is initialised, or destroyed; `in_use`: somebody holds it, or waits. A misuse, with nothing changed, or NULL. */
static inline const char *life_begin(struct object *object, bool in_use)
{
	if (in_use)
		return "initialisation of what is in use";
	if (object->life == LIFE_MADE)
		return "initialisation of what is initialised already, and has not been destroyed";
	object->life = LIFE_MADE;
	return NULL;
}

static inline const char *life_end(struct object *object, bool in_use)
{
	if (is_lost(object))
		return life_wrong(object);
	if (in_use)
		return "destruction of what is in use";
	object->life = LIFE_GONE;
	return NULL;
}

#endif
