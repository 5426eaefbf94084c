import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemCatalogue } from '../../domain/catalogue/system-catalogue.ts'
import { piecesOf } from './cedar-pieces.ts'

test('a statement is taken apart into words, entities, texts and places', () => {
  const statement = 'permit(principal, action == Cloudinary::Action::"read", resource in Folder::"<folder_id>");'
  const found = piecesOf(statement).filter(({ kind }) => kind !== 'plain')
  assert.deepEqual(
    found.map(({ kind, text }) => `${kind} ${text}`),
    [
      'word permit',
      'word principal',
      'word action',
      'entity Cloudinary::Action',
      'text "read"',
      'word resource',
      'word in',
      'entity Folder',
      'text "<folder_id>"',
    ],
  )
})

test('the pieces of every statement of the catalogue are the statement again', () => {
  const statements = systemCatalogue.permissions.flatMap((permission) => permission.statements)
  assert.ok(statements.length > 80)
  for (const statement of statements) {
    assert.equal(
      piecesOf(statement)
        .map(({ text }) => text)
        .join(''),
      statement,
    )
  }
})
