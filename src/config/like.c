/* Definitions and sources that are like another. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/word.h"
#include "like.h"
#include "value/member.h"

void
like_forget_home(struct source *s)
{
	s->title = s->homepage = s->licence = s->credit = NULL;
	s->github = s->ref = s->url = s->link = s->edit = NULL;
	strs_free(&s->formerly);
	s->document_url = s->version_url = NULL;
	s->compass_title = s->compass_url = NULL;
	s->compass_folder = s->compass_branch = s->compass_file = NULL;
	s->compass_column = NULL;
	s->compass_list = COMPASS_FILES;
	s->least_share = 0;
	s->least_number = 0;
	s->optional = false;
	s->baseline_name = NULL;
}

static int
no_definition(const struct keys_at *at, const cJSON *like)
{
	char *folder = path_dir(at->path);
	struct strs known = { 0 };
	struct buf meant = BUF_INIT;

	if (source_ids(folder, &known) == 0)
		word_put_meant(&meant, value_text(like), &known);
	keys_error(at, like, "like: %s: no such definition%s",
	    value_text(like), buf_str(&meant));
	strs_free(&known);
	buf_free(&meant);
	free(folder);
	return -1;
}

/* Reads the definition at path, unless that is like another itself. */
static int
read_other(const struct keys_at *at, const cJSON *like, const char *path,
    struct source *s)
{
	struct arena tree = { 0 };
	cJSON *doc;
	int rc;

	if (!file_exists(path))
		return no_definition(at, like);
	rc = keys_load(path, &tree, &doc, NULL);
	if (rc == 0 && member_get(doc, "like") != NULL)
		rc = keys_error(at, like, "like: %s is like another itself",
		    value_text(like));
	else if (rc == 0)
		rc = source_read_tree(path, doc, value_text(like), at->mem, s);
	arena_free(&tree);
	return rc;
}

int
like_read(const struct keys_at *at, const cJSON *doc, struct source *s)
{
	const cJSON *like = member_get(doc, "like");
	const char *id = value_text(like);
	char *folder, *path;
	int rc;

	if (like == NULL)
		return 0;
	if (id == NULL || strchr(id, '/') != NULL)
		return keys_error(at, like, "like: expected a definition");
	folder = path_dir(at->path);
	path = path_join(folder, arena_printf(at->mem, "%s.yaml", id));
	rc = read_other(at, like, path, s);
	free(path);
	free(folder);
	if (rc == -1)
		return -1;
	like_forget_home(s);
	s->by_default = false;
	s->like = s->id;
	return 0;
}
