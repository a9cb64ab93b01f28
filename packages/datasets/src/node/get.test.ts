import { readdir, readFile, writeFile, mkdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Environment } from './environment.ts';
import { get } from './get.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { tinyDataset, withServer, type TinyDataset } from './testing/tiny-dataset.ts';

const NAME = 'fashion-mnist';
const FIRST = 'train-images-idx3-ubyte.gz';
const plain = tinyDataset();

/** Answers each file from `packed`, as a plain web server does. */
const serve =
  (packed: ReadonlyMap<string, Uint8Array> = plain.packed) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const body = packed.get(basename(request.url ?? ''));
    if (body === undefined) response.writeHead(404).end('not here');
    else response.writeHead(200, { 'content-length': body.length }).end(body);
  };

const environment = (
  cache: string,
  mirrors: readonly string[],
  more: Partial<Environment> = {},
): Environment => ({
  env: { SWEEPSTAKE_CACHE: cache },
  definitions: tinyDataset(mirrors).definitions,
  ...more,
});

/** An address on which nothing listens. */
const refused = (): Promise<string> => withServer(serve(), (address) => Promise.resolve(address));

function breaking(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('half', () => response.destroy());
}

async function failure(promise: Promise<unknown>): Promise<Error & { code: string }> {
  const error: unknown = await promise.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof Error)) return expect.fail('it should have failed');
  return error as Error & { code: string };
}

async function expectCached(cache: string, { packed }: TinyDataset = plain): Promise<void> {
  expect((await readdir(join(cache, NAME))).sort()).toEqual([...packed.keys()].sort());
  for (const [name, bytes] of packed) {
    expect(Buffer.compare(await readFile(join(cache, NAME, name)), bytes)).toBe(0);
  }
}

test('get downloads every file into the cache and says from where', async () => {
  const cache = temporaryFolder();
  await withServer(serve(), async (address) => {
    const files = await get(NAME, environment(cache, [address]));
    expect(files.map(({ downloaded }) => downloaded)).toEqual(
      [...plain.packed.keys()].map((name) => address + name),
    );
    await expectCached(cache);
  });
});

test('get downloads nothing that is in the cache', async () => {
  const cache = temporaryFolder();
  await withServer(serve(), (address) => get(NAME, environment(cache, [address])));
  const files = await get(NAME, environment(cache, [await refused()]));
  expect(files.every(({ downloaded }) => downloaded === null)).toBe(true);
  expect(files[0]?.path).toBe(join(cache, NAME, FIRST));
});

test('a mirror that answers 404 or refuses the connection is followed by the next', async () => {
  const cache = temporaryFolder();
  const closed = await refused();
  await withServer(serve(new Map()), (empty) =>
    withServer(serve(), async (address) => {
      const files = await get(NAME, environment(cache, [closed, empty, address]));
      expect(files[0]?.downloaded).toBe(address + FIRST);
      await expectCached(cache);
    }),
  );
});

test('a wrong file is not kept, and the next mirror is asked', async () => {
  const cache = temporaryFolder();
  await withServer(serve(tinyDataset([], 1).packed), (wrong) =>
    withServer(serve(), async (address) => {
      await get(NAME, environment(cache, [wrong, address]));
      await expectCached(cache);
    }),
  );
});

test('a checksum that differs from every mirror is an error that names address and sums', async () => {
  const cache = temporaryFolder();
  // The same size with one bit of the gzip header's time changed.
  const changed = Buffer.from(plain.packed.get(FIRST)!);
  changed[4]! ^= 1;
  await withServer(serve(new Map([[FIRST, changed]])), async (address) => {
    const error = await failure(get(NAME, environment(cache, [address])));
    expect(error.code).toBe('SWEEPSTAKE_DATASETS_DOWNLOAD_CORRUPT');
    expect(error.message).toContain(
      `the download from ${address}${FIRST} is not the published file`,
    );
    expect(error.message).toContain(
      `instead of ${plain.definition.files.trainImages.sha256}; nothing was kept`,
    );
    expect(await readdir(cache)).toEqual([]);
  });
});

test('a download that ends early or goes on too long is refused by its size', async () => {
  const whole = plain.packed.get(FIRST)!;
  for (const [body, size] of [
    [whole.subarray(0, 20), 'truncated, 20 bytes'],
    [Buffer.concat([whole, whole]), `wrong size, ${2 * whole.length} bytes`],
  ] as const) {
    const cache = temporaryFolder();
    await withServer(serve(new Map([[FIRST, body]])), async (address) => {
      const error = await failure(get(NAME, environment(cache, [address])));
      expect(error.message).toContain(`${size} instead of ${whole.length}`);
      expect(await readdir(cache)).toEqual([]);
    });
  }
});

test('a connection that breaks in mid-file is an error, not a short file', async () => {
  const cache = temporaryFolder();
  await withServer(breaking, async (address) => {
    const error = await failure(get(NAME, environment(cache, [address])));
    expect(error.code).toBe('SWEEPSTAKE_DATASETS_UNAVAILABLE');
    expect(await readdir(cache)).toEqual([]);
  });
});

test('servers that never answer share one budget of patience and end in one clear error', async () => {
  const cache = temporaryFolder();
  let asked = 0;
  const silent = (): void => void asked++;
  await withServer(silent, async (address) => {
    const error = await failure(
      get(NAME, environment(cache, [address, address], { patience: 200 })),
    );
    const host = new URL(address).host;
    expect(error.code).toBe('SWEEPSTAKE_DATASETS_UNAVAILABLE');
    expect(error.message).toBe(
      `fashion-mnist: ${FIRST} is not here and could not be downloaded (${host}: no answer within ` +
        `0.2 s; ${host}: not tried, the time for connecting was used up); set SWEEPSTAKE_DATA to a ` +
        'folder that has it, or connect and run `sweepstake data get fashion-mnist`, or choose the ' +
        "data set 'strokes', which needs no files",
    );
    expect(asked).toBeLessThanOrEqual(1);
  });
});

test('headers without a first byte are no answer either', async () => {
  const cache = temporaryFolder();
  await withServer(
    (_, response) => response.writeHead(200, { 'content-length': 10 }).flushHeaders(),
    async (address) => {
      const error = await failure(get(NAME, environment(cache, [address], { patience: 200 })));
      expect(error.message).toContain('no answer within 0.2 s');
    },
  );
});

test('a download that stops in the middle is given up', async () => {
  const cache = temporaryFolder();
  await withServer(
    (_, response) => void response.writeHead(200, { 'content-length': 10 }).write('half'),
    async (address) => {
      const error = await failure(get(NAME, environment(cache, [address], { stall: 100 })));
      expect(error.message).toContain('stopped sending for 0.1 s');
    },
  );
});

test('a corrupt file in the cache is downloaded again', async () => {
  const cache = temporaryFolder();
  await mkdir(join(cache, NAME));
  await writeFile(join(cache, NAME, FIRST), 'rubbish');
  await withServer(serve(), async (address) => {
    const files = await get(NAME, environment(cache, [address]));
    expect(files[0]?.downloaded).toBe(address + FIRST);
    await expectCached(cache);
  });
});

test('a cache that cannot be written is an error that names it', async () => {
  const cache = join(temporaryFolder(), 'file');
  await writeFile(cache, '');
  await withServer(serve(), async (address) => {
    const error = await failure(get(NAME, environment(cache, [address])));
    expect(error.message).toContain(`cannot write to ${join(cache, NAME)} (`);
    expect(error.message).toContain('set SWEEPSTAKE_CACHE to another folder');
  });
});

test('a set that is drawn needs no files, and an unknown set is an error', async () => {
  expect(await get('strokes', { env: {} })).toEqual([]);
  expect((await failure(get('cifar', { env: {} }))).message).toContain("unknown data set 'cifar'");
});
