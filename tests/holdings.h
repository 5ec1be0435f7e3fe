/*
 * holdings.h - in a test: what this process holds of the system.
 */
#ifndef TESTS_HOLDINGS_H
#define TESTS_HOLDINGS_H

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#include "tests/sanitized.h"

/* -1 for what cannot be found out here. */
struct holdings {
	int  threads, files;
	long memory_kib;        /* resident */
};

static inline int count_once(void)
{
	DIR *folder = opendir("/proc/self/task");
	int n = 0;

	if (!folder)
		return -1;
	for (struct dirent *entry; (entry = readdir(folder));)
		n += entry->d_name[0] != '.';
	closedir(folder);
	return n;
}

/* The fewest of many looks: a thread that was joined is listed until the system has put it away. */
static inline int count_threads(void)
{
	enum { LOOKS = 1000 };
	int fewest = count_once();

	for (int i = 1; i < LOOKS; i++) {
		int n;

		sched_yield();
		n = count_once();
		fewest = n < fewest ? n : fewest;
	}
	return fewest;
}

static inline int count_open_files(void)
{
	int n = 0;

	for (int file = 0; file < 1024; file++)
		n += fcntl(file, F_GETFD) != -1;
	return n;
}

static inline long resident_kib(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	long size, resident = -1;

	if (file && fscanf(file, "%ld %ld", &size, &resident) != 2)
		resident = -1;
	if (file)
		fclose(file);
	return resident < 0 || SANITIZED ? -1 : resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static inline struct holdings take_stock(void)
{
	return (struct holdings){ count_threads(), count_open_files(), resident_kib() };
}

#endif
