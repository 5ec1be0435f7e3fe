/*
 * use.h - a declared use: what a task may do to one object.
 *
 * This header, bytes.h and pattern.h are all of the engine that a pattern sees; so they name nothing else of it.
 */
#ifndef LAB_ENGINE_USE_H
#define LAB_ENGINE_USE_H

struct use {
	void    *object;                /* a channel, a mutex, ...: whatever begins with a struct object; NULL: no use */
	unsigned kinds;                 /* set of 1 << op kind */
};

/* The op kind of a join, which is of a task: see task.h. */
enum { USE_JOIN = 2 };

#endif
