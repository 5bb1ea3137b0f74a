/* The catalog that a new one replaces stays beside it, for comparing. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/temp.h"
#include "db.h"

char *
catalog_previous(const char *path)
{
	static const char ending[] = ".db";
	size_t n = strlen(path), size = n + sizeof(".previous.db");
	char *previous = mem_alloc(size);

	if (str_has_suffix(path, ending))
		n -= strlen(ending);
	snprintf(previous, size, "%.*s.previous%s", (int)n, path, path + n);
	return previous;
}

static int
failed(const char *path)
{
	log_error("%s: %s", path, strerror(errno));
	return -1;
}

/* A second name for the file, or a copy of it where there can be none. Returns
 * 0, or -1 after reporting the error. */
static int
copy(const char *from, const char *to, struct temp *a)
{
	struct mapped m;
	int rc;

	if (temp_link(a, to, from) == 0)
		return 0;
	if ((errno != EPERM && errno != EOPNOTSUPP && errno != EMLINK &&
	    errno != ELOOP) || temp_begin(a, to) == -1)
		return failed(to);
	if (file_map(from, &m) == -1)
		return -1;
	rc = file_write_all(a->fd, m.bytes, m.len);
	if (rc == -1)
		failed(to);
	file_unmap(&m);
	return rc;
}

int
previous_keep(const char *path, struct catalog_seen *seen)
{
	char *previous = catalog_previous(path), key[DIGEST_HEX + 1];
	struct temp a = { 0 };
	int rc = 0;

	if (catalog_inputs_seen(path, key, sizeof(key), seen) == 0) {
		temp_tidy(previous);
		if (seen->unread)
			rc = -1;
		else if (unlink(previous) == -1 && errno != ENOENT)
			rc = failed(previous);
	} else {
		rc = copy(path, previous, &a);
		if (rc == 0 && temp_commit(&a, previous) == -1)
			rc = failed(previous);
	}
	temp_abort(&a);
	free(previous);
	return rc;
}
