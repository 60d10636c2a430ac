package dev.mantissa.lib.tensorcore;

/** What {@link TensorCoreProduct#multiply} was asked for, checked. */
record Product(
        BlockSum sum,
        OperandKind kind,
        float[] a,
        float[] b,
        float[] c,
        int m,
        int n,
        int k,
        int promote) {}
