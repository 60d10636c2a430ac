package dev.mantissa.lib.precision;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.mantissa.lib.Source;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the settings in force come to on a device, for people and for programs. */
public final class EffectivePrecision {
    private static final MathContext THREE_DIGITS = new MathContext(3);

    private static final Selector EVERYTHING = new Selector.Everything();

    private EffectivePrecision() {}

    /**
     * One row of the effective table.
     *
     * @param operations the entry of the policy: "*", "attention", "op:conv2d"
     */
    public record Row(String operations, Resolution resolution, Source source) {
        /** The titles of {@link #cells()}. */
        public static final List<String> TITLES =
                List.of("op", "requested", "resolved", "how", "expected error", "from");

        public List<String> cells() {
            return List.of(
                    operations,
                    resolution.requested().name(),
                    resolution.resolved().name(),
                    resolution.how().toString(),
                    Figures.error(resolution.expectedError()),
                    source.label());
        }

        @Override
        public String toString() {
            return String.join(" | ", cells());
        }
    }

    /** A row for everything, then one for each other entry of the policy, in its order. */
    public static List<Row> table(Numerics numerics, Device device) {
        Map<Selector, Precision> modes = new LinkedHashMap<>();
        modes.put(EVERYTHING, numerics.precision());
        for (PrecisionPolicy.Entry entry : numerics.policy().entries()) {
            boolean all = entry.selector().equals(EVERYTHING);
            modes.put(entry.selector(), all ? numerics.precision() : entry.mode());
        }
        List<Row> rows = new ArrayList<>();
        modes.forEach((selector, mode) ->
                rows.add(
                        new Row(
                                selector.toString(),
                                Resolution.of(mode, device, numerics.policy()),
                                numerics.source(selector))));
        return rows;
    }

    /**
     * The line that reports a change, with a tail in JSON: {@code Set float32 matmul precision to
     * 'high' -> tf32 operands, f32 sums (cpu, emulated, expected error 2.9e-4, from notebook) {…}}.
     */
    public static String logLine(Numerics numerics, Device device) {
        return sentence(numerics, device) + " " + json(numerics, device);
    }

    /** {@link #logLine} without its tail. */
    public static String sentence(Numerics numerics, Device device) {
        Resolution resolution = resolution(numerics, device);
        return "Set float32 matmul precision to '%s' -> %s%s (%s, %s, expected error %s, from %s)"
                .formatted(
                        numerics.policy(),
                        resolution.arithmetic(),
                        resolution.storage(),
                        device.name(),
                        resolution.how(),
                        Figures.error(resolution.expectedError()),
                        numerics.source());
    }

    /** The same for programs: of operations that no entry of the policy names. */
    public static JsonObject json(Numerics numerics, Device device) {
        Resolution resolution = resolution(numerics, device);
        JsonObject json = new JsonObject();
        json.addProperty("requested", numerics.policy().toString());
        json.addProperty("resolved", resolution.resolved().name());
        json.addProperty("device", device.name());
        json.addProperty("how", resolution.how().toString());
        double error = resolution.expectedError();
        json.add(
                "expected_error",
                Double.isFinite(error)
                        ? new JsonPrimitive(new BigDecimal(error).round(THREE_DIGITS).doubleValue())
                        : JsonNull.INSTANCE);
        json.addProperty("source", numerics.source().label());
        return json;
    }

    private static Resolution resolution(Numerics numerics, Device device) {
        return Resolution.of(numerics.precision(), device, numerics.policy());
    }
}
