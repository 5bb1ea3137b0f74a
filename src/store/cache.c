/* The cache: what was fetched, by the SHA-256 of its bytes. */
#include "store/cache.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "value/member.h"
#include "value/yaml.h"

/* What stands in tmp/ is beside one of this name, which is never there. */
#define OBJECT "object"

enum { NOTE_MAX = 16 * 1024 }; /* bytes of a file in urls/ */

char *
cache_root(const char *root)
{
	char *path = root != NULL ? mem_strdup(root) : path_cache();

	if (path == NULL)
		log_error("no place for a cache: give --cache FOLDER, or set "
		    "XDG_CACHE_HOME or HOME");
	return path;
}

static char *
join_below(const char *root, const char *folder, const char *name)
{
	char *dir = path_join(root, folder), *path = path_join(dir, name);

	free(dir);
	return path;
}

char *
cache_object_path(const char *root, const char *sha256)
{
	char name[DIGEST_HEX + 4];

	snprintf(name, sizeof(name), "%.*s/%.*s", str_fit(sha256, 2), sha256,
	    str_fit(sha256, DIGEST_HEX), sha256);
	return join_below(root, "objects", name);
}

bool
cache_has(const char *root, const char *sha256, long long size)
{
	char *path = cache_object_path(root, sha256);
	struct stat st;
	bool has = stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    (long long)st.st_size == size;

	free(path);
	return has;
}

/* ---- what is known of a URL ---- */

char *
cache_note_path(const char *root, const char *url)
{
	char hex[DIGEST_HEX + 1];

	digest_bytes(url, strlen(url), hex);
	return join_below(root, "urls", hex);
}

/* Into *u; false where the note is not as cache_remember writes it. */
static bool
note_use(const cJSON *doc, const char *url, struct cache_url *u)
{
	const char *sha256 = member_text(doc, "sha256");
	const char *size = member_text(doc, "size");
	const char *first = member_text(doc, "first");

	if (!str_equal(member_text(doc, "url"), url) || sha256 == NULL ||
	    size == NULL || first == NULL || !digest_is_valid(sha256) ||
	    !date_is_valid(first) || !str_to_number(size, &u->size))
		return false;
	str_copy(u->sha256, sizeof(u->sha256), sha256);
	str_copy(u->first, sizeof(u->first), first);
	u->etag = member_text(doc, "etag");
	u->modified = member_text(doc, "modified");
	u->edition = member_text(doc, "edition");
	return true;
}

/* url NULL: whatever the note is of. Returns it, or NULL as note_use. */
static const char *
note_parse(const struct buf *text, const char *url, struct arena *mem,
    struct cache_url *u)
{
	struct arena *before = value_use(mem);
	struct value_error why = { 0 };
	cJSON *docs = NULL;

	if (yaml_parse(buf_str(text), text->len, YAML_UNIQUE, &docs,
	    &why) == -1 || cJSON_GetArraySize(docs) != 1)
		docs = NULL;
	else if (url == NULL)
		url = member_text(docs->child, "url");
	if (docs == NULL || url == NULL || !note_use(docs->child, url, u))
		url = NULL;
	value_use(before);
	return url;
}

int
cache_lookup(const char *root, const char *url, struct arena *mem,
    struct cache_url *u)
{
	struct buf text = BUF_INIT;
	struct stat st;
	char *path = cache_note_path(root, url);
	int rc = 0;

	memset(u, 0, sizeof(*u));
	if (stat(path, &st) == -1 || st.st_size > NOTE_MAX)
		goto out;
	rc = file_read(path, NOTE_MAX, &text);
	if (rc == -1 || note_parse(&text, url, mem, u) == NULL)
		goto out;
	rc = cache_has(root, u->sha256, u->size) ? 1 : 0;
out:
	if (rc != 1)
		memset(u, 0, sizeof(*u));
	free(path);
	buf_free(&text);
	return rc;
}

static int
compare_known(const void *a, const void *b)
{
	const struct cache_known *x = a, *y = b;

	return strcmp(x->url, y->url);
}

/* What stands in the file is of the URL whose name it has? */
static bool
is_note_of(const char *root, const char *path, const char *url)
{
	char *own = cache_note_path(root, url);
	bool is = strcmp(own, path) == 0;

	free(own);
	return is;
}

int
cache_urls(const char *root, struct arena *mem, struct cache_known **list,
    size_t *n)
{
	struct cache_known *all = NULL, *one;
	char *folder = path_join(root, "urls"), *path;
	struct strs names = { 0 };
	struct buf text = BUF_INIT;
	struct stat st;
	size_t i, found = 0;
	int rc = 0;

	if (file_is_folder(folder))
		rc = file_walk(folder, &names, NULL);
	if (rc == 0)
		all = mem_array(names.n, sizeof(*all));
	for (i = 0; rc == 0 && i < names.n; i++) {
		path = path_join(folder, names.v[i]);
		one = &all[found];
		buf_reset(&text);
		if (stat(path, &st) == 0 && st.st_size <= NOTE_MAX) {
			rc = file_read(path, NOTE_MAX, &text);
			one->url = rc == -1 ? NULL
			    : note_parse(&text, NULL, mem, &one->of);
			found += one->url != NULL &&
			    is_note_of(root, path, one->url) &&
			    cache_has(root, one->of.sha256, one->of.size);
		}
		free(path);
	}
	if (found > 0)
		qsort(all, found, sizeof(*all), compare_known);
	*list = all;
	*n = rc == 0 ? found : 0;
	strs_free(&names);
	buf_free(&text);
	free(folder);
	return rc;
}

static void
put_member_cache(struct buf *b, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(b, "%s: ", name);
	escape_yaml(b, value);
	buf_putc(b, '\n');
}

int
cache_remember(const char *root, const char *url, const struct cache_url *u)
{
	struct outfile f;
	char *path = cache_note_path(root, url);

	outfile_begin(&f, path);
	free(path);
	put_member_cache(&f.text, "url", url);
	put_member_cache(&f.text, "sha256", u->sha256);
	buf_printf(&f.text, "size: %lld\nfirst: %s\n", u->size, u->first);
	put_member_cache(&f.text, "etag", u->etag);
	put_member_cache(&f.text, "modified", u->modified);
	put_member_cache(&f.text, "edition", u->edition);
	return outfile_commit(&f);
}

/* ---- which object has some documents ---- */

/* A note's members, in the thread's arena; NULL where it is none. */
static const cJSON *
note_read(const char *path, struct arena *mem)
{
	struct buf text = BUF_INIT;
	struct arena *before;
	struct value_error why = { 0 };
	struct stat st;
	cJSON *docs = NULL;

	if (stat(path, &st) == -1 || st.st_size > NOTE_MAX ||
	    file_read(path, NOTE_MAX, &text) == -1)
		return NULL;
	before = value_use(mem);
	if (yaml_parse(buf_str(&text), text.len, YAML_UNIQUE, &docs,
	    &why) == -1)
		docs = NULL;
	value_use(before);
	buf_free(&text);
	return docs == NULL ? NULL : docs->child;
}

bool
cache_content(const char *root, const char *name,
    char object[DIGEST_HEX + 1], long long *size)
{
	struct arena mem = { 0 };
	char *path = join_below(root, "contents", name);
	const cJSON *note = note_read(path, &mem);
	const char *sha256 = member_text(note, "object");
	const char *bytes = member_text(note, "size");
	bool is = sha256 != NULL && digest_is_valid(sha256) && bytes != NULL &&
	    str_to_number(bytes, size);

	if (is)
		memcpy(object, sha256, DIGEST_HEX + 1);
	arena_free(&mem);
	free(path);
	return is;
}

int
cache_remember_content(const char *root, const char *name,
    const char *object, long long size)
{
	struct outfile f;
	char *path = join_below(root, "contents", name);

	outfile_begin(&f, path);
	free(path);
	put_member_cache(&f.text, "object", object);
	buf_printf(&f.text, "size: %lld\n", size);
	return outfile_commit(&f);
}

/* ---- bytes on their way in ---- */

int
cache_prepare(const char *root)
{
	static const char *const folders[] = { "objects", "urls", "contents",
		"tmp" };
	char *path, *object;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < sizeof(folders) / sizeof(folders[0]); i++) {
		path = path_join(root, folders[i]);
		rc = file_make_folders(path);
		if (rc == 0 && access(path, W_OK | X_OK) == -1) {
			log_error("%s: %s", path, strerror(errno));
			rc = -1;
		}
		free(path);
	}
	if (rc == 0) {
		object = join_below(root, "tmp", OBJECT);
		temp_tidy(object);
		free(object);
	}
	return rc;
}

static int
object_failed(struct cache_object *o, const char *path)
{
	enum { SHOWN = 128 }; /* bytes of the path, so that the reason fits */
	const char *why = strerror(errno);

	snprintf(o->why, sizeof(o->why), "%.*s: %.*s", str_fit(path, SHOWN),
	    path, str_fit(why, SHOWN), why);
	return -1;
}

int
cache_object_begin(struct cache_object *o, const char *root)
{
	char *path = join_below(root, "tmp", OBJECT);
	int rc;

	cache_object_abort(o);
	o->size = 0;
	o->why[0] = '\0';
	rc = temp_begin(&o->file, path);
	if (rc == -1)
		object_failed(o, path);
	else
		digest_begin(&o->digest);
	free(path);
	return rc;
}

int
cache_object_add(struct cache_object *o, const void *bytes, size_t n)
{
	digest_add(&o->digest, bytes, n);
	o->size += (long long)n;
	return file_write_all(o->file.fd, bytes, n) == -1 ?
	    object_failed(o, o->file.path) : 0;
}

int
cache_object_end(struct cache_object *o)
{
	digest_end(&o->digest, o->sha256);
	return fsync(o->file.fd) == -1 ? object_failed(o, o->file.path) : 0;
}

int
cache_object_commit(struct cache_object *o, const char *root)
{
	char *path = cache_object_path(root, o->sha256), *dir = path_dir(path);
	int rc = 0;

	/* One that is there already has the same bytes, or is damaged. */
	if (mkdir(dir, 0777) == -1 && errno != EEXIST)
		rc = object_failed(o, dir);
	else if (temp_commit(&o->file, path) == -1)
		rc = object_failed(o, path);
	free(path);
	free(dir);
	return rc;
}

void
cache_object_abort(struct cache_object *o)
{
	char hex[DIGEST_HEX + 1];

	if (o->digest.state != NULL)
		digest_end(&o->digest, hex); /* its memory */
	temp_abort(&o->file);
}
