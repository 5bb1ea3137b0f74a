/* Addresses: which may be fetched, and from where. */
#include "url.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/lock.h"

enum { URL_MAX = 2048 };

static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
			      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/* Bytes of a host's name at s: labels with one dot between them, which begin
 * and end with a letter or digit; 0 where it is none. */
static size_t
host_name(const char *s)
{
	size_t n = 0, label;

	for (;;) {
		label = strspn(s + n, letters);
		if (label == 0)
			return 0;
		while (s[n + label] == '-' || (s[n + label] != '\0' &&
		    strchr(letters, s[n + label]) != NULL))
			label++;
		n += label;
		if (s[n - 1] == '-')
			return 0;
		if (s[n] != '.')
			return n;
		n++;
	}
}

/* Bytes of HOST or HOST:PORT at s; 0 where it is none. */
static size_t
authority(const char *s)
{
	size_t n = host_name(s), digits;

	if (n == 0 || s[n] != ':')
		return n;
	digits = strspn(s + n + 1, "0123456789");
	return digits > 0 && digits <= 5 ? n + 1 + digits : 0;
}

static bool
is_hex(char c)
{
	return c != '\0' && strchr("0123456789abcdefABCDEF", c) != NULL;
}

/* Only what RFC 3986 has in a path or query, and %XX whole. */
static bool
is_path(const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '%' && (!is_hex(s[1]) || !is_hex(s[2])))
			return false;
		if (strchr(letters, *s) == NULL &&
		    strchr("-._~:/?[]@!$&'()*+,;=%", *s) == NULL)
			return false;
	}
	return true;
}

/* Bytes of c at s, also where it is written %2X, by that small letter; 0: it is
 * another. */
static size_t
written(const char *s, char c, char letter)
{
	if (*s == c)
		return 1;
	return s[0] == '%' && s[1] == '2' && (s[2] | ' ') == letter ? 3 : 0;
}

/* Does a component of the path consist of two dots? In a mirror's file a query
 * belongs to the path, so one of the query counts as well. */
static bool
has_dots(const char *path)
{
	size_t n;

	for (; *path != '\0'; path += n) {
		n = written(path, '/', 'f');
		if (n == 0) {
			n = 1;
			continue;
		}
		path += n;
		n = written(path, '.', 'e');
		if (n == 0 || written(path + n, '.', 'e') == 0)
			continue;
		path += n + written(path + n, '.', 'e');
		n = 0;
		if (written(path, '/', 'f') > 0 || *path == '\0' ||
		    *path == '?')
			return true;
	}
	return false;
}

const char *
url_why_not(const char *url)
{
	const char *host = url + strlen("https://"), *path;

	if (!str_has_prefix(url, "https://"))
		return "not an https:// address";
	if (strlen(url) > URL_MAX)
		return "an address of more than 2,048 bytes";
	path = host + authority(host);
	if (host[strcspn(host, "/@")] == '@')
		return "an address with a user in it";
	if (path == host || *path != '/' || path[1] == '\0')
		return "not of the form https://HOST/PATH";
	if (strchr(path, '#') != NULL)
		return "an address with a fragment (#)";
	if (!is_path(path))
		return "an address with characters that must be written %XX";
	if (has_dots(path) || strstr(path, "%00") != NULL)
		return "an address with \"..\" or %00 in it";
	return NULL;
}

const char *
url_why_no_mirror(const char *mirror)
{
	if (str_has_prefix(mirror, "file:///"))
		return NULL;
	if (str_has_prefix(mirror, "https://") && mirror[8] != '\0')
		return NULL;
	if (str_has_prefix(mirror, "http://") && mirror[7] != '\0')
		return NULL;
	return "not http://HOST…, https://HOST… or file:///FOLDER";
}

char *
url_in_mirror(const char *mirror, const char *url)
{
	const char *p = url + strlen("https://");
	struct buf b = BUF_INIT;
	bool file;

	if (mirror == NULL)
		return mem_strdup(url);
	file = str_has_prefix(mirror, "file://");
	escape_url(&b, mirror);
	while (b.len > 0 && b.s[b.len - 1] == '/')
		buf_cut(&b, b.len - 1);
	buf_putc(&b, '/');
	for (; *p != '\0'; p++)
		if (file && *p == '?')
			buf_puts(&b, "%3F");
		else
			buf_putc(&b, *p);
	return buf_take(&b);
}

/* ---- a commit in place of a branch ---- */

/* Where the reference stands, by host and the component behind OWNER/REPO:
 * codeload.github.com/OWNER/REPO/tar.gz/REF, and so on. */
static const struct form {
	const char *host, *behind;
	bool last; /* nothing follows it */
} forms[] = {
	{ "https://codeload.github.com/", "tar.gz/", true },
	{ "https://codeload.github.com/", "zip/", true },
	{ "https://raw.githubusercontent.com/", "", false },
	{ "https://github.com/", "raw/", false },
};

/* A reference in an address, and its repository. */
struct ref {
	const char *at;
	size_t n;
	const char *repository; /* OWNER/REPO */
	size_t repository_n;
};

/* Bytes of a component that is not empty; 0: there is none. */
static size_t
component(const char *s)
{
	return strcspn(s, "/?");
}

static bool
ref_match(const char *url, const struct form *f, struct ref *r)
{
	size_t owner, name, n;

	if (!str_has_prefix(url, f->host))
		return false;
	r->repository = url + strlen(f->host);
	owner = component(r->repository);
	name = owner == 0 || r->repository[owner] != '/' ? 0
	    : component(r->repository + owner + 1);
	r->repository_n = owner + 1 + name;
	r->at = r->repository + r->repository_n;
	if (name == 0 || *r->at != '/' ||
	    !str_has_prefix(++r->at, f->behind))
		return false;
	r->at += strlen(f->behind);
	if (f->last) {
		r->n = strcspn(r->at, "?");
		return r->n > 0;
	}
	/* A branch with a '/' in it is only known by its full name. */
	r->n = component(r->at);
	if (str_has_prefix(r->at, "refs/heads/"))
		r->n = 11 + component(r->at + 11);
	else if (str_has_prefix(r->at, "refs/tags/"))
		r->n = 10 + component(r->at + 10);
	n = r->n;
	return n > 0 && r->at[n] == '/' && component(r->at + n + 1) > 0;
}

static bool
find_ref(const char *url, struct ref *r)
{
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (ref_match(url, &forms[i], r))
			return true;
	return false;
}

char *
url_commit(const char *url)
{
	struct ref r;
	char *name = find_ref(url, &r) ? mem_strndup(r.at, r.n) : NULL;

	if (name != NULL && !lock_is_revision(name)) {
		free(name);
		name = NULL;
	}
	return name;
}

bool
url_is_tag(const char *url)
{
	struct ref r;

	return find_ref(url, &r) && str_has_prefix(r.at, "refs/tags/");
}

char *
url_at_commit(const char *url, const char *commit)
{
	struct buf b = BUF_INIT;
	struct ref r;

	if (!find_ref(url, &r))
		return NULL;
	buf_put(&b, url, (size_t)(r.at - url));
	buf_puts(&b, commit);
	buf_puts(&b, r.at + r.n);
	return buf_take(&b);
}

char *
url_of_commit(const char *url)
{
	char *own = url_commit(url);
	struct buf b = BUF_INIT;
	struct ref r;

	if (own != NULL || !find_ref(url, &r)) {
		free(own);
		return NULL;
	}
	/* It knows heads/NAME, tags/NAME and NAME. */
	if (r.n > strlen("refs/") && str_has_prefix(r.at, "refs/")) {
		r.at += strlen("refs/");
		r.n -= strlen("refs/");
	}
	buf_puts(&b, "https://api.github.com/repos/");
	buf_put(&b, r.repository, r.repository_n);
	buf_puts(&b, "/commits/");
	buf_put(&b, r.at, r.n);
	return buf_take(&b);
}

bool
url_is_github(const char *url)
{
	/* With the '/', so that nothing else can be the host. */
	static const char *const hosts[] = {
		"https://api.github.com/",
		"https://codeload.github.com/",
		"https://github.com/",
		"https://raw.githubusercontent.com/",
	};
	size_t i;

	for (i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		if (str_has_prefix(url, hosts[i]))
			return true;
	return false;
}

bool
url_may_follow(const char *from, const char *to)
{
	if (str_has_prefix(to, "https://"))
		return str_has_prefix(from, "https://") ||
		    str_has_prefix(from, "http://");
	return str_has_prefix(to, "http://") && str_has_prefix(from, "http://");
}
