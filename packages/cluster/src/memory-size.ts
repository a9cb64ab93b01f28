import { badMemory } from './errors.ts';

/** Memory as `sbatch --mem` takes it, `4G`, in the words of Kubernetes, `4Gi`. Throws for anything else. */
export function kubernetesMemory(text: string): string {
  checkMemory(text);
  const unit = text.slice(-1).toUpperCase();
  return `${text.slice(0, -1)}${unit}i`;
}

/** Throws where a text is not a whole number and K, M, G or T (powers of 1024 in Slurm). */
export function checkMemory(text: string): void {
  if (!/^[1-9]\d{0,8}[KMGT]$/i.test(text)) throw badMemory(text);
}
