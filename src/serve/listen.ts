/** The server itself: one socket that only this machine reaches. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { type Served, createApp } from './app.ts'
import { Folder } from './folder/folder.ts'
import { Library } from './folder/library.ts'
import { Watch } from './folder/watch.ts'

const ADDRESS = '127.0.0.1'

/** What is served, and where. */
export interface ListenOptions extends Pick<Served, 'version' | 'tell' | 'fault'> {
  /** The folder. */
  readonly root: string
  /** 0: any that is free. */
  readonly port: number
  /** Milliseconds from any instant on; never goes back. */
  readonly now: () => number
}

/** A server that listens. */
export interface Listening {
  readonly url: string
  /** Results that are listed. */
  readonly count: number
  /** Ends it, requests under way included. */
  readonly close: () => Promise<void>
}

const bound = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, ADDRESS, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })

/**
 * Looks through a folder and begins to listen.
 *
 * @throws Error of the file system or of the network: no such folder, the port is taken
 */
export const listen = async (options: ListenOptions): Promise<Listening> => {
  const { root, now, version, tell, fault } = options
  const library = new Library(new Folder(root), now)
  const { entries } = await library.scan()
  let port = options.port
  const watch = new Watch(library)
  const app = createApp({ library, watch, version, tell, fault, port: () => port })
  const server = createAdaptorServer({
    fetch: request => app.fetch(request),
    hostname: ADDRESS,
    overrideGlobalObjects: false,
  }) as Server
  port = await bound(server, port)
  return {
    url: `http://${ADDRESS}:${port}/`,
    count: entries.length,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
