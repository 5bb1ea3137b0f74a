/*
 * The least that the bytes take: libraries alone, without a thought.
 *
 * floor inputs LIST [DATABASE ROWS BYTES]: reads and digests files, unpacks archives,
 * parses what LIST names, and inserts so many rows of so many bytes. A line of LIST is
 * "file PATH", "archive PATH", or "member NAME" for one that is wanted of the archive
 * before it, in the order of bytes.
 *
 * floor copy FROM TO: reads the files of a tree, and writes them to a new one.
 */
#include <archive.h>
#include <archive_entry.h>
#include <cjson/cJSON.h>
#include <errno.h>
#include <ftw.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

static _Noreturn void
fail(const char *what)
{
	fprintf(stderr, "floor: %s\n", what);
	exit(1);
}

static char *
read_file(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	struct stat st;
	char *bytes;

	if (f == NULL || fstat(fileno(f), &st) == -1)
		fail(path);
	*size = (size_t)st.st_size;
	bytes = malloc(*size + 1);
	if (bytes == NULL || fread(bytes, 1, *size, f) != *size)
		fail(path);
	bytes[*size] = '\0';
	fclose(f);
	return bytes;
}

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

static void
parse_yaml_floor(const char *bytes, size_t size)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool end = false;

	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes,
	    size);
	while (!end && yaml_parser_parse(&parser, &event)) {
		end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
}

/* Digests it, and parses it if its name says how. */
static void
take(const char *name, const char *bytes, size_t size)
{
	unsigned char md[EVP_MAX_MD_SIZE];

	EVP_Digest(bytes, size, md, NULL, EVP_sha256(), NULL);
	if (ends_with(name, ".yml") || ends_with(name, ".yaml"))
		parse_yaml_floor(bytes, size);
	else if (ends_with(name, ".json"))
		cJSON_Delete(cJSON_Parse(bytes));
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* names: of the n members that are wanted, in order. */
static void
take_archive(const char *path, char **names, size_t n)
{
	struct archive *a = archive_read_new();
	struct archive_entry *entry;
	const char *name;
	char *bytes = NULL;
	size_t size;

	archive_read_support_filter_gzip(a);
	archive_read_support_format_tar(a);
	if (archive_read_open_filename(a, path, 1 << 16) != ARCHIVE_OK)
		fail(path);
	while (archive_read_next_header(a, &entry) == ARCHIVE_OK) {
		name = archive_entry_pathname(entry);
		if (n == 0 || bsearch(&name, names, n, sizeof(*names),
		    compare_names) == NULL)
			continue;
		size = (size_t)archive_entry_size(entry);
		bytes = realloc(bytes, size + 1);
		if (bytes == NULL ||
		    archive_read_data(a, bytes, size) != (ssize_t)size)
			fail(path);
		bytes[size] = '\0';
		take(name, bytes, size);
	}
	free(bytes);
	archive_read_free(a);
}

static void
insert(const char *path, long long rows, int size)
{
	sqlite3 *db;
	sqlite3_stmt *s;
	char *bytes = malloc((size_t)size);

	if (bytes == NULL || sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_exec(db, "PRAGMA page_size=8192; PRAGMA journal_mode=OFF;"
	    "PRAGMA synchronous=OFF; BEGIN; CREATE TABLE t"
	    " (pk INTEGER PRIMARY KEY, what TEXT)", NULL, NULL, NULL) !=
		SQLITE_OK ||
	    sqlite3_prepare_v2(db, "INSERT INTO t (what) VALUES (?1)", -1, &s,
	    NULL) != SQLITE_OK)
		fail(path);
	memset(bytes, 'x', (size_t)size);
	while (rows-- > 0) {
		sqlite3_bind_text(s, 1, bytes, size, SQLITE_STATIC);
		if (sqlite3_step(s) != SQLITE_DONE)
			fail(path);
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
	if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		fail(path);
	sqlite3_close(db);
	free(bytes);
}

/* The text of a line that starts with the word; NULL if it does not. */
static char *
word_of(char *line, const char *word)
{
	size_t n = strlen(word);

	return line != NULL && strncmp(line, word, n) == 0 ? line + n : NULL;
}

static void
take_list(char *list)
{
	char *line = strtok(list, "\n"), *path, **names, *bytes;
	size_t n, size;

	while (line != NULL) {
		path = word_of(line, "file ");
		if (path != NULL) {
			bytes = read_file(path, &size);
			take(path, bytes, size);
			free(bytes);
			line = strtok(NULL, "\n");
			continue;
		}
		path = word_of(line, "archive ");
		if (path == NULL)
			fail(line);
		names = NULL;
		for (n = 0; (line = strtok(NULL, "\n")) != NULL &&
		    word_of(line, "member ") != NULL; n++) {
			if ((n & (n - 1)) == 0)
				names = realloc(names, (n * 2 + 1) *
				    sizeof(*names));
			if (names == NULL)
				fail("no memory");
			names[n] = word_of(line, "member ");
		}
		take_archive(path, names, n);
		free(names);
	}
}

/* Of the tree that is copied: nftw() passes nothing on. */
static const char *from, *to;

static int
copy_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	char target[4096], *bytes;
	size_t size;
	FILE *f;

	(void)st;
	(void)at;
	snprintf(target, sizeof(target), "%s%s", to, path + strlen(from));
	if (kind == FTW_D)
		return mkdir(target, 0777) == -1 && errno != EEXIST;
	bytes = read_file(path, &size);
	f = fopen(target, "wb");
	if (f == NULL || fwrite(bytes, 1, size, f) != size || fclose(f) != 0)
		fail(target);
	free(bytes);
	return 0;
}

int
main(int argc, char **argv)
{
	char *list;
	size_t size;

	if (argc == 4 && strcmp(argv[1], "copy") == 0) {
		from = argv[2];
		to = argv[3];
		return nftw(from, copy_one, 16, FTW_PHYS) != 0;
	}
	if ((argc != 3 && argc != 6) || strcmp(argv[1], "inputs") != 0)
		return 2;
	list = read_file(argv[2], &size);
	take_list(list);
	free(list);
	if (argc == 6)
		insert(argv[3], atoll(argv[4]), atoi(argv[5]));
	return 0;
}
