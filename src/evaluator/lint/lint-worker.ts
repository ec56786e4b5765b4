import { parentPort, workerData } from 'node:worker_threads'
import type { PacSource } from '../world.ts'
import { lintPac } from './lint.ts'

parentPort?.postMessage(lintPac(workerData as PacSource))
