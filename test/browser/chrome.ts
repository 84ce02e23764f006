import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { bundledChromium, type Chrome } from './chromium.ts';

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];
const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** HANDRAIL_CHROME names one, or says `bundled` to leave the installed ones alone. */
function installed(): Chrome | null {
  const named = process.env.HANDRAIL_CHROME;
  if (named === 'bundled') return null;
  if (named) return { path: named };
  const folders = (process.env.PATH ?? '').split(delimiter);
  const path = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...(PLACES[process.platform] ?? [])].find(
    isRunnable,
  );
  return path ? { path } : null;
}

async function find(): Promise<Chrome> {
  const found = installed();
  if (found) return found;
  if (process.platform === 'linux' && process.arch === 'x64') return bundledChromium();
  throw new Error('no Chrome found: install Google Chrome or Chromium, or name one in HANDRAIL_CHROME, and run this again');
}

/** A headless browser for tests and screenshots. */
export async function launchChrome(): Promise<Browser> {
  const { path, env } = await find();
  const variables = Object.entries({ ...process.env, ...env }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return chromium.launch({
    executablePath: path,
    env: Object.fromEntries(variables),
    // Containers forbid the sandbox; only our own pages are opened.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
}
