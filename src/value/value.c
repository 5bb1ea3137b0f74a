/* Where cJSON's memory comes from, and small questions to a node. */
#include "value/value.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "value/xml.h"

enum { NUMBER_TEXT_SIZE = 32 };

/*
 * cJSON's hooks take no context, so what they draw from stands here: the one
 * variable outside a struct in the program.
 */
static _Thread_local struct arena *current;

/*
 * Whatever has a node's size may be a node, and gets room for its mark behind
 * it. On the heap too, so that asking for a mark never reads past a node.
 */
static void *
hook_alloc(size_t n)
{
	if (n == sizeof(cJSON)) {
		n += sizeof(struct mark);
		return current == NULL ? mem_alloc(n)
		    : arena_alloc(current, n);
	}
	return current == NULL ? mem_grow(NULL, n, 1)
	    : arena_room(current, n);
}

static void
hook_free(void *p)
{
	if (current == NULL)
		free(p);
}

void
value_init(void)
{
	cJSON_Hooks hooks = { hook_alloc, hook_free };

	cJSON_InitHooks(&hooks);
	xml_init();
}

struct arena *
value_use(struct arena *a)
{
	struct arena *before = current;

	current = a;
	return before;
}

struct arena *
value_arena(void)
{
	return current;
}

void
value_delete(cJSON *tree)
{
	if (current == NULL)
		cJSON_Delete(tree);
}

/* What a node takes, with its mark. */
enum { NODE_SIZE = sizeof(cJSON) + sizeof(struct mark) };

cJSON *
value_row(size_t n)
{
	cJSON *row = arena_alloc(current, (n + 1) * NODE_SIZE);

	row->type = cJSON_Object;
	return row;
}

/* The name is no constant: a copy of the row may live longer than the arena. */
cJSON *
value_row_add(cJSON *row, const char *name)
{
	cJSON *last = row->child == NULL ? NULL : row->child->prev;
	char *at = (char *)(last == NULL ? row : last) + NODE_SIZE;
	cJSON *node = (cJSON *)(void *)at;

	node->string = (char *)(uintptr_t)name;
	if (last == NULL) {
		row->child = node;
	} else {
		last->next = node;
		node->prev = last;
	}
	row->child->prev = node;
	return node;
}

struct mark *
value_mark(const cJSON *node)
{
	return (struct mark *)(uintptr_t)(node + 1);
}

int
value_line(const cJSON *node)
{
	return node == NULL ? 0 : value_mark(node)->line;
}

/* A number that was made and not read has no text of its own. */
static const char *
print_number(const cJSON *node)
{
	cJSON copy = { .type = cJSON_Number, .valuedouble = node->valuedouble };
	char text[NUMBER_TEXT_SIZE];

	if (current == NULL)
		return NULL;
	if (!cJSON_PrintPreallocated(&copy, text, sizeof(text), false))
		return NULL;
	return arena_strdup(current, text);
}

const char *
value_text(const cJSON *node)
{
	if (cJSON_IsString(node))
		return node->valuestring;
	if (cJSON_IsBool(node)) {
		if (node->valuestring != NULL)
			return node->valuestring;
		return cJSON_IsTrue(node) ? "true" : "false";
	}
	if (!cJSON_IsNumber(node))
		return NULL;
	if (node->valuestring != NULL)
		return node->valuestring;
	return print_number(node);
}

void
value_print(const cJSON *tree, struct buf *out)
{
	struct arena *before = value_use(NULL); /* which would keep each step */
	char *text = cJSON_PrintUnformatted(tree);

	buf_puts(out, text);
	cJSON_free(text);
	value_use(before);
}

cJSON *
value_fold(const cJSON *tree)
{
	struct buf b = BUF_INIT;
	cJSON *folded;

	value_print(tree, &b);
	folded = cJSON_CreateRaw(buf_str(&b));
	buf_free(&b);
	return folded;
}

cJSON *
value_unfold(const cJSON *folded)
{
	return cJSON_Parse(folded->valuestring);
}

static cJSON *
split_value(const char *text, const char *between)
{
	cJSON *list = cJSON_CreateArray();
	char *word;
	size_t n;

	for (; text != NULL && *text != '\0'; text += n + (text[n] != '\0')) {
		n = strcspn(text, between);
		word = mem_strndup(text, n);
		cJSON_AddItemToArray(list, cJSON_CreateString(word));
		free(word);
	}
	return list;
}

cJSON *
value_words(const char *text)
{
	return split_value(text, " ");
}

cJSON *
value_lines(const char *text)
{
	return split_value(text, "\n");
}

bool
value_is_empty(const cJSON *node)
{
	if (cJSON_IsString(node))
		return node->valuestring == NULL || *node->valuestring == '\0';
	if (cJSON_IsArray(node) || cJSON_IsObject(node))
		return node->child == NULL;
	return !cJSON_IsNumber(node) && !cJSON_IsBool(node);
}

void
value_library(char *version, size_t n)
{
	snprintf(version, n, "%s", cJSON_Version());
}
