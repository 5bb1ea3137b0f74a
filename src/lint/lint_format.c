/* Which format a rule is written in, by its file's name or its text. */
#include "lint_format.h"

#include <string.h>

#include "base/file.h"
#include "controls/parse.h"
#include "value/value.h"
#include "words/words.h"

int
lint_format(const char *path)
{
	static const struct {
		const char *ending;
		int format;
	} known[] = { { ".yml", FORMAT_YAML }, { ".yaml", FORMAT_YAML },
		{ ".toml", FORMAT_TOML }, { ".json", FORMAT_JSON },
		{ ".md", FORMAT_MARKDOWN }, { ".csv", FORMAT_CSV },
		{ ".yaral", FORMAT_YARAL }, { ".ndjson", FORMAT_NDJSON },
		{ ".conf", FORMAT_CONF }, { ".xml", FORMAT_XML } };
	const char *dot = strrchr(path_base(path), '.');
	size_t i;

	for (i = 0; dot != NULL && i < sizeof(known) / sizeof(known[0]); i++)
		if (str_equal_nocase(known[i].ending, dot))
			return known[i].format;
	return -1;
}

static bool
parses(int format, const struct buf *text)
{
	struct document d = { "-", NULL, text->len }; /* read only */
	struct arena scratch = { 0 }, *before = value_use(&scratch);
	struct value_error why = { 0 };
	const char *bytes = buf_str(text);
	cJSON *docs = NULL;
	bool does;

	memcpy(&d.bytes, &bytes, sizeof(d.bytes));
	does = parse_format(format, &d, &docs, &why) == 0;
	value_use(before);
	arena_free(&scratch);
	return does;
}

int
lint_format_of_text(const struct buf *text)
{
	const char *start = buf_str(text) + strspn(buf_str(text), str_space);

	if (*start == '<')
		return FORMAT_XML;
	if ((*start == '{' || *start == '[') && parses(FORMAT_JSON, text))
		return FORMAT_JSON;
	return parses(FORMAT_TOML, text) ? FORMAT_TOML : FORMAT_YAML;
}
