/* Addresses: which may be fetched, and from where. Pure text. */
#ifndef FETCH_URL_H
#define FETCH_URL_H

#include <stdbool.h>

/*
 * NULL where url is one to fetch: https://HOST[:PORT]/PATH[?QUERY] of RFC 3986's
 * characters, without user, fragment or "..", at most 2,048 bytes; HOST is a
 * name of labels (RFC 1123, 2.1). Else what is wrong with it (static).
 */
const char *url_why_not(const char *url);

/* NULL where mirror is http://HOST…, https://HOST… or file:///…; else why not. */
const char *url_why_no_mirror(const char *mirror);

/*
 * Where a mirror has url: MIRROR/HOST/PATH. In a file's name a query belongs to
 * the name. Without a mirror (NULL) it is url. Both must be good; caller frees.
 */
char *url_in_mirror(const char *mirror, const char *url);

/*
 * The address of the same thing at a commit, where url is that of an archive or
 * a file of a repository on GitHub; NULL: it is not. Caller frees.
 */
char *url_at_commit(const char *url, const char *commit);

/*
 * Where GitHub tells which commit url's branch or tag is at (REST API, "Get a
 * commit"); NULL where url is not on GitHub, or names a commit itself. Caller
 * frees.
 */
char *url_of_commit(const char *url);

/* The commit that url itself names; caller frees. NULL: none. */
char *url_commit(const char *url);

/* Does url name a tag of a repository on GitHub, by its full name refs/tags/? */
bool url_is_tag(const char *url);

/* Is it one of GitHub's hosts that take its token, over https? */
bool url_is_github(const char *url);

/* May an answer of from send us to to? From https to https, from http to http
 * or https; never to or from a file. */
bool url_may_follow(const char *from, const char *to);

#endif
