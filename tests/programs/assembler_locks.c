/*
 * Locks and counters as textbooks write them in assembler: one instruction that does one thing to memory is followed.
 *
 * expect: run => ok
 * expect: run carrier=threads => ok
 * expect: explore => always ok PROVED
 * expect: explore memory=races => always ok PROVED
 * expect: explore HOW=1 => always ok PROVED
 * expect: explore HOW=2 => always ok PROVED
 * expect: explore HOW=3 => always ok PROVED
 * expect: explore HOW=3 memory=races => always ok PROVED
 * expect: explore HOW=4 => sometimes broken, sometimes race
 * expect: explore HOW=5 => open says "what the assembler in add does is not seen"
 */
#include <assert.h>
#include <pthread.h>

/* 0: test-and-set, 1: compare-and-swap, 2: a byte, 3: a ticket, 4: the lock looks first and sets then, 5: no lock, but two instructions */
#define HOW 0

static unsigned lock, serving;
static unsigned char small;
static long counter;

#if defined __x86_64__
static unsigned exchange(volatile unsigned *at, unsigned value)
{
	unsigned was;

	__asm__ volatile("lock; xchgl %0, %1" : "+m"(*at), "=a"(was) : "1"(value) : "cc");
	return was;
}

static unsigned char compare_exchange(volatile unsigned *at, unsigned expected, unsigned value)
{
	unsigned char done;

	__asm__ volatile("lock; cmpxchgl %3, %0\n\tsete %1" : "+m"(*at), "=q"(done), "+a"(expected) : "r"(value) : "memory", "cc");
	return done;
}

static int exchange_byte(unsigned char *at)
{
	unsigned char was = 1;

	__asm__ __volatile__("xchgb %b0, %1" : "+q"(was), "+m"(*at) : : "memory");
	return was;
}

static unsigned fetch_and_add(unsigned *at, unsigned value)
{
	__asm__ volatile("lock\n\txaddl %0, %1" : "+r"(value), "+m"(*at) : : "memory", "cc");
	return value;
}

static void set(volatile unsigned *at, unsigned value)
{
	__asm__ volatile("movl %1, %0" : "=m"(*at) : "ri"(value) : "memory");
}

#if HOW == 5
static void add(long *at)
{
	__asm__ volatile("movq %0, %%rax\n\tlock incq %0" : "+m"(*at) : : "rax", "cc");
}
#endif

static unsigned look(volatile unsigned *at)
{
	return fetch_and_add((unsigned *)at, 0);
}
#else
#define exchange(at, value)                      __atomic_exchange_n(at, value, __ATOMIC_SEQ_CST)
#define compare_exchange(at, expected, value)    __sync_bool_compare_and_swap(at, expected, value)
#define exchange_byte(at)                        __atomic_exchange_n(at, 1, __ATOMIC_SEQ_CST)
#define fetch_and_add(at, value)                 __atomic_fetch_add(at, value, __ATOMIC_SEQ_CST)
#define set(at, value)                           __atomic_store_n(at, value, __ATOMIC_RELEASE)
#define look(at)                                 __atomic_load_n(at, __ATOMIC_SEQ_CST)
#if HOW == 5
static void add(long *at)
{
	__asm__ volatile(".inst 0xd503201f\n\t.inst 0xd503201f" : "+m"(*at));
}
#endif
#endif

static void acquire(void)
{
	unsigned mine = HOW == 3 ? fetch_and_add(&lock, 1) : 0;

	while (HOW == 0 ? exchange(&lock, 1) : HOW == 1 ? !compare_exchange(&lock, 0, 1) : HOW == 2 ? exchange_byte(&small) :
	       HOW == 3 ? look(&serving) != mine : look(&lock))
		continue;
	if (HOW == 4)
		set(&lock, 1);
}

static void release(void)
{
	if (HOW == 2)
		__atomic_store_n(&small, 0, __ATOMIC_RELEASE);
	else if (HOW == 3)
		fetch_and_add(&serving, 1);
	else
		set(&lock, 0);
}

static void *work(void *arg)
{
	long kept = (long)arg;

#if HOW == 5
	add(&counter);
	return arg;
#endif
	acquire();
	counter = counter * 2 + kept;
	release();
	return arg;
}

int main(void)
{
	pthread_t threads[2];

	for (long i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, (void *)(i + 1));
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert(HOW == 5 || counter == 4 || counter == 5);
	return 0;
}
