/* Requests to a preview: the first line is a path, the second a list of tags. And
 * pages, which the second line is as well. */
#include "fuzz.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "serve/address.h"

/* Nothing that a path names may lie outside of the site. */
static void
check_file(const char *path)
{
	struct buf file = BUF_INIT;
	const char *s;

	if (address_file(path, &file)) {
		s = buf_str(&file);
		if (!path_is_plain(s) || *s == '\0' || *s == '.' ||
		    strstr(s, "/.") != NULL || strlen(s) != file.len ||
		    !str_is_utf8(s, file.len))
			abort();
		address_type(s);
	} else if (file.len > 0) {
		abort();
	}
	buf_free(&file);
}

/* What a header is made of ends no line. */
static void
check_policy(const char *page)
{
	struct buf policy = BUF_INIT;

	if (address_policy(page, &policy) ? policy.len == 0 ||
	    strpbrk(buf_str(&policy), "\r\n\"&") != NULL : policy.len > 0)
		abort();
	buf_free(&policy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_strndup((const char *)data, size);
	size_t n = strcspn(text, "\n");
	const char *list = text[n] == '\0' ? "" : text + n + 1;

	address_has_tag(list, "\"5-1.2\"");
	address_is_ours(list, 8000);
	check_policy(list);
	text[n] = '\0';
	check_file(text);
	free(text);
	return 0;
}
