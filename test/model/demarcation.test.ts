import { expect, test } from 'vitest'
import { ELEMENTS, ownerOf, receiverOf, senderOf } from '../../src/model/demarcation.ts'

test('the cross-connect and all before it are the customer’s, the port and all behind the provider’s', () => {
  expect(ELEMENTS.map(element => [element, ownerOf(element)])).toEqual([
    ['customer-router', 'customer'],
    ['customer-port', 'customer'],
    ['customer-optic', 'customer'],
    ['patch', 'customer'],
    ['cross-connect', 'customer'],
    ['provider-optic', 'provider'],
    ['provider-port', 'provider'],
    ['provider-network', 'provider'],
  ])
})

test('the sides meet in exactly one place', () => {
  const owners = ELEMENTS.map(ownerOf)
  const changes = owners.filter((owner, index) => index > 0 && owner !== owners[index - 1])
  expect(changes).toEqual(['provider'])
})

test('each direction is launched by the side it comes from and received by the other', () => {
  expect([senderOf('toCloud'), receiverOf('toCloud')]).toEqual(['customer', 'provider'])
  expect([senderOf('toCustomer'), receiverOf('toCustomer')]).toEqual(['provider', 'customer'])
})
