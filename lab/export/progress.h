/*
 * progress.h - how a writer of files says how far it is, and hears that it is to stop.
 */
#ifndef LAB_EXPORT_PROGRESS_H
#define LAB_EXPORT_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

enum { EXPORT_STRIDE = 4096 };          /* a long loop looks once in so many turns */

/* `tell` hears which share is done, 0 .. 1, and returns false when nobody wants the rest. NULL: nobody listens. */
struct export_progress {
	bool (*tell)(void *context, double done);
	void  *context;
};

/* May the writer go on, after `done` of `all`? Costs nothing but once in EXPORT_STRIDE. */
static inline bool export_goes_on(const struct export_progress *progress, long done, long all)
{
	if (!progress || !progress->tell || done % EXPORT_STRIDE != 0)
		return true;
	return progress->tell(progress->context, all > 0 ? (double)done / (double)all : 0);
}

#endif
