package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.NumberFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promise about the error rather than a format. It is kept by the first of its modes that the
 * device computes natively, else by emulating the first.
 */
abstract class Level implements Precision {
    private final String name;
    private final double contract;
    private final List<Precision> modes;
    private final String summary;
    private final List<String> aliases;

    /**
     * A level.
     *
     * @param contract largest expected relative error that it promises
     * @param modes what keeps the promise, cheapest first
     */
    Level(String name, double contract, List<Precision> modes, String summary, String... aliases) {
        this.name = name;
        this.contract = contract;
        this.modes = List.copyOf(modes);
        this.summary = summary;
        this.aliases = List.of(aliases);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final List<String> aliases() {
        return aliases;
    }

    /** Largest expected relative error that the level promises. */
    public final double contract() {
        return contract;
    }

    @Override
    public Precision on(Device device) {
        return modes.stream().filter(device::isNative).findFirst().orElse(modes.getFirst());
    }

    @Override
    public final NumberFormat operandFormat() {
        return here().operandFormat();
    }

    @Override
    public final NumberFormat rightFormat() {
        return here().rightFormat();
    }

    @Override
    public final @Nullable Splitting splitting() {
        return here().splitting();
    }

    /** What it comes to where nothing else is said. */
    private Precision here() {
        return on(Device.CPU);
    }

    @Override
    public final Accumulation accumulation() {
        return here().accumulation();
    }

    @Override
    public final double expectedError(long k) {
        return here().expectedError(k);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Precision p && p.getClass() == getClass() && p.name().equals(name);
    }

    @Override
    public final int hashCode() {
        return name.hashCode();
    }

    @Override
    public final String toString() {
        return name;
    }
}
