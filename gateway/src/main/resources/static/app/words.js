/** What is said of a message. */

export const DELETED = 'Message deleted';

const KINDS = { image: 'Photo', video: 'Video', audio: 'Audio', file: 'File', location: 'Location' };

/** What the inbox's row says of it, in the server's words; nothing of one that was deleted. */
export function previewOf({ type, content, attachments, deleted_at }) {
  if (deleted_at) {
    return undefined;
  }
  return content?.trim() || KINDS[type] || (attachments?.length ? 'Attachment' : 'Message');
}

/** What its bubble says, beside the pictures. */
export function textOf({ type, content, attachments, location, deleted_at }) {
  if (deleted_at) {
    return DELETED;
  }
  const parts = [content?.trim() && content, location && placeOf(location)].filter(Boolean);
  if (!parts.length && !attachments?.length) {
    return type === 'custom' ? 'A message that only its own app can show' : '';
  }
  return parts.join('\n');
}

function placeOf({ lat, lng, label }) {
  return label ? `📍 ${label} (${lat}, ${lng})` : `📍 ${lat}, ${lng}`;
}
