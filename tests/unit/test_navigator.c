/* Layers of the Navigator: what is read of each format, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "report/layer_file.h"
#include "value/value.h"

static struct arena mem;

/* What is made of a layer, ' for ", as JSON; what was said where it fails. */
static const char *
parse(const char *text)
{
	char *copy = arena_strdup(&mem, text), *p, *said;
	struct capture talk;
	cJSON *layer;
	const char *is;
	int rc;

	for (p = copy; *p != '\0'; p++)
		if (*p == '\'')
			*p = '"';
	capture_begin(&talk);
	rc = layer_file_parse("a.json", copy, strlen(copy), &layer);
	said = capture_end(&talk);
	is = arena_strdup(&mem, said);
	free(said);
	if (rc == 0) {
		assert_string_equal(is, "");
		copy = cJSON_PrintUnformatted(layer);
		for (p = copy; *p != '\0'; p++)
			if (*p == '"')
				*p = '\'';
		return copy;
	}
	assert_null(layer);
	return is;
}

static const struct { const char *in, *want; } layers[] = {
	/* formats 4.5, 4.0, 3.0, and one that does not say */
	{ "{'name':'N','versions':{'attack':'18','navigator':'5.2.0','layer':"
	    "'4.5'},'domain':'enterprise-attack','techniques':[{'techniqueID':"
	    "'T1001','tactic':'x','score':2.5,'enabled':true,'color':''}]}",
	    "{'name':'N','domain':'enterprise','attack':'18','techniques':"
	    "[{'id':'T1001','tactic':'x','score':2.5}],'passed_over':0}" },
	{ "{'name':'N','versions':{'layer':'4.0'},'domain':'mobile-attack',"
	    "'techniques':[]}",
	    "{'name':'N','domain':'mobile','techniques':[],'passed_over':0}" },
	{ "{'version':'3.0','domain':'mitre-enterprise','techniques':"
	    "[{'techniqueID':' t1001.001 ','score':null}]}",
	    "{'domain':'enterprise','techniques':[{'id':'T1001.001'}],"
	    "'passed_over':0}" },
	{ "{'techniques':[{'techniqueID':'T1'},{'techniqueID':'T1'}]}",
	    "{'techniques':[{'id':'T1'},{'id':'T1'}],'passed_over':0}" },
	/* disabled, there to unfold; any score is one */
	{ "{'techniques':[{'techniqueID':'T1','enabled':false},"
	    "{'techniqueID':'T2','score':0},{'techniqueID':'T3','score':-1},"
	    "{'techniqueID':'T4','showSubtechniques':true,'comment':'',"
	    "'metadata':[]},{'techniqueID':'T5','showSubtechniques':true,"
	    "'color':'#fff'},{'techniqueID':'T6','showSubtechniques':false}]}",
	    "{'techniques':[{'id':'T2','score':0},{'id':'T3','score':-1},"
	    "{'id':'T5'},{'id':'T6'}],'passed_over':2}" },
	/* refused */
	{ "{'techniques':[", "sextant: a.json:1: cut off inside an array or object\n" },
	{ "[]", "sextant: a.json: no layer of the Navigator: no list called "
	    "techniques\n" },
	{ "{'versions':{'layer':'4.5'},'techniques':{}}", "sextant: a.json: no "
	    "layer of the Navigator: no list called techniques\n" },
	{ "{'version':'2.2','techniques':[]}",
	    "sextant: a.json: a layer of format 2.2: expected 3 to 4\n" },
	{ "{'versions':{'layer':'5.0'},'techniques':[]}",
	    "sextant: a.json: a layer of format 5.0: expected 3 to 4\n" },
	{ "{'techniques':[{'techniqueID':'T1'},{}]}",
	    "sextant: a.json: techniques[1]: no techniqueID\n" },
	{ "{'techniques':['T1']}",
	    "sextant: a.json: techniques[0]: no techniqueID\n" },
	{ "{'techniques':[{'techniqueID':'T1','score':'high'}]}",
	    "sextant: a.json: techniques[0]: score: expected a number\n" },
};

static void
layers_are_read(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(layers) / sizeof(layers[0]); i++)
		assert_string_equal(parse(layers[i].in), layers[i].want);
}

static void
a_layer_has_its_limits(void **state)
{
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	buf_puts(&b, "{'techniques':[");
	for (i = 0; i <= 50000; i++)
		buf_printf(&b, "%s{'techniqueID':'T1'}", i > 0 ? "," : "");
	buf_puts(&b, "]}");
	assert_string_equal(parse(buf_str(&b)),
	    "sextant: a.json: more than 50000 techniques\n");
	buf_free(&b);
}

static int
begin(void **state)
{
	(void)state;
	value_use(&mem);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	value_use(NULL);
	arena_free(&mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layers_are_read),
		cmocka_unit_test(a_layer_has_its_limits),
	};

	value_init();
	return cmocka_run_group_tests(tests, begin, end);
}
