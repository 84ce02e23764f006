/** The worker: its HTTP routes and its live objects, nothing else. */
export { app as default } from './http/app.ts';
export { Conversation } from './rooms/conversation.ts';
export { Desk } from './rooms/desk.ts';
export { Notices } from './rooms/notices.ts';
export { Quota } from './rooms/quota.ts';
export { Refunds } from './rooms/refunds.ts';
export { Site } from './rooms/site.ts';
