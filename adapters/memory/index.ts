export { createMemoryEventBus, type MemoryEventBusOptions } from './memory-event-bus.ts';
export { createMemoryRateLimiter } from './memory-rate-limiter.ts';
export { createMemoryLiveRegistry } from './memory-live-registry.ts';
export { createMemoryFanOut } from './memory-fan-out.ts';
