/* CSV (RFC 4180) as cJSON trees. */
#ifndef VALUE_CSV_H
#define VALUE_CSV_H

#include "value/value.h"

/*
 * Reads len bytes of UTF-8 at text into the thread's arena (value_use must be
 * set): *rows is a cJSON array of an object a row, with their marks. The first
 * row names the members, and every field is a string. 0, or -1 with *why
 * filled.
 *
 * Fields are parted by commas; by semicolons where the first row has some and
 * no comma, outside quotes, as spreadsheets write them where the comma is the
 * decimal sign.
 *
 * Lines end in CRLF or LF, the last one also without; an empty line is no row;
 * a byte order mark is passed over. White space belongs to its field. What a
 * quoted field holds stays as it is, line ends too. Also an error: no header,
 * a name that it has twice, a row of more or fewer fields than it has, a quote
 * in a field that is not quoted, anything between a quoted field and the next
 * separator, a carriage return alone outside quotes, a NUL. Limits, each an error:
 * 4,096 columns, 1,000,000 rows and fields together, 16 MiB.
 *
 * With why->table a bad row costs itself alone, and is told there: one of more
 * fields than the header, or that is not UTF-8, or breaks the rules of quotes,
 * behind which the next line is read. One of fewer fields is told, and kept
 * with those that it has. Of columns of one name the last counts; why->repeats
 * tells them, where the name is not empty. An error stays what leaves no table:
 * no header or a bad one, a quoted field that never ends, a limit.
 *
 * All members of a column have one name in memory: none of it may be freed
 * alone.
 */
int csv_parse(const char *text, size_t len, cJSON **rows,
    struct value_error *why);

#endif
