import type { Examples, Topic } from '../schema.ts';
import { doubled, type Problem } from './problem.ts';

/** Whether the patterns of a topic find it in a text: worker/turn/topics.ts, which this folder does not know. */
export type Recognizes = (topic: Topic, text: string) => boolean;

const smalltalk = ['hello', 'thanks', 'goodbye'];
/** Examples of this name are of no topic: what customers ordinarily write. */
const ORDINARY = 'ordinary';

export interface TopicNames {
  /** Null where matrix.yaml cannot be read. */
  areas: readonly string[] | null;
  /** Topics that have examples to learn from. */
  learned: readonly string[];
}

export function topicProblems(topics: readonly Topic[], names: TopicNames, recognizes: Recognizes | null): Problem[] {
  return topics.flatMap((topic) => {
    const invalid = patternProblems(topic);
    return [...placeProblems(topic, names), ...invalid, ...(invalid.length > 0 || !recognizes ? [] : missedExamples(topic, recognizes))];
  });
}

function placeProblems(topic: Topic, { areas, learned }: TopicNames): Problem[] {
  const file = `topics/${topic.id}.yaml`;
  const found: Problem[] = [];
  if (topic.area && areas && !areas.includes(topic.area))
    found.push({
      kind: 'topic-area',
      file,
      path: ['area'],
      message: `area "${topic.area}" is not in matrix.yaml`,
      remedy: `use one of ${areas.join(', ')}`,
    });
  if (topic.kind === 'topic' && !topic.area)
    found.push({
      kind: 'topic-area',
      file,
      path: ['kind'],
      message: 'a topic needs an area',
      remedy: 'write "area:" with an area of matrix.yaml',
    });
  if (topic.kind === 'smalltalk' && !smalltalk.includes(topic.id))
    found.push({
      kind: 'smalltalk',
      file,
      path: ['id'],
      message: `"${topic.id}" is no small talk that can be answered`,
      remedy: `use one of ${smalltalk.join(', ')}`,
    });
  if (Object.values(topic.patterns).flat().length === 0 && !learned.includes(topic.id))
    found.push({
      kind: 'topic-empty',
      file,
      path: ['patterns'],
      message: 'nothing recognizes this topic',
      remedy: `write patterns, or examples/${topic.id}.yaml`,
    });
  return found;
}

function patternProblems(topic: Topic): Problem[] {
  const file = `topics/${topic.id}.yaml`;
  const lists = [
    ['patterns', topic.patterns],
    ['except', topic.except],
  ] as const;
  return lists.flatMap(([list, byLocale]) =>
    Object.entries(byLocale).flatMap(([locale, patterns]) =>
      patterns.flatMap((pattern, i): Problem[] => {
        const fault = faultOf(pattern);
        return fault
          ? [{ kind: 'topic-pattern', file, path: [list, locale, i], message: `"${pattern}" ${fault.message}`, remedy: fault.remedy }]
          : [];
      }),
    ),
  );
}

function faultOf(pattern: string): { message: string; remedy: string } | null {
  try {
    new RegExp(pattern, 'iu');
  } catch (error) {
    const why = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
    return {
      message: `is not a valid regular expression (${why.toLowerCase()})`,
      remedy: 'correct the pattern; a backslash stands before a sign that is meant as such',
    };
  }
  // Patterns are compiled without Unicode classes, which are slow to compile; only this one is translated.
  if (/\\P|\\p\{(?!L\})/.test(pattern)) return { message: 'has a class other than \\p{L}', remedy: 'use \\p{L}, \\d or a list of letters' };
  // Asked without the class, because compiling all letters of Unicode for each pattern takes seconds.
  return new RegExp(pattern.replaceAll('\\p{L}', 'a')).test('')
    ? { message: 'finds the empty text, so every message', remedy: 'make a part of it necessary' }
    : null;
}

function missedExamples(topic: Topic, recognizes: Recognizes): Problem[] {
  // Where nothing but the classifier recognizes a topic, its examples are in examples/.
  if (Object.values(topic.patterns).flat().length === 0) return [];
  return topic.examples.flatMap((text, i): Problem[] => {
    if (recognizes(topic, text)) return [];
    const message = `the example "${text}" is not recognized`;
    return [
      {
        kind: 'topic-example',
        file: `topics/${topic.id}.yaml`,
        path: ['examples', i],
        message,
        remedy: 'write a pattern for it, or an exception less',
      },
    ];
  });
}

/** What cannot be learned from: lists of no topic, texts that are there twice, and those said to be both. */
export function exampleProblems(examples: readonly Examples[], topics: readonly string[]): Problem[] {
  return examples.flatMap(({ topic, like, unlike }) => {
    const file = `examples/${topic}.yaml`;
    const known = topic === ORDINARY || topics.includes(topic);
    const places = [...placesOf('like', like), ...placesOf('unlike', unlike)];
    const said = new Map(places.filter(({ list }) => list === 'like').map((place) => [keyOf(place.text), place]));
    return [
      ...(known
        ? []
        : [
            {
              kind: 'example-topic',
              file,
              path: ['topic'],
              message: `there is no topic "${topic}"`,
              remedy: `write topics/${topic}.yaml, or correct the name`,
            },
          ]),
      ...repeats(file, places),
      ...places.flatMap(({ list, path, text }): Problem[] => {
        if (list === 'like' || !said.has(keyOf(text))) return [];
        return [
          {
            kind: 'example-both',
            file,
            path,
            message: `"${shortened(text)}" is in like and in unlike`,
            remedy: 'decide which it is, and take it out of the other',
          },
        ];
      }),
    ];
  });
}

interface Place {
  list: 'like' | 'unlike';
  path: (string | number)[];
  text: string;
}

const placesOf = (list: Place['list'], texts: Record<string, string[]>): Place[] =>
  Object.entries(texts).flatMap(([locale, all]) => all.map((text, i) => ({ list, path: [list, locale, i], text })));

/** The last of each text that a list has twice. */
function repeats(file: string, places: readonly Place[]): Problem[] {
  const keys = places.map(({ list, path, text }) => `${list} ${path[1]} ${text.trim()}`);
  return doubled(keys).flatMap((key): Problem[] => {
    const place = places[keys.lastIndexOf(key)];
    if (!place) return [];
    return [
      { kind: 'example-twice', file, path: place.path, message: `"${shortened(place.text)}" is there twice`, remedy: 'take one out' },
    ];
  });
}

const keyOf = (text: string): string => text.trim().toLowerCase();
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
