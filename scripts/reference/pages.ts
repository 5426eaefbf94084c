import { accessMatrixPage } from './access-matrix.ts'
import { cataloguePage } from './catalogue.ts'
import { endpointsPage } from './endpoints.ts'
import { openApiDocument } from './openapi.ts'

/** Makes every generated document, by its file name; the same input gives the same bytes. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['openapi.json', `${JSON.stringify(openApiDocument(), null, 2)}\n`],
    ['permissions.md', endpointsPage('permissions')],
    ['provisioning.md', endpointsPage('provisioning')],
    ['decisions.md', endpointsPage('decisions')],
    ['sign-in.md', endpointsPage('session')],
    ['admin.md', endpointsPage('admin')],
    ['library.md', endpointsPage('library')],
    ['access-matrix.md', accessMatrixPage()],
    ['catalogue.md', cataloguePage()],
  ])
}
