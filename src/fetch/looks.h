/* Does what came look like what was asked for? */
#ifndef FETCH_LOOKS_H
#define FETCH_LOOKS_H

/* NULL where the file at path starts and ends like JSON, else why not. */
const char *looks_why_no_json(const char *path);

#endif
