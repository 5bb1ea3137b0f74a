/* Descriptions as plain text: the whole begins with its first paragraph. */
#include "fuzz.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/description.h"

enum { LENGTH_MAX = 65536 };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf first = BUF_INIT, whole = BUF_INIT;
	char *text;

	if (size > LENGTH_MAX)
		return 0;
	text = mem_strndup((const char *)data, size);
	description_plain(text, false, &first);
	description_plain(text, true, &whole);
	if (!str_has_prefix(buf_str(&whole), buf_str(&first)) ||
	    whole.len > size)
		abort();
	buf_free(&first);
	buf_free(&whole);
	free(text);
	return 0;
}
