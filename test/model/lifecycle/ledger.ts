/**
 * A second model of the lifecycle, written from the product's rules and not from the code: one flat,
 * mutable ledger that says of a command whether it is allowed, and keeps what follows.
 */
import type { CalendarInstant } from '../../../src/calendar.ts'
import type { Command } from '../../../src/model/lifecycle/commands.ts'

type Family = 'ipv4' | 'ipv6'

/** A session as the ledger keeps it: none without a policy. */
type Line = 'none' | 'fresh' | 'up' | 'lost'

export interface ConnectionPage {
  stage: string
  region: string
  speed: number
  locked: boolean
  /** By id, whether light is lost. */
  readonly faults: Map<string, boolean>
  loaUntil: number
  billedFrom: number | null
  billedTo: number | null
}

export interface LinkPage {
  readonly connection: string
  readonly bandwidth: number
  readonly vlan: number
  stage: 'configuring' | 'failed' | 'usable' | 'deprovisioning' | 'deleted'
  locked: boolean
  vpc: string | null
  propagation: boolean
  readonly lines: Record<Family, Line>
  asn: number | null
  name: string
}

const REGION_OF_POP: Record<string, string> = { th2: 'fr-par', ams1: 'nl-ams' }
/** VPCs of the Organization. */
const REGION_OF_VPC: Record<string, string> = {
  'vpc-web': 'fr-par',
  'vpc-net': 'fr-par',
  'vpc-ams': 'nl-ams',
}
const EXISTING = ['created', 'configuring', 'failed', 'active', 'disabled']

/** Seconds are fine enough here: no command of the tests has picoseconds. */
const when = ({ seconds }: CalendarInstant): number => seconds

export class Ledger {
  now = Number.NEGATIVE_INFINITY
  readonly connections = new Map<string, ConnectionPage>()
  readonly links = new Map<string, LinkPage>()

  /** Whether the command is allowed; if so it is entered. */
  enter(command: Command): boolean {
    if (when(command.at) < this.now) return false
    const allowed = this.#enter(command)
    if (allowed) this.now = when(command.at)
    return allowed
  }

  /** The status of an InterLink in the API's words. */
  status({ stage, locked, lines }: LinkPage): string {
    if (locked) return 'locked'
    if (stage !== 'usable') return stage
    const there = Object.values(lines).filter(line => line !== 'none')
    const up = there.filter(line => line === 'up').length
    if (!there.some(line => line === 'up' || line === 'lost')) return 'ready'
    if (up === 0) return 'all_down'
    return up === there.length ? 'active' : 'limited_connectivity'
  }

  carries(link: LinkPage, family: Family): boolean {
    return (
      this.#lit(link.connection) &&
      ['active', 'limited_connectivity'].includes(this.status(link)) &&
      link.lines[family] === 'up' &&
      link.vpc !== null &&
      link.propagation
    )
  }

  #lit(connection: string): boolean {
    const page = this.connections.get(connection)!
    return EXISTING.includes(page.stage) && page.stage !== 'disabled' && page.faults.size === 0
  }

  #lose(lost: (link: LinkPage) => boolean): void {
    for (const link of [...this.links.values()].filter(lost)) {
      for (const family of ['ipv4', 'ipv6'] as const) {
        if (link.lines[family] === 'up') link.lines[family] = 'lost'
      }
    }
  }

  #enter(command: Command): boolean {
    if (command.kind === 'order') return this.#order(command)
    if (command.kind === 'createInterlink') return this.#create(command)
    if ('interlink' in command) {
      const link = this.links.get(command.interlink)
      return link !== undefined && this.#onLink(link, command)
    }
    const page = this.connections.get(command.connection)
    return page !== undefined && this.#onConnection(command.connection, page, command)
  }

  #order(command: Extract<Command, { kind: 'order' }>): boolean {
    const region = REGION_OF_POP[command.pop]
    if (region === undefined || this.connections.has(command.connection)) return false
    if (![1e9, 1e10, 1e11].includes(command.portSpeed)) return false
    this.connections.set(command.connection, {
      stage: 'requested',
      region,
      speed: command.portSpeed,
      locked: false,
      faults: new Map(),
      loaUntil: 0,
      billedFrom: null,
      billedTo: null,
    })
    return true
  }

  #living(connection: string): LinkPage[] {
    return [...this.links.values()].filter(
      link => link.connection === connection && link.stage !== 'deleted',
    )
  }

  #create(command: Extract<Command, { kind: 'createInterlink' }>): boolean {
    const page = this.connections.get(command.connection)
    if (page?.stage !== 'active' || page.locked || this.links.has(command.interlink)) return false
    const others = this.#living(command.connection)
    const held = others.reduce((sum, { bandwidth }) => sum + bandwidth, 0)
    const taken = new Set(others.map(({ vlan }) => vlan))
    let vlan = command.vlan ?? 1
    while (command.vlan === undefined && taken.has(vlan)) vlan += 1
    if (taken.has(vlan) || vlan < 1 || vlan > 4094) return false
    if (command.bandwidth < 1000 || command.bandwidth % 1000 > 0) return false
    if (held + command.bandwidth > page.speed) return false
    if (command.region !== undefined && command.region !== page.region) return false
    if (command.peerAsn !== undefined && (command.peerAsn < 1 || command.peerAsn > 65_534)) {
      return false
    }
    const line = (family: Family): Line => (command.policies?.[family] ? 'fresh' : 'none')
    this.links.set(command.interlink, {
      connection: command.connection,
      bandwidth: command.bandwidth,
      vlan,
      stage: 'configuring',
      locked: false,
      vpc: null,
      propagation: false,
      lines: { ipv4: line('ipv4'), ipv6: line('ipv6') },
      asn: command.peerAsn ?? null,
      name: command.interlink,
    })
    return true
  }

  #onConnection(id: string, page: ConnectionPage, command: Command): boolean {
    const { stage } = page
    const move = (from: readonly string[], to: string): boolean => {
      if (!from.includes(stage)) return false
      page.stage = to
      return true
    }
    const exists = EXISTING.includes(stage)
    switch (command.kind) {
      case 'loaIssued':
        if (when(command.expiresAt) <= when(command.at)) return false
        if (!move(['requested', 'loa-expired'], 'loa-issued')) return false
        page.loaUntil = when(command.expiresAt)
        return true
      case 'loaExpired':
        return when(command.at) >= page.loaUntil && move(['loa-issued'], 'loa-expired')
      case 'patched':
        return when(command.at) <= page.loaUntil && move(['loa-issued'], 'patched')
      case 'linkDetected':
        if (!move(['patched'], 'created')) return false
        page.billedFrom = when(command.at)
        return true
      case 'connectionConfiguring':
        return move(['created', 'failed'], 'configuring')
      case 'connectionConfigured':
        return move(['created', 'configuring'], 'active')
      case 'connectionFailed':
        return move(['created', 'configuring'], 'failed')
      case 'disableConnection':
        if (!move(['active'], 'disabled')) return false
        this.#lose(link => link.connection === id)
        return true
      case 'enableConnection':
        return move(['disabled'], 'active')
      case 'lockConnection':
      case 'unlockConnection': {
        const locked = command.kind === 'lockConnection'
        if (!exists || page.locked === locked) return false
        page.locked = locked
        return true
      }
      case 'deleteConnection':
        if (page.locked || stage === 'configuring' || !exists) return false
        if (this.#living(id).length > 0) return false
        page.stage = 'deleted'
        page.billedTo = when(command.at)
        return true
      case 'faultBegan':
        if (!exists || page.faults.has(command.fault.id)) return false
        page.faults.set(command.fault.id, command.fault.light === 'lost')
        if (command.fault.light === 'lost') this.#lose(link => link.connection === id)
        return true
      case 'faultEnded':
        return exists && page.faults.delete(command.fault)
      default:
        throw new Error(`not of a connection: ${command.kind}`)
    }
  }

  #onLink(link: LinkPage, command: Command): boolean {
    const { stage, locked } = link
    const usable = stage === 'usable'
    switch (command.kind) {
      case 'interlinkConfigured':
      case 'interlinkFailed':
        if (stage !== 'configuring') return false
        link.stage = command.kind === 'interlinkFailed' ? 'failed' : 'usable'
        return true
      case 'lockInterlink':
        if (locked || stage === 'deprovisioning' || stage === 'deleted') return false
        link.locked = true
        return true
      case 'unlockInterlink':
        if (!locked) return false
        link.locked = false
        return true
      case 'deleteInterlink':
        if (locked || !(usable || stage === 'failed')) return false
        link.stage = 'deprovisioning'
        return true
      case 'interlinkDeprovisioned':
        if (stage !== 'deprovisioning') return false
        link.stage = 'deleted'
        return true
      case 'bgpUp':
        if (!usable || !['fresh', 'lost'].includes(link.lines[command.family])) return false
        if (!this.#lit(link.connection)) return false
        link.lines[command.family] = 'up'
        return true
      case 'bgpDown':
        if (!usable || link.lines[command.family] !== 'up') return false
        link.lines[command.family] = 'lost'
        return true
      default:
        return usable && !locked && this.#onUsable(link, command)
    }
  }

  #onUsable(link: LinkPage, command: Command): boolean {
    const { lines } = link
    const bare = (): boolean => lines.ipv4 === 'none' && lines.ipv6 === 'none'
    switch (command.kind) {
      case 'updateInterlink': {
        const { changes } = command
        const fixed = Object.keys(changes).some(key => !['name', 'tags', 'peerAsn'].includes(key))
        const { name = link.name, peerAsn = link.asn } = changes
        if (fixed || (name === link.name && peerAsn === link.asn)) return false
        if (name.length < 1 || name.length > 255) return false
        if (peerAsn !== null && (peerAsn < 1 || peerAsn > 65_534)) return false
        if (peerAsn !== link.asn) this.#lose(each => each === link)
        link.name = name
        link.asn = peerAsn
        return true
      }
      case 'attachVpc':
        if (link.vpc !== null) return false
        if (REGION_OF_VPC[command.vpc] !== this.connections.get(link.connection)!.region) {
          return false
        }
        link.vpc = command.vpc
        return true
      case 'detachVpc':
        if (link.vpc === null) return false
        link.vpc = null
        link.propagation = false
        return true
      case 'attachPolicy':
        if (lines[command.family] !== 'none') return false
        lines[command.family] = 'fresh'
        return true
      case 'setPolicy':
        return lines[command.family] !== 'none'
      case 'detachPolicy':
        if (lines[command.family] === 'none') return false
        lines[command.family] = 'none'
        if (bare()) link.propagation = false
        return true
      case 'enablePropagation':
      case 'disablePropagation': {
        const on = command.kind === 'enablePropagation'
        if (link.propagation === on || (on && bare())) return false
        link.propagation = on
        return true
      }
      default:
        throw new Error(`not of an InterLink: ${command.kind}`)
    }
  }
}
