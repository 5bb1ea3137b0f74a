/* Correlations and the rules that they are made of, as they are told. */
#ifndef MODEL_BASES_H
#define MODEL_BASES_H

#include <cjson/cJSON.h>

/*
 * Makes lists of bases and base_of in a row of a control, and adds what is said
 * of them in passing: made_of ("Logon and 3 more"), and silent, why it does not
 * count (as model_base_of). What is not there stays so.
 */
void bases_tell(cJSON *row);

#endif
