/* Files that are handed over as a threat: what is read of each format, and what
 * is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "report/plain.h"
#include "report/report.h"
#include "value/value.h"

static struct arena mem;
static struct report_names *names;

static const struct { const char *name; enum report_actors kind; } known[] = {
	{ "APT29", REPORT_GROUP }, { "Cozy Bear", REPORT_GROUP },
	{ "Play", REPORT_GROUP }, { "Play", REPORT_SOFTWARE },
	{ "LAPSUS$", REPORT_GROUP }, { "BITTER", REPORT_GROUP },
	{ "Cutting Edge", REPORT_CAMPAIGN }, { "Turla", REPORT_GROUP },
	{ "Winnti Group", REPORT_GROUP }, { "Winnti", REPORT_SOFTWARE },
	{ "Net", REPORT_SOFTWARE }, { "net.exe", REPORT_SOFTWARE },
	{ "at", REPORT_SOFTWARE }, { "Page", REPORT_SOFTWARE },
	{ "Ping", REPORT_SOFTWARE }, { "Ryuk", REPORT_SOFTWARE },
	{ "Turian", REPORT_SOFTWARE }, { "Mimikatz", REPORT_SOFTWARE },
	{ "T9000", REPORT_SOFTWARE }, { "Sandworm Team", REPORT_GROUP },
	{ "Cobalt Group", REPORT_GROUP }, { "Group5", REPORT_GROUP },
	{ "Thrip", REPORT_GROUP }, { "Axiom", REPORT_GROUP },
};

static int
begin(void **state)
{
	size_t i;

	(void)state;
	value_init();
	names = report_names_new();
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		report_names_add(names, known[i].name, known[i].kind);
	report_names_add_short(names, "Sandworm Team");
	report_names_add_short(names, "Winnti Group");
	report_names_add_short(names, "Cobalt Group");
	return 0;
}

static int
end(void **state)
{
	(void)state;
	report_names_free(names);
	arena_free(&mem);
	return 0;
}

/* "1 group:Cozy Bear; 2 technique:T1059.001", or what was said. */
static const char *
read_handed(const char *text)
{
	static const char *const as[] = { "technique", "tactic", "actor",
		"cve" };
	static const char *const kinds[] = { "any", "group", "campaign", "3",
		"software", "group/software", "6", "7" };
	struct report r = { 0 };
	struct buf b = BUF_INIT;
	struct capture talk;
	const struct report_thing *t;
	size_t i;
	int rc;
	char *said;

	capture_begin(&talk);
	rc = report_read("a", text, strlen(text), names, &mem, &r);
	said = capture_end(&talk);
	if (rc == -1) {
		assert_int_equal(r.n, 0);
		assert_true(str_has_prefix(said, "sextant: "));
		buf_puts(&b, said + strlen("sextant: "));
	}
	for (i = 0; i < r.n; i++) {
		t = &r.v[i];
		buf_printf(&b, "%s%d %s:%s%s%s", i > 0 ? "; " : "",
		    t->lines[0], t->as == REPORT_ACTOR ? kinds[t->kinds]
		    : as[t->as], t->withdrawn ? "revoked " : "",
		    t->id != NULL ? t->id : t->word,
		    t->id == NULL && t->stix != NULL ? " by STIX" : "");
	}
	for (i = 0; i < r.nnotes; i++)
		buf_printf(&b, " (%s)", r.notes[i].what);
	free(said);
	said = arena_strdup(&mem, buf_str(&b));
	buf_free(&b);
	return said;
}

/* The same of JSON, with ' for ". */
static const char *
read_handed_json(const char *text)
{
	char *copy = arena_strdup(&mem, text), *p;

	for (p = copy; *p != '\0'; p++)
		if (*p == '\'')
			*p = '"';
	return read_handed(copy);
}

static const struct { const char *in, *want; } texts[] = {
	/* ids in any spelling that leaves no doubt */
	{ "T1059.001, t1059/003", "1 technique:T1059.001; 1 technique:T1059.003" },
	{ "x\nattack.t1059.001 attack_T1059_2",
	    "2 technique:T1059.001; 2 technique:T1059.002" },
	{ "(T1059)[https://attack.mitre.org/techniques/T1059/]",
	    "1 technique:T1059" },
	{ "hxxps://attack[.]mitre[.]org/techniques/T1059%2F001 T1059[.]003",
	    "1 technique:T1059.001; 1 technique:T1059.003" },
	{ "T1059\\.001", "1 technique:T1059.001" },
	{ "T1059.0011 XT1059 T10590 T105 AML.T0043 1059.001",
	    "1 technique:T1059.0011" },
	{ "G0016 g0016 attack.mitre.org/groups/g0016 S0002 C0024 M1049 TA0006",
	    "1 group:G0016; 1 software:S0002; 1 campaign:C0024; "
	    "1 tactic:TA0006" },
	{ "CVE-2021-44228 cve_2021_44228 CVE-2021-1 CVE-21-44228",
	    "1 cve:CVE-2021-44228" },
	{ "a T1003\nb T1003\n", "1 technique:T1003" },
	/* names: whole words */
	{ "APT29's apt29-linked APT290 XAPT29 _APT29", "1 group:APT29" },
	{ "APT 29, apt-29; APT  29", "1 group:APT29" },
	{ "apt 29, Group 5, Group 29", "" },
	{ "Sandworm and Cobalt; Sandworm malware", "1 group:Sandworm Team" },
	{ "the Sandworm Team", "1 group:Sandworm Team" },
	{ "Turla, TURLA; turla. Turlas", "1 group:Turla" },
	{ "Cozy\n  Bear", "1 group:Cozy Bear" },
	{ "cozy bear", "" }, { "COZY BEAR", "1 group:Cozy Bear" },
	{ "at the cutting edge; Cutting Edge", "1 campaign:Cutting Edge" },
	{ "Winnti Group", "1 group:Winnti Group" },
	{ "Winnti malware", "1 software:Winnti" },
	{ "LAPSUS$, Lapsus$", "1 group:LAPSUS$" },
	{ "Ryuk ryuk RYUK", "1 software:Ryuk" }, { "ryuk", "" },
	/* false friends */
	{ "look at tools; a group at work; at (S0110)", "1 software:at; "
	    "1 software:S0110" },
	{ "(see the paper on Play) Group work", "" },
	{ "T9000 T1003", "1 software:T9000; 1 technique:T1003" },
	{ "Net income at first. Page 3. Ping us. They play. Turian is.",
	    "1 software:Turian" },
	{ "net user /add; net.exe user; ping 127.0.0.1; at 10:00", "" },
	{ "Axiom of choice; a thrip", "" },
	{ "the Play ransomware", "1 software:Play" },
	{ "the **Play** group", "1 group:Play" },
	{ "Play (G1040)", "1 group:Play; 1 group:G1040" },
	{ "the group Axiom", "1 group:Axiom" },
	{ "the Thrip actor", "1 group:Thrip" },
	{ "ransomware Play", "1 software:Play" },
	{ "play ransomware", "" }, { "Play-ransomware", "" },
	{ "- Play\n- Net\n* at\nnet\n", "1 group/software:Play; "
	    "2 software:Net; 3 software:at" },
	{ "BITTER taste", "" }, { "Bitter APT", "1 group:BITTER" },
	{ "https://example.com/apt29/turla-mimikatz T1003", "1 technique:T1003" },
	{ "Mimikatz.exe; mimikatz", "1 software:Mimikatz" },
	{ "\xe7\xbb\x84\xe7\xbb\x87" "APT29" "\xe7\xbb\x84", "1 group:APT29" },
	{ "\xc3\xa9" "APT29", "" },
	/* HTML */
	{ "<p>T1059<b>.001</b></p>\n<td>APT29</td><td>Turla</td>",
	    "1 technique:T1059.001; 2 group:APT29; 2 group:Turla" },
	{ "<script>T1005</script><!-- T1041\n -->\n<i>Cozy</i> Bear",
	    "3 group:Cozy Bear" },
	{ "if a<c and T1003>2", "1 technique:T1003" },
	{ "<a class='x' href='/techniques/T1003'>dump</a>",
	    "1 technique:T1003" },
	/* lists of Markdown are no JSON */
	{ "[1] APT29", "1 group:APT29" }, { "[Turla](x)", "1 group:Turla" },
};

static void
ids_and_names_are_read_with_care(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_string_equal(read_handed(texts[i].in), texts[i].want);
}

static const struct { const char *in, *want; } plain[] = {
	{ "a&amp;b &#x41;&#66; &#0; &#300; &lt;p&gt;", "a&b AB &#0; &#300; <p>" },
	{ "a<br>b<br/>c<notatag>d", "a b c<notatag>d" },
	{ "<style>\na\n</style>\nb", " \n\n \nb" },
	{ "\xe2\x80\x9c" "a\xe2\x80\x9d\xc2\xa0" "b\xe2\x80\x94" "c", "\"a\" b c" },
	{ "<a href=x>y</a>", " x y " },
	{ "<a href=\"x\ny\">z", " x\ny z" },
	{ "<p", "<p" }, { "<!-- ", "" }, { "<", "<" }, { "&#", "&#" },
	{ "\\", "\\" }, { "a\\_b\\c", "a_b\\c" },
};

static void
markup_goes_and_lines_stay(void **state)
{
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		buf_reset(&b);
		plain_put(plain[i].in, strlen(plain[i].in), &b);
		assert_string_equal(buf_str(&b), plain[i].want);
	}
	buf_free(&b);
}

#define REPORT_OF(refs) "{'type':'report','id':'report--1','object_refs':[" \
	refs "]}"
#define PATTERN(n, id) "{'type':'attack-pattern','id':'attack-pattern--" n \
	"','external_references':[{'source_name':'mitre-attack'," \
	"'external_id':'" id "'}]}"
#define BUNDLE(objects) "{'type':'bundle','id':'bundle--1','objects':[" \
	objects "]}"

static const struct { const char *in, *want; } documents[] = {
	/* STIX: all, or what a report is about */
	{ BUNDLE(PATTERN("1", "T1001") "," PATTERN("2", "T1002")),
	    "1 technique:T1001; 1 technique:T1002" },
	{ "[" PATTERN("1", "T1001") "]", "1 technique:T1001" },
	{ BUNDLE(PATTERN("1", "T1001") "," PATTERN("2", "T1002") ","
	    REPORT_OF("'attack-pattern--2'")), "1 technique:T1002 (objects that "
	    "no report of the bundle is about, not taken: 1)" },
	{ BUNDLE(REPORT_OF("'grouping--1'") ",{'type':'grouping','id':"
	    "'grouping--1','object_refs':['report--1','attack-pattern--1',"
	    "'malware--9','identity--9']}," PATTERN("1", "T1001")),
	    "1 technique:T1001 (objects that it refers to and that are not in "
	    "the bundle: 1)" },
	{ BUNDLE(REPORT_OF("'relationship--1'") "," PATTERN("1", "T1001")
	    ",{'type':'relationship','id':'relationship--1',"
	    "'relationship_type':'uses','source_ref':'malware--1','target_ref':"
	    "'attack-pattern--1'},{'type':'malware','id':'malware--1','name':"
	    "'mimikatz'}"), "1 technique:T1001; 1 software:mimikatz" },
	{ BUNDLE(REPORT_OF("'attack-pattern--7'")),
	    "1 technique:attack-pattern--7 by STIX" },
	{ BUNDLE("{'type':'report','id':'report--1','revoked':true,"
	    "'object_refs':[]}," PATTERN("1", "T1001")), "1 technique:T1001 "
	    "(this report is revoked: it is not read)" },
	/* names, ids in names, aliases, versions, what is withdrawn */
	{ BUNDLE("{'type':'attack-pattern','id':'attack-pattern--1','name':"
	    "'Web Shell'},{'type':'attack-pattern','id':'attack-pattern--2',"
	    "'name':'Odd - T1003.1','revoked':true}"),
	    "1 technique:Web Shell; 1 technique:revoked T1003.001" },
	{ BUNDLE("{'type':'threat-actor','id':'threat-actor--1','name':'New',"
	    "'aliases':['X',5,'cozy bear']},{'type':'campaign','id':"
	    "'campaign--1','name':'apt29'}"), "1 group:cozy bear; 1 any:apt29" },
	{ BUNDLE("{'type':'tool','id':'tool--1','modified':'2026','revoked':"
	    "true,'name':'Mimikatz'},{'type':'tool','id':'tool--1','modified':"
	    "'2025','name':'Ryuk'}"), "1 software:revoked Mimikatz" },
	{ BUNDLE("{'type':'vulnerability','id':'vulnerability--1','name':"
	    "'CVE-2021-44228'},{'type':'x-mitre-tactic','id':"
	    "'x-mitre-tactic--1','name':'TA0006'}"),
	    "1 cve:CVE-2021-44228; 1 tactic:TA0006" },
	{ "{'type':'bundle','id':'bundle--1'}", "" },
	{ BUNDLE("null,1,{'type':2,'id':'a'},{'type':'report','id':'report--1',"
	    "'object_refs':{'a':'report--1'}}"), "" },
	/* Attack Flow */
	{ BUNDLE("{'type':'attack-action','id':'attack-action--1','name':'x',"
	    "'technique_id':'1566.001','tactic_id':'TA0001'},{'type':"
	    "'attack-action','id':'attack-action--2','name':'y',"
	    "'technique_ref':'attack-pattern--5'},{'type':'attack-action','id':"
	    "'attack-action--3','name':'z'}"),
	    "1 technique:attack-pattern--5 by STIX; 1 tactic:TA0001; "
	    "1 technique:T1566.001 (actions without a technique: 1)" },
	{ "{'schema':'attack_flow_v2','objects':[{'id':'action','properties':"
	    "[['technique_id',null],['ttp',[['technique','T1001']]]]},{'id':"
	    "'action','properties':[['name','x']]},{'id':'tool','properties':"
	    "[['name','Ryuk']]},{'id':'action','properties':{'a':1}},{}]}",
	    "1 technique:T1001; 1 software:Ryuk (actions without a technique: "
	    "2)" },
	{ "{'schema':{'templates':[]},'objects':[{'template':'action','id':'a',"
	    "'properties':[['technique_id','T1001']]}]}", "1 technique:T1001" },
	/* MISP */
	{ "{'Event':{'Tag':[{'name':'misp-galaxy:mitre-attack-pattern=A - B - "
	    "T1001.002'},{'name':'misp-galaxy:threat-actor=APT29'},{'name':"
	    "'misp-galaxy:sector=Play'},{'name':'x:t1003'},{'name':'Turla'},"
	    "{'name':3},{}]}}", "1 technique:T1001.002; 1 group:APT29; "
	    "1 technique:T1003" },
	{ "{'response':[{'Event':{}},{'Event':{'Galaxy':[{'type':'ransomware',"
	    "'GalaxyCluster':[{'value':'Play'},{'value':'Ryuk','deleted':true}"
	    "]},{'type':'mitre-tool','GalaxyCluster':[{'value':'Net - S0039',"
	    "'meta':{'external_id':'S0039'}}]}]}}]}",
	    "1 software:Play; 1 software:S0039" },
	{ "{'response':{'Attribute':[{'type':'vulnerability','value':"
	    "'CVE-2021-44228'},{'type':'threat-actor','value':'Turla'}]}}",
	    "1 cve:CVE-2021-44228; 1 group:Turla" },
	{ "[{'Event':{'Object':[{'Attribute':[{'Tag':[{'name':'T1001'}]}]},"
	    "{'deleted':true,'Attribute':[{'Tag':[{'name':'T1002'}]}]}],"
	    "'EventReport':[{'content':'APT29 and\\nthe Play group'}]}}]",
	    "1 technique:T1001; 1 group:APT29; 1 group:Play" },
	/* what is none of these, and what is broken */
	{ "{}", "a: JSON of no format that is known: expected a STIX bundle, an "
	    "Attack Flow, a MISP event, or a layer of the Navigator\n" },
	{ "[]", "a: JSON of no format that is known: expected a STIX bundle, an "
	    "Attack Flow, a MISP event, or a layer of the Navigator\n" },
	{ "{'type':'bundle',\n'objects':[", "a:2: cut off inside an array or "
	    "object\n" },
	{ "{'techniques':[]}", "" },
	{ "", "a: nothing in it\n" }, { " \n\t", "a: nothing in it\n" },
	{ "%PDF-1.4", "a: a PDF: hand over its text\n" },
	{ "PK\003\004", "a: an archive or a document of an office program: hand "
	    "over its text\n" },
	{ "\377\376a", "a: UTF-16: hand it over as UTF-8\n" },
	{ "a\nb\377\n", "a:2: not UTF-8, or a NUL in it\n" },
	/* CSV */
	{ "technique,group\nT1001,apt29\nWeb Shell,Cozy Bear\n",
	    "2 technique:T1001; 2 group:APT29; 3 group:Cozy Bear; "
	    "3 technique:Web Shell" },
	{ "\xef\xbb\xbfNote,TTP\r\n,Web Shell\r\n", "2 technique:Web Shell" },
	{ "Technique ID;Threat Actor\nT1001;Nobody, Net\n",
	    "2 technique:T1001; 2 group:Nobody; 2 any:Net" },
	{ "technique,note\n,Net income at Play\n", "" },
	{ "technique,note\na\n", "a:2: a row of fewer fields than the header\n" },
	{ "technique,note\nT1001,'x\n", "a:2: cut off inside a quoted field\n" },
	{ "a,b\nT1001,Turla\n", "2 technique:T1001; 2 group:Turla" },
	{ "Group, we think\nis Turla", "2 group:Turla" },
	{ "technique\nT1001\n", "2 technique:T1001" },
};

static void
documents_are_known_by_their_content(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
		assert_string_equal(read_handed_json(documents[i].in),
		    documents[i].want);
}

/* JSON that is cut off anywhere gives nothing; a text gives what is there. */
static void
what_is_cut_off_gives_nothing(void **state)
{
	static const char *const seeds[] = { "report-2.1.json", "flow.json",
		"builder.afb", "event.json", "events.json" };
	struct buf text = BUF_INIT;
	const char *path;
	size_t i, part, len;

	(void)state;
	for (i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++) {
		buf_reset(&text);
		path = arena_printf(&mem, "tests/fuzz/seeds/report/%s",
		    seeds[i]);
		assert_int_equal(file_read(path, 0, &text), 0);
		len = text.len;
		assert_non_null(strstr(read_handed(buf_str(&text)), ":"));
		for (part = 19; part > 0; part--) {
			buf_cut(&text, len * part / 20);
			assert_int_equal(strncmp(read_handed(
			    buf_str(&text)), "a:", 2), 0);
		}
	}
	buf_free(&text);
}

static void
lines_are_counted(void **state)
{
	struct report r = { 0 };
	static const char text[] = "T1001\nAPT29 apt29\nAPT29\n\nT1001\n";

	(void)state;
	assert_int_equal(report_read("a", text, strlen(text), names, &mem, &r),
	    0);
	assert_int_equal(r.format, REPORT_TEXT);
	assert_int_equal(r.n, 2);
	assert_int_equal(r.v[0].times, 2);
	assert_int_equal(r.v[0].lines[1], 5);
	assert_int_equal(r.v[1].times, 3);
	assert_int_equal(r.v[1].n, 2);
	assert_int_equal(r.v[1].lines[1], 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_and_names_are_read_with_care),
		cmocka_unit_test(markup_goes_and_lines_stay),
		cmocka_unit_test(documents_are_known_by_their_content),
		cmocka_unit_test(what_is_cut_off_gives_nothing),
		cmocka_unit_test(lines_are_counted),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
