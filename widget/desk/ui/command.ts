/** Something a person can do by a key, from the palette, or both. */
export interface Command {
  id: string;
  /** As in "Claim the conversation": what it does, in the words of its button where there is one. */
  title: string;
  /** More words, where the title alone does not say it. */
  about?: string;
  /** Heading in the sheet of keys. */
  group: 'Queue' | 'Conversation' | 'Pages' | 'Desk';
  /** One character, as typed. Works outside of fields and dialogs, unless single keys are switched off. */
  key?: string;
  /** Shown for keys that are not one character; the listener of such a key is its owner's. */
  shown?: string;
  /** Whether it can be done now; left out: always. Asked when a key is pressed and when the palette opens. */
  when?: () => boolean;
  run: () => void;
}

export const available = ({ when }: Command): boolean => when === undefined || when();

/** What a typed character means now. */
export const commandOf = (key: string, commands: readonly Command[]): Command | null =>
  commands.find((command) => command.key === key && available(command)) ?? null;
