import { defineMessages } from '../language/messages.ts'

/** What the page of a folder says. */
export const folderMessages = defineMessages('folders', {
  page: 'Folder',
  description: 'A folder of {{environment}}, and who has roles on it.',
  holders: 'Who has roles here',
  holdersHint: 'Roles on a folder count below it, too. Global roles count in every folder and are not listed.',
  who: 'Who',
  roles: 'Roles',
  from: 'From',
  here: 'This folder',
  above: 'The folder above, {{path}}',
  nobody: 'Nobody has a role here',
  nobodyHint: 'Whoever sees the folder sees it by a global role.',
  presets: 'Anyone may add files here by an unsigned upload preset: {{names}}.',
  hiddenPreset: 'one that you may not see',
  links_one: 'Whoever has the address of {{count}} public link sees what lies here.',
  links_other: 'Whoever has the address of one of {{count}} public links sees what lies here.',
})
