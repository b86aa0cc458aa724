/** A page that shows results offers to load them again when they are others. */
import { byId } from '../../report/page/browser/dom.ts'
import { listen } from './news.ts'

const listIn = (name: string): readonly string[] =>
  JSON.parse(document.body.dataset[name] ?? '[]') as readonly string[]

/** Begins to watch what the page shows. */
export const startOffer = (): void => {
  const [paths, stamps] = [listIn('paths'), listIn('stamps')]
  const [offer, offered, reload] = [byId('offer'), byId('offered'), byId('reload')]
  if (offer === undefined || offered === undefined || reload === undefined) return
  listen(paths, {
    heard: () => {},
    news: ({ stamps: now }) => {
      const isGone = now.some(stamp => stamp === null)
      offer.hidden = now.every((stamp, i) => stamp === stamps[i])
      reload.hidden = isGone
      const which = paths.length === 1 ? 'This result' : 'One of these results'
      offered.textContent = isGone
        ? `${which} is no longer there; what you see is what it was.`
        : `${which} has been written anew.`
    },
  })
}
