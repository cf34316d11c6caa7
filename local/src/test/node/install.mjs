// Installs exactly the packages of package-lock.json beside this script, unless they are installed already.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const wanted = `${here}package-lock.json`;
// npm empties node_modules before it installs, so a copy in there tells of a finished installation.
const installed = `${here}node_modules/.installed-package-lock.json`;

if (!existsSync(installed) || !readFileSync(installed).equals(readFileSync(wanted))) {
  execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    stdio: 'inherit',
  });
  copyFileSync(wanted, installed);
}
