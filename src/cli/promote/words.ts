/** How the command is written, and what it does; what `--help` shows first. */
export const USAGE = [
  {
    line: 'promote --project P --tag T [--image NAME] [--pull-request] [options]',
    effect:
      'look up staged images and charts, show the lines that their promotion adds to the image list of kubernetes/k8s.io, and with --pull-request open the pull request',
  },
  {
    line: 'promote --project P --tag T --list-file FILE [options]',
    effect: 'the same in a list on this machine: no GitHub, no pull request',
  },
] as const;

/** What `--help` tells besides. */
export const DETAILS = `Without --pull-request nothing is written anywhere, and no token is needed.

What is promoted
  --project P          the project's name in staging, such as dra-example-driver
  --tag T, -t T        the version; several times, or with commas. Image v0.2.0,
                       chart 0.2.0 and git's chart/0.2.0 are known to be one
                       version in several spellings. "latest" is refused.
  --image NAME         one image by its name in the list, such as charts/app;
                       several times. Default: all that the list holds. What
                       staging does not have is then passed over where the
                       version before did not have it either, else it is amiss.
  --digest D           only what has this digest, sha256:…; several times
  --platform P         a platform that every image must have, such as
                       linux/amd64; several times. Default: the platforms that
                       the version before has in production.

Where
  --staging-repo H/P   where the project's images are staged. Default: as the
                       promoter manifest beside the list says, else
                       us-central1-docker.pkg.dev/k8s-staging-images/P
  --production H/P     where people pull them. Default: as the promoter manifest
                       says, else registry.k8s.io/P
  --to OWNER/REPO      the repository of the list. Default: kubernetes/k8s.io
  --list PATH          the list in it. Default:
                       registry.k8s.io/images/k8s-staging-P/images.yaml
  --list-file FILE     edit this file instead; with --dry-run only show it

The pull request
  --pull-request       open it, after a question at the terminal. Run again, the
                       same command finds it: nothing is made twice, and where a
                       tag has moved in staging it is brought up to date.
  --fork OWNER[/REPO]  where its branch goes. Default: the fork of whoever the
                       token belongs to
  --reviewers NAMES    whom it mentions. Default for kubernetes/k8s.io:
                       @kubernetes/release-engineering
  --no-hold            without the /hold that keeps it from being merged before
                       somebody has looked
  --yes, -y            do not ask; needed where there is no terminal

  --dry-run            write nothing, as without --pull-request
  --json               one JSON object on standard output: outcome, images with
                       digests and platforms, problems, warnings, diff, pullRequest

Environment
  RINGMASTER_MACHINE_TOKEN, else GITHUB_TOKEN
                       a classic token with the scope public_repo, of an account
                       that has a fork of the target. The GITHUB_TOKEN that
                       GitHub Actions hands out cannot do this: it ends at its
                       own repository.
  GITHUB_API_URL, GITHUB_URL, RINGMASTER_MIRRORS
                       other addresses, as for the server

Nothing is promoted, and the exit status is 1, where something that was asked for
is not in staging, lacks a platform, or has a tag that means something else in the
list or in production already; and where you say no. 0: it is done, or there is
nothing to do; 2: the command is written wrongly. Progress and problems go to
standard error.`;
