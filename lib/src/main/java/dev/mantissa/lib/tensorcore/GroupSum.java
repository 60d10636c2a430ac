package dev.mantissa.lib.tensorcore;

/**
 * How a tensor core adds products of blocks that have scales. In one step it takes {@code terms}
 * products and the sum so far. Each {@code group} of products is added exactly and multiplied by
 * both its scales, exactly too; then the groups and the sum so far are aligned to the largest
 * exponent, cut below its {@code fractionBits}-th fraction bit, added exactly, and truncated to
 * f32.
 *
 * <p>The exponent of a group is that of its two scales, whatever its sum comes to; a group of one
 * has those of its two elements besides. Zero, be it a scale, an element or the sum so far, counts
 * as 2^-126. A scale that is NaN makes the sum NaN. Sources: arXiv 2511.10909, 2512.07004.
 *
 * @param terms products per step along k
 * @param group products that are added before anything is cut; within a block, they share a scale
 */
public record GroupSum(int terms, int group, int fractionBits) {
    public GroupSum {
        if (group < 1 || terms % group != 0 || terms > 64 || fractionBits > 35) {
            throw new IllegalArgumentException(
                    "group sum: %d terms in groups of %d with %d fraction bits given; groups divide the terms, at most 64, and fraction bits are at most 35"
                            .formatted(terms, group, fractionBits));
        }
    }
}
