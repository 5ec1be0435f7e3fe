/* timeline_letters.c - a letter for what was done, and what the letters mean. */
#include "lab/view/timeline_parts.h"

#include "lab/base/text.h"

/* One letter means one thing; kinds that differ only in what came of them share it. */
static const struct {
	enum event_kind kind;
	char            letter;
	const char     *meaning;
} letters[] = {
	{ EV_CHAN_SEND, '!', "send" }, { EV_CHAN_RECV, '?', "receive" }, { EV_CHAN_DRAINED, '?', "receive" },
	{ EV_CHAN_CLOSE, 'x', "close" }, { EV_CHAN_LEN, '#', "count" },
	{ EV_LOCK, 'L', "lock" }, { EV_TRY_LOCKED, 'L', "lock" }, { EV_LOCK_FAILED, 'l', "try to lock, in vain" },
	{ EV_UNLOCK, 'U', "unlock" },
	{ EV_READ_LOCK, 'R', "read-lock" }, { EV_READ_UNLOCK, 'U', "unlock" }, { EV_WRITE_LOCK, 'W', "write-lock" },
	{ EV_WRITE_UNLOCK, 'U', "unlock" }, { EV_WRITE_AHEAD, 'a', "ask" }, { EV_ACQUIRE_AHEAD, 'a', "ask" },
	{ EV_CELL_LOAD, 'r', "load" }, { EV_CELL_STORE, 'w', "store" }, { EV_CELL_FREE, 'w', "free" },
	{ EV_ATOM_LOAD, 'r', "load" }, { EV_ATOM_STORE, 'w', "store" }, { EV_ATOM_EXCHANGE, 'm', "modify" },
	{ EV_ATOM_ADD, 'm', "modify" }, { EV_ATOM_SUB, 'm', "modify" }, { EV_ATOM_BITS, 'm', "modify" },
	{ EV_ATOM_USE, 'm', "modify" }, { EV_ATOM_SWAPPED, 'm', "modify" }, { EV_ATOM_NOT_SWAPPED, 'n', "compare, in vain" },
	{ EV_WAIT_ADD, '+', "add" }, { EV_WAIT_DONE, '-', "done" }, { EV_WAIT_ZERO, '0', "see zero" },
	{ EV_ACQUIRE, 'P', "acquire" }, { EV_RELEASE, 'V', "release" }, { EV_ACQUIRE_FAILED, 'p', "try to acquire, in vain" },
	{ EV_BARRIER_ARRIVE, 'b', "arrive" }, { EV_BARRIER_OPEN, 'b', "arrive" }, { EV_BARRIER_PASS, 'B', "pass" },
	{ EV_COND_ENTER, 'c', "wait on" }, { EV_COND_WAKE, 'g', "get woken" }, { EV_COND_SPURIOUS, 'G', "wake for no reason" },
	{ EV_SIGNAL, 's', "signal" }, { EV_BROADCAST, 's', "signal" },
	{ EV_SIGNAL_LOST, 'o', "signal that nobody gets" }, { EV_BROADCAST_LOST, 'o', "signal that nobody gets" },
	{ EV_UPGRADE, 'u', "upgrade" }, { EV_ATOM_FENCE, '/', "fence" },
	{ EV_ONCE_FIRST, 'f', "begin" }, { EV_ONCE_AGAIN, 'f', "begin" }, { EV_ONCE_DONE, 'F', "finish" },
	{ EV_CONTEXT_OVER, 'e', "see the end of" }, { EV_CONTEXT_CHILD, 'd', "derive from" },
	{ EV_CONTEXT_ENDED, 'v', "look at" }, { EV_CONTEXT_ALIVE, 'v', "look at" }, { EV_LOOKED, 'v', "look at" },
	{ EV_TIMER_HEAR, 'h', "get a tick" }, { EV_TIMER_SET, 'S', "set" }, { EV_TIMER_STOP, 'Q', "stop" }, { EV_TIMER_LATE, 'Q', "stop" },
	{ EV_MADE, 'i', "initialise" }, { EV_DESTROYED, 'D', "destroy" }, { EV_DETACH, 'y', "detach" },
	{ EV_CHOOSE, 'C', "choose" }, { EV_COMPUTE, '%', "compute" }, { EV_TIMEOUT, 'T', "time out" },
	{ EV_DEFAULT, 'N', "find nothing ready" }, { EV_REFUSED, 'E', "get an error" },
	{ EV_TASK_JOIN, 'j', "join" }, { EV_TAKEN, 't', "begin to join" }, { EV_SLEEP, 'z', "sleep" },
	{ EV_CANCEL, 'k', "cancel" }, { EV_CONTEXT_CANCEL, 'k', "cancel" }, { EV_CONTEXT_LATE, 'k', "cancel" }, { EV_CANCELLED, 'K', "be cancelled" },
	{ EV_FAULT, 'X', "go wrong" },
};

enum { N_LETTERS = sizeof letters / sizeof *letters };

static const char other = '*', waking = 'Z';

static int find(enum event_kind kind)
{
	int i = 0;

	while (i < N_LETTERS && letters[i].kind != kind)
		i++;
	return i;
}

char timeline_letter(const struct mark *mark)
{
	int i = find((enum event_kind)mark->event->kind);

	if (mark->wakes)
		return waking;
	return i < N_LETTERS ? letters[i].letter : other;
}

const char *timeline_word(const struct mark *mark)
{
	if (!mark->wakes && mark->event->kind == EV_SIGNAL_LOST)
		return "lost signal";
	if (!mark->wakes && mark->event->kind == EV_BROADCAST_LOST)
		return "lost broadcast";
	return mark_word(mark);
}

/* The first kind with that letter tells what it means. */
const char *timeline_meaning(char letter)
{
	for (int i = 0; i < N_LETTERS; i++)
		if (letters[i].letter == letter)
			return letters[i].meaning;
	if (letter == waking)
		return "wake";
	return "something else";
}
