"""The peer that Perigee is measured against: what a careful user of pandas, matplotlib and seaborn would write.

    peer.py versions                  the versions in use, one line
    peer.py timeline CSV OUT.png      one cold process: CSV to a 1600x900 timeline
    peer.py read CSV                  prints the processor's seconds that pandas' C engine takes to parse the file
"""

import sys
import time


def versions():
    import matplotlib
    import pandas
    import seaborn

    print(f"pandas {pandas.__version__}, matplotlib {matplotlib.__version__}, seaborn {seaborn.__version__}")


def timeline(path, out):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import pandas as pd
    import seaborn as sns

    frame = pd.read_csv(path)
    frame.columns = frame.columns.str.strip()
    frame["Sector"] = frame["Private or State Run"].str.upper().map({"P": "Private", "S": "State"}).fillna("Other")
    counts = frame.groupby(["Year", "Sector"]).size().reset_index(name="Launches")
    wide = counts.pivot(index="Year", columns="Sector", values="Launches").fillna(0)

    sns.set_theme(style="whitegrid")
    figure, axes = plt.subplots(figsize=(8, 4.5), dpi=200)
    sns.lineplot(data=counts, x="Year", y="Launches", hue="Sector", ax=axes)
    ahead = wide.index[wide.get("Private", 0) > wide.get("State", 0)]
    if len(ahead):
        year = ahead[0]
        axes.annotate(f"Crossover: {year}", xy=(year, wide.loc[year, "Private"]), xytext=(year + 2, wide.max().max() * 0.8),
                      arrowprops={"arrowstyle": "->"})
    axes.set_title("State vs Private Launches Over Time")
    figure.savefig(out)


def read(path):
    import pandas as pd

    started = time.process_time()
    pd.read_csv(path, engine="c")
    print(time.process_time() - started)


if __name__ == "__main__":
    {"versions": versions, "timeline": timeline, "read": read}[sys.argv[1]](*sys.argv[2:])
