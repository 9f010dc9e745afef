/** A person, an organization, or the robot an App acts as. */
export interface Account {
  readonly id: number;
  readonly nodeId: string;
  readonly login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly createdAt: number;
}

/** An OpenPGP key a person has published on GitHub. */
export interface GpgKey {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  /** Exactly as it was uploaded. */
  readonly armored: string;
  /** Long key id, upper-case hex; those of the subkeys stand in `subkeys`. */
  readonly keyId: string;
  readonly subkeys: readonly Subkey[];
  readonly abilities: KeyAbilities;
  readonly publicKey: string;
  readonly emails: readonly string[];
  readonly expiresAt: number | undefined;
  readonly createdAt: number;
}

/** A key beneath a primary key. */
export interface Subkey {
  readonly id: number;
  readonly keyId: string;
  readonly abilities: KeyAbilities;
  readonly publicKey: string;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
}

/** What a key may be used for, by its own flags. */
export interface KeyAbilities {
  readonly sign: boolean;
  readonly encrypt: boolean;
  readonly certify: boolean;
}

/** An SSH key a person signs with. */
export interface SshKey {
  readonly id: number;
  readonly userId: number;
  readonly title: string;
  /** Type and key, base64, without the comment. */
  readonly key: string;
  readonly createdAt: number;
}

/** A release of an App's powers: what it may do by name, such as `issues: write`. */
export type Permissions = Readonly<Record<string, 'read' | 'write' | 'admin'>>;

/** A GitHub App as its owner registered it. */
export interface App {
  readonly id: number;
  readonly nodeId: string;
  readonly slug: string;
  readonly name: string;
  readonly clientId: string;
  readonly ownerId: number;
  /** The account in whose name its installations act. */
  readonly botId: number;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly publicKeyPem: string;
  readonly hook: Hook | undefined;
  readonly createdAt: number;
}

/** Where an App is told about events. */
export interface Hook {
  readonly id: number;
  readonly url: string;
  /** Empty where none was agreed on; then nothing is signed. */
  readonly secret: string;
}

/** An App on an account, for some repositories or for all. */
export interface Installation {
  readonly id: number;
  readonly nodeId: string;
  readonly appId: number;
  readonly accountId: number;
  readonly repositoryIds: ReadonlySet<number> | 'all';
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A secret that lets its bearer act. */
export type Token =
  | { readonly kind: 'user'; readonly value: string; readonly userId: number }
  | {
      readonly kind: 'installation';
      readonly value: string;
      readonly installationId: number;
      readonly permissions: Permissions;
      readonly repositoryIds: ReadonlySet<number> | 'all';
      readonly expiresAt: number;
    };
