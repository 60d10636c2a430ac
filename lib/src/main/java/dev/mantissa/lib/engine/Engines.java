package dev.mantissa.lib.engine;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Numerics;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The catalogue of engines: one line adds one. */
public final class Engines {
    /** What a person types to have the best engine chosen for them. */
    public static final String AUTO = "auto";

    private static final Engine VECTOR = new VectorEngine();

    private static final List<Engine> ALL =
            List.of(new NativeEngine(VECTOR), VECTOR, new ScalarEngine());

    /** Asked for before every product, so it is found once: what is ready stays so. */
    private static final Engine BEST = best(ALL);

    private Engines() {}

    public static List<Engine> all() {
        return ALL;
    }

    /**
     * The engine of that name, in any case, ready or not.
     *
     * @throws UsageException if there is none, naming those that there are
     */
    public static Engine of(String name) {
        String wanted = name.strip();
        return ALL.stream()
                .filter(engine -> engine.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> unknown(wanted));
    }

    /** The ready engine with the highest score. */
    public static Engine select() {
        return BEST;
    }

    /**
     * The engine that a person asked for; the best one for {@link #AUTO}.
     *
     * @throws UsageException if there is none of that name, or it cannot work on this machine
     */
    public static Engine select(String choice) {
        if (choice.isBlank() || choice.strip().equalsIgnoreCase(AUTO)) {
            return select();
        }
        Engine engine = of(choice);
        if (engine.probe() instanceof Probe.Refused(String reason, String remedy)) {
            throw new UsageException(
                    "engine '%s' cannot work here: %s; %s. Ready: %s."
                            .formatted(engine.name(), reason, remedy, readyNames()));
        }
        return engine;
    }

    /** The engine of the settings in force. */
    public static Engine current() {
        return select(Numerics.current().engine());
    }

    /** Whether products of f32 matrices are in the end the scalar engine's: slow ones. */
    public static boolean isScalar(Engine engine) {
        return engine instanceof ScalarEngine
                || engine instanceof NativeEngine kernels
                        && kernels.dense() instanceof ScalarEngine;
    }

    /** One row per engine, best first; {@code choice} as in {@link #select(String)}. */
    public static List<EngineStatus> explain(String choice) {
        Engine chosen = select(choice);
        return ALL.stream()
                .map(engine -> new EngineStatus(engine.name(), engine.probe(), engine == chosen))
                .sorted(Comparator.comparingInt(EngineStatus::score).reversed())
                .toList();
    }

    /** One row per engine, best first, for the settings in force. */
    public static List<EngineStatus> explain() {
        return explain(Numerics.current().engine());
    }

    /** The one with the highest score; the scalar engine never refuses, so there is one. */
    static Engine best(List<Engine> engines) {
        return engines.stream()
                .filter(engine -> engine.probe() instanceof Probe.Ready)
                .max(Comparator.comparingInt(Engines::score))
                .orElseThrow(() -> new IllegalStateException("no engine is ready"));
    }

    private static int score(Engine engine) {
        return engine.probe() instanceof Probe.Ready(int score, String detail) ? score : 0;
    }

    private static UsageException unknown(String name) {
        String known = ALL.stream().map(Engine::name).collect(Collectors.joining(", "));
        return new UsageException(
                "unknown engine '%s'. Known: %s, %s. Type one of them."
                        .formatted(name, known, AUTO));
    }

    private static String readyNames() {
        return ALL.stream()
                .filter(engine -> engine.probe() instanceof Probe.Ready)
                .map(Engine::name)
                .collect(Collectors.joining(", "));
    }
}
