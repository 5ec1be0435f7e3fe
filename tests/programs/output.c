/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* What threads print, in every way there is. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

static void say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
}

static void *work(void *arg)
{
	printf("%ld begins\n", (long)arg);
	fprintf(stderr, "%s\n", "to the standard error");
	putchar('x');
	putchar('\n');
	return NULL;
}

int main(void)
{
	pthread_t threads[2];

	setvbuf(stdout, NULL, _IONBF, 0);
	for (long i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	say("%d of %d\n", 2, 2);
	puts("done");
	fputs("end", stdout);
	fwrite("\n", 1, 1, stdout);
	fflush(stdout);
	return 0;
}
