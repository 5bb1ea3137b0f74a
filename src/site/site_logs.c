/* The pages of logs, and what other pages say of them. */
#include "export/api.h"
#include "model/logs.h"
#include "site.h"
#include "value/member.h"

int
site_read_logs(struct site *s, struct catalog *c)
{
	static const struct visibility_asked all = { 0 };

	s->visibility = visibility_open(c, &all);
	if (s->visibility == NULL)
		return -1;
	s->logs = logs_model(c, s->model, s->visibility);
	return s->logs == NULL ? -1 : 0;
}

int
site_fill_logs(struct site_page *p)
{
	cJSON_AddItemReferenceToObject(p->data, "logs", p->site->logs);
	return 0;
}

int
site_fill_log_group(struct site_page *p)
{
	cJSON_AddItemReferenceToObject(p->data, "group", p->of);
	return 0;
}

int
site_put_api_logs(struct site_page *p)
{
	return site_put_api(p->site, api_logs(p->site->logs, p->site->model),
	    "api/logs.json");
}
