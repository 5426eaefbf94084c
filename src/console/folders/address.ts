/** The address of the page of a folder. */
export const folderPath = (environmentId: string, folderId: string): string =>
  `/folders/${encodeURIComponent(environmentId)}/${encodeURIComponent(folderId)}`
