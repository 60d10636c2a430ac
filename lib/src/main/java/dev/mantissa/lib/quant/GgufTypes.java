package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;

/** GGUF's quantised types by the numbers that its files name them with. */
public final class GgufTypes {
    /** Their code books are large tables that are published as source code only. */
    private static final Map<Integer, String> LEFT_OUT =
            Map.of(
                    16, "iq2_xxs",
                    17, "iq2_xs",
                    18, "iq3_xxs",
                    19, "iq1_s",
                    21, "iq3_s",
                    22, "iq2_s",
                    29, "iq1_m");

    private GgufTypes() {}

    /**
     * The scheme of a type.
     *
     * @throws UsageException if there is none, naming the type
     */
    public static QuantScheme of(int type) {
        return gguf(type);
    }

    /**
     * A tensor [rows, cols] over the bytes of a file, which are not copied.
     *
     * @throws UsageException if there is no such scheme, if rows are not whole blocks, or if the
     *     bytes are not exactly those of the tensor
     */
    public static QuantTensor tensor(int type, MemorySegment data, int rows, int cols) {
        return gguf(type).over(data, rows, cols);
    }

    private static GgufScheme gguf(int type) {
        return QuantSchemes.all().stream()
                .filter(GgufScheme.class::isInstance)
                .map(GgufScheme.class::cast)
                .filter(s -> s.type() == type)
                .findFirst()
                .orElseThrow(() -> refused(type));
    }

    private static UsageException refused(int type) {
        String name = LEFT_OUT.get(type);
        return name == null
                ? new UsageException(
                        "GGUF type %d is no quantised type that is known. Known: see %%quantize list. Convert the file with a newer tool, or to q4_k."
                                .formatted(type))
                : leftOut(name);
    }

    /** Why a scheme of that name does not exist, if it is one of those left out. */
    static Optional<UsageException> whyNot(String name) {
        return LEFT_OUT.containsValue(name) ? Optional.of(leftOut(name)) : Optional.empty();
    }

    private static UsageException leftOut(String name) {
        return new UsageException(
                "%s: its code book is a table that is published as source code only, so it can be neither read nor written. Allowed instead: q2_k, q3_k, iq4_xs, iq4_nl. Convert the model to one of these."
                        .formatted(name));
    }
}
