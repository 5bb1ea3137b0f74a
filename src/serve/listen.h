/* Sockets on loopback. */
#ifndef SERVE_LISTEN_H
#define SERVE_LISTEN_H

/*
 * Listens on 127.0.0.1 and ::1 at the same port; *port 0 is any, and becomes
 * the one that it is. fds[0] is for IPv4; fds[1] is -1 where this machine has
 * no IPv6. The caller closes both. Returns 0, or -1 after reporting the error.
 */
int listen_loopback(int *port, int fds[2]);

#endif
