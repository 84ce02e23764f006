import { readModelSettings } from '../ports/model/settings.ts';

/** The variables of this terminal that name a model, for the worker that `npm start` runs. */
export function modelVars(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const named = Object.entries(env).filter(([name]) => /^HANDRAIL_MODEL_[A-Z_]+$/.test(name));
  return Object.fromEntries(named.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** Which drivers are active, in one line, and how to get others. Never shows a key. */
export function driverLine(vars: Readonly<Record<string, string>>): string {
  const drivers = [
    'embed static vectors (English)',
    'search in the worker, by meaning and words',
    `model ${modelWords(vars)}`,
    'orders sample orders in D1',
    "notify desk, and a site's webhook",
  ];
  return `Drivers: ${drivers.join(' · ')}. Others: docs/deploy.md, "Drivers".`;
}

function modelWords(vars: Readonly<Record<string, string>>): string {
  const read = readModelSettings(vars);
  if (!read.ok) return `none, because ${read.problems.join(' ').replace(/\.$/, '')}`;
  const { settings } = read;
  if (settings.driver === 'none') return 'none (set HANDRAIL_MODEL_DRIVER=openai, HANDRAIL_MODEL_NAME and HANDRAIL_MODEL_KEY for one)';
  const at = settings.driver === 'openai' ? ` at ${new URL(settings.baseUrl ?? 'https://api.openai.com').host}` : '';
  return `${settings.driver} ${settings.model}${at}${settings.prices ? '' : ', costs not counted'}`;
}
