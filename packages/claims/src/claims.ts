import type { Claim } from './claim.ts';
import { APPENDIX_B_TO_E_CLAIMS } from './claims/appendix-b-to-e.ts';
import { APPENDIX_F_CLAIMS } from './claims/appendix-f.ts';
import { APPENDIX_G_CLAIMS } from './claims/appendix-g.ts';
import { APPENDIX_H_CLAIMS } from './claims/appendix-h.ts';
import { APPENDIX_I_CLAIMS } from './claims/appendix-i.ts';
import { CONV_VALIDATION_CLAIMS } from './claims/conv-validation.ts';
import { CONV_CLAIMS } from './claims/conv.ts';
import { LENET_CLAIMS } from './claims/lenet.ts';
import { ONE_SHOT_CLAIMS } from './claims/one-shot.ts';
import { RESNET_CLAIMS } from './claims/resnet.ts';
import { VGG_CLAIMS } from './claims/vgg.ts';
import { unknownClaim } from './errors.ts';

/** Every claim of the paper that is judged, in the paper's order. */
export const CLAIMS: readonly Claim[] = [
  ...LENET_CLAIMS,
  ...ONE_SHOT_CLAIMS,
  ...CONV_CLAIMS,
  ...VGG_CLAIMS,
  ...RESNET_CLAIMS,
  ...APPENDIX_B_TO_E_CLAIMS,
  ...APPENDIX_F_CLAIMS,
  ...APPENDIX_G_CLAIMS,
  ...CONV_VALIDATION_CLAIMS,
  ...APPENDIX_H_CLAIMS,
  ...APPENDIX_I_CLAIMS,
];

/** Metrics whose whole curves claims read, of the runs of an experiment; of all others, early stop and end will do. */
export const curvesRead = (experiment: string): readonly string[] => [
  ...new Set(
    CLAIMS.filter(({ experiments }) => experiments.includes(experiment)).flatMap(({ statistic }) =>
      'quantity' in statistic && 'reaches' in statistic.quantity
        ? [statistic.quantity.reaches]
        : [],
    ),
  ),
];

/**
 * The claims that a name means: one (`C1-conv-2`), or all whose id begins with it and a dash (`C1`). Throws for a name
 * that means none.
 */
export function claimsNamed(name: string): Claim[] {
  const found = CLAIMS.filter(({ id }) => id === name || id.startsWith(`${name}-`));
  if (found.length === 0) throw unknownClaim(name);
  return found;
}
