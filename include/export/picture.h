/* A layer as a picture: tactics as columns, techniques as boxes. */
#ifndef EXPORT_PICTURE_H
#define EXPORT_PICTURE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "catalog/catalog.h"

/*
 * What the template svg/layer gets (templates/README.md) of a layer of the
 * catalog's (layer.h) and its domain ("enterprise", "enterprise-attack" or NULL: the
 * first): each technique with its colour, and with its score or the words of the legend
 * for it, so that nothing is told by colour alone; the legend; title and
 * description of the layer, and what it was made from. All places are in pixels, and
 * the same for the same layer. With subs, sub-techniques have boxes of their own;
 * otherwise a technique's says how many of them have a score above 0. Of the
 * thread's cJSON memory; NULL after reporting the error.
 */
cJSON *picture_make(struct catalog *c, const cJSON *layer, const char *domain,
    bool subs);

#endif
