/**
 * The statuses here are the API's words, no more and no fewer. Both are held by the compiler, so that a
 * word that is new upstream, or none there, fails `npm run check`; only types are imported.
 */
import type { Interlinkv1beta1 as Api } from '@scaleway/sdk-interlink'
import { expect, test } from 'vitest'
import type { BgpStatus } from '../../../src/model/lifecycle/bgp.ts'
import type { ConnectionStatus } from '../../../src/model/lifecycle/connection-status.ts'
import type { HostedLinkStatus, LinkStatus } from '../../../src/model/lifecycle/link-status.ts'

/** Compiles where there are no such words; else the error names them. */
const none = <_Words extends never>(): true => true

test('no word of the API is missing here', () => {
  expect([
    none<Exclude<Api.DedicatedConnectionStatus, ConnectionStatus>>(),
    none<Exclude<Api.LinkStatus, LinkStatus>>(),
    none<Exclude<Api.BgpStatus, BgpStatus>>(),
  ]).toEqual([true, true, true])
})

test('no word here is unknown to the API', () => {
  expect([
    none<Exclude<ConnectionStatus, Api.DedicatedConnectionStatus>>(),
    none<Exclude<LinkStatus, Api.LinkStatus>>(),
    none<Exclude<BgpStatus, Api.BgpStatus>>(),
    none<Exclude<HostedLinkStatus, Api.LinkStatus>>(),
  ]).toEqual([true, true, true, true])
})
