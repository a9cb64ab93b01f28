const VARIANTS: Readonly<Record<string, string>> = {
  ticket: 'winning ticket',
  reinit: 'random reinitialisation',
  random: 'random sparse network',
};

const METRICS: Readonly<Record<string, string>> = {
  early_stop_iteration: 'Early-stop iteration',
};

/** What a legend calls a variant. */
export function variantName(variant: string): string {
  return VARIANTS[variant] ?? variant;
}

/** What an axis calls a metric: `test_accuracy` is "Test accuracy". */
export function metricName(metric: string): string {
  const words = metric.replaceAll('_', ' ');
  return METRICS[metric] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
