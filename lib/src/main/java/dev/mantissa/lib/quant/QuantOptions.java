package dev.mantissa.lib.quant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be chosen about a scheme. Written after its name, each behind a colon, in any order:
 * {@code q4:g64:asym:search:rot:a8}.
 *
 * @param group weights that share a scale; {@link QuantScheme#ROW} and {@link QuantScheme#TENSOR}
 *     count as groups
 * @param asymmetric whether each group has a zero point
 * @param rule how scales are found
 * @param rotated whether rows are rotated before they are packed, see {@link Rotation}
 * @param activations what products do with their other factor
 */
public record QuantOptions(
        int group, boolean asymmetric, ScaleRule rule, boolean rotated, Activations activations) {

    /** Symmetric, unrotated, f32 activations. */
    public static QuantOptions of(int group, ScaleRule rule) {
        return new QuantOptions(group, false, rule, false, Activations.A16);
    }

    public QuantOptions withGroup(int newGroup) {
        return new QuantOptions(newGroup, asymmetric, rule, rotated, activations);
    }

    public QuantOptions withAsymmetric(boolean asked) {
        return new QuantOptions(group, asked, rule, rotated, activations);
    }

    public QuantOptions withRule(ScaleRule asked) {
        return new QuantOptions(group, asymmetric, asked, rotated, activations);
    }

    public QuantOptions withRotated(boolean asked) {
        return new QuantOptions(group, asymmetric, rule, asked, activations);
    }

    public QuantOptions withActivations(Activations asked) {
        return new QuantOptions(group, asymmetric, rule, rotated, asked);
    }

    /** With what one word asks for, in lower case; nothing if the word is none. */
    Optional<QuantOptions> with(String word) {
        for (ScaleRule asked : ScaleRule.values()) {
            if (asked.text().equals(word)) {
                return Optional.of(withRule(asked));
            }
        }
        for (Activations asked : Activations.values()) {
            if (asked.text().equals(word)) {
                return Optional.of(withActivations(asked));
            }
        }
        if (word.matches("g?\\d{1,6}")) {
            return Optional.of(withGroup(Integer.parseInt(word.replace("g", ""))));
        }
        return Optional.ofNullable(
                switch (word) {
                    case "row" -> withGroup(QuantScheme.ROW);
                    case "tensor" -> withGroup(QuantScheme.TENSOR);
                    case "sym" -> withAsymmetric(false);
                    case "asym" -> withAsymmetric(true);
                    case "rot" -> withRotated(true);
                    default -> null;
                });
    }

    /** What is said of options that no scheme has. */
    static String known() {
        return "a group (g32, g64, g128, row, tensor), sym or asym, absmax, search or absmean, rot, a8, a8g16 or a16";
    }

    /** "g64", "row" or "tensor". */
    static String text(int group) {
        return group == QuantScheme.TENSOR
                ? "tensor"
                : group == QuantScheme.ROW ? "row" : "g" + group;
    }

    /** What differs from {@code usual}, the group always if {@code grouped}: ":g64:asym". */
    String text(QuantOptions usual, boolean grouped) {
        List<String> words = new ArrayList<>();
        if (grouped) {
            words.add(text(group));
        }
        if (asymmetric != usual.asymmetric) {
            words.add(asymmetric ? "asym" : "sym");
        }
        if (rule != usual.rule) {
            words.add(rule.text());
        }
        if (rotated) {
            words.add("rot");
        }
        if (activations != Activations.A16) {
            words.add(activations.text());
        }
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(':').append(word));
        return text.toString();
    }
}
