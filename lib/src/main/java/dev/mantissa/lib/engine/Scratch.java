package dev.mantissa.lib.engine;

import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Arrays that products reuse: for the packed block of b that all threads of a product share, and
 * for each thread's block of a. As many stay as products have run at once.
 */
final class Scratch {
    private final ConcurrentLinkedDeque<float[]> free = new ConcurrentLinkedDeque<>();

    /** An array of at least {@code length}, its content undefined. */
    float[] take(int length) {
        float[] array = free.pollFirst();
        return array != null && array.length >= length ? array : new float[length];
    }

    /** Gives an array back for the next product. */
    void give(float[] array) {
        free.addFirst(array);
    }
}
