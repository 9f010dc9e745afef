# After the LGTMs somebody forces the tag to another commit: nothing is published,
# and only a new candidate goes on.

alice opens an issue “Next release”
  Please.

alice says on “Next release”
  /release new chart/0.1.0
… until “0 of 2 owners” can be read

bob says
  /lgtm

carol says
  /lgtm
… until “has not been pushed yet” can be read

bob signs the tag chart/0.1.0
  Changes since v0.0.9

  - Share devices by time slices (#1)
  - Prepare claims in parallel (#2)
  - Say why a claim cannot be allocated (#3)
… until “does not say which commit it was built from” can be read

alice commits “One more thing”
  It was forgotten.

carol forces the tag chart/0.1.0
  Changes since v0.0.9, with one more thing

  - Share devices by time slices (#1)
  - Prepare claims in parallel (#2)
  - Say why a claim cannot be allocated (#3)
… until “moved from” can be read

carol says
  /confirm chart ‹digest of chart 0.1.0›

carol says
  /rc
… until “rc2 is cut” can be read

alice says
  /lgtm

bob says
  /lgtm
… until “does not say which commit it was built from” can be read

bob says
  /confirm chart ‹digest of chart 0.1.0›
… until “waits for a review” can be read

reviewer merges “Image promotion”
… until “is released” can be read
