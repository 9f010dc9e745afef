# A fix would turn a check, but nobody has the time: it is waived, as the rules are, and the announcement says so.

alice opens an issue “Next release”
  Please.

alice says on “Next release”
  /release new images@0.1.0
… until “fix ready” can be read

alice says
  /waive file until 2d because the chart is released next week
… until “cut this candidate” can be read

bob says
  /waive file until 3 weeks because the chart is released next week

bob says
  /waive file until 20d because the chart is released next week
… until “7 d at most” can be read

bob says
  /waive file until 2d because the chart is released next week
… until “waived by” can be read

bob says
  /lgtm

carol says
  /lgtm

bob signs the tag v0.1.0
  Changes since v0.0.9

  - Share devices by time slices (#1)
  - Prepare claims in parallel (#2)
  - Say why a claim cannot be allocated (#3)
… until “waits for a review” can be read

reviewer merges “Image promotion”
… until “draft [v0.1.0]” can be read

bob publishes the draft v0.1.0
… until “is released” can be read
