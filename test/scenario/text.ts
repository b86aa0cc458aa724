/** A scenario file that is accepted, to be broken in one place at a time. */
export const SCENARIO = `name: hybrid-paris
seed: 1
duration: 1s
warmup: 50ms
organization: { id: acme, projects: [network, web] }
pops:
  th2: { region: fr-par, city: Paris }
vpcs:
  vpc-web: { project: web, region: fr-par }
connections:
  paris-1:
    pop: th2
    project: network
    portSpeed: 10Gbps
    crossConnect: { length: 120m }
    queue: 16MiB
interlinks:
  web:
    type: self-hosted
    connection: paris-1
    project: web
    region: fr-par
    vlan: 101
    bandwidth: 2Gbps
    burst: 64KiB
    queue: 1MiB
    enforce: { toCustomer: shape, toCloud: police }
    customerShaper: { rate: 2Gbps, burst: 64KiB, queue: 1MiB }
    mtu: 1500
    countAs: l2
    vpc: vpc-web
traffic:
  - interlink: web
    direction: toCustomer
    source: { kind: poisson, rate: 1.9Gbps, frame: 1000B }
objectives:
  - { interlink: web, direction: toCustomer, metric: delay.p99, below: 2ms }
  - { interlink: "*", metric: loss, below: 0.1% }
  - { connection: paris-1, metric: utilisation, below: 80% }
series: { interval: 1ms }
`

/** The scenario with some text replaced, which must be in it. */
export const edited = (...edits: readonly (readonly [string, string])[]): string => {
  let text = SCENARIO
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`the scenario has no ${from}`)
    text = text.replace(from, () => to)
  }
  return text
}
