/*
 * chan.h - channels: a first-in first-out queue with a capacity; capacity 0 is a rendezvous.
 *
 * Semantics are those of Go's channels (The Go Programming Language Specification, "Channel types", "Close"):
 *   send     waits while the channel is full; a misuse when it is closed, also for a sender that waits meanwhile
 *   receive  waits while it is empty; when it is closed and empty it completes at once with nothing
 *   close    a misuse when it is closed already
 *   A nil channel (NULL) is never ready: a plain operation on it waits for ever, a select never takes its case.
 *
 *     struct chan *jobs = chan_make(int, 4, "jobs");
 *     chan_send(jobs, &job);
 *     while (chan_recv(jobs, &job)) ...
 *
 * The type of the elements is the one the channel was made with: `&job` must point at exactly that many bytes, which
 * is checked. The run owns the channel. What is carried is told as a number, or by name where it is a channel or another
 * object of the run: chan_make(struct chan *, 0, "streams").
 */
#ifndef LAB_SYNC_CHAN_H
#define LAB_SYNC_CHAN_H

#include "lab/sync/select.h"

struct chan;
struct mutex;
struct rwlock;
struct semaphore;
struct barrier;
struct cond;
struct wait_group;
struct once;
struct cell;
struct atom;
struct context;
struct timer;

enum { CHAN_SEND, CHAN_RECV, CHAN_CLOSE, CHAN_LEN };

#define chan_make(type, capacity, name) chan_make_(sizeof(type), IS_OBJECT_(type), capacity, name, HERE)
#define chan_send(chan, value)          chan_send_(chan, value, sizeof *(value), HERE)
#define chan_recv(chan, value)          chan_recv_(chan, value, sizeof *(value), HERE)
#define chan_close(chan)                chan_close_(chan, HERE)
#define chan_len(chan)                  chan_len_(chan, HERE)

/* Is `type` a pointer to something that has a name in the run? Then that is what is told of a value. */
#define IS_OBJECT_(type) _Generic((type *)0, struct chan **: true, struct mutex **: true, struct rwlock **: true, \
	struct semaphore **: true, struct barrier **: true, struct cond **: true, struct wait_group **: true,     \
	struct once **: true, struct cell **: true, struct atom **: true, struct context **: true,                \
	struct timer **: true, struct task **: true, default: false)

/* A channel of `capacity` >= 0 elements of `size` bytes; with `objects` they are pointers to objects of the run. */
struct chan *chan_make_(size_t size, bool objects, int capacity, const char *name, const char *here);

/* Copy *value into the channel. */
void chan_send_(struct chan *, const void *value, size_t size, const char *here);

/* Copy the oldest element to *value and return true; false, *value zeroed, when the channel is closed and empty. */
bool chan_recv_(struct chan *, void *value, size_t size, const char *here);

void chan_close_(struct chan *, const char *here);

/* How many elements are in it now; 0 where there is no buffer, or no channel. It orders nothing. */
int chan_len_(struct chan *, const char *here);

/* Declared uses, for USES(). */
#define SENDS(chan)  ((struct use){ (chan), 1u << CHAN_SEND })
#define RECVS(chan)  ((struct use){ (chan), 1u << CHAN_RECV })
#define CLOSES(chan) ((struct use){ (chan), 1u << CHAN_CLOSE })
#define COUNTS(chan) ((struct use){ (chan), 1u << CHAN_LEN })

/* Cases of a select, see select.h. */
#define SEND(chan, from)          chan_case_(chan, CHAN_SEND, (void *)(from), sizeof *(from), NULL, HERE)
#define RECV(chan, into)          chan_case_(chan, CHAN_RECV, into, sizeof *(into), NULL, HERE)
#define RECV_OK(chan, into, ok)   chan_case_(chan, CHAN_RECV, into, sizeof *(into), ok, HERE)

struct select_case chan_case_(struct chan *, int kind, void *value, size_t size, bool *ok, const char *here);

#endif
