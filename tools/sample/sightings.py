#!/usr/bin/env python3
"""Writes samples/sightings.csv: about 160 invented sightings of meteors, for maps and for whatever has coordinates.

    tools/sample/sightings.py > samples/sightings.csv

The same bytes on every run and machine. Towns are real and lie where they are said to; the sightings are invented. A
few rows have no position, one has an impossible one, and some have no number of witnesses: real files do.
"""

import csv
import datetime
import io
import sys

TOWNS = [  # name, country, degrees north, degrees east, how often
    ("Reykjavik", "Iceland", 64.15, -21.94, 6), ("Tromsø", "Norway", 69.65, 18.96, 5),
    ("Edinburgh", "United Kingdom", 55.95, -3.19, 7), ("Lisbon", "Portugal", 38.72, -9.14, 4),
    ("Prague", "Czechia", 50.08, 14.43, 5), ("Athens", "Greece", 37.98, 23.73, 4),
    ("Chelyabinsk", "Russia", 55.16, 61.43, 12), ("Yakutsk", "Russia", 62.03, 129.73, 3),
    ("Cairo", "Egypt", 30.04, 31.24, 4), ("Nairobi", "Kenya", -1.29, 36.82, 6),
    ("Windhoek", "Namibia", -22.56, 17.08, 9), ("Cape Town", "South Africa", -33.92, 18.42, 6),
    ("Mumbai", "India", 19.08, 72.88, 5), ("Kathmandu", "Nepal", 27.72, 85.32, 3),
    ("Ulaanbaatar", "Mongolia", 47.92, 106.92, 5), ("Chiang Mai", "Thailand", 18.79, 98.98, 3),
    ("Sapporo", "Japan", 43.06, 141.35, 6), ("Perth", "Australia", -31.95, 115.86, 7),
    ("Alice Springs", "Australia", -23.70, 133.88, 10), ("Hobart", "Australia", -42.88, 147.33, 3),
    ("Christchurch", "New Zealand", -43.53, 172.64, 4), ("Honolulu", "USA", 21.31, -157.86, 4),
    ("Anchorage", "USA", 61.22, -149.90, 4), ("Tucson", "USA", 32.22, -110.97, 11),
    ("Denver", "USA", 39.74, -104.99, 6), ("Montreal", "Canada", 45.50, -73.57, 5),
    ("Havana", "Cuba", 23.11, -82.37, 2), ("Quito", "Ecuador", -0.18, -78.47, 4),
    ("Antofagasta", "Chile", -23.65, -70.40, 9), ("Ushuaia", "Argentina", -54.80, -68.30, 2),
    ("Salvador", "Brazil", -12.97, -38.50, 4),
]
KINDS = ["fireball", "shower", "shower", "sporadic", "sporadic", "sporadic"]
COLUMNS = ["Date", "Town", "Country", "Latitude", "Longitude", "Kind", "Magnitude", "Witnesses"]
FIRST_DAY = datetime.date(2019, 1, 4)


class Chance:
    """A 64-bit linear congruential generator (Knuth, MMIX); the high bits are used."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def sightings(chance):
    for name, country, north, east, weight in TOWNS:
        for _ in range(weight):
            day = FIRST_DAY + datetime.timedelta(days=chance.below(1800))
            kind = KINDS[chance.below(len(KINDS))]
            magnitude = f"{(-90 if kind == 'fireball' else -5) + chance.below(40):d}"
            witnesses = "" if chance.below(9) == 0 else str(1 + chance.below(8) * chance.below(9))
            yield [day.isoformat(), name, country, north, east, kind, f"{int(magnitude) / 10:.1f}", witnesses]


def main():
    rows = sorted(sightings(Chance(11)))
    rows[20][3] = rows[20][4] = rows[77][4] = ""
    rows[101][3] = 95.2
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS] + rows)
    sys.stdout.write(text.getvalue())


if __name__ == "__main__":
    main()
