/* The page for whoever decides, and its twins for programs and wikis. */
#include "base/escape.h"
#include "board/board.h"
#include "site.h"
#include "value/member.h"

static int
put_markdown(const struct site *s, const cJSON *board)
{
	struct buf out = BUF_INIT;
	int rc = mustache_render(s->templates, "markdown/overview", board,
	    escape_markdown, &out);

	if (rc == 0)
		rc = tree_put(s->tree, "markdown/overview.md", buf_str(&out),
		    out.len);
	buf_free(&out);
	return rc;
}

int
site_fill_overview(struct site_page *p)
{
	const struct site *s = p->site;
	const struct board_asked asked = { .previous = s->o->previous,
		.history = s->o->history };
	cJSON *board = board_make(p->catalog, &asked), *bare;

	if (board == NULL)
		return -1;
	if ((s->o->formats & RENDER_MARKDOWN) != 0 &&
	    put_markdown(s, board) == -1)
		return -1;
	bare = cJSON_Duplicate(board, 1);
	board_strip(bare);
	if (site_put_api(s, bare, "api/overview.json") == -1)
		return -1;
	p->data = board;
	return 0;
}
