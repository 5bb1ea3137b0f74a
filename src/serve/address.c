/* What a request means. */
#include "address.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"

enum { PATH_BYTES_MAX = 4096 };

/* The value of a hexadecimal digit, or -1. */
static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* RFC 3986, 2.1; false where it is broken, or a NUL. */
static bool
unescape(const char *s, struct buf *out)
{
	int high, low;

	for (; *s != '\0'; s++) {
		if (*s != '%') {
			buf_putc(out, *s);
			continue;
		}
		high = hex_digit(s[1]);
		low = high == -1 ? -1 : hex_digit(s[2]);
		if (low == -1 || (high == 0 && low == 0))
			return false;
		buf_putc(out, (char)(high << 4 | low));
		s += 2;
	}
	return true;
}

bool
address_file(const char *path, struct buf *file)
{
	struct buf name = BUF_INIT;
	const char *s;
	bool fine = *path == '/' && strlen(path) <= PATH_BYTES_MAX &&
	    unescape(path + 1, &name);

	if (fine && (name.len == 0 || name.s[name.len - 1] == '/'))
		buf_puts(&name, "index.html");
	s = buf_str(&name);
	fine = fine && path_is_plain(s) && str_is_utf8(s, name.len) &&
	    *s != '.' && strstr(s, "/.") == NULL;
	if (fine)
		buf_puts(file, s);
	buf_free(&name);
	return fine;
}

const char *
address_type(const char *file)
{
	static const struct {
		const char *suffix, *type;
	} types[] = {
		{ ".html", "text/html; charset=utf-8" },
		{ ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" },
		{ ".json", "application/json" },
		{ ".md", "text/markdown; charset=utf-8" },
		{ ".txt", "text/plain; charset=utf-8" },
		{ ".csv", "text/csv; charset=utf-8" },
		{ ".xml", "application/xml" },
		{ ".atom", "application/atom+xml" },
		{ ".svg", "image/svg+xml" },
		{ ".png", "image/png" },
		{ ".jpg", "image/jpeg" },
		{ ".jpeg", "image/jpeg" },
		{ ".gif", "image/gif" },
		{ ".webp", "image/webp" },
		{ ".ico", "image/x-icon" },
		{ ".woff2", "font/woff2" },
		{ ".pdf", "application/pdf" },
	};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_has_suffix(file, types[i].suffix))
			return types[i].type;
	return "application/octet-stream";
}

bool
address_policy(const char *page, struct buf *policy)
{
	static const char meta[] =
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"";
	const char *head = strstr(page, "</head>"), *s = strstr(page, meta);
	size_t i, n;

	if (s == NULL || (head != NULL && head < s))
		return false;
	s += strlen(meta);
	n = strcspn(s, "\"");
	for (i = 0; i < n; i++)
		if (s[i] < ' ' || s[i] > '~' || s[i] == '&')
			return false;
	if (n == 0 || s[n] == '\0')
		return false;
	buf_put(policy, s, n);
	return true;
}

bool
address_is_ours(const char *host, int port)
{
	static const char *const names[] = { "localhost", "127.0.0.1",
		"[::1]" };
	char behind[16];
	size_t i, n;

	snprintf(behind, sizeof(behind), ":%d", port);
	for (i = 0; host != NULL && i < sizeof(names) / sizeof(names[0]); i++) {
		n = strlen(names[i]);
		if (strncmp(host, names[i], n) == 0 &&
		    (strcmp(host + n, behind) == 0 ||
		    (port == 80 && host[n] == '\0')))
			return true;
	}
	return false;
}

bool
address_has_tag(const char *list, const char *tag)
{
	size_t n = strlen(tag);

	while (list != NULL && *list != '\0') {
		list += strspn(list, " \t,");
		if (strcmp(list, "*") == 0)
			return true;
		if (strncmp(list, "W/", 2) == 0)
			list += 2;
		if (strncmp(list, tag, n) == 0 &&
		    strchr(" \t,", list[n]) != NULL)
			return true;
		list += strcspn(list, ",");
	}
	return false;
}
