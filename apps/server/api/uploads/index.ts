export { acceptUploads, fileNameOf, maxUploadBytes, uploadOf } from './accept-uploads.ts';
