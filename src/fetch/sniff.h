/* Does what was received look like what was requested? */
#ifndef FETCH_SNIFF_H
#define FETCH_SNIFF_H

/* NULL where the file at path starts and ends like JSON, else why not. */
const char *sniff_why_no_json(const char *path);

#endif
