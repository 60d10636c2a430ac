package dev.mantissa.lib.precision;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Short names for parts that a policy computes in f32: {@code upcast=attention,matmul,norm}. */
final class Upcasts {
    static final String WORD = "upcast";

    private static final Map<String, String> ALL =
            new TreeMap<>(
                    Map.of(
                            "attention", "qk=f32 softmax=f32",
                            "matmul", "op:matmul=f32",
                            "norm", "norm=f32",
                            "softmax", "softmax=f32"));

    private Upcasts() {}

    /**
     * The entries that names stand for.
     *
     * @throws UsageException if one is unknown
     */
    static List<PrecisionPolicy.Entry> entries(String names) {
        List<PrecisionPolicy.Entry> entries = new ArrayList<>();
        for (String name : names.split(",")) {
            String text = ALL.get(name);
            if (text == null) {
                throw new UsageException(
                        "upcast=%s: unknown part '%s'.%s Known: %s. Write it as in 'f16 upcast=attention,norm'."
                                .formatted(
                                        names,
                                        name,
                                        Suggestion.hint(name, ALL.keySet()),
                                        String.join(", ", ALL.keySet())));
            }
            entries.addAll(PrecisionPolicy.parse(text).entries());
        }
        return entries;
    }
}
