import { z } from 'zod';
import { GROUPS, SINGLES } from './config.ts';

/** One key of a configuration that `--set` may change. */
export interface Key {
  /** Dotted: `rates.hidden`. */
  readonly name: string;
  readonly type: 'number' | 'boolean' | 'text' | 'list';
  /** What it may be, for people. */
  readonly allowed: string;
}

const typeOf = (schema: z.ZodType): Key['type'] => {
  if (schema instanceof z.ZodDefault) return typeOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) return 'list';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  return schema instanceof z.ZodNumber ? 'number' : 'text';
};

const allowedBy = (schema: z.ZodType): string | undefined =>
  schema.description ??
  (schema instanceof z.ZodDefault ? allowedBy(schema.unwrap() as z.ZodType) : undefined);

const keyOf = (name: string, schema: z.ZodType): Key => ({
  name,
  type: typeOf(schema),
  allowed: allowedBy(schema) ?? 'another value',
});

function keysOfGroup(group: string, schema: z.ZodType): Key[] {
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const kind = { name: `${group}.kind`, type: 'text', allowed: 'adam, sgd or momentum' } as const;
    const options = schema.options as unknown as z.ZodObject[];
    return [kind, ...options.flatMap((option) => keysOfGroup(group, option))];
  }
  const { shape } = schema as z.ZodObject;
  return Object.entries(shape)
    .filter(([, item]) => !(item instanceof z.ZodLiteral))
    .map(([name, item]) => keyOf(`${group}.${name}`, item as z.ZodType));
}

/** Every key by its dotted name; `experiment` and `preset` are chosen, not set. */
export const KEYS: ReadonlyMap<string, Key> = new Map(
  [
    ...Object.entries(SINGLES).map(([name, schema]) => keyOf(name, schema)),
    ...Object.entries(GROUPS).flatMap(([group, schema]) => keysOfGroup(group, schema)),
  ].map((key) => [key.name, key]),
);
