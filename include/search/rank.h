/* How a search orders what it finds: the same here and in the pages
 * (templates/html/assets). */
#ifndef SEARCH_RANK_H
#define SEARCH_RANK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

/*
 * WORDS. A text is folded (str_fold) and cut into words, runs of letters and
 * digits: a to z, 0 to 9, and all from U+00C0 on but U+2000 to U+206F, U+3000 to
 * U+303F and U+FFFD. A query has at most RANK_WORDS of them. What ends in .yml,
 * .yaml, .toml or .json is the path of a file: of it words are those of its name,
 * without that. What stands in "..."
 * is a phrase: its words must stand like that, one behind the other in one
 * column; they are matched exactly and never corrected. A word that ends in '*'
 * is open: it also stands for longer ones that begin with it. Weak words
 * (rank_is_weak: "the", "of", "attack" ...) are not asked for, unless the query
 * has no others, or they stand in a phrase.
 *
 * STEM (rank_stem). Of a word of at least four letters a to z and nothing else:
 * "ies" at the end of six or more is dropped, and that is all. Else an "s" at the
 * end is dropped, unless behind s, i or u. Then the first of these at the end
 * that leaves four letters or more is dropped: ing ion ery ed er or e y; and
 * behind ing, ed, er and or one of two equal letters, unless they are f, l, s or
 * z. Any other word is its own stem. A stem begins its word.
 *
 * MATCH of a query's word and one of a text: 0 they are the same; 1 they have the
 * same stem (not in a phrase); 2 the word of the text begins with the query's,
 * which is open, or is not of digits only and has five letters or more, as the
 * query's last word three or more (not in a phrase). Two words of a name that
 * stand side by side also are a word, joined: Web Shell is "webshell", too.
 *
 * PLACES are techniques (not revoked), tactics, groups, software, campaigns,
 * policies and logs; TITLED are strategies, analytics, components, vulnerabilities,
 * detections and tests. Of a place the names are: its name, for a sub-technique
 * also "Parent: Name" (of policies the title); the other names: a group's and
 * software's aliases, the names of revoked techniques that lead to it, a log's id; and
 * synonyms (data/synonyms.yaml; by 'synonym' in the table called). An id that
 * several domains have is one thing.
 *
 * TIER, the first that holds:
 *
 *	ID       the key (base/key.h) of the query is that of its id, and no number
 *	         in the query has fewer digits than there; attack.ID is ID, too;
 *	         or the query is letters and one number, and all letters and digits
 *	         of a place's id (T1059001)
 *	OLD      likewise, the id of a revoked technique that leads to it
 *	NAME     the words of the query, joined, are those of one of its names or
 *	         synonyms (passthehash); of what is TITLED the keys are the same, and
 *	         its title has four words or more that are not weak, unless it is a
 *	         component
 *	OTHER    as NAME, one of its other names
 *	SHORT    as ID and OLD, but zeros were left out (g16)
 *	FOLDED   the stems of the query's words that are not weak, joined, are those
 *	         of one of its names, other names or synonyms
 *	WORDS    a technique, tactic, group, software, campaign: all words match (0
 *	         or 1) one of its name's
 *	WIDER    a place: all words match (0 or 1) its name's, its parent's, its other
 *	         names' and synonyms' (not those with two words more than are
 *	         asked for); and what is deprecated, or counts nowhere, is no
 *	         better but by its ids
 *	VOTED    a technique that most of what matches is about: see below
 *	BEGUN    as WORDS and WIDER, but one or more match by 2
 *	TITLE    all words match (0, 1 or 2) in id, name, title, old and alias of the
 *	         index (CLASS below); a control named by the query's CVE is here and
 *	         has no technique VOTED before it
 *	TAG      likewise with tag, log and file
 *	TEXT     likewise with text and query
 *
 * CLASS of a column of the index: 0 id (not of controls: theirs are asked for as
 * a whole), old, name (not of analytics: "Analytic 0042"), title, alias; 1 tag,
 * log, file; 2 text, query. The class of a thing is the worst over the words of
 * the best over the columns.
 *
 * VOTED. Each detection and test whose lifecycle is active and that matches (0 or
 * 1, every word) has votes for each technique that it names and that is active,
 * but not for one of whose sub-techniques it names some: 4 if its class is 0, 2
 * if it is 1, 1 if it is 2. A technique is voted if two or more voted for it, it
 * has 4 votes or more, and a fourth or more of all votes (those of each control
 * taken once). score = votes * votes * 1000 / (50 + the number of active
 * detections and tests that name the technique), rounded down; a technique with
 * less than half of the best score is not voted. Where more than 1000 controls
 * would vote, none has votes. A query that is the id of a CVE (its key: cve, a
 * year, a number) has no votes.
 *
 * ORDER of all things: tier; kind (technique, tactic, group, software, campaign,
 * policy, vulnerability, log, detection, test, strategy, component, analytic); score,
 * the highest first (VOTED; else 0); what does not count or is deprecated last;
 * the sum of the matches over the words, the smallest first; how often it is used
 * (a technique: groups, software and campaigns that use it; those: techniques
 * they use), the most first; the number of words in its name, the fewest first;
 * its id, byte by byte; the row of the index.
 *
 * CORRECTION. Where the best tier is below FOLDED, some words are replaced by the
 * nearest word of a place's name, other name or synonym (of several words also
 * joined); where there is none, by the nearest word of a title that begins with
 * the same two bytes. A word of a phrase is not, nor one that is open, has fewer
 * than four letters, is of digits only, or matches (0 or 1; the last one also 2)
 * a word of those names. If it stands in a title or five or more things of the
 * index have it, it is only if the nearest word of a name is one edit away and
 * ten times as many things have it. Near is (rank_distance) 1 edit, for words of
 * seven letters or more 2, and the digits in both are the same. The nearest has
 * the fewest edits, then the same first letter, then stands in the most names,
 * then is the first byte by byte. What is found for the corrected words is shown
 * instead, if anything is, and the correction is told.
 *
 * DROPPING. Where nothing is found, corrected or not: if the key of the query is
 * letters and numbers, other than a CVE's, the last number is dropped, as long as
 * there are two, until what is left is an ID, OLD or SHORT (T1059.999: T1059).
 * Else weak words are dropped; then, one by one while nothing is found and more
 * than one is left, the first word (not a phrase) that neither a thing of the
 * index nor a name has, else the one that the most things have, of several the
 * first. What is left is told.
 */
enum { RANK_WORDS = 64 };

/* One word or phrase of a query. */
struct rank_word {
	const char *text;    /* folded; of a phrase words with a space between */
	const char *stem;    /* how what matches begins */
	bool phrase;
	bool open;           /* ends in '*' */
	bool weak;
};

/* A query's words, in its order; freed with the arena. */
struct rank_query {
	struct rank_word words[RANK_WORDS];
	size_t n;
};

/* Reads text, which lives as long as the arena from here on. */
void rank_query_read(struct rank_query *q, const char *text, struct arena *mem);

/* How many of the bytes of a folded word are its stem. A double consonant that is
 * cut off is not in it, so that the stem begins the word. */
size_t rank_stem(const char *word, size_t n);

/* Is the folded word one of those that say nothing? */
bool rank_is_weak(const char *word);

/*
 * How many edits lead from the folded word a to b (a letter more, less, another,
 * or two swapped, each pair once); or one and how many lead from one to the other
 * if of equal letters behind one another only one is left, if that is less. most + 1
 * where it is more than most.
 */
size_t rank_distance(const char *a, const char *b, size_t most);

#endif
