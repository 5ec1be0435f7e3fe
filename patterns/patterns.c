/*
 * patterns.c - every pattern, in the order in which they are best read. A new one: its file, and a line here.
 */
#include "lab/lab.h"

#define PATTERNS(X) \
	X(tasks) \
	X(channel) \
	X(generator) \
	X(select) \
	X(mutex) \
	X(rwlock) \
	X(semaphore) \
	X(barrier) \
	X(wait_group) \
	X(worker_pool) \
	X(fan_out) \
	X(fan_in) \
	X(pipeline) \
	X(bounded_parallelism) \
	X(replicated_requests) \
	X(pub_sub) \
	X(tee) \
	X(bridge) \
	X(or_channel) \
	X(context) \
	X(error_group) \
	X(ring_buffer) \
	X(subscription) \
	X(heartbeat) \
	X(self_healing) \
	X(rate_limit) \
	X(queuing) \
	X(pooling) \
	X(lock_order) \
	X(dining) \
	X(lock_and_channel) \
	X(callback) \
	X(nested_pool) \
	X(polite) \
	X(bounded_buffer) \
	X(lost_wakeup) \
	X(sleeping_barber) \
	X(smokers) \
	X(priority_inversion) \
	X(once) \
	X(ring)

#define X(name) extern const struct pattern pattern_##name;
PATTERNS(X)
#undef X

const struct pattern *const patterns[] = {
#define X(name) &pattern_##name,
	PATTERNS(X)
#undef X
	NULL
};
