package dev.mantissa.lib.engine;

import dev.mantissa.lib.nativecode.Panels;

/** The order in which {@link PanelPart} meets the codes of a block, for activations. */
final class PanelOrder {
    /** Ints that hold the activations of a block in pairs. */
    static final int PAIRS = Panels.BLOCK / 2;

    private final int[] shortOrder;
    private final int[] intOrder;

    PanelOrder(int bits) {
        shortOrder = columns(bits, Short.SIZE);
        intOrder = columns(bits, Integer.SIZE);
    }

    /** Columns of a block in the order in which shifts by {@code bits} of a word show them. */
    private static int[] columns(int bits, int word) {
        int perByte = Byte.SIZE / bits;
        int[] columns = new int[Panels.BLOCK * word / Integer.SIZE];
        for (int i = 0; i < columns.length; i++) {
            int vector = i * bits / word;
            columns[i] = 4 * (i % perByte * bits + vector) + i / perByte % (word / Byte.SIZE);
        }
        return columns;
    }

    /**
     * Integer activations of one block. A short of a panel holds bytes 0 and 1, or 2 and 3, of a
     * row; an int holds the activation for shorts of the first kind and, in its upper half, the one
     * for the second.
     *
     * @param at where the block's {@link #PAIRS} ints go
     */
    void pair(byte[] x, int from, int[] to, int at) {
        for (int i = 0; i < PAIRS; i++) {
            int column = from + shortOrder[i];
            to[at + i] = x[column + 2] << Short.SIZE | x[column] & 0xffff;
        }
    }

    /** Activations of one block in f32. */
    void order(float[] x, int from, float[] to, int at) {
        for (int i = 0; i < Panels.BLOCK; i++) {
            to[at + i] = x[from + intOrder[i]];
        }
    }
}
