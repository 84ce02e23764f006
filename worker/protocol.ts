/**
 * Every frame both ways, and the bodies of the HTTP calls the widget and the desk make. The server parses before
 * anything else; the page imports the types only.
 */
export * from './protocol/basics.ts';
export * from './protocol/conversation.ts';
export * from './protocol/desk.ts';
export * from './protocol/http.ts';
export * from './protocol/message.ts';
export * from './protocol/people.ts';
