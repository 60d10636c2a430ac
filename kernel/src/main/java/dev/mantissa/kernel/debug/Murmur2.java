package dev.mantissa.kernel.debug;

/** MurmurHash2 of 32 bits, by which front ends and kernels name cells. */
final class Murmur2 {
    private static final int MULTIPLIER = 0x5bd1e995;
    private static final int SHIFT = 24;

    private Murmur2() {}

    static int hash(byte[] data, int seed) {
        int hash = seed ^ data.length;
        int at = 0;
        for (; at + Integer.BYTES <= data.length; at += Integer.BYTES) {
            int word = littleEndian(data, at, Integer.BYTES) * MULTIPLIER;
            word ^= word >>> SHIFT;
            hash = hash * MULTIPLIER ^ word * MULTIPLIER;
        }
        if (at < data.length) {
            hash = (hash ^ littleEndian(data, at, data.length - at)) * MULTIPLIER;
        }
        hash ^= hash >>> 13;
        hash *= MULTIPLIER;
        return hash ^ hash >>> 15;
    }

    private static int littleEndian(byte[] data, int from, int count) {
        int value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << Byte.SIZE | Byte.toUnsignedInt(data[from + i]);
        }
        return value;
    }
}
