import { render } from 'preact';
import { App } from './app.tsx';
import { start } from './session/store.ts';
import { startClock } from './ui/clock.ts';
import { startRouting } from './ui/route.ts';
import { startSettings } from './ui/settings.ts';

startSettings();
startClock();
// Before routing: a sign-in link in the fragment is taken out before anything else reads it.
start();
startRouting();

const root = document.getElementById('desk');
if (root !== null) render(<App />, root);
