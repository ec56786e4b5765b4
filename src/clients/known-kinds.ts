import type { ClientKind } from './kind.ts'
import { android } from './kinds/android.ts'
import { ios, macos } from './kinds/apple.ts'
import { chromium, chromiumWindows } from './kinds/chromium.ts'
import { draft } from './kinds/draft.ts'
import { firefox, firefoxWindows } from './kinds/firefox.ts'
import { ie5, ie6, ie7 } from './kinds/internet-explorer.ts'
import { kde } from './kinds/kde.ts'
import { libproxy } from './kinds/libproxy.ts'
import { proxyVole } from './kinds/proxy-vole.ts'
import { wine } from './kinds/wine.ts'
import { dotnet, jdk, windows10, winhttp } from './kinds/winhttp.ts'

/** Tools that know no PAC, and look for none (requirement C9; documentation of curl and git, the others by what they do). */
export const toolsWithoutPac: readonly string[] = ['curl', 'git', 'wget', 'pip']

/** Every kind of client that is known, by its name. */
export const clientKinds: ReadonlyMap<string, ClientKind> = new Map(
  [
    ...[draft, ie5, ie6, ie7, winhttp, windows10, chromiumWindows, chromium, firefoxWindows, firefox, macos, ios, kde],
    ...[libproxy, jdk, proxyVole, dotnet, wine, android],
  ].map((kind) => [kind.name, kind]),
)
