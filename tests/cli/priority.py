"""FILE of `gaps` or `list --by priority --format json`: is each priority 100 times
the weighted mean of its factors, each of these by its maximum, and do they stand in
that order? Prints how many techniques have one, and what differs."""
import json
import sys
from fractions import Fraction


def exact(number):
    return Fraction(str(number))


def rounded(x, unit):
    return Fraction(int(x * unit * 2 + 1) // 2, unit)


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        model = json.load(f)
    has = {d["id"]: {f["name"]: f for f in d["factors"] if "max" in f}
           for d in model["domains"]}
    ranked = [t for t in model["techniques"] if "priority" in t]
    for t in ranked:
        factors, total, weights = has[t["domain"]], 0, 0
        if [f["name"] for f in t["factors"]] != list(factors):
            print(t["id"], "has other factors")
        for f in t["factors"]:
            of = factors[f["name"]]
            share = exact(f.get("value", 0)) / exact(of["max"])
            if share > 1 or f["weight"] != of["weight"] or f["max"] != of["max"]:
                print(t["id"], f, "but", of)
            if rounded(share, 10**6) != exact(f["share"]):
                print(t["id"], f, "share", float(share))
            total += exact(f["weight"]) * share
            weights += exact(f["weight"])
        priority = rounded(100 * total / weights, 10**6) if weights else 0
        if priority != exact(t["priority"]):
            print(t["id"], t["priority"], "but", float(priority))
    if ranked != sorted(ranked, key=lambda t: (-t["priority"], t["id"])):
        print("not in order")
    print(len(ranked), "ranked")


main()
