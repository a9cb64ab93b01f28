/** Panel widths as types, so that a row's byte stride, `offsetof<T>()`, is a compile-time constant. */
@unmanaged export class P1 { a: v128; }
@unmanaged export class P2 { a: v128; b: v128; }
@unmanaged export class P4 { a: v128; b: v128; c: v128; d: v128; }
@unmanaged export class P5 { a: v128; b: v128; c: v128; d: v128; e: v128; }
@unmanaged export class P8 { a: v128; b: v128; c: v128; d: v128; e: v128; f: v128; g: v128; h: v128; }
