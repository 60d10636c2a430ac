package dev.mantissa.lib.quant;

/**
 * What was found for a group beside its codes: a weight is read as level · scale + zero.
 *
 * @param scale as it is stored
 * @param zero as it is stored; 0 in symmetric schemes
 */
record GroupFit(float scale, float zero) {
    static final GroupFit NOTHING = new GroupFit(0, 0);

    GroupFit(float scale) {
        this(scale, 0);
    }
}
