#!/usr/bin/env python3
"""Writes samples/launches.csv: about 300 invented launches in the form of the "Global Space Launches" file.

    tools/sample/launches.py > samples/launches.csv

The same bytes on every run and machine: the only source of chance is the generator below. Companies, vehicles and
missions are invented; countries are real. What real files do to a reader is kept: the header " Rocket" with its leading
space, CRLF, quoted cells with commas, costs with a thousands comma and mostly blank, a misspelt country ("Isreal"), a
company and an armed service in place of a country, text that was decoded by the wrong table, times that only mean
"unknown", a row that occurs twice, and a last year that is not over.
"""

import csv
import datetime
import io
import sys

FIRST_YEAR, LAST_DAY = 1992, datetime.date(2024, 6, 14)

# Launches per year from FIRST_YEAR on. Private launches overtake in 2003, are level three times and behind in 2016.
STATE = [8, 7, 8, 7, 6, 7, 6, 6, 5, 6, 5, 4, 4, 3, 4, 5, 4, 3, 4, 3, 4, 3, 4, 5, 8, 6, 5, 4, 5, 4, 5, 5, 2]
PRIVATE = [1, 1, 2, 1, 2, 3, 2, 3, 3, 4, 4, 5, 6, 5, 4, 5, 6, 5, 4, 5, 6, 6, 5, 6, 7, 7, 8, 9, 8, 9, 10, 12, 6]

# name, its country, country of launch, site, vehicle, cost in million USD (None: never told), first and last year, weight
PRIVATE_COMPANIES = [
    ("Delta Foundry", "USA", "USA", "Pad 3, Cape Merritt, Florida, USA", "Foundry D", None, 1992, 2001, 5),
    ("Cobalt Rockets", "USA", "USA", "SLC-1W, Point Arbol, California, USA", "Cobalt II", "62", 1992, 2010, 3),
    ("Meridian Launch", "Multi", "France", "ELM-2, Guiana Space Centre, French Guiana, France", "Meridian 5", "200",
     1992, 2024, 4),
    ("Kestrel Aerospace", "USA", "USA", "Pad 0B, Accomack Island, Virginia, USA", "Kestrel XL", "29.75", 1996, 2024, 2),
    ("Hoshi Heavy", "Japan", "Japan", "Pad 1, Tanegashima Space Center, Japan", "Hoshi-2", "112.5", 1998, 2024, 3),
    ("Steppe Commercial", "Russia", "Kazakhstan", "Site 200, Baikonur Cosmodrome, Kazakhstan", "Steppe-M", "65",
     1997, 2012, 3),
    ("Sea Launch", "Multi", "Sea Launch", "Platform Albatross, Kiritimati Launch Area, Pacific Ocean", "Albatross", None,
     1999, 2014, 3),
    ("Northstar Orbital", "USA", "USA", "LC-9A, Cape Merritt, Florida, USA", "Northstar 4", "50", 2009, 2024, 9),
    ("Blue Heron", "USA", "USA", "West Mesa, Texas, USA", "Heron", None, 2014, 2024, 2),
    ("Southern Cross", "USA", "New Zealand", "LC-1A, M?\u0081hia Peninsula, New Zealand", "Tui", "7.5", 2017, 2024, 9),
    ("i-Comet", "China", "China", "Jiuquan Satellite Launch Center, China", "Comet-1", None, 2018, 2024, 1),
    ("Lowlands Space", "China", "China", "Site 95, Jiuquan Satellite Launch Center, China", "Lowlands 2", "4.9",
     2020, 2024, 3),
]
STATE_COMPANIES = [
    ("Arme de l'Air", "Arme de l'Air", "France", "Brigitte, Hammaguir, Algeria, France", "Saphir", None, 1992, 1993, 2),
    ("Union Rocket Forces", "Russia", "Russia", "Site 41, Plesetsk Cosmodrome, Russia", "Vostok-2M", None, 1992, 1997, 6),
    ("Union Design Bureau", "Russia", "Kazakhstan", "Site 31, Baikonur Cosmodrome, Kazakhstan", "Energia", "5,000.00",
     1992, 1999, 4),
    ("National Space Office", "USA", "USA", "LC-39C, Cape Merritt, Florida, USA", "Heavy V", "1,160.00", 1992, 2011, 3),
    ("Science Institute", "Japan", "Japan", "Mu Pad, Uchinoura Space Center, Japan", "Lambda-4S", None, 1992, 2006, 1),
    ("Dragon Institute", "China", "China", "Site 9401, Jiuquan Satellite Launch Center, China", "Dragon 2D", "29.75",
     1992, 2024, 3),
    ("Bharat Space", "India", "India", "First Launch Pad, Satish Dhawan Space Centre, India", "Bharat-XL", "31",
     1994, 2024, 2),
    ("Negev Works", "Isreal", "Israel", "Pad 1, Palmachim Airbase, Israel", "Negev-2", None, 1995, 2024, 0.5),
    ("Federal Space Forces", "Russia", "Russia", "Site 43, Plesetsk Cosmodrome, Russia", "Federal-2.1b", "48.5",
     1998, 2024, 4),
    ("Condor Institute", "Brazil", "Brazil", "VLS Pad, Alc?\u203antara Launch Center, Maranh?\u0153o, Brazil", "Condor",
     None, 1997, 2003, 2),
    ("ISA", "Isreal", "Iran", "Imam Pad, Semnan Space Center, Iran", "Safir-B", None, 2008, 2024, 0.5),
]
CARGO = ["Aurora", "Beacon", "Cirrus", "Dawn", "Ember", "Fathom", "Glacier", "Harbor", "Iris", "Juniper", "n\u2020\u00ad"]
COLUMNS = ["Company Name", "Location", "Detail", "Status Rocket", " Rocket", "Status Mission", "Country of Launch",
           "Companys Country of Origin", "Private or State Run", "DateTime", "Year", "Month", "Day", "Date", "Time"]


class Chance:
    """A 64-bit linear congruential generator (Knuth, MMIX); the high bits are used."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def pick(self, weighted):
        """One of (thing, weight) pairs; weights count in halves."""
        at = self.below(int(sum(weight for _, weight in weighted) * 2))
        for thing, weight in weighted:
            at -= int(weight * 2)
            if at < 0:
                return thing
        raise AssertionError("weights are positive")


def launch_day(year, chance):
    last = LAST_DAY if year == LAST_DAY.year else datetime.date(year, 12, 31)
    first = datetime.date(year, 1, 1)
    return first + datetime.timedelta(days=chance.below((last - first).days + 1))


def launch(year, sector, companies, chance):
    active = [(company, company[8]) for company in companies if company[6] <= year <= company[7]]
    name, origin, country, site, vehicle, cost, _, last, _ = chance.pick(active)
    day = launch_day(year, chance)
    time = "00:00" if chance.below(30) == 0 else f"{chance.below(24):02}:{chance.below(60):02}"
    cargo = CARGO[chance.below(len(CARGO))] + (" " if chance.below(2) else "-") + str(1 + chance.below(99))
    outcome = chance.pick([("Success", 90), ("Failure", 7), ("Partial Failure", 3), ("Prelaunch Failure", 0.5)])
    told = cost if cost and (year >= 1995 or "," in cost) and chance.below(2) else ""
    return [name, site, f"{vehicle} | {cargo}", "StatusActive" if last == 2024 and year > 2008 else "StatusRetired",
            told, outcome, country, origin, sector, f"{day} {time}:00+00:00", day.year, day.month, day.day,
            f"{day:%d/%m/%Y}", time]


def main():
    chance, rows = Chance(1957), []
    for offset, (state, private) in enumerate(zip(STATE, PRIVATE)):
        year = FIRST_YEAR + offset
        rows += [launch(year, "S", STATE_COMPANIES, chance) for _ in range(state)]
        rows += [launch(year, "P", PRIVATE_COMPANIES, chance) for _ in range(private)]
    rows[-1][9:] = [f"{LAST_DAY} 09:30:00+00:00", LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, f"{LAST_DAY:%d/%m/%Y}", "09:30"]
    rows.append(list(rows[20]))  # one row occurs twice, as in the real file
    rows.sort(key=lambda row: row[9], reverse=True)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([COLUMNS] + rows)
    sys.stdout.buffer.write(text.getvalue().encode())


if __name__ == "__main__":
    main()
