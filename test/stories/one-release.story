# Images and chart are released together, from the proposal to the announcement.

alice opens an issue “Time for a release?”
  Three changes are waiting.

alice says on “Time for a release?”
  /release new v0.1.0
… until “fix ready” can be read

the cards are kept as “just-opened”

alice says on “Time for a release?”
  /release new v0.1.0
… until “is being released already” can be read

bob says
  /lgtm before I have seen the fix

alice merges “Set appVersion to v0.1.0”
… until “has the fix” can be read

alice says
  /rc
… until “rc2 is cut” can be read

bob says
  /lgtm ran the upgrade test

alice says
  /lgtm

mallory says
  /lgtm

bob says
  /lgtm cancel

carol says
  /lgtm

bob says
  /lgtm ran the upgrade test twice
… until “is not staged yet” can be read

bob signs the tags v0.1.0 and chart/0.1.0
  Changes since v0.0.9

  - Share devices by time slices (#1)
… until “lacks” can be read

the cards are kept as “one-gate-failing”

bob deletes the tags v0.1.0 and chart/0.1.0
… until “has not been pushed yet” can be read

bob signs the tags v0.1.0 and chart/0.1.0
  Changes since v0.0.9

  - Share devices by time slices (#1)
  - Prepare claims in parallel (#2)
  - Say why a claim cannot be allocated (#3)
  - Set appVersion to v0.1.0 (#6)
… until “does not say which commit it was built from” can be read

carol says
  /confirm chart ‹digest of chart 0.1.0›
… until “waits for a review” can be read

the promotion job pauses

reviewer merges “Image promotion”
… until “not available yet” can be read

the promotion job goes on
… until “draft [v0.1.0]” can be read

alice says
  /approve github-release
… until “is released” can be read

the cards are kept as “finished”
