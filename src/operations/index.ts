import { changePlan } from './account/change-plan.ts'
import { describePlan } from './account/describe-plan.ts'
import {
  findFolderByPath,
  listFolderPaths,
  listKnownCollections,
  listKnownEnvironments,
  listKnownPrincipals,
} from './account/names.ts'
import { rescueAdmin } from './account/rescue-admin.ts'
import { setPassword } from './account/set-password.ts'
import { getAccountKeyDetail, listAccountKeys } from './account-keys/read-account-keys.ts'
import { createAccountKey, deleteAccountKey, updateAccountKey } from './account-keys/write-account-keys.ts'
import { changeAssignments } from './assignments/change-assignments.ts'
import { changeRolesOf, previewRolesOf } from './assignments/change-roles-of.ts'
import { inspectAssignments } from './assignments/inspect-assignments.ts'
import { listPrincipalRoles } from './assignments/list-assignments.ts'
import { listTasks } from './catalogue/list-tasks.ts'
import { getCatalogue, getSchema, validatePolicy } from './catalogue/public.ts'
import { explainDenial } from './decisions/explain-denial.ts'
import { listAllowedFolders } from './decisions/list-allowed-folders.ts'
import { updateProof } from './proofs/change-proof.ts'
import { decideProof } from './proofs/decide-proof.ts'
import { createComment, deleteComment, editComment, resolveComment } from './proofs/proof-comments.ts'
import { listHistory } from './proofs/proof-history.ts'
import { showProofThumbnail } from './proofs/proof-thumbnail.ts'
import { getProof, listProofs } from './proofs/read-proofs.ts'
import { closeProof, deleteProof, reopenProof, startRound } from './proofs/run-proof.ts'
import { startProof } from './proofs/start-proof.ts'
import { listChanges } from './changes/list-changes.ts'
import { makeDecisions } from './decisions/make-decisions.ts'
import { addMember, removeMember } from './groups/change-members.ts'
import { changeMemberships } from './groups/change-memberships.ts'
import { getGroup, listGroups } from './groups/read-groups.ts'
import { createGroup, deleteGroup, updateGroup } from './groups/write-groups.ts'
import { getEnvironment, listEnvironments } from './environments/read-environments.ts'
import { searchEnvironments } from './environments/search-environments.ts'
import { createEnvironment, deleteEnvironment, updateEnvironment } from './environments/write-environments.ts'
import { acceptInvitation, showInvitation } from './identity/accept-invitation.ts'
import { createInvitation } from './identity/invite-people.ts'
import { listInvitations, resendInvitation, revokeInvitation } from './identity/manage-invitations.ts'
import { clearSecondFactor, createPasswordReset, endSession, listSessions } from './identity/others-sign-in.ts'
import { changePassword, requestPasswordReset, resetPassword } from './identity/own-password.ts'
import { confirmSecondFactor, enrolSecondFactor, removeSecondFactor } from './identity/own-second-factor.ts'
import { endAllOwnSessions, endOwnSession, getSession } from './identity/own-session.ts'
import { endOtherOwnSessions, listOwnSessions } from './identity/own-sessions.ts'
import { beginSignIn, confirmSignIn } from './identity/sign-in.ts'
import { listKeys } from './keys/list-keys.ts'
import { listKeysWithRoles } from './keys/list-keys-with-roles.ts'
import { createKey, deleteKey, deleteKeyByName, updateKey } from './keys/write-keys.ts'
import { listEffectivePolicies } from './policies/effective-policies.ts'
import { listPermissions } from './policies/permissions.ts'
import { getCustomPolicy, listCustomPolicies } from './policies/read-custom-policies.ts'
import { createCustomPolicy, deleteCustomPolicy, updateCustomPolicy } from './policies/write-custom-policies.ts'
import { getPrincipal } from './people/get-principal.ts'
import { listGroupsWithRoles } from './people/list-groups-with-roles.ts'
import { searchUsers } from './people/search-users.ts'
import { previewRoleChange } from './roles/preview-change.ts'
import { getRole, listRolePrincipals, listRoles } from './roles/read-roles.ts'
import { searchRoles } from './roles/search-roles.ts'
import { createRole, deleteRole, updateRole } from './roles/write-roles.ts'
import { getUsage } from './usage/read-usage.ts'
import { getUser, listEnvironmentsOfUser, listGroupsOfUser, listUsers } from './users/read-users.ts'
import { createUser, deleteUser, updateUser } from './users/write-users.ts'
import { collaborationOperations } from './collaboration-operations.ts'
import { libraryOperations } from './library-operations.ts'

/** Every operation that an account's principals run, by its name. */
export const operations = {
  ...libraryOperations,
  ...collaborationOperations,
  'role.list': listRoles,
  'role.search': searchRoles,
  'role.get': getRole,
  'role.create': createRole,
  'role.update': updateRole,
  'role.delete': deleteRole,
  'role.list-principals': listRolePrincipals,
  'role.preview-change': previewRoleChange,
  'task.list': listTasks,
  'plan.describe': describePlan,
  'assignment.change': changeAssignments,
  'principal.change-roles': changeRolesOf,
  'principal.preview-roles': previewRolesOf,
  'assignment.list': listPrincipalRoles,
  'assignment.inspect': inspectAssignments,
  'permission.list': listPermissions,
  'custom-policy.list': listCustomPolicies,
  'custom-policy.get': getCustomPolicy,
  'custom-policy.create': createCustomPolicy,
  'custom-policy.update': updateCustomPolicy,
  'custom-policy.delete': deleteCustomPolicy,
  'effective-policies.list': listEffectivePolicies,
  'invitation.create': createInvitation,
  'invitation.list': listInvitations,
  'invitation.resend': resendInvitation,
  'invitation.revoke': revokeInvitation,
  'session.get': getSession,
  'session.end-own': endOwnSession,
  'session.end-all-own': endAllOwnSessions,
  'session.list-own': listOwnSessions,
  'session.end-other-own': endOtherOwnSessions,
  'session.list': listSessions,
  'session.end': endSession,
  'password.change': changePassword,
  'password-reset.create': createPasswordReset,
  'second-factor.enrol': enrolSecondFactor,
  'second-factor.confirm': confirmSecondFactor,
  'second-factor.remove': removeSecondFactor,
  'second-factor.clear': clearSecondFactor,
  'change.list': listChanges,
  'proof.list': listProofs,
  'proof.get': getProof,
  'proof.create': startProof,
  'proof.update': updateProof,
  'proof.delete': deleteProof,
  'proof.start-round': startRound,
  'proof.close': closeProof,
  'proof.reopen': reopenProof,
  'proof.decide': decideProof,
  'proof.list-history': listHistory,
  'proof.show-thumbnail': showProofThumbnail,
  'proof-comment.create': createComment,
  'proof-comment.update': editComment,
  'proof-comment.resolve': resolveComment,
  'proof-comment.delete': deleteComment,
  'decision.make': makeDecisions,
  'decision.explain-denial': explainDenial,
  'decision.list-folders': listAllowedFolders,
  'environment.list': listEnvironments,
  'environment.search': searchEnvironments,
  'environment.get': getEnvironment,
  'environment.create': createEnvironment,
  'environment.update': updateEnvironment,
  'environment.delete': deleteEnvironment,
  'api-key.list': listKeys,
  'api-key.list-with-roles': listKeysWithRoles,
  'api-key.create': createKey,
  'api-key.update': updateKey,
  'api-key.delete': deleteKey,
  'api-key.delete-by-name': deleteKeyByName,
  'usage.get': getUsage,
  'user.list': listUsers,
  'user.get': getUser,
  'user.create': createUser,
  'user.update': updateUser,
  'user.delete': deleteUser,
  'user.list-groups': listGroupsOfUser,
  'user.list-environments': listEnvironmentsOfUser,
  'group.list': listGroups,
  'group.get': getGroup,
  'group.create': createGroup,
  'group.update': updateGroup,
  'group.delete': deleteGroup,
  'group.add-user': addMember,
  'group.remove-user': removeMember,
  'group.change-members': changeMemberships,
  'group.list-with-roles': listGroupsWithRoles,
  'user.search': searchUsers,
  'principal.get': getPrincipal,
  'account-key.list': listAccountKeys,
  'account-key.get': getAccountKeyDetail,
  'account-key.create': createAccountKey,
  'account-key.update': updateAccountKey,
  'account-key.delete': deleteAccountKey,
} as const

/** Every operation that belongs to no account and needs nobody signed in, by its name. */
export const publicOperations = {
  'catalogue.get': getCatalogue,
  'schema.get': getSchema,
  'policy.validate': validatePolicy,
  'session.begin': beginSignIn,
  'session.confirm': confirmSignIn,
  'invitation.show': showInvitation,
  'invitation.accept': acceptInvitation,
  'password-reset.request': requestPasswordReset,
  'password-reset.complete': resetPassword,
} as const

/** Every operation that only the operator at the machine runs, by its name; none has an endpoint. */
export const operatorOperations = {
  'account.change-plan': changePlan,
  'account.rescue-admin': rescueAdmin,
  'user.set-password': setPassword,
  'name.list-principals': listKnownPrincipals,
  'name.list-environments': listKnownEnvironments,
  'name.list-collections': listKnownCollections,
  'name.find-folder': findFolderByPath,
  'name.list-folder-paths': listFolderPaths,
} as const

/** The names of the operations of an account. */
export type OperationName = keyof typeof operations

/** The names of the public operations. */
export type PublicOperationName = keyof typeof publicOperations
