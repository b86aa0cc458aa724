/** Drag across a chart to look at that stretch of it; twice on it to see all again. */
import { chartOf } from './charts.ts'
import { byId, made } from './dom.ts'

/** Fewer pixels are a click that slipped. */
const LEAST = 6

/** What becomes of a stretch between two places on the horizontal axis, and of all again. */
export interface Dragging {
  readonly to: (from: number, until: number) => void
  readonly all: () => void
}

/** Where the pointer is inside the frame, pixels. */
const placeIn = (frame: HTMLElement, event: PointerEvent): readonly [number, number] => {
  const { left, top } = frame.getBoundingClientRect()
  return [event.clientX - left, event.clientY - top]
}

/** A stretch of a chart that is being marked. */
class Stretch {
  readonly #frame: HTMLElement
  readonly #from: number
  readonly #shade: HTMLElement
  #until: number

  constructor(frame: HTMLElement, from: number) {
    this.#frame = frame
    this.#from = from
    this.#until = from
    this.#shade = made('div', '', 'stretch')
    frame.append(this.#shade)
  }

  move(until: number): void {
    this.#until = Math.max(0, Math.min(this.#frame.clientWidth, until))
    const { style } = this.#shade
    style.left = `${Math.min(this.#from, this.#until)}px`
    style.width = `${Math.abs(this.#until - this.#from)}px`
  }

  /** Ends of the stretch from left to right; null where it is none. */
  end(): readonly [number, number] | null {
    this.#shade.remove()
    if (Math.abs(this.#until - this.#from) < LEAST) return null
    return [Math.min(this.#from, this.#until), Math.max(this.#from, this.#until)]
  }
}

/**
 * Lets a stretch of a chart be marked by mouse or pen; a finger scrolls the page.
 *
 * @param id     of the chart's frame
 * @param grids  at most so many, one above the other, with one horizontal axis
 */
export const dragAcross = (id: string, grids: number, { to, all }: Dragging): void => {
  const frame = byId(id)
  if (frame === undefined) return
  let stretch: Stretch | null = null
  const isInside = (place: readonly [number, number]): boolean =>
    Array.from({ length: grids }, (_, gridIndex) => gridIndex).some(
      gridIndex => chartOf(id)?.containPixel({ gridIndex }, [...place]) === true,
    )
  const drop = (): void => {
    stretch?.end()
    stretch = null
  }
  frame.addEventListener('pointerdown', event => {
    const place = placeIn(frame, event)
    if (event.pointerType === 'touch' || event.button !== 0 || !isInside(place)) return
    drop()
    stretch = new Stretch(frame, place[0])
    frame.setPointerCapture(event.pointerId)
  })
  frame.addEventListener('pointermove', event => stretch?.move(placeIn(frame, event)[0]))
  frame.addEventListener('pointerup', () => {
    const ends = stretch?.end() ?? null
    stretch = null
    if (ends === null) return
    const [from, until] = ends.map(x => chartOf(id)?.convertFromPixel({ xAxisIndex: 0 }, x))
    if (typeof from === 'number' && typeof until === 'number') to(from, until)
  })
  frame.addEventListener('pointercancel', drop)
  frame.addEventListener('dblclick', all)
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') drop()
  })
}
