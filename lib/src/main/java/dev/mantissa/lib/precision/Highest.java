package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.format.NumberFormat;
import java.util.List;

/** Native f32 and nothing else. */
public final class Highest implements Precision {
    @Override
    public String name() {
        return "highest";
    }

    @Override
    public String summary() {
        return "native f32; foreign operations pass through bit for bit";
    }

    @Override
    public List<String> aliases() {
        return List.of("float32");
    }

    @Override
    public NumberFormat operandFormat() {
        return F32.FORMAT;
    }

    @Override
    public boolean passesThrough() {
        return true;
    }

    @Override
    public double expectedError(long k) {
        return 5e-9 * Math.sqrt(k);
    }
}
