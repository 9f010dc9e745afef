# GitHub says nothing about a push of more than three tags: the sweep finds them.

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

bob signs the tags chart/0.1.0, docs/1, docs/2 and docs/3
  - (#1) (#2) (#3)
… until “does not say which commit it was built from” can be read
