import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksOf, shownOf } from '../../main/resources/static/app/attachments.js';
import { Pictures } from '../../main/resources/static/app/pictures.js';

test('a picture is loaded once, and asked for again where it could not be', async () => {
  const answers = [Promise.reject(new Error('HTTP 503')), Promise.resolve(new Blob(['bytes']))];
  const pictures = new Pictures({ content: () => answers.shift() });

  await assert.rejects(pictures.of('/m1'), /503/);

  const shown = await pictures.of('/m1');
  assert.match(shown, /^blob:/);
  assert.equal(await pictures.of('/m1'), shown);
  pictures.close();
});

test('a picture is loaded as small as it is shown, and has its place before it comes', () => {
  const picture = { media_id: 'm1', status: 'ready', content_type: 'image/jpeg', width: 4000, height: 3000 };

  assert.deepEqual(shownOf(picture), { url: '/api/v1/media/m1/content?variant=thumbnail', width: 320, height: 240 });
  assert.match(shownOf(picture, 2).url, /variant=large$/);
  assert.equal(shownOf({ ...picture, width: 100, height: 50 }).width, 100);
  assert.equal(shownOf({ ...picture, width: 3000, height: 6000 }).width, 160);
});

test('what cannot be seen is told in a line', () => {
  assert.equal(shownOf({ status: 'rejected', reason: 'checksum_mismatch' }).line, 'This file was refused (checksum mismatch)');
  assert.equal(shownOf({ status: 'erased', content_type: 'image/png' }).line, 'This file was deleted');
  assert.match(shownOf({ status: 'processing', content_type: 'image/png' }).line, /prepared/);
  assert.equal(shownOf({ status: 'ready', content_type: 'text/plain', file_name: 'a.txt' }).line, 'a.txt');
});

test('what has become ready or is gone is drawn anew', () => {
  const with_ = (status) => looksOf({ attachments: [{ media_id: 'm1', status }] });

  assert.notEqual(with_('processing'), with_('ready'));
  assert.notEqual(with_('ready'), with_('erased'));
  assert.equal(with_('ready'), with_(undefined));
});
