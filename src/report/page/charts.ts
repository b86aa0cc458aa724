/** The frames of the charts that the page's script draws, each with room of its own so that nothing jumps. */
import { type Markup, html } from './markup.ts'
import type { ChartData } from '../charts/data.ts'

const figureFor = (id: string, label: string): Markup =>
  html`<div class="chart ${id}" id="${id}" role="img" aria-label="${label}"></div>
    <p class="empty" id="${id}-empty" hidden></p>`

const tableFor = (id: string, label: string): Markup =>
  html`<details class="script">
    <summary>${label} as a table</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${label}">
      <table class="plain" id="${id}-table"></table>
    </div>
  </details>`

/** Over time, burstiness, delay. Without script, a sentence says what is missing. */
export const charts = (data: ChartData): Markup => {
  if (data.flows.length === 0) return html``
  const hasSeries = data.flows.some(({ series }) => series !== null)
  const mean = data.merged === 1 ? '' : ` Each point is the mean of ${data.merged} intervals.`
  const alone = data.seedAlone === null ? '' : ` Series are those of seed ${data.seedAlone} alone.`
  return html`<section id="over-time">
      <h2>Over time</h2>
      <noscript
        ><p class="empty">
          Charts need scripts; every figure is in the tables, and in series.csv beside the result.
        </p></noscript
      >
      <div class="script">
        ${
          hasSeries
            ? html`<p class="secondary">
                Offered, delivered and dropped rate, what waits or is left in the bucket, and the
                port; all move together. Drag across to look at a stretch, twice on it to see
                all.${mean}${alone}
              </p>`
            : html`<p class="empty">
                Needs series.csv and ports.csv beside the result; run with --out writes them.
              </p>`
        }
        <p class="tools">
          <label
            >Flow
            <select id="flow"></select></label
          >${hasSeries ? html` <span class="group" role="group" aria-label="Zoom"><button type="button" data-zoom="in">Zoom in</button> <button type="button" data-zoom="out">Zoom out</button> <button type="button" data-zoom="left" aria-label="Earlier">◂</button> <button type="button" data-zoom="right" aria-label="Later">▸</button> <button type="button" data-zoom="all">All</button></span>` : null}
        </p>
        ${hasSeries ? html`${figureFor('time', 'Rate, bucket or queue, and port over time')}${tableFor('time', 'Rate over time')}` : null}
      </div>
    </section>
    <div class="pair script">
      <section id="burstiness">
        <h2>How bursty is it?</h2>
        <p class="secondary" id="burst-said">Highest mean rate in any window of a given length.</p>
        ${figureFor('burst', 'Highest mean rate by length of the window')}${tableFor('burst', 'Highest mean rates')}
      </section>
      <section id="delay">
        <h2>How long do frames take?</h2>
        <p class="secondary">
          Share of frames by their delay; further left is better. Dots: p50, p90, p99, p99.9.
        </p>
        <p class="tools group" role="group" aria-label="Delays">
          <button type="button" data-delays="later" aria-pressed="true">Later than (tail)</button>
          <button type="button" data-delays="cdf" aria-pressed="false">At most (CDF)</button>
        </p>
        <p class="legend" id="later-legend"></p>
        ${figureFor('later', 'Share of frames by their delay')}${tableFor('later', 'Delays')}
      </section>
    </div>`
}
