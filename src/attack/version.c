/* Versions of ATT&CK: "18.1". */
#include "attack/version.h"

#include <string.h>

enum { LENGTH_MAX = 32 };

bool
version_is_formed(const char *s, size_t n)
{
	size_t i;

	if (n == 0 || n > LENGTH_MAX || s[0] == '.')
		return false;
	for (i = 0; i < n; i++)
		if ((s[i] < '0' || s[i] > '9') && s[i] != '.')
			return false;
	return true;
}

/* Returns how many digits the number at *s has, which begin at *digits, without
 * leading zeros. Moves *s behind its dot. */
static size_t
next_number(const char **s, const char **digits)
{
	size_t n;

	*s += strspn(*s, "0");
	*digits = *s;
	n = strspn(*s, "0123456789");
	*s += n;
	if (**s == '.')
		++*s;
	return n;
}

int
version_compare(const char *a, const char *b)
{
	const char *x, *y;
	size_t n, m;
	int order;

	while (*a != '\0' && *b != '\0') {
		n = next_number(&a, &x);
		m = next_number(&b, &y);
		order = n != m ? (n < m ? -1 : 1) : memcmp(x, y, n);
		if (order != 0)
			return order;
	}
	return *a != '\0' ? 1 : *b != '\0' ? -1 : 0;
}

/* Its length without ".0" at the end. */
static size_t
significant(const char *s)
{
	size_t n = strlen(s);

	while (n > 2 && s[n - 1] == '0' && s[n - 2] == '.')
		n -= 2;
	return n;
}

bool
version_is_same(const char *a, const char *b)
{
	size_t n = significant(a);

	return n == significant(b) && strncmp(a, b, n) == 0;
}
