import type { Catalogue } from '../domain/catalogue.ts'
import type { Renew } from './reseal.ts'

/** What an installation has as a whole, in no account and so in no change log. */
export interface InstallationStore {
  /** The catalogue that was imported; undefined when the shipped one is in force. */
  findCatalogue(): Promise<Catalogue | undefined>
  /** Puts a catalogue in force for the whole installation (null: the shipped one) and raises its revision. */
  replaceCatalogue(catalogue: Catalogue | null): Promise<number>
  /** Replaces every sealed secret of the installation by what `renew` makes of it, all or none.
   * @returns how many there are */
  reseal(renew: Renew): Promise<number>
  /** Counts the replacements of the catalogue, from 0. */
  installationRevision(): Promise<number>
}
