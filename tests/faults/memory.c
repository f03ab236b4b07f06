/* Memory that runs out on order, put in front of libc by LD_PRELOAD.
 *
 *	MEM_AT=N	the N-th malloc, calloc or realloc (from 1) gives nothing
 *	MEM_EVER=1	and every later one
 *	MEM_COUNT=FILE	a line with the number of them, when the process ends
 *
 * Counted from main() on: what the libraries set up before it (some of them in
 * C++, which can only abort) is not the program's. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static _Atomic long calls;
static long at;		/* 0: none fails */
static int ever, begun;
static int (*true_main)(int, char **, char **);

static int refuse(void)
{
	long now;

	if (!begun)
		return 0;
	now = ++calls;
	if (at == 0 || now < at || (now > at && !ever))
		return 0;
	errno = ENOMEM;
	return 1;
}

static int begin(int argc, char **argv, char **environment)
{
	at = getenv("MEM_AT") == NULL ? 0 : atol(getenv("MEM_AT"));
	ever = getenv("MEM_EVER") != NULL;
	begun = 1;
	return true_main(argc, argv, environment);
}

int __libc_start_main(int (*main)(int, char **, char **), int argc,
    char **argv, void (*init)(void), void (*fini)(void),
    void (*rtld_fini)(void), void *stack_end);

int __libc_start_main(int (*main)(int, char **, char **), int argc,
    char **argv, void (*init)(void), void (*fini)(void),
    void (*rtld_fini)(void), void *stack_end)
{
	__typeof__(&__libc_start_main) real = (__typeof__(real))(unsigned long)
	    dlsym(RTLD_NEXT, "__libc_start_main");

	true_main = main;
	return real(begin, argc, argv, init, fini, rtld_fini, stack_end);
}

void *malloc(size_t size)
{
	return refuse() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return refuse() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return refuse() ? NULL : __libc_realloc(old, size);
}

__attribute__((destructor)) static void tell(void)
{
	const char *name = getenv("MEM_COUNT");
	char text[32];
	int length = snprintf(text, sizeof(text), "%ld\n", calls);
	int fd = name == NULL || !begun ? -1 : (int)syscall(SYS_openat, AT_FDCWD, name,
	    O_WRONLY | O_CREAT | O_APPEND, 0600);

	if (fd >= 0 && syscall(SYS_write, fd, text, length) != length)
		abort();
}
