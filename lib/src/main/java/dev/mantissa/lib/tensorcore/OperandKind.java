package dev.mantissa.lib.tensorcore;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A format whose values a tensor core multiplies. Every one of them lies within f32. */
public enum OperandKind {
    F16(-14),
    BF16(-126),
    TF32(-126),
    /** OCP 8-bit: bias 7, largest value 448, no infinity. */
    E4M3(-6),
    /** OCP 8-bit, of the IEEE kind: largest value 57,344. */
    E5M2(-14);

    private final int minExponent;

    OperandKind(int minExponent) {
        this.minExponent = minExponent;
    }

    /**
     * Exponent of the smallest normal value. Subnormal values count as having it too: nothing
     * normalises them before terms are aligned.
     */
    public int minExponent() {
        return minExponent;
    }

    /** Lower-case name: "bf16". */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of that name, in any case.
     *
     * @throws UsageException if there is none, naming those that there are
     */
    public static OperandKind of(String name) {
        String wanted = name.strip();
        return Arrays.stream(values())
                .filter(kind -> kind.label().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> unknown(wanted));
    }

    private static UsageException unknown(String name) {
        List<String> known = Arrays.stream(values()).map(OperandKind::label).toList();
        return new UsageException(
                "unknown operand format '%s'.%s Known: %s. Type one of them."
                        .formatted(
                                name,
                                Suggestion.hint(name, known),
                                known.stream().collect(Collectors.joining(", "))));
    }
}
