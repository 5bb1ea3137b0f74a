/* Numbers as text, small ones short. */
#ifndef BASE_VLQ_H
#define BASE_VLQ_H

#include "base/buf.h"

/*
 * Appends n in groups of five bits, the lowest first, each as a digit of base64
 * (RFC 4648, section 4): to the value of all but the last group 32 is added. 0
 * to 31 take one byte, up to 1023 two. That is the Base64 VLQ of source maps
 * (https://tc39.es/ecma426/) without its sign.
 */
void vlq_put(struct buf *b, unsigned long long n);

#endif
