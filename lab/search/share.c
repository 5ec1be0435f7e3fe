/* share.c - the processes, and what they report: see share.h and share_parts.h. */
#define _DEFAULT_SOURCE         /* MAP_ANONYMOUS, MAP_NORESERVE */
#include "lab/search/share_parts.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/base/panic.h"
#include "lab/engine/crash.h"

enum {
	REPORT_WORDS = 1 << 24,         /* steps, and a step for how many they are */
	SPINS = 200                     /* before the processor is given away */
};

/* ---- The mapping ---- */

static size_t rounded(size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (size + page - 1) / page * page;
}

/* So large that all states and as many ends fill two thirds of the last table. */
static long room_for(long most)
{
	long room = FIRST_ROOM;

	while (room / 3 * 2 < most)
		room *= 2;
	return room;
}

struct share *share_new(long most_states)
{
	struct share *share = calloc(1, sizeof *share);
	size_t tables, closed, reports;
	char *base;

	if (!share)
		panic("out of memory");
	share->most_states = most_states;
	share->last_room = room_for(2 * most_states);
	share->founder = getpid();
	tables = rounded(sizeof *share->common);
	closed = tables + rounded(2 * (size_t)share->last_room * sizeof *share->tables);
	reports = closed + rounded((size_t)most_states * sizeof *share->closed);
	share->size = reports + rounded((size_t)REPORT_WORDS * sizeof *share->reports);
	base = mmap(NULL, share->size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (base == MAP_FAILED) {
		free(share);
		return NULL;
	}
	share->common = (struct common *)base;
	share->tables = (struct slot *)(base + tables);
	share->closed = (atomic_uchar *)(base + closed);
	share->reports = (struct step *)(base + reports);
	share->common->room = FIRST_ROOM;
	return share;
}

/* ---- Who takes part ---- */

int share_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > MAX_CORES ? MAX_CORES : (int)n;
}

int share_fork(struct share *share, int others)
{
	sigset_t all, before;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);  /* what is meant for who began it is not heard by the others */
	while (share->others < others && share->others < MAX_CORES - 1) {
		pid_t pid = fork();

		if (pid == 0) {
			share->me = share->others + 1;
			signal(SIGINT, SIG_IGN);
			signal(SIGQUIT, SIG_IGN);
			crash_forked();
			break;
		}
		if (pid < 0)
			break;
		share->pids[share->others++] = pid;
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return share->me;
}

int share_cores(const struct share *share)
{
	return share->others + 1;
}

void share_free(struct share *share)
{
	if (!share)
		return;
	must(share->me == 0);
	for (int i = 0; i < share->others; i++) {
		if (!share->pids[i])
			continue;
		kill(share->pids[i], SIGKILL);
		waitpid(share->pids[i], NULL, 0);
	}
	munmap(share->common, share->size);
	free(share);
}

enum share_state share_state(const struct share *share)
{
	return atomic_load_explicit(&share->common->state, memory_order_acquire);
}

void share_stop(struct share *share, enum share_state state)
{
	int before = SHARE_GOES_ON;

	atomic_compare_exchange_strong(&share->common->state, &before, state);
}

void share_look(struct share *share)
{
	if (share->me) {
		if (getppid() != share->founder)
			_exit(1);
		return;
	}
	for (int i = 0; i < share->others; i++) {
		pid_t pid = share->pids[i];
		int status;

		if (!pid || waitpid(pid, &status, WNOHANG) != pid)
			continue;
		share->pids[i] = 0;
		if (atomic_load(&share->common->lock) == i + 2)
			atomic_store(&share->common->state, SHARE_LOST);
	}
}

/* ---- The lock ---- */

bool share_lock(struct share *share)
{
	for (int spins = 0;; spins++) {
		int free = 0;

		if (atomic_compare_exchange_weak_explicit(&share->common->lock, &free, share->me + 1, memory_order_acquire,
		                                          memory_order_relaxed))
			return true;
		if (share_state(share) != SHARE_GOES_ON)
			return false;
		if (spins < SPINS)
			continue;
		spins = 0;
		share_look(share);
		sched_yield();
	}
}

void share_unlock(struct share *share)
{
	atomic_store_explicit(&share->common->lock, 0, memory_order_release);
}

/* ---- What has come of it ---- */

void share_count(struct share *share, int which, long more)
{
	if (more)
		atomic_fetch_add(&share->common->counts[which], more);
}

long share_counted(const struct share *share, int which)
{
	return atomic_load(&share->common->counts[which]);
}

void share_note(struct share *share, const struct task_set *tasks)
{
	for (int i = 0; i < tasks->n; i++)
		if (tasks->word[i] & ~atomic_load_explicit(&share->common->tasks[i], memory_order_relaxed))
			atomic_fetch_or(&share->common->tasks[i], tasks->word[i]);
}

void share_noted(const struct share *share, struct task_set *tasks)
{
	for (int i = 0; i < TASK_SET_WORDS; i++) {
		uint64_t word = atomic_load(&share->common->tasks[i]);

		if (!word)
			continue;
		task_set_widen(tasks, i + 1);
		tasks->word[i] |= word;
	}
}

void share_set_limit(struct share *share, const char *limit)
{
	const char *none = NULL;

	atomic_compare_exchange_strong(&share->common->limit, &none, limit);
}

const char *share_limit(const struct share *share)
{
	return atomic_load(&share->common->limit);
}

bool share_report(struct share *share, const struct step *steps, long n)
{
	long at;

	if (!share_lock(share))
		return false;
	at = atomic_load(&share->common->reported);
	if (at + n + 1 > REPORT_WORDS) {
		share_unlock(share);
		share_stop(share, SHARE_LOST);
		return false;
	}
	share->reports[at] = (struct step){ .index = (int32_t)n };
	if (n)
		memcpy(&share->reports[at + 1], steps, (size_t)n * sizeof *steps);
	atomic_store_explicit(&share->common->reported, at + n + 1, memory_order_release);
	share_unlock(share);
	return true;
}

bool share_next_report(struct share *share, const struct step **steps, long *n)
{
	if (share->read >= atomic_load_explicit(&share->common->reported, memory_order_acquire))
		return false;
	*n = share->reports[share->read].index;
	*steps = &share->reports[share->read + 1];
	share->read += *n + 1;
	return true;
}
