/* What is prepared of a bundle: of any that can be read it says the same again; and any
 * bytes are none, or one. */
#include "fuzz.h"
#include "attack/stix_part.h"

/* Unpacked and packed again they are the same bytes. */
static void
same_again(const struct buf *part, bool chains)
{
	struct buf again = BUF_INIT;
	struct stix s;

	if (stix_part_get(buf_str(part), part->len, chains, &s) == -1)
		abort();
	stix_part_put(&s, chains, &again);
	if (again.len != part->len || memcmp(again.s, part->s, again.len) != 0)
		abort();
	stix_free(&s);
	buf_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct buf part = BUF_INIT;
	struct stix s;
	int chains;

	for (chains = 0; chains < 2; chains++) {
		buf_reset(&part);
		if (stix_read(text, size, "bundle", NULL, chains, 1, &s) == 0) {
			stix_part_put(&s, chains, &part);
			same_again(&part, chains);
		}
		stix_free(&s);
		buf_reset(&part);
		if (stix_part_get(text, size, chains, &s) == 0) {
			stix_part_put(&s, chains, &part);
			same_again(&part, chains);
		}
		stix_free(&s);
	}
	buf_free(&part);
	return 0;
}
