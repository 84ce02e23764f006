import { describe, expect, it } from 'vitest';
import { reasons } from '../../../policy/schema.ts';
import { emptyThread } from '../../../widget/desk/conversation/reduce.ts';
import { sayNew } from '../../../widget/desk/conversation/say-new.ts';
import { inviteIn } from '../../../widget/desk/session/invite.ts';
import { problemOf, sessionOf } from '../../../widget/desk/session/parse.ts';
import { span, spokenSpan } from '../../../widget/desk/ui/time.ts';
import { arrivalText, languageName, reasonAdvice, reasonWords, title } from '../../../widget/desk/words.ts';
import { entry, message } from './samples.ts';

describe('spans of time', () => {
  it('are short to read and whole to hear', () => {
    expect([-5, 0, 42_000, 425_000, 1_380_000, 7_200_000, 7_800_000, 300_000_000].map(span)).toEqual([
      '0:00',
      '0:00',
      '0:42',
      '7:05',
      '23 min',
      '2 h',
      '2 h 10 min',
      '3 d',
    ]);
    expect([0, 60_000, 425_000, 7_800_000, 200_000_000].map(spokenSpan)).toEqual([
      'less than a minute',
      '1 minute',
      '7 minutes',
      '2 hours',
      '2 days',
    ]);
  });
});

describe('words', () => {
  it('has plain words and advice for every reason', () => {
    for (const reason of reasons) {
      expect(reasonWords[reason]).toBeTruthy();
      expect(reasonAdvice[reason]).toBeTruthy();
    }
  });

  it('announces one arrival by name and several by number', () => {
    expect(arrivalText([])).toBe('');
    expect(arrivalText([entry({ reason: 'safety', priority: 1 })])).toBe('New in the queue: Mara, Safety concern, priority 1');
    expect(arrivalText([entry(), entry()])).toBe('2 new in the queue');
  });

  it('reads new messages out in the open conversation, only names them elsewhere, and never my own', () => {
    const before = { ...emptyThread, messages: [message(1)] };
    const after = { ...before, messages: [message(1), message(2), message(3, { author: { kind: 'agent', id: 'ines', name: 'Ines' } })] };
    expect(sayNew(before, after, 'ines', true)).toBe('Customer: message 2');
    expect(sayNew(before, after, 'ines', false)).toBe('New message from Customer');
    expect(sayNew(after, after, 'ines', true)).toBe('');
  });

  it('writes slugs as people would', () => {
    expect(title('order-status')).toBe('Order status');
    expect(title('faqs')).toBe('FAQs');
    expect(title('')).toBe('No area');
  });

  it('are languages by name, or what there is instead', () => {
    expect([languageName('de'), languageName('qq'), languageName('?')]).toEqual(['German', 'qq', '?']);
  });
});

describe('address', () => {
  it('finds an invite only when it is whole', () => {
    expect(inviteIn('#site=fernweg&invite=a.b-c')).toEqual({ site: 'fernweg', invite: 'a.b-c' });
    expect(inviteIn('#site=fernweg')).toBeNull();
    expect(inviteIn('#/c/conv-00000001')).toBeNull();
  });
});

describe('answers over HTTP', () => {
  it('are a session only when every field is', () => {
    const person = { id: 'p', name: 'Ines', role: 'agent' };
    expect(sessionOf({ person, site: { id: 's', name: 'Fernweg' } })?.person.role).toBe('agent');
    for (const broken of [null, 'x', {}, { person }, { person: { ...person, role: 'owner' }, site: { id: 's', name: 'F' } }])
      expect(sessionOf(broken)).toBeNull();
  });

  it('are a problem whatever they are', () => {
    expect(problemOf({ error: { code: 'c', message: 'm' } })).toEqual({ code: 'c', message: 'm' });
    expect(problemOf('<html>').code).toBe('unknown');
  });
});
