/*
 * The builtins of __sync and __atomic, of all sizes
 * expect: run => ok
 * expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static int8_t w8;
static uint16_t w16;
static int w32;
static uint64_t w64;
static void *one(void *arg)
{
	__sync_fetch_and_add(&w8, 100);
	__atomic_fetch_sub(&w16, 1, __ATOMIC_SEQ_CST);
	__sync_bool_compare_and_swap(&w32, 0, 7);
	__atomic_or_fetch(&w64, (uint64_t)1 << 63, __ATOMIC_RELAXED);
	return arg;
}
static void *two(void *arg)
{
	__sync_add_and_fetch(&w8, 100);
	__atomic_fetch_and(&w16, 0xfff0, __ATOMIC_SEQ_CST);
	__sync_val_compare_and_swap(&w32, 7, 8);
	__atomic_fetch_xor(&w64, 1, __ATOMIC_RELAXED);
	return arg;
}
int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, one, NULL);
	pthread_create(&b, NULL, two, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	assert(w8 == -56);
	assert(w16 == 0xfff0 || w16 == 0xffff);
	assert(w32 == 7 || w32 == 8);
	assert(w64 == ((uint64_t)1 << 63 | 1));
	__atomic_nand_fetch(&w64, 1, __ATOMIC_SEQ_CST);
	assert(w64 == ~(uint64_t)1);
	return 0;
}
