# The App is installed on the repository with the lists: it proposes by itself, without a machine user.

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
  - (#1) (#2) (#3)
… until “does not say which commit it was built from” can be read

bob says
  /confirm chart ‹digest of chart 0.1.0›
… until “waits for a review” can be read

reviewer merges “Image promotion”
… until “is released” can be read
