import { expect, it } from 'vitest';
import { standing, topic } from '../../../../widget/desk/history/words.ts';

it('says how a conversation stands, and who brought it there', () => {
  const agents = [{ id: 'priya', name: 'Priya Raman' }];
  expect(standing({ state: 'resolved', resolvedBy: 'person', agents })).toBe('Resolved by Priya Raman');
  expect(standing({ state: 'resolved', resolvedBy: 'customer', agents })).toBe('Closed by the customer');
  expect(standing({ state: 'missed', resolvedBy: null, agents: [] })).toBe('Missed');
});

it('says what it was about', () => {
  expect(topic({ reason: null, area: 'order-status' })).toBe('Order status');
  expect(topic({ reason: 'safety', area: 'safety-issues' })).toBe('Safety issues: safety concern');
  expect(topic({ reason: 'customer-request', area: null })).toBe('Asked for a person');
  expect(topic({ reason: null, area: null })).toBe('No area');
});
