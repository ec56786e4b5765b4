// `npm run build`: dist/ from src/. tsc writes the JavaScript at src's depth, so that ../pac and ../package.json are found from both;
// what a browser or a person reads is copied as it is.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, globSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const compiled = /\.ts$|^tsconfig\.json$|(^|\/)README\.md$/

process.chdir(root)
// a file that src no longer has must not be packed
rmSync('dist', { recursive: true, force: true })
const tsc = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'src/tsconfig.json'], {
  stdio: 'inherit',
})
// it has said why
if (tsc.status !== 0) process.exit(tsc.status ?? 1)
for (const file of globSync('**/*.*', { cwd: 'src' }).filter((path) => !compiled.test(path))) {
  cpSync(join('src', file), join('dist', file))
}
chmodSync('dist/main.js', 0o755)
