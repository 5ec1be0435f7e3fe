/*
 * share.c - see share.h.
 *
 * Invariants
 *   table[generation] has all states and ends; those before it are empty. It grows, under the lock, into the next one, twice as
 *   large, whose place in the mapping was known from the start: only what is touched takes memory.
 *   lock is 0, or 1 + the number of who holds it. Who dies with it leaves it held, and the table perhaps half-written: that is
 *   seen by share_look(). Who dies without it has left states open, which the others enter.
 *   closed[number] is a state's flag, closed[most_states + number] an end's; it is set after what is to be known was put there.
 */
#define _DEFAULT_SOURCE         /* MAP_ANONYMOUS, MAP_NORESERVE, madvise */
#include "lab/search/share.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/base/panic.h"
#include "lab/engine/crash.h"
#include "lab/search/explore.h"

enum {
	FIRST_ROOM = 1 << 14,
	MOST_GENERATIONS = 24,
	REPORT_WORDS = 1 << 24,         /* steps, and a step for how many they are */
	SPINS = 200                     /* before the processor is given away */
};

static const uint64_t END = 0x9e3779b97f4a7c15;         /* turns the key of an end into none of a state */

struct slot {
	struct key key;
	int64_t    number;              /* 1 + it; 0: the slot is free */
};

/* What lies at the beginning of the mapping. */
struct common {
	atomic_int             lock;
	atomic_int             state;
	int                    generation;
	long                   room, used;              /* slots of that generation */
	atomic_long            states, ends;
	atomic_long            counts[SHARE_COUNTS];
	_Atomic uint64_t       tasks;
	_Atomic(const char *)  limit;
	atomic_long            reported;                /* steps that the reports take */
};

struct share {
	struct common *common;
	struct slot   *tables;          /* all generations, one after the other */
	atomic_uchar  *closed;
	struct step   *reports;
	size_t         size;            /* of the mapping */
	long           most_states, last_room;
	long           read;            /* steps of the reports */
	int            me, others;
	pid_t          founder, pids[MAX_CORES];
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
	reports = closed + rounded(2 * (size_t)most_states * sizeof *share->closed);
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

/* ---- States ---- */

/* False when the search is stopped: then there may be nobody to give the lock back. */
static bool lock(struct share *share)
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

static void unlock(struct share *share)
{
	atomic_store_explicit(&share->common->lock, 0, memory_order_release);
}

/* The table of a generation: those before it are smaller by half, each. */
static struct slot *table_of(const struct share *share, int generation)
{
	return share->tables + (long)FIRST_ROOM * ((1L << generation) - 1);
}

static struct slot *slot_of(struct slot *table, long room, struct key key)
{
	uint64_t at = key.a & (uint64_t)(room - 1);

	while (table[at].number && (table[at].key.a != key.a || table[at].key.b != key.b))
		at = (at + 1) & (uint64_t)(room - 1);
	return &table[at];
}

static void grow(struct share *share)
{
	struct common *common = share->common;
	struct slot *from = table_of(share, common->generation), *to = table_of(share, common->generation + 1);

	for (long i = 0; i < common->room; i++)
		if (from[i].number)
			*slot_of(to, 2 * common->room, from[i].key) = from[i];
#ifdef MADV_REMOVE
	madvise(from, (size_t)common->room * sizeof *from, MADV_REMOVE);
#endif
	common->room *= 2;
	common->generation++;
}

/*
 * The number of the state or end, of which there are *count; *added: it was not there, and is counted with the counts named, of
 * which -1 is none. -1: the search has been stopped.
 */
static int64_t put(struct share *share, struct key key, atomic_long *count, bool *added, int which, int besides)
{
	struct common *common = share->common;
	struct slot *slot;
	int64_t number;

	*added = false;
	if (!lock(share))
		return -1;
	if (common->used >= common->room / 3 * 2 && common->room < share->last_room)
		grow(share);
	slot = slot_of(table_of(share, common->generation), common->room, key);
	*added = !slot->number;
	if (*added) {
		*slot = (struct slot){ key, 1 + atomic_fetch_add(count, 1) };
		common->used++;
		if (which >= 0)
			share_count(share, which, 1);
		if (besides >= 0)
			share_count(share, besides, 1);
	}
	number = slot->number - 1;
	unlock(share);
	return number;
}

int64_t share_put(struct share *share, struct key key, bool *added)
{
	int64_t number;

	if (share_states(share) >= share->most_states) {
		share_stop(share, SHARE_FULL);
		return -1;
	}
	number = put(share, key, &share->common->states, added, -1, -1);
	return number < share->most_states ? number : -1;
}

int64_t share_put_end(struct share *share, struct key key, int which, int besides)
{
	int64_t number;
	bool added;

	if (share_ends(share) >= share->most_states) {
		share_stop(share, SHARE_FULL);
		return -1;
	}
	number = put(share, (struct key){ key.a ^ END, key.b + END }, &share->common->ends, &added, which, besides);
	return number < share->most_states ? number : -1;
}

static void set_closed(struct share *share, int64_t at)
{
	atomic_store_explicit(&share->closed[at], 1, memory_order_release);
}

static bool is_closed(const struct share *share, int64_t at)
{
	return atomic_load_explicit(&share->closed[at], memory_order_acquire);
}

void share_close(struct share *share, int64_t number)
{
	set_closed(share, number);
}

bool share_is_closed(const struct share *share, int64_t number)
{
	return is_closed(share, number);
}

void share_close_end(struct share *share, int64_t number)
{
	set_closed(share, share->most_states + number);
}

bool share_is_closed_end(const struct share *share, int64_t number)
{
	return is_closed(share, share->most_states + number);
}

long share_states(const struct share *share)
{
	return atomic_load(&share->common->states);
}

long share_ends(const struct share *share)
{
	return atomic_load(&share->common->ends);
}

size_t share_bytes(const struct share *share)
{
	const struct common *common = share->common;

	return (size_t)common->room * sizeof *share->tables + (size_t)share_states(share) * sizeof *share->closed +
	       (size_t)atomic_load(&common->reported) * sizeof *share->reports;
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

void share_note(struct share *share, uint64_t tasks)
{
	if (tasks & ~atomic_load_explicit(&share->common->tasks, memory_order_relaxed))
		atomic_fetch_or(&share->common->tasks, tasks);
}

uint64_t share_noted(const struct share *share)
{
	return atomic_load(&share->common->tasks);
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

void share_report(struct share *share, const struct step *steps, long n)
{
	long at;

	if (!lock(share))
		return;
	at = atomic_load(&share->common->reported);
	if (at + n + 1 > REPORT_WORDS) {
		unlock(share);
		share_stop(share, SHARE_LOST);
		return;
	}
	share->reports[at] = (struct step){ .index = (int32_t)n };
	if (n)
		memcpy(&share->reports[at + 1], steps, (size_t)n * sizeof *steps);
	atomic_store_explicit(&share->common->reported, at + n + 1, memory_order_release);
	unlock(share);
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
