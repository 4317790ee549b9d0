#!/usr/bin/python3
"""Makes the font subsets that Perigee embeds, from the Inter fonts of Debian's package fonts-inter.

    tools/fonts/subset.py [FOLDER OF THE OTF FILES]

Needs Debian's python3-fonttools. Writes perigee/layout/fonts/*.otf. What stb_truetype cannot do while drawing is done
here once: tabular digits take the place of the proportional ones in the label cuts (it has no GSUB), kerning stays as
GPOS lookups of type 2 with plain advances (it reads no other), and hints go. The same input gives the same bytes; the
files are committed because Debian's releases ship different versions of Inter (these are of 4.0~beta7, Debian 12), and
a test holds their sha256.
"""
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = pathlib.Path(__file__).resolve().parents[2] / "perigee" / "layout" / "fonts"
SOURCE = pathlib.Path("/usr/share/fonts/opentype/inter")
CUTS = [  # file name in the package, our name, tabular digits
    ("Inter-Regular.otf", "inter-regular.otf", True),
    ("Inter-SemiBold.otf", "inter-semibold.otf", True),
    ("InterDisplay-SemiBold.otf", "inter-display-semibold.otf", False),
]
RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x0192, 0x0192),  # florin
    (0x0218, 0x021B),  # Romanian comma below
    (0x0391, 0x03A9), (0x03B1, 0x03C9),  # Greek letters, as formulas use them
    (0x0400, 0x045F), (0x0490, 0x0491),  # Cyrillic: Russian, Ukrainian, Belarusian, Bulgarian, Serbian
    (0x1E9E, 0x1E9E),  # capital sharp s
    (0x2009, 0x200A), (0x202F, 0x202F),  # thin, hair and narrow no-break space
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x2032, 0x2033),
    (0x2039, 0x203A), (0x2044, 0x2044), (0x2070, 0x2070), (0x2074, 0x2079), (0x2080, 0x2089),
    (0x20AC, 0x20AC), (0x20BD, 0x20BD), (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2193),
    (0x2212, 0x2212), (0x221A, 0x221A), (0x221E, 0x221E), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265),
    (0x25CF, 0x25CF), (0xFFFD, 0xFFFD),
]
TABULAR = "0123456789+-.,:$%\u2212"


def single_substitutions(font, feature):
    """Glyph name → glyph name of every single substitution that the feature makes."""
    table = font["GSUB"].table
    lookups = {i for r in table.FeatureList.FeatureRecord if r.FeatureTag == feature for i in r.Feature.LookupListIndex}
    subtables = [getattr(s, "ExtSubTable", s) for i in lookups for s in table.LookupList.Lookup[i].SubTable]
    return {old: new for s in subtables for old, new in s.mapping.items()}


def make_tabular(font):
    """Maps digits and their company to the glyphs of equal width, in every Unicode cmap."""
    tabular = single_substitutions(font, "tnum")
    for table in font["cmap"].tables:
        if not table.isUnicode():
            continue
        for code in map(ord, TABULAR):
            table.cmap[code] = tabular.get(table.cmap[code], table.cmap[code])
    level_digits(font)


def level_digits(font):
    """Gives all digits the width of the zero: in some releases the four of the SemiBold is three units narrower."""
    glyphs, metrics = font.getBestCmap(), font["hmtx"].metrics
    for code in map(ord, "123456789"):
        metrics[glyphs[code]] = (metrics[glyphs[ord("0")]][0], metrics[glyphs[code]][1])


def options():
    o = subset.Options()
    o.hinting = False
    o.desubroutinize = True
    o.layout_features = ["kern"]
    o.layout_scripts = ["DFLT", "latn", "grek", "cyrl"]
    o.notdef_outline = True
    o.name_IDs = [0, 1, 2, 13, 14]  # copyright, names, licence
    o.drop_tables += ["DSIG", "FFTM", "GDEF", "STAT", "HVAR", "MVAR", "avar", "gasp", "meta"]
    return o


def keep_pure_kerning(font):
    """Refuses kerning that stb_truetype would overlook."""
    kinds = {lookup.LookupType for lookup in font["GPOS"].table.LookupList.Lookup}
    if kinds != {2}:
        sys.exit(f"GPOS has lookups of type {sorted(kinds)}; only type 2 is read")


def make_cut(source, target, tabular):
    font = TTFont(source, recalcTimestamp=False)
    if tabular:
        make_tabular(font)
    wanted = [code for first, last in RANGES for code in range(first, last + 1)]
    subsetter = subset.Subsetter(options())
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    keep_pure_kerning(font)
    font["head"].created = font["head"].modified = 0
    font.save(target)
    print(f"{target.name}: {font['maxp'].numGlyphs} glyphs, {target.stat().st_size:,} bytes")


def main():
    source = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    TARGET.mkdir(parents=True, exist_ok=True)
    for original, name, tabular in CUTS:
        make_cut(source / original, TARGET / name, tabular)


if __name__ == "__main__":
    main()
