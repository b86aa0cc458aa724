/**
 * The statuses here are the API's words, no more and no fewer. The compiler holds both against one list,
 * so that a word that is new upstream, or none there, fails `npm run check`; only types are imported.
 */
import type { Interlinkv1beta1 as Api } from '@scaleway/sdk-interlink'
import { expect, test } from 'vitest'
import type { BgpStatus } from '../../../src/model/lifecycle/bgp.ts'
import type { ConnectionStatus } from '../../../src/model/lifecycle/connection-status.ts'
import type { HostedLinkStatus, LinkStatus } from '../../../src/model/lifecycle/link-status.ts'

/** Each of the words, and none besides. */
type Words<W extends string> = { readonly [word in W]: word }

const CONNECTION = {
  unknown_status: 'unknown_status',
  created: 'created',
  configuring: 'configuring',
  failed: 'failed',
  active: 'active',
  disabled: 'disabled',
  deleted: 'deleted',
  locked: 'locked',
} satisfies Words<Api.DedicatedConnectionStatus> satisfies Words<ConnectionStatus>

const LINK = {
  // Of hosted InterLinks.
  requested: 'requested',
  refused: 'refused',
  expired: 'expired',
  provisioning: 'provisioning',
  // Of all.
  unknown_link_status: 'unknown_link_status',
  configuring: 'configuring',
  failed: 'failed',
  active: 'active',
  limited_connectivity: 'limited_connectivity',
  all_down: 'all_down',
  deprovisioning: 'deprovisioning',
  deleted: 'deleted',
  locked: 'locked',
  ready: 'ready',
} satisfies Words<Api.LinkStatus> satisfies Words<LinkStatus>

const BGP = {
  unknown_bgp_status: 'unknown_bgp_status',
  up: 'up',
  down: 'down',
  disabled: 'disabled',
} satisfies Words<Api.BgpStatus> satisfies Words<BgpStatus>

/** A word of hosted InterLinks that were none of the API's would be missing here. */
const hosted: Words<HostedLinkStatus> = LINK

test('the API has eight words for a connection, fourteen for an InterLink, four for a session', () => {
  expect([CONNECTION, LINK, BGP].map(words => Object.keys(words).length)).toEqual([8, 14, 4])
  expect(hosted).toBe(LINK)
})
