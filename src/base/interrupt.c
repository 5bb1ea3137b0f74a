/* Ctrl-C while something is written. */
#include "base/interrupt.h"

#include <signal.h>
#include <stddef.h>

/* A signal's handler has nothing else to write to. */
static volatile sig_atomic_t came;

static void
on_signal(int number)
{
	came = number;
}

void
interrupt_begin(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction act = { .sa_handler = on_signal }, before;
	size_t i;

	act.sa_flags = SA_RESETHAND;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		/* What nohup has set is not undone. */
		if (sigaction(numbers[i], NULL, &before) == 0 &&
		    before.sa_handler != SIG_IGN)
			sigaction(numbers[i], &act, NULL);
}

bool
interrupted(void)
{
	return came != 0;
}

void
interrupt_end(void)
{
	if (came == 0)
		return;
	signal(came, SIG_DFL);
	raise(came);
}
