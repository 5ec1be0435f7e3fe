/*
 * calls.h - what a program may call, and what becomes of it: the one list from which the renaming of its object file,
 * the symbols that the lab exports and the complaints about what is not supported are made.
 *
 * WRAPPED: calls the lab answers itself, with a function conclab_NAME of the same type.
 * CHOSEN: calls that are answered so, too, with one of the answers that there could be.
 * OPENED: calls that are answered so, too, for something outside of the program, which a search cannot put back.
 * HOOKS: what the compiler calls where a program touches memory (-fsanitize=thread), and in each piece of code without a
 * jump (-fsanitize-coverage=trace-pc), answered likewise.
 * ATOMICS: its calls for atomic operations.
 * REFUSED: calls that would leave the lab, each with why.
 * HARMLESS: calls that need no answer.
 * BROUGHT: names of the C library that the lab gives a program as a source file of its own, to be compiled with it.
 */
#ifndef LAB_COMPILE_CALLS_H
#define LAB_COMPILE_CALLS_H

#define WRAPPED(X)                                                                                              \
	X(pthread_create) X(pthread_join) X(pthread_tryjoin_np) X(pthread_timedjoin_np) X(pthread_clockjoin_np) X(pthread_detach) X(pthread_exit) X(pthread_self) X(pthread_equal)    \
	X(pthread_setname_np) X(pthread_getname_np) X(pthread_getconcurrency) X(pthread_setconcurrency)         \
	X(pthread_getschedparam) X(pthread_setschedparam) X(pthread_setschedprio) X(pthread_getattr_np)         \
	X(pthread_getaffinity_np) X(pthread_setaffinity_np) X(pthread_getcpuclockid) X(pthread_atfork)          \
	X(sched_getscheduler) X(sched_setscheduler) X(sched_getparam) X(sched_setparam) X(sched_getaffinity)    \
	X(sched_setaffinity) X(clock_getcpuclockid)                                                             \
	X(__pthread_register_cancel) X(__pthread_unregister_cancel) X(__pthread_unwind_next)                    \
	X(pthread_cancel) X(pthread_setcancelstate) X(pthread_setcanceltype) X(pthread_testcancel)              \
	X(pthread_yield) X(sched_yield)                                                                         \
	X(pthread_once) X(pthread_key_create) X(pthread_key_delete) X(pthread_setspecific) X(pthread_getspecific) \
	X(pthread_mutex_init) X(pthread_mutex_destroy) X(pthread_mutex_lock) X(pthread_mutex_trylock)           \
	X(pthread_mutex_timedlock) X(pthread_mutex_clocklock) X(pthread_mutex_consistent) X(pthread_mutex_unlock) \
	X(pthread_mutex_getprioceiling) X(pthread_mutex_setprioceiling) \
	X(pthread_spin_init) X(pthread_spin_destroy) X(pthread_spin_lock) X(pthread_spin_trylock)               \
	X(pthread_spin_unlock)                                                                                  \
	X(pthread_cond_init) X(pthread_cond_destroy) X(pthread_cond_wait) X(pthread_cond_timedwait)             \
	X(pthread_cond_clockwait) X(pthread_cond_signal) X(pthread_cond_broadcast)                              \
	X(pthread_rwlock_init) X(pthread_rwlock_destroy) X(pthread_rwlock_rdlock) X(pthread_rwlock_wrlock)      \
	X(pthread_rwlock_tryrdlock) X(pthread_rwlock_trywrlock) X(pthread_rwlock_timedrdlock)                   \
	X(pthread_rwlock_timedwrlock) X(pthread_rwlock_clockrdlock) X(pthread_rwlock_clockwrlock)               \
	X(pthread_rwlock_unlock)                                                                                \
	X(pthread_barrier_init) X(pthread_barrier_destroy) X(pthread_barrier_wait)                              \
	X(sem_init) X(sem_destroy) X(sem_wait) X(sem_trywait) X(sem_timedwait) X(sem_clockwait) \
	X(sem_post) X(sem_getvalue) X(sem_open) X(sem_close) X(sem_unlink) X(thrd_create) X(thrd_join) X(thrd_detach) X(thrd_exit) \
	X(thrd_current) X(thrd_equal) X(thrd_sleep) X(thrd_yield) X(mtx_init) X(mtx_destroy) X(mtx_lock) \
	X(mtx_trylock) X(mtx_timedlock) X(mtx_unlock) X(cnd_init) X(cnd_destroy) X(cnd_wait) \
	X(cnd_timedwait) X(cnd_signal) X(cnd_broadcast) X(call_once) X(tss_create) X(tss_delete) \
	X(tss_get) X(tss_set) X(malloc) X(calloc) X(realloc) X(free) X(aligned_alloc) X(posix_memalign) \
	X(exit) X(_exit) X(_Exit) X(printf) X(vprintf) X(puts) X(putchar) X(fprintf) X(vfprintf) X(fputs) \
	X(fputc) X(putc) X(fwrite) X(fflush) X(perror) X(sleep) X(usleep) X(nanosleep) X(clock_nanosleep) \
	X(time) X(clock) X(clock_gettime) X(clock_getres) X(gettimeofday) X(timespec_get) X(reallocarray) \
	X(cfree) X(memcpy) X(memmove) X(memset) X(bzero) X(memcmp) X(memchr) X(strlen) X(strnlen) \
	X(strcpy) X(stpcpy) X(strncpy) X(strcat) X(strncat) X(strcmp) X(strncmp) X(strcasecmp) \
	X(strncasecmp) X(strchr) X(strrchr) X(strstr) X(strspn) X(strcspn) X(strpbrk) X(strdup) X(strndup) \
	X(strtok) X(strtok_r) X(strsep) X(strtol) X(strtoll) X(strtoul) X(strtoull) X(strtod) X(atoi) \
	X(atol) X(atoll) X(atof) X(__isoc23_strtol) X(__isoc23_strtoll) X(__isoc23_strtoul) \
	X(__isoc23_strtoull) X(rand_r) X(sprintf) X(snprintf) X(vsprintf) X(vsnprintf) X(sscanf) \
	X(__isoc99_sscanf) X(__isoc23_sscanf) X(scanf) X(__isoc99_scanf) X(__isoc23_scanf) X(getchar) \
	X(fgets) X(fgetc) X(getc) X(getchar_unlocked) X(getc_unlocked) X(fgetc_unlocked) X(ungetc) X(fread) \
	X(feof) X(ferror) X(clearerr) X(getline) X(getdelim) X(__getdelim) X(vscanf) X(__isoc99_vscanf) \
	X(__isoc23_vscanf) X(fscanf) X(__isoc99_fscanf) X(__isoc23_fscanf) X(vfscanf) X(__isoc99_vfscanf) \
	X(__isoc23_vfscanf) X(read) X(close) X(fclose) X(asprintf) X(vasprintf) X(write) X(qsort) X(bsearch) X(atexit) X(__assert_fail) X(dprintf) X(setvbuf) \
	X(setbuf) \
	X(pthread_attr_init) X(pthread_attr_destroy) X(pthread_attr_setdetachstate) X(pthread_attr_setstack) \
	X(pthread_attr_getstack) \
	X(pthread_attr_getdetachstate) X(pthread_attr_setstacksize) X(pthread_attr_getstacksize) \
	X(pthread_attr_setguardsize) X(pthread_attr_getguardsize) X(pthread_attr_setscope) \
	X(pthread_attr_getscope) X(pthread_attr_setinheritsched) X(pthread_attr_getinheritsched) \
	X(pthread_attr_setschedpolicy) X(pthread_attr_getschedpolicy) X(pthread_attr_setschedparam) \
	X(pthread_attr_getschedparam) X(pthread_mutexattr_init) X(pthread_mutexattr_destroy) \
	X(pthread_mutexattr_settype) X(pthread_mutexattr_gettype) X(pthread_mutexattr_setprotocol) \
	X(pthread_mutexattr_getprotocol) X(pthread_mutexattr_setpshared) X(pthread_mutexattr_getpshared) \
	X(pthread_mutexattr_setrobust) X(pthread_mutexattr_getrobust) X(pthread_mutexattr_setprioceiling) \
	X(pthread_mutexattr_getprioceiling) X(pthread_condattr_init) X(pthread_condattr_destroy) \
	X(pthread_condattr_setclock) X(pthread_condattr_getclock) X(pthread_condattr_setpshared) \
	X(pthread_condattr_getpshared) X(pthread_rwlockattr_init) X(pthread_rwlockattr_destroy) \
	X(pthread_rwlockattr_setkind_np) X(pthread_rwlockattr_getkind_np) X(pthread_rwlockattr_setpshared) \
	X(pthread_rwlockattr_getpshared) X(pthread_barrierattr_init) X(pthread_barrierattr_destroy) \
	X(pthread_barrierattr_setpshared) X(pthread_barrierattr_getpshared) \
	X(getpid) X(getppid) X(gettid) X(syscall) X(select) X(poll) X(quick_exit) \
	X(getenv) X(__errno_location) X(__tls_get_addr)

/* Those that give one of many answers: what is found with them is there, but nothing is proved. */
#define OPENED(X) X(fopen) X(fopen64) X(tmpfile) X(opendir) X(closedir) X(open) X(open64)

#define CHOSEN(X)                                                                                               \
	X(rand) X(srand) X(random) X(srandom) X(lrand48) X(mrand48) X(drand48) X(srand48)

#define HOOKS(X)                                                                                                \
	X(__sanitizer_cov_trace_pc) X(conclab_empty_loop) X(conclab_untold) \
	X(conclab_locked1) X(conclab_locked2) X(conclab_locked4) X(conclab_locked8)                             \
	X(conclab_stored1) X(conclab_stored2) X(conclab_stored4) X(conclab_stored8) X(__tsan_init) X(__tsan_func_entry) X(__tsan_func_exit) \
	X(__tsan_read1) X(__tsan_read2) X(__tsan_read4) X(__tsan_read8) X(__tsan_read16)                        \
	X(__tsan_write1) X(__tsan_write2) X(__tsan_write4) X(__tsan_write8) X(__tsan_write16)                   \
	X(__tsan_unaligned_read2) X(__tsan_unaligned_read4) X(__tsan_unaligned_read8) X(__tsan_unaligned_read16) \
	X(__tsan_unaligned_write2) X(__tsan_unaligned_write4) X(__tsan_unaligned_write8)                        \
	X(__tsan_unaligned_write16)                                                                             \
	X(__tsan_read_range) X(__tsan_write_range)                                                              \
	X(__tsan_memcpy) X(__tsan_memmove) X(__tsan_memset)

/*
 * ATOMICS: what the compiler calls for C11's atomic types and the __atomic and __sync builtins, with -fsanitize=thread; and
 * their like in the compiler's library, for where it does not.
 */
#define ATOMICS(X) \
	X(__tsan_atomic8_load) X(__tsan_atomic8_store) X(__tsan_atomic8_exchange) \
	X(__tsan_atomic8_fetch_add) X(__tsan_atomic8_fetch_sub) X(__tsan_atomic8_fetch_and) \
	X(__tsan_atomic8_fetch_or) X(__tsan_atomic8_fetch_xor) X(__tsan_atomic8_fetch_nand) \
	X(__tsan_atomic8_compare_exchange_strong) X(__tsan_atomic8_compare_exchange_weak) \
	X(__tsan_atomic8_compare_exchange_val) \
	X(__tsan_atomic16_load) X(__tsan_atomic16_store) X(__tsan_atomic16_exchange) \
	X(__tsan_atomic16_fetch_add) X(__tsan_atomic16_fetch_sub) X(__tsan_atomic16_fetch_and) \
	X(__tsan_atomic16_fetch_or) X(__tsan_atomic16_fetch_xor) X(__tsan_atomic16_fetch_nand) \
	X(__tsan_atomic16_compare_exchange_strong) X(__tsan_atomic16_compare_exchange_weak) \
	X(__tsan_atomic16_compare_exchange_val) \
	X(__tsan_atomic32_load) X(__tsan_atomic32_store) X(__tsan_atomic32_exchange) \
	X(__tsan_atomic32_fetch_add) X(__tsan_atomic32_fetch_sub) X(__tsan_atomic32_fetch_and) \
	X(__tsan_atomic32_fetch_or) X(__tsan_atomic32_fetch_xor) X(__tsan_atomic32_fetch_nand) \
	X(__tsan_atomic32_compare_exchange_strong) X(__tsan_atomic32_compare_exchange_weak) \
	X(__tsan_atomic32_compare_exchange_val) \
	X(__tsan_atomic64_load) X(__tsan_atomic64_store) X(__tsan_atomic64_exchange) \
	X(__tsan_atomic64_fetch_add) X(__tsan_atomic64_fetch_sub) X(__tsan_atomic64_fetch_and) \
	X(__tsan_atomic64_fetch_or) X(__tsan_atomic64_fetch_xor) X(__tsan_atomic64_fetch_nand) \
	X(__tsan_atomic64_compare_exchange_strong) X(__tsan_atomic64_compare_exchange_weak) \
	X(__tsan_atomic64_compare_exchange_val) \
	X(__tsan_atomic_thread_fence) X(__tsan_atomic_signal_fence) \
	X(__atomic_load_1) X(__atomic_store_1) X(__atomic_exchange_1) X(__atomic_compare_exchange_1) \
	X(__atomic_fetch_add_1) X(__atomic_fetch_sub_1) X(__atomic_fetch_and_1) X(__atomic_fetch_or_1) \
	X(__atomic_fetch_xor_1) X(__atomic_fetch_nand_1) \
	X(__atomic_load_2) X(__atomic_store_2) X(__atomic_exchange_2) X(__atomic_compare_exchange_2) \
	X(__atomic_fetch_add_2) X(__atomic_fetch_sub_2) X(__atomic_fetch_and_2) X(__atomic_fetch_or_2) \
	X(__atomic_fetch_xor_2) X(__atomic_fetch_nand_2) \
	X(__atomic_load_4) X(__atomic_store_4) X(__atomic_exchange_4) X(__atomic_compare_exchange_4) \
	X(__atomic_fetch_add_4) X(__atomic_fetch_sub_4) X(__atomic_fetch_and_4) X(__atomic_fetch_or_4) \
	X(__atomic_fetch_xor_4) X(__atomic_fetch_nand_4) \
	X(__atomic_load_8) X(__atomic_store_8) X(__atomic_exchange_8) X(__atomic_compare_exchange_8) \
	X(__atomic_fetch_add_8) X(__atomic_fetch_sub_8) X(__atomic_fetch_and_8) X(__atomic_fetch_or_8) \
	X(__atomic_fetch_xor_8) X(__atomic_fetch_nand_8)

/*
 * What the C library keeps for these in variables is then the program's, seen and set anew as they are; and what they print
 * is what the program prints, and their end its own.
 */
#define BROUGHT(X)                                                                                              \
	X(getopt, "getopt.c") X(getopt_long, "getopt.c") X(optarg, "getopt.c") X(optind, "getopt.c") X(opterr, "getopt.c") \
	X(optopt, "getopt.c") \
	X(err, "stdio.c") X(errx, "stdio.c") X(verr, "stdio.c") X(verrx, "stdio.c") X(warn, "stdio.c") X(warnx, "stdio.c") \
	X(vwarn, "stdio.c") X(vwarnx, "stdio.c") X(error, "stdio.c") X(putc_unlocked, "stdio.c") X(fputc_unlocked, "stdio.c") \
	X(putchar_unlocked, "stdio.c") X(fputs_unlocked, "stdio.c") X(fwrite_unlocked, "stdio.c") X(fflush_unlocked, "stdio.c")

#define REFUSED(X)                                                                                              \
	X(fork, "the lab runs one process")                                                                     \
	X(vfork, "the lab runs one process")                                                                    \
	X(execve, "the lab runs one process")                                                                   \
	X(execv, "the lab runs one process")                                                                    \
	X(execvp, "the lab runs one process")                                                                   \
	X(execvpe, "the lab runs one process")                                                                  \
	X(execl, "the lab runs one process")                                                                    \
	X(execle, "the lab runs one process")                                                                   \
	X(execlp, "the lab runs one process")                                                                   \
	X(fexecve, "the lab runs one process")                                                                  \
	X(posix_spawn, "the lab runs one process")                                                              \
	X(posix_spawnp, "the lab runs one process")                                                             \
	X(system, "the lab runs one process, and a search would start that again in each schedule")             \
	X(popen, "the lab runs one process, and a search would start that again in each schedule")              \
	X(clone, "the lab runs one process")                                                                    \
	X(daemon, "the lab runs one process")                                                                   \
	X(_Fork, "the lab runs one process")                                                                    \
	X(forkpty, "the lab runs one process")                                                                  \
	X(wait, "the lab runs one process")                                                                     \
	X(waitpid, "the lab runs one process")                                                                  \
	X(wait3, "the lab runs one process")                                                                    \
	X(wait4, "the lab runs one process")                                                                    \
	X(waitid, "the lab runs one process")                                                                   \
	X(signal, "signals are not part of what is explored")                                                   \
	X(bsd_signal, "signals are not part of what is explored")                                               \
	X(__sysv_signal, "signals are not part of what is explored")                                            \
	X(sysv_signal, "signals are not part of what is explored")                                              \
	X(ssignal, "signals are not part of what is explored")                                                  \
	X(sigset, "signals are not part of what is explored")                                                   \
	X(sighold, "signals are not part of what is explored")                                                  \
	X(sigrelse, "signals are not part of what is explored")                                                 \
	X(sigignore, "signals are not part of what is explored")                                                \
	X(siginterrupt, "signals are not part of what is explored")                                             \
	X(sigaltstack, "signals are not part of what is explored")                                              \
	X(signalfd, "signals are not part of what is explored")                                                 \
	X(sigaction, "signals are not part of what is explored")                                                \
	X(sigprocmask, "signals are not part of what is explored")                                              \
	X(pthread_sigmask, "signals are not part of what is explored")                                          \
	X(sigwait, "signals are not part of what is explored")                                                  \
	X(sigwaitinfo, "signals are not part of what is explored")                                              \
	X(sigtimedwait, "signals are not part of what is explored")                                             \
	X(sigsuspend, "signals are not part of what is explored")                                               \
	X(pause, "signals are not part of what is explored")                                                    \
	X(alarm, "its signal would come to the lab itself")                                                     \
	X(ualarm, "its signal would come to the lab itself")                                                    \
	X(setitimer, "its signal would come to the lab itself")                                                 \
	X(raise, "its signal would come to the lab itself")                                                     \
	X(gsignal, "its signal would come to the lab itself")                                                   \
	X(kill, "its signal would come to the lab itself")                                                      \
	X(killpg, "its signal would come to the lab itself")                                                    \
	X(sigqueue, "its signal would come to the lab itself")                                                  \
	X(tgkill, "its signal would come to the lab itself")                                                    \
	X(pthread_kill, "its signal would come to the lab itself")                                              \
	X(pthread_sigqueue, "its signal would come to the lab itself")                                          \
	X(timer_create, "its signal would come to the lab itself")                                              \
	X(chdir, "the process that it changes is the lab itself")                                               \
	X(fchdir, "the process that it changes is the lab itself")                                              \
	X(chroot, "the process that it changes is the lab itself")                                              \
	X(dup2, "the process that it changes is the lab itself")                                                \
	X(dup3, "the process that it changes is the lab itself")                                                \
	X(setrlimit, "the process that it changes is the lab itself")                                           \
	X(setrlimit64, "the process that it changes is the lab itself")                                         \
	X(prlimit, "the process that it changes is the lab itself")                                             \
	X(prlimit64, "the process that it changes is the lab itself")                                           \
	X(setsid, "the process that it changes is the lab itself")                                              \
	X(setpgid, "the process that it changes is the lab itself")                                             \
	X(setuid, "the process that it changes is the lab itself")                                              \
	X(setgid, "the process that it changes is the lab itself")                                              \
	X(seteuid, "the process that it changes is the lab itself")                                             \
	X(setegid, "the process that it changes is the lab itself")                                             \
	X(setreuid, "the process that it changes is the lab itself")                                            \
	X(setregid, "the process that it changes is the lab itself")                                            \
	X(setresuid, "the process that it changes is the lab itself")                                           \
	X(setresgid, "the process that it changes is the lab itself")                                           \
	X(setgroups, "the process that it changes is the lab itself")                                           \
	X(initgroups, "the process that it changes is the lab itself")                                          \
	X(setpgrp, "the process that it changes is the lab itself")                                             \
	X(unshare, "the process that it changes is the lab itself")                                             \
	X(setns, "the process that it changes is the lab itself")                                               \
	X(personality, "the process that it changes is the lab itself")                                         \
	X(ulimit, "the process that it changes is the lab itself")                                              \
	X(close_range, "the process that it changes is the lab itself")                                         \
	X(closefrom, "the process that it changes is the lab itself")                                           \
	X(tcsetattr, "the process that it changes is the lab itself")                                           \
	X(tcsetpgrp, "the process that it changes is the lab itself")                                           \
	X(nice, "the process that it changes is the lab itself")                                                \
	X(setpriority, "the process that it changes is the lab itself")                                         \
	X(umask, "the process that it changes is the lab itself")                                               \
	X(brk, "the process that it changes is the lab itself")                                                 \
	X(sbrk, "the process that it changes is the lab itself")                                                \
	X(ppoll, "it waits for what is outside of the program")                                                 \
	X(pselect, "it waits for what is outside of the program")                                               \
	X(epoll_wait, "it waits for what is outside of the program")                                            \
	X(epoll_pwait, "it waits for what is outside of the program")                                           \
	X(accept, "it waits for what is outside of the program")                                                \
	X(accept4, "it waits for what is outside of the program")                                               \
	X(recv, "it waits for what is outside of the program")                                                  \
	X(recvfrom, "it waits for what is outside of the program")                                              \
	X(recvmsg, "it waits for what is outside of the program")                                               \
	X(msgrcv, "it waits for what is outside of the program")                                                \
	X(semop, "it waits for what is outside of the program")                                                 \
	X(mq_receive, "it waits for what is outside of the program")                                            \
	X(mq_timedreceive, "it waits for what is outside of the program")                                       \
	X(semtimedop, "it waits for what is outside of the program")                                            \
	X(recvmmsg, "it waits for what is outside of the program")                                              \
	X(flock, "it waits for what is outside of the program")                                                 \
	X(lockf, "it waits for what is outside of the program")                                                 \
	X(sigpause, "it waits for what is outside of the program")                                              \
	X(setjmp, "jumps out of a function are not followed")                                                   \
	X(_setjmp, "jumps out of a function are not followed")                                                  \
	X(siglongjmp, "jumps out of a function are not followed")                                               \
	X(longjmp, "jumps out of a function are not followed")                                                  \
	X(at_quick_exit, "what it would call is not kept; atexit is")                                           \
	X(freopen, "give the program its standard input with stdin=FILE; what it prints is shown")              \
	X(flockfile, "streams have no lock here that can be held; a mutex can")                                  \
	X(ftrylockfile, "streams have no lock here that can be held; a mutex can")                               \
	X(funlockfile, "streams have no lock here that can be held; a mutex can")                                \
	X(wprintf, "wide characters are not printed here")                                                      \
	X(fwprintf, "wide characters are not printed here")                                                     \
	X(vwprintf, "wide characters are not printed here")                                                     \
	X(vfwprintf, "wide characters are not printed here")                                                    \
	X(putwchar, "wide characters are not printed here")                                                     \
	X(putwc, "wide characters are not printed here")                                                        \
	X(fputwc, "wide characters are not printed here")                                                       \
	X(fputws, "wide characters are not printed here")                                                       \
	X(__atomic_load, "atomics of more than 8 bytes are not followed") \
	X(__atomic_store, "atomics of more than 8 bytes are not followed") \
	X(__atomic_exchange, "atomics of more than 8 bytes are not followed") \
	X(__atomic_compare_exchange, "atomics of more than 8 bytes are not followed") \
	X(__atomic_load_16, "atomics of more than 8 bytes are not followed") \
	X(__atomic_store_16, "atomics of more than 8 bytes are not followed") \
	X(__atomic_exchange_16, "atomics of more than 8 bytes are not followed") \
	X(__atomic_compare_exchange_16, "atomics of more than 8 bytes are not followed") \
	X(__tsan_atomic128_load, "atomics of more than 8 bytes are not followed") \
	X(__tsan_atomic128_store, "atomics of more than 8 bytes are not followed") \
	X(__tsan_atomic128_exchange, "atomics of more than 8 bytes are not followed") \
	X(__tsan_atomic128_compare_exchange_strong, "atomics of more than 8 bytes are not followed") \
	X(__tsan_atomic128_compare_exchange_weak, "atomics of more than 8 bytes are not followed") \
	X(__tsan_atomic128_compare_exchange_val, "atomics of more than 8 bytes are not followed") \
	X(malloc_usable_size, "what malloc gives is the lab's")                                                 \
	X(getwchar, "wide characters are not read here")                                                        \
	X(fgetwc, "wide characters are not read here")                                                          \
	X(fgetws, "wide characters are not read here")                                                          \
	X(wscanf, "wide characters are not read here")                                                          \
	X(__isoc99_wscanf, "wide characters are not read here")

/*
 * Calls that need no answer of the lab's: they compute, or read only what they are given by value. What is in no list is
 * let through, and then nothing is proved: what it does to memory is not seen.
 */
#define HARMLESS(X)                                                                                             \
	X(__start_conclab_first) X(__stop_conclab_first) X(__start_conclab_init) X(__stop_conclab_init) \
	X(__start_conclab_fini) X(__stop_conclab_fini) \
	X(_GLOBAL_OFFSET_TABLE_) X(_ITM_deregisterTMCloneTable) X(_ITM_registerTMCloneTable)                    \
	X(__sigsetjmp) X(difftime) \
	X(__gmon_start__) X(__cxa_finalize) X(stdout) X(stderr) X(abs) X(labs) X(llabs) X(div) X(ldiv) \
	X(abort) X(__assert_fail) X(stdin) X(strerror) \
	X(sched_get_priority_min) X(sched_get_priority_max) X(__sched_cpucount) \
	X(isalnum) X(isalpha) X(isdigit) X(islower) X(isspace) X(isupper) X(tolower) X(toupper)                 \
	X(__ctype_b_loc) X(__ctype_tolower_loc) X(__ctype_toupper_loc)                                          \
	X(sqrt) X(pow) X(exp) X(log) X(log2) X(log10) X(sin) X(cos) X(tan) X(atan) X(atan2) X(floor) X(ceil)    \
	X(fabs) X(fmod) X(round) X(trunc) X(sqrtf) X(powf) X(fabsf) X(floorf) X(ceilf)

#endif
