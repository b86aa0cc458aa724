import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, isNear, nearest } from '../../src/model/nearest.ts'

test.each([
  ['vlanId', 'vlan'],
  ['bandwith', 'bandwidth'],
  ['portspeed', 'portSpeed'],
  ['lbos', 'loss'],
  ['Vlan', 'vlan'],
])('%s is nearest to %s', (name, expected) => {
  const known = ['type', 'connection', 'portSpeed', 'vlan', 'bandwidth', 'loss', 'mtu']
  expect(nearest(name, known)).toBe(expected)
})

test('nothing is nearest among none', () => {
  expect(nearest('vlan', [])).toBeNull()
})

test('a swap of neighbours is one step, a change of case half of one', () => {
  expect(editDistance('vlna', 'vlan')).toBe(1)
  expect(editDistance('VLAN', 'vlan')).toBe(2)
  expect(editDistance('', 'vlan')).toBe(4)
})

const word = fc.string({ maxLength: 12 })

test('the distance is 0 for equal texts alone, symmetric and at most the longer length', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b)
      expect(distance === 0).toBe(a === b)
      expect(distance).toBe(editDistance(b, a))
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
    }),
  )
})

test('no candidate is nearer than the one chosen', () => {
  fc.assert(
    fc.property(word, fc.array(word, { minLength: 1 }), (name, known) => {
      const chosen = editDistance(name, nearest(name, known)!)
      for (const other of known) expect(chosen).toBeLessThanOrEqual(editDistance(name, other))
    }),
  )
})

test('very long texts and lists are compared in bounded time', () => {
  const known = Array.from({ length: 100_000 }, (_, index) => `${'k'.repeat(200)}${index}`)
  expect(nearest('x'.repeat(1_000_000), known)).not.toBeNull()
})

test.each([
  ['vlanId', 'vlan'],
  ['port_speed', 'portSpeed'],
  ['speed', 'portSpeed'],
  ['organisation', 'organization'],
  ['band', 'bandwidth'],
  ['weigth', 'weight'],
])('%s is so near to %s that naming it helps', (name, known) => {
  expect(isNear(name, known)).toBe(true)
})

test.each([
  ['xx', 'name'],
  ['phase', 'rate'],
  ['events', 'vpcs'],
  ['media', 'pop'],
  ['seed', 'kind'],
  ['b', 'burst'],
])('%s is not near %s', (name, known) => {
  expect(isNear(name, known)).toBe(false)
})
