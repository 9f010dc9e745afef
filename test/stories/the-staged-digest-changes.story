# While the promotion pull request is open, the image is built again under its tag.

alice opens an issue “Next release”
  Please.

alice says on “Next release”
  /release new images@0.1.0
… until “fix ready” can be read

alice merges “Set appVersion to v0.1.0”
… until “has the fix” can be read

alice says
  /rc
… until “rc2 is cut” can be read

bob says
  /lgtm

carol says
  /lgtm
… until “is not staged yet” can be read

bob signs the tag v0.1.0
  Changes since v0.0.9

  - Share devices by time slices (#1)
  - Prepare claims in parallel (#2)
  - Say why a claim cannot be allocated (#3)
  - Set appVersion to v0.1.0 (#6)
… until “waits for a review” can be read

the image 0.1.0 is built again
… until “cannot be merged” can be read

alice says
  /rc
… until “rc3 is cut” can be read

bob says
  /lgtm

carol says
  /lgtm the new build is the one we tested
… until “waits for a review” can be read

reviewer merges “Image promotion”
… until “draft [v0.1.0]” can be read

bob publishes the draft v0.1.0
… until “is released” can be read
