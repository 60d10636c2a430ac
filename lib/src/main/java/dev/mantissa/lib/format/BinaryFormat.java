package dev.mantissa.lib.format;

import dev.mantissa.lib.UsageException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Any {@code eXmY} format that lies within f32, with bias 2^(e-1) - 1 and subnormals. Those of the
 * IEEE kind keep the top exponent for infinity and NaN; others say what their largest finite value
 * is, and what becomes of a value that rounds beyond it; truncation gives the largest finite value
 * instead, but for infinity. NaN stays NaN: quiet, its sign kept, its payload cut.
 */
public class BinaryFormat implements NumberFormat {
    private static final int SIGN = 0x8000_0000;
    private static final int INFINITY = 0x7f80_0000;
    private static final int QUIET = 0x0040_0000;

    /** Chance for a subnormal: 24 bits, as many as f32 holds. */
    static final int CHANCE_SHIFT = 8;

    static final float CHANCE_UNIT = 0x1p-24f;

    private final String name;
    private final int exponentBits;
    private final int mantissaBits;
    private final Rounding rounding;
    private final @Nullable BinaryFormat base;

    /** Where chance comes from, if it is asked for. */
    final @Nullable RandomBits random;

    private final long seed;

    /** The low bits of an f32 that the format has no room for, their count and half their range. */
    final int dropped;

    final int half;
    final int keepMask;

    /** Bit pattern of 2^(smallest exponent), and of the largest finite value. */
    final int minNormalBits;

    final int maxFiniteBits;

    /** Bit pattern of what a value beyond the largest finite one becomes. */
    final int overflowBits;

    /** A power of two whose f32 neighbours are as far apart as this format's subnormals. */
    final float subnormalAligner;

    /** Distance of its subnormals. */
    final float subnormalStep;

    /**
     * A format; see {@link #of} for the checks.
     *
     * @param exponentBits 2 to 8
     * @param mantissaBits 1 to 22
     */
    protected BinaryFormat(String name, int exponentBits, int mantissaBits, Rounding rounding) {
        this(
                name,
                exponentBits,
                mantissaBits,
                rounding,
                Float.intBitsToFloat(ieeeMax(exponentBits, mantissaBits)),
                Float.POSITIVE_INFINITY);
    }

    /**
     * A format whose top exponent holds numbers too.
     *
     * @param maxFinite largest finite value
     * @param beyond what a value that rounds beyond it becomes: infinity, NaN, or {@code maxFinite}
     */
    protected BinaryFormat(
            String name,
            int exponentBits,
            int mantissaBits,
            Rounding rounding,
            float maxFinite,
            float beyond) {
        this(name, exponentBits, mantissaBits, rounding, maxFinite, beyond, null, 0);
    }

    private BinaryFormat(
            String name,
            int exponentBits,
            int mantissaBits,
            Rounding rounding,
            float maxFinite,
            float beyond,
            @Nullable BinaryFormat base,
            long seed) {
        this.name = name;
        this.exponentBits = exponentBits;
        this.mantissaBits = mantissaBits;
        this.rounding = rounding;
        this.base = base;
        this.seed = seed;
        this.random = rounding == Rounding.STOCHASTIC ? new RandomBits(seed) : null;
        int bias = (1 << (exponentBits - 1)) - 1;
        dropped = 23 - mantissaBits;
        half = 1 << (dropped - 1);
        keepMask = -1 << dropped;
        minNormalBits = (127 + 1 - bias) << 23;
        maxFiniteBits = Float.floatToRawIntBits(maxFinite);
        overflowBits = Float.floatToRawIntBits(beyond);
        // The aligner is used only where subnormals of the format are normal in f32.
        subnormalAligner = Math.scalb(1f, Math.clamp(1 - bias - mantissaBits + 23, -126, 127));
        subnormalStep = Math.scalb(1f, 1 - bias - mantissaBits);
    }

    /**
     * The same values, rounded to in another way: {@code Tf32.FORMAT.with(TOWARD_ZERO)} is
     * "tf32:rz". Chance, where it is asked for, has the seed 0.
     */
    public final BinaryFormat with(Rounding other) {
        return with(other, 0);
    }

    /** The same values, rounded to at random with that seed: "bf16:sr", or "bf16:sr7". */
    public final BinaryFormat stochastic(long withSeed) {
        return with(Rounding.STOCHASTIC, withSeed);
    }

    private BinaryFormat with(Rounding other, long withSeed) {
        BinaryFormat plain = base();
        if (other == plain.rounding) {
            return plain;
        }
        return new BinaryFormat(
                plain.name + ":" + other.label() + (withSeed == 0 ? "" : withSeed),
                exponentBits,
                mantissaBits,
                other,
                maxFinite(),
                Float.intBitsToFloat(overflowBits),
                plain,
                withSeed);
    }

    /**
     * The same format on an operand of its own: where chance decides, it decides anew, though the
     * seed be the same. Otherwise the errors of both operands of a product would go together.
     */
    public final BinaryFormat forOtherOperand() {
        return random == null
                ? this
                : new BinaryFormat(
                        name,
                        exponentBits,
                        mantissaBits,
                        rounding,
                        maxFinite(),
                        Float.intBitsToFloat(overflowBits),
                        base(),
                        ~seed);
    }

    /** The format with these values that rounds in its usual way. */
    public final BinaryFormat base() {
        return base == null ? this : base;
    }

    private static int ieeeMax(int exponentBits, int mantissaBits) {
        int bias = (1 << (exponentBits - 1)) - 1;
        return (((127 + bias) << 23) | 0x007f_ffff) & (-1 << (23 - mantissaBits));
    }

    /**
     * The format with that many exponent and mantissa bits, to nearest even: {@code of(4, 3)} is
     * "e4m3" with infinities.
     *
     * @throws UsageException if it does not lie within f32
     */
    public static NumberFormat of(int exponentBits, int mantissaBits) {
        if (exponentBits < 2 || exponentBits > 8 || mantissaBits < 1 || mantissaBits > 22) {
            throw new UsageException(
                    "format e%dm%d is not one that f32 values can be rounded to: exponent bits go from 2 to 8 and mantissa bits from 1 to 22, as in e5m10 (f16) or e8m7 (bf16)."
                            .formatted(exponentBits, mantissaBits));
        }
        String name = "e" + exponentBits + "m" + mantissaBits;
        return new BinaryFormat(name, exponentBits, mantissaBits, Rounding.NEAREST_EVEN);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int exponentBits() {
        return exponentBits;
    }

    @Override
    public final int mantissaBits() {
        return mantissaBits;
    }

    /** What happens between two neighbours. */
    public final Rounding rounding() {
        return rounding;
    }

    @Override
    public final double largest() {
        return maxFinite();
    }

    /** Largest finite value. */
    public final float maxFinite() {
        return Float.intBitsToFloat(maxFiniteBits);
    }

    /**
     * The nearest value to an f64, rounded once: by way of the f32 next to it whose last bit is
     * odd, which is never half way between two values of a format with 22 mantissa bits or fewer.
     */
    public final float round(double value) {
        float near = (float) value;
        if (near == value || Double.isNaN(value)) {
            return round(near);
        }
        int bits = Float.floatToRawIntBits(near);
        boolean beyond = Math.abs((double) near) > Math.abs(value);
        return round(Float.intBitsToFloat((beyond ? bits - 1 : bits) | 1));
    }

    /** True if exponents reach as far as f32's, so that rounding acts on the bit pattern alone. */
    final boolean hasFullRange() {
        return exponentBits == 8;
    }

    /** Half as fine where rounding is not to nearest: 2^-(mantissa bits). */
    @Override
    public final double unitRoundoff() {
        boolean nearest = rounding == Rounding.NEAREST_EVEN || rounding == Rounding.NEAREST_AWAY;
        return Math.scalb(1.0, nearest ? -mantissaBits - 1 : -mantissaBits);
    }

    /** {@inheritDoc} Where chance decides, as the first value of an array. */
    @Override
    public final float round(float value) {
        return round(value, 0);
    }

    /** A value at that place of an array, which only chance asks for. */
    final float round(float value, int place) {
        int bits = Float.floatToRawIntBits(value);
        int magnitude = bits & ~SIGN;
        if (magnitude > INFINITY) {
            return Float.intBitsToFloat((bits | QUIET) & keepMask);
        }
        int chance = random == null ? 0 : random.at(place);
        int rounded = roundBits(magnitude, chance);
        if (!hasFullRange()) {
            if (magnitude < minNormalBits) {
                rounded = Float.floatToRawIntBits(subnormal(magnitude, chance));
            }
            if (rounded > maxFiniteBits) {
                boolean cut = rounding == Rounding.TOWARD_ZERO && magnitude < INFINITY;
                rounded = cut ? maxFiniteBits : overflowBits;
            }
        }
        return Float.intBitsToFloat(rounded | (bits & SIGN));
    }

    private int roundBits(int magnitude, int chance) {
        int increment =
                switch (rounding) {
                    case NEAREST_EVEN -> half - 1 + ((magnitude >>> dropped) & 1);
                    case NEAREST_AWAY -> half;
                    case TOWARD_ZERO -> 0;
                    case STOCHASTIC -> chance >>> Integer.SIZE - dropped;
                };
        return (magnitude + increment) & keepMask;
    }

    private float subnormal(int magnitude, int chance) {
        float exact = Float.intBitsToFloat(magnitude);
        // The f32 addition itself rounds to nearest even at the subnormal spacing.
        float nearest = exact + subnormalAligner - subnormalAligner;
        if (rounding == Rounding.NEAREST_EVEN) {
            return nearest;
        }
        float below = nearest > exact ? nearest - subnormalStep : nearest;
        return exact - below > threshold(chance) ? below + subnormalStep : below;
    }

    /** A subnormal goes up if it lies further than this above the value below it. */
    final float threshold(int chance) {
        return switch (rounding) {
            case NEAREST_EVEN, TOWARD_ZERO -> subnormalStep;
            case NEAREST_AWAY -> Math.nextDown(subnormalStep / 2);
            case STOCHASTIC -> (chance >>> CHANCE_SHIFT) * (subnormalStep * CHANCE_UNIT);
        };
    }

    @Override
    public final void round(MemorySegment from, MemorySegment to, long count) {
        VectorRounding.round(this, from, to, count);
    }

    @Override
    public final void round(float[] values, int from, int count) {
        VectorRounding.round(this, values, from, count, from);
    }

    /** Formats are one if they round every value to the same. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof BinaryFormat f
                && f.name.equals(name)
                && f.rounding == rounding
                && f.seed == seed
                && f.maxFiniteBits == maxFiniteBits
                && f.overflowBits == overflowBits;
    }

    @Override
    public final int hashCode() {
        return Objects.hash(name, seed, maxFiniteBits, overflowBits);
    }

    @Override
    public String toString() {
        return name;
    }
}
