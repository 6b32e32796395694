/** What a bubble shows of an attachment. */

const SIDE = 320;
const LINES = {
  processing: 'This file is being prepared…',
  pending: 'This file is being prepared…',
  rejected: 'This file was refused',
  erased: 'This file was deleted',
};

/**
 * @param {number} density device pixels for each of the page's
 * @returns {{line: string} | {url: string, width?: number, height?: number}} a line of text; or a picture with its
 *   place, so that nothing moves when it comes
 */
export function shownOf({ media_id: id, status, reason, content_type: type, file_name: name, ...of }, density = 1) {
  if (LINES[status]) {
    return { line: reason ? `${LINES[status]} (${reason.replaceAll('_', ' ')})` : LINES[status] };
  }
  if (!type?.startsWith('image/') && !of.thumbnail_url) {
    return { line: name ?? 'A file' };
  }
  const url = `/api/v1/media/${id}/content?variant=${density > 1 ? 'large' : 'thumbnail'}`;
  if (!of.width || !of.height) {
    return { url };
  }
  const scale = Math.min(1, SIDE / of.width, SIDE / of.height);
  return { url, width: Math.round(of.width * scale), height: Math.round(of.height * scale) };
}

/** What tells whether it looks as before. */
export function looksOf({ attachments = [] }) {
  return attachments.map(({ media_id: id, status = 'ready' }) => `${id} ${status}`).join();
}
