/* libmicrohttpd, loaded when something is served (base/library.h). */
#ifndef SERVE_MHD_H
#define SERVE_MHD_H

#include <microhttpd.h>
#include <stdbool.h>

/* What is called of it: mhd->stop_daemon() is MHD_stop_daemon(). */
#define MHD_CALLS(X) \
	X(add_response_header) X(create_response_from_buffer) \
	X(create_response_from_fd64) X(destroy_response) \
	X(get_connection_info) X(get_connection_values) X(get_version) \
	X(lookup_connection_value) \
	X(queue_response) X(start_daemon) X(stop_daemon)

struct mhd {
#define MHD_CALL(name) __typeof__(MHD_##name) *name;
	MHD_CALLS(MHD_CALL)
#undef MHD_CALL
};

/* Fills in its calls, valid until the process ends; returns 0, or -1, which is
 * said or not. */
int mhd_load(struct mhd *mhd, bool said);

#endif
