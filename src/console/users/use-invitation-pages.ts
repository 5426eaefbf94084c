import { useState } from 'react'
import { useAddressText } from '../calls/address.ts'
import { call, keyOf } from '../calls/use-endpoint.ts'
import type { Order } from '../parts/DataTable.tsx'
import { pageSize, usePages, type Pages } from '../parts/use-pages.ts'
import { invitationStates, type ListedInvitation } from './invitation.ts'

const sortKeys: Readonly<Record<string, 'name' | 'email' | 'state' | 'sent_at'>> = {
  name: 'name',
  email: 'email',
  state: 'state',
  sent: 'sent_at',
}

/** What narrows the list of invitations, which stands in the address; its order, and the list itself. */
export interface InvitationSearch {
  readonly text: string
  readonly setText: (text: string) => void
  readonly state: string
  readonly setState: (state: string) => void
  readonly isFiltered: boolean
  readonly ordering: { readonly order: Order | null; readonly onOrder: (order: Order) => void }
  readonly pages: Pages<ListedInvitation>
}

/** Asks for invitations page by page; the server searches, filters, orders and cuts. The newest come first. */
export function useInvitationSearch(): InvitationSearch {
  const [text, setText] = useAddressText('invited')
  const [state, setState] = useAddressText('state')
  const [order, onOrder] = useState<Order>({ columnId: 'sent', isDescending: true })
  const known = invitationStates.find((one) => one === state)
  const fields = {
    ...(text !== '' && { text }),
    ...(known !== undefined && { state: known }),
    sort_by: sortKeys[order.columnId] ?? 'sent_at',
    sort_order: order.isDescending ? ('desc' as const) : ('asc' as const),
  }
  const pages = usePages(keyOf('listInvitations', fields), async (page) => {
    const { invitations, total, next_page } = await call('listInvitations', { ...fields, page, page_size: pageSize })
    return { rows: invitations, total, next: next_page }
  })
  const isFiltered = text !== '' || state !== ''
  return { text, setText, state, setState, isFiltered, ordering: { order, onOrder }, pages }
}
