import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { io } from '@tensorflow/tfjs';
import { noArtifacts } from '../layers-model/errors.ts';

const MODEL = 'model.json';
const WEIGHTS = 'weights.bin';

/**
 * Saves a model to a folder and loads it from one, in TensorFlow.js's own format: `model.json` beside its weights.
 * For `model.save(folderHandler(path))` and `tf.loadLayersModel(folderHandler(path))` in Node, where TensorFlow.js
 * reads `file://` only with `@tensorflow/tfjs-node`; the two read each other's files. The folder is made; files in it
 * are replaced. Weights may be cut into several files by whoever wrote them. Errors of the file system pass through.
 */
export function folderHandler(folder: string): io.IOHandler {
  return {
    save: async ({ modelTopology, weightSpecs, weightData, ...rest }) => {
      if (modelTopology === undefined) throw noArtifacts('its topology');
      if (weightSpecs === undefined || weightData === undefined) throw noArtifacts('its weights');
      const weightsManifest = [{ paths: [WEIGHTS], weights: weightSpecs }];
      const model = { modelTopology, weightsManifest, ...rest, weightData: undefined };
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, WEIGHTS), Buffer.concat([weightData].flat().map(bufferOf)));
      await writeFile(join(folder, MODEL), JSON.stringify(model));
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    },
    load: async () => {
      const { weightsManifest, ...rest } = JSON.parse(
        await readFile(join(folder, MODEL), 'utf8'),
      ) as io.ModelJSON;
      const paths = weightsManifest.flatMap((group) => group.paths);
      const files = await Promise.all(paths.map((path) => readFile(join(folder, path))));
      return {
        ...rest,
        weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
        weightData: Uint8Array.from(Buffer.concat(files)).buffer,
      };
    },
  };
}

const bufferOf = (data: ArrayBuffer): Buffer => Buffer.from(data);
