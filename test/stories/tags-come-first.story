# Nobody proposed anything: an owner pushes a tag, then another one on the same commit.

alice commits “Set the chart up for v0.1.0”
  The chart installs the new images now.

bob signs the tag chart/0.1.0
  - (#1) (#2) (#3)
… until “0 of 2 owners” can be read

carol says
  /lgtm

alice signs the tag v0.1.0
  - (#1) (#2) (#3)
… until “rc2” can be read

bob says
  /lgtm

carol says
  /lgtm both
