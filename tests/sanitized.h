/*
 * sanitized.h - SANITIZED: 1 when a sanitizer looks on, which makes everything slower and keeps memory of its own.
 */
#ifndef TESTS_SANITIZED_H
#define TESTS_SANITIZED_H

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* In a test: where a sanitizer looks on, searches go over threads and take long; what they find is for the other builds. */
#define SKIP_SEARCH() \
	do { \
		if (SANITIZED) \
			skip(); \
	} while (0)

/*
 * FEW_STATES: 1 where the search by states proves the largest grids in time: tasks are fibers, and little lies on their
 * stacks that no longer matters. clang leaves more there than gcc, and what differs there counts as another state.
 */
#if SANITIZED || defined(__clang__)
#define FEW_STATES 0
#else
#define FEW_STATES 1
#endif

/* THREAD_SANITIZED: 1 when it is ThreadSanitizer. */
#if defined(__SANITIZE_THREAD__)
#define THREAD_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define THREAD_SANITIZED 1
#endif
#endif
#ifndef THREAD_SANITIZED
#define THREAD_SANITIZED 0
#endif

#endif
