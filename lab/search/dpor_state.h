/*
 * dpor_state.h - what the search for schedules keeps between and during runs; for the files named dpor*.c only.
 *
 * Words: an event is a move that was made; a node is the state before it. Depth d has node d and, once chosen, event d.
 *
 * Invariants
 *   past(e) holds the depths of the events that happen before e, and of e itself.
 *   A task sleeps at a node when everything that begins with its move there has been explored from an earlier sibling;
 *   what that move touches is kept, and wakes it when a dependent event is made.
 *   A task is explored alone at a node, in all its ways, before it goes to sleep.
 *   What is known of an event stays as it is until the search goes back before it.
 *   What was lent from a node is still to be explored from there, and is back before the search goes back before it.
 */
#ifndef LAB_SEARCH_DPOR_STATE_H
#define LAB_SEARCH_DPOR_STATE_H

#include "lab/search/dpor.h"
#include "lab/search/footprint.h"
#include "lab/search/lend.h"
#include "lab/search/news.h"
#include "lab/search/world.h"

/* A set of tasks. */
typedef uint64_t bits;

#define BIT(task) ((bits)1 << (task))

/* A move, without pointers: it can be found again in the next run. */
struct made {
	int         task, chosen, pick;
	int         partner, partner_case;     /* partner NO_TASK: it moved alone */
	/* what it was made of, to see that it is the same in the next run */
	const char *here;
	int         object, kind, n_cases;
};

struct event_made {
	struct made      move;
	struct footprint touched;       /* its operation's, its partner's, and what their next ones offer */
	/* to go back */
	int              last, partner_last;    /* events of its task and of its partner before it */
	int              known_tasks;           /* before it */
	struct traffic  *traffic;               /* where it was counted, or NULL */
	bool             sent;                  /* as a send */
	bool             meeting;               /* its operation can tell who has arrived where operations meet */
};

struct node {
	bits              enabled, sleep, back; /* back: to be explored from here, or explored */
	bits              lent;                 /* a task of those that are to be explored, which another process explores; or nobody */
	int               borrower;             /* that one's number */
	int               task, way, n_ways;    /* the choice; n_ways 0: not known yet */
	int               barrier;              /* events below this depth came before the clock last jumped */
	int64_t           now;                  /* virtual time, after a jump where there is one */
	struct footprint  chosen;               /* what the ways of the choice have touched so far */
	const struct footprint *asleep[MAX_EXPLORED_TASKS];     /* of those that sleep: what their moves touch */
	struct footprint *kept[MAX_EXPLORED_TASKS];             /* of those that fell asleep here; owned */
};

/* Which events touch an object: sets of depths. */
struct index {
	uint64_t **of;                  /* by object */
	uint64_t  *wild;                /* those that depend on everything */
	int        n;
};

/* The sends and receives of a buffered channel in this run, by depth. */
struct traffic {
	int *sends, *recvs;
	int  n_sends, n_recvs, room;
};

struct dpor {
	struct world      *world;
	struct run        *run;
	long               max_steps;
	int                words;               /* of a set of depths */
	struct node       *nodes;
	struct event_made *events;
	uint64_t          *pasts;               /* words of each event */
	int                n_nodes, n_events;   /* on the path */
	int                replay;              /* choices of nodes below this depth are settled */
	int                last[MAX_EXPLORED_TASKS];    /* the last event of each task, -1 for none */
	int                known_tasks;
	struct index       touching;
	struct traffic   **traffic;             /* by object, NULL until there is some */
	int                n_traffic;
	uint64_t          *nothing, *seen, *full, *apart, *edges, *related, *meeting; /* sets of depths; nothing stays empty, meeting: such events */
	const char        *limit;
	bool               over, checked;       /* checked: the first run was made twice, and was the same */
	/* where several processes make the search: dpor_lend.c */
	struct lend       *lend;                /* NULL: one process does */
	int                root;                /* from this node only the choice made is explored, from those above nothing; -1: all is */
	bool               waits;               /* for what was lent from the node at `replay` - 1 */
	long               unlent, between;     /* runs since it last lent, and before it lends again */
	struct known       known;               /* of one that has borrowed: what it has reported */
	struct learned     learned;
	struct brake       brake;               /* its own, for that before */
	const struct brake *brake_before;
	struct ending     *good;                /* that was found before any was lent */
	bool               unshared;            /* the system had no memory for that */
	int                cores;               /* that may take part */
	bool               has_lent;            /* some have */
};

/* ---- Sets of depths ---- */

static inline int words_for(int depth)
{
	return depth / 64 + 1;
}

static inline void set_clear(uint64_t *set, int words)
{
	for (int i = 0; i < words; i++)
		set[i] = 0;
}

static inline void set_copy(uint64_t *set, const uint64_t *from, int words)
{
	for (int i = 0; i < words; i++)
		set[i] = from[i];
}

static inline void set_merge(uint64_t *set, const uint64_t *from, int words)
{
	for (int i = 0; i < words; i++)
		set[i] |= from[i];
}

static inline bool set_meets(const uint64_t *a, const uint64_t *b, int words)
{
	for (int i = 0; i < words; i++)
		if (a[i] & b[i])
			return true;
	return false;
}

static inline void set_put(uint64_t *set, int depth)
{
	set[depth / 64] |= (uint64_t)1 << depth % 64;
}

static inline void set_drop(uint64_t *set, int depth)
{
	set[depth / 64] &= ~((uint64_t)1 << depth % 64);
}

static inline bool set_has(const uint64_t *set, int depth)
{
	return set[depth / 64] >> depth % 64 & 1;
}

/* Of a set that is not empty. */
static inline int lowest(uint64_t set)
{
	return __builtin_ctzll(set);
}

static inline int highest(uint64_t set)
{
	return 63 - __builtin_clzll(set);
}

/* ---- Finding events: dpor_index.c ---- */

/* The event at depth d has been made, what it touches is known; it is forgotten. */
void index_event(struct dpor *, int d);
void unindex_event(struct dpor *, int d);

/* The events before depth d that touch what `op` touches, into s->related. */
void find_related(struct dpor *, int d, const struct footprint *op);

/* Take the latest out of s->related; -1 when there is none. `word` is where to look: at first the last word. */
int next_related(struct dpor *, int *word);

/*
 * The event at depth d completes `c`: when that moves an item through a buffered channel, count it, and add to s->edges
 * what must have happened before. It is forgotten.
 */
void count_traffic(struct dpor *, int d, const struct op_case *c);
void uncount_traffic(struct dpor *, int d);

void dpor_index_free(struct dpor *);

/* ---- Going through settled choices again: dpor_again.c ---- */

/* From the start, up to node d. False when that is not possible any more. */
bool dpor_go_again(struct dpor *, int d);

/* Does the run just made, made again, come to the same state? */
bool dpor_is_repeatable(struct dpor *);

/* ---- Choices: dpor.c ---- */

/* All that begins with the task's move from this node, which touches that, is explored, or will be before the node is left. */
void dpor_sleep(struct node *, int task, const struct footprint *touched);

/* The next run explores that task from node d: what is explored from there now is taken to be. */
void dpor_explore_instead(struct dpor *, int d, int task);

/* ---- Several processes: dpor_lend.c ---- */

/* Lend something, when a processor has nothing to do and there is something: between a run and the choice of the next. */
void dpor_lend(struct dpor *);

/* What was lent from node d is not back yet: then it has waited a little. */
bool dpor_awaits(struct dpor *, int d);

/* By one that has borrowed: the run just made is reported when it has shown something new. */
void dpor_tell(struct dpor *);

/* ---- Events and what happens before what: dpor_race.c ---- */

static inline uint64_t *past_of(const struct dpor *s, int event)
{
	return s->pasts + (size_t)event * (size_t)s->words;
}

/* What has happened before the pending operation of `task`, by its own doing. */
static inline const uint64_t *prior_of(const struct dpor *s, int task)
{
	return s->last[task] >= 0 ? past_of(s, s->last[task]) : s->nothing;
}

/* Tasks that were started since the last look began after the event at depth d. */
void know_tasks(struct dpor *, int d);

/* Make the move at depth d, write down the event, and see to it that what races with it is explored in other orders. */
void make_event(struct dpor *, int d, const struct move *);

/* The event at depth d, the last one, is forgotten. */
void forget_event(struct dpor *, int d);

/* Pending operations take part in races at depth d though they are not made: those of all tasks but `but`. */
void races_of_pending(struct dpor *, int d, bits but);


#endif
