// expect: repair => says "hint_relock.c:5" says "relock" says "main holds m already, since hint_relock.c:8"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int n;
static void add(void) { pthread_mutex_lock(&m); n++; pthread_mutex_unlock(&m); }
int main(void)
{
	pthread_mutex_lock(&m);
	add();
	pthread_mutex_unlock(&m);
	return 0;
}
