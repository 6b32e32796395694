-- Finds what reported messages showed: it is kept for as long as the report keeps the message.
CREATE INDEX message_report_media ON message_report
  USING gin ((reported -> 'attachments') jsonb_path_ops) WHERE reported IS NOT NULL;
