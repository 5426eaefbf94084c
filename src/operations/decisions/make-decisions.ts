import type { ContextValue } from '../../domain/context.ts'
import type { AuthorizationRequest, Decision } from '../../domain/decision.ts'
import type { ResourceName } from '../../domain/entity.ts'
import type { Principal } from '../../domain/principal.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Explanation, Source } from '../../engine/answers/explain.ts'
import type { Remedies } from '../../engine/answers/remedies.ts'
import type { Engine } from '../../engine/engine.ts'
import { reading } from '../operation.ts'
import { needToKnow } from './need-to-know.ts'

/** One question of an application: may this principal do this to that? */
export interface DecisionQuestion {
  readonly principal: Principal
  readonly action: string
  readonly resource: ResourceName
  readonly scope: Scope
  readonly context?: Readonly<Record<string, ContextValue>>
}

/** The capability that a denied principal lacks, and what would give it. */
export type MissingCapability = Pick<DecisionQuestion, 'action' | 'resource' | 'scope'> & Remedies

/** An answer with all its reasons. */
export type DecidedQuestion = Decision & {
  readonly sources: readonly Source[]
  /** Only for a deny that a permission would turn into an allow. */
  readonly missing: MissingCapability | null
}

/** Decides questions, in order, all at one revision. */
export const makeDecisions = reading<
  { readonly questions: readonly DecisionQuestion[]; readonly atLeastRevision: number | null },
  { readonly decisions: readonly DecidedQuestion[] }
>({
  name: 'decision.make',
  summary: 'Decide whether principals may do something.',
  access: {
    type: 'requires',
    needs: [needToKnow(({ questions }) => questions.map(({ principal }) => principal))],
  },
  run: async ({ questions, atLeastRevision }, deed) => {
    const { engine } = deed
    if (atLeastRevision !== null) await deed.house.accounts.atLeast(deed.caller.accountId, atLeastRevision)
    return { decisions: questions.map((question) => answer({ ...question, at: deed.at }, engine)) }
  },
})

function answer(request: AuthorizationRequest, engine: Engine): DecidedQuestion {
  const explanation = engine.explain(request)
  return { ...explanation.decision, sources: explanation.sources, missing: findMissing(request, explanation, engine) }
}

/** Only the want of a permit is mended by more permissions: not a forbid, nor a gate other than the library's. */
function findMissing(
  request: AuthorizationRequest,
  { decision, sources }: Explanation,
  engine: Engine,
): MissingCapability | null {
  if (decision.outcome === 'allow' || decision.reasons.length > 0) return null
  const isLibraryClosed = decision.gates.some(({ gate, isPassed }) => gate === 'library_access' && !isPassed)
  if (sources.length > 0 && !isLibraryClosed) return null
  const remedies = engine.findRemedies(request)
  if (remedies.permissionIds.length === 0) return null
  const { action, resource, scope } = request
  return { action, resource, scope, ...remedies }
}
