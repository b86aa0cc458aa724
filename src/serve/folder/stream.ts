/** An open file as a stream. */
import { closeSync } from 'node:fs'
import { type Opened, nextChunk } from './folder.ts'

/** Bytes of an open file, read as they are asked for; closed at the end, however that comes. */
export const streamOf = ({ descriptor }: Opened): ReadableStream<Uint8Array> =>
  new ReadableStream(
    {
      pull: controller => {
        try {
          const chunk = nextChunk(descriptor)
          if (chunk !== null) {
            controller.enqueue(chunk)
            return
          }
          closeSync(descriptor)
          controller.close()
        } catch (error) {
          closeSync(descriptor)
          controller.error(error)
        }
      },
      cancel: () => closeSync(descriptor),
    },
    { highWaterMark: 0 },
  )
