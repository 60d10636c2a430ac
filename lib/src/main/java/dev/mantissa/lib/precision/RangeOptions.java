package dev.mantissa.lib.precision;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.format.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says about range and storage, beside the mode of each operation: {@code store=f16
 * overflow=clamp on-nan=stepup}.
 *
 * @param storage to what the results of narrow operations are rounded; null leaves them f32
 * @param overflow what becomes of values beyond the range of a narrow format
 * @param onNan what happens where an operation gives Inf or NaN for finite operands
 */
public record RangeOptions(@Nullable NumberFormat storage, Overflow overflow, OnNan onNan) {
    /** The words with which a policy sets an option, before the equals sign. */
    public static final List<String> WORDS = List.of("store", "overflow", "on-nan");

    /** Results stay f32, what overflows is infinite, and nothing is computed twice. */
    public static final RangeOptions NONE = new RangeOptions(null, Overflow.INF, OnNan.KEEP);

    private static final int F32_EXPONENT_BITS = 8;

    private static final String STORED =
            "Allowed: f32, tf32, bf16, f16, f8e4m3, f8e5m2 or any eXmY, as in 'f16 store=f16'.";

    /** What becomes of values beyond the range of a format. */
    public enum Overflow {
        /** Infinity, as IEEE 754 has it, unless the format itself saturates. */
        INF,
        /** The largest finite value of the format, with the sign. */
        CLAMP
    }

    /** What happens where an operation gives Inf or NaN for finite operands. */
    public enum OnNan {
        /** The result stays as it is. */
        KEEP,
        /** The operation is computed again in the next more accurate mode. */
        STEPUP
    }

    /** True if nothing is asked for. */
    public boolean isDefault() {
        return equals(NONE);
    }

    /**
     * The format to which the results of an operation in {@code mode} are rounded; null where they
     * stay f32: modes of f32 operands and wide sums are upcasts, and keep what they compute.
     */
    public @Nullable NumberFormat stored(Precision mode) {
        return isWide(mode) ? null : storage;
    }

    /** What of these options makes a difference to an operation in {@code mode}. */
    RangeOptions effective(Precision mode) {
        if (mode.passesThrough()) {
            return NONE;
        }
        NumberFormat stored = stored(mode);
        boolean limited =
                isLimited(mode.operandFormat())
                        || isLimited(mode.rightFormat())
                        || stored != null && isLimited(stored);
        return new RangeOptions(stored, limited ? overflow : Overflow.INF, onNan);
    }

    /** True for f32 and f64 operands with sums at least as wide. */
    public static boolean isWide(Precision mode) {
        boolean exact =
                mode.operandFormat().roundsNothing()
                        && mode.rightFormat().roundsNothing()
                        && mode.splitting() == null
                        && mode.tensorCores() == null;
        return mode.passesThrough()
                || exact
                        && mode.accumulation() != Accumulation.F16
                        && mode.accumulation() != Accumulation.BF16;
    }

    /** True for formats whose values may be too small in range for f32 ones. */
    public static boolean isLimited(NumberFormat format) {
        return format.block() == 1 && format.exponentBits() < F32_EXPONENT_BITS;
    }

    /** The name of the type that results of a mode are stored in. */
    public String storedAs(Precision mode) {
        NumberFormat format = stored(mode);
        return format == null ? "f32" : format.name();
    }

    /**
     * These options with one of them changed.
     *
     * @throws UsageException naming what is allowed
     */
    RangeOptions with(String word, String value) {
        String low = value.toLowerCase(Locale.ROOT);
        return switch (word) {
            case "store" -> new RangeOptions(storage(value), overflow, onNan);
            case "overflow" -> new RangeOptions(storage, choice(Overflow.class, word, low), onNan);
            default -> new RangeOptions(storage, overflow, choice(OnNan.class, word, low));
        };
    }

    private static @Nullable NumberFormat storage(String name) {
        if (name.isEmpty()) {
            throw new UsageException("store=: a format is missing. " + STORED);
        }
        Precision mode = Precisions.of(name);
        NumberFormat format = mode.operandFormat();
        if (!mode.isPlain() || mode.accumulation() != Accumulation.F32) {
            throw new UsageException(
                    "store=%s: a result is stored in a format of single values, not rounded by chance. %s"
                            .formatted(name, STORED));
        }
        return format.roundsNothing() ? null : format;
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String word, String value) {
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(value)) {
                return constant;
            }
            known.add(name);
        }
        throw new UsageException(
                "%s=%s: unknown choice '%s'.%s Allowed: %s."
                        .formatted(
                                word,
                                value,
                                value,
                                Suggestion.hint(value, known),
                                String.join(
                                        ", ", known.stream().map(k -> word + "=" + k).toList())));
    }

    /** As it is typed, without what is the default: "store=f16 overflow=clamp"; or nothing. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (storage != null) {
            words.add("store=" + storage.name());
        }
        if (overflow == Overflow.CLAMP) {
            words.add("overflow=clamp");
        }
        if (onNan == OnNan.STEPUP) {
            words.add("on-nan=stepup");
        }
        return String.join(" ", words);
    }
}
