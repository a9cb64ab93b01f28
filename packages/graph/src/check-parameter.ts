import { badNumber, badShape, parameterMisfit, wrongRole } from './errors.ts';
import type { Parameter, Role } from './network.ts';

/** Whether two shapes are equal. */
export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** Throws unless every size is a whole number above 0; `what` names the owner in the message. */
export function checkShape(what: string, shape: readonly number[]): void {
  if (!shape.every((size) => Number.isSafeInteger(size) && size > 0)) throw badShape(what, shape);
}

/** Throws unless a layer's parameter has the wanted shape and one of the roles. */
export function checkParameter(
  layer: string,
  { name, shape, role }: Parameter,
  wanted: readonly number[],
  roles: readonly Role[],
): void {
  if (!sameShape(shape, wanted)) throw parameterMisfit(layer, name, shape, wanted);
  if (!roles.includes(role)) throw wrongRole(layer, name, role, roles);
}

/** Throws unless the numbers of a parameter's initialiser are finite and in range. */
export function checkInitialiser({ name, initialiser }: Parameter): void {
  switch (initialiser.kind) {
    case 'glorot-normal':
      for (const side of ['fanIn', 'fanOut'] as const) {
        const fan = initialiser[side];
        if (!(fan > 0 && fan < Infinity)) throw badNumber(`${side} of ${name}`, fan, 'above 0');
      }
      break;
    case 'normal':
      if (!(initialiser.std >= 0 && initialiser.std < Infinity)) {
        throw badNumber(`std of ${name}`, initialiser.std, 'finite and at least 0');
      }
      break;
    case 'constant':
      if (!Number.isFinite(initialiser.value)) {
        throw badNumber(`initial value of ${name}`, initialiser.value, 'finite');
      }
  }
}
