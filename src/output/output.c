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

/* What stands for the elements of a list: no text has it in JSON as it is. */
static const char element_mark[] = "\x01";

void
output_begin_list(struct buf *b, const cJSON *model, cJSON *list,
    struct buf *behind)
{
	struct buf text = BUF_INIT;
	size_t at;

	cJSON_AddItemToArray(list, cJSON_CreateRaw(element_mark));
	output_put_json(&text, model);
	cJSON_DeleteItemFromArray(list, 0);
	at = strcspn(buf_str(&text), element_mark);
	buf_put(b, buf_str(&text), at);
	buf_puts(behind, buf_str(&text) + at + strlen(element_mark));
	buf_free(&text);
}

void
output_put_element(struct buf *b, const cJSON *element, int depth, bool first)
{
	struct buf text = BUF_INIT;
	const char *s;
	size_t n;
	int i;

	output_put_json(&text, element);
	buf_cut(&text, text.len - 1);
	buf_puts(b, first ? "" : ", ");
	for (s = buf_str(&text); *s != '\0'; s += n) {
		n = strcspn(s, "\n");
		n += s[n] == '\n';
		buf_put(b, s, n);
		for (i = 0; s[n - 1] == '\n' && i < depth; i++)
			buf_putc(b, '\t');
	}
	buf_free(&text);
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
