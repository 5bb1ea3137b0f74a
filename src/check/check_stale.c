/* Which of one's own rules has nobody changed for long? */
#include "check/check.h"

#include <stdlib.h>

#include "base/moment.h"
#include "count/controls_list.h"
#include "value/member.h"

static void
add_stale(struct checking *k, const cJSON *control, const char *before)
{
	const char *title = member_text_or(control, "title", "");
	const char *changed = member_text(control, "changed");
	struct buf message = BUF_INIT;
	char *path = check_path(k->config, control);
	cJSON *one;

	if (changed != NULL)
		buf_printf(&message, "%s: not changed since %s: the last "
		    "change is of %s", title, before, changed);
	else
		buf_printf(&message, "%s: does not say when it was changed",
		    title);
	one = check_add(k, "stale-rule", path != NULL ? path
	    : k->config->path, path != NULL
	    ? (int)member_number(control, "line") : 0, buf_str(&message));
	member_copy(one, control, "changed");
	if (changed == NULL)
		check_set_level(one, "note");
	buf_free(&message);
	free(path);
}

int
check_stale(struct checking *k)
{
	const struct checks *c = &k->config->checks;
	struct catalog_selection yours = { .of = OF_YOURS };
	struct controls_asked asked = { .kind = KIND_DETECTION };
	char day[DATE_LEN + 1];
	const char *before = c->stale_since;
	const cJSON *one;
	cJSON *m;

	if (before == NULL && c->stale_days == 0)
		return 0;
	if (before == NULL) {
		moment_days_before(k->today, c->stale_days, day);
		before = day;
	}
	asked.before = before;
	m = controls_list(k->catalog, &yours, &asked);
	cJSON_ArrayForEach(one, member_get(m, "controls"))
		add_stale(k, one, before);
	return m == NULL ? -1 : 0;
}
