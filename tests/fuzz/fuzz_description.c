/* ATT&CK's prose: whatever the text, CommonMark reads no HTML in it, no picture,
 * and no link but to the web. */
#include <cmark.h>
#include <strings.h>

#include "fuzz.h"
#include "base/mem.h"
#include "prose/description.h"

static bool
leads_to_web(const char *url)
{
	return strncasecmp(url, "https://", 8) == 0 ||
	    strncasecmp(url, "http://", 7) == 0 || *url == '#' ||
	    (*url == '/' && url[1] != '/');
}

static void
check(const char *markdown, size_t n)
{
	cmark_node *document = cmark_parse_document(markdown, n,
	    CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(document);
	cmark_node_type type;
	cmark_node *node;

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		node = cmark_iter_get_node(iter);
		type = cmark_node_get_type(node);
		if (type == CMARK_NODE_HTML_BLOCK ||
		    type == CMARK_NODE_HTML_INLINE ||
		    type == CMARK_NODE_IMAGE ||
		    (type == CMARK_NODE_LINK &&
		    !leads_to_web(cmark_node_get_url(node))))
			abort();
	}
	cmark_iter_free(iter);
	cmark_node_free(document);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cJSON *references = cJSON_Parse("[{\"name\":\"A\",\"url\":"
	    "\"https://e.org/a\"},{\"name\":\"B\"}]");
	char *text = mem_strndup((const char *)data, size);
	struct buf b = BUF_INIT;

	description_markdown(&b, text, false, references);
	check(buf_str(&b), b.len);
	buf_reset(&b);
	description_markdown(&b, text, true, NULL);
	check(buf_str(&b), b.len);
	buf_free(&b);
	free(text);
	cJSON_Delete(references);
	return 0;
}
