export { readLiteral } from './answers/literal';
