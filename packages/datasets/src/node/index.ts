export { cacheFolder, findPlaces, type Environment, type Places } from './environment.ts';
export { get } from './get.ts';
export { load, type LoadOptions } from './load.ts';
export { readDatasetFolder, type OwnDataset } from './read-folder.ts';
export { locate, locate as verify, type DatasetReport, type FileReport } from './locate.ts';
