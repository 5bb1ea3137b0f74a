/* A fuzz target over files, without a fuzzer: replay SEED... */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	SEED_MAX = 1 << 20, /* bytes */
	SECONDS_MAX = 20    /* one seed may take, under sanitizers */
};

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* For targets that have none of their own. */
__attribute__((weak)) int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

/* Memory of just the right size, so that reading past the end is seen. */
static int
replay(const char *path, uint8_t *bytes)
{
	FILE *f = fopen(path, "rb");
	uint8_t *exact;
	size_t n;

	if (f == NULL) {
		perror(path);
		return -1;
	}
	n = fread(bytes, 1, SEED_MAX, f);
	if (ferror(f) || !feof(f)) {
		fprintf(stderr, "%s: unreadable, or too large\n", path);
		fclose(f);
		return -1;
	}
	fclose(f);
	fprintf(stderr, "%s\n", path);
	exact = malloc(n > 0 ? n : 1);
	if (exact == NULL)
		return -1;
	memcpy(exact, bytes, n);
	alarm(SECONDS_MAX);
	LLVMFuzzerTestOneInput(exact, n);
	alarm(0);
	free(exact);
	return 0;
}

int
main(int argc, char **argv)
{
	uint8_t *bytes = malloc(SEED_MAX);
	int i, rc = 0;

	if (bytes == NULL || LLVMFuzzerInitialize(&argc, &argv) != 0)
		return 1;
	for (i = 1; i < argc && rc == 0; i++)
		rc = replay(argv[i], bytes);
	free(bytes);
	return rc == 0 && argc > 1 ? 0 : 1;
}
