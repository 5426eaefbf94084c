// data table: the classes of attack that the field knows, each with the tests that stand against it. A class is added
// with its tests; `classes.test.ts` fails for one without, and for a test that isn't there under its name.

/** Tests of one file, by their names; the file as it lies below `tests/`. */
export interface CoveringTests {
  readonly file: string
  readonly names: readonly string[]
}

/** One class of attack. */
export interface SecurityClass {
  readonly title: string
  readonly tests: readonly CoveringTests[]
}

const people = 'security/people-escalation.test.ts'
const authority = 'security/authority-over-http.test.ts'
const objects = 'security/objects-over-http.test.ts'
const requests = 'security/people-requests.test.ts'
const identifiers = 'security/identifiers.test.ts'
const giving = 'security/escalation.test.ts'
const publicLinks = 'collaboration/public-links.test.ts'
const linkPasswords = 'collaboration/public-link-passwords.test.ts'
const linkEscalation = 'security/link-escalation.test.ts'
const proofEscalation = 'security/proof-escalation.test.ts'
const linkVisits = 'collaboration/public-link-visits.test.ts'
const opening = 'security/opening.test.ts'
const things = 'security/library-objects.test.ts'
const oracles = 'security/library-oracles.test.ts'
const links = 'security/library-links.test.ts'
const signedCalls = 'security/signed-calls.test.ts'
const libraryRaces = 'security/library-races.test.ts'

/** The classes by their number in the field study (section 5.C). */
export const securityClasses: Readonly<Record<number, SecurityClass>> = {
  1: {
    title: 'group side door',
    tests: [
      { file: people, names: ['nobody joins, or puts another into, a group that holds more: the side door'] },
      { file: giving, names: ['the side door of a group: a role for one’s own group is a role for oneself'] },
      {
        file: authority,
        names: ['an administrator reaches no master role by joining a group over HTTP, nor by putting another into it'],
      },
      {
        file: 'security/reviewing-groups.test.ts',
        names: [
          'nobody joins a group that reviews what they may not see, by any way; a group that reviews nothing stays open',
        ],
      },
      {
        file: opening,
        names: [
          'access to the Media Library wakes roles on folders: by assignment, by group, by bundle, by a role’s edit',
        ],
      },
    ],
  },
  2: {
    title: 're-parenting',
    tests: [
      {
        file: giving,
        names: ['who manages a folder loses what it could give there when the folder moves away'],
      },
      {
        file: 'operations/folder-moves.test.ts',
        names: [
          'so the mover must hold what they hold there',
          'what the mover has at the destination is no exception: it would give that to itself',
        ],
      },
    ],
  },
  3: {
    title: 'roles injected through keys, scopes and gates',
    tests: [
      {
        file: authority,
        names: ['a key gives itself, a sibling or an environment’s key nothing that it lacks, by either address'],
      },
      { file: 'operations/account-keys.test.ts', names: ['who enables a key must hold all that it holds'] },
      {
        file: opening,
        names: [
          'an environment is enabled only by who holds what it gives back',
          'a custom policy that opens the Media Library takes what is given on folders in its reach',
        ],
      },
    ],
  },
  4: {
    title: 'editing a role that one has',
    tests: [
      {
        file: 'security/role-escalation.test.ts',
        names: ['a role that somebody has is widened only by who holds what is added, where they have it'],
      },
      {
        file: authority,
        names: ['a role that a key holds is widened over HTTP by nobody who lacks what is added'],
      },
    ],
  },
  5: {
    title: 'assigning and inviting beyond oneself',
    tests: [
      {
        file: giving,
        names: [
          'a denial names every capability that would be given, of which permission, and where',
          'taking away needs nothing of what is taken',
        ],
      },
      {
        file: 'identity/invitations.test.ts',
        names: ['nobody invites with more than they hold, by a bundle, by roles or by groups'],
      },
      {
        file: authority,
        names: ['an invitation or a new user over HTTP gives no more than the inviter holds; taking away stays free'],
      },
    ],
  },
  6: {
    title: 'a key that edits its own rights',
    tests: [
      {
        file: authority,
        names: ['a key gives itself, a sibling or an environment’s key nothing that it lacks, by either address'],
      },
      {
        file: 'security/key-owners.test.ts',
        names: ['owning a key gives nothing, and needs only what changing the key and knowing the user need'],
      },
    ],
  },
  7: {
    title: 'administrator over owner',
    tests: [
      {
        file: proofEscalation,
        names: ['a reviewer is not taken over, woken up or let in by somebody without a say in its proofs'],
      },
      {
        file: people,
        names: ['an administrator does not take over somebody who holds more, by e-mail or by switching on'],
      },
      {
        file: 'identity/passwords.test.ts',
        names: ['an administrator makes a link for a user, but not for one who holds more'],
      },
      {
        file: authority,
        names: [
          'no administrator takes over a Master Admin over HTTP: by e-mail, password link, enabling, key or second factor',
        ],
      },
    ],
  },
  8: {
    title: 'sharing more than one has',
    tests: [
      {
        file: linkEscalation,
        names: ['what is put into a collection that anyone may download from, whoever puts it there may download'],
      },
      { file: giving, names: ['a folder’s Manager gives folder roles on it and beneath, not beside it nor above'] },
      { file: 'identity/invitations.test.ts', names: ['nobody gets a new link for somebody who will hold more'] },
      {
        file: publicLinks,
        names: [
          'visitors may download only where the maker may',
          'only its maker opens a link further; others close it, rename it and revoke it',
          'a link to a collection takes its Distributor, and nothing less',
        ],
      },
    ],
  },
  9: {
    title: 'objects of other accounts and environments',
    tests: [
      {
        file: identifiers,
        names: [
          'an id of another account is as absent in every input',
          'a decision knows nothing of another account',
          'a caller is nobody in an account that isn’t its own',
        ],
      },
      { file: requests, names: ['users and groups of another account are absent, in every place of a request'] },
      {
        file: 'compatibility/provisioning-security-suite.ts',
        names: ['another account, its environments or its keys'],
      },
      {
        file: objects,
        names: ['a key is found at the address of its own environment alone, whatever the caller holds elsewhere'],
      },
      {
        file: things,
        names: ['whoever holds everything in one environment finds nothing of another by any id or name'],
      },
    ],
  },
  10: {
    title: 'both ends of an operation',
    tests: [
      {
        file: 'collaboration/relations.test.ts',
        names: ['of the other end nobody learns more than it may read'],
      },
      {
        file: 'collaboration/proofs.test.ts',
        names: ['inviting is giving: whoever invites, or adds assets, must be able to read what is shown by that'],
      },
      {
        file: linkEscalation,
        names: ['an asset is moved to where anyone may download it only by who may download it'],
      },
      { file: people, names: ['both ends of a membership must be known to whoever changes it'] },
      { file: objects, names: ['a membership takes the right to both of its ends, over HTTP too'] },
      {
        file: things,
        names: ['an asset is moved and renamed only with the rights at both ends'],
      },
    ],
  },
  11: {
    title: 'the wrong verb',
    tests: [
      {
        file: objects,
        names: [
          'who may read everything of people, groups, environments, keys and roles changes none of it by any verb',
        ],
      },
      {
        file: 'operations/change-assignments.test.ts',
        names: ['an empty change is no change, and takes the right to change'],
      },
      {
        file: things,
        names: ['who may see everything of a library changes none of it, by any verb, header or parameter'],
      },
    ],
  },
  12: {
    title: 'mass assignment',
    tests: [
      {
        file: requests,
        names: [
          'a new user takes nothing from the request but what a user is made of',
          'an update changes nothing but what may be changed',
          'a group takes nothing from the request but its name',
        ],
      },
      {
        file: objects,
        names: ['keys, environments and roles take nothing from a request but what they are made of'],
      },
      {
        file: things,
        names: ['assets and folders take nothing from a request but what they are made of'],
      },
    ],
  },
  13: {
    title: 'revoking what belongs to others',
    tests: [
      {
        file: objects,
        names: ['keys of others are deleted, disabled and renamed only by who may, and sessions and links alike'],
      },
      {
        file: 'identity/sessions.test.ts',
        names: ['administrators see and end sessions, but not those of somebody who holds more'],
      },
      {
        file: 'server/upload-bodies.test.ts',
        names: ['pieces of one key are not those of another, whatever the id of the upload'],
      },
    ],
  },
  14: {
    title: 'recycled identifiers',
    tests: [
      {
        file: identifiers,
        names: ['a role made anew inherits no assignment of a deleted one, as its id is never used again'],
      },
      {
        file: requests,
        names: ['who is made anew under an old e-mail or name has a new id, and nothing of the old one'],
      },
      {
        file: 'operations/folders.test.ts',
        names: ['a folder goes with those beneath and the roles given there; one of the same name inherits nothing'],
      },
      {
        file: objects,
        names: ['an environment, a key or a group made anew under an old name has nothing of the old one'],
      },
      {
        file: things,
        names: ['what is made anew under an old name has nothing of the old one'],
      },
    ],
  },
  15: {
    title: 'confused identifiers',
    tests: [
      {
        file: identifiers,
        names: [
          'ids are compared exactly: case, blanks and what only looks alike make another',
          'names of things that every object has are no ids',
          'another spelling of an id doesn’t get round a policy about it',
        ],
      },
      { file: requests, names: ['an id is one thing: case, forms of Unicode and dots make others of it'] },
      { file: objects, names: ['another spelling of an id in an address, a query or a body names nobody'] },
      {
        file: things,
        names: ['another spelling of a name doesn’t get round what stands about it'],
      },
    ],
  },
  16: {
    title: 'filters and sorts as oracles',
    tests: [
      {
        file: 'collaboration/search.test.ts',
        names: [
          'assets are found by what they are related to, where both ends may be seen',
          'assets are found by a proof that the caller sees, and are no more than it may read',
          'assets are found by public links that the caller knows of: by one, or by any that opens',
          'a link to a collection tells who doesn’t see the collection nothing of what is in it',
        ],
      },
      {
        file: 'security/hidden-users.test.ts',
        names: ['a user whom a policy hides from a caller is on no page, and leaves no gap on any'],
      },
      {
        file: oracles,
        names: ['no list, search, sort, count, group, tag, cursor or folder tells of what the caller may not read'],
      },
      {
        file: 'operations/folder-search.test.ts',
        names: ['a search finds, counts, sorts and pages nothing that the caller may not see'],
      },
    ],
  },
  17: {
    title: 'filters that are dropped in silence',
    tests: [
      {
        file: 'collaboration/search.test.ts',
        names: ['what a search can’t be asked is refused at its place, and never passed over'],
      },
      { file: requests, names: ['filters that can not be read are refused, and never passed over'] },
      {
        file: oracles,
        names: ['a filter, sort or field that can not be read is refused, and never passed over'],
      },
      {
        file: 'assets/lists.test.ts',
        names: ['a search expression with an error is refused, and the place is named'],
      },
    ],
  },
  18: {
    title: 'existence as an oracle',
    tests: [
      {
        file: oracles,
        names: [
          'what is out of sight and what is not there are answered alike, header for header',
          'a cursor is good for its list, its environment and its caller’s rights, and holds no names',
        ],
      },
      {
        file: 'assets/delivery.test.ts',
        names: ['a closed original and none look the same to who has no credentials'],
      },
      {
        file: 'assets/backups.test.ts',
        names: ['a restoration says of what may not be seen no more than that there is nothing'],
      },
    ],
  },
  19: {
    title: 'searches, views and exports that pass rules by',
    tests: [
      {
        file: 'assets/archives.test.ts',
        names: ['an archive holds what may be downloaded, and tells of nothing else'],
      },
      {
        file: 'collaboration/search.test.ts',
        names: [
          'assets are found by what they are related to, where both ends may be seen',
          'assets are found by a proof that the caller sees, and are no more than it may read',
        ],
      },
      {
        file: libraryRaces,
        names: ['an archive that is packed while the right to download goes is neither stored nor sent'],
      },
    ],
  },
  20: {
    title: 'histories that show more than the thing itself',
    tests: [
      {
        file: 'security/history.test.ts',
        names: [
          'the change log opens to its own permission alone, whatever else is held',
          'earlier files of an asset are listed to who may read it, and to nobody else',
          'the history of a proof is told to those who see the proof, and to nobody else',
        ],
      },
      {
        file: 'assets/backups.test.ts',
        names: [
          'what was closed when an earlier file was in its place stays closed to who may download open files alone',
        ],
      },
    ],
  },
  21: {
    title: 'who has access, told to whom',
    tests: [
      {
        file: 'identity/preview.test.ts',
        names: ['a preview tells a key what is missing, and nobody’s name and e-mail'],
      },
      {
        file: oracles,
        names: [
          'who has access is told to who shares: ids of those given roles there, and no name, e-mail or group beside',
        ],
      },
      {
        file: 'operations/folder-roles.test.ts',
        names: ['the list shows ids of principals that the sharer may not read, and nothing else of them'],
      },
    ],
  },
  22: {
    title: 'pickers that offer too much',
    tests: [
      {
        file: oracles,
        names: [
          'pickers offer what may be chosen, and nothing else: folders, tags, roles, presets, fields, transformations',
        ],
      },
      {
        file: 'operations/folder-roles.test.ts',
        names: ['only roles may be given of which the sharer holds everything there'],
      },
    ],
  },
  23: {
    title: 'rights that outlive their end',
    tests: [
      {
        file: 'identity/sessions.test.ts',
        names: ['disabling or deleting a user ends its sessions on every node at once; enabling brings none back'],
      },
      {
        file: 'identity/passwords.test.ts',
        names: ['changing the password needs the old one, and ends every session on every node'],
      },
      { file: 'server/two-nodes.test.ts', names: ['refuse a key that the other has disabled'] },
      {
        file: 'security/races.test.ts',
        names: ['what was allowed when it was asked for is refused when the right has gone before it was written'],
      },
      {
        file: objects,
        names: [
          'a right that is taken, a group that is left and an environment that is closed count no more in the very next request',
        ],
      },
    ],
  },
  24: {
    title: 'a cache that takes one caller for another',
    tests: [
      {
        file: oracles,
        names: ['answers are made for each caller anew: by turns, with tags of others, after rights came and went'],
      },
    ],
  },
  25: {
    title: 'time between check and use',
    tests: [
      {
        file: 'security/moves.test.ts',
        names: [
          'answers during a move are those of before, then those of after, with dynamic folders',
          'answers during a move are those of before, then those of after, with fixed folders',
        ],
      },
      {
        file: 'collaboration/at-once.test.ts',
        names: [
          'a link that is revoked while many download gives each the whole file or nothing, and nobody anything after',
          'an asset that is taken out while somebody looks through a collection is gone, and no other is missed or shown twice',
          'of two who moderate an asset at once one decides, and the other is told who did and how',
          'an approval and a rejection at once leave a proof rejected, with both words',
        ],
      },
      {
        file: 'collaboration/proof-standing.test.ts',
        names: ['a word and the end of the right to say it, at once, leave a proof that nobody approved'],
      },
      {
        file: libraryRaces,
        names: [
          'nothing is added after the right to add was taken, however it was asked for before',
          'a file in pieces whose sender lost the right on the way becomes no asset, and leaves nothing',
          'what a folder’s move opens and closes is judged where the asset lies when it is asked for',
          'an archive that is packed while the right to download goes is neither stored nor sent',
        ],
      },
    ],
  },
  26: {
    title: 'batches that mix things up',
    tests: [{ file: libraryRaces, names: ['a bulk change does to each asset what a single one would'] }],
  },
  27: {
    title: 'lost updates',
    tests: [
      {
        file: 'security/lost-updates.test.ts',
        names: [
          'a version that nobody gave, a weak one and a torn one match nothing; a star matches what exists',
          'an outdated version is refused in the shape of its family',
          'a condition on what has no version is refused, and never passed over',
        ],
      },
      {
        file: 'security/races.test.ts',
        names: ['a role is widened and given at the same moment: whoever comes second is held to both'],
      },
    ],
  },
  28: {
    title: 'the instant of an end',
    tests: [
      { file: linkVisits, names: ['a link is dead from exactly the instant on that it expires at'] },
      { file: 'identity/invitations.test.ts', names: ['a link expires at exactly seven days'] },
      { file: 'decisions/gains.test.ts', names: ['an assignment that has ended is not held, at exactly its instant'] },
    ],
  },
  29: {
    title: 'share links that outlive the right of who made them',
    tests: [
      {
        file: linkVisits,
        names: [
          'a user who is deleted, disabled or shut out of the environment takes the links along',
          'a folder that moves away, and an asset that moves out, are shown no more',
          'downloads are of what the link shows, where it allows them and its maker may',
          'of a collection visitors see what it shows the maker',
          'a link that is revoked while somebody downloads is gone for the next piece',
        ],
      },
    ],
  },
  30: {
    title: 'prefixes and paths at another root',
    tests: [
      {
        file: links,
        names: [
          'a role on one folder says nothing about another whose name begins alike, in no list, search or bulk change',
          'a folder that moves in a library of fixed folders takes along what lies in it, and nothing that begins alike',
        ],
      },
    ],
  },
  31: {
    title: 'signed addresses',
    tests: [
      {
        file: links,
        names: [
          'whoever has a link to an original gets that with it, and can neither delete nor replace anything',
          'a deletion that the asset client signs in its address is one, for an hour',
          'everything that a link says is signed: the end, the name, the kind of saving; by either algorithm and no other',
          'no value of a signed parameter can pass for another parameter',
        ],
      },
      {
        file: signedCalls,
        names: [
          'the signature of an upload is that of no other call: it neither shows, changes nor deletes assets',
          'what the asset client signs of the Admin API is taken, with what it always says',
          'no parameter of a signed call goes by being hidden in the name or the value of another',
          'what a signature does not cover counts for nothing: empty values, and what objects hold',
        ],
      },
      {
        file: 'server/environment-callers.test.ts',
        names: [
          'whatever is wrong with a signature, it is refused alike, and what it should be is never told',
          'a signature opens no list of assets, and nothing but what clients sign',
        ],
      },
      {
        file: 'assets/delivery.test.ts',
        names: ['a signed address opens nothing that rules of access close, and ends with its key'],
      },
      {
        file: linkVisits,
        names: ['a link is dead from exactly the instant on that it expires at'],
      },
      {
        file: linkPasswords,
        names: [
          'a password opens the link to who knows it, and to its address alone',
          'a pass ends after twelve hours, and nobody makes one',
          'tokens are in no log, however the address is spelled',
        ],
      },
    ],
  },
  32: {
    title: 'paths that lead out, and sources within',
    tests: [
      {
        file: links,
        names: ['no address, path or source of a file leads out of the library or into the network of the server'],
      },
      {
        file: 'blobs/sources.test.ts',
        names: [
          'no spelling of an inner address passes a list that names it as public',
          'a redirect to an allowed name at an inner address is refused',
          'a name is resolved once: what it stands for a moment later changes nothing',
        ],
      },
      { file: 'assets/delivery.test.ts', names: ['addresses with tricks in them lead nowhere'] },
    ],
  },
  33: {
    title: 'what is too deep, too long, or goes round',
    tests: [
      {
        file: 'api/echo.test.ts',
        names: [
          'a long text, a large object and a long key are echoed by their beginning',
          'JSON inside of a text is bounded in depth as a body is',
          'what anyone may have validated is bounded: the text, its statements, and what is told of it',
        ],
      },
    ],
  },
  35: {
    title: 'cheap requests that cost much',
    tests: [
      {
        file: 'server/body-slots.test.ts',
        names: [
          'whoever hangs up while waiting for its turn, or while reading, takes no place from others for good',
          'requests that wait behind another on one connection take no place for good either',
        ],
      },
      {
        file: 'identity/sign-in.test.ts',
        names: [
          'who guesses at an e-mail from one network keeps nobody waiting who comes from another',
          'who guesses from very many networks is stopped everywhere but where somebody of that e-mail is signed in',
        ],
      },
      {
        file: linkPasswords,
        names: [
          'whoever guesses keeps nobody waiting: neither another network at the link, nor itself at another link',
        ],
      },
    ],
  },
  36: {
    title: 'locking out the last administrator',
    tests: [
      {
        file: 'security/last-administrator.test.ts',
        names: [
          'several can’t go at once when none would stay',
          'who is Master Admin until some day doesn’t take the place of one who stays one',
          'of two who leave at once by two nodes, one stays',
        ],
      },
      {
        file: 'security/last-master-admin.test.ts',
        names: [
          'the last Master Admin is not disabled, demoted or deleted, and can be once there is another',
          'who administers through a group stays in it, and the group stays',
        ],
      },
      {
        file: 'operations/account-keys.test.ts',
        names: ['the last active Master Admin key can neither be disabled nor deleted, and one of two may'],
      },
      {
        file: authority,
        names: ['the last Master Admin stays by every route over HTTP, also when two go at once'],
      },
      {
        file: 'security/policy-escalation.test.ts',
        names: ['nobody can make a forbid that would keep its maker from deleting it, and so lock the account'],
      },
    ],
  },
  37: {
    title: 'getting round the plan',
    tests: [
      { file: 'operations/plans.test.ts', names: ['a refusal for the plan names what it lacks and what has it'] },
      { file: 'compatibility/provisioning-security-suite.ts', names: ['the whole API without the plan that has it'] },
      {
        file: authority,
        names: [
          'the plan holds for keys and for people alike: what it lacks is refused by every address that could make it',
        ],
      },
    ],
  },
  38: {
    title: 'the confused deputy',
    tests: [
      {
        file: 'security/lent-rights.test.ts',
        names: [
          'the search of a collection that a link of somebody else shows is changed by who may see everything alone',
          'what others let visitors download is put into a collection by who may download it alone',
          'a collection that another one fills itself with is as that one',
          'an asset and a folder are moved beneath what links of others show by who may see and download them alone',
        ],
      },
    ],
  },
  39: {
    title: 'failing open',
    tests: [
      {
        file: 'operations/accounts-in-trouble.test.ts',
        names: [
          'a node that could not follow for too long refuses to answer, and answers again when it can',
          'a look that takes too long leaves the node out of step',
          'an engine that knows what the store has never heard of is forgotten, as after a backup was restored',
        ],
      },
    ],
  },
  40: {
    title: 'what is open by default',
    tests: [
      {
        file: 'security/guard.test.ts',
        names: ['every route of a server is an endpoint, or one that is listed with its reason'],
      },
    ],
  },
  42: {
    title: 'explanations that tell too much',
    tests: [
      {
        file: 'operations/explanations.test.ts',
        names: ['an explanation names no role, group or policy that the caller could not list'],
      },
      {
        file: 'api/environment-denials.test.ts',
        names: [
          'a denial is explained to whoever was denied, and to who may read that principal; to others there is none',
        ],
      },
      {
        file: oracles,
        names: ['what is out of sight and what is not there are answered alike, header for header'],
      },
    ],
  },
  43: {
    title: 'requests and scripts of other pages',
    tests: [
      { file: 'identity/sessions.test.ts', names: ['no page of another site signs anybody in'] },
      {
        file: 'identity/console-calls.test.ts',
        names: ['the vendor families refuse what another site sends with a session'],
      },
      { file: linkPasswords, names: ['names that are markup are shown as they are, and run nothing'] },
      {
        file: 'console/sign-in.test.ts',
        names: ['the page runs no script of its own making, and lies in no frame'],
      },
    ],
  },
}
