/* explore_parts.h - between explore.c (who searches), explore_turns.c (how long) and explore_conclude.c (what came of it). */
#ifndef LAB_SEARCH_EXPLORE_PARTS_H
#define LAB_SEARCH_EXPLORE_PARTS_H

#include "lab/search/chance.h"
#include "lab/search/dpor.h"
#include "lab/search/explore.h"
#include "lab/search/few.h"
#include "lab/search/hidden.h"
#include "lab/search/states.h"
#include "lab/search/world.h"

enum { STUCK_TURNS = 64 };             /* the first so many are looked at */

struct search {
	struct world                  world;            /* of the search by schedules */
	struct world                  second;           /* of the search by states; run NULL: there is none */
	struct dpor                  *dpor;
	struct states                *states;
	struct few                   *few;              /* of that with few switches; NULL: there is none */
	struct chances                chances;
	struct exploration           *found, by_states;
	bool                          only_states;      /* what is asked for is beyond the search by schedules */
	const struct explore_limits  *limits;
	const struct explore_watcher *watcher;
	int64_t                       started, last_tick;     /* of the watcher; from the start */
	bool                          dpor_over, states_over;
	struct hidden                 hidden;           /* from a search before, which proves nothing then */
	bool                          learned;          /* early, so that it is to begin anew */
	bool                          repeats;          /* `once` is what the same run came to at first: see repeat.h */
	struct key                    once;
	bool                          crowded;          /* they are: more tasks than either takes, or hardly any ends */
	const char                   *doubt;            /* why nothing can be claimed, as a phrase; or NULL */
	enum memory_mode              memory;
	int                           turns;            /* taken so far */
	double                        done[STUCK_TURNS];        /* of the search by schedules, by its own estimate, after so many */
	bool                          stuck;            /* that has not grown any more */
	long                          steps, moves;     /* made so far by the one, and by the other */
};

extern const char search_limit_of_time[];

bool search_found_bad(const struct exploration *);
bool search_has_ends(const struct exploration *);       /* any */

/* Has the search by schedules, or that by states, seen all there is? */
bool search_runs_complete(const struct search *);
bool search_states_complete(const struct search *);

/* Let the searches take turns: until one is complete, a limit is reached, or something is learned that lets all begin anew. */
void search_take_turns(struct search *);

/* Has who looks on asked for the end? */
bool search_was_interrupted(const struct search *);

/* The searches have taken their turns: put together what they have found, and say whether it is proved. */
void search_conclude(struct search *);

/* Add what runs by chance have shown; what a proof did not know of ends it. The chances are given back. */
void search_add_chances(struct exploration *, struct chances *);

/* Take a proof back that does not count: more is shared than was known (`learned`), a schedule did not fit (`strayed`), ... */
void search_doubt(struct search *, bool learned, bool strayed);

/*
 * What tasks have done though they had not declared it. True when a search relied on what they declare: it proves nothing
 * then, and is to be made again with the options, which say now that it is not to rely on it.
 */
bool search_note_breaches(struct search *, struct run_options *);

/* Where tasks have done what a proof is worth less by. */
void search_note_places(struct search *);

#endif
