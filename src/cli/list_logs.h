/* list logs: a command of its own behind list. */
#ifndef CLI_LIST_LOGS_H
#define CLI_LIST_LOGS_H

/* argv[0] is "logs"; returns the exit code. */
int list_logs(int argc, char **argv);

#endif
