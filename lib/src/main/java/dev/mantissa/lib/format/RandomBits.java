package dev.mantissa.lib.format;

/**
 * 32 random bits for each place of an array: a hash of a seed and the place, and of nothing else,
 * so that no order and no number of threads changes them. The mixing steps are those of
 * MurmurHash3's finaliser, twice.
 */
final class RandomBits {
    static final int FIRST_FACTOR = 0x85eb_ca6b;
    static final int SECOND_FACTOR = 0xc2b2_ae35;

    /** Added to a place before the first mixing, and laid over it before the second. */
    final int before;

    final int between;

    RandomBits(long seed) {
        long key = seed * 0x9e37_79b9_7f4a_7c15L;
        before = mix((int) (key >>> 32) ^ 0x5bd1_e995);
        between = mix((int) key + before);
    }

    int at(int place) {
        return mix(mix(place + before) ^ between);
    }

    private static int mix(int bits) {
        int mixed = (bits ^ bits >>> 16) * FIRST_FACTOR;
        mixed = (mixed ^ mixed >>> 13) * SECOND_FACTOR;
        return mixed ^ mixed >>> 16;
    }
}
