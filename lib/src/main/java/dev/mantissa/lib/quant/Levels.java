package dev.mantissa.lib.quant;

/** What the codes of a scheme stand for. */
interface Levels {
    /** Where the scale is 1. */
    float level(int code);

    /** The least of them. */
    float least();

    /** The largest of them. */
    float most();

    /** Puts the nearest codes into {@code codes} from index {@code at}. */
    void assign(float[] weights, int from, int count, float scale, byte[] codes, int at);

    /** Squared error of the nearest codes with that scale. */
    double error(float[] weights, int from, int count, float scale);
}
