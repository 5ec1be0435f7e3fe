/* lend.c - see lend.h. */
#define _DEFAULT_SOURCE         /* MAP_ANONYMOUS, MAP_NORESERVE */
#include "lab/search/lend.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/base/panic.h"
#include "lab/engine/crash.h"

enum {
	PLACES = 256,                   /* borrowers at one time; most of them wait for others */
	REPORT_STEPS = 1 << 17          /* of one: schedules, each with a step before it that says how long it is */
};

/* What all share. */
struct common {
	atomic_bool stop;
	atomic_int  idle;               /* processors that have nothing to do */
	atomic_long counted;
};

/* What a borrower has, before its result. */
struct place {
	atomic_bool taken, done;
	long        reported;           /* steps */
	struct step report[REPORT_STEPS];
};

struct lend {
	struct common *common;
	char          *places;
	size_t         size, place_size, common_size;
	int            me;              /* this borrower's number, or LEND_NOBODY: who began it */
	pid_t          parent;
	bool           rests;
	pid_t          pids[PLACES];    /* of those that this one has lent to; 0: not */
};

static size_t rounded(size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (size + page - 1) / page * page;
}

static struct place *place_of(const struct lend *lend, int borrower)
{
	must(borrower >= 0 && borrower < PLACES);
	return (struct place *)(lend->places + (size_t)borrower * lend->place_size);
}

/* ---- Making and freeing ---- */

struct lend *lend_new(int cores, size_t result)
{
	struct lend *lend = calloc(1, sizeof *lend);
	char *base;

	if (!lend)
		panic("out of memory");
	lend->me = LEND_NOBODY;
	lend->common_size = rounded(sizeof *lend->common);
	lend->place_size = rounded(sizeof(struct place)) + rounded(result);
	lend->size = lend->common_size + PLACES * lend->place_size;
	base = mmap(NULL, lend->size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (base == MAP_FAILED) {
		free(lend);
		return NULL;
	}
	lend->common = (struct common *)base;
	lend->places = base + lend->common_size;
	lend->common->idle = cores - 1;
	return lend;
}

void lend_free(struct lend *lend)
{
	if (!lend)
		return;
	must(!lend_is_borrower(lend));
	for (int i = 0; i < PLACES; i++)
		must(!lend->pids[i]);
	munmap(lend->common, lend->size);
	free(lend);
}

/* ---- Who has something to do ---- */

bool lend_is_idle(const struct lend *lend)
{
	return atomic_load_explicit(&lend->common->idle, memory_order_relaxed) > 0;
}

static bool take_processor(struct lend *lend)
{
	int idle = atomic_load(&lend->common->idle);

	while (idle > 0)
		if (atomic_compare_exchange_weak(&lend->common->idle, &idle, idle - 1))
			return true;
	return false;
}

static void give_processor(struct lend *lend)
{
	atomic_fetch_add(&lend->common->idle, 1);
}

void lend_rest(struct lend *lend)
{
	lend->rests = true;
	give_processor(lend);
}

/* It may be one more than there are processors, for a while. */
void lend_go_on(struct lend *lend)
{
	lend->rests = false;
	atomic_fetch_sub(&lend->common->idle, 1);
}

/* ---- Borrowers ---- */

static int free_place(struct lend *lend)
{
	for (int i = 0; i < PLACES; i++)
		if (!atomic_exchange(&place_of(lend, i)->taken, true))
			return i;
	return LEND_NOBODY;
}

/* In the process that was forked. What is meant for who began the search is not heard by it. */
static void become(struct lend *lend, int borrower, pid_t parent)
{
	lend->me = borrower;
	lend->parent = parent;
	lend->rests = false;
	memset(lend->pids, 0, sizeof lend->pids);
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	crash_forked();
}

static int fork_into(struct lend *lend, int borrower)
{
	struct place *place = place_of(lend, borrower);
	pid_t me = getpid(), pid;
	sigset_t all, before;

	atomic_store(&place->done, false);
	place->reported = 0;
	memset((char *)place + rounded(sizeof *place), 0, lend->place_size - rounded(sizeof *place));
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	pid = fork();
	if (pid == 0)
		become(lend, borrower, me);
	else
		lend->pids[borrower] = pid > 0 ? pid : 0;
	sigprocmask(SIG_SETMASK, &before, NULL);
	return pid == 0 ? LEND_BORROWER : pid > 0 ? borrower : LEND_NOBODY;
}

int lend_fork(struct lend *lend)
{
	int borrower, is;

	if (!take_processor(lend))
		return LEND_NOBODY;
	borrower = free_place(lend);
	is = borrower == LEND_NOBODY ? LEND_NOBODY : fork_into(lend, borrower);
	if (is != LEND_NOBODY)
		return is;
	if (borrower != LEND_NOBODY)
		atomic_store(&place_of(lend, borrower)->taken, false);
	give_processor(lend);
	return LEND_NOBODY;
}

bool lend_is_borrower(const struct lend *lend)
{
	return lend->me != LEND_NOBODY;
}

/* It may have said that it is done after that was looked at, and before it was seen to be gone. */
enum lent lend_look(struct lend *lend, int borrower)
{
	struct place *place = place_of(lend, borrower);
	bool done = atomic_load_explicit(&place->done, memory_order_acquire);
	pid_t pid = lend->pids[borrower], gone;
	int status;

	must(pid);
	do
		gone = waitpid(pid, &status, done ? 0 : WNOHANG);
	while (gone < 0 && errno == EINTR);
	if (gone == 0)
		return LENT_GOES_ON;
	lend->pids[borrower] = 0;
	give_processor(lend);           /* that it had */
	return atomic_load_explicit(&place->done, memory_order_acquire) ? LENT_DONE : LENT_DIED;
}

void lend_give_back(struct lend *lend, int borrower)
{
	must(!lend->pids[borrower]);
	atomic_store_explicit(&place_of(lend, borrower)->taken, false, memory_order_release);
}

/* ---- The end ---- */

void lend_stop(struct lend *lend)
{
	atomic_store(&lend->common->stop, true);
}

/* Nobody else will say that the processor of this one is free. */
bool lend_stopped(struct lend *lend)
{
	if (lend_is_borrower(lend) && getppid() != lend->parent) {
		if (!lend->rests)
			give_processor(lend);
		_exit(1);
	}
	return atomic_load_explicit(&lend->common->stop, memory_order_relaxed);
}

_Noreturn void lend_end(struct lend *lend)
{
	atomic_store_explicit(&place_of(lend, lend->me)->done, true, memory_order_release);
	_exit(0);
}

/* ---- What is said ---- */

void *lend_result(struct lend *lend)
{
	return (char *)place_of(lend, lend->me) + rounded(sizeof(struct place));
}

const void *lend_result_of(struct lend *lend, int borrower)
{
	return (char *)place_of(lend, borrower) + rounded(sizeof(struct place));
}

bool lend_report(struct lend *lend, const struct step *steps, long n)
{
	struct place *place = place_of(lend, lend->me);

	if (place->reported + n + 1 > REPORT_STEPS)
		return false;
	place->report[place->reported] = (struct step){ .index = (int32_t)n };
	if (n)
		memcpy(&place->report[place->reported + 1], steps, (size_t)n * sizeof *steps);
	place->reported += n + 1;
	return true;
}

bool lend_next_report(struct lend *lend, int borrower, long *at, const struct step **steps, long *n)
{
	const struct place *place = place_of(lend, borrower);

	if (*at >= place->reported)
		return false;
	*n = place->report[*at].index;
	*steps = &place->report[*at + 1];
	*at += *n + 1;
	return true;
}

void lend_count(struct lend *lend, long more)
{
	atomic_fetch_add_explicit(&lend->common->counted, more, memory_order_relaxed);
}

long lend_counted(const struct lend *lend)
{
	return atomic_load_explicit(&lend->common->counted, memory_order_relaxed);
}
