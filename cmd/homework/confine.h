/*
 * confine.h - what a process that grades a stranger's program may no longer do, as the system lets anybody say it:
 * Landlock and a filter of system calls. No privileges are needed, and none are left to gain.
 */
#ifndef CMD_CONFINE_H
#define CMD_CONFINE_H

#include <stdbool.h>

/* What can be kept from a process. A set of these is an int. */
enum confined {
	CONFINED_FILES   = 1,           /* nothing is written, made or removed outside of one folder */
	CONFINED_NETWORK = 2,           /* no sockets */
	CONFINED_OTHERS  = 4,           /* no signal reaches another process */
	CONFINED_ALONE   = 8,           /* no other process is started */
	CONFINED_MEMORY  = 16,
	CONFINED_ALL     = 31
};

/*
 * From now on, and for ever, this process and those it starts are confined to `folder`. With `alone` it starts none. To
 * be called while it has one thread. Returns what holds; memory is not its business.
 */
int confine(const char *folder, bool alone);

#endif
