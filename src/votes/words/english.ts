import { type Language, words } from './language.ts';

export const ENGLISH: Language = {
  lead: words(`hi | hello | hey | dear | all | everyone | everybody | folks | team | community | there
    | ok | okay | yes | yep | yup | yeah | sure | so | thus | hence | therefore | then | and | also
    | still | again | a | an | big | huge | strong | solid | clear | definite | definitely
    | absolutely | enthusiastic | late | belated | overall | finally | lgtm | looks good | looks great
    | looks fine | good to me | all good | good | great | great work | great job | nice | nice work
    | good work | good job | awesome | perfect | thanks | many thanks | thank you | works for me | wfm | me too
    | all checks pass | it's | it is | that's | that is | this is | here's | here is | here comes
    | i | i'm | i am | i vote | i'm voting | i am voting | i cast | i give this | i give it | i give
    | i hereby vote | i have to vote | i must vote | i have to cast | giving this | giving it | voting
    | casting | my | my vote | my vote is | my vote's | mine is | vote | adding | add my | count me as
    | count me in with | count my | please count my | you have my | you get my | consider this | make that
    | make it | this gets | binding | non-binding | nonbinding | non binding | own | happy to | glad to
    | now | sorry | unfortunately | sadly | regrettably | from me | from my side | for me | as pmc
    | as a pmc member | in favor | in favour | done | cool | well`),
  labels: words(`overall | overall vote | my vote | vote | my overall vote | final | final vote
    | my final vote | summary | in summary | to summarize | to sum up | conclusion | in conclusion
    | verdict | my verdict | tl;dr | tldr | bottom line | edit | update | correction | decision
    | my binding vote | my non-binding vote | binding vote | pmc vote | my pmc vote | so overall
    | all in all | official vote | my official vote | my vote now | so | here is my vote | here's my vote`),
  reports: words(`said | says | wrote | voted | votes | so far | tally | tallies | result | results
    | counted | received | need | needs | required | at least | reported | gave | casted | the following
    | already | previously | last week | earlier | older | legend | meaning | means | options | choose
    | format | example | e.g. | i.e.`),
  negations: words(
    `not | no | isn't | neither | nor | without | never | aren't | hardly | nope | ain't`,
  ),
  refusals: words(`cannot | can't | can not | couldn't | could not | won't | will not | wouldn't
    | would not | don't | do not | didn't | did not | unable | refuse | not ready to | not able to
    | not going to | shouldn't | should not | not willing to | not in a position to | not comfortable`),
  hedges:
    words(`would | i'd | could | might | may | should | will | i'll | going to | want to | wants to
    | plan to | intend to | tend to | tend towards | lean | leaning | leaning towards | inclined
    | tempted to | considering | hope to | wish | wanted to | about to | almost | nearly | maybe
    | perhaps | probably | possibly | likely | tentative | tentatively | preliminary | provisional
    | provisionally | conditional | conditionally | soft | was | were | be | have been | rather | i'd be
    | can | we'd`),
  afterthoughts:
    words(`later | tomorrow | soon | in principle | for now | not yet | not really | kidding
    | just kidding | joking | just testing | please ignore | i guess | kind of | sort of | next week
    | not sure | eventually | withdrawn | retracted | is withdrawn | is retracted | is revoked
    | in theory | maybe | perhaps | probably | conditional | conditionally | tentatively | provisionally
    | not from me | not for me | not now | or not | not | no more | is not | was | would be | is pending`),
  conditions:
    words(`if | unless | provided | providing | assuming | as long as | so long as | conditional
    | conditionally | contingent | subject to | on condition | depending on | depends on
    | on the condition | under the condition | only when | only after | only once | only if | iff
    | with the condition | on the premise | under the assumption | otherwise -1 | else -1`),
  connectors: words(`when | whenever | once | after | pending | until | till | before | as soon as
    | given that | in case | modulo | except | presuming | supposing | waiting for | by the time
    | following | requires | needs | upon | barring | the moment | the minute | with the caveat that
    | whether | but not | but wait | but only | but please wait | but hold | but first`),
  harmless: words(`even if | as if | if any | if anyone | if anybody | if anything | if needed
    | if necessary | if possible | if i may | if i understand | if i recall | what if | check if
    | checked if | checking if | see if | seeing if | verify if | verified if | test if | tested if
    | wonder if | wondering if | know if | sure if | ask if | confirm if | confirmed if | provided by
    | provided in | the provided | as provided | not sure if | not a blocker | not blocking
    | not a problem | not an issue | not tested | no issues | no issue | no problems | no problem`),
  fillers: words(`but | only | and | though | although | however | of course | to | for | on | this
    | release | releasing | the | it | rc | candidate | me | from | vote | then | with | publish | ship
    | shipping | just | here | that | yet | still | a | out`),
  owners:
    words(`my | vote | voting | voted | cast | casting | give | giving | my own | i | i'm | i am
    | vote a | cast a | give a | give this a | give it a | giving this a | voting a | vote is | vote is a
    | i vote | would vote | will vote | my vote was`),
  fromMe: words(`from me | from my side | from my end | from us | from here | for me | by me
    | on my part | from my part | for my part | me too | as well from me | also from me | to me
    | from myself | from yours truly`),
  about: words(`to | for | on | about | regarding | towards | in favor of | in favour of | as for`),
  subjects: words(`release | releases | releasing | rc | candidate | version | publish | publishing
    | this | ship | shipping | approve | approving | accept | accepting | promote | promoting | it
    | package | packages | artifact | artifacts | me | all | go | going ahead | proceed | vote | merge
    | merging | adopt | adopting | graduation | graduate | everything`),
  otherSubjects: words(`what | extend | extending | wait | waiting | delay | delaying | postpone
    | postponing | hold off | cancel | cancelling | canceling | another | new rc | a new | next | respin
    | reroll | re-roll | rerolling | re-rolling | rebuild | fix | fixing | comment | comments
    | suggestion | proposal | idea | your | his | her | their | block | blocking | hold | holding
    | revert | reverting | email | mail | point | stop | stopping | abort | redo | drop | dropping
    | skip | skipping | concern | concerns | feedback | not | veto | reject | rejecting | opinion
    | review | remark | question | someone | let's | withdraw | withdrawing | previous | old | older`),
  binding: words(`binding`),
  nonBinding:
    words(`non-binding | nonbinding | non binding | not binding | not-binding | nb | unbinding
    | no binding | isn't binding | not a binding | non–binding | non‑binding`),
  changes: words(`change | changing | changed | changes | switch | switching | switched | update
    | updating | updated | revise | revising | revised | amend | amending | move | moving | moved | flip
    | flipping | correct | correcting | turn | turning | upgrade | upgrading | downgrade | downgrading
    | convert | converting | raise | raising`),
  withdrawals:
    words(`retract | retracting | retracted | withdraw | withdrawing | withdrawn | withdrew
    | rescind | rescinding | rescinded | revoke | revoking | revoked | take back | taking back | cancel
    | cancelling | canceling | cancelled | canceled | disregard | ignore | void | drop | dropping
    | remove | removing | recall | recalling | undo | undoing`),
  vote: words(`vote | ballot`),
  to: words(`to | into | is now | to be | becomes | as | now`),
  plusOne: words(`plus one | plus 1 | +one | plus-one | plusone`),
  minusOne: words(`minus one | minus 1 | -one | minus-one | minusone`),
};
