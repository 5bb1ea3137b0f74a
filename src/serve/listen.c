/* Sockets on loopback. */
#include "listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"

enum {
	BACKLOG = 64,
	TRIES = 16, /* where any port will do, but one for both */
};

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* Listens at the address; the descriptor, or -1 with errno. */
static int
listen_at(const union address *a, socklen_t n)
{
	int one = 1, error;
	int fd = socket(a->any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd == -1)
		return -1;
	/* A server started again finds connections of the last one closing. */
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) == 0 &&
	    (a->any.sa_family != AF_INET6 || setsockopt(fd, IPPROTO_IPV6,
	    IPV6_V6ONLY, &one, sizeof(one)) == 0) &&
	    bind(fd, &a->any, n) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

/* Both at one port; 0, or -1 with errno. */
static int
listen_both(int *port, int fds[2])
{
	union address v4 = { 0 }, v6 = { 0 };
	socklen_t n = sizeof(v4.v4);

	v4.v4.sin_family = AF_INET;
	v4.v4.sin_port = htons((in_port_t)*port);
	v4.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	fds[0] = listen_at(&v4, sizeof(v4.v4));
	fds[1] = -1;
	if (fds[0] == -1 || getsockname(fds[0], &v4.any, &n) == -1)
		return -1;
	v6.v6.sin6_family = AF_INET6;
	v6.v6.sin6_port = v4.v4.sin_port;
	v6.v6.sin6_addr = in6addr_loopback;
	fds[1] = listen_at(&v6, sizeof(v6.v6));
	if (fds[1] == -1 && errno == EADDRINUSE) {
		close(fds[0]);
		fds[0] = -1;
		errno = EADDRINUSE;
		return -1;
	}
	*port = ntohs(v4.v4.sin_port);
	return 0;
}

int
listen_loopback(int *port, int fds[2])
{
	int i, rc = -1;

	for (i = 0; rc == -1 && i < (*port == 0 ? TRIES : 1); i++)
		rc = listen_both(port, fds);
	if (rc == -1)
		log_error("port %d: %s; choose another with --port, "
		    "or 0 for any", *port, strerror(errno));
	return rc;
}
