/* Words and where they stand, in files by their first letters. */
#include "word_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

enum {
	FILE_BYTES = 16384, /* of a file that ends with its head */
	HEAD = 2,           /* bytes */
	SHARED_MAX = 31,    /* a number of one byte */
};

/* The places of a word that are of one kind. */
struct group {
	unsigned kind;
	unsigned long long n;
	long long last;
	struct buf gaps;
};

/* The file that is being made, and the word that is. */
struct word_files_state {
	char first[HEAD + 1]; /* head, of the file's first word */
	char last[HEAD + 1];  /* and of its last */
	struct buf text;
	struct buf word;
	struct group *groups; /* those of the word; behind them, room */
	size_t n, room;
};

static void
head_of(const char *key, char *head)
{
	size_t i;

	for (i = 0; i < HEAD && key[i] != '\0'; i++)
		head[i] = str_is_digit(key[i]) || key[i] == '-' ||
		    (key[i] >= 'a' && key[i] <= 'z') ? key[i] : '~';
	head[i] = '\0';
}

static int
put_file(struct word_files *w)
{
	struct word_files_state *f = w->state;
	cJSON *all = cJSON_CreateArray();
	struct buf path = BUF_INIT;
	char *s;
	int rc;

	cJSON_AddItemToArray(all, cJSON_CreateString(f->first));
	cJSON_AddItemToArray(all, cJSON_CreateString(buf_str(&f->text)));
	cJSON_AddItemToArray(w->heads, cJSON_CreateString(f->first));
	buf_printf(&path, "%s/%s.js", w->folder, f->first);
	/* '~' stands behind all others; in names of files it is '_'. */
	for (s = path.s; *s != '\0'; s++)
		if (*s == '~')
			*s = '_';
	rc = site_put_call(w->site, w->function, all, buf_str(&path));
	buf_free(&path);
	buf_reset(&f->text);
	buf_reset(&f->word);
	return rc;
}

/* Puts the places of the word behind it. */
static void
end_word(struct word_files_state *f)
{
	struct group *g;

	if (f->n == 0)
		return;
	buf_putc(&f->text, ' ');
	for (g = f->groups; g != LIST_END(f->groups, f->n); g++) {
		buf_put_vlq(&f->text, g->kind);
		buf_put_vlq(&f->text, g->n);
		buf_put(&f->text, buf_str(&g->gaps), g->gaps.len);
		buf_reset(&g->gaps);
	}
	f->n = 0;
}

/* Ends the word before it, and the file where that is large enough. */
static int
begin_word(struct word_files *w, const char *key, const char *word)
{
	struct word_files_state *f = w->state;
	char head[HEAD + 1];
	const char *before;
	size_t same = 0;

	end_word(f);
	head_of(key, head);
	if (f->text.len >= FILE_BYTES && strcmp(head, f->last) != 0 &&
	    put_file(w) == -1)
		return -1;
	if (f->text.len == 0)
		memcpy(f->first, head, sizeof(head));
	else
		buf_putc(&f->text, ' ');
	memcpy(f->last, head, sizeof(head));
	before = buf_str(&f->word);
	while (same < SHARED_MAX && word[same] != '\0' &&
	    (word[same] & 0x80) == 0 && word[same] == before[same])
		same++;
	buf_put_vlq(&f->text, same);
	buf_puts(&f->text, word + same);
	buf_reset(&f->word);
	buf_puts(&f->word, word);
	return 0;
}

/* The word's group of a kind. */
static struct group *
group_of(struct word_files_state *f, unsigned kind)
{
	struct group *g;

	for (g = f->groups; g != LIST_END(f->groups, f->n); g++)
		if (g->kind == kind)
			return g;
	if (f->n++ == f->room)
		LIST_ADD(f->groups, f->room);
	g = &f->groups[f->n - 1];
	g->kind = kind;
	g->n = 0;
	g->last = 0;
	return g;
}

int
word_files_add(struct word_files *w, const char *key, const char *word,
    unsigned kind, long long place)
{
	struct group *g;

	if (w->state == NULL)
		w->state = mem_alloc(sizeof(*w->state));
	if (strcmp(word, buf_str(&w->state->word)) != 0 &&
	    begin_word(w, key, word) == -1)
		return -1;
	g = group_of(w->state, kind);
	buf_put_vlq(&g->gaps, (unsigned long long)(place - g->last));
	g->last = place;
	g->n++;
	return 0;
}

int
word_files_end(struct word_files *w, int rc)
{
	struct word_files_state *f = w->state;
	size_t i;

	if (f == NULL)
		return rc;
	end_word(f);
	if (rc == 0 && f->text.len > 0)
		rc = put_file(w);
	for (i = 0; i < f->room; i++)
		buf_free(&f->groups[i].gaps);
	free(f->groups);
	buf_free(&f->text);
	buf_free(&f->word);
	free(f);
	w->state = NULL;
	return rc;
}
