/* CommonMark to safe HTML; the only file that knows cmark. */
#include "prose/markdown.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "prose/html.h"

enum { TEXT_MAX = 8 * 1024 * 1024 };

int
markdown_to_html(const char *text, size_t len, int flags, struct buf *out)
{
	/* Its own would abort. */
	static cmark_mem memory = { mem_array, mem_resize, free };
	int raw = (flags & MARKDOWN_RAW) != 0 ? CMARK_OPT_UNSAFE : 0;
	struct buf clean = BUF_INIT;
	cmark_parser *parser;
	cmark_node *document;
	char *html;
	int rc;

	if (len > TEXT_MAX) {
		log_error("Markdown: larger than %d bytes", TEXT_MAX);
		return -1;
	}
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
	cmark_parser_feed(parser, text, len);
	document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	html = cmark_render_html(document, raw);
	cmark_node_free(document);
	rc = html_clean(html, strlen(html), &clean);
	free(html);
	if (rc == 0)
		buf_put(out, buf_str(&clean), clean.len);
	buf_free(&clean);
	return rc;
}

void
markdown_library(char *version, size_t n)
{
	snprintf(version, n, "%s", cmark_version_string());
}
