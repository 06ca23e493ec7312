export {
  PortTransport,
  type PortTransportInput,
  type PortTransportOptions,
  type PortTransportOutput,
} from './port-transport.ts';
