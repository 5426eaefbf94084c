/** The refusals of what people do together on assets; part of `refusals` in `errors.ts`. */
export const collaborationRefusals = {
  not_moderated: { kind: 'conflict', says: () => 'nobody was asked to moderate this asset' },
  moderation_decided: {
    kind: 'conflict',
    says: (facts: { status: string }) => `by now it is ${facts.status}`,
  },
  collection_is_dynamic: {
    kind: 'conflict',
    says: () => 'a dynamic collection fills itself: change its search instead',
  },
  // Creative approval proofs.
  proof_closed: { kind: 'conflict', says: () => 'this proof is closed' },
  proof_not_closed: { kind: 'conflict', says: () => 'this proof is not closed' },
  proof_round_over: {
    kind: 'conflict',
    says: (facts: { named: number; round: number }) =>
      `this speaks of round \`${facts.named}\`, and the proof is in round \`${facts.round}\``,
  },
  proof_round_decided: {
    kind: 'conflict',
    says: () => 'a reviewer has decided in this round already: start a new round with other assets',
  },
  not_a_reviewer: { kind: 'denied', says: () => 'only its reviewers decide on a proof' },
  not_own_comment: { kind: 'denied', says: () => 'only whoever wrote a comment changes what it says' },
} as const
