/*
 * test_patterns.c - every pattern, every switch, on real threads: the verdict it must come to.
 *
 * The table is the specification. With SOAK=1 the laws are tried fifty times over.
 */
#include <ctype.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/run_pattern.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What a run may end in (a set: some variants are a matter of luck), how many tasks it leaves behind, how many tries. */
#define OK            1u << VERDICT_OK, 0, 1
#define DEADLOCK      1u << VERDICT_DEADLOCK, 0, 1
#define LEAK(n)       1u << VERDICT_LEAK, n, 1
#define PANIC         1u << VERDICT_PANIC, 0, 1
#define BROKEN        1u << VERDICT_BROKEN, 0, 1
#define OK_OR(v)      1u << VERDICT_OK | 1u << VERDICT_##v, 0, 1
#define LIKELY(v, n)  1u << VERDICT_##v, n, 5         /* a pause makes it very likely, not certain */

struct row {
	const char *pattern, *settings;
	unsigned    verdicts;
	int         leaked;
	int         tries;
};

static const struct row table[] = {
	{ "tasks", "", OK },
	{ "tasks", "tasks=1 join=on", OK },
	{ "tasks", "tasks=200", OK },
	{ "tasks", "tasks=20 cost=2", OK },
	{ "tasks", "join=off cost=10000", BROKEN },     /* nobody sleeps so long: the run ends with the finding */
	{ "tasks", "join=self", DEADLOCK },
	{ "tasks", "join=mutual", DEADLOCK },
	{ "tasks", "join=mutual tasks=1", DEADLOCK },

	{ "channel", "", OK },
	{ "channel", "mode=two close=on nil=off cap=3", OK },
	{ "channel", "sends=0", OK },
	{ "channel", "sends=100 receives=1000 cap=7", OK },
	{ "channel", "sends=5 receives=2", LEAK(1) },
	{ "channel", "sends=5 receives=2 cap=2", LEAK(1) },
	{ "channel", "sends=5 receives=2 cap=3", OK },
	{ "channel", "mode=self", DEADLOCK },
	{ "channel", "mode=self cap=2", DEADLOCK },
	{ "channel", "mode=self cap=3", OK },
	{ "channel", "mode=self sends=1", DEADLOCK },
	{ "channel", "mode=self sends=0", OK },
	{ "channel", "mode=self close=off cap=3", DEADLOCK },
	{ "channel", "mode=self close=receiver cap=3", OK },    /* there is nothing to send any more */
	{ "channel", "close=off", DEADLOCK },
	{ "channel", "close=off receives=2 cap=1", OK },        /* it does not look for the end */
	{ "channel", "close=twice", PANIC },
	{ "channel", "close=twice sends=0", PANIC },
	{ "channel", "close=receiver", PANIC },
	{ "channel", "nil=on", DEADLOCK },
	{ "channel", "nil=on mode=self", DEADLOCK },
	{ "channel", "nil=on sends=0", PANIC },                 /* the close of a nil channel */

	{ "generator", "", OK },
	{ "generator", "items=0", OK },
	{ "generator", "buffer=2 done=off", OK },
	{ "generator", "take=2 done=on", OK },
	{ "generator", "take=2 done=on buffer=1", OK },
	{ "generator", "take=2 done=off", LEAK(1) },
	{ "generator", "take=2 done=off buffer=2", LEAK(1) },
	{ "generator", "take=2 done=off buffer=3", OK },
	{ "generator", "take=5 done=off", OK },
	{ "generator", "take=9 done=off", OK },

	{ "rwlock", "", OK },
	{ "rwlock", "readers=0 writers=3 loops=20", OK },
	{ "rwlock", "readers=5 writers=2 loops=10 hold=0", OK },
	{ "rwlock", "readers=3 writers=2 loops=20 hold=0 prefer=reader", OK },
	{ "rwlock", "depth=2 hold=20", LIKELY(DEADLOCK, 0) },
	{ "rwlock", "depth=5 writers=0 loops=3", OK },
	{ "rwlock", "depth=2 prefer=reader loops=5", OK },
	{ "rwlock", "upgrade=naive", DEADLOCK },
	{ "rwlock", "upgrade=naive readers=1 writers=0 prefer=reader", DEADLOCK },
	{ "rwlock", "upgrade=naive readers=0", OK },
	{ "rwlock", "upgrade=last", OK },
	{ "rwlock", "upgrade=last readers=4 loops=10 hold=0 prefer=reader", OK },

	{ "semaphore", "", OK },
	{ "semaphore", "tasks=20 permits=3 cost=0", OK },
	{ "semaphore", "tasks=0", OK },
	{ "semaphore", "permits=0", DEADLOCK },
	{ "semaphore", "each=2 take=all", OK },
	{ "semaphore", "each=2 take=all tasks=9 permits=3 cost=0", OK },
	{ "semaphore", "each=2 cost=20", LIKELY(DEADLOCK, 0) },
	{ "semaphore", "each=2 tasks=1", OK },
	{ "semaphore", "each=2 tasks=4 permits=5", OK },
	{ "semaphore", "each=3 tasks=1", DEADLOCK },
	{ "semaphore", "each=3 tasks=1 take=all", DEADLOCK },
	{ "semaphore", "send-inside=on", DEADLOCK },
	{ "semaphore", "send-inside=on results=1", DEADLOCK },
	{ "semaphore", "send-inside=on results=2", OK },
	{ "semaphore", "send-inside=on permits=4", OK },
	{ "semaphore", "send-inside=on take=all each=2 permits=5 results=1", DEADLOCK },
	{ "semaphore", "send-inside=on take=all each=2 permits=5 results=2", OK },

	{ "barrier", "", OK },
	{ "barrier", "threads=20 parties=20 rounds=20", OK },
	{ "barrier", "threads=1 parties=1 rounds=5", OK },
	{ "barrier", "rounds=0", OK },
	{ "barrier", "cost=2", OK },
	{ "barrier", "threads=6 parties=2 rounds=1", OK },
	{ "barrier", "parties=4", DEADLOCK },
	{ "barrier", "parties=2 rounds=1", DEADLOCK },
	{ "barrier", "parties=2 rounds=3", DEADLOCK },
	{ "barrier", "parties=2 rounds=2", OK_OR(DEADLOCK) },

	{ "wait-group", "", OK },
	{ "wait-group", "tasks=100 add=100 done=100", OK },
	{ "wait-group", "tasks=5 add=2 done=2", OK },
	{ "wait-group", "tasks=2 add=5 done=5", OK },
	{ "wait-group", "tasks=0 add=0", OK },
	{ "wait-group", "done=2", DEADLOCK },
	{ "wait-group", "add=4", DEADLOCK },
	{ "wait-group", "done=4", 1u << VERDICT_PANIC | 1u << VERDICT_BROKEN, 0, 1 },
	{ "wait-group", "add=2", PANIC },
	{ "wait-group", "add-where=inside cost=5", OK_OR(BROKEN) },
	{ "wait-group", "add-where=inside done=2 cost=5", 1u << VERDICT_DEADLOCK | 1u << VERDICT_BROKEN | 1u << VERDICT_OK, 0, 1 },

	{ "worker-pool", "", OK },
	{ "worker-pool", "jobs=0", OK },
	{ "worker-pool", "jobs=0 feed=main collect=range", OK },
	{ "worker-pool", "feed=task close=on collect=count wait-first=off", OK },
	{ "worker-pool", "feed=main", DEADLOCK },
	{ "worker-pool", "feed=main workers=2 buffer=4 results=3", OK },
	{ "worker-pool", "feed=main workers=2 buffer=4 results=2", DEADLOCK },
	{ "worker-pool", "feed=main take=2", DEADLOCK },
	{ "worker-pool", "feed=select", OK },
	{ "worker-pool", "feed=select workers=1 jobs=50 buffer=2 results=3", OK },
	{ "worker-pool", "feed=select collect=range", OK },
	{ "worker-pool", "feed=select close=off", LEAK(3) },
	{ "worker-pool", "close=off", LEAK(3) },
	{ "worker-pool", "close=off feed=main jobs=3", LEAK(3) },
	{ "worker-pool", "close=off collect=range", DEADLOCK },
	{ "worker-pool", "close=off wait-first=on results=9", DEADLOCK },
	{ "worker-pool", "close=workers", PANIC },
	{ "worker-pool", "close=workers collect=range workers=2", PANIC },
	{ "worker-pool", "close=workers workers=1", OK },
	{ "worker-pool", "close=workers collect=range workers=1", OK },
	{ "worker-pool", "collect=range", OK },
	{ "worker-pool", "collect=range results=4 buffer=4 workers=8 jobs=100", OK },
	{ "worker-pool", "wait-first=on", DEADLOCK },
	{ "worker-pool", "wait-first=on results=8", DEADLOCK },
	{ "worker-pool", "wait-first=on results=9", OK },
	{ "worker-pool", "wait-first=on results=8 collect=range", DEADLOCK },
	{ "worker-pool", "wait-first=on results=9 collect=range", OK },
	{ "worker-pool", "wait-first=on results=9 feed=main workers=1", OK },
	{ "worker-pool", "take=2", LEAK(4) },
	{ "worker-pool", "take=2 collect=range", LEAK(5) },
	{ "worker-pool", "take=6", LEAK(3) },
	{ "worker-pool", "take=8", LEAK(1) },
	{ "worker-pool", "take=8 results=1", OK },
	{ "worker-pool", "take=20", OK },
	{ "worker-pool", "cost=1 workers=9", OK },
	{ "worker-pool", "input=tests/test_patterns.c", OK },
	{ "worker-pool", "input=tests/test_patterns.c workers=4 jobs=1 collect=range", OK },
	{ "worker-pool", "input=tests/test_patterns.c jobs=1000 buffer=8 results=8", OK },
	{ "worker-pool", "input=tests/test_patterns.c take=3 results=9", OK },
	{ "worker-pool", "input=tests/test_patterns.c jobs=0", OK },

	{ "fan-out", "", OK },
	{ "fan-out", "workers=1 order=assumed buffer=2", OK },
	{ "fan-out", "workers=8 items=1000 order=kept", OK },
	{ "fan-out", "slow=1 cost=10 order=assumed", LIKELY(BROKEN, 0) },  /* the first is late */
	{ "fan-out", "items=0", OK },

	{ "fan-in", "", OK },
	{ "fan-in", "sources=20 items=50 buffer=3 close=last feed=task", OK },
	{ "fan-in", "sources=0", OK },
	{ "fan-in", "items=0", OK },
	{ "fan-in", "close=each", PANIC },
	{ "fan-in", "close=each sources=1", OK },
	{ "fan-in", "close=none", DEADLOCK },
	{ "fan-in", "close=none take=9", OK },
	{ "fan-in", "take=1", LEAK(4) },                        /* three sources, and the closer */
	{ "fan-in", "take=1 buffer=8", OK },
	{ "fan-in", "take=1 close=none", LEAK(3) },
	{ "fan-in", "feed=main", DEADLOCK },
	{ "fan-in", "feed=main buffer=8", DEADLOCK },
	{ "fan-in", "feed=main buffer=9", OK },

	{ "pipeline", "", OK },
	{ "pipeline", "stages=1 items=0", OK },
	{ "pipeline", "stages=5 width=3 buffer=2 items=100", OK },
	{ "pipeline", "feed=main items=3", OK },
	{ "pipeline", "feed=main items=4", DEADLOCK },
	{ "pipeline", "feed=main items=14 width=2 buffer=2", OK },
	{ "pipeline", "feed=main items=15 width=2 buffer=2", DEADLOCK },
	{ "pipeline", "take=2", OK },
	{ "pipeline", "take=2 done=off", LEAK(4) },             /* three stages and the feeder */
	{ "pipeline", "take=2 done=off items=5", LEAK(3) },
	{ "pipeline", "take=2 done=off buffer=1", LEAK(2) },
	{ "pipeline", "take=2 done=off buffer=3", LEAK(1) },
	{ "pipeline", "take=2 done=off buffer=4", OK },
	{ "pipeline", "take=2 width=2 fail=2 retry=own-queue", OK },
	{ "pipeline", "fail=2", OK },
	{ "pipeline", "fail=1 retry=in-place width=2", OK },
	{ "pipeline", "fail=2 retry=drop", OK },
	{ "pipeline", "fail=1 retry=drop", OK },
	{ "pipeline", "fail=2 retry=requeue", DEADLOCK },
	{ "pipeline", "fail=1 retry=requeue buffer=6", OK },
	{ "pipeline", "fail=2 retry=requeue buffer=3", OK_OR(DEADLOCK) },
	{ "pipeline", "fail=1 retry=own-queue", OK },
	{ "pipeline", "fail=2 retry=own-queue width=3 items=50", OK },
	{ "pipeline", "fail=2 retry=own-queue feed=main", DEADLOCK },
	{ "pipeline", "cost=1 slow=2 items=3", OK },
	{ "pipeline", "input=tests/test_patterns.c", OK },
	{ "pipeline", "input=tests/test_patterns.c items=200 width=3 buffer=2 fail=7 retry=own-queue", OK },
	{ "pipeline", "input=tests/test_patterns.c take=3", OK },

	{ "bounded-parallelism", "", OK },
	{ "bounded-parallelism", "limit=1 items=20 results=2 cost=1", OK },
	{ "bounded-parallelism", "limit=50 items=20 collect=task", OK },
	{ "bounded-parallelism", "items=0 collect=after", OK },
	{ "bounded-parallelism", "collect=after", DEADLOCK },
	{ "bounded-parallelism", "path=tests/test_patterns.c", OK },
	{ "bounded-parallelism", "path=tests/test_patterns.c items=100 limit=4 results=3", OK },
	{ "bounded-parallelism", "path=tests/test_patterns.c items=0", OK },

	{ "replicated-requests", "", OK },
	{ "replicated-requests", "reply-cap=0 cancel=on", OK },
	{ "replicated-requests", "replicas=100 reply-cap=0 latency=3", OK },
	{ "replicated-requests", "cancel=off", OK },
	{ "replicated-requests", "replicas=4 cancel=off reply-cap=0", LEAK(3) },

	{ "pub-sub", "", OK },
	{ "pub-sub", "subscribers=1 messages=0", OK },
	{ "pub-sub", "subscribers=20 messages=50 buffer=0 policy=block unsubscribe=off", OK },
	{ "pub-sub", "dead=1", DEADLOCK },
	{ "pub-sub", "dead=1 messages=2", OK },
	{ "pub-sub", "dead=3 buffer=4", OK },
	{ "pub-sub", "dead=1 policy=drop-new", OK },
	{ "pub-sub", "dead=1 policy=drop-old messages=50", OK },
	{ "pub-sub", "policy=drop-old buffer=0", OK },
	{ "pub-sub", "dead=2 policy=kick messages=50", OK },
	{ "pub-sub", "unsubscribe=under-lock", OK_OR(DEADLOCK) },
	{ "pub-sub", "unsubscribe=under-lock messages=2", OK },
	{ "pub-sub", "unsubscribe=under-lock policy=kick messages=50", OK },

	{ "tee", "", OK },
	{ "tee", "items=0 read=range drain=left-first", OK },
	{ "tee", "items=100 left-buffer=2 right-buffer=3 read=range drain=both", OK },
	{ "tee", "drain=left-first", DEADLOCK },
	{ "tee", "drain=left-first read=range", DEADLOCK },

	{ "bridge", "", OK },
	{ "bridge", "channels=0", OK },
	{ "bridge", "channels=50 items=7 inner=3", OK },
	{ "bridge", "fill=before", DEADLOCK },
	{ "bridge", "fill=before inner=2", OK },
	{ "bridge", "close-inner=off", DEADLOCK },
	{ "bridge", "close-inner=off channels=0", OK },

	{ "or-channel", "", OK },
	{ "or-channel", "channels=1 fire=1", OK },
	{ "or-channel", "channels=30 fire=30", OK },
	{ "or-channel", "form=flat", OK },
	{ "or-channel", "form=flat channels=64 fire=64", OK },
	{ "or-channel", "fire=0", DEADLOCK },
	{ "or-channel", "fire=0 form=flat", DEADLOCK },
	{ "or-channel", "fire=5", DEADLOCK },
	{ "or-channel", "channels=0", DEADLOCK },
	{ "or-channel", "channels=0 form=flat", DEADLOCK },

	{ "select", "", OK },
	{ "select", "sources=63 items=5 reply-cap=2", OK },
	{ "select", "default=on timeout=1", OK },
	{ "select", "timeout=5 cost=200 sources=1 items=1", LIKELY(LEAK, 1) },
	{ "select", "timeout=5 cost=200 sources=1 items=1 reply-cap=1", OK },
	{ "select", "operand=on", DEADLOCK },

	{ "mutex", "", OK },
	{ "mutex", "tasks=8 loops=200 lock=one kind=normal relock=off", OK },
	{ "mutex", "lock=none gap=100 loops=1", LIKELY(BROKEN, 0) },
	{ "mutex", "lock=each gap=100 loops=1", LIKELY(BROKEN, 0) },
	{ "mutex", "lock=none loops=100", OK_OR(BROKEN) },
	{ "mutex", "lock=none tasks=1", OK },
	{ "mutex", "relock=on", DEADLOCK },
	{ "mutex", "relock=on tasks=1", DEADLOCK },
	{ "mutex", "relock=on kind=errorcheck", PANIC },
	{ "mutex", "relock=on kind=recursive", OK },

	{ "pooling", "", OK },
	{ "pooling", "things=1 tasks=20 loops=20", OK },
	{ "pooling", "cost=1", OK },
	{ "pooling", "give-back=off", DEADLOCK },
	{ "pooling", "give-back=off things=8", OK },
	{ "pooling", "things=0", DEADLOCK },
	{ "pooling", "things=0 tasks=0", OK },

	{ "context", "", OK },
	{ "context", "depth=20 tasks=10", OK },
	{ "context", "tasks=0", OK },
	{ "context", "listen=off", LEAK(3) },
	{ "context", "listen=off deadline=10", LEAK(3) },
	{ "context", "cancel=off", LEAK(3) },
	{ "context", "cancel=off deadline=20", OK },
	{ "context", "deadline=1", OK },

	{ "error-group", "", OK },
	{ "error-group", "fail=0", OK },
	{ "error-group", "fail=0 tasks=20 limit=3 cost=1", OK },
	{ "error-group", "limit=1", OK },
	{ "error-group", "nested=on", OK },
	{ "error-group", "nested=on fail=0 limit=5", OK },
	{ "error-group", "nested=on fail=0 limit=1", DEADLOCK },
	{ "error-group", "nested=on fail=0 limit=4 cost=20", LIKELY(DEADLOCK, 0) },
	{ "error-group", "fail=0 collect=channel", DEADLOCK },
	{ "error-group", "fail=0 collect=channel results=3", DEADLOCK },
	{ "error-group", "fail=0 collect=channel results=4", OK },
	{ "error-group", "collect=channel", OK },

	{ "ring-buffer", "", OK },
	{ "ring-buffer", "items=1000", OK },
	{ "ring-buffer", "items=50 cap=1 cost=1", OK },
	{ "ring-buffer", "pop=try gap=2 cost=1", OK },
	{ "ring-buffer", "pop=blocking", OK_OR(DEADLOCK) },
	{ "ring-buffer", "pop=blocking items=4", OK },
	{ "ring-buffer", "pop=blocking cap=1 items=4 cost=5 gap=20", LIKELY(DEADLOCK, 0) },
	{ "ring-buffer", "items=0", OK },

	{ "subscription", "", OK },
	{ "subscription", "feeds=5 items=20 pending=1 read=100", OK },
	{ "subscription", "read=0", OK },
	{ "subscription", "items=0", OK },
	{ "subscription", "merge=naive cost=20", LIKELY(PANIC, 0) },
	{ "subscription", "merge=naive cost=0", OK_OR(PANIC) },
	{ "subscription", "merge=naive read=8", OK },
	{ "subscription", "close=off", LEAK(4) },
	{ "subscription", "close=off feeds=3 read=12", LEAK(6) },

	{ "heartbeat", "", LIKELY(OK, 0) },
	{ "heartbeat", "units=0", LIKELY(OK, 0) },
	{ "heartbeat", "stuck=3", LIKELY(OK, 0) },
	{ "heartbeat", "stuck=1 timeout=60", LIKELY(OK, 0) },
	{ "heartbeat", "watch=off", LIKELY(OK, 0) },
	{ "heartbeat", "stuck=3 watch=off", LIKELY(DEADLOCK, 0) },
	{ "heartbeat", "pulse-send=blocking", LIKELY(OK, 0) },
	{ "heartbeat", "pulse-send=blocking watch=off unit=50", LIKELY(DEADLOCK, 0) },
	{ "heartbeat", "timeout=10 pulse=100 unit=50", LIKELY(BROKEN, 0) },

	{ "self-healing", "", LIKELY(OK, 0) },
	{ "self-healing", "lives=1", LIKELY(OK, 0) },
	{ "self-healing", "lives=6 timeout=30 start=0", LIKELY(OK, 0) },
	{ "self-healing", "listen=off", LIKELY(LEAK, 2) },
	{ "self-healing", "listen=off lives=5", LIKELY(LEAK, 4) },
	{ "self-healing", "start=80 timeout=20", LIKELY(BROKEN, 0) },
	{ "self-healing", "resume=off", LIKELY(BROKEN, 0) },

	{ "rate-limit", "", OK },
	{ "rate-limit", "rate=1000 burst=5 requests=50 ask=3", OK },
	{ "rate-limit", "requests=0", OK },
	{ "rate-limit", "burst=0", DEADLOCK },
	{ "rate-limit", "ask=3", DEADLOCK },
	{ "rate-limit", "ask=2", OK },

	{ "queuing", "", OK },
	{ "queuing", "burst=8", OK },
	{ "queuing", "service=20", OK },
	{ "queuing", "service=20 workers=5 arrivals=500", OK },
	{ "queuing", "service=20 policy=drop-new", OK },
	{ "queuing", "service=20 policy=drop-old queue=2", OK },
	{ "queuing", "service=20 policy=reject", OK },
	{ "queuing", "queue=0 requests=10 service=20", OK },
	{ "queuing", "queue=0 requests=10 service=20 policy=drop-old", OK },

	{ "bounded-buffer", "", OK },
	{ "bounded-buffer", "producers=3 consumers=2 cap=1 items=50", OK },
	{ "bounded-buffer", "producers=3 consumers=4 cap=2 items=20 wake=broadcast condvars=one", OK },
	{ "bounded-buffer", "condvars=one", OK },
	{ "bounded-buffer", "condvars=one producers=2 consumers=2 cap=2 items=100", OK },
	{ "bounded-buffer", "condvars=one producers=2 consumers=2 cap=1 items=1000", OK_OR(DEADLOCK) },
	{ "bounded-buffer", "spurious=on", OK },
	{ "bounded-buffer", "spurious=on condvars=one", OK },
	{ "bounded-buffer", "test=if", OK },
	{ "bounded-buffer", "test=if spurious=on cap=1", OK_OR(BROKEN) },
	{ "bounded-buffer", "test=if consumers=2 cap=1 items=100", OK_OR(BROKEN) },

	{ "lost-wakeup", "", OK },
	{ "lost-wakeup", "pause=0", OK },
	{ "lost-wakeup", "test=outside", LIKELY(DEADLOCK, 0) },
	{ "lost-wakeup", "test=outside pause=0", OK_OR(DEADLOCK) },

	{ "sleeping-barber", "", OK },
	{ "sleeping-barber", "chairs=0", OK },
	{ "sleeping-barber", "chairs=1 customers=20 cost=1", OK },
	{ "sleeping-barber", "barbers=3 customers=20", OK },
	{ "sleeping-barber", "customers=0", OK },
	{ "sleeping-barber", "variant=check-then-sleep", LIKELY(DEADLOCK, 0) },
	{ "sleeping-barber", "variant=check-then-sleep gap=0", OK_OR(DEADLOCK) },
	{ "sleeping-barber", "variant=lock-held", OK_OR(DEADLOCK) },

	{ "smokers", "", OK },
	{ "smokers", "rounds=100", OK },
	{ "smokers", "rounds=0", OK },
	{ "smokers", "rounds=0 variant=naive gap=0", OK },
	{ "smokers", "variant=naive", OK_OR(DEADLOCK) },
	{ "smokers", "variant=naive rounds=20", LIKELY(DEADLOCK, 0) },

	{ "priority-inversion", "", OK },
	{ "priority-inversion", "medium=0", OK },
	{ "priority-inversion", "medium=5 work=2 slice=1", OK },
	{ "priority-inversion", "inherit=off", OK },

	{ "once", "", OK },
	{ "once", "tasks=20 cost=5", OK },
	{ "once", "tasks=0 variant=nested", OK },
	{ "once", "variant=nested", DEADLOCK },
	{ "once", "variant=nested tasks=1", DEADLOCK },

	{ "lock-order", "hold=1", OK },
	{ "lock-order", "order=same hold=0 loops=500 tasks=4 locks=4", OK },
	{ "lock-order", "order=gate hold=1", OK },
	{ "lock-order", "order=gate hold=0 loops=200 tasks=4 locks=3", OK },
	{ "lock-order", "order=opposite hold=200", LIKELY(DEADLOCK, 0) },
	{ "lock-order", "order=opposite hold=200 tasks=5 locks=5", LIKELY(DEADLOCK, 0) },
	{ "lock-order", "order=opposite tasks=1 hold=1", OK },
	{ "lock-order", "order=opposite tasks=2 locks=3 hold=0 loops=200", OK },        /* no ring */

	{ "dining", "", OK },
	{ "dining", "order=ordered seats=20 meals=50", OK },
	{ "dining", "order=same-handed hold=200", LIKELY(DEADLOCK, 0) },
	{ "dining", "order=same-handed hold=200 seats=2", LIKELY(DEADLOCK, 0) },
	{ "dining", "order=one-left hold=1 seats=3", OK },
	{ "dining", "order=one-left meals=100", OK },
	{ "dining", "order=seats-1 meals=100", OK },
	{ "dining", "order=seats-1 hold=1 seats=2", OK },

	{ "lock-and-channel", "", OK },
	{ "lock-and-channel", "send=after items=200", OK },
	{ "lock-and-channel", "send=under hold=200", LIKELY(DEADLOCK, 0) },
	{ "lock-and-channel", "send=under cap=3 hold=1", OK },
	{ "lock-and-channel", "send=under", OK_OR(DEADLOCK) },

	{ "callback", "", OK },
	{ "callback", "variant=after tasks=10", OK },
	{ "callback", "variant=under-lock", DEADLOCK },
	{ "callback", "variant=under-lock tasks=3", DEADLOCK },
	{ "callback", "variant=under-lock kind=errorcheck", PANIC },
	{ "callback", "variant=under-lock kind=recursive tasks=5", OK },
	{ "callback", "kind=normal", OK },

	{ "nested-pool", "", OK },
	{ "nested-pool", "wait=help workers=1 chains=5 levels=5", OK },
	{ "nested-pool", "wait=help workers=4 chains=20 levels=3", OK },
	{ "nested-pool", "wait=hold", OK_OR(DEADLOCK) },
	{ "nested-pool", "wait=hold workers=1", DEADLOCK },
	{ "nested-pool", "wait=hold chains=0 levels=9", OK },

	{ "polite", "", OK },
	{ "polite", "tasks=5 back-off=random hold=1", OK },
	{ "polite", "back-off=none", OK_OR(BROKEN) },
	{ "polite", "back-off=none hold=5 tries=1", LIKELY(BROKEN, 0) },
	{ "polite", "tries=0 hold=1", OK },

	{ "ring", "", OK },
	{ "ring", "stages=10 tokens=4 rounds=20", OK },
	{ "ring", "start=receive tokens=0", DEADLOCK },
	{ "ring", "start=send", DEADLOCK },
	{ "ring", "start=send buffer=1", OK },
	{ "ring", "tokens=3", DEADLOCK },
	{ "ring", "tokens=0 rounds=0", OK },
};

/* ---- Verdicts ---- */

static void print_mismatch(const struct row *row, const struct result *result)
{
	print_error("%s %s: %s (%d left behind)%s%s, expected:", row->pattern, row->settings,
	            verdict_word(result->verdict), result->leaked, result->message ? ": " : "",
	            result->message ? result->message : "");
	for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
		if (row->verdicts >> verdict & 1)
			print_error(" %s", verdict_word((enum verdict)verdict));
	print_error(" (%d)\n", row->leaked);
}

/* Run it. Returns whether it came to a verdict the row allows, and says so if not. */
static bool holds(const struct row *row)
{
	struct result *result;
	bool right = false;

	for (int tries = row->tries; tries > 0 && !right; tries--) {
		result = run_pattern(row->pattern, row->settings);
		right = (row->verdicts >> result->verdict & 1) && result->leaked == row->leaked;
		if (!right && tries == 1)
			print_mismatch(row, result);
		result_free(result);
	}
	return right;
}

static bool comes_to(const char *pattern, const char *settings, unsigned verdicts, int leaked, int tries)
{
	return holds(&(struct row){ pattern, settings, verdicts, leaked, tries });
}

static void test_each_row_comes_to_its_verdict(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		wrong += !holds(&table[i]);
	assert_int_equal(wrong, 0);
}

static void test_the_defaults_work(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++)
		assert_true(comes_to(patterns[i]->name, "", OK));
}

/* Is the word this setting's value in some row, by name or by default? */
static bool tried(const struct pattern *pattern, int setting, int value)
{
	for (size_t i = 0; i < COUNT(table); i++) {
		struct turned turned;

		if (strcmp(table[i].pattern, pattern->name) != 0)
			continue;
		turn(&turned, pattern->name, table[i].settings);
		if (turned.values[setting] == value)
			return true;
	}
	return false;
}

/* Words must all be tried; of a number a value beside the default. */
static bool setting_tried(const struct pattern *pattern, int setting)
{
	const struct setting *s = &pattern->settings[setting];
	int n = 0;

	for (int value = s->min; value <= s->max && n < 2000; value++, n++)
		if (s->words[0] ? !tried(pattern, setting, value) :
		    value != s->standard && tried(pattern, setting, value))
			return !s->words[0];
	return s->words[0] != NULL;
}

static void test_every_switch_has_a_row(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++)
		for (int k = 0; k < pattern_n_settings(patterns[i]); k++)
			if (!setting_tried(patterns[i], k)) {
				print_error("%s %s: not every value is tried\n", patterns[i]->name,
				            patterns[i]->settings[k].name);
				assert_true(false);
			}
}

/* ---- Laws ---- */

static int rounds(void)
{
	return getenv("SOAK") ? 50 : 1;
}

/* Run the pattern with these settings; `hangs` says whether it must deadlock. Returns whether it does as it must. */
static bool obeys(bool hangs, const char *pattern, const char *format, ...) __attribute__((format(printf, 3, 4)));

static bool obeys(bool hangs, const char *pattern, const char *format, ...)
{
	char settings[200];
	va_list args;

	va_start(args, format);
	vsnprintf(settings, sizeof settings, format, args);
	va_end(args);
	return hangs ? comes_to(pattern, settings, DEADLOCK) : comes_to(pattern, settings, OK);
}

/* feed=main hangs iff jobs > workers + buffer + results, however main collects; feed=task never does. */
static int try_pool(int workers, int buffer, int results, int jobs)
{
	bool hangs = jobs > workers + buffer + results;
	char text[128];

	snprintf(text, sizeof text, "workers=%d buffer=%d results=%d jobs=%d", workers, buffer, results, jobs);
	return !obeys(false, "worker-pool", "%s", text) +
	       !obeys(hangs, "worker-pool", "%s feed=main", text) +
	       !obeys(hangs, "worker-pool", "%s feed=main collect=range", text);
}

static void test_the_law_of_the_worker_pool(void **state)
{
	int wrong = 0;

	(void)state;
	for (int round = rounds(); round > 0; round--)
		for (int workers = 1; workers <= 4; workers++)
			for (int buffer = 0; buffer <= 3; buffer++)
				for (int results = 0; results <= 3; results++)
					for (int jobs = 1; jobs <= 14; jobs++)
						wrong += try_pool(workers, buffer, results, jobs);
	assert_int_equal(wrong, 0);
}

/* take=k leaves min(workers, n) workers behind, n = jobs - k - results, and the feeder if n > workers + buffer. */
static void test_the_law_of_leaving_early(void **state)
{
	int wrong = 0;
	char text[128];

	(void)state;
	for (int buffer = 0; buffer <= 2; buffer++)
		for (int results = 0; results <= 2; results++)
			for (int take = 1; take <= 9; take++) {
				int n = 9 - take - results, left = n > 0 ? (n < 3 ? n : 3) + (n > 3 + buffer) : 0;

				snprintf(text, sizeof text, "buffer=%d results=%d take=%d", buffer, results, take);
				wrong += !(left ? comes_to("worker-pool", text, LEAK(left)) : comes_to("worker-pool", text, OK));
			}
	assert_int_equal(wrong, 0);
}

/* mode=self hangs iff sends > cap; wait-first iff jobs > results; fan-in feed=main iff sources x items > buffer. */
static void test_the_laws_of_room(void **state)
{
	int wrong = 0;

	(void)state;
	for (int room = 0; room <= 6; room++)
		for (int items = 0; items <= 8; items++) {
			wrong += !obeys(items > room, "channel", "mode=self cap=%d sends=%d receives=%d", room, items, items);
			wrong += !obeys(items > room, "worker-pool", "wait-first=on results=%d jobs=%d", room, items);
			wrong += !obeys(2 * items > room, "fan-in", "feed=main sources=2 buffer=%d items=%d", room, items);
			wrong += !obeys(items > room, "bridge", "fill=before inner=%d items=%d", room, items);
			wrong += !obeys(items > room + 2, "bounded-parallelism", "collect=after results=%d items=%d",
			                room, items);
			wrong += !obeys(items > room + 1, "tee", "drain=left-first right-buffer=%d items=%d", room, items);
			wrong += !obeys(items > room, "tee", "drain=left-first read=range right-buffer=%d items=%d",
			                room, items);
			wrong += !obeys(items > room + 1, "pub-sub", "dead=1 buffer=%d messages=%d", room, items);
			wrong += !obeys(2 * items > room, "pooling", "give-back=off things=%d tasks=2 loops=%d",
			                room, items);
		}
	assert_int_equal(wrong, 0);
}

/* feed=main hangs iff items > stages x width + (stages + 1) x buffer. */
static void test_the_law_of_the_pipeline(void **state)
{
	int wrong = 0;

	(void)state;
	for (int stages = 1; stages <= 3; stages++)
		for (int width = 1; width <= 2; width++)
			for (int buffer = 0; buffer <= 2; buffer++)
				for (int more = -1; more <= 1; more++) {
					int items = stages * width + (stages + 1) * buffer + more;

					wrong += !obeys(more > 0, "pipeline", "feed=main stages=%d width=%d buffer=%d items=%d",
					                stages, width, buffer, items);
				}
	assert_int_equal(wrong, 0);
}

/* It hangs iff nobody starts by sending, or everybody does and there is no buffer. */
static void test_the_law_of_the_ring(void **state)
{
	int wrong = 0;

	(void)state;
	for (int stages = 2; stages <= 4; stages++)
		for (int tokens = 0; tokens <= 5; tokens++)
			for (int buffer = 0; buffer <= 2; buffer++)
				wrong += !obeys(tokens == 0 || (tokens >= stages && buffer == 0), "ring",
				                "stages=%d tokens=%d buffer=%d rounds=3", stages, tokens, buffer);
	assert_int_equal(wrong, 0);
}

/* wait=hold never hangs iff chains x levels < workers, and always iff levels >= workers. */
static void test_the_law_of_the_nested_pool(void **state)
{
	int wrong = 0;

	(void)state;
	for (int workers = 1; workers <= 4; workers++)
		for (int chains = 1; chains <= 3; chains++)
			for (int levels = 0; levels <= 4; levels++)
				if (chains * levels < workers || levels >= workers)
					wrong += !obeys(levels >= workers, "nested-pool",
					                "wait=hold workers=%d chains=%d levels=%d", workers, chains, levels);
	assert_int_equal(wrong, 0);
}

/* cancel=off leaves max(0, replicas - 1 - reply-cap) behind. */
static void test_the_law_of_the_replicas(void **state)
{
	int wrong = 0;
	char text[128];

	(void)state;
	for (int replicas = 1; replicas <= 5; replicas++)
		for (int room = 0; room <= 5; room++) {
			int left = replicas - 1 - room;

			snprintf(text, sizeof text, "cancel=off replicas=%d reply-cap=%d", replicas, room);
			wrong += !(left > 0 ? comes_to("replicated-requests", text, LEAK(left)) :
			                      comes_to("replicated-requests", text, OK));
		}
	assert_int_equal(wrong, 0);
}

/* ---- Warnings ---- */

static int warnings(const char *settings, enum verdict *verdict)
{
	struct result *result = run_pattern("lock-order", settings);
	int n = result->n_lock_orders;

	*verdict = result->verdict;
	result_free(result);
	return n;
}

/* Opposite orders that got through by luck are warned of. Luck is needed for a thousand tries to see none. */
static void test_opposite_orders_are_warned_of(void **state)
{
	enum verdict verdict = VERDICT_DEADLOCK;
	int n = 0;

	(void)state;
	for (int tries = 0; verdict != VERDICT_OK && tries < 1000; tries++)
		n = warnings("order=opposite hold=0", &verdict);
	assert_int_equal(verdict, VERDICT_OK);
	assert_int_equal(n, 1);
}

static void test_safe_orders_are_not_warned_of(void **state)
{
	static const char *const safe[] = {
		"order=same hold=0 loops=10", "order=gate hold=0 loops=10", "order=opposite hold=0 locks=3 loops=10",
	};
	enum verdict verdict;

	(void)state;
	for (size_t i = 0; i < COUNT(safe); i++) {
		assert_int_equal(warnings(safe[i], &verdict), 0);
		assert_int_equal(verdict, VERDICT_OK);
	}
}

/* ---- The files ---- */

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool is_listed(const char *file)
{
	for (int i = 0; patterns[i]; i++)
		if (!strcmp(file_name(patterns[i]->file), file_name(file)))
			return true;
	return false;
}

static void test_each_file_is_listed(void **state)
{
	size_t listed = 0, files = 0;
	glob_t found;

	(void)state;
	assert_int_equal(glob("patterns/*.c", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		if (!strcmp(file_name(found.gl_pathv[i]), "patterns.c"))
			continue;
		if (!is_listed(found.gl_pathv[i]))
			print_error("%s is not in patterns[]\n", found.gl_pathv[i]);
		assert_true(is_listed(found.gl_pathv[i]));
		files++;
	}
	globfree(&found);
	while (patterns[listed])
		listed++;
	assert_int_equal(listed, files);
}

/* "worker-pool" is in worker_pool.c. */
static void test_names_fit_files(void **state)
{
	char expected[64];

	(void)state;
	for (int i = 0; patterns[i]; i++) {
		snprintf(expected, sizeof expected, "patterns/%s.c", patterns[i]->name);
		for (char *c = expected; *c; c++)
			if (*c == '-')
				*c = '_';
		assert_string_equal(patterns[i]->file, expected);
	}
}

static void check_setting(const struct setting *s)
{
	int words = 0;

	while (words < MAX_WORDS && s->words[words])
		words++;
	assert_non_null(s->help);
	assert_true(strlen(s->help) <= 60 && !strchr(s->help, '\n') && s->help[strlen(s->help) - 1] != '.');
	assert_true(s->min <= s->standard && s->standard <= s->max);
	if (words)
		assert_true(s->min == 0 && s->max == words - 1 && !s->is_file);
	if (s->is_file)
		assert_true(s->standard == 0 && s->min == 0 && s->max == 1);
}

static void test_settings_are_sound(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++) {
		assert_true(pattern_n_settings(patterns[i]) > 0);
		assert_non_null(patterns[i]->summary);
		for (int k = 0; k < pattern_n_settings(patterns[i]); k++)
			check_setting(&patterns[i]->settings[k]);
	}
}

enum { LONGEST = 250 };

/* What is looked for in one pattern file. */
struct reading {
	int lines, labels, lab_h, strangers;
	bool in_head;
};

static const char *const labels[] = { " * Use it when ", " * Ends because ", " * Watch ", " * Break it " };
static const char *const may_include[] = { "<limits.h>", "<stdint.h>", "<string.h>", "<zlib.h>" };
static const char *const may_not[] = {
	"pthread", "printf", "malloc", "free(", "usleep", "time(", "rand(", "stdatomic", "\tstatic ",
};

static void read_line(struct reading *reading, const char *line)
{
	bool known = strncmp(line, "#include", 8) != 0;

	reading->lines++;
	if (!strncmp(line, " */", 3))
		reading->in_head = false;
	for (size_t i = 0; reading->in_head && i < COUNT(labels); i++)
		reading->labels += !strncmp(line, labels[i], strlen(labels[i]));
	for (size_t i = 0; i < COUNT(may_include); i++)
		known |= strstr(line, may_include[i]) != NULL;
	if (!strncmp(line, "#include \"lab/lab.h\"", 20))
		known = ++reading->lab_h;
	reading->strangers += !known;
	for (size_t i = 0; !reading->in_head && i < COUNT(may_not); i++)
		reading->strangers += strstr(line, may_not[i]) != NULL;
}

/* One screen or two, the four labelled lines, lab.h, and nothing that a pattern may not touch. */
static void test_files_keep_the_form(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++) {
		struct reading reading = { .in_head = true };
		FILE *file = fopen(patterns[i]->file, "r");
		char line[400];

		assert_non_null(file);
		while (fgets(line, sizeof line, file))
			read_line(&reading, line);
		fclose(file);
		if (reading.labels != 4 || reading.lab_h != 1 || reading.strangers || reading.lines >= LONGEST)
			print_error("%s: %d labels, %d strangers, %d lines\n", patterns[i]->file, reading.labels,
			            reading.strangers, reading.lines);
		assert_int_equal(reading.labels, 4);
		assert_int_equal(reading.lab_h, 1);
		assert_int_equal(reading.strangers, 0);
		assert_true(reading.lines < LONGEST);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_defaults_work),
		cmocka_unit_test(test_each_row_comes_to_its_verdict),
		cmocka_unit_test(test_every_switch_has_a_row),
		cmocka_unit_test(test_the_law_of_the_worker_pool),
		cmocka_unit_test(test_the_law_of_leaving_early),
		cmocka_unit_test(test_the_laws_of_room),
		cmocka_unit_test(test_the_law_of_the_pipeline),
		cmocka_unit_test(test_the_law_of_the_ring),
		cmocka_unit_test(test_the_law_of_the_nested_pool),
		cmocka_unit_test(test_the_law_of_the_replicas),
		cmocka_unit_test(test_opposite_orders_are_warned_of),
		cmocka_unit_test(test_safe_orders_are_not_warned_of),
		cmocka_unit_test(test_each_file_is_listed),
		cmocka_unit_test(test_names_fit_files),
		cmocka_unit_test(test_settings_are_sound),
		cmocka_unit_test(test_files_keep_the_form),
	};

	alarm(getenv("SOAK") ? 1200 : 115);     /* three seconds, on a machine with nothing else to do */
	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
