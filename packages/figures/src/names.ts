const VARIANTS: Readonly<Record<string, string>> = {
  ticket: 'winning ticket',
  reinit: 'random reinitialisation',
  random: 'random sparse network',
  'one-shot': 'one-shot ticket',
  'one-shot-reinit': 'reinitialised one-shot ticket',
  resample: "resampled from the ticket's initial weights",
  'small-initial': 'small initial weights pruned',
  continued: 'mask of continued training',
  'continued-chain': 'continued training',
};

const METRICS: Readonly<Record<string, string>> = {
  early_stop_iteration: 'Early-stop iteration',
};

const KEYS: Readonly<Record<string, string>> = {
  'schedule.warmup': 'warm-up',
  'rates.hidden': 'hidden rate',
  'rates.output': 'output rate',
  'rates.convolution': 'convolution rate',
  'rates.shortcut': 'shortcut rate',
  initial_std: 'initial standard deviation',
};

const VALUES: Readonly<Record<string, string>> = {
  'criterion=layerwise-magnitude': 'layer-wise pruning',
  'criterion=global-magnitude': 'global pruning',
};

/** What a legend calls a variant; `noise-0.5` is "noise 0.5σ", σ the standard deviation of a layer's initialiser. */
export function variantName(variant: string): string {
  const noise = /^noise-([\d.]+)$/.exec(variant)?.[1];
  return noise === undefined ? (VARIANTS[variant] ?? variant) : `noise ${noise}σ`;
}

/** What a legend calls a setting: `learning_rate=0.0002;batch=60` is "learning rate 0.0002, batch 60". */
export function settingName(setting: string): string {
  return setting
    .split(';')
    .map((part) => {
      const at = part.indexOf('=');
      const key = part.slice(0, at);
      const name = KEYS[key] ?? key.replaceAll(/[._]/g, ' ');
      return VALUES[part] ?? (at < 0 ? part : `${name} ${part.slice(at + 1)}`);
    })
    .join(', ');
}

/** What an axis calls a metric: `test_accuracy` is "Test accuracy". */
export function metricName(metric: string): string {
  const words = metric.replaceAll('_', ' ');
  return METRICS[metric] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
