package dev.mantissa.lib.precision;

import java.util.List;

/** Native f32 and nothing else. */
public final class Highest extends Level {
    public Highest() {
        super(
                "highest",
                1e-6,
                List.of(new F32Mode()),
                "native f32; foreign operations pass through bit for bit",
                "strict",
                "default");
    }

    @Override
    public boolean passesThrough() {
        return true;
    }
}
