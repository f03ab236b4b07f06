#include "reader_child.h"

#include "rights.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

bool reader_start(const char *program, const char *const *extra,
    const char *command, int at, pid_t *pid, int *fd, struct err *err)
{
	const char *words[16] = { program };
	posix_spawn_file_actions_t files;
	extern char **environ;
	int pair[2];
	int n = 1;
	int bad;

	for (int i = 0; extra != NULL && extra[i] != NULL && n < 12; i++)
		words[n++] = extra[i];
	words[n++] = command;
	words[n++] = "reader";
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return err_errno(err, _("No reader can be started"));
	posix_spawn_file_actions_init(&files);
	/* Over high numbers first: 3 and 4 may be in use by the pair. */
	posix_spawn_file_actions_adddup2(&files, pair[1], 203);
	posix_spawn_file_actions_adddup2(&files, at, 204);
	posix_spawn_file_actions_adddup2(&files, 203, READER_SOCKET);
	posix_spawn_file_actions_adddup2(&files, 204, READER_AT);
	posix_spawn_file_actions_addclose(&files, 203);
	posix_spawn_file_actions_addclose(&files, 204);
	bad = posix_spawn(pid, program, &files, NULL, (char *const *)words,
	    environ);
	posix_spawn_file_actions_destroy(&files);
	close(pair[1]);
	if (bad != 0) {
		close(pair[0]);
		*pid = 0;
		errno = bad;
		return err_errno(err, _("No reader can be started (%s)"),
		    program);
	}
	*fd = pair[0];
	fcntl(*fd, F_SETFL, O_NONBLOCK);
	return true;
}

int reader_end(pid_t pid, bool by_force)
{
	int status = 0;

	if (pid <= 0)
		return 0;
	if (by_force)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* --- in the child --------------------------------------------------------- */

void reader_be_small(void)
{
	const struct rlimit none = { 0, 0 };
#if !defined(__SANITIZE_ADDRESS__)
	const struct rlimit memory = { 1024UL << 20, 1024UL << 20 };

	setrlimit(RLIMIT_AS, &memory);
#endif
	rights_drop();
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	signal(SIGINT, SIG_IGN);	/* the parent decides */
	signal(SIGTERM, SIG_DFL);
	signal(SIGPROF, SIG_DFL);
	signal(SIGIO, SIG_IGN);
}

bool reader_send(struct buf *out)
{
	size_t done = 0;

	while (done < out->length) {
		ssize_t n = send(READER_SOCKET, out->data + done, out->length - done,
		    MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		done += (size_t)n;
	}
	buf_clear(out);
	return true;
}

void reader_give_time(int64_t seconds)
{
	const struct itimerval timer = { .it_value.tv_sec = seconds };

	setitimer(ITIMER_PROF, &timer, NULL);
}
