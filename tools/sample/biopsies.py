#!/usr/bin/env python3
"""Writes samples/biopsies.csv: 240 invented biopsies, for whatever draws columns of numbers and groups.

    tools/sample/biopsies.py > samples/biopsies.csv

The same bytes on every run and machine. The columns are called as those of the Wisconsin diagnostic data; no number is
taken from them. A few cells are missing and one texture is zero: real files have both.
"""

import csv
import io
import sys

CLINICS = ["Harbour", "Harbour", "Harbour", "Hill", "Hill", "Lakeside", "Meadow"]
STAGES = ["I", "I", "II", "II", "III", "IV"]
COLUMNS = ["id", "Year", "Clinic", "diagnosis", "Stage", "radius_mean", "texture_mean", "area_mean", "smoothness_mean"]


class Chance:
    """A 64-bit linear congruential generator (Knuth, MMIX); the high bits are used."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def bell(self, mean, spread):
        """Whole numbers that are nearly normal, by the sum of twelve even ones."""
        return mean + spread * (sum(self.below(1000) for _ in range(12)) - 6000) // 1000


def biopsies(chance):
    for number in range(240):
        malignant = chance.below(100) < 37
        radius = chance.bell(17400 if malignant else 12100, 3000 if malignant else 1700)  # in thousandths
        texture = chance.bell(21600 if malignant else 17900, 3700) + radius // 20
        area = radius * radius * 31 // 10**7 + chance.below(40)
        smoothness = chance.bell(10300 if malignant else 9250, 1250)  # in 1/100,000
        yield [900001 + 7 * number, 2004 + number // 20, CLINICS[chance.below(len(CLINICS))],
               "M" if malignant else "B", STAGES[chance.below(len(STAGES))] if malignant else "",
               f"{radius / 1000:.2f}", "0" if number == 77 else f"{texture / 1000:.2f}", area,
               "" if chance.below(30) == 0 else f"{smoothness / 100000:.5f}"]


def main():
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(biopsies(Chance(5)))
    sys.stdout.write(text.getvalue())


if __name__ == "__main__":
    main()
