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

/* A second name for the file, or a copy of it where there can be none. 0, or
 * -1 once said. */
static int
copy(const char *from, const char *to)
{
	struct mapped m;
	int rc;

	if (link(from, to) == 0)
		return 0;
	if (errno != EPERM && errno != EOPNOTSUPP && errno != EMLINK) {
		log_error("%s: %s", to, strerror(errno));
		return -1;
	}
	if (file_map(from, &m) == -1)
		return -1;
	rc = file_write_new(to, m.bytes, m.len);
	file_unmap(&m);
	return rc;
}

int
previous_keep(const char *path)
{
	char *previous = catalog_previous(path), key[DIGEST_HEX + 1];
	size_t n = strlen(previous) + 32;
	char *aside = mem_alloc(n);
	int rc = -1;

	snprintf(aside, n, "%s.%ld", previous, (long)getpid());
	unlink(aside);
	if (catalog_inputs(path, key, sizeof(key)) == 0) {
		rc = unlink(previous) == -1 && errno != ENOENT ? -1 : 0;
	} else {
		if (copy(path, aside) == -1)
			goto out;
		rc = rename(aside, previous);
	}
	if (rc == -1)
		log_error("%s: %s", previous, strerror(errno));
out:
	if (rc == -1)
		unlink(aside);
	free(aside);
	free(previous);
	return rc;
}
