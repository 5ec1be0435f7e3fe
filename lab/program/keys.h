/* keys.h - what each thread has under a key, whoever asks: pthreads or C11. */
#ifndef LAB_PROGRAM_KEYS_H
#define LAB_PROGRAM_KEYS_H

/* 0, or EAGAIN, EINVAL as POSIX says. */
int program_key_create(unsigned *key, void (*destructor)(void *), const char *here);
int program_key_delete(unsigned key, const char *here);
int program_setspecific(unsigned key, void *value, const char *here);
void *program_getspecific(unsigned key, const char *here);

/* By a thread at its end: call the destructors of what it has, round after round while there is something. */
void run_destructors(void);

#endif
