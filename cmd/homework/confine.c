/*
 * confine.c - see confine.h; Landlock and seccomp as the Linux manual has them, landlock(7) and seccomp(2).
 *
 * Invariants
 *   What is forbidden fails with EPERM, so that a program which looks at what it is answered can say so.
 *   Where the system knows less than is asked for, as much as it knows is asked for; what is missing is told.
 */
#define _GNU_SOURCE             /* O_PATH, syscall() */

#include "cmd/homework/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- Files: Landlock ---- */

/* <linux/landlock.h> of an older system knows less than the kernel may: so its numbers stand here. */
enum {
	LANDLOCK_CREATE = 444, LANDLOCK_ADD, LANDLOCK_RESTRICT,
	LANDLOCK_BENEATH = 1,                   /* the type of rule */
	LANDLOCK_VERSION = 1,                   /* the flag that asks for it */
	SIGNALS_SINCE = 6                       /* the version */
};

static const uint64_t LANDLOCK_SIGNALS = 1 << 1;

/* write to a file; remove and make what can stand in a folder; then by version: move, shorten, device calls. */
static const uint64_t writing[] = { 0, 1 << 1 | 0x1ff << 4, 1 << 13, 1 << 14, 0, 1 << 15 };

/* A device that root makes in the folder would lead out of it. */
static const uint64_t making_devices = 1 << 6 | 1 << 11, to_a_file = 1 << 1 | 1 << 14;

struct landlock_rules {
	uint64_t files, net, scoped;
};

struct __attribute__((packed)) landlock_beneath {
	uint64_t allowed;
	int32_t  folder;
};

static bool allow(int rules, const char *path, uint64_t what)
{
	struct landlock_beneath rule = { what, open(path, O_PATH | O_CLOEXEC) };
	bool good = rule.folder >= 0 && syscall(LANDLOCK_ADD, rules, LANDLOCK_BENEATH, &rule, 0) == 0;

	if (rule.folder >= 0)
		close(rule.folder);
	return good;
}

static int confine_files(const char *folder)
{
	long version = syscall(LANDLOCK_CREATE, NULL, 0, LANDLOCK_VERSION);
	struct landlock_rules all = { 0 };
	bool signals = version >= SIGNALS_SINCE;
	int rules, held = 0;

	if (version < 1)
		return 0;
	for (long v = 1; v <= version && v < (long)(sizeof writing / sizeof *writing); v++)
		all.files |= writing[v];
	all.scoped = signals ? LANDLOCK_SIGNALS : 0;
	rules = (int)syscall(LANDLOCK_CREATE, &all, signals ? sizeof all : sizeof all.files, 0);
	if (rules < 0)
		return 0;
	if (allow(rules, folder, all.files & ~making_devices) && allow(rules, "/dev/null", all.files & to_a_file) &&
	    syscall(LANDLOCK_RESTRICT, rules, 0) == 0)
		held = CONFINED_FILES | (signals ? CONFINED_OTHERS : 0);
	close(rules);
	return held;
}

/* ---- System calls: seccomp ---- */

#if defined(__x86_64__)
static const unsigned ours = AUDIT_ARCH_X86_64, other_calls = 0x40000000;       /* those of x32 */
#elif defined(__aarch64__)
static const unsigned ours = AUDIT_ARCH_AARCH64, other_calls = 0x7fffffff;
#else
static const unsigned ours = 0, other_calls = 0;
#endif

/* The network, other processes, and what Landlock does not look after: modes, owners and times of files. */
static const int forbidden[] = {
	SYS_socket, SYS_ptrace, SYS_process_vm_writev, SYS_setsid, SYS_setpgid, SYS_setpriority,
	SYS_shmget, SYS_msgget, SYS_semget, SYS_mq_open, SYS_add_key, SYS_keyctl,
	SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_bpf, SYS_perf_event_open,
	SYS_reboot, SYS_swapon, SYS_swapoff, SYS_sethostname, SYS_setdomainname, SYS_settimeofday, SYS_clock_settime,
	SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load,
#ifdef SYS_io_uring_setup
	SYS_io_uring_setup,
#endif
	-1
};

static const int of_files[] = {
	SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_utimensat,
	SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr,
#ifdef SYS_chmod
	SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat,
#endif
	452 /* fchmodat2 */, -1
};

static const int of_processes[] = {
	SYS_execve, SYS_execveat,
#ifdef SYS_fork
	SYS_fork, SYS_vfork,
#endif
	-1
};

enum { MOST_LINES = 200 };

struct filter {
	struct sock_filter line[MOST_LINES];
	unsigned short     n;
};

static void add(struct filter *filter, struct sock_filter line)
{
	filter->line[filter->n++] = line;
}

static void load(struct filter *filter, size_t offset)
{
	add(filter, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset));
}

static void answer(struct filter *filter, unsigned what)
{
	add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, what));
}

/* Where the call loaded is this one: answer so. */
static void answer_if(struct filter *filter, int call, unsigned what)
{
	add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 1));
	answer(filter, what);
}

/* The limits of other processes are none of its business, its own it may ask for. */
static void forbid_limits_of_others(struct filter *filter)
{
	add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 4));
	load(filter, offsetof(struct seccomp_data, args[0]));
	add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1));
	answer(filter, SECCOMP_RET_ALLOW);
	answer(filter, SECCOMP_RET_ERRNO | EPERM);
}

static void forbid(struct filter *filter, const int *calls)
{
	for (; *calls >= 0; calls++)
		answer_if(filter, *calls, SECCOMP_RET_ERRNO | EPERM);
}

/*
 * Threads are begun by clone() with CLONE_THREAD; what clone3() is asked for a filter cannot see, and without it the C
 * library falls back on clone().
 */
static void forbid_processes(struct filter *filter)
{
	forbid(filter, of_processes);
	answer_if(filter, SYS_clone3, SECCOMP_RET_ERRNO | ENOSYS);
	add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4));
	load(filter, offsetof(struct seccomp_data, args[0]));
	add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1));
	answer(filter, SECCOMP_RET_ALLOW);
	answer(filter, SECCOMP_RET_ERRNO | EPERM);
}

static int confine_calls(bool alone)
{
	struct filter filter = { .n = 0 };
	struct sock_fprog program = { .filter = filter.line };

	if (ours == 0)
		return 0;
	load(&filter, offsetof(struct seccomp_data, arch));
	add(&filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ours, 1, 0));
	answer(&filter, SECCOMP_RET_ERRNO | EPERM);
	load(&filter, offsetof(struct seccomp_data, nr));
	add(&filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, other_calls, 0, 1));
	answer(&filter, SECCOMP_RET_ERRNO | EPERM);
	forbid(&filter, forbidden);
	forbid_limits_of_others(&filter);
	if (alone) {
		forbid(&filter, of_files);
		forbid_processes(&filter);
	}
	answer(&filter, SECCOMP_RET_ALLOW);
	program.len = filter.n;
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		return 0;
	return CONFINED_NETWORK | (alone ? CONFINED_ALONE : 0);
}

int confine(const char *folder, bool alone)
{
	int held;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return 0;
	held = confine_files(folder);
	return held | confine_calls(alone);
}
