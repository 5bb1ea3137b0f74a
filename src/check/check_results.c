/* Is a result of a day that has not come yet? */
#include "check/check.h"

#include <stdlib.h>

#include "value/member.h"

int
check_results(struct checking *k)
{
	struct buf message = BUF_INIT;
	cJSON *rows = NULL;
	const cJSON *row;
	char *path;

	if (catalog_rows(k->catalog, Q_LATER, k->today, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		buf_reset(&message);
		buf_printf(&message, "%s: a result dated %s, but today is %s",
		    member_text_or(row, "source", ""),
		    member_text_or(row, "date", ""), k->today);
		path = check_path(k->config, row);
		check_add(k, "future-result", path != NULL ? path
		    : k->config->path, path != NULL
		    ? (int)member_number(row, "line") : 0, buf_str(&message));
		free(path);
	}
	buf_free(&message);
	return 0;
}
