/** The text of a letter of authorization, as the provider would write it for whoever patches. */
import { unixMs } from '../../../calendar.ts'
import { DEMARCATION_KEYS } from '../../../model/demarcation-info.ts'
import type { Scenario } from '../../../model/scenario.ts'
import type { Connection } from '../../../model/world.ts'
import { mapQuantiles } from '../../../study/quantiles.ts'
import type { ProvisionDocument } from '../../../study/provision-document.ts'
import { exactTimeInWords, instantIn, longDate } from '../../dates.ts'
import { type Ordered, isOrdered } from '../../provision/verdict.ts'
import { exact } from '../figures.ts'
import { type Surface } from '../style.ts'
import { printable, proseWidth, shown, wrap } from '../text.ts'

const LABEL_WIDTH = 15

const PATCHER = {
  operator: 'the operator of the data centre',
  carrier: 'a carrier',
} as const

const entries = (
  { world }: Scenario,
  connection: Connection,
  order: Ordered,
): readonly (readonly [label: string, text: string])[] => {
  const pop = world.pops.find(({ id }) => id === connection.pop)!
  const issued = mapQuantiles(order.milestones.loaIssued, instantIn)
  const expires = unixMs(issued.p50 + 1000 * order.loaValidity)
  const [first, median, last] = [issued.p10, issued.p50, issued.p90].map(longDate)
  const spread = first === last ? '' : ` (expected; in 8 of 10 cases from ${first} to ${last})`
  return [
    ['connection', connection.id],
    ['port speed', exact(connection.portSpeed, 'rate')],
    [
      'PoP',
      `${pop.id}${pop.city === null ? '' : ` (${printable(pop.city)})`}, region ${pop.region}`,
    ],
    ['Organization', world.organization.id],
    ['Project', connection.project],
    ...DEMARCATION_KEYS.map(
      key => [key === 'room' ? 'meet-me room' : key, printable(connection.loa[key])] as const,
    ),
    ['patched by', `${PATCHER[order.patchedBy]}, on the customer's behalf`],
    ['ordered', longDate(instantIn(order.ordered))],
    ['issued', `${median}${spread}`],
    ['valid', exactTimeInWords(order.loaValidity)],
    ['expires', `${longDate(expires)}; a patch that is not done by then needs a new letter`],
  ]
}

const letterOf = (
  scenario: Scenario,
  connection: Connection,
  order: Ordered,
  surface: Surface,
): string => {
  const width = proseWidth(surface)
  const indent = ' '.repeat(1 + LABEL_WIDTH)
  return [
    ...wrap(`Letter of authorization (LOA), connection ${connection.id}`, width),
    '',
    ...wrap(
      `The provider allows ${PATCHER[order.patchedBy]} to patch a cross-connect from the customer's ` +
        'router to the port named below. The port is the demarcation: the cross-connect is the ' +
        "customer's.",
      width,
    ),
    '',
    ...entries(scenario, connection, order).flatMap(([label, text]) =>
      wrap(text, width, ` ${label.padEnd(LABEL_WIDTH)}`, indent),
    ),
    '',
    ...wrap(
      'Drawn up by a simulation; the letter that the provider sends is the one that counts.',
      width,
    ),
  ].join('\n')
}

/**
 * The letters of all connections that are ordered, in the order of the file.
 *
 * @returns lines, each ended by a line feed
 */
export const renderLetters = (
  scenario: Scenario,
  document: ProvisionDocument,
  surface: Surface,
): string => {
  const letters = document.connections.flatMap((each, index) =>
    isOrdered(each) ? [letterOf(scenario, scenario.world.connections[index]!, each, surface)] : [],
  )
  return `${shown(surface, letters.join('\n\n\n'))}\n`
}
