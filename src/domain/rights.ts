/**
 * Who may give a command. `anyone`; `member` of a group of the process; `writer`:
 * a member, or somebody who may write to the repository.
 */
export type Right = 'anyone' | 'member' | 'writer';

/** What somebody may do in a repository, as GitHub calls it. */
export type Role = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin';
