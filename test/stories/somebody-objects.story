# A rejection, a hold and a concern stop a release, each until it is taken back as it should be.

alice opens an issue “Next release”
  Please.

alice says on “Next release”
  /release new chart/0.1.0
… until “0 of 2 owners” can be read

bob says
  /lgtm

carol says
  /reject because the default replica count is wrong
… until “rejected by” can be read

bob says
  /what-if
… until “In the way of” can be read

mallory says
  /reject cancel
… until “you are in no group” can be read

carol changes her last comment to
  /lgtm

bob says
  /explain owners
… until “It asks” can be read

carol says
  /reject cancel

carol says
  /hold because the lab is down
… until “held by” can be read

carol says
  /promote
… until “2 of 2 owners” can be read

mallory says
  /unhold
… until “not your hold” can be read

bob says
  /concern Does it start on arm64?

carol deletes her last comment

alice says
  /unhold
… until “Settled objections” can be read

alice says
  /resolve
… until “say how the concern” can be read

alice says
  /resolve 1 it does, see the run of last night
… until “Settled objections (2)” can be read
