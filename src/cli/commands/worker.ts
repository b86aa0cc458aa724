import type { Console, Host } from '../console.ts'
import { EXIT, type Exit } from '../exit.ts'
export const workerCommand = async (_h: Host, _c: Console, _o: object): Promise<Exit> => EXIT.done
