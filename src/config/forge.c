/* The web pages of files, by the address of their repository. */
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/str.h"
#include "config/source.h"
#include "repository.h"

/* What stands in such an address: web is its scheme on the web; userinfo and
 * a port that is not the web's are left out. */
struct remote {
	const char *web, *host, *path;
};

/*
 * Who shows files at which addresses. host is the whole of it, or, with a '*',
 * a part; branch and commit are what {of} stands for. No edit where there is
 * no address for it.
 */
static const struct forge {
	const char *host, *view, *edit, *branch, *commit;
} forges[] = {
	{ "dev.azure.com", "{base}?version={of}{ref}&path=/{folder}{path}",
	    NULL, "GB", "GC" },
	{ "*.visualstudio.com",
	    "{base}?version={of}{ref}&path=/{folder}{path}", NULL, "GB", "GC" },
	{ "bitbucket.org", "{base}/src/{ref}/{folder}{path}",
	    "{base}/src/{ref}/{folder}{path}?mode=edit&spa=0&at={ref}", "", "" },
	{ "*github", "{base}/blob/{ref}/{folder}{path}",
	    "{base}/edit/{ref}/{folder}{path}", "", "" },
	{ "*gitlab", "{base}/-/blob/{ref}/{folder}{path}",
	    "{base}/-/edit/{ref}/{folder}{path}", "", "" },
	{ "*gitea", "{base}/src/{of}/{ref}/{folder}{path}",
	    "{base}/_edit/{ref}/{folder}{path}", "branch", "commit" },
	{ "*forgejo", "{base}/src/{of}/{ref}/{folder}{path}",
	    "{base}/_edit/{ref}/{folder}{path}", "branch", "commit" },
	{ "codeberg.org", "{base}/src/{of}/{ref}/{folder}{path}",
	    "{base}/_edit/{ref}/{folder}{path}", "branch", "commit" },
};

static const struct forge *
find_forge(const char *host)
{
	size_t i;

	for (i = 0; i < sizeof(forges) / sizeof(forges[0]); i++)
		if (*forges[i].host == '*'
		    ? strstr(host, forges[i].host + 1) != NULL
		    : strcmp(host, forges[i].host) == 0)
			return &forges[i];
	return NULL;
}

/* Letters, digits, dots and hyphens; of the web also a port. */
static bool
is_host(const char *host)
{
	size_t n = strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-");

	if (n == 0 || *host == '.' || *host == '-')
		return false;
	if (host[n] == ':')
		n += 1 + strspn(host + n + 1, "0123456789");
	return host[n] == '\0';
}

/* Names joined by slashes, of which none leads up. */
static bool
is_repository(const char *path)
{
	size_t n;

	for (;; path += n + 1) {
		n = strcspn(path, "/");
		if (n == 0 || *path == '.' ||
		    memchr(path, '?', n) != NULL ||
		    memchr(path, '#', n) != NULL)
			return false;
		if (path[n] == '\0')
			return true;
	}
}

/* Of https://user:secret@host:8443/group/name.git: the parts. */
static bool
split_web(const char *text, const char *web, struct arena *mem,
    struct remote *r)
{
	size_t n = strcspn(text, "/");
	const char *at;

	for (at = text + n; at > text && at[-1] != '@'; at--)
		;
	r->web = web;
	r->host = arena_strndup(mem, at, n - (size_t)(at - text));
	r->path = text + n;
	return true;
}

/* Of ssh://git@host:22/group/name.git; the port is none of the web's. */
static bool
split_ssh(const char *text, struct arena *mem, struct remote *r)
{
	split_web(text, "https", mem, r);
	r->host = arena_strndup(mem, r->host, strcspn(r->host, ":"));
	return true;
}

/* Of git@host:group/name.git. */
static bool
split_scp(const char *text, struct arena *mem, struct remote *r)
{
	const char *colon = strchr(text, ':'), *at;

	if (colon == NULL || memchr(text, '/', (size_t)(colon - text)) != NULL)
		return false;
	for (at = colon; at > text && at[-1] != '@'; at--)
		;
	r->web = "https";
	r->host = arena_strndup(mem, at, (size_t)(colon - at));
	r->path = colon + 1;
	return true;
}

static bool
split_remote(const char *text, struct arena *mem, struct remote *r)
{
	static const struct {
		const char *scheme, *web; /* web: NULL: of another port */
	} schemes[] = {
		{ "https://", "https" },
		{ "http://", "http" },
		{ "ssh://", NULL },
		{ "git+ssh://", NULL },
		{ "ssh+git://", NULL },
		{ "git://", NULL },
	};
	size_t i;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		if (!str_has_prefix(text, schemes[i].scheme))
			continue;
		text += strlen(schemes[i].scheme);
		return schemes[i].web != NULL
		    ? split_web(text, schemes[i].web, mem, r)
		    : split_ssh(text, mem, r);
	}
	return strstr(text, "://") == NULL && split_scp(text, mem, r);
}

/* The repository's path on the web: Azure's has another for ssh,
 * v3/ORGANISATION/PROJECT/NAME. */
static bool
settle(struct remote *r, struct arena *mem)
{
	size_t n;
	const char *project, *name;

	r->host = str_lower(mem, r->host);
	r->path += strspn(r->path, "/");
	for (n = strlen(r->path); n > 0 && r->path[n - 1] == '/'; n--)
		;
	r->path = arena_strndup(mem, r->path, n);
	if (str_has_suffix(r->path, ".git"))
		r->path = arena_strndup(mem, r->path, n - strlen(".git"));
	if (!is_host(r->host) || !is_repository(r->path))
		return false;
	if (strcmp(r->host, "ssh.github.com") == 0)
		r->host = "github.com";
	if (strcmp(r->host, "altssh.bitbucket.org") == 0)
		r->host = "bitbucket.org";
	if (strcmp(r->host, "ssh.dev.azure.com") != 0 &&
	    strcmp(r->host, "vs-ssh.visualstudio.com") != 0)
		return true;
	r->host = "dev.azure.com";
	project = strchr(r->path, '/');
	name = strrchr(r->path, '/');
	if (!str_has_prefix(r->path, "v3/") || name == project)
		return false;
	project++;
	r->path = arena_printf(mem, "%.*s/_git/%s", (int)(name - project),
	    project, name + 1);
	return true;
}

static const char *
escaped(struct arena *mem, const char *text,
    void (*escape)(struct buf *b, const char *s))
{
	struct buf b = BUF_INIT;

	escape(&b, text);
	text = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return text;
}

const char *
repository_links(const char *remote, const char *ref, bool is_commit,
    const char *folder, struct arena *mem, struct repository *r)
{
	struct remote to = { 0 };
	const struct forge *forge;
	struct source_word words[] = {
		{ "base", NULL },
		{ "of", NULL },
		{ "ref", escaped(mem, ref, escape_path) },
		{ "folder", escaped(mem, folder, escape_path) },
	};
	enum { BASE, OF, WORDS = 4 };

	if (!split_remote(remote, mem, &to) || !settle(&to, mem))
		return "remote \"origin\" is no place on the web";
	forge = find_forge(to.host);
	if (forge == NULL)
		return arena_printf(mem, "where %s shows files is not known: "
		    "write link, and edit, with {path}", to.host);
	words[BASE].value = arena_printf(mem, "%s://%s/%s", to.web, to.host,
	    escaped(mem, to.path, escape_url));
	words[OF].value = is_commit ? forge->commit : forge->branch;
	r->view = source_expand(mem, forge->view, words, WORDS);
	r->edit = is_commit || forge->edit == NULL ? NULL
	    : source_expand(mem, forge->edit, words, WORDS);
	return NULL;
}
