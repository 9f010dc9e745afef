# The chart is released without new images, by an issue form and with tags that are not right at first.

alice files the form “Release proposal: chart”
  ### Version

  chart/0.1.0

  ### Why now

  The values were confusing.
… until “0 of 2 owners” can be read

bob says
  /lgtm

carol says
  /lgtm
… until “has not been pushed yet” can be read

bob signs the tag chart-0.1.0
  - (#1) (#2) (#3)
… until “must be named” can be read

bob signs the tag chart/0.1.0 as a lightweight tag
… until “is a lightweight tag” can be read

bob deletes the tag chart/0.1.0

bob signs the tag chart/0.1.0 without a signature
  - (#1) (#2) (#3)
… until “is not signed” can be read

bob deletes the tag chart/0.1.0

bob signs the tag chart/0.1.0
  - Share devices by time slices (#1)
… until “lacks” can be read

bob deletes the tag chart/0.1.0

bob signs the tag chart/0.1.0
  - (#1) (#2) (#3)
… until “does not say which commit it was built from” can be read

bob says
  /confirm chart ‹digest of chart 0.1.0›
… until “waits for a review” can be read

reviewer merges “Image promotion”
… until “is released” can be read
