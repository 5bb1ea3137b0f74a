/* Reads what the site looks like. */
#include "look_read.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "value/member.h"

#define AT(member) offsetof(struct site_look, member)

static const char *const pictures[] = { ".svg", ".png", ".jpg", ".webp", NULL };

static const struct key look_keys[] = {
	{ "logo", KEY_TEXT, AT(logo), NULL, NULL },
	{ "accent", KEY_TEXT, AT(accent), NULL, NULL },
	{ "base", KEY_URL, AT(base), NULL, NULL },
	{ "footer", KEY_LINE, AT(footer), NULL, NULL },
	{ "pages", KEY_LIST, AT(pages), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static bool
is_picture(const char *path)
{
	size_t i;

	for (i = 0; pictures[i] != NULL; i++)
		if (str_has_suffix(path, pictures[i]))
			return true;
	return false;
}

int
look_read(const struct keys_at *at, const cJSON *node, void *into)
{
	struct site_look *look = into;
	size_t n;

	if (keys_read(at, node, look_keys, look) == -1)
		return -1;
	/* It goes into a style sheet: nothing but a colour may. */
	if (look->accent != NULL && (*look->accent != '#' ||
	    strlen(look->accent) != 7 ||
	    strspn(look->accent + 1, "0123456789abcdefABCDEF") != 6))
		return keys_error(at, member_get(node, "accent"),
		    "accent: expected a colour: \"#0a5a8a\"");
	if (look->logo != NULL && !is_picture(look->logo))
		return keys_error(at, member_get(node, "logo"),
		    "logo: expected a file that ends in .svg, .png, .jpg or "
		    ".webp");
	look->logo = keys_path(at, look->logo);
	n = look->base == NULL ? 0 : strlen(look->base);
	while (n > 0 && look->base[n - 1] == '/')
		n--;
	if (look->base != NULL)
		look->base = arena_strndup(at->mem, look->base, n);
	return 0;
}
