# Words that are taken back, misspelt, quoted, or not for the one who says them.

mallory opens an issue “A release, please”
  When will it be?

mallory says on “A release, please”
  /release new chart/0.1.0
… until “is not an owner here” can be read

mallory says on “A release, please”
  /release help
… until “What is understood here” can be read

alice says on “A release, please”
  /release new chart/latest
… until “is no version of an artifact” can be read

alice says on “A release, please”
  /release new chart/0.1.0
… until “0 of 2 owners” can be read

bob says
  I would not say

  > /lgtm

  nor

  ```
  /lgtm
  ```

  before I have read it.

bob says
  /lgmt
… until “Did you mean” can be read

bob says
  /lgtm

bob changes his last comment to
  /lgtm never mind

carol says
  /lgtm

carol deletes her last comment

bob says
  On second thoughts:

bob changes his last comment to
  /lgtm

mallory says
  /rc
… until “Who could” can be read
