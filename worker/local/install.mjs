/**
 * Runs before every `npm` script of this project, under whatever Node the machine has (20 or newer), so it may use
 * nothing that needs installing. It installs when the lock differs from what is installed, and makes sure that the
 * scripts which follow run on Node 22, which reads `.ts` files as they are.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const stamp = join(root, 'node_modules', '.handrail-install');

function fail(line) {
  console.error(`handrail: ${line}`);
  process.exit(1);
}

/** What decides the contents of node_modules. Scripts in package.json may change without a new install. */
function wanted() {
  const { dependencies, devDependencies, allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const lock = existsSync(join(root, 'package-lock.json')) ? readFileSync(join(root, 'package-lock.json')) : '';
  return createHash('sha256')
    .update(JSON.stringify([dependencies, devDependencies, allowScripts, process.platform, process.arch]))
    .update(lock)
    .digest('hex');
}

function installed() {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8')).hash;
  } catch {
    return null;
  }
}

/** `npm install`, not `npm ci`: a lock made on one platform may lack the binary packages of another. */
function install() {
  console.log('Installing packages (once, and again when package-lock.json changes) …');
  const began = Date.now();
  const flags = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  const cli = process.env.npm_execpath;
  const done = cli?.endsWith('.js')
    ? spawnSync(process.execPath, [cli, ...flags], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', flags, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status !== 0) fail('npm install failed; its message is above. Mend that and run the command again.');
  const seconds = (Date.now() - began) / 1000;
  writeFileSync(stamp, JSON.stringify({ hash: wanted(), seconds, at: Date.now() }));
  console.log(`Installed in ${seconds.toFixed(0)} s`);
}

/** npm puts node_modules/.bin first in the PATH of scripts, so the `node` package decides what they run on. */
function checkNode() {
  const own = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  const command = existsSync(own) ? own : process.execPath;
  let version = '';
  try {
    version = execFileSync(command, ['-v'], { encoding: 'utf8', shell: process.platform === 'win32' }).trim();
  } catch {
    // No version is said below.
  }
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  fail(
    `scripts would run on ${version || 'no Node at all'}, and they need Node 22.18 or newer. The package "node" brings it, but npm did not ` +
      'run its install script. Allow the three scripts named under "allowScripts" in package.json (`npm config get ignore-scripts` ' +
      'must say false), run `npm rebuild node esbuild workerd`, then this command again.',
  );
}

if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node ${process.versions.node} is too old to install this; use 20 or newer.`);
if (installed() !== wanted()) install();
checkNode();
