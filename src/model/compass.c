/* What the compass page needs beyond the technique's own model. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "model/model.h"
#include "value/member.h"

/* Adds the folders of path, each with its address below base. */
static void
add_folders(cJSON *item, const char *base, const char *path)
{
	cJSON *list = cJSON_AddArrayToObject(item, "folders"), *one;
	struct buf url = BUF_INIT;
	const char *slash;
	char *name;

	buf_printf(&url, "%s/", base);
	for (slash = strchr(path, '/'); slash != NULL;
	    slash = strchr(path, '/')) {
		name = mem_strndup(path, (size_t)(slash - path));
		escape_url(&url, name);
		buf_putc(&url, '/');
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "name", name);
		cJSON_AddStringToObject(one, "url", buf_str(&url));
		cJSON_AddItemToArray(list, one);
		free(name);
		path = slash + 1;
	}
	buf_free(&url);
}

/*
 * Adds the link and the folders of a file of the repository, from the source's
 * own folder on, or from the root if it is not in there.
 */
static void
add_file(cJSON *item, const cJSON *source, const char *path)
{
	const char *folder = member_string(source, "compass_folder");
	size_t n = strlen(folder);
	bool below = strncmp(path, folder, n) == 0 && path[n] == '/';
	struct buf url = BUF_INIT;

	buf_puts(&url, member_string(source, "compass_tree"));
	if (below)
		buf_printf(&url, "/%s", folder);
	add_folders(item, buf_str(&url), below ? path + n + 1 : path);
	buf_reset(&url);
	buf_printf(&url, "%s/", member_string(source, "compass_blob"));
	escape_url(&url, path);
	member_take_buf(item, "link", &url);
}

static void
add_items(cJSON *source)
{
	cJSON *list = cJSON_AddArrayToObject(source, "items"), *item;
	const char *kind = member_string(source, "compass_list");
	const cJSON *k;

	cJSON_ArrayForEach(k, member_get(source, "controls")) {
		item = cJSON_CreateObject();
		cJSON_AddItemToArray(list, item);
		member_copy(item, k, "title");
		if (str_equal(kind, "links"))
			member_add_text(item, "link", member_string(k, "url"));
		else if (str_equal(kind, "files") &&
		    member_string(k, "path") != NULL &&
		    member_string(source, "compass_tree") != NULL &&
		    member_string(source, "compass_folder") != NULL)
			add_file(item, source, member_string(k, "path"));
	}
	member_add_flag(source, kind, 1);
}

/* Replaces {technique} in the address of the source's one file. */
static void
fill_file(cJSON *source, const char *id)
{
	static const char mark[] = "{technique}";
	const char *text = member_string(source, "compass_file"), *at;
	struct buf b = BUF_INIT;

	if (text == NULL)
		return;
	for (at = strstr(text, mark); at != NULL; at = strstr(text, mark)) {
		buf_put(&b, text, (size_t)(at - text));
		buf_puts(&b, id);
		text = at + strlen(mark);
	}
	buf_puts(&b, text);
	member_take_buf(source, "file", &b);
}

void
model_compass(cJSON *technique)
{
	const char *id = member_string(technique, "id");
	cJSON *section, *source;

	cJSON_ArrayForEach(section, member_get(technique, "sections")) {
		cJSON_ArrayForEach(source, member_get(section, "sources")) {
			add_items(source);
			fill_file(source, id);
			member_copy(source, section, "word");
		}
	}
}
