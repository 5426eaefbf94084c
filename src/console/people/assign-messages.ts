import { defineMessages } from '../language/messages.ts'

/** What assigning roles says. */
export const assignMessages = defineMessages('assign', {
  title: 'Roles of {{name}}',
  save: 'Save roles',
  saved: 'The roles of {{name}} are saved.',
  gives: 'Will be given: {{roles}}.',
  takes: 'Will be taken away: {{roles}}.',
  placed: '{{role}} ({{where}})',
  account: 'account',
  effects: 'Who gains and loses what',
  noEffects: 'Nobody gains or loses anything: it is held by another way, or nothing that it counts for is open.',
  accessTitle: 'Product environments of {{name}}',
  accessSave: 'Save access',
  accessSaved: 'What is open to {{name}} is saved.',
  masterAccess: 'To a Master Admin every product environment is open.',
})
