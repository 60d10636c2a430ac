package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.NumberFormat;

/**
 * An operand written as a sum of values of a narrow format: the value rounded, what that leaves
 * rounded again, and so on. A product is then the sum of products of parts, smallest first; those
 * of the smallest parts may be left out.
 *
 * @param part the format of each part
 * @param parts how many parts an operand has
 * @param products how many products are computed: those of parts i and j with the smallest i + j
 */
public record Splitting(NumberFormat part, int parts, int products) {
    /** Whether the product of parts i and j (from 0) is computed. */
    public boolean includes(int i, int j) {
        int before = 0;
        for (int sum = 0; sum < i + j; sum++) {
            before += pairs(sum);
        }
        return before + pairs(i + j) <= products;
    }

    private int pairs(int sum) {
        int count = 0;
        for (int i = 0; i <= sum; i++) {
            count += i < parts && sum - i < parts ? 1 : 0;
        }
        return count;
    }
}
