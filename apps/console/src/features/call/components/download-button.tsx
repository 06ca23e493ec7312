import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';

interface DownloadButtonProps {
  format: string;
  fileName: string;
  content: () => string;
}

/** Saves text that the page already has as a file. */
export function DownloadButton({ format, fileName, content }: DownloadButtonProps) {
  const { t } = useTranslation();
  const save = () => {
    const url = URL.createObjectURL(new Blob([content()], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button tone="plain" size="small" onClick={save} aria-label={t('detail.download', { format })}>
      <Icon name="download" />
      {format}
    </Button>
  );
}
