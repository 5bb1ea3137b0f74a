/* Output for other programs: to a file or standard output. */
#include "output/output.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/file.h"

bool
output_is_standard(const char *path)
{
	return path == NULL || strcmp(path, "-") == 0;
}

int
output_write(const char *path, const struct buf *bytes)
{
	struct outfile f;

	if (output_is_standard(path)) {
		/* main says what is wrong with it. */
		fwrite(buf_str(bytes), 1, bytes->len, stdout);
		return 0;
	}
	outfile_begin(&f, path);
	buf_put(&f.text, buf_str(bytes), bytes->len);
	return outfile_commit_through(&f);
}

void
output_put_json(struct buf *b, const cJSON *model)
{
	char *json = cJSON_Print(model);

	escape_utf8(b, json);
	buf_putc(b, '\n');
	cJSON_free(json);
}

int
output_write_json(const char *path, const cJSON *model)
{
	struct buf text = BUF_INIT;
	int rc;

	if (model == NULL)
		return -1;
	output_put_json(&text, model);
	rc = output_write(path, &text);
	buf_free(&text);
	return rc;
}
