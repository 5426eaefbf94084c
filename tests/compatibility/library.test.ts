// The Admin and Upload API, driven by the official clients over HTTP, its answers held against the vendor's documents.
import './asset-lists-suite.ts'
import './assets-classic-changes-suite.ts'
import './assets-classic-suite.ts'
import './assets-files-suite.ts'
import './assets-mcp-suite.ts'
import './assets-typed-suite.ts'
import './classic-rest-suite.ts'
import './folders-classic-suite.ts'
import './folders-mcp-suite.ts'
import './folders-typed-suite.ts'
import './no-client-suite.ts'
import './other-clients-rest-suite.ts'
import './relations-suite.ts'
import './settings-classic-suite.ts'
import './settings-metadata-classic-suite.ts'
import { coverageSuite } from './coverage-suite.ts'

// Last: it looks at what the others drove.
coverageSuite()
