/*
 * wait_group.h - wait until a counter is zero (Go's sync.WaitGroup).
 *
 * A counter below zero is a misuse.
 */
#ifndef LAB_SYNC_WAIT_GROUP_H
#define LAB_SYNC_WAIT_GROUP_H

#include "lab/sync/here.h"

struct wait_group;

enum { WAIT_GROUP_ADD, WAIT_GROUP_DONE, WAIT_GROUP_WAIT };

#define wait_group_make(name)        wait_group_make_(name)
#define wait_group_add(group, count) wait_group_add_(group, count, HERE)
#define wait_group_done(group)       wait_group_done_(group, HERE)
#define wait_group_wait(group)       wait_group_wait_(group, HERE)

struct wait_group *wait_group_make_(const char *name);
void wait_group_add_(struct wait_group *, int count, const char *here);
void wait_group_done_(struct wait_group *, const char *here);
void wait_group_wait_(struct wait_group *, const char *here);

/* Declared uses. */
#define ADDS(group)  ((struct use){ (group), 1u << WAIT_GROUP_ADD })
#define DONES(group) ((struct use){ (group), 1u << WAIT_GROUP_DONE })
#define WAITS(group) ((struct use){ (group), 1u << WAIT_GROUP_WAIT })

#endif
