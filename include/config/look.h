/* What the site looks like: `site:` of sextant.yaml. */
#ifndef CONFIG_LOOK_H
#define CONFIG_LOOK_H

#include "base/str.h"

/* NULL where nothing is said. */
struct site_look {
	const char *logo;   /* a file, resolved: .svg, .png, .jpg, .webp */
	const char *accent; /* a colour: #rrggbb */
	const char *base;   /* where the site will stand, without a last / */
	const char *footer; /* a line below every page */

	/* Whose controls have a page each: own and policy (both where it is
	 * empty), all, none, or ids of sources. */
	struct strs pages;
};

#endif
