package dev.mantissa.lib.precision;

import java.util.Set;

/**
 * Where products are computed, as far as precision is concerned.
 *
 * @param name "cpu", "cuda:0"
 * @param nativeModes names of the modes it computes with instructions of its own; others are
 *     emulated
 * @param slowModes those of them that are so slow that nothing is gained by falling back to them
 */
public record Device(String name, Set<String> nativeModes, Set<String> slowModes) {
    /** A CPU through portable code: f32 and f64 are native, everything else is emulated. */
    public static final Device CPU = new Device("cpu", Set.of("f32", "f64"));

    private static final String SIMULATED = "simulated ";

    public Device {
        nativeModes = Set.copyOf(nativeModes);
        slowModes = Set.copyOf(slowModes);
    }

    /** A device whose modes are all of use. */
    public Device(String name, Set<String> nativeModes) {
        this(name, nativeModes, Set.of());
    }

    /** A stand-in for this device: modes resolve as on it, the CPU computes. */
    public Device simulated() {
        return isSimulated() ? this : new Device(SIMULATED + name, nativeModes, slowModes);
    }

    /** True for what {@link #simulated} gives. */
    public boolean isSimulated() {
        return name.startsWith(SIMULATED);
    }

    public boolean isNative(Precision mode) {
        return nativeModes.contains(mode.name());
    }

    boolean isSlow(Precision mode) {
        return slowModes.contains(mode.name());
    }
}
